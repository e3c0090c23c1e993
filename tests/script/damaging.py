"""Ways to damage an interview as happens in real life: who speaks is the same, but the text says so less clearly."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from audiorender.model import Draft

Labels = list[tuple[int, int, str]]
"""Where each label begins and ends in a text, and whose it is."""
Damage = Callable[[str, Labels, Random], str]


def _without(text: str, labels: Labels) -> str:
    """`text` without these labels, the marks of emphasis around them, and the line if nothing else is on it."""
    for first, last, _ in sorted(labels, reverse=True):
        start, end = first, last
        while start and text[start - 1] in "*_#":
            start -= 1
        while text[end : end + 1] in ("*", "_", "#"):
            end += 1
        line = text.rfind("\n", 0, start) + 1
        rest = text.find("\n", end) if "\n" in text[end:] else len(text)
        alone = not (text[line:start] + text[end:rest]).strip(" #>-*")
        text = text[:line] + text[rest + 1 :] if alone else text[:start] + text[end:].lstrip(" \t")
    return text


def labels_of(made: Draft) -> Labels:
    """Where the labels are in the text that `made` was built from, and whose they are."""
    starts = sorted((span.start, guess.turn) for guess in made.guesses for span in guess.spans)
    turns = made.script.turns
    found: Labels = []
    for piece in made.silent:
        after = next((turn for start, turn in starts if start >= piece.spans[-1].end), None)
        if piece.rule == "label" and after is not None:
            found.append((piece.spans[0].start, piece.spans[-1].end, turns[after].speaker))
    return found


def some_labels_lost(text: str, labels: Labels, random: Random) -> str:
    """A share of the labels, between 15 and 40 in a hundred, is missing."""
    share = random.uniform(0.15, 0.4)
    return _without(text, [label for label in labels if random.random() < share])


def one_speaker_without_labels(text: str, labels: Labels, random: Random) -> str:
    """Somebody's labels are all missing."""
    names = sorted({name for _, _, name in labels})
    lost = random.choice(names) if len(names) > 1 else None
    return _without(text, [label for label in labels if label[2] == lost])


def labels_only_at_first(text: str, labels: Labels, random: Random) -> str:
    """Nothing has a label after the first exchange or two."""
    return _without(text, labels[random.choice([2, 3, 4]) :])


def labels_misspelt(text: str, labels: Labels, random: Random) -> str:
    """Some labels have a letter too many, too few, or two exchanged."""
    for start, end, _ in reversed(labels):
        words = list(re.finditer(r"[^\W\d_]{4,}", text[start:end]))
        if words and random.random() < 0.2:
            match = random.choice(words)
            word, at = match[0], random.randrange(1, len(match[0]) - 1)
            slips = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]]
            slips.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
            text = text[: start + match.start()] + random.choice(slips) + text[start + match.end() :]
    return text


def some_questions_plain(text: str, labels: Labels, random: Random) -> str:
    """Some questions lack the bold or italics of the others."""
    return re.sub(
        r"^(\*\*|_|\*)([^*_\n]{8,}[.?!…])\1$",
        lambda match: match[2] if random.random() < 0.3 else match[0],
        text,
        flags=re.MULTILINE,
    )


def some_questions_without_marks(text: str, labels: Labels, random: Random) -> str:
    """Some questions at the end of a paragraph have lost their question mark."""
    return re.sub(
        r"\?([*_\"”»)]*)(?=[ \t]*(?:\n[ \t]*\n|\Z))",
        lambda match: "." + match[1] if random.random() < 0.3 else match[0],
        text,
    )


def some_answers_run_on(text: str, labels: Labels, random: Random) -> str:
    """Some questions have what follows in their own paragraph."""
    return re.sub(
        r"(\?[*_\"”»)]*)[ \t]*\n[ \t]*\n(?=[^\s>#|\-\[{])",
        lambda match: match[1] + " " if random.random() < 0.25 else match[0],
        text,
    )


def long_paragraphs_split(text: str, labels: Labels, random: Random) -> str:
    """Some long paragraphs are broken after a sentence."""

    def split(match: re.Match[str]) -> str:
        return ".\n\n" if random.random() < 0.15 else match[0]

    return re.sub(r"(?<=[a-z]{3})\. (?=(?:And|Well|But|So|I|We|It|The) [a-z])", split, text)


DAMAGES: dict[str, Damage] = {
    "some labels lost": some_labels_lost,
    "one speaker without labels": one_speaker_without_labels,
    "labels only at first": labels_only_at_first,
    "labels misspelt": labels_misspelt,
    "some questions plain": some_questions_plain,
    "some questions without marks": some_questions_without_marks,
    "some answers run on": some_answers_run_on,
    "long paragraphs split": long_paragraphs_split,
}
