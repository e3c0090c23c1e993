"""Edit the chapters of an existing tag in place: whatever the edit does not name stays byte for byte.

A CHAP frame is its element ID, four numbers, and subframes, of which we replace title, link and picture; a CTOC is its
element ID, its flags, the IDs that it lists, and subframes. Hidden chapters, nested tables and unknown frames are kept.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace

from audiorender.errors import OutputError, VerifyError
from audiorender.publish.editing.edit import Edit, Revision
from audiorender.publish.tags.fields import check_count
from audiorender.publish.tags.mp3.convert import in_own_encoding
from audiorender.publish.tags.mp3.frames import RawFrame, walked
from audiorender.publish.tags.mp3.make import inner_link, inner_picture, inner_title, new_chapter
from audiorender.timecode import milliseconds

_MOST = 255
_TIMES = struct.Struct(">4I")
_NOWHERE = 0xFFFFFFFF
_TOP_LEVEL, _ORDERED = 2, 1


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A parsed CHAP frame: its element ID, start, end and both offsets, and the subframes in it."""

    element: bytes
    times: tuple[int, int, int, int]
    inside: tuple[RawFrame, ...]
    flags: int = 0
    raw: RawFrame | None = None

    @classmethod
    def of(cls, frame: RawFrame) -> _Chapter:
        element, _, rest = frame.content.partition(b"\0")
        if len(rest) < _TIMES.size:
            raise VerifyError("a chapter of the ID3 tag is cut off")
        start, end, first, last = _TIMES.unpack_from(rest)
        packed = bool(frame.flags & 0xFF)
        inside = () if packed else tuple(walked(rest[_TIMES.size :]))
        return cls(element, (start, end, first, last), inside, frame.flags, frame)

    def frame(self) -> RawFrame:
        """The chapter as a frame: the original frame if nothing was changed."""
        if self.raw is not None and _Chapter.of(self.raw) == self:
            return self.raw
        body = self.element + b"\0" + _TIMES.pack(*self.times) + b"".join(map(bytes, self.inside))
        return RawFrame("CHAP", body, self.flags)


@dataclass(frozen=True, slots=True)
class _Table:
    """A parsed CTOC frame; `rest` are the subframes in it."""

    element: bytes
    flags: int
    children: tuple[bytes, ...]
    rest: bytes
    frame_flags: int

    @classmethod
    def of(cls, frame: RawFrame) -> _Table:
        element, _, rest = frame.content.partition(b"\0")
        if len(rest) < 2:
            raise VerifyError("the table of contents of the ID3 tag is cut off")
        parts = rest[2:].split(b"\0", rest[1])
        if len(parts) <= rest[1]:
            raise VerifyError("the table of contents of the ID3 tag is cut off")
        return cls(element, rest[0], tuple(parts[:-1]), parts[-1], frame.flags)

    def frame(self) -> RawFrame:
        """The table as a frame."""
        check_count(self.children, _MOST, "an MP3")
        names = b"".join(name + b"\0" for name in self.children)
        body = self.element + b"\0" + bytes([self.flags, len(self.children)]) + names + self.rest
        return RawFrame("CTOC", body, self.frame_flags)


def revised_frames(there: Sequence[RawFrame], edit: Edit) -> list[RawFrame]:
    """The tables and chapters of a tag after `edit.revised`: tables first, then the chapters in order.

    Raises OutputError for more than 255 chapters in a table, VerifyError for chapters that are damaged or differ from
    those that the edit was made for.
    """
    old = [_Chapter.of(frame) for frame in there if frame.name == "CHAP"]
    if [chapter.times[0] for chapter in old] != [mark.start for mark in edit.found]:
        raise VerifyError("some chapters of the ID3 tag cannot be read, so none can be changed")
    tables = [_Table.of(frame) for frame in there if frame.name == "CTOC"]
    taken = {chapter.element for chapter in old} | {table.element for table in tables}
    new: list[tuple[int | None, _Chapter]] = []
    for number, (revision, chapter) in enumerate(zip(edit.revised or (), edit.chapters or (), strict=True), start=1):
        if revision.origin is None:
            element = _unused(taken)
            new.append((None, _Chapter.of(new_chapter(element.decode("ascii"), edit, number, chapter))))
        else:
            new.append((revision.origin, _changed(old[revision.origin], revision, edit, number)))
    if edit.tidy:
        return _tidied(tables, [chapter for _, chapter in new])
    listed = _listed(tables, old, new)
    return [*(table.frame() for table in listed), *(chapter.frame() for _, chapter in new)]


