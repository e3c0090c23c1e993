"""Timestamps that a recorder, a player or a transcriber added: `[00:01:02]`, `0:12`, `(00h01m02s)`.

A time is a timestamp if it is alone on a line, in brackets, or before or after the words of several lines. A time that
is said stays: an answer that is only a time (`5:30`), and one in round brackets within a sentence (`our best song
(3:59) is on side B`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Block, Document, Line, Run
from audiorender.script.words import ENDS

_AM_PM = r"(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\b\.?)?"
_TIME = (
    rf"(?:(?:T ?[+−-]|@ ?|[+−-])?\d{{1,3}}:\d{{2}}(?::\d{{2}}){{0,2}}(?:[.,;]\d{{1,3}})?{_AM_PM}"
    r"|\d{1,3}h ?\d{1,2}m(?: ?\d{1,2}s)?|\d{1,3}m ?\d{1,2}s)"
)
"""`4:07`, `01:02:03.4`, `01:00:04:12` (hours, minutes, seconds, frames), `1h02m03s`, `@1:15`, `T+00:01:19`."""
_SECONDS = r"(?:\d{1,6}(?:\.\d{1,3})? ?s(?:ec\.?)?|\d{1,9} ?ms|\d{1,6}\.\d{1,3})"
"""Seconds, which count as a time only in brackets: `[76.0s]`."""
_CLOCK = expression(r"\d{1,2}\.\d{2}[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?\Z")
_CUE = r"\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}\s*-->\s*\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}"
"""As Teams writes it: `0:1:5.31 --> 0:1:9.0`."""
_RANGE = rf"(?:{_CUE}|{_TIME}(?:\s*(?:-+>?|–|—|→|/)\s*{_TIME})?)"
_INNER = rf"(?:{_RANGE}|{_SECONDS}(?:\s*(?:-+>?|–|—|→)\s*{_SECONDS})?)"
_BRACKETED_TIME = expression(rf"(?:\[\s*{_INNER}\s*\]|\(\s*{_RANGE}\s*\)|\{{\s*{_INNER}\s*\}}|<\s*{_RANGE}\s*>)")
_TIME_FOR_LABEL = expression(rf"[\[(]\s*{_RANGE}\s*[\])]:(?=\s|\Z)")
"""A time in brackets with a colon, where a name could be: `[00:12]: Yes.`"""
_TIME_ALONE = expression(rf"{_RANGE}\Z")
_TIME_BEFORE = expression(rf"{_RANGE}(?=[^\S\n]+[-–—|]?[^\S\n]*[^\W\d_])[^\S\n]+(?:[-–—|][^\S\n]+)?")
_TIME_BEFORE_NAME = expression(rf"{_RANGE}[^\S\n]+(?:[-–—|][^\S\n]+)?(?=[^\W\d_a-z][\w .'’-]{{0,40}}:\s)")
_TIME_AFTER = expression(rf"(?<=[\w.)])(?:[^\S\n]{{2,}}|\t|[^\S\n]+[-–—|·][^\S\n]+){_RANGE}\Z")

_TIME_AFTER_NAME = expression(rf"(?<=[\w.)])[^\S\n]{_RANGE}\Z")
_TIME_BETWEEN = expression(rf"(?<=[\w.)])[^\S\n]{_RANGE}(?:[^\S\n]*\|(?=[^\S\n])|(?=[^\S\n]*(?:--?|[–—:])[^\S\n]))")
"""A time between a name and what ends a label: `Ana 0:03 -- Yes.`"""
_NAME_FIRST = expression(
    r"(?:\[[^\[\]]{2,12}\][^\S\n])?(?:[^\W\d_a-z][\w.'’-]*,?[^\S\n]){1,4}(?:\([^()\n]{2,24}\)[^\S\n])?(?=\d)"
)

_WITHIN = expression(rf"\(\s*(?P<time>{_RANGE})\s*\)(?=(?P<after>.?.?))")
"""A time in round brackets that may be spoken, with the two characters after it."""
_PADDED = expression(r"[+−-]?(?:0\d|\d{1,3}:\d{2}:\d{2})")
"""Times as recorders write them: `03:59`, `1:03:59`."""
_SENTENCE_ENDS = frozenset('.?!…:—–"”“’»«)]')
_BRACKETS = frozenset("[({<")
_HABIT = 3
_FEWEST_HEADINGS = 3
"""How many headings with a time, at least, are in the middle of a sentence."""
_LABEL_BEGINS = expression(r"(?<=\S)[^\S\n]+((?:[^\W\d_a-zß-ÿ]{2,}[^\S\n]?){1,2})\Z")
_LABEL_ENDS = expression(r"(?:[^\W\d_a-zß-ÿ]{2,} ?){1,2}:(?:\s|\Z)")


class Times:
    """Finds the timestamps in one document."""

    def __init__(self, document: Document) -> None:
        """Times without brackets, before or after words, count only if several lines have them."""
        texts = [line.text for block in document.blocks for line in block.lines if ":" in line.text]
        often = max(2, 0.2 * len(document.blocks))
        named = (_NAME_FIRST.match(text) is not None and _TIME_AFTER_NAME.search(text) is not None for text in texts)
        self._patterns: list[re.Pattern[str]] = []
        if sum(_TIME_BEFORE.match(text) is not None for text in texts) >= often:
            self._patterns.append(_TIME_BEFORE)
        elif sum(_BRACKETED_TIME.match(text) is not None for text in texts) >= often:
            self._patterns.append(_TIME_BEFORE_NAME)
        if sum(_TIME_AFTER.search(text) is not None for text in texts) >= often:
            self._patterns.append(_TIME_AFTER)
        if sum(named) >= often:
            self._patterns.append(_TIME_AFTER_NAME)
        between = (_NAME_FIRST.match(text) is not None and _TIME_BETWEEN.search(text) is not None for text in texts)
        if sum(between) >= often:
            self._patterns.append(_TIME_BETWEEN)
        within = [match for text in texts if "(" in text for match in _WITHIN.finditer(text) if _is_within(text, match)]
        seconds = [_seconds(match["time"]) for match in within]
        rising = all(one < other for one, other in pairwise(seconds))
        self._said = not (len(seconds) >= _HABIT and rising)
        self._lone = sum(len(_WITHIN.findall(text)) for text in texts) == 1

    def find(self, line: Line, answers: Collection[int] = ()) -> Iterator[tuple[int, int]]:
        """The spans of the timestamps in `line`. `answers` has the numbers of lines that answer with a bare time."""
        text = line.text
        alone = _TIME_ALONE.match(text) or _CLOCK.match(text)
        if alone:
            if line.number not in answers:
                yield alone.span()
            return
        for pattern in self._patterns:
            if pattern in (_TIME_AFTER_NAME, _TIME_BETWEEN) and not _NAME_FIRST.match(text):
                continue
            if match := pattern.match(text) if pattern in (_TIME_BEFORE, _TIME_BEFORE_NAME) else pattern.search(text):
                yield match.span()
                return
        if match := _TIME_FOR_LABEL.match(text):
            yield match.span()
        elif not _BRACKETS.isdisjoint(text):
            said = {
                match.start()
                for match in _WITHIN.finditer(text)
                if self._said and (_is_within(text, match) or (self._lone and _opens_speech(text, match)))
            }
            yield from (match.span() for match in _BRACKETED_TIME.finditer(text) if match.start() not in said)


def _is_within(text: str, match: re.Match[str]) -> bool:
    """Whether a time in round brackets is within a sentence, and not written like a recorder's."""
    if _PADDED.match(match["time"]):
        return False
    before, after = text[: match.start()].rstrip(), match["after"]
    goes_on = after[:1] == " " and after[1:].islower()
    ended = not before or before[-1] in _SENTENCE_ENDS
    return bool(before) and (goes_on or (not ended and after[:1] in (".", ",", ";", "?", "!")))


