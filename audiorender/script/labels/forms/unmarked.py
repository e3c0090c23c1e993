"""Labels that lack their punctuation once: `Ana Yes.` and `**Ana** Yes.` among `Ana: Yes.`"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from audiorender.expressions import one_of
from audiorender.script.document import Line
from audiorender.script.labels.label import Label

_AFTER = (
    r"(?P<mark>[^\S\n]?[:;：](?=[^\s\d:/])|[^\S\n]?;[^\S\n]|[^\S\n]+)[^\S\n]*(?P<next>[\"“„«'‘¿¡(]?[^\W_a-z][\w]*|…)"
)
"""What follows the name: a mistyped colon or just a blank, and then the start of a sentence."""


class Unmarked:
    """Finds labels of `names` (the keys of frequent labels) without punctuation; `words` are the document's."""

    def __init__(self, names: Collection[str], words: Counter[str]) -> None:
        self._words = words
        choice = one_of(names)
        self._pattern = re.compile(rf"(?P<name>(?i:{choice})){_AFTER}")

    def match(self, line: Line) -> Label | None:
        """The label at the start of `line`, or None if its words could just as well begin a sentence."""
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
        """Whether `word` has a capital only because it begins a sentence, and so is not a surname."""
        return word == "I" or self._words[word.lower()] > 0


def _opens(word: str) -> bool:
    """Whether a sentence may begin with `word`: a capital or a digit, and the rest in lower case."""
    bare = word.lstrip("\"“„«'‘¿¡(")
    return bare[:1].isdigit() or (bare[:1].isupper() and not bare[1:].isupper()) or bare == "I"
