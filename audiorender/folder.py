"""An episode's folder: the names of its files, and whether a person edited the script in it.

Beside the script is `.<stem>.script.base`, the text as audiorender last wrote it. A script that differs from its base
was edited by a person: it is read, and never overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audiorender.errors import OutputError
from audiorender.files import cannot_write, sweep, write_whole

SCRIPT_SUFFIX = ".script.md"

SETTINGS = "audiorender.toml"
"""The settings of a show, in the working folder or one above it."""

REPORT = "report.json"
"""The file in an episode's folder that describes what was delivered."""

FEED = "feed.xml"
"""The podcast's feed, in the folder that contains those of its episodes."""


INDEX = "index.html"
"""The page of an episode in its folder, and that of the podcast beside its feed."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder `path` of the episode called `stem`."""

    path: Path
    stem: str

    @classmethod
    def at(cls, stem: str, output: str | Path | None) -> Folder:
        """The folder given with -o, else `output/<stem>`, whatever is there."""
        return cls(Path(output) if output else Path("output") / stem, stem)

    @classmethod
    def of(cls, stem: str, output: str | Path | None) -> Folder:
        """The same, with temporary files of killed runs removed from it.

        Raises OutputError if `path` exists and is not a folder.
        """
        folder = cls.at(stem, output)
        path = folder.path
        try:
            there = next(part for part in (path, *path.parents, Path()) if part.exists())
        except OSError as error:
            raise cannot_write(path, error) from error
        if not there.is_dir():
            raise OutputError(
                "is a file, but the episode needs a folder", path=there, hint="choose another folder with -o"
            )
        sweep(path)
        return folder

    def file(self, suffix: str) -> Path:
        """The audio in the format with this suffix, such as `.mp3`, or a file beside it, such as `.vtt`."""
        return self.path / f"{self.stem}{suffix}"

    @property
    def script(self) -> Path:
        """The script that was rendered."""
        return self.path / f"{self.stem}{SCRIPT_SUFFIX}"

    @property
    def page(self) -> Path:
        """The page with the player."""
        return self.path / INDEX

    @property
    def report(self) -> Path:
        """What was rendered, how, and its measurements."""
        return self.path / REPORT

    @property
    def base(self) -> Path:
        """The script as audiorender last wrote it."""
        return self.path / f".{self.stem}.script.base"

    @property
    def origin(self) -> Path:
        """The file that records which source the script was built from."""
        return self.path / f".{self.stem}.source"

    def check_origin(self, source: Path) -> None:
        """Raise OutputError if the script here was built from another source with the same stem that still exists."""
        name = _text(self.origin)
        if name is None or self.path / name == source:
            return
        other = self.path / name
        if other.is_file() and source.is_file() and not other.samefile(source):
            raise OutputError(f"contains the episode of {other}", path=self.path, hint="choose another folder with -o")

    def write_origin(self, source: Path) -> None:
        """Record that the script was built from `source`."""
        name = str(source.absolute())
        if _text(self.origin) != name:
            write_whole(self.origin, name)

    def edited_script(self) -> str | None:
        """The script's text if a person changed or supplied it, else None."""
        mine = _text(self.script)
        return None if mine is None or mine == _text(self.base) else mine

    def base_text(self) -> str | None:
        """The script as it was last written, None if there is none."""
        return _text(self.base)

    def write_script(self, text: str, base: str | None = None) -> None:
        """Write the script, then its base (the script itself, unless a person's edits were merged into it).

        If killed in between, the script differs from its base and counts as edited by a person, so that nothing is
        lost.
        """
        if _text(self.script) != text:
            write_whole(self.script, text)
        if _text(self.base) != (base or text):
            write_whole(self.base, base or text)


def stem_of(path: Path) -> str:
    """An episode's name from its source or script: `talk.md` and `talk.script.md` both give `talk`."""
    name = path.name
    return name.removesuffix(SCRIPT_SUFFIX) if name.endswith(SCRIPT_SUFFIX) and name != SCRIPT_SUFFIX else path.stem


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"cannot read: {error.strerror}", path=path, hint="choose another folder with -o") from error
