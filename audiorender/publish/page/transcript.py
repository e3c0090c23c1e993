"""The transcript on the page: chapters, turns, paragraphs, and when each word is said.

The text is on the page as it is written. Word times are separate numbers: the position of each word in its paragraph,
and how long it lasts. So the page needs no element per word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.model import Chapter, Script, Text, Timeline, Word, written
from audiorender.timecode import milliseconds

_CONTROLS = expression(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNWRITABLE = expression(r"[\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Said:
    """A word in time: `length` characters from `start` on, said from `begins` to `ends` (samples of the episode).

    Characters are UTF-16 code units of the paragraph's text, as browsers count them.
    """

    start: int
    length: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Stretches of text, each with whether it is stressed, and its words in time (empty if it is not spoken)."""

    stretches: tuple[tuple[str, bool], ...]
    words: tuple[Said, ...]


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
        paragraphs = tuple(_paragraph(text, words[number]) for text in turn.paragraphs)
        found[chapter].append(Exchange(turn.speaker, seats[turn.speaker], start, paragraphs))
    return tuple(Section(each, tuple(turns)) for each, turns in zip(timeline.chapters, found, strict=True))


def word_times(paragraph: Paragraph, rate: int) -> list[int]:
    """The words as numbers: when the first begins, then for each the gap before it, its length and its duration.

    Times are milliseconds, rounded from the absolute sample, so that their sums are exact.
    """
    numbers = [milliseconds(paragraph.words[0].begins, rate)] if paragraph.words else []
    place = 0
    for word, following in zip(paragraph.words, (*paragraph.words[1:], None), strict=True):
        ends = following.begins if following else word.ends
        lasts = milliseconds(ends, rate) - milliseconds(word.begins, rate)
        numbers += [word.start - place, word.length, lasts]
        place = word.start + word.length
    return numbers


def _paragraph(text: Text, words: deque[Word]) -> Paragraph:
    """The paragraph with its share of the turn's remaining words, which are removed from the deque.

    The words are the written text without its blanks (`tts.spoken`), so they match exactly.
    """
    whole = written(text)
    units = _units(_showable(whole))
    found: list[Said] = []
    place = 0
    while words and (span := _span(words, whole, place)):
        word, place = words.popleft(), span[1]
        found.append(Said(units[span[0]], units[span[1]] - units[span[0]], word.start, word.end))
    stretches = tuple((_showable(piece.written), piece.stress) for piece in text)
    return Paragraph(stretches, tuple(found))


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
