"""Sample counts as people and formats write them: rounded once, never backwards."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import RATE
from audiorender.timecode import clock, for_people, from_people, milliseconds, stamp

SAMPLES = st.integers(0, 200 * 3600 * RATE)
RATES = st.sampled_from([8000, 22_050, 44_100, 48_000, 96_000])


@given(SAMPLES, RATES)
def test_milliseconds_are_the_nearest_and_half_goes_up(samples: int, rate: int) -> None:
    off = milliseconds(samples, rate) - Fraction(samples * 1000, rate)
    assert Fraction(-1, 2) < off <= Fraction(1, 2)


@given(SAMPLES, st.integers(0, RATE), RATES)
def test_later_is_never_earlier(samples: int, more: int, rate: int) -> None:
    assert milliseconds(samples, rate) <= milliseconds(samples + more, rate)


@given(st.integers(0, 10**9))
def test_whole_milliseconds_come_back(ms: int) -> None:
    assert milliseconds(ms * RATE // 1000) == ms


@given(SAMPLES, RATES)
def test_a_clock_reads_as_its_milliseconds(samples: int, rate: int) -> None:
    read = re.fullmatch(r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})", clock(samples, rate))
    assert read
    hours, minutes, seconds, ms = map(int, read.groups())
    assert ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms == milliseconds(samples, rate)


@pytest.mark.parametrize(
    ("seconds", "clocked", "shown"),
    [
        (0, "00:00:00.000", "0:00"),
        (59.9999, "00:01:00.000", "0:59"),
        (61.5, "00:01:01.500", "1:01"),
        (3600, "01:00:00.000", "1:00:00"),
        (100 * 3600, "100:00:00.000", "100:00:00"),
    ],
)
def test_as_shown(seconds: float, clocked: str, shown: str) -> None:
    samples = round(seconds * RATE)
    assert (clock(samples), for_people(samples)) == (clocked, shown)


@given(st.integers(0, 10**9))
def test_a_written_time_is_read_again(ms: int) -> None:
    assert from_people(clock(ms, 1000)) == ms * (RATE // 1000)
    assert from_people(for_people(ms, 1000)) == ms // 1000 * RATE


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("754", 754),
        ("754s", 754),
        ("754.25s", 754.25),
        ("12:34", 754),
        (" 1:02:03.5 ", 3723.5),
        ("1:02:03,5", 3723.5),
        ("75:10", 4510),
        ("1h2m3s", 3723),
        ("1m02s", 62),
        ("1 h 2 min 3.5 sec", 3723.5),
        ("90M", 5400),
        ("00:00:00.000020833333333333", 0.000020833333333333),
    ],
)
def test_a_time_as_people_write_it(text: str, seconds: float) -> None:
    assert from_people(text) == round(seconds * RATE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "1:60",
        "1:60:00",
        "1:2:3:4",
        "12:34s",
        "1.",
        ".5",
        "a",
        "1e3",
        "١:٠٠",
        "1:00 2:00",
        "h",
        "1m75s",
        "1h60m",
        "3s1m",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert from_people(text) is None


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "00:00"), (9.99, "00:09"), (754, "12:34"), (3599, "59:59"), (3600, "1:00:00")]
)
def test_a_stamp_is_what_apps_find_in_show_notes(seconds: float, shown: str) -> None:
    assert stamp(round(seconds * RATE)) == shown
