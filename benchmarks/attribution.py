"""How sure the builder is of each speaker, against how often it is right.

    python benchmarks/attribution.py SOURCE GOLD.jsonl [SOURCE GOLD.jsonl ...] [--evidence RAW]

GOLD holds one JSON object a turn: `speaker` and `text`. A turn that is `optional`, of `kind` heading, narration or
scene, of `confidence` ambiguous, or without a speaker is not scored. Names are paired greedily, by the words they
share. Prints a Markdown row for each source: words, share right, share in turns marked `?`, share of the wrong words
that are, and the share right in each band of confidence.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from audiorender.model import Draft, written
from audiorender.script.builder import draft
from audiorender.script.reading.source import read_source
from audiorender.script.wordmatch import tokens

BANDS = (0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
_UNSCORED = ("heading", "narration", "scene")


def row(source: Path, gold: Path, raw: Path | None) -> str:
    """One row of the table in docs/attribution.md."""
    words: list[str] = []
    speakers: list[str | None] = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        turn = json.loads(line)
        unscored = turn.get("optional") or turn.get("kind") in _UNSCORED or turn.get("confidence") == "ambiguous"
        found = tokens(turn["text"])
        words += found
        speakers += [None if unscored else turn.get("speaker")] * len(found)
    built = draft(read_source(source), evidence=read_source(raw) if raw else None)
    said: list[str] = []
    turns: list[int] = []
    for number, turn in enumerate(built.script.turns):
        found = [word for paragraph in turn.paragraphs for word in tokens(written(paragraph))]
        said += found
        turns += [number] * len(found)
    matched = [
        (speakers[a + k], turns[b + k])
        for a, b, size in SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks()
        for k in range(size)
        if speakers[a + k] is not None
    ]
    return _row(source.name + (" with evidence" if raw else ""), matched, built)


def _row(name: str, matched: list[tuple[str | None, int]], built: Draft) -> str:
    made = built.script.turns
    paired: dict[str | None, str] = {}
    for (gold, mine), _ in Counter((gold, made[turn].speaker) for gold, turn in matched).most_common():
        if gold not in paired and mine not in paired.values():
            paired[gold] = mine
    right = [(turn, paired.get(gold) == made[turn].speaker) for gold, turn in matched]
    wrong = [turn for turn, ok in right if not ok]
    bands = []
    for low, high in pairwise(BANDS):
        inside = [ok for turn, ok in right if low <= max(BANDS[0], built.guesses[turn].confidence) < high]
        bands.append(f"{sum(inside) / len(inside):.2f} of {len(inside)}" if inside else "")
    marked = sum(made[turn].guessed for turn, _ in right) / len(right)
    caught = f"{sum(made[turn].guessed for turn in wrong) / len(wrong):.0%}" if wrong else ""
    share = 1 - len(wrong) / len(right)
    return f"| {name} | {len(right)} | {share:.3f} | {marked:.0%} | {caught} | {' | '.join(bands)} |"


def main(given: list[str]) -> None:
    """Print a row for each pair of files."""
    raw = None
    if "--evidence" in given:
        at = given.index("--evidence")
        raw = Path(given[at + 1])
        given = given[:at] + given[at + 2 :]
    for source, gold in zip(given[::2], given[1::2], strict=True):
        sys.stdout.write(row(Path(source), Path(gold), raw) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
