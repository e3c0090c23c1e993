"""Checks on the values of an `Edit` that all containers share before writing."""

from __future__ import annotations

from collections.abc import Sequence

from audiorender.errors import OutputError, few
from audiorender.publish.editing.edit import Edit
from audiorender.publish.oneline import one_line

MAX_PICTURE = 100_000
"""Largest chapter picture in bytes: players read all of them before they show the first (`docs/standards.md`)."""


def check_count(chapters: Sequence[object], most: int, container: str) -> None:
    """Raise OutputError if there are more chapters than `container` (such as `an MP3`) holds."""
    if len(chapters) > most:
        raise OutputError(
            f"{container} holds at most {most} chapters, but there are {len(chapters)}", hint="use fewer chapters"
        )


def titled(title: str, whose: str) -> str:
    """`title` on one line. Raises OutputError if nothing of it is visible; `whose` says what it belongs to."""
    words = one_line(title)
    if not words:
        raise OutputError(f"{whose} has no title that can be shown", hint="give it a title")
    return words


def picture_type(picture: bytes) -> str | None:
    """`image/jpeg` or `image/png`, judged by the first bytes; None for anything else."""
    if picture.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/jpeg" if picture.startswith(b"\xff\xd8\xff") else None


def media_type(picture: bytes, what: str) -> str:
    """The picture's media type. Raises OutputError if a tag cannot hold it; `what` names the picture."""
    found = picture_type(picture)
    if found is None:
        raise OutputError(f"{what} is neither JPEG nor PNG", hint="convert it to one of them")
    return found


def refuse_losses(edit: Edit, losses: Sequence[str]) -> None:
    """Raise OutputError if the edit would lose something that it does not name, unless that is allowed."""
    if losses and not edit.drop_unknown:
        raise OutputError(
            f"this edit would not keep everything: {'; '.join(losses)}",
            hint="add --drop-unknown to lose it, or leave the file as it is",
        )


def left_out(what: str, numbers: Sequence[int], why: str) -> tuple[str, ...]:
    """One sentence about all chapters (counted from 1) whose `what` could not be written; nothing if there are none."""
    if not numbers:
        return ()
    if len(numbers) == 1:
        return (f"the {what} of chapter {numbers[0]} was left out: {why}",)
    return (f"the {what}s of {len(numbers)} chapters ({few(numbers)}) were left out: {why}",)
