"""The files beside the audio: all made first, purely; each gets its name when it has been read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from audiorender.errors import OutputError
from audiorender.files import whole_file
from audiorender.folder import Folder
from audiorender.publish.compare import read_back
from audiorender.publish.shown import Shown
from audiorender.publish.sidecars import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A file that lies beside the audio, with all that it will hold."""

    file: str
    kind: Kind
    text: str

    def as_json(self) -> dict[str, str]:
        """What the report says of it, for feeds and checks."""
        return {"file": self.file, "role": self.kind.role, "media_type": self.kind.media_type}


def sidecars(stem: str, shown: Shown, *, words: bool = False) -> tuple[Sidecar, ...]:
    """All files beside the audio of the episode called `stem`; with `words` also what must be asked for."""
    return tuple(Sidecar(f"{stem}{kind.suffix}", kind, kind.write(shown)) for kind in KINDS if words or not kind.asked)


def write_sidecars(made: Sequence[Sidecar], folder: Folder, shown: Shown) -> None:
    """Write the files, each read back and compared with the plan before it gets its name.

    What an earlier render wrote and this one does not is removed: it would tell of another episode. Raises OutputError
    for what cannot be written, VerifyError for what is not as planned.
    """
    for sidecar in made:
        path = folder.path / sidecar.file
        with whole_file(path) as file:
            file.write(sidecar.text.encode())
            file.flush()
            read_back(Path(file.name), partial(sidecar.kind.check, shown=shown, path=path), name=path)
    for stale in {folder.beside(kind.suffix) for kind in KINDS} - {folder.path / one.file for one in made}:
        try:
            stale.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"is of an earlier render and cannot be removed: {error.strerror}", path=stale) from error
