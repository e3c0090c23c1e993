"""Reads a script file as a source: its turns, titles, pauses, marks and `?` are taken as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from audiorender.errors import SourceError
from audiorender.model import Draft, Guess, Span, Turn
from audiorender.script.coverage import check, silences, spread
from audiorender.script.document import silence
from audiorender.script.file.scriptfile import parse_script
from audiorender.script.readers import scriptsource
from audiorender.script.reading.source import Source

_SETTLED = 0.99
_OPEN = 0.5


def reread(source: Source, title: str | None, rename: Mapping[str, str], language: str | None) -> Draft:
    """The draft of a script file; `title`, `rename` and `language` are those of `builder.draft`.

    Raises SourceError, with line and column, for anything that fits no rule of the format.
    """
    script = parse_script(source.text, source.path)
    if not script.turns:
        raise SourceError("there is no speech in it", path=source.path, hint="write what somebody says below the '---'")
    document = scriptsource.read(source)
    marks = [*document.marks]
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    turn_of = {line: number for number, turn in enumerate(script.turns) for lines in turn.lines for line in lines}
    for block in document.blocks:
        if block.kind == "heading":
            marks.extend(mark for line in block.lines for mark in silence(line.runs, "heading"))
        else:
            spans[turn_of[block.line]].extend(run.span for line in block.lines for run in line.runs)
    guesses = tuple(_guess(number, turn, spans[number], source) for number, turn in enumerate(script.turns))
    silent = silences(marks, source.text)
    check(source, (span for guess in guesses for span in guess.spans), silent)
    meta = replace(script.meta, title=title or script.meta.title, language=script.meta.language or language)
    return Draft(replace(script.renamed(rename), meta=meta), guesses, silent)


def _guess(number: int, turn: Turn, spans: list[Span], source: Source) -> Guess:
    confidence, reason = (_OPEN, "the script has a '?' here") if turn.guessed else (_SETTLED, "the script says so")
    return Guess(number, confidence, reason, spread(spans, source.text))
