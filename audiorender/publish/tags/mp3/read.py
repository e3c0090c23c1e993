"""Read ID3v2 tags with mutagen, and find the rules of `docs/standards.md` that they break."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mutagen import id3
from mutagen.id3 import CTOC, ID3, BinaryFrame, CTOCFlags, Encoding, Frame, Frames, PictureType, TextFrame

from audiorender.audio.mp3 import tag_end
from audiorender.audio.unreadable import UNREADABLE, reason_of
from audiorender.errors import VerifyError, few
from audiorender.publish.readback import Fault, Mark, Tags
from audiorender.publish.tags.faults import in_chapters, link_faults, mark_faults
from audiorender.publish.tags.fields import MAX_PICTURE
from audiorender.publish.tags.mp3.compressed import check_compressed
from audiorender.publish.tags.mp3.sound import has_sound
from audiorender.publish.tags.mp3.version1 import version1

_VERSION = (2, 3, 0)
_LONGEST_IN_V24 = 127
_NOBODYS = frozenset({"Cn", "Co", "Cs"})
_ENCODINGS = {Encoding.LATIN1: "latin-1", Encoding.UTF16: "utf-16", Encoding.UTF16BE: "utf-16-be"}
_NOWHERE = 0xFFFFFFFF


class _Apart:
    """A frame that must not replace another: mutagen keeps one of each name, but a tag may hold several."""

    HashKey = property(lambda self: f"{type(self).__name__}:{id(self)}")


class CHAP(_Apart, id3.CHAP):  # type: ignore[misc]  # mutagen has no types
    """A chapter, even if others have the same element ID."""


class APIC(_Apart, id3.APIC):  # type: ignore[misc]
    """A picture, even if others have the same description."""


class TIT2(_Apart, BinaryFrame):  # type: ignore[misc]
    """A title as raw bytes: mutagen assumes this machine's byte order for UTF-16 without a byte order mark."""


class TALB(_Apart, BinaryFrame):  # type: ignore[misc]
    """The show as raw bytes."""


class TPE1(_Apart, BinaryFrame):  # type: ignore[misc]
    """The author as raw bytes."""


class WXXX(_Apart, BinaryFrame):  # type: ignore[misc]
    """A link as raw bytes: mutagen's own frame hides a NUL at the end. mutagen finds it by the class's name."""


KNOWN = {**Frames, **{each.__name__: each for each in (CHAP, APIC, TIT2, TALB, TPE1, WXXX)}}
"""The classes that mutagen uses for frames of version 2.3 and 2.4."""


def read_tags(path: Path) -> Tags:
    """The tags and chapters of an MP3, and the rules it breaks; a file without a tag has that as its fault.

    Raises VerifyError for a tag that cannot be read, and for a file that is not an MP3.
    """
    try:
        with path.open("rb") as file:
            end = tag_end(file)
            if not end and not has_sound(file, 0):
                raise VerifyError("no ID3 tag can be read, and this is not an MP3 file", path=path)
            if not end:
                return _first_version(version1(file))
            second = tag_end(file, end) > end
            file.seek(0)
            content = file.read(end)
        check_compressed(content)
        known = None if content[3] == 2 else KNOWN  # version 2.2 uses other names
        tag = ID3(path, translate=False, load_v1=False, known_frames=known)
        return tags_of(tag, (Fault("tag-second", "a second ID3 tag follows the first"),) * second)
    except VerifyError as error:
        raise error.at(path) from error
    except UNREADABLE as error:
        raise VerifyError(f"no ID3 tag can be read: {reason_of(error)}", path=path) from error


def _first_version(frames: Mapping[str, Frame]) -> Tags:
    """What an ID3v1 tag says, for a file without an ID3v2 tag."""
    title, show, author = (str(frames[name]) if name in frames else None for name in ("TIT2", "TALB", "TPE1"))
    missing = "the only ID3 tag is of version 1" if frames else "there is no ID3 tag"
    return Tags(title, (), (Fault("tag-missing", missing),), show, author)


def tags_of(tag: ID3, faults: tuple[Fault, ...] = ()) -> Tags:
    """What an app would show of a tag, in whatever file it is, with its faults after those already known."""
    chapters: list[CHAP] = tag.getall("CHAP")
    marks = tuple(
        Mark(frame.start_time, frame.end_time, _words(frame.sub_frames, "TIT2") or "", _url(frame), _picture(frame))
        for frame in chapters
    )
    pictures = sorted(tag.getall("APIC"), key=lambda picture: picture.type != PictureType.COVER_FRONT)
    return Tags(
        _words(tag, "TIT2"),
        marks,
        (
            *faults,
            *_tag_faults(tag),
            *_toc_faults(tag, chapters),
            *mark_faults(marks),
            *_long_faults(tag, chapters),
            *_chapter_faults(chapters),
        ),
        _words(tag, "TALB"),
        _words(tag, "TPE1"),
        bytes(pictures[0].data) if pictures else None,
    )


