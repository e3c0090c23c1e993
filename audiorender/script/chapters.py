"""Chapters: one for each section title or question, the very short ones merged; their titles are whole if they can."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from audiorender.expressions import expression
from audiorender.languages.sentences import sentences
from audiorender.script import words
from audiorender.script.controls import without_controls

ONE_LINE = 60
"""Characters: what podcast apps show on one line of a phone. What is whole and fits is preferred."""

TITLE_LENGTH, TITLE_BYTES = 100, 127
"""Characters, and bytes of UTF-8: two lines of a phone, and what the list of chapters in an MP4 holds of a title. A
longer one is cut."""

MOST = 255
"""Chapters that the tags of an MP3 hold (ID3v2 Chapter Frame Addendum: a CTOC counts its entries in a byte)."""

WORDS_A_SECOND = 2.5
"""How fast people are read to, about 150 words a minute: chapters are chosen before anything is spoken."""

_FEWEST_WORDS = 6
"""What is left of a question without its subordinate clause says enough from so many words on."""

_HANGING = expression(
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)(?:n['’]t)?|(?:how|why|when|where|what|who)"
    r"(?:['’]s| (?:is|are|was|were|do|does|did|would|will|could|should|had|has))) (?:that|this|it|they|those|these)\b"
    r"(?! (?:you|i|we|he|she|they)\b)",
    re.IGNORECASE,
)
"""How a question begins that says nothing without the sentence before it. "Is it you who...?" does."""

_TOPIC = expression(
    r"\b(?:about|called|named|as|with|on|of) ((?!(?:it|that|this|them|you|me|us|him|her|course)\b)"
    r"[\w'’-]+(?: (?!(?:and|or|but|that|which|who)\b)[\w'’-]+){0,3})[.!…]+[\"'”’»)\]]*\Z",
    re.IGNORECASE,
)
"""What the sentence before is about, where it says so at its end."""

_CLAUSE = expression(r"\s*[—–―:;]\s*|\s--\s|,\s+|\s+[-–]\s+")


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long chapters are, in seconds. A question that comes before `shortest` is over stays in its chapter; one
    that has gone on for `longest` is divided where the next turn begins.
    """

    shortest: int = 40
    longest: int = 900


DEFAULT = Lengths()


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where a chapter may begin: before turn `turn` (0-based); a `section`'s title is kept as it is."""

    turn: int
    title: str
    section: bool
    line: int


def choose(openings: Sequence[Opening], said: Sequence[str], first: str, limits: Lengths = DEFAULT) -> list[Opening]:
    """The chapters among `openings` (in order), for turns in which this is `said`; one always begins at turn 0.

    `first` titles that one where nothing opens there. What passes the longest is divided, with titles from what is
    said there. In a talk of many hours both limits grow until `MOST` chapters do.
    """
    if not said:
        return []
    before = list(accumulate((len(text.split()) for text in said), initial=0))
    shortest, longest = (round(limit * WORDS_A_SECOND) for limit in (limits.shortest, limits.longest))
    while True:
        chosen = list(_divided(_among(openings, before, first, shortest), said, before, longest))
        if len(chosen) <= MOST:
            return chosen
        shortest = shortest * len(chosen) // MOST + 1
        longest = max(longest, 2 * shortest)


def _divided(
    chapters: Sequence[Opening], said: Sequence[str], before: Sequence[int], longest: int
) -> Iterator[Opening]:
    """The chapters, and further ones inside those of more than `longest` words."""
    for chapter, end in zip(chapters, [*(after.turn for after in chapters[1:]), len(said)], strict=True):
        yield chapter
        begun = chapter.turn
        for turn in range(begun + 1, end):
            if before[turn] - before[begun] >= longest:
                yield Opening(turn, shorten(next(sentences(said[turn]), said[turn])), False, 0)
                begun = turn


