"""How long it is silent between two turns, and how much one may begin before the other has ended.

What the values rest on:

- In conversation the next speaker begins about 200 ms after the last one has ended, and often a little before
  (Levinson and Torreira 2015, "Timing in turn-taking and its implications for processing models of
  language", Frontiers in Psychology 6:731). Languages lie within 250 ms of each other (Stivers et al. 2009, "Universals
  and cultural variation in turn-taking in conversation", PNAS 106:10587). A listener who sees nobody needs a little
  more, to hear that the voice changes.
- How long a gap lasts follows from what is asked, and from how much there is to plan (Roberts, Torreira and Levinson
  2015, "The effects of processing and sequence organization on the timing of turn taking", Frontiers in Psychology
  6:509): a long answer is thought of for longer, and not every question takes half a second.
- Pauses are longer between long phrases than between short ones (Zvonik and Cummins 2003, "The effect of surrounding
  phrase lengths on pause duration", Eurospeech; Krivokapić 2007, "Prosodic planning", Journal of Phonetics 35:162), and
  their lengths spread as ratios, not as differences (Campione and Véronis 2002, "A large-scale multilingual study of
  silent pause duration", Speech Prosody: 200 to 1000 ms are the usual pauses of read speech).

So every gap is a typical value times a factor that follows from the words around it. No random number is drawn: the
same words always have the same gap, and an edit moves the gaps beside it only.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import Enum
from types import MappingProxyType

from audiorender.mixer.captions.sense import CLOSERS, COMMAS, STOPS, ends_sentence
from audiorender.model import RATE, Line, Word, joined
from audiorender.unspaced import room


@dataclass(frozen=True, slots=True)
class Style:
    """Typical silences in milliseconds, around which the words vary them. A paragraph's sound starts on an MP3 frame,
    so what is planned between two of them is up to 12 ms longer or shorter."""

    lead_in: int = 0
    """Before the first clip; 0 keeps its sound within a frame of the first chapter's mark."""

    same_speaker: int = 520
    """Between the paragraphs of one speaker: a breath, not a change."""

    next_speaker: int = 310
    """When another speaker takes over."""

    after_question: int = 400
    """Before an answer of one sentence; a longer one takes more thought, a single word less."""

    interjection: int = 90
    """Before a clip of at most `brief`, as quickly as in conversation; after it, twice that."""

    brief: int = 900
    """How long an interjection ("Right.", "Oh, really?") may last."""

    cut_off: int = 30
    """After a turn that ends with a dash: the other speaker cuts in."""

    overlap: int = 120
    """How much of an interjection may overlap the end of the word before it; 0 for none."""

    comma: int = 190
    """Inside a paragraph, at a comma; a colon, a semicolon and a dash take a third more."""

    sentence: int = 410
    """Inside a paragraph, between two sentences."""

    before_chapter: int = 1200
    """Minimum before a chapter, which waits for the next whole second."""

    unspoken: int = 400
    """In place of a paragraph in which nothing can be spoken."""

    tail: int = 1000
    """After the last clip, so that no player cuts it off."""

    spread: int = 28
    """How far silences vary, in percent (standard deviation over mean); 0 makes each its typical value."""

    def scaled(self, factor: float) -> Style:
        """The same style with all silences inside the conversation times `factor`."""
        kept = {"lead_in", "brief", "overlap", "tail", "spread"}
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return Style(**{name: value if name in kept else round(value * factor) for name, value in values.items()})


NATURAL = Style()

STYLES = MappingProxyType({"natural": NATURAL, "relaxed": NATURAL.scaled(1.25), "brisk": NATURAL.scaled(0.75)})
"""By name, for the settings."""


class Ending(Enum):
    """How the last words before a silence end."""

    QUESTION = "question"
    STOP = "stop"
    COMMA = "comma"
    CUT_OFF = "cut off"
    TRAILING = "trailing"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Side:
    """What turn-taking needs to know about a clip: its speaker, its words, and whether it is brief."""

    speaker: str
    words: tuple[Word, ...] = ()
    brief: bool = False

    @property
    def ending(self) -> Ending:
        """How its words end."""
        return ending(joined(self.words[-2:]))


@dataclass(frozen=True, slots=True)
class Gap:
    """Milliseconds between two clips: below 0, the second begins before the first has ended."""

    milliseconds: float
    kind: str


_DASHES = ("—", "–", "―", "--", "‒", " -")
_LONGER = 4 / 3  # a colon, a semicolon or a dash, relative to a comma
_TRAILS = 1.5  # after words that trail off, relative to a full stop
_PLANNED = 60.0  # characters of an answer that takes the typical time to think of
_PHRASE = 34.0  # characters of a typical phrase
ALIKE = RATE * 2 // 1000
"""Silences whose lengths differ by fewer samples than this sound the same."""

_FURTHEST = 1.3  # how far, as a natural logarithm, phrase lengths may be from typical and still count
_BY_LENGTH, _BY_WORDS = 1.25, 1.3  # so that ordinary text varies by the requested spread
_NEAREST, _FARTHEST = 0.45, 2.2  # limits of a silence, relative to its typical value


