"""Music and sounds: what a script asks for, and what came of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from audiorender.model.grid import FRAME
from audiorender.model.voice import Clip

CHUNK = 400 * FRAME
"""Samples a channel (9.6 s) of a recording that are kept and read as one, so that none is ever whole in memory."""

UNDER = -18.0
"""dB from the voices to the music under them, where nothing else is asked for."""

OWN = "own"
"""In place of a file's name: music that audiorender makes itself."""


class CueKind(StrEnum):
    """What a cue asks for, by its word in a script."""

    MUSIC = "music"
    MUSIC_OUT = "music out"
    STING = "sting"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Cue:
    """Something other than a voice is heard from here on: `file` as the script names it, empty where music ends.

    `under` is how far music stays below the voices, in dB.
    """

    kind: CueKind
    file: str = ""
    under: float = UNDER
    line: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if bool(self.file) == (self.kind is CueKind.MUSIC_OUT):
            raise ValueError(f"a cue names a file, unless music ends: {self.kind}, {self.file!r}")
        if not -40.0 <= self.under <= -10.0:
            raise ValueError(f"music stays 10 to 40 dB below the voices, not {self.under}")


@dataclass(frozen=True, slots=True)
class Recording:
    """Stereo sound at `RATE` in `chunks` of `CHUNK` samples a channel (the last may be shorter), kept in the store.

    A chunk's `energy` is the mean of both channels', its `peak` the larger one's. `loudness` is that of the whole in
    LUFS; for a sound too short to be measured, as if it were heard over and over.
    """

    loudness: float
    chunks: tuple[Clip, ...]

    def __post_init__(self) -> None:
        if not self.chunks or any(chunk.frames != CHUNK for chunk in self.chunks[:-1]):
            raise ValueError("a recording is whole chunks, of which the last may be shorter")

    @property
    def frames(self) -> int:
        """Samples a channel."""
        return (len(self.chunks) - 1) * CHUNK + self.chunks[-1].frames


@dataclass(frozen=True, slots=True)
class Score:
    """All recordings of an episode: those of cues by the names in the script, and those that need no cue.

    `under` is how far the `bed` stays below the voices, in dB. `room` is heard under everything.
    """

    cues: Mapping[tuple[CueKind, str], Recording] = field(default_factory=lambda: MappingProxyType({}))
    intro: Recording | None = None
    outro: Recording | None = None
    bed: Recording | None = None
    sting: Recording | None = None
    room: Recording | None = None
    under: float = UNDER

    def chunks(self) -> dict[str, Clip]:
        """Every chunk of every recording, by its key."""
        known = (*self.cues.values(), self.intro, self.outro, self.bed, self.sting, self.room)
        return {chunk.key: chunk for recording in known if recording for chunk in recording.chunks}