def _words(frames: ID3, name: str) -> str | None:
    """The text of the first frame with that name; None if there is none or it is empty."""
    frame = next(iter(frames.getall(name)), None)
    text = decoded(frame.data)[0] if isinstance(frame, BinaryFrame) else str(frame or "")
    return text or None


def decoded(content: bytes) -> tuple[str, bool]:
    """The first text of a text frame, and whether its encoding is declared correctly (ID3v2.3 §4.2, ID3v2.4 §4).

    For UTF-16 without a byte order mark, the byte order is detected: in most languages, the upper bytes of most
    characters are zero or alike.
    """
    encoding, text = content[:1], content[1:]
    if encoding == b"\1":
        marked = text[:2] in {b"\xff\xfe", b"\xfe\xff"}
        name = "utf-16" if marked else _likely(text)
        return text.decode(name, "replace").split("\0")[0], marked or not text
    name = {b"\2": "utf-16-be", b"\3": "utf-8"}.get(encoding, "latin-1")
    return text.decode(name, "replace").split("\0")[0], True


def _likely(text: bytes) -> str:
    """Big or little endian: whichever gives fewer unassigned characters, then fewer scripts, then fewer upper bytes."""
    return min(("utf-16-le", "utf-16-be"), key=lambda name: _oddness(text, name))


def _oddness(text: bytes, name: str) -> tuple[int, int, int]:
    characters = text.decode(name, "ignore").rstrip("\0")
    upper = text[::2] if name.endswith("be") else text[1::2]
    odd = sum(unicodedata.category(each) in _NOBODYS for each in characters)
    scripts = {unicodedata.name(each, "").partition(" ")[0] for each in characters if each.isalpha()}
    return odd, len(scripts), len(set(upper)) - upper.count(0)


def _url(chapter: CHAP) -> str | None:
    link = _link(chapter)
    return link.split(b"\0")[0].decode("latin-1") or None if link else None


def _link(chapter: CHAP) -> bytes | None:
    """What follows the description of a chapter's link (ID3v2.3 §4.3.2)."""
    frame = next(iter(chapter.sub_frames.getall("WXXX")), None)
    if frame is None:
        return None
    wide = frame.data[:1] in {b"\1", b"\2"}
    end = next((at for at in range(1, len(frame.data), 2) if not any(frame.data[at : at + 2])), 0) if wide else 0
    return bytes(frame.data[end + 2 :] if wide else frame.data[1:].partition(b"\0")[2])


def _picture(chapter: CHAP) -> bytes | None:
    pictures: list[APIC] = chapter.sub_frames.getall("APIC")
    return bytes(pictures[0].data) if pictures else None


def _tag_faults(tag: ID3) -> Iterator[Fault]:
    if tag.version != _VERSION:
        yield Fault("id3-version", f"the tag is ID3v{'.'.join(map(str, tag.version))}, not ID3v2.3.0")
    if tag.f_unsynch or tag.f_extended:
        yield Fault("id3-header", "the tag is unsynchronised or has an extended header")
    newer = [frame.FrameID for frame in tag.values() if not _in_v23(frame)]
    if newer and tag.version == _VERSION:
        yield Fault("id3-encoding", f"text is in an encoding that ID3v2.3 does not have: {', '.join(newer[:5])}")
    kinds = [frame.FrameID for frame in tag.values()]
    if any(isinstance(frame, TIT2 | TALB | TPE1) and not decoded(frame.data)[1] for frame in tag.values()):
        yield Fault("title-encoding", "title, show or author is UTF-16 without a byte order mark")
    covers = [n for n, frame in enumerate(tag.values()) if frame.FrameID == "APIC" and frame.type == 3]
    if covers and "CHAP" in kinds[covers[0] :]:
        yield Fault("cover-early", "the cover comes before the chapters")


def _in_v23(frame: Frame) -> bool:
    """Whether a text is in an encoding of version 2.3; true for other frames."""
    if isinstance(frame, TIT2 | TALB | TPE1):
        return frame.data[:1] in {b"\0", b"\1"}
    return not isinstance(frame, TextFrame) or frame.encoding in {Encoding.LATIN1, Encoding.UTF16}


