"""Tags and chapters inside the audio file: one module a container.

To add a container:

1. A module with its name, and in its docstring the rules it follows and whose they are (the containers' rules are
   collected in `docs/standards.md`).
2. `write_tags(path, edit) -> tuple[str, ...]`, which changes an existing file through `rewriting`, so that the old one
   is whole until the new one is. What the `Edit` does not name stays, and so do the audio's own bytes; the same call
   twice gives the same bytes. Times are rounded once, from the absolute sample. It returns one sentence for each thing
   that the container cannot hold; it raises OutputError when there are more chapters than it holds, and VerifyError or
   SourceError for a file that is no such container.
3. `read_tags(path) -> Tags`, which shares nothing with the writer but the file: it says what an app would show, and in
   `faults` each rule of the container that the file breaks. It raises VerifyError for a file it cannot read.
4. Its suffixes in `CONTAINERS`, and in `tests/contracts/kinds.py` how ffmpeg makes a bare file of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from audiorender.errors import AudiorenderError, VerifyError, near
from audiorender.publish.edit import Edit
from audiorender.publish.readback import Tags


@dataclass(frozen=True, slots=True)
class Means:
    """What reads and changes the tags of one kind of audio file, and `most`, the chapters that it holds."""

    read: Callable[[Path], Tags]
    write: Callable[[Path, Edit], tuple[str, ...]]
    most: int


@dataclass(frozen=True, slots=True)
class Container:
    """One kind of audio file. Its module is imported when it is needed: that of MP4 takes as long as a large file."""

    means: Callable[[], Means]

    @property
    def most(self) -> int:
        """The chapters that it holds."""
        return self.means().most


def _mp3() -> Means:
    from audiorender.publish.tags import mp3

    return Means(mp3.read_tags, mp3.write_tags, mp3.MAX_CHAPTERS)


def _ogg() -> Means:
    from audiorender.publish.tags import xiph

    return Means(xiph.read_ogg, xiph.write_ogg, xiph.MAX_CHAPTERS)


def _flac() -> Means:
    from audiorender.publish.tags import xiph

    return Means(xiph.read_flac, xiph.write_flac, xiph.MAX_CHAPTERS)


def _mp4(*, audiobook: bool = False) -> Means:
    from audiorender.publish.tags import mp4

    return Means(mp4.read_tags, partial(mp4.write_tags, audiobook=audiobook), mp4.MAX_CHAPTERS)


def _wav() -> Means:
    from audiorender.publish.tags import wav

    return Means(wav.read_tags, wav.write_tags, wav.MAX_CHAPTERS)


CONTAINERS: Mapping[str, Container] = MappingProxyType(
    {
        ".mp3": Container(_mp3),
        ".opus": Container(_ogg),
        ".ogg": Container(_ogg),
        ".oga": Container(_ogg),
        ".flac": Container(_flac),
        ".m4a": Container(_mp4),
        ".m4b": Container(partial(_mp4, audiobook=True)),
        ".mp4": Container(_mp4),
        ".wav": Container(_wav),
    }
)
"""By suffix, with the dot."""


def container(path: Path, suffix: str | None = None) -> Container:
    """What kind of file it is by its suffix, or by `suffix` where it has another name yet.

    Raises VerifyError for one that we do not know.
    """
    suffix = suffix or path.suffix
    found = CONTAINERS.get(suffix.lower())
    if found is None:
        raise VerifyError(f"no reader for '{suffix}' files", path=path, hint=near(suffix, CONTAINERS))
    return found


def read_tags(path: Path, suffix: str | None = None) -> Tags:
    """The tags of an audio file, read by what `container` says it is.

    Raises VerifyError for a container that we do not know, and for a file that cannot be read.
    """
    return container(path, suffix).means().read(path)


def write_tags(path: Path, edit: Edit, suffix: str | None = None, name: Path | None = None) -> tuple[str, ...]:
    """Change the tags of an audio file; one sentence for each thing that its container cannot hold.

    `name` is what errors call a file that has another name yet. Killed at any time, the old file is whole. Raises
    OutputError for more chapters than it holds and when it cannot be written, VerifyError or SourceError for a file
    that cannot be read or is not what its suffix says.
    """
    try:
        return container(path, suffix).means().write(path, edit)
    except AudiorenderError as error:
        raise error.at(name or error.path or path) from error
