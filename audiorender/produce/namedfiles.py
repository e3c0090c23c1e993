"""Files named by a source, a script or settings: only those in their own folders may be published.

A text from somebody else must not be able to bring a person's other files into an episode, whether by `..`, an absolute
path or a symbolic link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from audiorender.errors import SourceError

HINT = "put it into the folder of the source or the settings, or add --allow-outside"


@dataclass(frozen=True, slots=True)
class Places:
    """Where a script's files are searched, in order, and where they may be; errors call the script `script`.

    The `folders` are those of the file on the command line, of the episode, and the working folder; `settings` is that
    of the settings. With `allow_outside` a file may be anywhere. `cover` is the picture that the user named beside the
    source, wherever it is.
    """

    script: Path
    folders: tuple[Path, ...]
    settings: Path | None = None
    allow_outside: bool = False
    cover: Path | None = None


def is_inside(path: Path, folders: Iterable[Path | None]) -> bool:
    """Whether the file at `path`, after following symbolic links, is in one of the folders or below."""
    real = path.resolve()
    return any(real.is_relative_to(folder.resolve()) for folder in folders if folder is not None)


def named_file(name: str, places: Places) -> Path | None:
    """The file called `name` in the source's folder, the episode's, or the working folder; None if not found.

    Raises SourceError for one that is outside that folder and the settings', unless that is allowed.
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
    """Raise SourceError for a file that the settings name outside their folder and `others`, unless allowed."""
    if settings is not None and not allow_outside and not is_inside(path, (settings, *others)):
        where = "folders of the source and the settings" if others else "folder of the settings"
        raise SourceError(f"is outside the {where}", path=path, hint=HINT)
