"""Decides during layout which music is heard where: what the voices wait for, and what continues beneath them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiorender.mixer.music.placing import FADE_IN, FADE_OUT, SOUND_ALONE, Bed, Placed, heard, spoken_over
from audiorender.model import RATE, Cue, CueKind, Item, Recording, Role, Score, Turn

BREATH = RATE * 350 // 1000
"""Samples between the last word and what is heard next."""

ALONE_FIRST, ALONE_INSIDE = 4 * RATE, 2 * RATE
"""Samples of music from a cue before a voice: at the start of the episode, and elsewhere."""

_CHAPTER_AWAY = RATE * 600 // 1000  # samples before a chapter's first word at which its bed has not begun
_CHAPTER_IN = RATE * 1400 // 1000  # samples over which it then fades in
_CHAPTER_OUT = RATE * 700 // 1000  # samples over which the previous chapter's bed fades out


def misplaced(items: Sequence[Item], *, bed: bool) -> Iterator[tuple[Cue, str, str]]:
    """Misplaced cues, each with what is wrong and what to do; `bed` if music plays from the start."""
    last = max((place for place, item in enumerate(items) if isinstance(item, Turn)), default=-1)
    plays = bed
    for place, item in enumerate(items):
        if not isinstance(item, Cue):
            continue
        if item.kind is CueKind.MUSIC_OUT:
            if not plays:
                yield item, "no music is playing here", "write [music FILE] above it, or remove this"
            plays = False
        elif item.kind is CueKind.MUSIC:
            if place > last:
                yield item, "this music would begin after the last words", "move it up, or name it as 'outro'"
            plays = True


@dataclass(frozen=True, slots=True)
class Waits:
    """Where the next voice may begin, and where the sounds that it waits for end."""

    next: int
    ends: int


@dataclass(slots=True)
class _Open:
    """A bed that plays until further notice."""

    recording: Recording
    under: float
    start: int
    fade_in: int = FADE_IN


class Scoring:
    """The music and sounds of an episode so far: `placed` are heard once, `beds` play for as long as requested.

    A bed ends before each chapter and starts again with it, at the same distance from the chapter's first word. So an
    edit in one chapter changes no sound of the next.
    """

    def __init__(self, score: Score) -> None:
        self.score = score
        self.placed: list[Placed] = []
        self.beds: list[Bed] = []
        self._open: _Open | None = None
        self._fade_out = FADE_OUT
        self._since = 0
        self._next = 0

    def before(self, clock: int, cues: Sequence[Cue], *, chapter: bool, first: bool) -> Waits:
        """Lay what is heard between the voice that ended at `clock` and the next; `first` if there was no voice yet."""
        self._since, at, soonest = len(self.placed), clock, 0
        self._fade_out = _CHAPTER_OUT if chapter else FADE_OUT
        if first and self.score.intro:
            frames = heard(self.score.intro)
            self._lay(self.score.intro, 0, frames, Role.MUSIC)
            at, soonest = frames, frames - spoken_over(self.score.intro)
        if first and self.score.bed:
            self._open = _Open(self.score.bed, self.score.under, max(0, soonest - FADE_IN))
            soonest = soonest or ALONE_INSIDE
        if any(cue.kind is CueKind.MUSIC_OUT for cue in cues):  # before a chapter's sting, wherever it is written
            self._close(clock + self._fade_out)
        if chapter and not first and self.score.sting and not any(cue.kind is CueKind.STING for cue in cues):
            at = soonest = self._once(self.score.sting, at, Role.MUSIC)
        for cue in (cue for cue in cues if cue.kind is not CueKind.MUSIC_OUT):
            at, soonest = self._cue(cue, at, max(soonest, at if at > clock else 0), first=first)
        self._next = soonest
        return Waits(soonest, at)

    def _cue(self, cue: Cue, at: int, soonest: int, *, first: bool) -> tuple[int, int]:
        """Lay what a cue asks for; return where it ends, and where a voice may begin."""
        recording = self.score.cues[cue.kind, cue.file]
        if cue.kind is CueKind.MUSIC:
            self._close(at + self._fade_out)
            self._open = _Open(recording, cue.under, at, FADE_IN if at else RATE // 4)
            return at, max(soonest, at + (ALONE_INSIDE if not first or at else ALONE_FIRST))
        if cue.kind is CueKind.STING:
            end = self._once(recording, at, Role.MUSIC)
            return end, end
        start = at + BREATH if at else at
        self._lay(recording, start, recording.frames, Role.SOUND)
        end = start + min(recording.frames, SOUND_ALONE)
        return end, end

    def _once(self, recording: Recording, at: int, role: Role) -> int:
        start = at + BREATH if at else at
        self._lay(recording, start, heard(recording), role)
        return start + heard(recording)

    def _lay(self, recording: Recording, start: int, frames: int, role: Role) -> None:
        self.placed.append(Placed(recording, start, frames, role))

    def chapter(self, clock: int, start: int) -> None:
        """Begin a chapter with a voice at `start`, after the last one ended at `clock`.

        What is heard between the two keeps its distance from the chapter, which waits for a whole second.
        """
        late = max(0, start - self._next)
        self.placed[self._since :] = [replace(one, start=one.start + late) for one in self.placed[self._since :]]
        bed = self._open
        if bed is None:
            return
        if bed.start >= clock:
            bed.start = max(clock, start - ALONE_INSIDE)
            return
        self.beds.append(Bed(bed.recording, bed.start, clock + _CHAPTER_OUT, bed.under, bed.fade_in, _CHAPTER_OUT))
        self._open = _Open(bed.recording, bed.under, start - _CHAPTER_AWAY, _CHAPTER_IN)

    def end(self, clock: int, cues: Sequence[Cue]) -> int:
        """Lay what is heard after the last voice, and end what is still playing; return where all of it has ended."""
        at = clock
        for cue in cues:
            if cue.kind in (CueKind.STING, CueKind.SOUND):
                at = max(at, self._cue(cue, at, at, first=False)[0])
        self._fade_out = _CHAPTER_OUT if self.score.outro else FADE_OUT * 3 // 2
        self._close(at + self._fade_out)
        if self.score.outro and clock:
            at = self._once(self.score.outro, at, Role.MUSIC)
        ends = [at, *(bed.end for bed in self.beds), *(one.end for one in self.placed)]
        return max(ends) + RATE // 2 if len(ends) > 1 else 0

    def _close(self, end: int) -> None:
        """End the music that is playing at `end`."""
        if self._open and self._open.start < end:
            bed = self._open
            self.beds.append(Bed(bed.recording, bed.start, end, bed.under, bed.fade_in, self._fade_out))
        self._open = None
