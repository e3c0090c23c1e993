"""JSON chapters 1.2.0 of the Podcasting 2.0 namespace (media type `application/json+chapters`)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from audiorender.errors import SourceError, VerifyError
from audiorender.expressions import expression
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.timecode import from_people, milliseconds, of_seconds

NAME = "json"
SUFFIXES: tuple[str, ...] = (".json",)
VERSION = "1.2.0"

_BEGINS = expression(r"\s*(?:\{|\[\s*[\[\]{])")
_START = ("startTime", "start_time", "start", "time")
_URL = ("url", "href", "link")
_IMAGE = ("img", "image")


def chapters_json(
    chapters: Iterable[Chapter], meta: Meta, rate: int = RATE, pictures: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The chapters in order, with the episode's metadata. Times are seconds, without a fraction if whole.

    `pictures` maps a chapter's image to its URL.
    """
    known = {"title": meta.title, "podcastName": meta.show, "author": meta.author, "description": meta.description}
    document = {
        "version": VERSION,
        **{key: one_line(value) for key, value in known.items() if value},
        "chapters": [
            {
                "startTime": _seconds(milliseconds(chapter.start, rate)),
                "endTime": _seconds(milliseconds(chapter.end, rate)),
                "title": one_line(chapter.title),
                **{key: one_line(value) for key, value in _beside(chapter, pictures).items() if value},
            }
            for chapter in chapters
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_chapters_json(text: str) -> tuple[Mark, ...]:
    """The chapters of a file of this version, in file order.

    Raises VerifyError if it is not such a file.
    """
    try:
        document = json.loads(text)
        if document["version"] != VERSION:
            raise VerifyError(f"the chapters are of version {document['version']}, not {VERSION}")
        return tuple(
            Mark(of_seconds(entry["startTime"]), of_seconds(entry["endTime"]), str(entry["title"]))
            for entry in document["chapters"]
        )
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise VerifyError(f"these are not JSON chapters: {error}") from error


def _seconds(ms: int) -> int | float:
    return ms / 1000 if ms % 1000 else ms // 1000


def _beside(chapter: Chapter, pictures: Mapping[str, str]) -> dict[str, str | None]:
    return {"img": pictures.get(chapter.image or ""), "url": chapter.url}


# -- chapters in any format ----------------------------------------------------------------------------------------


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:  # noqa: ARG001  one signature for all formats
    """The chapters in order, with the names of their pictures unchanged."""
    return chapters_json(chapters, meta, pictures={c.image: c.image for c in chapters if c.image})


def looks(text: str) -> bool:
    """Whether the text begins like a JSON object or array."""
    return bool(_BEGINS.match(text))


def read(text: str) -> Listing:
    """Chapters from JSON of any version and origin: Podcasting 2.0, ffprobe, yt-dlp, our reports, and `--json`.

    Chapters hidden by `toc: false` are left out. Raises SourceError, with line and column if it is not JSON, and with
    the chapter's number if it has no time.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"not JSON: {error.msg}", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"JSON that cannot be read: {error}") from error
    about = document if isinstance(document, dict) else {"chapters": document}
    found = about.get("chapters")
    if not isinstance(found, list):
        raise SourceError("no array of chapters", hint="name a file of chapters")
    unit = about.get("rate") if "samples" in about else 1
    shown = [one for one in found if not (isinstance(one, dict) and one.get("toc") is False)]
    notes = [f"{len(found) - len(shown)} of the chapters are hidden (toc: false) and were left out"]
    entries = [entry_of(number, one, unit) for number, one in enumerate(shown, start=1)]
    return listing(entries, notes=notes if len(shown) < len(found) else (), ordered=False)


def entry_of(number: int, value: object, unit: object = 1) -> Entry:
    """One chapter of a list; a numeric time counts `unit`s per second. Raises SourceError like `read`."""
    if not isinstance(value, dict):
        raise SourceError(f"chapter {number} is not an object", hint="name a file of chapters")
    given = next((value[key] for key in _START if key in value), None)
    start = from_people(given) if isinstance(given, str) else _samples(given, unit)
    if start is None:
        what = f"chapter {number} has no time" if given is None else f"the time of chapter {number} is {given!r:.40}"
        raise SourceError(what, hint="startTime is in seconds, 0 or more")
    tags = value.get("tags")
    title = _text(value, ("title", "name")) or _text(tags if isinstance(tags, dict) else {}, ("title",))
    return Entry(start, title, _text(value, _URL), _text(value, _IMAGE))


def _samples(value: object, unit: object) -> int | None:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not isinstance(unit, int | float)
        or not unit > 0
    ):
        return None
    try:
        samples = value * RATE / unit
        return math.floor(samples + 0.5) if 0 <= samples <= 1e15 else None
    except OverflowError:
        return None


def _text(value: Mapping[str, object], keys: Iterable[str]) -> str:
    """The first of these fields that is a string, '' if there is none."""
    return next((found for key in keys if isinstance(found := value.get(key), str)), "")
