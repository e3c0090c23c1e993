"""Captions of meetings: nearly all begin with the display name of a participant, whatever it looks like.

`Ana Ruiz (she/her): Yes.`, `Ana's iPad: Yes.`, `+49 171 2203: Yes.`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audiorender.expressions import expression

_HEAD = expression(r"((?=[^\n:：]*\w)[\w+(@#][^:：?!\n\"“”„]{0,58}?[^\s:：?!]|\w):[ \t]+(?=\S)")
_SHARE = 0.6
"""The share of captions that begin with a name, if a program wrote them like that."""
_RECURRING = 0.8
"""The share of those whose names recur."""
_FEWEST = 6


def head_of(text: str) -> str | None:
    """What precedes the first colon of a caption, if it may be a name."""
    match = _HEAD.match(text)
    return match[1] if match else None


def meeting_names(texts: Sequence[str]) -> frozenset[str]:
    """The names at the start of these captions, if nearly all begin with one of a few names; otherwise none."""
    heads = Counter(filter(None, map(head_of, texts)))
    total = heads.total()
    often = sum(count for count in heads.values() if count > 1)
    if total < max(_FEWEST, _SHARE * len(texts)) or often < _RECURRING * total:
        return frozenset()
    return frozenset(head for head, count in heads.items() if count > 1 or head[0].isupper() or not head[0].isalpha())
