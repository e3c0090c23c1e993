"""Change the comments and the cover of a FLAC file: other blocks and all frames stay byte for byte.

Seek points count from the first audio frame (RFC 9639 §8.5), so they stay valid wherever that moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audiorender.audio.mp3 import tag_end
from audiorender.errors import OutputError, VerifyError
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags.rewriting import copy_rest, rewriting
from audiorender.publish.tags.xiph.comments import (
    Comments,
    cannot_hold,
    edited,
    is_cover_block,
    parse_comments,
    picture_block,
)

PADDING = 4096
"""Bytes of padding before the audio, so that another program can change a title without moving it."""

_STREAM_INFO, _PADDING, _COMMENTS, _CUE_SHEET, _PICTURE = 0, 1, 4, 5, 6
_LAST = 0x80
_LARGEST = 1 << 24


@dataclass(frozen=True, slots=True)
class _Block:
    kind: int
    data: bytes


def write_flac(path: Path, edit: Edit) -> tuple[str, ...]:
    """Change the comments and the cover of a FLAC file; return one sentence for each thing that they cannot hold.

    Raises VerifyError if the file is not a FLAC or is damaged, OutputError for more than 1000 chapters, a picture of 16
    MB and if it cannot be written, SourceError if it cannot be read.
    """
    try:
        with rewriting(path) as (old, new):
            new.write(_before(old))
            blocks = list(_changed(list(_blocks(old)), edit))
            for number, block in enumerate(blocks, start=1):
                new.write(_header(block, last=number == len(blocks)) + block.data)
            copy_rest(old, new)
    except VerifyError as error:
        raise error.at(path) from error
    return cannot_hold(edit)


def _before(file: BinaryIO) -> bytes:
    """What precedes the blocks: `fLaC`, after an ID3 tag if a program has put one there."""
    size = tag_end(file)
    file.seek(0)
    before = file.read(size + 4)
    if not before.endswith(b"fLaC") or len(before) < size + 4:
        raise VerifyError("this is not a FLAC file")
    return before


def _blocks(file: BinaryIO) -> Iterator[_Block]:
    last = False
    while not last:
        head = file.read(4)
        data = file.read(int.from_bytes(head[1:], "big"))
        if len(head) < 4 or len(data) < int.from_bytes(head[1:], "big"):
            raise VerifyError("the FLAC file is damaged: its headers are cut off")
        last = bool(head[0] & _LAST)
        yield _Block(head[0] & ~_LAST, data)
    start = file.tell()
    if file.read(2) not in {b"\xff\xf8", b"\xff\xf9"}:
        raise VerifyError("the FLAC file is damaged: no audio follows its headers")
    file.seek(start)


def _changed(blocks: Sequence[_Block], edit: Edit) -> Iterator[_Block]:
    """Stream info, cue sheets, the comments, the other blocks in order, padding; the cover is the first picture.

    Comments come after a cue sheet, because FFmpeg keeps the later of two chapters with the same number.
    """
    if blocks[0].kind != _STREAM_INFO:
        raise VerifyError("the FLAC file is damaged: it does not say how long it is")
    old = next((block for block in blocks if block.kind == _COMMENTS), None)
    there = parse_comments(old.data) if old else Comments()
    yield blocks[0]
    yield from (block for block in blocks[1:] if block.kind == _CUE_SHEET)
    yield _Block(_COMMENTS, bytes(edited(there, edit, cover=False)))
    cover = [_Block(_PICTURE, picture_block(edit.cover))] if edit.cover is not None else []
    for block in blocks[1:]:
        if block.kind == _PICTURE and cover:
            yield cover.pop()
        replaced = edit.cover is not None and block.kind == _PICTURE and is_cover_block(block.data)
        if block is not old and block.kind not in {_PADDING, _CUE_SHEET} and not replaced:
            yield block
    yield from cover
    yield _Block(_PADDING, bytes(PADDING))


def _header(block: _Block, *, last: bool) -> bytes:
    if len(block.data) >= _LARGEST:
        raise OutputError("a FLAC file cannot hold a picture or comments of 16 MB", hint="choose a smaller picture")
    return bytes([block.kind | _LAST * last]) + len(block.data).to_bytes(3, "big")
