"""Chapter lists and show notes beside the audio, compared with the chapters in its tags."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from audiorender.errors import SourceError
from audiorender.publish.chapters import Entry, lines, read_listing
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.notes import CLOSEST, FEWEST
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.timecode import clock, milliseconds

LISTS = (".chapters.json", ".psc.xml")
"""Suffixes of chapter lists."""

NOTES = (".notes.txt", ".notes.md", ".notes.html")
"""Suffixes of show notes."""

_NEAR = 10
_LATEST = 1e9


def list_findings(texts: Mapping[str, str], stem: str, marks: Sequence[Mark], length: int | None) -> Iterator[Finding]:
    """Findings on chapter lists: `texts` by the suffixes after `stem`; `length` of the audio in ms."""
    for suffix in LISTS:
        if suffix not in texts:
            continue
        name = f"{stem}{suffix}"
        if suffix.endswith(".json"):
            strict = list(_json_faults(texts[suffix]))
            yield from (finding(rule, message, name) for rule, message in strict[:5])
            if any(rule == "list-damaged" for rule, _ in strict):
                continue
        try:
            entries = read_listing(texts[suffix]).entries
        except SourceError as error:
            yield finding("list-damaged", str(error), name)
            continue
        late = [entry for entry in entries if length is not None and milliseconds(entry.start) >= length]
        if late:
            yield finding("list-beyond-end", f"the chapter {late[0]} begins after the end of the audio", name)
        if entries and not marks:
            message = f"it has {len(entries)} chapters, but the audio has none: most apps show none"
            yield finding("list-only", message, name)
        elif difference := _difference(entries, marks):
            yield finding("list-differ", difference, name)


def _json_faults(text: str) -> Iterator[tuple[str, str]]:
    """What apps trip over in JSON chapters 1.2.0 (Podcasting 2.0), although `chapters --from` reads it."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        yield "list-damaged", "this is not JSON"
        return
    chapters = document.get("chapters") if isinstance(document, dict) else None
    if not isinstance(chapters, list):
        yield "list-damaged", "it has no list named 'chapters'"
        return
    if not isinstance(document.get("version"), str):
        yield "list-version", "it does not give its version, such as 1.2.0"
    before = -1.0
    for number, chapter in enumerate(chapters, start=1):
        start = chapter.get("startTime") if isinstance(chapter, dict) else None
        if isinstance(start, bool) or not isinstance(start, int | float) or not 0 <= start < _LATEST:
            yield "list-damaged", f"chapter {number}: startTime is not a number of seconds"
            continue
        if start < before:
            yield "list-order", f"chapter {number} begins before the one above it"
        before = start
        if not isinstance(chapter.get("title", ""), str):
            yield "list-damaged", f"chapter {number}: the title is not text"


def _difference(entries: Sequence[Entry], marks: Sequence[Mark]) -> str | None:
    if len(entries) != len(marks):
        return f"it has {len(entries)} chapters, but the audio has {len(marks)}"
    also = "; AntennaPod shows this list in place of the audio's, as it is as long"
    for entry, mark in zip(entries, marks, strict=True):
        if abs(milliseconds(entry.start) - mark.start) > _NEAR:
            return f"the chapter {entry} begins at {clock(mark.start, 1000)} in the audio{also}"
        if not _same(mark.title, entry.title):
            return f"the chapter {entry} is '{mark.title}' in the audio{also}"
    return None


def _same(held: str, whole: str) -> bool:
    """Whether one title is the other, or as much of it as a container could hold."""
    return one_line(held) == whole or (held.endswith("…") and whole.startswith(one_line(held[:-1])))


def notes_findings(texts: Mapping[str, str], stem: str, marks: Sequence[Mark]) -> Iterator[Finding]:
    """Findings on show notes; a single chapter is ignored."""
    shown = [suffix for suffix in NOTES if suffix in texts]
    for suffix in shown:
        seconds = note_times(texts[suffix])
        if seconds != [mark.start // 1000 for mark in marks] and len(marks) > 1:
            message = f"its lines with times ({len(seconds)}) do not match the chapters of the audio ({len(marks)})"
            yield finding("notes-differ", message, f"{stem}{suffix}")
    if not shown:
        return
    seconds, name = note_times(texts[shown[0]]), f"{stem}{shown[0]}"
    if 0 < len(seconds) < FEWEST:
        yield finding("notes-few", f"there are {len(seconds)} chapters in it", name)
    close = next((b for a, b in pairwise(seconds) if b - a < CLOSEST), None)
    if close is not None:
        yield finding(
            "notes-close", f"the chapter at {clock(close, 1)} begins less than {CLOSEST} s after another", name
        )


def note_times(text: str) -> list[int]:
    """The times of the lines that apps take for chapters, in seconds."""
    try:
        return [milliseconds(entry.start) // 1000 for entry in lines.read(text).entries]
    except SourceError:
        return []
