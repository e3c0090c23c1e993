"""Small talks with captions as the engine cuts them, and files beside them read by parsers that are not ours."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any

import jsonschema
import srt
import webvtt
from mixer.episodes import words_of

from audiorender.mixer.captions import captions
from audiorender.model import FRAME, RATE, Chapter, Clip, Line, Meta, Timeline
from audiorender.publish.published import Published
from audiorender.publish.sidecars import KINDS, Kind

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["version", "segments"],
    "properties": {
        "version": {"const": "1.0.0"},
        "segments": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["startTime", "endTime", "body"],
                "additionalProperties": False,
                "properties": {
                    "speaker": {"type": "string", "minLength": 1},
                    "startTime": {"type": "number", "minimum": 0},
                    "endTime": {"type": "number", "exclusiveMinimum": 0},
                    "body": {"type": "string", "pattern": r"\S"},
                },
            },
        },
    },
}
"""What the Podcasting 2.0 namespace says of JSON transcripts (transcripts.md), and that no body is empty."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A cue as another program reads it, in milliseconds."""

    start: int
    end: int
    speaker: str
    text: str


def shown(
    said: Sequence[tuple[str, str]], meta: Meta | None = None, titles: Sequence[str] = ("All of it",)
) -> Published:
    """A talk: speakers and what they say at 15 characters a second, in chapters of equal length with these titles."""
    placed, clock = [], 0
    for turn, (speaker, text) in enumerate(said):
        length = RATE * max(1, len(text)) // 15
        placed.append((clock, Line(turn, speaker, Clip(f"clip {turn}", length), words_of(text, length))))
        clock += -(-(length + RATE // 3) // FRAME) * FRAME
    frames = -(-max(clock, len(titles) * RATE) // FRAME) * FRAME
    marks = [frames * index // len(titles) // RATE * RATE for index in range(len(titles))] + [frames]
    chapters = tuple(Chapter(marks[index], marks[index + 1], title) for index, title in enumerate(titles))
    timeline = Timeline(RATE, 2, frames, (), captions(placed, frames), chapters, ())
    return Published(meta or Meta("A talk"), timeline, "The voices are synthetic (tone).")


def kind_of(suffix: str) -> Kind:
    return next(kind for kind in KINDS if kind.suffix == suffix)


def text_of(suffix: str, what: Published) -> str:
    """The file of this kind."""
    return kind_of(suffix).write(what)


def seen_in_vtt(text: str) -> list[Seen]:
    """The cues that webvtt-py finds."""
    return [
        Seen(_ms(cue.start), _ms(cue.end), cue.voice or "", html.unescape(re.sub("^<v [^>]+>", "", cue.raw_text)))
        for cue in webvtt.from_buffer(StringIO(text)).captions
    ]


def seen_in_srt(text: str) -> list[Seen]:
    """The cues that the library `srt` finds. It knows of no speakers: they stand in the text."""
    return [
        Seen(_whole(cue.start), _whole(cue.end), "", cue.content.replace("\u2060", ""))
        for cue in srt.parse(text, ignore_errors=False)
    ]


def seen_in_json(text: str) -> list[Seen]:
    """The segments of a transcript that is valid by the schema."""
    document = json.loads(text)
    jsonschema.validate(document, SCHEMA)
    return [
        Seen(round(s["startTime"] * 1000), round(s["endTime"] * 1000), s.get("speaker", ""), s["body"])
        for s in document["segments"]
    ]


def _ms(time: str) -> int:
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3_600_000 + int(minutes) * 60_000 + int(seconds.replace(".", ""))


def _whole(time: timedelta) -> int:
    return time // timedelta(milliseconds=1)
