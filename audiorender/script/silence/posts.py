"""What social networks print with each post: the author's address, mentions, a counter, the date and the app.

Ana Bell 🌫️
@ana@boats.example

@bo Twelve, and I counted them. 1/2

3 May 2026, 19:04 · Web
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block, Line
from audiorender.script.silence.chatprogram import reacts, says

_ADDRESS = r"@[\w.-]{2,40}(?:@[\w-]+(?:\.[\w-]+)+)?"
_ALONE = expression(rf"\(?{_ADDRESS}\)?\Z")
_AFTER_NAME = expression(rf"(?P<name>[^@\n]{{2,60}}?)[ \t]+(?P<address>\(?{_ADDRESS}\)?)(?:[ \t]*[·•|,].{{0,40}})?\Z")
_SIGNS = expression(r"[^\w'’.)]+\Z")
"""Emoji and other signs after a name."""
_MENTIONS = expression(rf"(?:{_ADDRESS}[ \t]+)+(?=\S)")
_COUNTER = expression(r"[ \t]+(?:🧵[ \t]*)?\d{1,2}/(?:\d{1,2})?(?:[ \t]*🧵)?\Z")
_DATED = expression(r"(?=.*\b\d{4}\b)(?=.*\b\d{1,2}[:.h]\d{2}\b)[^.?!]*\Z")
_WARNING = expression(r"(?:⚠️?|cw\b|tw\b|content warning\b)[ \t]*\S[^.?!]{0,80}\Z", re.IGNORECASE)
"""Where a network hides the text of a post behind a warning."""
_TAGS = expression(r"(?:#\w+[ \t]*)+\Z")
_FEWEST = 2
"""The fewest addresses of authors, and the fewest counters."""
_MOST_WORDS = 5

Cuts = list[tuple[int, int, str]]
"""Characters `start` to `end` of a line, and the rule that silences them; in order, without overlaps."""


@dataclass(frozen=True, slots=True)
class Posts:
    """What is silent in each line, and the authors' names by the lines with their addresses, which are labels."""

    cuts: Mapping[int, Cuts]
    authors: Mapping[int, str]


def posts(blocks: Sequence[Block]) -> Posts:
    """The posts in `blocks`; only reactions to them without two addresses of authors."""
    cuts: defaultdict[int, Cuts] = defaultdict(list)
    authors: dict[int, str] = {}
    for line, end, name, address in _heads(blocks):
        authors[address.number] = name
        cuts[line.number].append((0, end, "label"))
    if len(authors) < _FEWEST:
        lines = [line for block in blocks for line in block.lines]
        return Posts({line.number: [(0, len(line.text), "page-part")] for line in lines if reacts(line.text)}, {})
    lines = [line for block in blocks for line in block.lines if line.number > min(authors)]
    counted = [line for line in lines if _COUNTER.search(line.text)]
    below = True
    for line in lines:
        if line.number in authors or line.number in cuts:
            below = True
        elif any(pattern.match(line.text) for pattern in (_DATED, _TAGS, _WARNING)) or says(line.text):
            cuts[line.number].append((0, len(line.text), "page-part"))
        else:
            mention = _MENTIONS.match(line.text) if below else None
            cuts[line.number] += [(0, mention.end(), "mention")] if mention else []
            below = False
    for line in counted if len(counted) >= _FEWEST else ():
        if (number := _COUNTER.search(line.text)) and cuts[line.number][-1:] != [(0, len(line.text), "page-part")]:
            cuts[line.number].append((*number.span(), "page-part"))
    return Posts(cuts, authors)


def _heads(blocks: Sequence[Block]) -> Iterator[tuple[Line, int, str, Line]]:
    """For each author: the line with the name, where the name ends, the name, and the line with the address."""
    above: Line | None = None
    for block in blocks:
        for line in block.lines:
            if (match := _AFTER_NAME.match(line.text)) and (name := _name(match["name"])):
                yield line, match.start("address"), name, line
            elif above is not None and _ALONE.match(line.text) and (name := _name(above.text)):
                yield above, len(above.text), name, line
            above = line


def _name(text: str) -> str | None:
    """The name above or before an address, without signs after it, or None if it is a sentence."""
    name = _SIGNS.sub("", text)
    short = len(name.split()) <= _MOST_WORDS and words.ENDS.search(text.rstrip()) is None
    return name if short and any(map(str.isalpha, name)) else None
