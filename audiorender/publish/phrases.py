"""Our own few words in show notes and on the page, in the languages that we have; otherwise in English."""

from __future__ import annotations

from collections.abc import Mapping

from audiorender.languages import language_for_readers


def spoken_by_us(language: str | None) -> str:
    """The tag of the language that we use for readers of `language` (a BCP 47 tag): English for most."""
    return language_for_readers(language).tag


def phrases(language: str | None) -> Mapping[str, str]:
    """Phrases of show notes for readers of `language`, by key; `{...}` is filled in."""
    return language_for_readers(language).notes


def page_phrases(language: str | None) -> Mapping[str, str]:
    """Phrases of the page by key: its own, and those of show notes."""
    return {**language_for_readers(language).notes, **language_for_readers(language).page}


def long_date(year: int, month: int, day: int, language: str | None) -> str:
    """A date in words, as people write it."""
    spoken = language_for_readers(language)
    first = spoken.first_day if day == 1 else str(day)
    return spoken.notes["date"].format(day=first, month=spoken.months[month - 1], year=year)
