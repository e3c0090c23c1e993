"""Tags and chapters inside the audio file: one module a container.

To add a container, after its module in `audiorender/audio/formats/`:

1. A module with its name, and in its docstring the rules it follows and whose they are (the containers' rules are
   collected in `docs/standards.md`).
2. `write_tags(path, edit) -> tuple[str, ...]`, which changes an existing file through `rewriting`, so that the old one
   is whole until the new one is. What the `Edit` does not name stays, and so do the audio's own bytes; the same call
   twice gives the same bytes. Times are rounded once, from the absolute sample. It returns one sentence for each thing
   that the container cannot hold; it raises OutputError when there are more chapters than it holds, and VerifyError or
   SourceError for a file that is no such container.
3. `read_tags(path) -> Tags`, which shares nothing with the writer but the file: it says what an app would show, and in
   `faults` each rule of the container that the file breaks. It raises VerifyError for a file it cannot read.
4. In `tests/contracts/kinds.py` how ffmpeg makes a bare file of it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from audiorender.audio.formats import SUFFIXES
from audiorender.audio.formats.form import TagModule
from audiorender.errors import AudiorenderError, VerifyError, near
from audiorender.publish.edit import Edit
from audiorender.publish.readback import Tags


def _tags(path: Path, suffix: str | None) -> tuple[Any, TagModule]:
    """The module for the tags of such a file, imported now, and the names in it.

    Raises VerifyError for a suffix that we do not know.
    """
    suffix = suffix or path.suffix
    form = SUFFIXES.get(suffix.lower())
    if form is None:
        raise VerifyError(f"no reader for '{suffix}' files", path=path, hint=near(suffix, SUFFIXES))
    return import_module(f"{__name__}.{form.tags.module}"), form.tags


def read_tags(path: Path, suffix: str | None = None) -> Tags:
    """The tags of an audio file; what it is says its own suffix, or `suffix` where it has another name yet.

    Raises VerifyError for a container that we do not know, and for a file that cannot be read.
    """
    module, names = _tags(path, suffix)
    found: Tags = getattr(module, names.reader)(path)
    return found


def write_tags(path: Path, edit: Edit, suffix: str | None = None, name: Path | None = None) -> tuple[str, ...]:
    """Change the tags of an audio file; one sentence for each thing that its container cannot hold.

    `name` is what errors call a file that has another name yet. Killed at any time, the old file is whole. Raises
    OutputError for more chapters than it holds and when it cannot be written, VerifyError or SourceError for a file
    that cannot be read or is not what its suffix says.
    """
    try:
        module, names = _tags(path, suffix)
        lost: tuple[str, ...] = getattr(module, names.writer)(path, edit)
    except AudiorenderError as error:
        raise error.at(name or error.path or path) from error
    return lost
