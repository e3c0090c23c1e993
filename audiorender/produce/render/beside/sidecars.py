"""The files beside the audio: all made first, purely; each gets its name when it has been read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from audiorender.files import Parts
from audiorender.folder import Folder
from audiorender.publish.compare import read_back
from audiorender.publish.shown import Shown
from audiorender.publish.sidecars import KINDS, Kind
from audiorender.report.schema import BesideFile


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A file that lies beside the audio, with all that it will hold."""

    file: str
    kind: Kind
    text: str

    def row(self) -> BesideFile:
        """What the report says of it, for feeds and checks."""
        return BesideFile(self.file, self.kind.role, self.kind.media_type)


def sidecars(stem: str, shown: Shown) -> tuple[Sidecar, ...]:
    """All files beside the audio of the episode called `stem`, with those that must be asked for where they are."""
    kinds = [kind for kind in KINDS if shown.words or not kind.asked]
    return tuple(Sidecar(f"{stem}{kind.suffix}", kind, kind.write(shown)) for kind in kinds)


def write_sidecars(made: Sequence[Sidecar], folder: Folder, shown: Shown, parts: Parts) -> None:
    """Write the files, each read back and compared with the plan; they get their names with all others of `parts`.

    What an earlier render wrote and this one does not is removed: it would tell of another episode. Raises OutputError
    for what cannot be written, VerifyError for what is not as planned.
    """
    for sidecar in made:
        path = folder.path / sidecar.file
        part = parts.write(path, sidecar.text)
        read_back(part, partial(sidecar.kind.check, shown=shown, path=path), name=path)
    for stale in {folder.file(kind.suffix) for kind in KINDS} - {folder.path / one.file for one in made}:
        parts.remove(stale)
