"""Change a WAV file: chunks with tags are rewritten in place or appended; all others are copied."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from audiorender.audio.unreadable import reason_of
from audiorender.audio.wav import BIG_SIZES, LARGEST, big_sizes
from audiorender.errors import OutputError, VerifyError
from audiorender.publish.editing.edit import Edit
from audiorender.publish.oneline import one_line
from audiorender.publish.tags.fields import left_out, refuse_losses
from audiorender.publish.tags.mp3.frames import Existing, existing
from audiorender.publish.tags.mp3.write import cannot_hold, id3_tag
from audiorender.publish.tags.rewriting import copy_span, rewriting
from audiorender.publish.tags.wav.chunks import (
    ELSEWHERE,
    Chunk,
    ChunkError,
    Wave,
    content_of,
    list_entries,
    read_wave,
    rendered,
)
from audiorender.publish.tags.wav.cues import MAX_TITLE, Cues, cue_chunks, revised_cues, shown_title
from audiorender.publish.tags.wav.info import edited_info, edits_info

_NO_ROOM = "a WAV file has no place for it"
_INFO, _CUES, _LABELS, _ID3 = b"LISTINFO", b"cue ", b"LISTadtl", b"id3 "


def write_tags(path: Path, edit: Edit) -> tuple[str, ...]:
    """Change the tags of a WAV file, which is complete at any time; return one sentence for each thing it cannot hold.

    Raises VerifyError if the file is not a WAV or is damaged, SourceError if it cannot be read, OutputError for
    chapters, titles or a cover that it cannot hold, and if it cannot be written.
    """
    try:
        with rewriting(path) as (old, new):
            wave = read_wave(old)
            changed = _changed(old, wave, edit)
            _write(old, new, wave, changed)
    except (ChunkError, struct.error) as error:
        why = error if isinstance(error, ChunkError) else reason_of(error)
        raise VerifyError(f"not a WAV file that can be changed: {why}", path=path) from error
    except (VerifyError, OutputError) as error:
        raise error.at(error.path or path) from error
    return (*cannot_hold(replace(edit, chapters=None, revised=None)), *_losses(edit))


def _losses(edit: Edit) -> Iterator[str]:
    chapters = edit.chapters or ()
    renamed = [revision.title is not None for revision in edit.revised or ()] or [True] * len(chapters)
    for number, (chapter, new) in enumerate(zip(chapters, renamed, strict=True), start=1):
        if new and (title := shown_title(chapter.title, number)) != one_line(chapter.title):
            yield f"the title of chapter {number} was cut to {MAX_TITLE} bytes: '{title}'"
    yield from left_out("link", [number for number, chapter in edit.named() if chapter.url], _NO_ROOM)
    yield from left_out("picture", [number for number, chapter in edit.named() if chapter.image], _NO_ROOM)


@dataclass(slots=True)
class _Changes:
    """The replacements of chunks by their start (empty for removed ones), and what is appended."""

    instead: dict[int, bytes] = field(default_factory=dict)
    new: list[bytes] = field(default_factory=list)

    def put(self, chunks: Sequence[Chunk], contents: Sequence[bytes]) -> None:
        """Replace `chunks` by `contents`, one by one; extra contents are appended, extra chunks removed."""
        for chunk, content in zip_longest(chunks, contents):
            if chunk is None:
                self.new.append(content)
            else:
                self.instead[chunk.start] = content or b""


def _changed(file: BinaryIO, wave: Wave, edit: Edit) -> _Changes:
    """The chunks that the edit changes; all others stay byte for byte."""
    changes = _Changes()
    if edits_info(edit):
        lists = wave.all(_INFO)
        changes.put(lists, edited_info([content_of(file, chunk) for chunk in lists], edit))
    points = wave.all(_CUES)
    if edit.revised is not None and points:
        lists = wave.all(_LABELS)
        there = Cues(content_of(file, points[0]), tuple(list_entries(content_of(file, chunk)) for chunk in lists))
        cue, labels = revised_cues(there, edit, wave.rate)
        changes.put(points[:1], [cue])
        changes.put(lists, labels)
    elif edit.chapters is not None and edit.revised is None:
        cue, labelled = cue_chunks(edit.chapters, wave.rate) if edit.chapters else (b"", b"")
        changes.put(points, [cue] if cue else [])
        changes.put(wave.all(_LABELS), [labelled] if labelled else [])
    tags = wave.all(_ID3)
    changes.put(tags[:1], _edited_id3(file, tags, edit, cued=bool(points)))
    return changes


def _edited_id3(file: BinaryIO, tags: Sequence[Chunk], edit: Edit, *, cued: bool) -> list[bytes]:
    """The ID3 tag that players read, without chapters if there are cue points; nothing if it is empty."""
    if edit.revised is not None and (cued and not edit.tidy):
        edit = replace(edit, chapters=None, revised=None)
    elif edit.chapters is not None and (edit.revised is None or cued):
        edit = replace(edit, chapters=(), revised=None)
    there = existing(BytesIO(content_of(file, tags[0]))) if tags else Existing((), 0)
    if edit == Edit(drop_unknown=edit.drop_unknown, pictures=edit.pictures, found=edit.found, tidy=edit.tidy):
        return [_as_it_is(file, chunk) for chunk in tags[:1]]
    refuse_losses(edit, [f"the frame {name}, which ID3v2.3 cannot hold" for name in there.lost])
    tag = id3_tag(edit, there.frames)
    return [] if tag == id3_tag(Edit()) else [rendered(_ID3, tag)]


def _as_it_is(file: BinaryIO, chunk: Chunk) -> bytes:
    file.seek(chunk.start)
    return file.read(8 + chunk.size) + bytes(chunk.size % 2)


def _write(old: BinaryIO, new: BinaryIO, wave: Wave, changed: _Changes) -> None:
    """Write the header, the chunks in order with replacements, new chunks, and whatever follows them all."""
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
            if piece.unsized:
                new.write(struct.pack("<4sI", piece.role, piece.size if form == b"RIFF" else ELSEWHERE))
            header = 0 if piece.unsized else 8
            copy_span(old, new, piece.start + 8 - header, header + piece.size)
            new.write(bytes(piece.size % 2))
    copy_span(old, new, wave.end, old.seek(0, 2) - wave.end)


def _pieces(wave: Wave, changed: _Changes) -> Iterator[Chunk | bytes]:
    for chunk in wave.chunks:
        yield changed.instead.get(chunk.start, chunk)
    yield from changed.new


def _size(piece: Chunk | bytes) -> int:
    return len(piece) if isinstance(piece, bytes) else 8 + piece.size + piece.size % 2