def _toc_faults(tag: ID3, chapters: Sequence[CHAP]) -> Iterator[Fault]:
    tables: list[CTOC] = tag.getall("CTOC")
    if not tables:
        if chapters:
            yield Fault("ctoc-missing", "no table of contents (CTOC) lists the chapters")
        return
    if len(tables) > 1:
        yield Fault("ctoc-order", f"there are {len(tables)} tables of contents (CTOC), and apps read one")
    if "CHAP" in itertools.takewhile(lambda kind: kind != "CTOC", (frame.FrameID for frame in tag.values())):
        yield Fault("ctoc-order", "a chapter comes before the CTOC")
    if tables[0].flags != CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED:
        yield Fault("ctoc-flags", f"the CTOC's flags are {int(tables[0].flags)}, not 3 (top-level, ordered)")
    yield from _listing_faults([name for table in tables for name in table.child_element_ids], chapters)


def _listing_faults(listed: Sequence[str], chapters: Sequence[CHAP]) -> Iterator[Fault]:
    """Faults in the element IDs that the CTOC lists, which must be all chapters once, in order, and no others."""
    known = [frame.element_id for frame in sorted(chapters, key=lambda frame: frame.start_time)]
    strangers = [name for name in listed if name not in known]
    unlisted = [number for number, frame in enumerate(chapters, start=1) if frame.element_id not in listed]
    if len(set(known)) < len(known):
        yield Fault("chapter-ids", "chapters share an element ID, and apps show one of them")
    if strangers:
        yield Fault("ctoc-order", f"the CTOC lists chapters that are not there: {few(strangers)}")
    if unlisted:
        yield from in_chapters("ctoc-unlisted", "the CTOC does not list a chapter", unlisted)
    elif not strangers and list(listed) != known:
        yield Fault("ctoc-order", "the CTOC lists the chapters out of order")


def _long_faults(tag: ID3, chapters: Sequence[CHAP]) -> Iterator[Fault]:
    """Contents of v2.4 chapters that readers lose if they decode sizes with eight bits per byte, as in v2.3."""
    if tag.version < (2, 4):
        return
    sizes = ((n, [_size(frame) for frame in c.sub_frames.values()]) for n, c in enumerate(chapters, start=1))
    long = (number for number, inside in sizes if max(inside, default=0) > _LONGEST_IN_V24)
    yield from in_chapters("id3-long", "a title or picture has more than 127 bytes in ID3v2.4, and is lost", long)


def _size(frame: object) -> int:
    """Minimum size of a frame's content in bytes."""
    if isinstance(frame, TIT2):
        return len(frame.data)
    if isinstance(frame, TextFrame):
        return 1 + len(str(frame).encode(_ENCODINGS.get(frame.encoding, "utf-8"), "replace"))
    return len(frame.data) if isinstance(frame, APIC) else 0


def _chapter_faults(chapters: Sequence[CHAP]) -> Iterator[Fault]:
    titles = [(n, next(iter(frame.sub_frames.getall("TIT2")), None)) for n, frame in enumerate(chapters, start=1)]
    yield from in_chapters(
        "title-encoding",
        "a title is neither ASCII in encoding 0 nor UTF-16 with a byte order mark",
        (n for n, title in titles if title and not _readable(title)),
    )
    yield from in_chapters(
        "chapter-offsets",
        "a chapter has byte offsets, which change with the tag",
        (n for n, c in enumerate(chapters, start=1) if {c.start_offset, c.end_offset} != {_NOWHERE}),
    )
    links = [(number, link) for number, frame in enumerate(chapters, start=1) if (link := _link(frame)) is not None]
    ended = (number for number, link in links if link.endswith(b"\0"))
    yield from in_chapters("link-form", "a link has a NUL at its end", ended)
    yield from link_faults((number, link.split(b"\0")[0].decode("latin-1")) for number, link in links)
    pictures = [
        (n, picture) for n, frame in enumerate(chapters, start=1) for picture in frame.sub_frames.getall("APIC")
    ]
    yield from in_chapters(
        "picture-size", "a picture is over 100 kB", (n for n, picture in pictures if len(picture.data) > MAX_PICTURE)
    )
    yield from in_chapters(
        "picture-type",
        "a picture is neither image/jpeg nor image/png",
        (n for n, picture in pictures if picture.mime not in {"image/jpeg", "image/png"}),
    )
    yield from in_chapters(
        "picture-description",
        "a picture's description is not ASCII in encoding 0",
        (n for n, picture in pictures if picture.encoding != Encoding.LATIN1 or not picture.desc.isascii()),
    )


def _readable(title: TIT2) -> bool:
    if title.data[:1] == b"\1":
        return decoded(title.data)[1]
    return bool(title.data[:1] == b"\0" and title.data.isascii())
