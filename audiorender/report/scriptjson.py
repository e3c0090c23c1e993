"""A script and its silent pieces as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audiorender.model import Draft, Heading, Script, Turn, written
from audiorender.report.schema import SilentRow, as_json


def script_json(script: Script, spoken: Sequence[str], draft: Draft | None = None) -> dict[str, Any]:
    """What `script --json` prints: turns (each with one text of `spoken`), chapters, silent pieces.

    A `draft` adds where everything came from: spans in the source, and the confidence and reason for each turn.
    """
    chapters, number = [], 0
    for item in script.items:
        if isinstance(item, Heading):
            chapters.append({"title": item.title, "turn": number + 1})
        number += isinstance(item, Turn)
    turns: list[dict[str, Any]] = [
        {
            "speaker": turn.speaker,
            "text": "\n".join(written(paragraph) for paragraph in turn.paragraphs),
            "spoken": said,
            "line": turn.line,
            "guessed": turn.guessed,
        }
        for turn, said in zip(script.turns, spoken, strict=True)
    ]
    for turn, guess in zip(turns, draft.guesses if draft else (), strict=bool(draft)):
        turn["spans"] = [[span.start, span.end] for span in guess.spans]
        turn["confidence"] = round(guess.confidence, 3)
        turn["reason"] = guess.reason
    return {
        "title": script.meta.title,
        "speakers": [name for name, _ in script.cast],
        "turns": turns,
        "chapters": chapters,
        "silent": [as_json(SilentRow.of(silent)) for silent in draft.silent] if draft else [],
        "notes": [{"line": remark.line, "text": remark.text} for remark in draft.remarks] if draft else [],
    }
