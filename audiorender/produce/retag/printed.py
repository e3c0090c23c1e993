"""The output of `chapters --json` given back with `--from`: an edit of the file's own chapters, by number.

Anything not changed in the text stays as it is in the file, including what JSON does not show.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from audiorender.publish.chapters.podcasting import entry_of
from audiorender.publish.editing.changes import Changes
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.timecode import milliseconds


def printed_of(text: str) -> tuple[str, list[Any]] | None:
    """The audio file and the chapters of a text that `chapters --json` printed; None for any other text."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not isinstance(document.get("audio"), str) or "faults" not in document:
        return None
    chapters = document.get("chapters")
    return (document["audio"], chapters) if isinstance(chapters, list) else None


def changes_to(marks: Sequence[Mark], chapters: Sequence[Any]) -> Changes | None:
    """The changes from the file's chapters `marks` to those given back; None if the numbers do not match.

    Raises SourceError for a chapter without a time.
    """
    entries = [entry_of(number, each) for number, each in enumerate(chapters, start=1)]
    order = sorted(range(len(marks)), key=lambda place: marks[place].start)
    numbered = {number: marks[place] for number, place in enumerate(order, start=1)}
    numbers = [each.get("number") for each in chapters]
    known = [number for number in numbers if number is not None]
    if len(set(map(str, known))) != len(known) or not all(number in numbered for number in known):
        return None
    pairs = [(n, entry, each) for n, entry, each in zip(numbers, entries, chapters, strict=True) if n is not None]
    fresh = [entry for n, entry in zip(numbers, entries, strict=True) if n is None]
    if any(entry.url or entry.image for entry in fresh):
        return None  # an added chapter has neither
    return Changes(
        add=tuple((entry.start, one_line(entry.title)) for entry in fresh),
        move={n: e.start for n, e, _ in pairs if milliseconds(e.start) != numbered[n].start},
        rename={n: one_line(e.title) for n, e, _ in pairs if one_line(e.title) != one_line(numbered[n].title)},
        remove=frozenset(set(numbered) - set(known)),
        links={n: e.url or "" for n, e, _ in pairs if (e.url or None) != (numbered[n].url or None)},
        images={n: "" for n, _, each in pairs if numbered[n].image and not each.get("picture")},
    )


def pictures_of(chapters: Sequence[Any], marks: Sequence[Mark]) -> Mapping[int, bytes]:
    """The pictures of another file's chapters, by the start (in ms) of the chapters given back."""
    order = sorted(marks, key=lambda mark: mark.start)
    found = {}
    for place, each in enumerate(chapters, start=1):
        number, picture = (each.get("number"), each.get("picture")) if isinstance(each, dict) else (None, None)
        mark = order[number - 1] if isinstance(number, int) and 0 < number <= len(order) else None
        if mark and mark.image and isinstance(picture, dict) and picture.get("bytes") == len(mark.image):
            found[milliseconds(entry_of(place, each).start)] = mark.image
    return found
