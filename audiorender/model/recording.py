"""Music and sound effects: what a script asks for, and the recordings that are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from audiorender.model.grid import FRAME
from audiorender.model.voice import Clip

CHUNK = 400 * FRAME
"""Samples per channel (9.6 s) in a chunk: a recording is stored and read in chunks, so that it is never in memory as a
whole."""

UNDER = -18.0
"""How many dB music stays below the voices by default."""

OWN = "own"
"""Used in place of a file name: music that audiorender generates itself."""


class CueKind(StrEnum):
    """What a cue asks for, by its keyword in a script."""

    MUSIC = "music"
    MUSIC_OUT = "music out"
    STING = "sting"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Cue:
    """Music or a sound that begins here: `file` as the script names it, empty where music ends.

    `under` is how many dB the music stays below the voices.
    """

    kind: CueKind
    file: str = ""
    under: float = UNDER
    line: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if bool(self.file) == (self.kind is CueKind.MUSIC_OUT):
            raise ValueError(f"a cue needs a file, except where music ends: {self.kind}, {self.file!r}")
        if not -40.0 <= self.under <= -10.0:
            raise ValueError(f"music must stay 10 to 40 dB below the voices, not {self.under}")


@dataclass(frozen=True, slots=True)
class Recording:
    """Stereo audio at `RATE` in `chunks` of `CHUNK` samples per channel (the last may be shorter), kept in the store.

    A chunk's `energy` is the mean of both channels', its `peak` the larger one's. `loudness` is that of the recording's
    first ten minutes in LUFS; a sound too short to be measured is measured as if it were repeated. `damage` is the
    decoder's first complaint about the file, or "". If the file `goes_on`, more of it could be read.
    """

    loudness: float
    chunks: tuple[Clip, ...]
    damage: str = ""
    goes_on: bool = False

    def __post_init__(self) -> None:
        if not self.chunks or any(chunk.frames != CHUNK for chunk in self.chunks[:-1]):
            raise ValueError("a recording consists of full chunks, of which only the last may be shorter")

    @property
    def frames(self) -> int:
        """Samples per channel."""
        return (len(self.chunks) - 1) * CHUNK + self.chunks[-1].frames


@dataclass(frozen=True, slots=True)
class Score:
    """All recordings of an episode: those that cues name, by their names in the script, and those that need no cue.

    `under` is how many dB the `bed` stays below the voices. `room` plays under everything.
    """

    cues: Mapping[tuple[CueKind, str], Recording] = field(default_factory=lambda: MappingProxyType({}))
    intro: Recording | None = None
    outro: Recording | None = None
    bed: Recording | None = None
    sting: Recording | None = None
    room: Recording | None = None
    under: float = UNDER

    def lasts(self, frames: int) -> bool:
        """Whether no bed has to repeat within so many samples although its file goes on."""
        cued = (recording for (kind, _), recording in self.cues.items() if kind is CueKind.MUSIC)
        return all(bed is None or not bed.goes_on or bed.frames >= frames for bed in (self.bed, *cued))

    def chunks(self) -> dict[str, Clip]:
        """Every chunk of every recording, by its key."""
        known = (*self.cues.values(), self.intro, self.outro, self.bed, self.sting, self.room)
        return {chunk.key: chunk for recording in known if recording for chunk in recording.chunks}
