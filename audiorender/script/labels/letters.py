"""Labels of one letter: `Q.` and `A.`, in any language, and `Q:` alone beside names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audiorender.script.labels.label import Ending, Kind
from audiorender.script.labels.seen import Seen
from audiorender.script.words import LETTER_PAIRS, QUESTION_OR_ANSWER

_QUESTIONER = "Interviewer"
"""The name for `Q.` if everyone else has a name, as at a press conference."""
LEAST_QUESTIONS = 3
"""`Q` without punctuation is a label if it precedes a question at least this often."""


def letters(seen: Seen) -> Iterable[tuple[Ending, str]]:
    """Letters for question and answer in some language, if both occur, and both repeatedly."""
    for ending, labels in seen.labels.items():
        for pair in LETTER_PAIRS:
            if all(key in labels for key in pair) and min(len(labels[key]) for key in pair) >= 2:
                yield from ((ending, key) for key in pair)
                break


def _is_pair(pair: tuple[str, str], accepted: Iterable[Kind]) -> bool:
    return pair != ("q", "r") and set(pair) <= {key for key, _ in accepted}


def other_letters(seen: Seen, accepted: Iterable[Kind]) -> Iterator[Kind]:
    """`Q.` and `A.` beside `Q:` and `A:`, and `Question.` and `Answer.` before the first `Q.` and `A.`."""
    known = {key for key, _ in accepted}
    for pair in (*LETTER_PAIRS, ("q", "a")):
        if not known.issuperset(pair):
            continue
        for ending in ("colon", "stop", "spaced dash"):
            labels = seen.labels[ending]
            if all(labels[key] for key in pair):
                yield from ((key, ending) for key in pair)
        for key, ending in list(accepted):
            if key in pair:
                yield from (
                    (long, ending) for long in seen.labels[ending] if long in QUESTION_OR_ANSWER and long[0] == key
                )


def lone_questions(seen: Seen, accepted: Iterable[Kind]) -> set[Kind]:
    """`Q.` or `Q:` that repeatedly opens blocks, in a conversation whose answers have names, or no labels at all."""
    named = {key for key, _ in accepted} - {"q"}
    if any(len(key) == 1 for key in named):
        return set()
    endings: tuple[Ending, Ending] = ("stop", "colon")
    if not named:
        often = sum(seen.opens["q", each] for each in endings) >= LEAST_QUESTIONS
        return {("q", each) for each in endings if often and seen.labels[each]["q"]}
    return {("q", ending) for ending in endings if seen.opens["q", ending] >= LEAST_QUESTIONS}


def names_from_letters(accepted: Iterable[Kind], lone: Iterable[Kind]) -> dict[str, str]:
    """What labels of one letter, and words such as `Question`, stand for: "Q", "A", or whoever asks (`lone`)."""
    names = {key: "QA"[place] for pair in LETTER_PAIRS for place, key in enumerate(pair) if _is_pair(pair, accepted)}
    alone = {key for key, _ in accepted} <= {key for key, _ in lone}
    names |= {key: "Q" if alone else _QUESTIONER for key, _ in lone}
    return names | {key: names[key[0]] for key, _ in accepted if key in QUESTION_OR_ANSWER and key[0] in names}
