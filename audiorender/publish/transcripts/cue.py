"""The captions as every transcript shows them: rounded once, to whole milliseconds, and never empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audiorender.model import RATE, Caption, Word
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, milliseconds


@dataclass(frozen=True, slots=True)
class Cue:
    """What a file shows from `start` to `end` (milliseconds): the speaker ('' if unknown), and the text."""

    start: int
    end: int
    speaker: str
    text: str

    def __str__(self) -> str:
        return f"{clock(self.start, 1000)} to {clock(self.end, 1000)} {self.speaker}: '{self.text}'"


def cues_of(captions: Iterable[Caption], rate: int = RATE) -> tuple[Cue, ...]:
    """The captions as cues; like the captions, they are sorted and do not overlap.

    A cue lasts at least a millisecond and is never empty: a caption with nothing to show gives none.
    """
    return tuple(_in_order(((c, c.speaker, c.text.splitlines()) for c in captions), rate))


def word_cues_of(captions: Iterable[Caption], rate: int = RATE) -> tuple[Cue, ...]:
    """Every word of the captions as a separate cue."""
    return tuple(_in_order(((w, c.speaker, [w.text]) for c in captions for w in c.words or (c,)), rate))


def subtitle_cues_of(captions: Iterable[Caption], rate: int = RATE) -> tuple[Cue, ...]:
    """The same cues in short lines, with the speaker's name before the words when the speaker changes."""
    shown = (c for c in captions if one_line(c.text))
    return tuple(_in_order(((c, c.speaker, c.lines or c.text.splitlines()) for c in shown), rate))


def _in_order(said: Iterable[tuple[Caption | Word, str, Iterable[str]]], rate: int) -> Iterator[Cue]:
    """Cues from what is said when, by whom, in which lines."""
    after = 0
    for what, speaker, lines in said:
        text = "\n".join(filter(None, map(one_line, lines)))
        if text:
            start = max(milliseconds(what.start, rate), after)
            after = max(milliseconds(what.end, rate), start + 1)
            yield Cue(start, after, one_line(speaker), text)
