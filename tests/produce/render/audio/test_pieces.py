"""The whole is measured; a miss is mended once and told, and what is there is not made again."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from desk import Desk

from audiorender.audio import ffmpeg
from audiorender.errors import OutputError
from audiorender.mixer.encoding import encoders
from audiorender.mixer.encoding.cuts import Cut, cut
from audiorender.mixer.encoding.pieces import Piece, Settings
from audiorender.mixer.master import Master
from audiorender.model import CELL, FRAME, RATE, Chapter, Placement, Timeline
from audiorender.produce.render.audio.levels import TOLERANCE
from audiorender.produce.render.audio.pieces import Encoded, encode, stored_pieces
from audiorender.produce.session import Session
from audiorender.watch import Tracker

PLAN = Master(3.0, -1.5)
MINUTES = 3 * 60 * RATE // FRAME * FRAME
TIMELINE = Timeline(RATE, 2, MINUTES, (Placement("a", 0, MINUTES, 0, (1.0, 1.0)),), (), (Chapter(0, MINUTES, "x"),), ())


@dataclass
class Encoder:
    """Stands in for mixing and ffmpeg: pieces that measure `loudness(gain)` LUFS and `peak` as an amplitude."""

    loudness: Callable[[float], float]
    peak: float = 0.5
    gains: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, _timeline: Timeline, each: Cut, plan: Master, _settings: Settings, _read: object) -> Piece:
        with self.lock:
            self.gains.append(plan.gain)
        samples = each.end - each.start
        level = 10 ** ((self.loudness(plan.gain) + 0.691) / 10)  # BS.1770's offset
        energy = np.full(-(-samples // CELL), level, "<f4").tobytes()
        return Piece(samples, each.frames, b"mp3", energy, self.peak)


@pytest.fixture
def session(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(ffmpeg, "version", lambda: "ffmpeg 1")
    with desk.session(jobs=2) as session:
        yield session


def encoded(session: Session, monkeypatch: pytest.MonkeyPatch, encoder: Encoder, target: float = -16.0) -> Encoded:
    monkeypatch.setattr(encoders, "encode_piece", encoder)
    return encode(TIMELINE, PLAN, target, 128, session, Tracker(), "a.mp3")


PIECES = len(cut(TIMELINE))


def test_what_measures_well_is_left_alone(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    found = encoded(session, monkeypatch, Encoder(lambda gain: gain - 19 + TOLERANCE * 0.9))
    assert (found.made, len(found.keys), found.notes) == (PIECES, PIECES, ())
    assert PIECES > 4
    assert found.plan == PLAN
    assert found.loudness == pytest.approx(-16 + TOLERANCE * 0.9, abs=0.01)
    assert found.true_peak == pytest.approx(-6.02, abs=0.01)


@pytest.mark.parametrize("miss", [-2.0, -0.4, 0.4, 1.5])
def test_a_miss_is_corrected_once_and_told(session: Session, monkeypatch: pytest.MonkeyPatch, miss: float) -> None:
    encoder = Encoder(lambda gain: gain - 19 + miss)
    found = encoded(session, monkeypatch, encoder)
    assert sorted(set(encoder.gains)) == sorted({3.0, round(3.0 - miss, 1)})
    assert found.made == len(encoder.gains) == 2 * PIECES
    assert found.loudness == pytest.approx(-16, abs=0.06)
    assert [(note.text, note.lessened) for note in found.notes] == [
        (f"a.mp3 measured {-16 + miss:.1f} LUFS, corrected once to -16.0", False)
    ]


def test_a_miss_that_stays_is_corrected_no_more(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Encoder(lambda gain: min(gain - 20, -18.0))  # a limiter that yields nothing more
    found = encoded(session, monkeypatch, encoder)
    assert len(set(encoder.gains)) == 2
    assert [note.lessened for note in found.notes] == [False]
    assert found.loudness == pytest.approx(-18.0, abs=0.01)


def test_silence_has_no_loudness_to_correct(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    found = encoded(session, monkeypatch, Encoder(lambda _: -200.0))
    assert (found.made, found.notes) == (PIECES, ())
    assert found.loudness == float("-inf")


def test_pieces_that_are_there_are_not_made_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    first = encoded(session, monkeypatch, Encoder(lambda gain: gain - 19))
    (damaged,) = Path(session.store.root).glob(f"piece/*/{first.keys[1]}")
    damaged.write_bytes(b"damaged")
    again = encoded(session, monkeypatch, Encoder(lambda gain: gain - 19))
    assert (again.made, again.keys, again.loudness) == (1, first.keys, first.loudness)


def test_another_ffmpeg_or_gain_makes_other_pieces(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    first = encoded(session, monkeypatch, Encoder(lambda gain: gain - 19))
    monkeypatch.setattr(ffmpeg, "version", lambda: "ffmpeg 2")
    again = encoded(session, monkeypatch, Encoder(lambda gain: gain - 19))
    assert not set(first.keys) & set(again.keys)


def test_few_pieces_are_under_way_at_a_time(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: list[int] = []
    submit = session.executor.submit

    def counted(*job: Any) -> Future[Any]:
        waiting.append(sum(not future.done() for future in futures))
        futures.append(submit(*job))
        return futures[-1]

    futures: list[Future[Any]] = []
    monkeypatch.setattr(session.executor, "submit", counted)
    encoded(session, monkeypatch, Encoder(lambda gain: gain - 19))
    assert len(waiting) == PIECES
    assert max(waiting) < 2 * session.jobs


def test_the_pieces_come_in_order(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    found = encoded(session, monkeypatch, Encoder(lambda gain: gain - 19))
    assert [piece.samples for piece in stored_pieces(found, session)] == [c.end - c.start for c in cut(TIMELINE)]


def test_a_piece_that_somebody_removed(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    found = encoded(session, monkeypatch, Encoder(lambda gain: gain - 19))
    shutil.rmtree(session.store.root / "piece")
    with pytest.raises(OutputError, match=r"an encoded piece vanished from the cache .*; run again"):
        list(stored_pieces(found, session))


def test_a_piece_that_fails_ends_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Piece:
        raise OutputError("broken")

    monkeypatch.setattr(encoders, "encode_piece", broken)
    with pytest.raises(OutputError, match="broken"):
        encode(TIMELINE, PLAN, -16, 128, session, Tracker(), "a.mp3")
