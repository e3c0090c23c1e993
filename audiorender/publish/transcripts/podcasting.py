"""The JSON transcript 1.0.0 of the Podcasting 2.0 namespace: a segment per caption, each with its speaker."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from audiorender.errors import VerifyError
from audiorender.model import RATE, Caption
from audiorender.publish.transcripts.cue import Cue, cues_of
from audiorender.timecode import of_seconds

VERSION = "1.0.0"


def transcript_json(captions: Iterable[Caption], rate: int = RATE) -> str:
    """The captions as segments: times in seconds, and a body that is never empty, which would crash AntennaPod."""
    document = {"version": VERSION, "segments": [_segment(cue) for cue in cues_of(captions, rate)]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _segment(cue: Cue) -> dict[str, Any]:
    speaker = {"speaker": cue.speaker} if cue.speaker else {}
    return {**speaker, "startTime": cue.start / 1000, "endTime": cue.end / 1000, "body": cue.text}


def read_transcript_json(text: str) -> tuple[Cue, ...]:
    """The segments of a transcript of this version, in file order.

    Raises VerifyError if it is not such a file.
    """
    try:
        document = json.loads(text)
        if document["version"] != VERSION:
            raise VerifyError(f"the transcript has version {document['version']}, not {VERSION}")
        return tuple(
            Cue(
                of_seconds(segment["startTime"]),
                of_seconds(segment["endTime"]),
                str(segment.get("speaker", "")),
                str(segment["body"]),
            )
            for segment in document["segments"]
        )
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise VerifyError(f"this is not a JSON transcript: {error}") from error
