"""The timeline as encoded pieces in the store: existing ones are used, the others made in parallel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace

from audiorender.audio import ffmpeg
from audiorender.mixer.encoding.cuts import Cut, cut
from audiorender.mixer.encoding.pieces import PIECES, Measured, Piece, Settings, piece_keys, unpack
from audiorender.mixer.master import Master
from audiorender.model import Timeline
from audiorender.produce.note import Note
from audiorender.produce.render.audio.levels import corrected, correction_note
from audiorender.produce.session import Session
from audiorender.watch import Stage, Tracker

_EARLY = 100
"""How many stored pieces may be read before an earlier one is encoded: their levels take 27 kB each until then."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """An MP3's pieces by key, in order, how many were made now, and the measurements of the whole (LUFS, dBTP, LU)."""

    settings: Settings
    keys: tuple[str, ...]
    made: int
    plan: Master
    loudness: float
    true_peak: float
    loudness_range: float
    notes: tuple[Note, ...] = ()


def encode(
    timeline: Timeline,
    plan: Master,
    target: float,
    bitrate: int,
    session: Session,
    tracker: Tracker,
    name: str,
) -> Encoded:
    """Make the missing pieces; if the whole misses `target` LUFS, correct the gain once and note it.

    `bitrate` in kbit/s; `name` is what the file is called in notes.
    """
    settings = Settings(bitrate, ffmpeg.version())
    encoded = _pieces(timeline, plan, settings, session, tracker, name)
    better = corrected(plan, encoded.loudness, target)
    if better == plan:
        return encoded
    again = _pieces(timeline, better, settings, session, tracker, name)
    note = correction_note(name, encoded.loudness, again.loudness)
    return replace(again, made=encoded.made + again.made, notes=(note,))


def stored_pieces(encoded: Encoded, session: Session) -> Iterator[Piece]:
    """The pieces one at a time, so that an episode of any length needs the memory of one."""
    for key in encoded.keys:
        packed = session.store.get(PIECES, key)
        if packed is None:
            raise session.store.vanished("an encoded piece")
        yield unpack(packed)


def _pieces(
    timeline: Timeline, plan: Master, settings: Settings, session: Session, tracker: Tracker, name: str
) -> Encoded:
    cuts = cut(timeline)
    keys = piece_keys(timeline, cuts, plan, settings)
    session.store.fetch(PIECES, keys, tracker.check)
    measured = _InOrder()
    tracker.begin(Stage.ENCODING_PIECES, len(cuts), name)

    waiting: dict[Future[Piece], int] = {}
    made = 0

    def collect(most: int) -> None:
        """Store finished pieces until at most `most` are in progress."""
        while len(waiting) > most:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                number, piece = waiting.pop(future), future.result()
                session.store.put(PIECES, keys[number], piece.pack())
                measured.add(number, piece)
                tracker.advance(piece.samples)

    try:
        for number in _order(cuts, [session.store.holds(PIECES, key) for key in keys], session.encoders.at_once()):
            each, packed = cuts[number], session.store.get(PIECES, keys[number])
            if packed is not None:
                piece = unpack(packed)
                measured.add(number, piece)
                tracker.advance(piece.samples)
                if measured.waiting > _EARLY:
                    collect(0)
                continue
            made += 1
            waiting[session.encoders.begin(timeline, each, plan, settings, session.sounds.samples)] = number
            collect(session.encoders.at_once() - 1)
        collect(0)
    except BaseException:
        for future in waiting:  # the executor may be the caller's, and continue working for others
            future.cancel()
        raise
    return Encoded(settings, tuple(keys), made, plan, *measured.levels())


def _order(cuts: Sequence[Cut], held: Sequence[bool], at_once: int) -> list[int]:
    """The numbers of the pieces as they are begun: a few that are not `held` before those that only have to be read.

    The longest of the first and of the last come first, so that no core is idle while another encodes the last one.
    Most are in order, since what is measured early has to be kept.
    """

    def longest(numbers: Sequence[int]) -> list[int]:
        return sorted(numbers, key=lambda number: cuts[number].start - cuts[number].end)

    first = [number for number, there in enumerate(held) if not there][: at_once - 1]
    rest = [number for number in range(len(cuts)) if number not in first]
    last = len(rest) - 2 * at_once
    return [*longest(first), *rest[: max(last, 0)], *longest(rest[max(last, 0) :])]


class _InOrder:
    """Collects measurements of pieces that arrive in any order; early ones wait."""

    def __init__(self) -> None:
        self._measured = Measured()
        self._early: dict[int, tuple[bytes, float]] = {}
        self._next = 0

    def add(self, number: int, piece: Piece) -> None:
        self._early[number] = piece.energy, piece.peak
        while self._next in self._early:
            self._measured.add(*self._early.pop(self._next))
            self._next += 1

    @property
    def waiting(self) -> int:
        """How many are early."""
        return len(self._early)

    def levels(self) -> tuple[float, float, float]:
        return self._measured.levels()
