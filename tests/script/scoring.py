"""How much of a text is given to the right speaker, word by word."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from audiorender.model import Draft, written

_WORD = re.compile(r"\w+")

Said = list[tuple[str, str]]
"""Words in order, each with its speaker."""


def words_of(speaker: str, text: str) -> Said:
    """The words of one turn."""
    text = text.replace("’", "'").replace("'", "").replace("_", " ")
    return [(word.casefold(), speaker) for word in _WORD.findall(text)]


def said(draft: Draft) -> Said:
    """Every word of a draft with its speaker."""
    return [
        word
        for turn in draft.script.turns
        for text in turn.paragraphs
        for word in words_of(turn.speaker, written(text))
    ]


def gold(path: Path) -> Said:
    """Every spoken word of a gold file (one JSON object a turn) with its speaker."""
    turns = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [word for turn in turns if turn.get("speaker") for word in words_of(turn["speaker"], turn["text"])]


def share_right(expected: Said, built: Said) -> float:
    """The share of words given to the right speaker, under the best pairing of names found greedily.

    Both hold the same number of words in the same order: names may have been exchanged, so words are not compared.
    """
    assert len(expected) == len(built), (len(expected), len(built))
    pairs = Counter((mine, theirs) for (_, mine), (_, theirs) in zip(expected, built, strict=True))
    taken: dict[str, str] = {}
    for (mine, theirs), _ in pairs.most_common():
        if mine not in taken and theirs not in taken.values():
            taken[mine] = theirs
    return sum(count for (mine, theirs), count in pairs.items() if taken.get(mine) == theirs) / len(expected)
