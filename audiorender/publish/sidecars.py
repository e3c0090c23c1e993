"""The files beside the audio: a table of text files, each with its writer, media type and check.

To add one: a module with a writer and an independent reader, and a row in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiorender.errors import SourceError, VerifyError
from audiorender.publish import notes
from audiorender.publish.chapters.podcasting import chapters_json, read_chapters_json
from audiorender.publish.chapters.psc import psc
from audiorender.publish.chapters.psc import read as read_psc
from audiorender.publish.compare import all_same
from audiorender.publish.published import Published
from audiorender.publish.transcripts import podcasting, srt, text, vtt
from audiorender.publish.transcripts.cue import cues_of
from audiorender.timecode import clock

__all__ = ["KINDS", "Kind", "Published"]

Read = Callable[[str], Sequence[Any]]
Plan = Callable[[Published], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A file beside the audio: the end of its name, its role, and its media type.

    `write` returns its text, and `read` reads such a text back, sharing no code with `write`: it returns items in
    order, each a `what`, that are compared with `plan`. The file is written on every render, unless it must be `asked`
    for.
    """

    suffix: str
    role: str
    media_type: str
    write: Callable[[Published], str]
    what: str
    read: Read
    plan: Plan
    asked: bool = False

    def check(self, text: str, published: Published, path: Path) -> None:
        """Raise VerifyError, with the given path, if the text does not match the plan."""
        all_same(path, self.what, self.read(text), self.plan(published))


def _captions(make: Callable[..., Any]) -> Callable[[Published], Any]:
    """Apply `make` to the captions and their rate."""
    return lambda published: make(published.timeline.captions, published.timeline.rate)


def _psc(published: Published) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + psc(
        published.timeline.chapters, published.timeline.rate, published.pictures
    )


def _psc_starts(text: str) -> list[str]:
    try:
        return [str(entry) for entry in read_psc(text).entries]
    except SourceError as error:
        raise VerifyError(f"these are not Podlove chapters: {error.message}", line=error.line) from error


def _starts(published: Published) -> list[str]:
    return [f"{clock(mark.start, 1000)} '{mark.title}'" for mark in published.marks()]


def _chapters_json(published: Published) -> str:
    return chapters_json(published.timeline.chapters, published.meta, published.timeline.rate, published.pictures)


def _notes(published: Published) -> Sequence[str]:
    return notes.Notes.of(published).lines()


def _notes_with_addresses(published: Published) -> Sequence[str]:
    return notes.Notes.of(published).lines(addresses=True)


KINDS: tuple[Kind, ...] = (
    Kind(".vtt", "transcript", "text/vtt", _captions(vtt.vtt), "cue", vtt.read_vtt, _captions(vtt.cues)),
    Kind(
        ".srt", "transcript", "application/x-subrip", _captions(srt.srt), "cue", srt.read_srt, _captions(srt.srt_cues)
    ),
    Kind(
        ".transcript.json",
        "transcript",
        "application/json",
        _captions(podcasting.transcript_json),
        "segment",
        podcasting.read_transcript_json,
        _captions(cues_of),
    ),
    Kind(
        ".txt",
        "transcript",
        "text/plain",
        text.plain_transcript,
        "paragraph",
        text.read_plain_transcript,
        lambda published: tuple(text.blocks(published)),
    ),
    Kind(
        ".words.vtt",
        "transcript",
        "text/vtt",
        _captions(vtt.words_vtt),
        "word",
        vtt.read_vtt,
        _captions(vtt.word_cues),
        asked=True,
    ),
    Kind(
        ".chapters.json",
        "chapters",
        "application/json+chapters",
        _chapters_json,
        "chapter",
        read_chapters_json,
        Published.marks,
    ),
    Kind(".psc.xml", "chapters", "application/xml", _psc, "chapter", _psc_starts, _starts),
    Kind(".notes.txt", "notes", "text/plain", notes.notes_text, "line", notes.read_notes_text, _notes_with_addresses),
    Kind(".notes.md", "notes", "text/markdown", notes.notes_markdown, "line", notes.read_notes_markdown, _notes),
    Kind(".notes.html", "notes", "text/html", notes.notes_html, "line", notes.read_notes_html, _notes),
)
"""All of them, in the order in which they are written and listed."""
