"""Edit chapters in Vorbis comments in place: whatever the edit does not name keeps its bytes.

A chapter is all comments with its number: `CHAPTER001` with its time, `CHAPTER001NAME`, `CHAPTER001URL`, what other
programs add (`CHAPTER001ANYTHING`), and OGM's variant, `CHAPTERNAME001`. When a chapter is added or removed, later ones
are renumbered, but not changed otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audiorender.errors import VerifyError
from audiorender.expressions import expression
from audiorender.publish.editing.edit import Edit, Revision
from audiorender.publish.link import web_link
from audiorender.publish.tags.fields import check_count, titled
from audiorender.timecode import clock, loose_clock

_KEY = expression(rb"CHAPTER(?:([0-9]{1,6})([A-Z_]*)|(NAME|URL)([0-9]{1,6}))", re.IGNORECASE)
_DIGITS = expression(rb"[0-9]+")


@dataclass(slots=True)
class _Chapter:
    """The comments of one chapter, `KEY=value`."""

    number: int
    entries: list[bytes] = field(default_factory=list)

    @property
    def start(self) -> int | None:
        """In milliseconds; None if it has no valid time."""
        time = next((entry.partition(b"=")[2] for entry in self.entries if _role(entry) == b""), b"")
        return loose_clock(time.decode("utf-8", "replace"))


def chapter_key(entry: bytes) -> tuple[int, bytes] | None:
    """The number and the role of a chapter's comment (an empty role for its time); None for any other comment."""
    match = _KEY.fullmatch(entry.partition(b"=")[0])
    if match is None:
        return None
    return (int(match[1]), match[2].upper()) if match[1] else (int(match[4]), match[3].upper())


def _role(entry: bytes) -> bytes:
    found = chapter_key(entry)
    return found[1] if found else b"?"


def revised_entries(entries: Sequence[bytes], edit: Edit, most: int) -> list[bytes]:
    """All comments after `edit.revised`, with chapters in their places, and new ones after those that they follow.

    Raises OutputError for more than `most` chapters and for a blank title, VerifyError if the chapters differ from
    those that the edit was made for.
    """
    groups: dict[int, _Chapter] = {}
    for entry in entries:
        found = chapter_key(entry)
        if found:
            groups.setdefault(found[0], _Chapter(found[0])).entries.append(entry)
    timed = [group for group in _in_order_of_times(entries, groups) if group.start is not None]
    loose = [group for group in groups.values() if group not in timed]
    if [group.start for group in timed] != [mark.start for mark in edit.found]:
        raise VerifyError("some chapters in the comments cannot be told apart, so none can be changed")
    check_count(edit.revised or (), most, "a file with Vorbis comments")
    after = [
        _changed(timed[revision.origin], revision, number)
        if revision.origin is not None
        else _new(number, revision, _width(groups))
        for number, revision in enumerate(edit.revised or (), start=1)
    ]
    if [revision.origin for revision in edit.revised or ()] != list(range(len(timed))) or edit.tidy:
        _renumber(after, timed, loose, edit)
    if edit.tidy:
        after = [_tidied(group) for group in after]
    first = next((place for place, entry in enumerate(entries) if chapter_key(entry)), len(entries))
    others = [entry for entry in entries if not chapter_key(entry)]
    chapters = [entry for group in after for entry in group.entries]
    kept = [entry for group in loose for entry in group.entries]
    before = sum(1 for entry in entries[:first] if not chapter_key(entry))
    return [*others[:before], *chapters, *kept, *others[before:]]


def _in_order_of_times(entries: Sequence[bytes], groups: dict[int, _Chapter]) -> list[_Chapter]:
    numbers = [found[0] for entry in entries if (found := chapter_key(entry)) and not found[1]]
    return [groups[number] for number in dict.fromkeys(numbers)]


def _width(groups: dict[int, _Chapter]) -> int:
    digits = [len(found[0]) for group in groups.values() for entry in group.entries if (found := _digits(entry))]
    return max(digits, default=3)


def _digits(entry: bytes) -> list[bytes]:
    return _DIGITS.findall(entry.partition(b"=")[0])


def _new(number: int, revision: Revision, width: int) -> _Chapter:
    key = b"CHAPTER" + b"0" * width
    entries = [key + b"=" + clock(revision.start or 0).encode()]
    entries.append(key + b"NAME=" + titled(revision.title or "", f"chapter {number}").encode())
    return _Chapter(0, entries)


def _changed(group: _Chapter, revision: Revision, number: int) -> _Chapter:
    entries = list(group.entries)
    key = next(entry.partition(b"=")[0] for entry in entries if _role(entry) == b"")
    if revision.start is not None:
        entries = _put(entries, b"", key + b"=" + clock(revision.start).encode())
    if revision.title is not None:
        name = _key_of(entries, b"NAME", key)
        entries = _put(entries, b"NAME", name + b"=" + titled(revision.title, f"chapter {number}").encode())
    if revision.url is not None:
        link = web_link(revision.url) if revision.url else None
        entries = _put(entries, b"URL", _key_of(entries, b"URL", key) + b"=" + link.encode() if link else None)
    return _Chapter(group.number, entries)


def _key_of(entries: Sequence[bytes], role: bytes, key: bytes) -> bytes:
    """The key of a comment with this role: the existing one, if any."""
    return next((entry.partition(b"=")[0] for entry in entries if _role(entry) == role), key + role)


def _put(entries: list[bytes], role: bytes, entry: bytes | None) -> list[bytes]:
    """Put `entry` in place of the first with its role, or append it; None removes all with this role."""
    places = [place for place, each in enumerate(entries) if _role(each) == role]
    if entry is None:
        return [each for each in entries if _role(each) != role]
    if not places:
        return [*entries, entry]
    return [*entries[: places[0]], entry, *entries[places[0] + 1 :]]


def _renumber(after: Sequence[_Chapter], timed: Sequence[_Chapter], loose: Sequence[_Chapter], edit: Edit) -> None:
    """Number the chapters from the first existing number on; from 0 with three digits if they are being tidied.

    Gaps between numbers are closed from the first added or removed chapter on.
    """
    width = 3 if edit.tidy else 0
    number = 0 if edit.tidy else min((group.number for group in timed), default=0)
    taken = {group.number for group in loose}
    for group in after:
        while number in taken:
            number += 1
        group.number = number
        group.entries = [_numbered(entry, number, width) for entry in group.entries]
        number += 1


def _numbered(entry: bytes, number: int, width: int) -> bytes:
    key, _, value = entry.partition(b"=")
    return _DIGITS.sub(lambda digits: b"%0*d" % (width or len(digits[0]), number), key, count=1) + b"=" + value


def _tidied(group: _Chapter) -> _Chapter:
    """The time first, then the title, with the keys that all readers know."""
    order = {b"": 0, b"NAME": 1, b"URL": 2}
    entries = sorted(group.entries, key=lambda entry: order.get(_role(entry), 3))
    called = [b"CHAPTER%03d" % group.number + _role(entry) + b"=" + entry.partition(b"=")[2] for entry in entries]
    return _Chapter(group.number, called)
