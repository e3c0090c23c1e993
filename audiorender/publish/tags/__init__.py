"""Tags and chapters inside the audio file: one module per container.

To add a container, after its module in `audiorender/audio/formats/`:

1. Add a module with its name. Its docstring lists the rules it follows and where they come from (all are collected in
   `docs/standards.md`).
2. `write_tags(path, edit) -> tuple[str, ...]` changes an existing file through `rewriting`, so that the old file is
   complete until the new one is. Whatever the `Edit` does not name stays, and so do the audio's bytes; the same call
   twice gives the same bytes. Times are rounded once, from the absolute sample. It returns one sentence for each thing
   that the container cannot hold. It raises OutputError if there are more chapters than the container allows, and
   VerifyError or SourceError for a file of another kind.
3. `read_tags(path) -> Tags` shares no code with the writer: it says what an app would show, and `faults` lists each
   rule of the container that the file breaks. It raises VerifyError for a file that it cannot read.
4. Say in `tests/contracts/kinds.py` how ffmpeg makes a bare file of it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from audiorender.audio.formats import SUFFIXES
from audiorender.audio.formats.format import TagModule
from audiorender.errors import AudiorenderError, VerifyError, near
from audiorender.publish.editing.edit import Edit
from audiorender.publish.readback import Tags


def _tags(path: Path, suffix: str | None) -> tuple[Any, TagModule]:
    """The tag module for such a file, imported on demand, and the names in it.

    Raises VerifyError for an unknown suffix.
    """
    suffix = suffix or path.suffix
    form = SUFFIXES.get(suffix.lower())
    if form is None:
        raise VerifyError(f"no reader for '{suffix}' files", path=path, hint=near(suffix, SUFFIXES))
    return import_module(f"{__name__}.{form.tags.module}"), form.tags


def read_tags(path: Path, suffix: str | None = None) -> Tags:
    """The tags of an audio file. `suffix` says what it is if the file has a temporary name.

    Raises VerifyError for an unknown container, and for a file that cannot be read.
    """
    module, names = _tags(path, suffix)
    found: Tags = getattr(module, names.reader)(path)
    return found


def write_tags(path: Path, edit: Edit, suffix: str | None = None, name: Path | None = None) -> tuple[str, ...]:
    """Change the tags of an audio file; return one sentence for each thing that its container cannot hold.

    `name` is used in errors if the file has a temporary name. If killed at any time, the old file is intact. Raises
    OutputError for too many chapters and if the file cannot be written, VerifyError or SourceError if it cannot be read
    or does not match its suffix.
    """
    try:
        module, names = _tags(path, suffix)
        lost: tuple[str, ...] = getattr(module, names.writer)(path, edit)
    except AudiorenderError as error:
        raise error.at(name or error.path or path) from error
    return lost
