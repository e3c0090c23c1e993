"""Whether a listener can tell a cast apart: the closest two, in one line, and the voice that would help."""

from __future__ import annotations

import pytest
from desk import SCRIPT, Desk

import audiorender
from audiorender.produce.listen.compare import Distances, Pair, Suggestion


def _cast(desk: Desk, **voices: str) -> Distances:
    """The verdict on Ada and Ben, who take turns, and Cy and Dee, who say nothing."""
    seats = "".join(f"  {name}: {voice}\n" for name, voice in voices.items())
    desk.write("tides.script.md", SCRIPT.replace("  Ada: low\n  Ben: high\n", seats))
    return _compared(desk)


def _compared(desk: Desk) -> Distances:
    with desk.session() as session:
        return audiorender.distances(desk.path / "tides.script.md", settings=desk.path, session=session)


def test_each_two_of_a_cast_the_nearest_first(desk: Desk) -> None:
    heard = _cast(desk, Ada="low", Ben="high", Cy="high", Dee="middle")
    assert len(heard.pairs) == 6
    assert [pair.times for pair in heard.pairs] == sorted(pair.times for pair in heard.pairs)
    assert heard.pairs[0] == Pair(("Ben", "Cy"), 0.0, 0.0)
    assert heard.verdict().startswith("a listener may take Ben (high) for Cy (high): they are 0.0 times as far apart")


def test_what_was_measured_once_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _cast(desk, Ada="low", Ben="high")

    def again(_: object) -> None:
        raise AssertionError("measured twice")

    monkeypatch.setattr("audiorender.produce.listen.compare.voice_print", again)
    assert _compared(desk) == first


def test_the_same_voice_twice_is_told_with_a_better_choice(desk: Desk) -> None:
    heard = _cast(desk, Ada="amber", Ben="amber")
    assert heard.pairs[0].times == pytest.approx(0, abs=0.2)
    assert heard.better is not None
    mended = _cast(desk, Ada="amber", Ben=heard.better.voice)
    assert mended.pairs[0].times == pytest.approx(heard.better.times)
    assert mended.pairs[0].times > 3
    assert "a listener can easily tell all apart" in mended.verdict()


def test_one_voice_alone(desk: Desk) -> None:
    heard = Distances((), {"Ada": "amber"}, None)
    assert heard.verdict() == "a single voice cannot be confused with another"


def test_the_verdict_is_one_line_with_names_and_times() -> None:
    closest = Pair(("Ada", "Ben"), 1.44, 3.2)
    heard = Distances((closest,), {"Ada": "amber", "Ben": "fern"}, Suggestion("Ben", "basil", 3.61))
    assert heard.verdict() == (
        "a listener can, with some attention, tell all apart: the closest, Ada (amber) and Ben (fern), are 1.4 times "
        "as far apart as one voice is from itself; basil for Ben would make it 3.6"
    )
    assert heard.rows() == [("Ada", "Ben", "1.4", "3.2")]
