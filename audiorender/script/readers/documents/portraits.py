"""Portraits above what somebody says, whose descriptions name the speaker: `![Ana](ana.png)`, then a paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audiorender.script.document import Block
from audiorender.script.labels.names import looks_like_a_name

_FEWEST, _SHARE = 4, 0.8
"""How many pictures in paragraphs of their own must show somebody, and how many of all such pictures."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a paragraph of its own, with the number of blocks before it, and of the block quotes it is in."""

    before: int
    description: str
    quote: int


def named_by_portraits(blocks: Sequence[Block], pictures: Sequence[Picture]) -> list[Block]:
    """The blocks, with speakers if the same few names recur as descriptions of pictures right above what is said.

    A portrait is of the speaker up to the next one, a heading, a rule, or the end of the block quote it is in.
    """
    named = list(blocks)
    counts = Counter(picture.description for picture in pictures)
    people = {name for name, count in counts.items() if count > 1 and name[:1].isupper() and looks_like_a_name(name)}
    shown = [picture for picture in pictures if picture.description in people]
    if len(people) < 2 or len(shown) < max(_FEWEST, _SHARE * len(pictures)):
        return named
    for picture, after in pairwise([*pictures, Picture(len(blocks), "", 0)]):
        for place in range(picture.before, after.before):
            block = blocks[place]
            over = (
                block.quote < picture.quote or block.kind == "heading" or (block.after_rule and place > picture.before)
            )
            if over or picture.description not in people:
                break
            named[place] = replace(block, speaker=block.speaker or picture.description)
    return named
