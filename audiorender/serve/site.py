"""Which files may be served, and with which media type."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from audiorender.audio.formats import FORMATS
from audiorender.folder import FEED
from audiorender.publish.sidecars import KINDS

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **{each.suffix: each.media_type for each in FORMATS.values()},
        **{each.suffix: each.media_type for each in KINDS},
        ".json": "application/json",
        ".html": "text/html",
        ".md": "text/markdown",
        ".txt": "text/plain",
        ".xml": "application/xml",
        ".jpg": "image/jpeg",
        ".png": "image/png",
    }
)
"""By the file's suffix; Python's own table depends on the machine."""


@dataclass(frozen=True, slots=True)
class Site:
    """The files below `root` that are in one of `folders`, and in-memory `pages` by their names at the top level.

    The page without a name is the front page.

    Names that begin with a dot are never served, nor are links that lead outside the folders.
    """

    root: Path
    folders: tuple[Path, ...]
    pages: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, target: str) -> bytes | Path | None:
        """What a request's target (`/demo/demo.mp3?x`) names: a page, a file, a folder, or None if it must not be
        seen."""
        names = parts(target)
        if names is None:
            return None
        folder = target.partition("?")[0].endswith("/")
        if len(names) == (0 if folder else 1) and (page := self.pages.get("".join(names))) is not None:
            return page
        try:
            path = self.root.joinpath(*names).resolve(strict=True)
            folders = [folder.resolve(strict=True) for folder in self.folders]
        except (OSError, ValueError, RuntimeError):  # it does not exist, is no valid name, or is a circular link
            return None
        inside = next((folder for folder in folders if path.is_relative_to(folder)), None)
        if inside is None or any(part.startswith(".") for part in path.relative_to(inside).parts):
            return None
        return None if folder and not path.is_dir() else path


def parts(target: str) -> list[str] | None:
    """The folder and file names in a target; None if it is not a plain path (hidden, with `..`, or malformed)."""
    path = target.partition("#")[0].partition("?")[0]
    if not path.startswith("/"):
        return None
    names = [os.fsdecode(unquote_to_bytes(part)) for part in path[1:].split("/")]
    if names[-1] == "":
        names.pop()
    if any(name == "" or name.startswith(".") or set(name) & {"/", "\\", "\0"} for name in names):
        return None
    return names


def media_type(name: str) -> str:
    """The media type that a file is served as."""
    if name == FEED:
        return "application/rss+xml; charset=utf-8"
    found = next((kind for end, kind in _TYPES.items() if name.lower().endswith(end)), "application/octet-stream")
    written = found.startswith("text/") or found in {"application/x-subrip", "application/xml"}
    return f"{found}; charset=utf-8" if written else found
