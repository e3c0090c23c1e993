"""How many words of a text get the right speaker."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from audiorender.model import Draft, written

_WORD = re.compile(r"[^\W_]+")
_UNSCORED = ("heading", "narration", "scene")

Said = list[tuple[str, str | None]]
"""Words in order, each with its speaker, or None if the speaker does not matter."""


def words_of(speaker: str | None, text: str) -> Said:
    """The words of one turn."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("'", "")
    return [(word, speaker) for word in _WORD.findall(text)]


def said(draft: Draft) -> Said:
    """Every word of a draft with its speaker."""
    return [
        word
        for turn in draft.script.turns
        for text in turn.paragraphs
        for word in words_of(turn.speaker, written(text))
    ]


def gold(path: Path, rewrite: Callable[[str], str] = str) -> Said:
    """Every word of a gold file (one JSON object per turn) with its speaker; `rewrite` was applied to the words."""
    turns = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found: Said = []
    for turn in turns:
        open_ended = turn.get("optional") or turn.get("kind") in _UNSCORED or turn.get("confidence") == "ambiguous"
        found += words_of(None if open_ended else turn.get("speaker"), rewrite(turn["text"]))
    return found


def share_right(expected: Said, built: Said) -> float:
    """The share of expected words that are there with the right speaker; names are paired greedily."""
    return sum(paired(expected, built).values()) / sum(speaker is not None for _, speaker in expected)


def paired(expected: Said, built: Said) -> dict[int, bool]:
    """Whether each built word that is expected of somebody has the right speaker, by its place in `built`."""
    same = [(a + k, b + k) for a, b, size in _same(expected, built) for k in range(size)]
    same = [(here, there) for here, there in same if expected[here][1] is not None]
    pairs = Counter((expected[here][1], built[there][1]) for here, there in same)
    taken: dict[str | None, str | None] = {}
    for (mine, theirs), _ in pairs.most_common():
        if mine not in taken and theirs not in taken.values():
            taken[mine] = theirs
    return {there: taken.get(expected[here][1]) == built[there][1] for here, there in same}


def share_precise(expected: Said, built: Said) -> float:
    """The share of spoken words that are expected, leaving out those whose speaker does not matter."""
    places = [a + k for a, _, size in _same(expected, built) for k in range(size)]
    open_ended = sum(expected[place][1] is None for place in places)
    return (len(places) - open_ended) / max(1, len(built) - open_ended)


def _same(expected: Said, built: Said) -> list[tuple[int, int, int]]:
    """Where both have the same words: position in one, position in the other, and how many."""
    here, there = [word for word, _ in expected], [word for word, _ in built]
    if here == there:
        return [(0, 0, len(here))]
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]
