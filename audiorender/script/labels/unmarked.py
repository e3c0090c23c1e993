"""Labels that lack their mark once in a while: `Ana Yes.` and `**Ana** Yes.` where others read `Ana: Yes.`"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from audiorender.script.document import Line
from audiorender.script.labels.label import Label

_AFTER = (
    r"(?P<mark>[^\S\n]?[:;：](?=[^\s\d:/])|[^\S\n]?;[^\S\n]|[^\S\n]+)[^\S\n]*(?P<next>[\"“„«'‘¿¡(]?[^\W_a-z][\w]*|…)"
)
"""What follows the name: a slip for the mark or only a blank, and then a sentence's beginning."""


class Unmarked:
    """Finds the labels of `names` (keys of frequent labels) without their mark; `words` are those of the document."""

    def __init__(self, names: Collection[str], words: Counter[str]) -> None:
        self._words = words
        choice = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"
        self._pattern = re.compile(rf"(?P<name>(?i:{choice})){_AFTER}")

    def match(self, line: Line) -> Label | None:
        """The label that `line` begins with. What could as well be a sentence's own first word is none."""
        found = self._pattern.match(line.text) if line.text[:1].isupper() else None
        if found is None or not (found["next"][0] == "…" or _opens(found["next"])):
            return None
        name, length = found["name"], found.start("next")
        if line.runs[0].bold and line.runs[0].text.strip() == name and len(line.runs) > 1:
            return Label(name, None, length, "bold", "nothing")
        short = name.isupper() and 1 < len(name) <= 3
        if found["mark"].strip() or short or name == "Q":
            return Label(name, None, length, "capitals" if short else "plain", "nothing")
        return Label(name, None, length, "plain", "nothing", doubtful=True) if self._begins(found["next"]) else None

    def _begins(self, word: str) -> bool:
        """Whether `word` has its capital only because a sentence begins with it, so that it is no surname."""
        return word == "I" or self._words[word.lower()] > 0


def _opens(word: str) -> bool:
    """Whether a sentence may begin so: with a capital or a digit, the rest of the word small."""
    bare = word.lstrip("\"“„«'‘¿¡(")
    return bare[:1].isdigit() or (bare[:1].isupper() and not bare[1:].isupper()) or bare == "I"