def _unused(taken: set[bytes]) -> bytes:
    number = next(n for n in range(len(taken) + 1) if b"chp%d" % n not in taken)
    taken.add(b"chp%d" % number)
    return b"chp%d" % number


def _changed(chapter: _Chapter, revision: Revision, edit: Edit, number: int) -> _Chapter:
    if revision == Revision(revision.origin):
        return chapter
    if chapter.flags & 0xFF:
        raise OutputError(f"chapter {number} is compressed or encrypted, and cannot be changed")
    start, end, first, last = chapter.times
    if revision.start is not None:
        start, first = milliseconds(revision.start), _NOWHERE
    if revision.end is not None:
        end, last = milliseconds(revision.end), _NOWHERE
    if edit.tidy:
        first = last = _NOWHERE
    inside = chapter.inside
    if revision.title is not None:
        inside = _put(inside, "TIT2", inner_title(revision.title, number), first=True)
    if revision.url is not None:
        inside = _put(inside, "WXXX", inner_link(revision.url))
    if revision.image is not None:
        inside = _put(inside, "APIC", inner_picture(edit.pictures.get(revision.image, b""), number))
    return replace(chapter, times=(start, end, first, last), inside=inside)


def _put(
    inside: Sequence[RawFrame], name: str, frames: Sequence[RawFrame], *, first: bool = False
) -> tuple[RawFrame, ...]:
    """`frames` in place of the first of that name, keeping others; with no `frames`, all of that name are removed."""
    places = [place for place, frame in enumerate(inside) if frame.name == name]
    if not frames:
        return tuple(frame for frame in inside if frame.name != name)
    if not places:
        return (*frames, *inside) if first else (*inside, *frames)
    return (*inside[: places[0]], *frames, *inside[places[0] + 1 :])


def _listed(
    tables: Sequence[_Table], old: Sequence[_Chapter], new: Sequence[tuple[int | None, _Chapter]]
) -> list[_Table]:
    """The tables without removed chapters, and with each new one after the one that it follows."""
    kept = {origin for origin, _ in new if origin is not None}
    gone = [old[place].element for place in range(len(old)) if place not in kept]
    found = []
    for table in tables:
        children = list(table.children)
        for element in gone:
            if element in children:
                children.remove(element)
        found.append(_ordered(replace(table, children=tuple(children)), old, [chapter for _, chapter in new]))
    before: bytes | None = None
    for origin, chapter in new:
        if origin is None:
            _insert(found, chapter.element, before)
        before = chapter.element
    return found


def _ordered(table: _Table, old: Sequence[_Chapter], new: Sequence[_Chapter]) -> _Table:
    """The table with its chapters in order, if they were in order before and all have different element IDs."""
    was = {chapter.element: chapter.times[0] for chapter in old}
    now = {chapter.element: chapter.times[0] for chapter in new}
    if len(was) < len(old) or any(element not in now for element in table.children):
        return table
    times = [was.get(element, now[element]) for element in table.children]
    if times != sorted(times):
        return table
    return replace(table, children=tuple(sorted(table.children, key=lambda element: now[element])))


def _insert(tables: list[_Table], element: bytes, before: bytes | None) -> None:
    """List a chapter after `before` in every table that lists that; else at the top of the first."""
    holding = [place for place, table in enumerate(tables) if before in table.children]
    for place in holding or ([0] if tables else []):
        children = list(tables[place].children)
        at = children.index(before) + 1 if before in children else 0
        tables[place] = replace(tables[place], children=(*children[:at], element, *children[at:]))


def _tidied(tables: Sequence[_Table], chapters: Sequence[_Chapter]) -> list[RawFrame]:
    """One ordered top-level table that lists all chapters and keeps its own subframes. Each chapter gets a unique
    element ID."""
    named: list[_Chapter] = []
    chapters = [
        replace(each, inside=tuple(new for old in each.inside for new in in_own_encoding(old))) for each in chapters
    ]
    taken: set[bytes] = {table.element for table in tables} | {b"toc"}
    for chapter in chapters:
        element = chapter.element if chapter.element not in taken and chapter.element else _unused(taken)
        taken.add(element)
        named.append(replace(chapter, element=element))
    if not named:
        return []
    top = next((table for table in tables if table.flags & _TOP_LEVEL), next(iter(tables), None))
    rest = top.rest if top else b""
    table = _Table(
        top.element if top else b"toc", _TOP_LEVEL | _ORDERED, tuple(each.element for each in named), rest, 0
    )
    return [table.frame(), *(chapter.frame() for chapter in named)]


def nested(there: Sequence[RawFrame]) -> int:
    """How many tables of contents a tag has beyond the first, which tidying would lose."""
    return max(0, sum(frame.name == "CTOC" for frame in there) - 1)
