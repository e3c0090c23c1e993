"""The title page: lines above the first label that are not sentences and say who is there, when and where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block
from audiorender.script.labels.people import People

_FEWEST_NAMED = 4
_SHARE_NAMED = 0.3
"""Share of blocks, from the first label on, that begin with one, where labels mark the speakers.

Long answers have several blocks."""
_FIRST_BLOCKS = 80
_TITLE_PAGE_WORDS = 16
"""The most words on one line of a title page."""
_SENTENCE = expression(r"(?:\S+\s+){6,}\S+[.!?]\Z")
_RECORD = expression(rf"(?:{words.RECORDED})[ \t]*:[ \t]+\S", re.IGNORECASE)
_FIELD = expression(r"[^\W\d_a-z][\w ]{2,24}:\s+(?![\"“„«])\S")
"""`Transcriber: K. Holt`, as records begin."""
_NUMBERED = expression(r"(?:I{1,3}|IV|V):[ \t]")
"""`II: Ana Bell, harbour master`, as lists of witnesses have it."""
_LETTERS = expression(r"\(([^\W\d_]{1,4})\)")


def title_page(blocks: Sequence[Block], known: People) -> frozenset[int]:
    """The blocks above the first label that are not sentences, by `id`, if labels mark the speakers.

    They say who is there, when and where.
    """
    first = blocks[:_FIRST_BLOCKS]
    labelled = [bool(block.speaker or any(known.label(line) for line in block.lines)) for block in first]
    named = sum(1 if block.speaker else sum(known.label(line) is not None for line in block.lines) for block in first)
    if named < _FEWEST_NAMED or sum(labelled) < _SHARE_NAMED * (len(first) - labelled.index(True)):
        return frozenset()
    return frozenset(
        id(block)
        for block in blocks[: labelled.index(True)]
        if not words.ASKS.search(block.text) and (_is_not_a_sentence(block) or _gives_labels(block, known))
    )


def _is_not_a_sentence(block: Block) -> bool:
    """Whether the block is an address, a record, or lines without sentences."""
    lines = [line.text.strip() for line in block.lines]
    if _NUMBERED.match(lines[0]):
        return True
    if block.kind == "heading" or any(len(line.split()) > _TITLE_PAGE_WORDS for line in lines):
        return False
    if words.HEADED_NOTE.match(lines[0]) and words.ENDS.search(lines[-1]):
        return False
    if _RECORD.match(lines[0]):
        return True
    address = len(lines) > 1 and all(line.endswith(",") for line in lines[:-1])
    if len(lines) > 2 and any(_SENTENCE.match(line) for line in lines[:-1]):
        return False
    sentence = words.ENDS.search(lines[-1]) is not None or any("?" in line for line in lines)
    return address or not sentence or all(_FIELD.match(line) for line in lines)


def _gives_labels(block: Block, known: People) -> bool:
    """Whether it gives the labels of two people in brackets: `Interviewer (IV) and Respondent (R).`"""
    keys = {key for key, _ in known.accepted}
    words = {letters.casefold() for letters in _LETTERS.findall(block.text)}
    return len(words & keys) > 1 and len(block.text.split()) <= 2 * _TITLE_PAGE_WORDS
