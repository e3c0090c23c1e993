"""Bylines, and records of the facts about a recording."""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block
from audiorender.script.silence.page.furniture import is_dated

_SITE = r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/[^\s?]*)?"
_BYLINE = expression(
    rf"(?:{words.BYLINES})\b(?:[^\S\n]*[:：|–—-])?[^\S\n]+(?P<who>{_SITE}|[^.?!:\n]{{3,60}})\Z", re.IGNORECASE
)
_TAPE = expression(r"(?:tape|side|part|session|reel|disc)\b(?: \w{1,3}\b| of\b|,| side\b){1,6}\Z", re.IGNORECASE)
_FIELD = expression(r"[^\W\d_a-z][\w ./-]{1,30}:[^\S\n]+[^\s?][^?]{0,90}\Z")
_RECORD = expression(rf"(?:{words.RECORDED})\b[^:]{{0,12}}:", re.IGNORECASE)
_BYLINES = expression(r"(?<=\w{3})\.(?:[^\S\n]+|\Z)|[^\S\n]{0,4}[|/·•][^\S\n]{0,4}|[^\S\n]+[—–][^\S\n]+")
_NAME_WORD = expression(
    rf"(?:{_SITE}|[^\W\d_a-z][\w.'’-]*|[@&/,+|·-]|and|at|the|for|privat|private|archive?|agenc(?:y|ies)|supplied|et|und|y|e|de|del|von|van|für|pour|para)\Z"
)
_LONGEST_BYLINE = 120
_FEWEST_FIELDS = 3
"""In a record with at least this many facts, a fact may continue on the next line."""


def is_byline(block: Block) -> bool:
    """Whether the block names who wrote, interviewed, photographed or translated: `Author: Ana Sol`, `By Ana Sol`."""
    if len(block.text) > _LONGEST_BYLINE:
        return False
    text = block.text.strip()
    parts = [part for part in _BYLINES.split(text) if part]
    credited = [_is_credit(part) for part in parts]
    return _is_credit(text) or (any(credited) and all(credited[at] or is_dated(part) for at, part in enumerate(parts)))


def is_record(block: Block) -> bool:
    """Whether each line gives a different fact about the recording, such as `Transcriber: K. Holt`.

    If there are several such lines, one may continue on the next line.
    """
    lines = [text for line in block.lines if not _TAPE.match(text := line.text.strip())]
    fields = [text for text in lines if _FIELD.match(text)]
    keys = {line.partition(":")[0] for line in fields}
    recorded = sum(_RECORD.match(line) is not None for line in fields)
    whole = len(fields) == len(lines) or (len(fields) >= _FEWEST_FIELDS and fields[0] == lines[0])
    return len(fields) > 1 and len(keys) == len(fields) and 2 * recorded >= len(lines) and whole


def _is_credit(text: str) -> bool:
    match = _BYLINE.match(text)
    if match is None or words.ANSWERS.match(match["who"]) or words.REACTIONS.match(match["who"]):
        return False
    return _are_name_words(match["who"])


def _are_name_words(text: str) -> bool:
    return all(_NAME_WORD.match(word.strip(",")) for word in text.split() if word.strip(","))
