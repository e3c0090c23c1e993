"""Labels in a form that no other rule knows: most paragraphs begin with one of a few names, set off alike.

`{Ana} Yes.`, `Ana = Yes.`, `ANA BELL Yes.`, `*Ana* Yes.`
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiorender.expressions import expression, one_of
from audiorender.script.document import Block
from audiorender.script.labels.label import Label
from audiorender.script.labels.names import looks_like_a_name, words_of
from audiorender.script.words import NOT_PEOPLE

_WORD = r"[^\W\d_][\w'’.-]*(?<![.'’-])"
_SET_OFF = expression(
    rf"(?P<lead>[^\w\s]{{0,6}}[ \t]?)(?P<name>{_WORD}(?: {_WORD}){{0,3}})"
    r"(?P<mark>[ \t]?(?:[^\w\s,.?!…'’\"”«“(\[/-][\ufe0f\u200d]?){1,4}[ \t]*)(?=\S)"
)
_CAPITALS = expression(rf"(?:{_WORD} ?){{1,4}}")
_BEGINS = expression(r"[ \t]+[\"“„«'‘¿¡(\[]?(?:[^\W\d_a-zß-ÿ]|\d)")
"""What follows a name without a mark: a capital or a digit, as a sentence begins."""
_MOST_WORDS = 3
_FEWEST, _SHARE = 6, 0.5
"""How many paragraphs, and what share of all, must begin with a name."""
_PEOPLE = 2
_SAMPLE = 200
"""So many paragraphs show whether it is worth looking at all of them."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """Finds the labels of most paragraphs or lines. `pattern` matches them, with the `name` in each."""

    pattern: re.Pattern[str]

    def match(self, text: str) -> Label | None:
        """The label at the start of a line."""
        found = self.pattern.match(text)
        return Label(found["name"], None, found.end(), "plain", "nothing") if found else None

    def labels(self, blocks: Sequence[Block]) -> list[Label]:
        """One label for each name."""
        found = (self.match(line.text) for block in blocks for line in block.lines)
        return list({label.key: label for label in found if label}.values())


def recurring_labels(blocks: Sequence[Block]) -> Recurring | None:
    """What finds the labels in a form of the document's own; None if paragraphs and lines have none in common."""
    lines = [[line.text for line in block.lines] for block in blocks if block.kind != "heading"]
    firsts = [each[0] for each in lines]
    every = [text for each in lines for text in each]
    pattern = next((_labels(texts) for texts in (firsts, every) if _labels(texts[:_SAMPLE])), None)
    return Recurring(pattern) if pattern else None


def _labels(texts: Sequence[str]) -> re.Pattern[str] | None:
    forms: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for match in filter(None, map(_SET_OFF.match, texts)):
        if looks_like_a_name(match["name"]) and NOT_PEOPLE.isdisjoint(words_of(match["name"])):
            forms[match["lead"].strip(), match["mark"].strip()].append(match["name"])
    (lead, mark), names = max(forms.items(), key=lambda pair: len(pair[1]), default=(("", ""), []))
    if often := _often(names, len(texts)):
        return re.compile(rf"{re.escape(lead)}[ \t]*(?P<name>{one_of(often)})[ \t]*{re.escape(mark)}[ \t]*(?=\S)")
    openings = [list(_openings(text)) for text in texts]
    counts = Counter(name for each in openings for name in each)
    longest = (next((name for name in each if counts[name] > 1), None) for each in openings)
    often = _often([name for name in longest if name], len(texts))
    return re.compile(rf"(?P<name>{one_of(often)})(?={_BEGINS.pattern})[ \t]+") if often else None


def _often(names: Sequence[str], paragraphs: int) -> list[str]:
    """The names, if there are few of them and they begin nearly all `paragraphs`."""
    counts = Counter(names)
    usual = len(names) >= max(_FEWEST, _SHARE * paragraphs) and 2 * len(counts) <= len(names)
    return list(counts) if usual and sum(count > 1 for count in counts.values()) >= _PEOPLE else []


def _openings(text: str) -> Iterator[str]:
    """The runs of capitalized words with which `text` may begin before its first sentence, the longest first."""
    match = _CAPITALS.match(text)
    parts = match[0].split() if match else []
    for size in range(min(_MOST_WORDS, len(parts)), 0, -1):
        name = " ".join(parts[:size])
        named = all(part[:1].isupper() for part in parts[:size]) and looks_like_a_name(name)
        if named and text.startswith(name) and _BEGINS.match(text, len(name)):
            yield name
