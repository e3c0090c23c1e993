"""Write ID3v2.3: a new tag, or changes to the tag of an existing file.

mutagen renders single frames. The order is ours, because mutagen sorts them by size, and readers built on FFmpeg list
chapters in file order. The bytes after the tag (audio, Info header, APE and ID3v1 tags at the end) are copied
unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mutagen.id3 import PictureType

from audiorender.audio.mp3 import tag_end
from audiorender.errors import OutputError, VerifyError
from audiorender.publish.editing.edit import Edit
from audiorender.publish.link import web_link
from audiorender.publish.oneline import one_line
from audiorender.publish.tags.fields import MAX_PICTURE, left_out, refuse_losses
from audiorender.publish.tags.language import three_letters
from audiorender.publish.tags.mp3.convert import in_own_encoding
from audiorender.publish.tags.mp3.frames import Existing, RawFrame, existing
from audiorender.publish.tags.mp3.make import chapter_frames, comment_frames, cover_frames, text_frames
from audiorender.publish.tags.mp3.revise import nested, revised_frames
from audiorender.publish.tags.mp3.sound import has_sound
from audiorender.publish.tags.mp3.version1 import carried_over
from audiorender.publish.tags.rewriting import copy_rest, rewriting

PADDING = 1024
"""Zero bytes after the frames, so that another program can change a title without moving the audio."""

_LARGEST = 1 << 28


def id3_tag(edit: Edit, there: Sequence[RawFrame] = ()) -> bytes:
    """A complete ID3v2.3 tag to be placed before the audio: the same bytes for the same edit of the same frames.

    The order is the one that apps need: texts, foreign frames, comment, table, chapters, the cover, other pictures. The
    end of the last chapter is the length of the audio. The comment is in COMM, which AntennaPod shows as the
    description of a local file. What does not fit is left out: see `cannot_hold`.

    Raises OutputError for more than 255 chapters, a blank title, or a picture that is neither JPEG nor PNG.
    """
    names = frozenset(_replaced(edit))
    if edit.tidy:
        there = [each for frame in there for each in in_own_encoding(frame)]
    kept = [frame for frame in there if frame.name not in names and not _is_replaced(edit, frame)]
    pictures = [frame for frame in kept if frame.name == "APIC"]
    frames = [
        *text_frames(edit),
        *(frame for frame in kept if frame.name not in {"APIC", "CHAP", "CTOC"}),
        *comment_frames(edit),
        *(frame for frame in kept if frame.name == "CTOC"),
        *sorted((frame for frame in kept if frame.name == "CHAP"), key=_start),
        *(chapter_frames(edit) if edit.revised is None else revised_frames(there, edit)),
        *sorted((*cover_frames(edit.cover), *pictures), key=lambda frame: not _is_cover(frame)),
    ]
    body = b"".join(map(bytes, frames)) + bytes(PADDING)
    if len(body) >= _LARGEST:
        raise OutputError("the pictures are too large: a tag holds at most 256 MB", hint="choose smaller ones")
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def cannot_hold(edit: Edit) -> tuple[str, ...]:
    """One sentence for each thing in `edit` that an MP3 cannot hold."""
    chapters = edit.named()
    links = [number for number, chapter in chapters if chapter.url and not web_link(chapter.url)]
    images = [(number, edit.pictures.get(chapter.image)) for number, chapter in chapters if chapter.image]
    language = one_line(edit.language or "")
    return (
        *left_out("link", links, "apps only open http and https links"),
        *left_out("picture", [n for n, data in images if data is None], "not found"),
        *left_out("picture", [n for n, data in images if data and len(data) > MAX_PICTURE], "more than 100 kB"),
        *(
            [f"the language '{language}' was left out: ISO 639-2 has no code for it"]
            * (bool(language) and not three_letters(language))
        ),
    )


def write_tags(path: Path, edit: Edit) -> tuple[str, ...]:
    """Change the tag of an MP3 file, or add one; return one sentence for each thing that it cannot hold.

    The tag becomes ID3v2.3, whatever it was. Frames that `edit` does not name stay, byte for byte if they were of that
    version; what a file says only in ID3v1 is copied to the new tag. Everything after the tag stays as it is.

    A second tag behind the first stays, unless the edit tidies and may drop what it does not know.

    Raises VerifyError if the file is not an MP3 or its tag is damaged, OutputError like `id3_tag` and if it cannot be
    written, SourceError if it cannot be read.
    """
    try:
        with rewriting(path) as (old, new):
            there = existing(old)
            if not has_sound(old, there.end):
                raise VerifyError("this is not an MP3 file: no frame follows its tag")
            refuse_losses(edit, _losses(there, edit))
            new.write(id3_tag(edit, there.frames if there.end else tuple(carried_over(old))))
            end = there.end
            second = tag_end(old, end) > end
            while edit.tidy and edit.drop_unknown and tag_end(old, end) > end:
                end, second = tag_end(old, end), False
            old.seek(end)
            copy_rest(old, new)
    except VerifyError as error:
        raise error.at(path) from error
    stale = ("a second ID3 tag, which follows the first, was left as it is",) * second
    lost = (f"the frame {name} was left out: ID3v2.3 cannot hold it" for name in there.lost)
    joined = (f"the values of {name} were joined by slashes: ID3v2.3 holds only one" for name in there.joined)
    return (*cannot_hold(edit), *lost, *joined, *stale)


def _losses(there: Existing, edit: Edit) -> tuple[str, ...]:
    """What the edit would lose from the existing tag, one sentence each."""
    lost = tuple(f"the frame {name}, which ID3v2.3 cannot hold" for name in there.lost)
    tables = nested(there.frames) if edit.tidy and edit.revised is not None else 0
    return (*lost, *([f"{tables} more tables of contents (CTOC)"] if tables else ()))


def _replaced(edit: Edit) -> Iterator[str]:
    """The names of all frames of an existing tag that `edit` replaces."""
    for value, names in [
        (edit.title, "TIT2"),
        (edit.author, "TPE1"),
        (edit.show, "TALB"),
        (edit.episode, "TRCK"),
        (edit.season, "TPOS"),
        (edit.language, "TLAN"),
        (edit.encoder, "TSSE"),
        (edit.date, "TYER TDAT TIME TRDA TDRC"),
        (edit.chapters, "CTOC CHAP"),
        ((edit.chapters or None) if edit.revised is None else None, "TLEN"),
    ]:
        if value is not None:
            yield from names.split()


def _is_replaced(edit: Edit, frame: RawFrame) -> bool:
    """Whether it is the description that apps show, or the cover, and `edit` has a new one."""
    return (edit.comment is not None and _is_comment(frame)) or (edit.cover is not None and _is_cover(frame))


def _is_comment(frame: RawFrame) -> bool:
    """A COMM without a description; programs keep their own data in COMMs that have one."""
    described = frame.content[4:].removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    wide = frame.content[:1] in {b"\x01", b"\x02"}
    return frame.name == "COMM" and not frame.flags & 0xFF and described.startswith(b"\0\0" if wide else b"\0")


def _start(frame: RawFrame) -> bytes:
    """The start time of a foreign chapter, whose frame may be anywhere."""
    return frame.content.partition(b"\0")[2][:4]


def _is_cover(frame: RawFrame) -> bool:
    _, _, described = frame.content[1:].partition(b"\0")
    return frame.name == "APIC" and not frame.flags & 0xFF and described[:1] == bytes([PictureType.COVER_FRONT])
