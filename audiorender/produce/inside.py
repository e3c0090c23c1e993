"""Files that a source, a script or settings name: only those of their own folders go into what is published.

A text from somebody else must not carry a person's other files into an episode, be it by `..`, by an absolute path or
by a symbolic link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from audiorender.errors import SourceError

HINT = "put it into the folder of the source or the settings, or add --allow-outside"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the files of a script are looked for, in this order, and may be; errors call the script `script`.

    The `folders` are the one of what was named on the command line, the episode's, and the working folder; `settings`
    is that of the settings. With `allow_outside` a file may lead anywhere. `cover` is the picture that a person named
    beside the source, wherever it is.
    """

    script: Path
    folders: tuple[Path, ...]
    settings: Path | None = None
    allow_outside: bool = False
    cover: Path | None = None


def is_inside(path: Path, folders: Iterable[Path | None]) -> bool:
    """Whether the file that `path` leads to, symbolic links followed, is in one of the folders or below."""
    real = path.resolve()
    return any(real.is_relative_to(folder.resolve()) for folder in folders if folder is not None)


def named_file(name: str, places: Places) -> Path | None:
    """The file called `name` beside what was named, in the episode's folder, or in the working folder; None for none.

    Raises SourceError for one that is outside of that folder and of the settings', unless that was allowed.
    """
    outside = None
    for folder in places.folders:
        path = folder / name
        if not path.is_file():
            continue
        if places.allow_outside or is_inside(path, (folder, places.settings)):
            return path
        outside = outside or path
    if outside is not None:
        raise SourceError("is outside the folders of the source and the settings", path=outside, hint=HINT)
    return None


def check_settings_file(path: Path, settings: Path | None, *others: Path, allow_outside: bool) -> None:
    """Raise SourceError for a file that the settings name outside of their folder and `others`, unless allowed."""
    if settings is not None and not allow_outside and not is_inside(path, (settings, *others)):
        where = "folders of the source and the settings" if others else "folder of the settings"
        raise SourceError(f"is outside the {where}", path=path, hint=HINT)
