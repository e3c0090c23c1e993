"""Tags and chapters inside the audio file: one module a container.

To add a container:

1. A module with its name, and in its docstring the rules it follows and whose they are (the containers' rules are
   collected in `docs/standards.md`).
2. A writer. It takes the episode's `Meta`, its `Chapter`s and their rate, rounds each time once from the absolute
   sample, raises OutputError when there are more chapters than the container holds, and gives the same bytes for the
   same arguments. Where it writes into a file, the audio's own bytes stay as they are.
3. `read_tags(path) -> Tags`, which shares nothing with the writer but the file: it says what an app would show, and in
   `faults` each rule of the container that the file breaks. It raises VerifyError for a file it cannot read.
4. Its suffix in `READERS`, and a maker in `tests/contracts/test_tags.py`, which fails until it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from audiorender.errors import VerifyError, near
from audiorender.publish.readback import Tags
from audiorender.publish.tags import mp3

READERS: Mapping[str, Callable[[Path], Tags]] = MappingProxyType({".mp3": mp3.read_tags})
"""From a container's suffix to what reads its tags."""


def read_tags(path: Path, suffix: str | None = None) -> Tags:
    """The tags of an audio file, read by what its suffix (or `suffix`, where it has another name yet) says it is.

    Raises VerifyError for a container that we do not know, and for a file that cannot be read.
    """
    suffix = suffix or path.suffix
    reader = READERS.get(suffix.lower())
    if reader is None:
        raise VerifyError(f"no reader for '{suffix}' files", path=path, hint=near(suffix, READERS))
    return reader(path)
