"""Minutes taken in a chat: one person types what the others say, as the bots of the W3C (scribe.perl) expect it.

ana: we have two boats
... and a third one to build
topic: Oars
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from audiorender.expressions import expression
from audiorender.script.document import Block, Document, Marked, silence
from audiorender.script.labels.names import words_of
from audiorender.script.words import NOT_PEOPLE

_BEGINS = expression(
    r"(?P<topic>(?:sub)?topic:[ \t]*(?=\S))"
    r"|(?P<command>(?:scribe(?:nick)?|chair|meeting|agenda|date|regrets|present|previous meeting)[+-]?[ \t]*[:=].*"
    r"|(?:present|regrets|agenda|q)[+-].*|(?:zakim|rrsagent|trackbot)[,:]? .*)"
    r"|(?P<aside>\[[^\[\]]*\]\Z)|(?P<more>(?:\.{3}|…)[ \t]*(?=\S))"
    r"|(?P<name>[^\W_][\w\[\]\\^{}|`.-]{0,30}(?: [^\W\d_][\w.-]{1,20}){0,2}):(?:[ \t]+|\Z)",
    re.IGNORECASE,
)
"""How a scribe's line begins."""
_SILENT = {"command": "page-part", "aside": "stage-direction"}
_FEWEST = 3
"""The fewest names, and the fewest lines that go on, among what a scribe types."""
_SHARE = 0.7
"""The least share of what a scribe types that is in these forms."""


def as_scribed(document: Document) -> Document:
    """The document with what a scribe types given to those who said it; as it is, if nobody in it takes minutes."""
    scribes = _scribes(document.blocks)
    blocks: list[Block] = []
    marks: list[Marked] = []
    said_by: str | None = None
    known = {_nick(block.speaker): block.speaker for block in document.blocks if block.speaker}
    for block in document.blocks:
        if block.kind == "heading" or block.speaker not in scribes:
            blocks.append(block)
            continue
        for line in block.lines:
            match = _begins(line.text)
            form = match.lastgroup if match else "own words"
            if match is None or form == "name":
                said_by = known.setdefault(_nick(match["name"]), match["name"]) if match else block.speaker
            length = match.end() if match else 0
            marks += silence(line.cut(0, length).stripped().runs, _SILENT.get(form or "", "label"))
            rest = line.cut(length).stripped()
            if rest.runs and form == "topic":
                blocks.append(Block("heading", (rest,), level=2))
            elif rest.runs:
                blocks.append(replace(block, lines=(rest,), speaker=said_by or block.speaker))
    return replace(document, blocks=tuple(blocks), marks=(*document.marks, *marks)) if scribes else document


def _nick(name: str) -> str:
    """A nickname without the underscores that a chat program adds while the bare one is taken."""
    return name.casefold().rstrip("_") or name


def _begins(text: str) -> re.Match[str] | None:
    """How a scribe's line begins, or None if the scribe says it."""
    match = _BEGINS.match(text)
    nobody = match is not None and match["name"] and words_of(match["name"]) & NOT_PEOPLE
    return None if nobody else match


def _scribes(blocks: Sequence[Block]) -> frozenset[str]:
    """The authors of messages in which nearly all lines begin with somebody's name or with dots."""
    rows = [(block.speaker, line.text) for block in blocks if block.speaker for line in block.lines]
    every = Counter(author for author, _ in rows)
    forms = Counter((author, match.lastgroup) for author, text in rows if (match := _begins(text)))
    return frozenset(
        author
        for author, count in every.items()
        if min(forms[author, "name"], forms[author, "more"]) >= _FEWEST
        and forms[author, "name"] + forms[author, "more"] >= _SHARE * count
    )
