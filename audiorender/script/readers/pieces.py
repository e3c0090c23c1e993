"""Joins speech that comes in pieces (captions, JSON segments, table rows) into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block, Line, Marked, Run, silence
from audiorender.script.file.turnlabel import MAX_NAME
from audiorender.timecode import WRITTEN

_PAUSE = 2.0
"""Seconds of silence after a sentence that begin a new paragraph."""

_LONG = 80
"""After this many words, the next sentence begins a paragraph: about half a minute, to keep edits cheap."""

_LONGEST = 240
"""After this many words, a paragraph ends mid-sentence: automatic captions may have no full stops."""

_BRACKETED_TIME = expression(rf"[\s,;–—-]*[\[(]?(?<![\d:])({WRITTEN})(?![\d:])[\])]?")
_PRONOUNS = expression(
    r"[ \t]*[(\[](?:she|he|they|ze|xe|it|any|sie|er|dey|elle|iel|il|ella|él|elles?|lei|lui|ela|ele|zij|hij|hen)"
    r"(?:[ \t]*[/,|·][ \t]*[\w.]{1,8}){0,3}[)\]]",
    re.IGNORECASE,
)
"""A person's pronouns, which meeting programs show after the name."""
_NOT_IN_NAMES = expression("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def speaker_name(text: str) -> str | None:
    """A speaker's name from a format's field, on one line, without a time or colon after it; None if there is none."""
    name = _PRONOUNS.sub("", _BRACKETED_TIME.sub(" ", _NOT_IN_NAMES.sub("", text)))
    name = " ".join(name.split()).strip(" :：\t")
    if not any(char.isalnum() for char in name):
        return None
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1].rstrip()}…"


def rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """`runs` split at their line breaks, whether written out or as an escape."""
    row: list[Run] = []
    for run in runs:
        at = 0
        for match in re.finditer("\n", run.text):
            row.extend(filter(None, [run.cut(at, match.start())]) if run.verbatim else ())
            yield row
            row, at = [], match.end()
        row.extend(filter(None, [run.cut(at, len(run.text))]) if at < len(run.text) else ())
    yield row


def dropped(blanks: Iterable[Run], blocks: Iterable[Block], marks: Iterable[Marked]) -> Iterator[Marked]:
    """Blanks, written as entities or escapes, that were at the ends of lines: in none of `blocks` and `marks`."""
    kept = {run.span for block in blocks for line in block.lines for run in line.runs if not run.verbatim}
    kept.update(mark.span for mark in marks)
    yield from silence((run for run in blanks if not run.verbatim and run.span not in kept), "space-entity")


class Talk:
    """Paragraphs to which pieces are added."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._lines: list[Line] = []
        self._speaker: str | None = None
        self._mark = ""
        self._words = 0
        self._end: float | None = None

    def say(
        self,
        lines: Sequence[Line],
        speaker: str | None = None,
        start: float | None = None,
        end: float | None = None,
        *,
        fresh: bool = False,
        mark: str = "",
    ) -> None:
        """Add lines that `speaker` says from `start` to `end` (seconds, if known).

        `fresh` always begins a new paragraph. `mark` is the block's mark, and begins a new paragraph too.
        """
        lines = [line for line in (line.stripped() for line in lines) if line.runs]
        if not lines:
            return
        if fresh or mark or speaker != self._speaker or self._is_over(start):
            self.close()
        if not self._lines:
            self._speaker, self._mark = speaker, mark
        self._lines.extend(lines)
        self._words += sum(len(line.text.split()) for line in lines)
        self._end = end

    def attach(
        self, runs: Sequence[Run], speaker: str | None = None, start: float | None = None, end: float | None = None
    ) -> bool:
        """Append runs to the last line without a space, as punctuation needs. Returns False if no line is open."""
        words_too = any(char.isalnum() for run in runs for char in run.text)
        if not self._lines or speaker != self._speaker or (words_too and self._is_over(start)):
            return False
        last = self._lines[-1]
        self._lines[-1] = Line(last.number, (*last.runs, *runs))
        self._words += words_too
        self._end = end
        return True

    def heading(self, line: Line, level: int = 2) -> None:
        """Add a heading."""
        self.close()
        self._blocks.append(Block("heading", (line,), level=level))

    def close(self) -> None:
        """End the paragraph."""
        lines = tuple(line for line in (line.stripped() for line in self._lines) if line.runs)
        if lines:
            self._blocks.append(Block("paragraph", lines, mark=self._mark, speaker=self._speaker))
        self._lines, self._words, self._end = [], 0, None

    def blocks(self) -> tuple[Block, ...]:
        """All paragraphs; the last one is ended."""
        self.close()
        return tuple(self._blocks)

    def _is_over(self, start: float | None) -> bool:
        if not self._lines or self._words >= _LONGEST:
            return True
        pause = start - self._end if start is not None and self._end is not None else 0.0
        return words.ENDS.search(self._lines[-1].text) is not None and (pause >= _PAUSE or self._words >= _LONG)