def gap(before: Side, after: Side, style: Style, *, chapter: bool = False) -> Gap:
    """The silence between two clips; `chapter` if the second begins a chapter."""
    if chapter:
        return Gap(style.before_chapter, "chapter")
    kind, typical = _typical(before, after, style)
    last, first = _last_phrase(before.words), _first_phrase(after.words)
    length = varied(typical, last, first, style.spread)
    if kind == "interjection" and style.overlap:
        length = max(length - _eagerness(last, first, typical), -_most_overlap(before, style))
    return Gap(length, kind)


def _typical(before: Side, after: Side, style: Style) -> tuple[str, float]:
    """The kind of a gap, and its typical length."""
    how = before.ending
    if before.speaker == after.speaker:
        return "same speaker", style.same_speaker
    if how is Ending.CUT_OFF:
        return "cut off", style.cut_off
    if how is Ending.QUESTION:
        return "question", style.after_question * _thought(after.words)
    if after.brief:
        return "interjection", style.interjection
    if before.brief:
        return "after interjection", 2 * style.interjection
    return "next speaker", style.next_speaker * (_TRAILS if how is Ending.TRAILING else 1.0)


def _thought(answer: Sequence[Word]) -> float:
    """How much longer than typical it takes to think of an answer, by its length: 0.6 for a word, 1.4 for many."""
    length = max(1.0, room(joined(answer)))
    return min(max(math.pow(length / _PLANNED, 0.2), 0.6), 1.4)


def _eagerness(last: Sequence[Word], first: Sequence[Word], typical: float) -> float:
    """Milliseconds by which an interjection comes early: for a third of them, enough to overlap."""
    return typical * max(0.0, 0.5 + _drawn(last, first, "eager"))


def _most_overlap(before: Side, style: Style) -> float:
    """Milliseconds of the last word that may be overlapped: its last syllable, never its middle."""
    if not before.words or before.ending is not Ending.STOP:
        return 0.0
    word = before.words[-1]
    length = (word.end - word.start) * 1000 / RATE
    return min(style.overlap, length / max(3, _syllables(word.text)))


def _syllables(word: str) -> int:
    """The number of vowel groups; 0 in scripts other than Latin, about which nothing is known."""
    return len(re.findall(r"[aeiouy]+", unicodedata.normalize("NFD", word.lower())))


def varied(typical: float, before: Sequence[Word], after: Sequence[Word], spread: float) -> float:
    """`typical` times a factor that depends on the phrases around a silence; `spread` in percent.

    Half of the spread comes from the lengths of the two phrases, the other half from a hash of their words.
    """
    if not spread:
        return typical
    lengths = [math.log(max(1.0, room(joined(phrase))) / _PHRASE) for phrase in (before, after)]
    long = min(max(sum(lengths) / 2, -_FURTHEST), _FURTHEST)
    factor = math.exp(spread / 100 * (_BY_LENGTH * long + _BY_WORDS * _drawn(before, after, "length")))
    return typical * min(max(factor, _NEAREST), _FARTHEST)


def _drawn(before: Sequence[Word], after: Sequence[Word], what: str) -> float:
    """A pseudo-random number from -1 to 1, derived from the words around a silence: no two phrases share theirs."""
    text = f"{what}\n{joined(before[-4:])}\n{joined(after[:4])}"
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) / 0xFFFFFFFF * 2 - 1


def _last_phrase(words: tuple[Word, ...]) -> tuple[Word, ...]:
    first = next((at + 1 for at in reversed(range(len(words) - 1)) if pausing(words, at)), 0)
    return words[first:]


def _first_phrase(words: tuple[Word, ...]) -> tuple[Word, ...]:
    last = next((at for at in range(len(words)) if pausing(words, at)), len(words))
    return words[: last + 1]


def pausing(words: Sequence[Word], index: int) -> Ending | None:
    """How the words up to `index` end, if a speaker pauses after them; None if they run on."""
    how = ending(words[index].text)
    if how in (Ending.STOP, Ending.QUESTION, Ending.TRAILING):
        return how if ends_sentence(words, index) or how is Ending.TRAILING else None
    return None if how is Ending.OPEN else how


def inside(how: Ending, text: str, style: Style) -> float:
    """The typical silence inside a paragraph after words that end like this."""
    if how in (Ending.STOP, Ending.QUESTION, Ending.TRAILING):
        return style.sentence
    return style.comma if text.rstrip(CLOSERS).endswith((",", "，", "、", "،")) else style.comma * _LONGER


def ending(text: str) -> Ending:
    """How `text` ends, apart from closing quotation marks and brackets."""
    if text[-1:].isalnum():
        return Ending.OPEN
    bare = text.rstrip().rstrip(CLOSERS)
    if asks(text):
        return Ending.QUESTION
    if bare.endswith(("…", "...")):
        return Ending.TRAILING
    if bare.endswith(_DASHES):
        return Ending.CUT_OFF
    if bare.endswith(STOPS):
        return Ending.STOP
    return Ending.COMMA if bare.endswith(COMMAS) else Ending.OPEN


def asks(text: str) -> bool:
    """Whether `text` ends with a question, apart from closing quotation marks and brackets."""
    return text.rstrip(CLOSERS + " ").endswith(("?", "？", "?!", "‽", "؟"))


def side(line: Line, frames: int, style: Style) -> Side:
    """What turn-taking needs to know about a line whose clip has `frames` samples."""
    return Side(line.speaker, line.words, frames * 1000 <= style.brief * RATE)
