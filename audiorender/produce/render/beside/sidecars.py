"""The text files beside the audio: all are made first, then written, read back and renamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from audiorender.files import Parts
from audiorender.folder import Folder
from audiorender.publish.compare import read_back
from audiorender.publish.published import Published
from audiorender.publish.sidecars import KINDS, Kind
from audiorender.report.schema import BesideFile


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A file beside the audio."""

    file: str
    kind: Kind

    def row(self) -> BesideFile:
        """Its row for the report, for feeds and checks."""
        return BesideFile(self.file, self.kind.role, self.kind.media_type)


def sidecars(stem: str, published: Published) -> tuple[Sidecar, ...]:
    """All files beside the audio of the episode called `stem`, including optional ones that were requested."""
    kinds = [kind for kind in KINDS if published.words or not kind.asked]
    return tuple(Sidecar(f"{stem}{kind.suffix}", kind) for kind in kinds)


def write_sidecars(made: Sequence[Sidecar], folder: Folder, published: Published, parts: Parts) -> None:
    """Write the files, read each back and compare it with the plan; they are renamed with all others of `parts`. Only
    one at a time is in memory.

    Files that an earlier render wrote and this one does not are removed: they would describe another episode. Raises
    OutputError if a file cannot be written, VerifyError if it differs from the plan.
    """
    for sidecar in made:
        path = folder.path / sidecar.file
        part = parts.write(path, sidecar.kind.write(published))
        read_back(part, partial(sidecar.kind.check, published=published, path=path), name=path)
    for stale in {folder.file(kind.suffix) for kind in KINDS} - {folder.path / one.file for one in made}:
        parts.remove(stale)
