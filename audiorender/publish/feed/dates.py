"""When an episode appeared, parsed from its text and formatted for a feed."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime


def day(text: str | None) -> datetime | None:
    """The moment that an ISO 8601 date or time names; None if it names no day (`2024`, `spring`).

    A date means its midnight, and without a time zone it is UTC.
    """
    try:
        moment = datetime.fromisoformat((text or "").strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)  # the first and the last day of the calendar may not have one
    except (ValueError, OverflowError):
        return None
    return moment


def rfc_2822(moment: datetime) -> str:
    """The moment in the format of RSS 2.0: `Sat, 16 Mar 2024 00:00:00 +0000`."""
    return format_datetime(moment)
