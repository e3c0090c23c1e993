"""Compare the text with what was heard: words that are missing, said twice, added, or sound different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audiorender.tts.recognition.words import distance, edits

ALIKE = 0.5
"""The largest distance between words that may be the same word in another spelling."""

_GAP = 1.0
"""The cost of a word without a partner."""

_MERGE = 0.05
"""The extra cost of taking two words for one ("anyone", "any one")."""

_MERGED = 0.12
"""The largest distance, letter by letter, between two words and the one they are taken for."""

_LEAST = 3
"""Shorter words are sometimes missed by recognisers, one at a time, although they are said."""

_BAND = 16
"""How many words the two sides may be out of step."""

Step = tuple[int, int]
"""How many words of each side match: (1, 1), (1, 2), (2, 1); (1, 0) for a missing one, (0, 1) for an added one."""


@dataclass(frozen=True, slots=True)
class Differences:
    """The differences, in the words of the text; those in `changed` are paired with what was heard."""

    missing: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether words are missing, said twice, or added."""
        return bool(self.missing or self.doubled or self.added)

    @property
    def badness(self) -> int:
        """A score for choosing among takes: lower is better."""
        return 3 * (len(self.missing) + len(self.doubled)) + 2 * len(self.added) + len(self.changed)

    def in_words(self) -> str:
        """The differences in words."""
        parts = [
            (f"not heard: {_few(self.missing)}", self.missing),
            (f"heard twice: {_few(self.doubled)}", self.doubled),
            (f"heard, but not in the script: {_few(self.added)}", self.added),
            ("heard differently: " + _few([f"'{said}' as '{heard}'" for said, heard in self.changed]), self.changed),
        ]
        return "; ".join(text for text, words in parts if words)


def compare(expected: Sequence[str], heard: Sequence[str]) -> Differences:
    """The differences between the words of the text and those that were heard, both folded."""
    missing: list[tuple[int, str]] = []
    inserted: list[int] = []
    changed: list[tuple[str, str]] = []
    here = there = 0
    for ours, theirs in _aligned(expected, heard):
        said, got = "".join(expected[here : here + ours]), "".join(heard[there : there + theirs])
        if not theirs:
            missing.append((here, said))
        elif not ours:
            inserted.append(there)
        elif distance(said, got) > ALIKE:
            changed.append((" ".join(expected[here : here + ours]), " ".join(heard[there : there + theirs])))
        here, there = here + ours, there + theirs
    doubled, added = _parted(heard, inserted)
    return Differences(_lost(missing), doubled, added, tuple(changed))


def shared_out(expected: Sequence[Sequence[str]], heard: Sequence[str]) -> list[list[str]]:
    """The words that were heard, for each of several texts that were said one after the other."""
    texts = [number for number, words in enumerate(expected) for _ in words]
    shares: list[list[str]] = [[] for _ in expected]
    here = there = 0
    for ours, theirs in _aligned([word for words in expected for word in words], heard):
        number = texts[min(here if ours else max(here - 1, 0), len(texts) - 1)] if texts else 0
        shares[number] += heard[there : there + theirs]
        here, there = here + ours, there + theirs
    return shares


def _lost(missing: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The missing words, without short single ones."""
    places = {place for place, _ in missing}
    return tuple(
        word for place, word in missing if len(word) >= _LEAST or {place - 1, place + 1} & places or not word.isascii()
    )


def _parted(heard: Sequence[str], inserted: Sequence[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split added words into those that repeat their neighbours, and the others."""
    doubled: list[str] = []
    added: list[str] = []
    for start, end in _runs(inserted):
        run = heard[start:end]
        if _repeats(heard, start, end - start):
            doubled += run
        elif len(run) > 1 or len(run[0]) >= _LEAST:
            added += run
    return tuple(doubled), tuple(added)


def _repeats(heard: Sequence[str], start: int, length: int) -> bool:
    """Whether words of this length occur twice in a row around `start`, whichever of them was matched."""
    return any(
        len(heard[begin : begin + length]) == length
        and heard[begin : begin + length] == heard[begin + length : begin + 2 * length]
        for begin in range(max(start - length, 0), start + 1)
    )


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of consecutive numbers in a sorted list, as (first, one after the last)."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _aligned(expected: Sequence[str], heard: Sequence[str]) -> list[Step]:
    """The cheapest alignment of both, from first to last word."""
    rows, columns = len(expected), len(heard)
    band = _BAND + abs(rows - columns)
    best: dict[tuple[int, int], tuple[float, Step]] = {(0, 0): (0.0, (0, 0))}
    for row in range(rows + 1):
        middle = row * columns // max(rows, 1)
        for column in range(max(middle - band, 0), min(middle + band, columns) + 1):
            if row or column:
                best[row, column] = min(
                    (best[row - ours, column - theirs][0] + cost, (ours, theirs))
                    for (ours, theirs), cost in _steps(expected, heard, row, column)
                    if (row - ours, column - theirs) in best
                )
    steps: list[Step] = []
    row, column = rows, columns
    while row or column:
        ours, theirs = best[row, column][1]
        steps.append((ours, theirs))
        row, column = row - ours, column - theirs
    return steps[::-1]


def _steps(expected: Sequence[str], heard: Sequence[str], row: int, column: int) -> list[tuple[Step, float]]:
    """The steps that may end here, each with its cost."""
    steps: list[tuple[Step, float]] = []
    if row:
        steps.append(((1, 0), _GAP))
    if column:
        steps.append(((0, 1), _GAP))
    if row and column:
        steps.append(((1, 1), distance(expected[row - 1], heard[column - 1])))
    if row > 1 and column:
        steps += _merged((2, 1), expected[row - 2] + expected[row - 1], heard[column - 1])
    if row and column > 1:
        steps += _merged((1, 2), expected[row - 1], heard[column - 2] + heard[column - 1])
    return steps


def _merged(step: Step, said: str, got: str) -> list[tuple[Step, float]]:
    if abs(len(said) - len(got)) > 2:
        return []
    apart = edits(said, got)
    return [(step, _MERGE + apart)] if apart <= _MERGED else []


def _few(words: Sequence[str], most: int = 6) -> str:
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")
