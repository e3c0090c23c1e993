"""Chapters: one per section title or question, except very short ones, which are merged; with titles for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.script import words
from audiorender.script.reading.controls import without_controls
from audiorender.script.sentences import sentences

ONE_LINE = 60
"""Characters that podcast apps show on one line of a phone. Whole titles that fit are preferred."""

TITLE_LENGTH, TITLE_BYTES = 100, 127
"""The longest title, in characters (two lines on a phone) and in bytes of UTF-8 (an MP4 chapter). Longer ones are
shortened."""

MOST = 255
"""The most chapters that the tags of an MP3 hold (ID3v2 Chapter Frame Addendum: a CTOC counts entries in one byte)."""

WORDS_A_SECOND = 2.5
"""Speaking speed, about 150 words a minute: chapters are chosen before anything is spoken."""

_FEWEST_WORDS = 6
"""A question without its subordinate clause needs at least this many words to make a title."""

_HANGING = expression(
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)(?:n['’]t)?|(?:how|why|when|where|what|who)"
    r"(?:['’]s| (?:is|are|was|were|do|does|did|would|will|could|should|had|has)))"
    r" (?:that|this|it|they|those|these)\b(?! (?:you|i|we|he|she|they)\b)"
    r"|(?:is|was|do|does|did|has|had|will|would|can|could|should)(?:n['’]t)? (?:he|she)\b"
    r"|est-ce (?:vrai|exact|le cas)|(?:ist|war|stimmt) (?:das|es)\b|¿?(?:es|era|fue) (?:eso|verdad|cierto)\b|è vero\b",
    re.IGNORECASE,
)
"""Beginnings of questions that mean nothing without the sentence before. "Is it you who...?" is not one."""

_TOPIC = expression(
    r"\b(?:about|called|named|as|with|on|of|parlons (?:du|de la|des|de)|hablemos (?:del|de la|de)) "
    r"((?!(?:it|that|this|them|you|me|us|him|her|course)\b)"
    r"[\w'’-]+(?: (?!(?:and|or|but|that|which|who)\b)[\w'’-]+){0,3})[.!…]+"
    rf"[{CLOSE_QUOTES})\]]*\Z",
    re.IGNORECASE,
)
"""The topic of the sentence before, if that ends with it."""

_CLAUSE = expression(r"\s*[—–―:;]\s*|\s--\s|,\s+|\s+[-–]\s+")


@dataclass(frozen=True, slots=True)
class Lengths:
    """The lengths of chapters, in seconds.

    A question asked before `shortest` is over stays in the same chapter. A chapter longer than `longest` is split at
    the next turn.
    """

    shortest: int = 40
    longest: int = 900


DEFAULT = Lengths()


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a chapter may begin: before turn `turn` (0-based). The title of a `section` is kept as it is."""

    turn: int
    title: str
    section: bool
    line: int


def choose(openings: Sequence[Opening], said: Sequence[str], first: str, limits: Lengths = DEFAULT) -> list[Opening]:
    """The chapters among `openings` (in order), for turns with the text `said`. One always begins at turn 0.

    If nothing opens there, its title is `first`. Chapters over the longest length are split, with titles taken from the
    text. In conversations of many hours both limits grow until at most `MOST` chapters remain.
    """
    if not said:
        return []
    before = list(accumulate((len(text.split()) for text in said), initial=0))
    shortest, longest = (round(limit * WORDS_A_SECOND) for limit in (limits.shortest, limits.longest))
    while True:
        chosen = list(_divided(_chosen(openings, before, first, shortest), said, before, longest))
        if len(chosen) <= MOST:
            return chosen
        shortest = shortest * len(chosen) // MOST + 1
        longest = max(longest, 2 * shortest)


