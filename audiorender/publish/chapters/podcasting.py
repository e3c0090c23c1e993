"""JSON chapters 1.2.0 of the Podcasting 2.0 namespace (media type `application/json+chapters`)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from audiorender.errors import VerifyError
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.timecode import milliseconds

VERSION = "1.2.0"


def chapters_json(chapters: Iterable[Chapter], meta: Meta, rate: int = RATE) -> str:
    """The chapters, in order, and what is known of the episode. Times are seconds, whole ones without a fraction."""
    known = {"title": meta.title, "podcastName": meta.show, "author": meta.author, "description": meta.description}
    document = {
        "version": VERSION,
        **{key: one_line(value) for key, value in known.items() if value},
        "chapters": [
            {
                "startTime": _seconds(milliseconds(chapter.start, rate)),
                "endTime": _seconds(milliseconds(chapter.end, rate)),
                "title": one_line(chapter.title),
            }
            for chapter in chapters
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_chapters_json(text: str) -> tuple[Mark, ...]:
    """The chapters of a file of this version, in its order.

    Raises VerifyError when it is not such a file.
    """
    try:
        document = json.loads(text)
        if document["version"] != VERSION:
            raise VerifyError(f"the chapters are of version {document['version']}, not {VERSION}")
        return tuple(
            Mark(round(entry["startTime"] * 1000), round(entry["endTime"] * 1000), str(entry["title"]))
            for entry in document["chapters"]
        )
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise VerifyError(f"these are not JSON chapters: {error}") from error


def _seconds(ms: int) -> int | float:
    return ms / 1000 if ms % 1000 else ms // 1000
