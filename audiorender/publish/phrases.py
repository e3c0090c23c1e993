"""Our own few words in show notes and on the page, in the languages that we have; otherwise in English."""

from __future__ import annotations

from collections.abc import Mapping

from audiorender.languages import ours


def spoken_by_us(language: str | None) -> str:
    """The tag of the language that we use for readers of `language` (a BCP 47 tag): English for most."""
    return ours(language).tag


def phrases(language: str | None) -> Mapping[str, str]:
    """Phrases of show notes for readers of `language`, by key; `{...}` is filled in."""
    return ours(language).notes


def page_phrases(language: str | None) -> Mapping[str, str]:
    """Phrases of the page by key: its own, and those of show notes."""
    return {**ours(language).notes, **ours(language).page}


def long_date(year: int, month: int, day: int, language: str | None) -> str:
    """A date in words, as people write it."""
    spoken = ours(language)
    first = spoken.first_day if day == 1 else str(day)
    return spoken.notes["date"].format(day=first, month=spoken.months[month - 1], year=year)