def _divided(
    chapters: Sequence[Opening], said: Sequence[str], before: Sequence[int], longest: int
) -> Iterator[Opening]:
    """The chapters, plus new ones inside those of more than `longest` words."""
    for chapter, end in zip(chapters, [*(after.turn for after in chapters[1:]), len(said)], strict=True):
        yield chapter
        begun = chapter.turn
        for turn in range(begun + 1, end):
            if before[turn] - before[begun] >= longest:
                yield Opening(turn, shorten(next(sentences(said[turn]), said[turn])), False, 0)
                begun = turn


def _chosen(openings: Sequence[Opening], before: Sequence[int], first: str, shortest: int) -> list[Opening]:
    """The openings that begin a chapter, merging those that are too short; the first begins at turn 0."""
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
    """A title from the question in `text`, or None if it does not ask anything, or no more than "And then?".

    Whole questions come first: one that fits on one line; then the end of one, from a clause that is a question by
    itself; then one on two lines, if need be without its subordinate clause. Anything else is cut at a word, with an
    ellipsis.
    """
    said = list(sentences(text))
    asked = [sentence for sentence in said if words.ASKS.search(sentence) and any(map(str.isalnum, _bare(sentence)))]
    if not asked:
        return None
    fitting = {bare: sentence for sentence in asked if len(bare := _bare(sentence)) <= ONE_LINE and _fits(bare)}
    if long_enough := [bare for bare in fitting if len(bare.split()) > 2]:
        title = max(long_enough, key=len)
        return _standing_alone(title, _before(fitting[title], said))
    longest = max(asked, key=len)
    question = _bare(longest)
    if question in fitting:
        return _standing_alone(question, _before(longest, said))
    tails = [_bare(question[start:]) for start in (0, *(match.end() for match in _CLAUSE.finditer(question)))]
    opening = [tail for tail in tails if words.OPENS_QUESTION.match(tail)]
    if short := [tail for tail in opening if len(tail) <= ONE_LINE and _fits(tail) and len(tail.split()) > 3]:
        return short[0]
    whole = [title for title in (question, *opening) if _fits(title)]
    return whole[0] if whole else shorten(_without_clause(opening[0] if opening else question))


def _before(sentence: str, said: Sequence[str]) -> Sequence[str]:
    """The two sentences before this one, the nearest first, as far as they ask nothing."""
    place = said.index(sentence)
    return list(takewhile(lambda other: not words.ASKS.search(other), reversed(said[max(0, place - 2) : place])))


def _standing_alone(title: str, told: Sequence[str]) -> str:
    """The title with its subject, if it has only a word like "that" for it, taken from the sentences before.

    No words are invented: the subject is the end of one of them, or all of the nearest if both fit.
    """
    if not told or _HANGING.match(title) is None:
        return title
    before = told[0]
    if topic := next((found for sentence in told if (found := _TOPIC.search(sentence))), None):
        subject, asks = topic[1].strip(), title[:1].lower() + title[1:]
        named = f"{subject[:1].upper()}{subject[1:]}: {asks}"
        if len(named) <= ONE_LINE and _fits(named):
            return named
    whole = f"{_bare(before)} {title}"
    return whole if _fits(whole) and before[-1] in ".!…" else title


def shorten(title: str) -> str:
    """`title` on one line. If it is too long it is cut at a word, with `…` in place of the rest."""
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


def _without_clause(question: str) -> str:
    """The question up to the last subordinate clause that can be dropped so that it fits; otherwise all of it."""
    starts = [match.start() for match in words.SUBORDINATES.finditer(question)]
    shorter = (question[:start].rstrip(" ,;:—–-") + "?" for start in reversed(starts))
    return next((title for title in shorter if _fits(title) and len(title.split()) >= _FEWEST_WORDS), question)


def _bare(sentence: str) -> str:
    """The sentence without leading words such as "So,", and with a capital."""
    line = " ".join(sentence.split())
    bare = words.LEADS_IN.sub("", line, count=1) if words.LEADS_IN.match(line) else line
    bare = bare.strip(" —–-,") or line
    return bare[:1].upper() + bare[1:]