def _opens_speech(text: str, match: re.Match[str]) -> bool:
    """Whether a time in round brackets stands between a label and a sentence: `Ana: (3:59) That was my time.`"""
    after = match["after"]
    return text[: match.start()].rstrip().endswith(":") and after[1:].isupper() and not _PADDED.match(match["time"])


def _seconds(time: str) -> int:
    """The first time in `time` as a number, to compare with others in the document."""
    total = 0
    for part in re.findall(r"\d+", re.split(r"[-–—→/]", time)[0])[:3]:
        total = total * 60 + int(part)
    return total


def without_timed_headings(blocks: Sequence[Block], stamped: Collection[int]) -> Sequence[Block]:
    """The blocks with headings that a program has put into running speech as paragraphs, joined with what they cut.

    It does so at regular times: `... and we carried` / `## [0:30](https://...) | it down to the water.`

    `stamped` has the lines with a time. If most of the headings with a time are sentences that go on below, they are
    no titles.
    """
    timed = [number for number, block in enumerate(blocks) if block.kind == "heading" and block.line in stamped]
    within = [number for number in timed if _goes_on(blocks, number)]
    if len(within) < max(_FEWEST_HEADINGS, 0.5 * len(timed)):
        return blocks
    found: list[Block] = []
    for number, block in enumerate(blocks):
        part = replace(block, kind="paragraph", level=0) if number in timed else block
        before = found[-1] if found else None
        if before and before.kind == part.kind == "paragraph" and _is_open(before) and not part.speaker:
            found[-1] = replace(before, lines=_joined(before.lines, part.lines))
        else:
            found.append(part)
    return found


def _joined(before: Sequence[Line], after: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of both, with a label that was cut as well on the first of `after`: `... home. ANA` / `BELL: Yes.`"""
    last, first = before[-1], after[0]
    cut = _LABEL_BEGINS.search(last.text) if _LABEL_ENDS.match(first.text) else None
    if cut is None:
        return (*before, *after)
    name, end = last.cut(cut.start(1)), last.runs[-1].span.end
    whole = Line(first.number, (*name.runs, Run(" ", Span(end, end + 1)), *first.runs))
    return (*before[:-1], *filter(lambda line: line.runs, [last.cut(0, cut.start()).stripped()]), whole, *after[1:])


def _goes_on(blocks: Sequence[Block], number: int) -> bool:
    """Whether the heading is in the middle of a sentence, on one side or the other."""
    text = blocks[number].text
    below = blocks[number + 1].text if number + 1 < len(blocks) else ""
    return text[:1].islower() or (_is_open(blocks[number]) and below[:1].islower())


def _is_open(block: Block) -> bool:
    return ENDS.search(block.text.rstrip()) is None
