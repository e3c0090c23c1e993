"""Change the comments of an Ogg file: the audio pages stay, at most with other numbers.

Both headers have pages of their own, before the first audio page (RFC 7845 §3, Vorbis I §A.2). They are laid out on as
many pages as before if possible; then every audio page keeps its bytes. Otherwise (with a large cover), the following
pages are renumbered, which changes their headers but no packet.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audiorender.audio.ogg import FIRST, LAST, Page, packets_of, pages_of, read_page, whole_packets
from audiorender.errors import SourceError, VerifyError
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags.rewriting import copy_rest, rewriting
from audiorender.publish.tags.xiph.comments import cannot_hold, edited, parse_comments

_MOST = 1 << 27


@dataclass(frozen=True, slots=True)
class _Codec:
    """How its first packet begins, how the comments begin, and how many header packets follow the first."""

    first: bytes
    comments: bytes
    headers: int
    end: bytes
    """The bytes after the last comment."""


_CODECS = (_Codec(b"OpusHead", b"OpusTags", 1, b""), _Codec(b"\x01vorbis", b"\x03vorbis", 2, b"\x01"))


@dataclass(frozen=True, slots=True)
class _Opening:
    """The pages up to the last header: those of other streams, and ours without and with comments."""

    codec: _Codec
    before: tuple[Page, ...]
    headers: tuple[Page, ...]


def write_ogg(path: Path, edit: Edit) -> tuple[str, ...]:
    """Change the comments of an Ogg file with Opus or Vorbis; return one sentence for each thing they cannot hold.

    Comments that `edit` does not name stay, byte for byte. Raises VerifyError if the file contains neither or is
    damaged, OutputError for more than 1000 chapters and if it cannot be written, SourceError if it cannot be read.
    """
    try:
        with rewriting(path) as (old, new):
            _rewrite(old, new, edit)
    except (SourceError, VerifyError) as error:
        raise VerifyError(error.message, path=path) from error
    return cannot_hold(edit)


def _rewrite(old: BinaryIO, new: BinaryIO, edit: Edit) -> None:
    opening = _opening(old)
    first = opening.headers[0]
    pages = pages_of(_packets(opening, edit), first.serial, first.sequence, len(opening.headers))
    for page in (*opening.before, *pages):
        new.write(bytes(page))
    shift = len(pages) - len(opening.headers)
    if shift:
        _renumber(old, new, first.serial, shift)
    copy_rest(old, new)


def _opening(file: BinaryIO) -> _Opening:
    """The pages of `file` up to the end of our headers, including those of other streams before them."""
    codec: _Codec | None = None
    serial, read = 0, 0
    before: list[Page] = []
    headers: list[Page] = []
    while codec is None or whole_packets(headers) < codec.headers:
        page = read_page(file)
        if page is None or read > _MOST:
            raise VerifyError("the Ogg file contains neither Opus nor Vorbis, or its headers are cut off")
        read += len(page.body)
        if codec is None and page.flags & FIRST:
            codec = next((each for each in _CODECS if page.body.startswith(each.first)), None)
            serial = page.serial
            before.append(page)
        elif codec is None or page.serial != serial:
            before.append(page)
        else:
            headers.append(page)
    if whole_packets(headers) > codec.headers or headers[-1].lacing[-1] == 255:
        raise VerifyError("the Ogg file is damaged: audio is on the page of a header")
    return _Opening(codec, tuple(before), tuple(headers))


def _packets(opening: _Opening, edit: Edit) -> list[bytes]:
    codec = opening.codec
    comments, *others = packets_of(opening.headers)
    if not comments.startswith(codec.comments):
        raise VerifyError("the Ogg file is damaged: its second packet is not comments")
    there = parse_comments(comments[len(codec.comments) :])
    # RFC 7845 §5.2: what follows the comments of Opus is padding, unless its first bit says that it must be kept.
    kept = there.rest if codec.end == b"" and there.rest[:1] and there.rest[0] & 1 else codec.end
    return [codec.comments + bytes(edited(there, edit, cover=True)) + kept, *others]


def _renumber(old: BinaryIO, new: BinaryIO, serial: int, shift: int) -> None:
    """Copy pages up to the end of stream `serial`, with its page numbers raised by `shift`."""
    while (page := read_page(old)) is not None:
        if page.serial != serial:
            new.write(bytes(page))
            continue
        new.write(bytes(page.numbered(page.sequence + shift & 0xFFFFFFFF)))
        if page.flags & LAST:
            return
