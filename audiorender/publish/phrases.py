"""The few words of ours that stand in show notes and on the page, in the languages that we know; else in English."""

from __future__ import annotations

from collections.abc import Mapping

from audiorender.languages import ours


def spoken_by_us(language: str | None) -> str:
    """The tag of the language in which we speak to readers of `language` (a BCP 47 tag), which is English for most."""
    return ours(language).tag


def phrases(language: str | None) -> Mapping[str, str]:
    """What show notes say to readers of `language`, by its keys; `{...}` is filled in."""
    return ours(language).notes


def page_phrases(language: str | None) -> Mapping[str, str]:
    """What the page says to its reader, by key: its own phrases, and those of show notes."""
    return {**ours(language).notes, **ours(language).page}


def long_date(year: int, month: int, day: int, language: str | None) -> str:
    """A date in words, as people write it."""
    spoken = ours(language)
    first = spoken.first_day if day == 1 else str(day)
    return spoken.notes["date"].format(day=first, month=spoken.months[month - 1], year=year)