def _among(openings: Sequence[Opening], before: Sequence[int], first: str, shortest: int) -> list[Opening]:
    chosen: list[Opening] = []
    for opening in openings:
        if opening.turn >= len(before) - 1:
            continue
        if not chosen:
            if opening.turn:
                chosen.append(Opening(0, first, False, 0))
            else:
                chosen.append(opening)
                continue
        last = chosen[-1]
        spoken = before[opening.turn] - before[last.turn]
        if opening.section and spoken < shortest // 4:
            chosen[-1] = Opening(last.turn, opening.title, True, opening.line) if not last.section else last
        elif opening.section or spoken >= shortest:
            chosen.append(opening)
    if not chosen:
        chosen = [Opening(0, first, False, 0)]
    if len(chosen) > 1 and not chosen[-1].section and before[-1] - before[chosen[-1].turn] < shortest // 2:
        chosen.pop()
    return chosen


def question_title(text: str) -> str | None:
    """A title from the question in `text`, or None where it asks nothing.

    What is whole comes first: a question that fits on one line, else the end of one from a clause that asks by itself,
    else a question on two lines, without its subordinate clause if need be; else it is cut at a word, and an ellipsis
    says so.
    """
    said = list(sentences(text))
    asked = [sentence for sentence in said if words.ASKS.search(sentence)]
    if not asked:
        return None
    fitting = {bare: sentence for sentence in asked if len(bare := _bare(sentence)) <= ONE_LINE and _fits(bare)}
    if telling := [bare for bare in fitting if len(bare.split()) > 2]:
        title = max(telling, key=len)
        return _standing_alone(title, _before(fitting[title], said))
    question = _bare(max(asked, key=len))
    tails = [_bare(question[start:]) for start in (0, *(match.end() for match in _CLAUSE.finditer(question)))]
    opening = [tail for tail in tails if words.OPENS_QUESTION.match(tail)]
    if short := [tail for tail in opening if len(tail) <= ONE_LINE and _fits(tail) and len(tail.split()) > 3]:
        return short[0]
    whole = [title for title in (question, *opening) if _fits(title)]
    return whole[0] if whole else shorten(_without_rest(opening[0] if opening else question))


def _before(sentence: str, said: Sequence[str]) -> str:
    place = said.index(sentence)
    return said[place - 1] if place else ""


def _standing_alone(title: str, before: str) -> str:
    """The title with its subject where it has only a word such as "that" for it: from what was said just before.

    No word is invented: the subject is the end of the sentence before, or all of it where both fit.
    """
    if not before or words.ASKS.search(before) or _HANGING.match(title) is None:
        return title
    if topic := _TOPIC.search(before):
        subject, asks = topic[1].strip(), title[:1].lower() + title[1:]
        named = f"{subject[:1].upper()}{subject[1:]}: {asks}"
        if len(named) <= ONE_LINE and _fits(named):
            return named
    whole = f"{_bare(before)} {title}"
    return whole if _fits(whole) and before[-1] in ".!…" else title


def shorten(title: str) -> str:
    """`title` on one line, cut at a word where it is longer than a title may be, with `…` where something is gone."""
    title = " ".join(without_controls(title).split()) or "…"
    if _fits(title):
        return title
    cut = title[: TITLE_LENGTH - 1]
    while not _fits(f"{cut}…"):
        cut = cut[:-1]
    if " " in cut and title[len(cut)] != " ":
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:—–-([“\"'") + "…"


def _fits(title: str) -> bool:
    return len(title) <= TITLE_LENGTH and len(title.encode("utf-8", "replace")) <= TITLE_BYTES


def _without_rest(question: str) -> str:
    """The question up to the last subordinate clause before which it is whole and fits; itself where there is none."""
    starts = [match.start() for match in words.SUBORDINATES.finditer(question)]
    shorter = (question[:start].rstrip(" ,;:—–-") + "?" for start in reversed(starts))
    return next((title for title in shorter if _fits(title) and len(title.split()) >= _FEWEST_WORDS), question)


def _bare(sentence: str) -> str:
    """Without the words that only lead in, and with a capital."""
    line = " ".join(sentence.split())
    bare = words.LEADS_IN.sub("", line, count=1) if words.LEADS_IN.match(line) else line
    bare = bare.strip(" —–-,") or line
    return bare[:1].upper() + bare[1:]
