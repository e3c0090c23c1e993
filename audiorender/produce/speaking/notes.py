"""Notes about how a script's paragraphs are spoken: what is left out, and who speaks in whose place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audiorender.model import Voice
from audiorender.produce.note import Note
from audiorender.produce.speaking.paragraphs import Paragraph
from audiorender.tts.synthesis.clips import Wanted

_LISTED = 5
_SHOWN = 60


def identical_takes(spoken: Sequence[Paragraph], path: Path) -> Iterator[Note]:
    """Voices for which another take was requested although all their takes are the same."""
    lines: dict[str, int] = {}
    for paragraph in spoken:
        if paragraph.take > 1 and paragraph.utterance and not paragraph.utterance.sampled:
            lines.setdefault(paragraph.voice.name, paragraph.line)
    for voice, line in lines.items():
        yield Note(f"voice '{voice}' sounds the same in every take ({path}:{line})")


def as_written(spoken: Sequence[Paragraph], path: Path) -> Iterator[Note]:
    """Words with IPA that an engine does not read."""
    found: dict[tuple[str, str], int] = {}
    for paragraph in spoken:
        engine = paragraph.utterance.engine if paragraph.utterance else paragraph.voice.engine
        for word in paragraph.spoken.as_written:
            found.setdefault((engine, word), paragraph.line)
    for (engine, word), line in found.items():
        message = f"engine '{engine}' does not read IPA, so '{word}' is said as it is written ({path}:{line})"
        yield Note(message)


def left_out(spoken: Sequence[Paragraph], path: Path) -> Iterator[Note]:
    """Words and formulas that no voice says; losing emoji and note marks does not matter."""
    found: dict[str, int] = {}
    for paragraph in spoken:
        for piece in paragraph.spoken.silent:
            if any(map(str.isalpha, piece)):
                found.setdefault(" ".join(piece.split()), paragraph.line)
    for piece, line in [*found.items()][:_LISTED]:
        shown = piece if len(piece) <= _SHOWN else f"{piece[: _SHOWN - 1].rstrip()}…"
        yield Note(f"left out, because the voice cannot say it: {shown} ({path}:{line})")
    if len(found) > _LISTED:
        yield Note(f"{len(found) - _LISTED} more pieces are left out; report.json lists them")


def stand_ins(failed: Sequence[tuple[Wanted, str]], voice: Voice) -> Iterator[Note]:
    """For each voice that failed, how often and why, and where first."""
    by_voice: dict[str, list[tuple[Wanted, str]]] = {}
    for want, reason in failed:
        by_voice.setdefault(want.voice, []).append((want, reason))
    for name, each in by_voice.items():
        (first, reason), times = each[0], len(each)
        paragraphs = "a paragraph" if times == 1 else f"{times} paragraphs"
        text = f"voice '{name}' failed, so '{voice.name}' speaks {paragraphs} in its place ({first.where}: {reason})"
        yield Note(text, lessened=True)
