"""Days as texts say them and as feeds do."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.publish.feed.dates import day, rfc_2822


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-03-16", "Sat, 16 Mar 2024 00:00:00 +0000"),
        (" 2024-03-16 ", "Sat, 16 Mar 2024 00:00:00 +0000"),
        ("2024-03-16T08:30", "Sat, 16 Mar 2024 08:30:00 +0000"),
        ("2024-03-16 08:30:05+01:00", "Sat, 16 Mar 2024 08:30:05 +0100"),
        ("2024-03-16T08:30:00Z", "Sat, 16 Mar 2024 08:30:00 +0000"),
        ("2024-02-29T23:59:59.5-05:30", "Thu, 29 Feb 2024 23:59:59 -0530"),
    ],
)
def test_a_day(text: str, said: str) -> None:
    moment = day(text)
    assert moment
    assert rfc_2822(moment) == said


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "2024",
        "2024-03",
        "spring",
        "16.3.2024",
        "2023-02-29",
        "0001-01-01T00:00+05:00",
        "9999-12-31T23:59-05:00",
    ],
)
def test_no_day(text: str | None) -> None:
    assert day(text) is None


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_comes_back(when: date) -> None:
    moment = day(when.isoformat())
    assert moment
    assert parsedate_to_datetime(rfc_2822(moment)) == moment == datetime.fromisoformat(f"{when}T00:00:00+00:00")
