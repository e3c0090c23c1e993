"""The transcript on the page: chapters, turns, paragraphs, and when each word is said.

The text is on the page as it is written. Word times are separate numbers: the position of each word in its paragraph,
and how long it lasts. So the page needs no element per word.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from audiorender.expressions import expression
from audiorender.model import Chapter, Script, Text, Timeline, Word, written
from audiorender.timecode import milliseconds

_CONTROLS = expression(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNWRITABLE = expression(r"[\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Stretches of text, each with whether it is stressed, and its words in time as numbers (none if it is not spoken).

    They are the milliseconds at which the first word begins, then for each the gap before it, its length and its
    duration. Places and lengths are UTF-16 code units of the paragraph's text, as browsers count them.
    """

    stretches: tuple[tuple[str, bool], ...]
    times: array[int]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn: the speaker, their index in the cast, its first sample (None if silent), paragraphs."""

    speaker: str
    seat: int
    start: int | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter and what is said in it."""

    chapter: Chapter
    turns: tuple[Exchange, ...]


def sections(script: Script, timeline: Timeline) -> tuple[Section, ...]:
    """Every chapter of the timeline with the script's turns; a silent turn goes with the one before."""
    starts = {mark.turn: mark.start for mark in timeline.turns}
    chapters = [chapter.start for chapter in timeline.chapters]
    seats = {name: seat for seat, (name, _) in enumerate(script.cast)}
    words: defaultdict[int, deque[Word]] = defaultdict(deque)
    for caption in timeline.captions:
        words[caption.turn].extend(caption.words)
    found: list[list[Exchange]] = [[] for _ in chapters]
    chapter = 0
    for number, turn in enumerate(script.turns):
        start = starts.get(number)
        if start is not None:
            chapter = bisect_right(chapters, start) - 1
        paragraphs = tuple(_paragraph(text, words[number], timeline.rate) for text in turn.paragraphs)
        found[chapter].append(Exchange(turn.speaker, seats[turn.speaker], start, paragraphs))
    return tuple(Section(each, tuple(turns)) for each, turns in zip(timeline.chapters, found, strict=True))


def _paragraph(text: Text, words: deque[Word], rate: int) -> Paragraph:
    """The paragraph with its share of the turn's remaining words, which are removed from the deque.

    The words are the written text without its blanks (`tts.spoken`), so they match exactly.
    """
    whole = written(text)
    units = _units(_showable(whole))
    found: list[tuple[int, int, Word]] = []
    place = 0
    while words and (span := _span(words, whole, place)):
        place = span[1]
        found.append((units[span[0]], units[span[1]], words.popleft()))
    stretches = tuple((_showable(piece.written), piece.stress) for piece in text)
    return Paragraph(stretches, array("q", _times(found, rate)))


def _times(words: Sequence[tuple[int, int, Word]], rate: int) -> Iterator[int]:
    """The words, each with its place in the text, as numbers. Times are rounded from the absolute sample, so that their
    sums are exact; a word lasts until the next one begins."""
    if words:
        yield milliseconds(words[0][2].start, rate)
    before = 0
    for (start, end, word), following in zip_longest(words, words[1:]):
        until = following[2].start if following else word.end
        yield from (start - before, end - start, milliseconds(until, rate) - milliseconds(word.start, rate))
        before = end


def _span(words: deque[Word], whole: str, place: int) -> tuple[int, int] | None:
    """Where in `whole` the first of the words is, if it comes next after `place`; else None."""
    start, end = -1, place
    for part in words[0].text.split():
        while end < len(whole) and whole[end].isspace():
            end += 1
        if not whole.startswith(part, end):
            return None
        start = end if start < 0 else start
        end += len(part)
    goes_on = len(words) > 1 and words[1].glued
    return (start, end) if goes_on or whole[end : end + 1].strip() == "" else None


def _showable(text: str) -> str:
    """The text with a blank for each control character and U+FFFD for each noncharacter, with its length unchanged."""
    return _CONTROLS.sub(" ", _UNWRITABLE.sub("\ufffd", text))


def _units(text: str) -> Sequence[int]:
    """The position of each character in UTF-16 code units, and the total length."""
    places = [0]
    for character in text:
        places.append(places[-1] + (2 if ord(character) > 0xFFFF else 1))
    return places
