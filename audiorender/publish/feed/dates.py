"""When an episode appeared, as its text says and as a feed says it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime


def day(text: str | None) -> datetime | None:
    """The moment that an ISO 8601 date or time names; None where it names no day (`2024`, `spring`).

    A date is its midnight, and what says no time zone is UTC.
    """
    try:
        moment = datetime.fromisoformat((text or "").strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)  # the first and the last day of the calendar may have none
    except (ValueError, OverflowError):
        return None
    return moment


def rfc_2822(moment: datetime) -> str:
    """The moment as RSS 2.0 has it: `Sat, 16 Mar 2024 00:00:00 +0000`."""
    return format_datetime(moment)
