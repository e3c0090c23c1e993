"""What a raw transcript says about a source: which of its units a given person can be heard to say.

The transcript may hold the words of one speaker, labelled or not, or of several with labels. Only what is in it counts
as evidence: it may be cut, so a unit that is missing from it could be anybody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audiorender.errors import SourceError
from audiorender.script.document import Document, Line
from audiorender.script.labels.forms.candidate import candidate
from audiorender.script.labels.label import Label
from audiorender.script.labels.names import words_of
from audiorender.script.readers import read_document
from audiorender.script.reading.source import Source
from audiorender.script.silence.asides import clear
from audiorender.script.units.unit import Unit
from audiorender.script.wordmatch import LEAST, align, tokens
from audiorender.script.words import NOT_PEOPLE

UNNAMED = ""
"""The speaker of a transcript without labels."""


@dataclass(frozen=True, slots=True)
class RawTranscript:
    """The words of a raw transcript in comparable form, and for each word its speaker or `UNNAMED`."""

    words: tuple[str, ...]
    speakers: tuple[str, ...]


def read_raw(source: Source) -> RawTranscript:
    """The words of `source`. Raises SourceError if it cannot be read or has too few words to be evidence."""
    words: list[str] = []
    speakers: list[str] = []
    for speaker, text in _said(read_document(source)):
        found = tokens(text)
        words += found
        speakers += [speaker] * len(found)
    if len(words) < LEAST:
        raise SourceError(
            f"too few words to show who says what: {len(words)}",
            path=source.path,
            hint="give a longer transcript with --evidence",
        )
    return RawTranscript(tuple(words), tuple(speakers))


def _said(document: Document) -> Iterator[tuple[str, str]]:
    """Each line after the last name before it. Names count only if the first line has one."""
    blocks = clear(document).document.blocks
    labelled = bool(blocks) and _label(blocks[0].lines[0]) is not None
    speaker = UNNAMED
    for block in blocks:
        speaker = block.speaker or speaker
        for line in block.lines:
            tag = _label(line) if labelled else None
            speaker = tag.shown if tag else speaker
            yield speaker, line.text[tag.length :] if tag else line.text


def _label(line: Line) -> Label | None:
    tag = candidate(line)
    return tag if tag and tag.ending == "colon" and not words_of(tag.name) & NOT_PEOPLE else None


def heard(units: Sequence[Unit], raw: RawTranscript) -> list[str | None]:
    """For each unit the speaker heard to say it, or None.

    A unit counts as heard if a matching run covers four words of it that occur nowhere else in the source, or covers
    all of it and two more words on either side. An echo ("Ninety?" after "Ninety") proves nothing.
    """
    words: list[str] = []
    starts = [0]
    for unit in units:
        words += tokens(unit.text)
        starts.append(len(words))
    rows = Counter(_rows(words, 0, len(words)))
    credit: list[Counter[str]] = [Counter() for _ in units]
    number = 0
    for run in align(words, raw.words):
        end = run.mine + run.length
        while starts[number + 1] <= run.mine:
            number += 1
        at = number
        while at < len(units) and starts[at] < end:
            start, stop = max(starts[at], run.mine), min(starts[at + 1], end)
            inside = run.mine + 2 <= starts[at] and starts[at + 1] <= end - 2
            if stop > start and (inside or any(rows[row] == 1 for row in _rows(words, start, stop))):
                credit[at].update(raw.speakers[run.theirs + start - run.mine : run.theirs + stop - run.mine])
            at += 1
    return [next((name for name, _ in found.most_common(1)), None) for found in credit]


def _rows(words: Sequence[str], start: int, end: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[at : at + LEAST]) for at in range(start, end - LEAST + 1))
