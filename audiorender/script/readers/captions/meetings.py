"""Captions of meetings: nearly every one begins with the name under which somebody has joined, whatever it is.

`Ana Ruiz (she/her): Yes.`, `Ana's iPad: Yes.`, `+49 171 2203: Yes.`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audiorender.expressions import expression

_HEAD = expression(r"((?=[^\n:：]*\w)[\w+(@#][^:：?!\n\"“”„]{0,58}?[^\s:：?!]|\w):[ \t]+(?=\S)")
_SHARE = 0.6
"""The share of captions that begin with a name from which it is the program's habit."""
_AGAIN = 0.8
"""Of those, the share whose names come again."""
_FEWEST = 6


def head_of(text: str) -> str | None:
    """What stands before the first colon of a caption, where that may be a name."""
    match = _HEAD.match(text)
    return match[1] if match else None


def meeting_names(texts: Sequence[str]) -> frozenset[str]:
    """The names that these captions begin with, where nearly all begin with one of a few; else none."""
    heads = Counter(filter(None, map(head_of, texts)))
    total = heads.total()
    often = sum(count for count in heads.values() if count > 1)
    if total < max(_FEWEST, _SHARE * len(texts)) or often < _AGAIN * total:
        return frozenset()
    return frozenset(head for head, count in heads.items() if count > 1 or head[0].isupper() or not head[0].isalpha())
