"""Dates as people write them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.languages import SUPPORTED
from audiorender.languages.days import iso_day
from audiorender.languages.language import Language


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-03",
        "2026-5-3",
        "2026/05/03",
        "3 May 2026",
        "3rd May 2026",
        "the 3rd of May 2026",
        "Sunday, 3 May 2026",
        "May 3, 2026",
        "may 3rd 2026",
        "Sunday, May 3, 2026",
        "3-May-2026",
        "2026 May 3",
        "03.05.2026",
        "3. 5. 2026",
        "3. Mai 2026",
        "le 3 mai 2026",
        "3 de mayo de 2026",
        "3 maggio 2026",
        " 3  mei   2026 ",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert iso_day(text) == "2026-05-03"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/5/2026", "2026-05-13"),
        ("5/13/2026", "2026-05-13"),
        ("4/4/2026", "2026-04-04"),
        ("Sept. 9, 2026", "2026-09-09"),
        ("1er février 2024", "2024-02-01"),
        ("29 Feb 2024", "2024-02-29"),
        ("2026-05-03T08:30+02:00", "2026-05-03T08:30+02:00"),
        ("2026-05-03 08:30", "2026-05-03 08:30"),
    ],
)
def test_other_days(text: str, day: str) -> None:
    assert iso_day(text) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("5/3/2026", "'5/3/2026' may be 5 March or 3 May"),
        ("5-3-2026", "'5-3-2026' may be 5 March or 3 May"),
        ("2026", "'2026' is not a date"),
        ("May 2026", "'May 2026' is not a date"),
        ("soon", "'soon' is not a date"),
        ("3 poems of May 2026", "'3 poems of May 2026' is not a date"),
        ("3 Ju 2026", "'3 Ju 2026' is not a date"),
        ("3 jui 2026", "'3 jui 2026' is not a date"),
        ("03.05.26", "'03.05.26' is not a date"),
        ("05.13.2026", "'05.13.2026' is not a date: there is no such day"),
        ("29 February 2026", "'29 February 2026' is not a date: there is no such day"),
        ("2026-13-01", "'2026-13-01' is not a date: there is no such day"),
        ("0/3/2026", "'0/3/2026' is not a date"),
        ("", "'' is not a date"),
    ],
)
def test_text_that_is_not_a_date(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        iso_day(text)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(SUPPORTED))
def test_every_date_with_a_month_name_is_understood(when: date, language: Language) -> None:
    months = language.months
    assert iso_day(f"{when.day} {months[when.month - 1]} {when.year}") == when.isoformat()
