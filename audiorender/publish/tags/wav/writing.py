"""Changing a WAV file: chunks with tags are written anew where they stood, or at the end; all others are copied."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from audiorender.audio.wav import BIG_SIZES, LARGEST, big_sizes
from audiorender.errors import OutputError, VerifyError
from audiorender.model import Chapter
from audiorender.publish.edit import Edit
from audiorender.publish.oneline import one_line
from audiorender.publish.tags.fields import left_out
from audiorender.publish.tags.mp3.frames import existing
from audiorender.publish.tags.mp3.write import id3_tag, unheld
from audiorender.publish.tags.rewriting import copy_span, rewriting
from audiorender.publish.tags.wav.chunks import (
    ELSEWHERE,
    Chunk,
    ChunkError,
    Wave,
    content_of,
    read_wave,
    rendered,
    walked_list,
)
from audiorender.publish.tags.wav.cues import MAX_TITLE, cue_chunks, shown_titles
from audiorender.publish.tags.wav.info import edited_info

_NO_ROOM = "a WAV file has no place for it"
_INFO, _CUES, _LABELS, _ID3 = b"LISTINFO", b"cue ", b"LISTadtl", b"id3 "


def write_tags(path: Path, edit: Edit) -> tuple[str, ...]:
    """Change the tags of a WAV file so that it is whole at any time; one sentence for each thing it cannot hold.

    Raises VerifyError for a file that is no WAV or is damaged, SourceError when it cannot be read, OutputError for
    chapters, titles or a cover that it cannot hold, and when it cannot be written.
    """
    try:
        with rewriting(path) as (old, new):
            wave = read_wave(old)
            changed = _changed(old, wave, edit)
            _write(old, new, wave, changed)
    except (ChunkError, struct.error) as error:
        raise VerifyError(f"not a WAV file that can be changed: {error}", path=path) from error
    except (VerifyError, OutputError) as error:
        raise error.at(error.path or path) from error
    return (*unheld(replace(edit, chapters=None)), *_losses(edit.chapters or ()))


def _losses(chapters: Sequence[Chapter]) -> Iterator[str]:
    for number, (chapter, title) in enumerate(zip(chapters, shown_titles(chapters), strict=True), start=1):
        if title != one_line(chapter.title):
            yield f"the title of chapter {number} was cut to {MAX_TITLE} bytes: '{title}'"
    yield from left_out("link", [number for number, chapter in enumerate(chapters, start=1) if chapter.url], _NO_ROOM)
    yield from left_out("picture", [n for n, chapter in enumerate(chapters, start=1) if chapter.image], _NO_ROOM)


def _changed(file: BinaryIO, wave: Wave, edit: Edit) -> dict[bytes, bytes]:
    """The chunks in each role that we write, empty for those that go."""
    entries = [entry for chunk in wave.all(_INFO) for entry in walked_list(content_of(file, chunk))]
    changed = {_INFO: edited_info(entries, edit)}
    if edit.chapters is not None:
        changed[_CUES], changed[_LABELS] = cue_chunks(edit.chapters, wave.rate) if edit.chapters else (b"", b"")
    changed[_ID3] = _edited_id3(file, wave, edit)
    return changed


def _edited_id3(file: BinaryIO, wave: Wave, edit: Edit) -> bytes:
    """The tag that players read, as in an MP3 but without chapters; none where it would say nothing."""
    chunk = next(iter(wave.all(_ID3)), None)
    there = existing(BytesIO(content_of(file, chunk))).frames if chunk else ()
    tag = id3_tag(edit if edit.chapters is None else replace(edit, chapters=()), there)
    return b"" if tag == id3_tag(Edit()) else rendered(_ID3, tag)


def _write(old: BinaryIO, new: BinaryIO, wave: Wave, changed: dict[bytes, bytes]) -> None:
    """Header, chunks in their order with ours in place of the old, ours that are new, and what stands after it all."""
    pieces = list(_pieces(wave, changed))
    size = 4 + sum(_size(piece) for piece in pieces)
    form, sizes = wave.form, b""
    if form == b"RIFF" and size > LARGEST:
        form, size = b"RF64", size + BIG_SIZES
        sizes = big_sizes(size, wave.data.size, wave.frames)
    elif form != b"RIFF":
        size += 8 + len(wave.sizes)
        sizes = rendered(b"ds64", struct.pack("<Q", size) + wave.sizes[8:])
    new.write(struct.pack("<4sI4s", form, size if form == b"RIFF" else ELSEWHERE, b"WAVE") + sizes)
    for piece in pieces:
        if isinstance(piece, bytes):
            new.write(piece)
        else:
            if piece.untold:
                new.write(struct.pack("<4sI", piece.role, piece.size if form == b"RIFF" else ELSEWHERE))
            header = 0 if piece.untold else 8
            copy_span(old, new, piece.start + 8 - header, header + piece.size)
            new.write(bytes(piece.size % 2))
    copy_span(old, new, wave.end, old.seek(0, 2) - wave.end)


def _pieces(wave: Wave, changed: dict[bytes, bytes]) -> Iterator[Chunk | bytes]:
    left = dict(changed)
    for chunk in wave.chunks:
        if chunk.role in changed:
            yield left.pop(chunk.role, b"")
        else:
            yield chunk
    yield from left.values()


def _size(piece: Chunk | bytes) -> int:
    return len(piece) if isinstance(piece, bytes) else 8 + piece.size + piece.size % 2
