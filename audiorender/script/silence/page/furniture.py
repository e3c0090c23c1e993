"""Publishing matter around a text that nobody says: dates, notices, credits, calls to subscribe, lists.

Only whole blocks, each recognised by its own words. Text that could be an answer (`In June 1987.`) is never silenced: a
date counts only near an edge of the text, without a full stop, and not below a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from audiorender.script import words
from audiorender.script.document import Block
from audiorender.script.silence.page.words import (
    BARS,
    BUTTON,
    CALL,
    COUNT,
    CREDIT,
    DATED,
    DIRECTIVE,
    JUMP,
    LEADS,
    LISTS,
    NAME,
    NOTICE,
    POINTER,
    PROGRAM,
    RECORDED,
    RULE,
    UNDER_POSTS,
    VOTES,
)
from audiorender.script.silence.proceedings import happens

_EDGE = 12
"""How many blocks from the first or last a date may be."""
_LONGEST_NOTICE = 70
_LONGEST_CREDIT = 40
_LONGEST_CALL = 25
_LAST_BLOCKS = 3
"""How many blocks from the last a sentence about the page may be if there are questions before it."""
_LONGEST_ROW = 120
"""The longest line, in characters, that is checked for being a date or a row of links."""
_FEW = 3
"""Fewer spaces than this make a "few words"."""
_MENU = 5
"""So many parts of a few words each, between bars, are a menu."""


def furniture(blocks: Sequence[Block]) -> Mapping[int, str]:
    """The positions of blocks that nobody says, each with the rule that silences it."""
    found: dict[int, str] = {}
    listed, before, asked = False, "", False
    for number, block in enumerate(blocks):
        text = block.text
        if block.speaker:
            listed = False
            goes_on = number > 0 and blocks[number - 1].speaker == block.speaker
            notice = goes_on and number >= len(blocks) - _LAST_BLOCKS and NOTICE.match(text)
            if is_under_a_post(text) or RECORDED.fullmatch(text) or notice:
                found[number] = "page-part"
        elif (opens := _opens_a_list(blocks, number)) or block.kind == "heading":
            listed = opens
            if opens and block.kind == "paragraph" and (text.endswith(":") or LEADS.fullmatch(text)):
                found[number] = "page-part"
        elif listed and ": " not in text and (block.kind in ("item", "row") or not words.ENDS.search(text)):
            found[number] = "page-part"
        elif listed and block.kind == "item" and not words.ENDS.search(text):
            found[number] = "byline"  # `Moderator: Ana Bell`: silent before the conversation, a label within it
        else:
            listed = False
            edge = min(number, len(blocks) - 1 - number) < _EDGE and not words.ASKS.search(before)
            last = number + 1 == len(blocks)
            framed = not asked or number >= len(blocks) - _LAST_BLOCKS or in_one_typeface(block)
            if edge and not (asked and block.kind == "row") and _is_masthead(block):
                found[number] = "byline"
            elif (rule := _rule(block, text, edge=edge, last=last)) and (framed or not _is_said(text)):
                found[number] = rule
        before, asked = text, asked or words.ASKS.search(text) is not None
    return found | _neighbours(blocks, found)


def _opens_a_list(blocks: Sequence[Block], number: int) -> bool:
    """Whether block `number` is the title of a list of participants, links or the like."""
    text = blocks[number].text.rstrip(":").casefold()
    if text in LISTS or LEADS.fullmatch(text):
        return True
    below = blocks[number + 1 : number + 3]
    listed = len(below) > 1 and all(block.kind == "item" for block in below)
    return listed and text.count(" ") < _FEW and not LISTS.isdisjoint(text.split()) and number < _EDGE


def _neighbours(blocks: Sequence[Block], found: Mapping[int, str]) -> dict[int, str]:
    """A few words near an edge, next to a silent block and not a sentence: a name, a count."""
    neighbours: dict[int, str] = {}
    for edge, step in ((range(min(_EDGE, len(blocks))), -1), (range(max(0, len(blocks) - _EDGE), len(blocks)), 1)):
        for number in edge if step > 0 else reversed(edge):
            if number in found or (number - step not in found and number - step not in neighbours):
                continue
            if _says_little(blocks[number], blocks):
                neighbours[number] = "page-part"
    return neighbours


def _is_masthead(block: Block) -> bool:
    """Whether every line is a date, a count, a button or a name, and at least one is not a name."""
    rows = [line.text.strip() for line in block.lines]
    lines = [part.strip() for row in rows for part in (BARS.split(row) if len(row) <= _LONGEST_ROW else [row])]
    sure = [is_dated(line) or bool(COUNT.match(line) or BUTTON.fullmatch(line)) for line in lines]
    return (
        any(sure)
        and (len(rows) > 1 or COUNT.match(rows[0]) is not None)
        and all(known or NAME.match(line) for known, line in zip(sure, lines, strict=True))
    )


def _says_little(block: Block, blocks: Sequence[Block]) -> bool:
    text = block.text
    if block.speaker or block.kind != "paragraph" or len(block.lines) > 1 or in_one_typeface(block):
        return False
    if text.count(" ") >= _FEW or words.ENDS.search(text) or ":" in text:
        return False
    return sum(line.text == text for other in blocks for line in other.lines) == 1


def _rule(block: Block, text: str, *, edge: bool, last: bool) -> str | None:
    """The rule that silences a block because of its own words, or None."""
    count = text.count(" ") + 1
    if count > _LONGEST_NOTICE:
        return None
    if count <= _LONGEST_CREDIT and CREDIT.match(text) and not words.ASKS.search(text):
        return "caption"
    if happens(text):
        return "stage-direction"
    surrounds = (
        _leads_to_others(block)
        or NOTICE.match(text)
        or DIRECTIVE.match(text)
        or RULE.fullmatch(text)
        or BUTTON.fullmatch(text)
        or RECORDED.fullmatch(text)
        or PROGRAM.match(text)
        or (len(text) <= _LONGEST_ROW and JUMP.match(text))
        or (edge and is_dated(text))
        or (len(text) <= _LONGEST_ROW and _counts(text))
    )
    if not surrounds and count <= _LONGEST_CALL:
        surrounds = _is_pointer(block, text, edge=edge, last=last) or is_under_a_post(text)
    return "page-part" if surrounds else None


def _leads_to_others(block: Block) -> bool:
    """Whether it is a pointer followed by titles of other texts, on the lines below or after a colon."""
    first = block.lines[0].text
    if len(block.lines) > 1 and LEADS.fullmatch(first):
        return not any(words.ENDS.search(line.text.rstrip()) for line in block.lines[1:-1])
    lines = [line.text.partition(":") for line in block.lines]
    return all(colon and LEADS.fullmatch(lead) and not rest.rstrip().endswith(".") for lead, colon, rest in lines)


def is_program_note(text: str) -> bool:
    """Whether a chat program says this about its answer, or offers it below; true anywhere in the text."""
    return PROGRAM.match(text) is not None or is_under_a_post(text)


def _counts(text: str) -> bool:
    """Whether it is a row of counts and buttons, `12 points · 3 comments · Share`, or a menu, `NEWS | TOURS | SHOP`."""
    parts = BARS.split(text)
    if len(parts) >= _MENU and all(part.count(" ") < _FEW - 1 and not words.ASKS.search(part) for part in parts):
        return True
    counted = [COUNT.match(part) is not None for part in parts]
    return any(counted) and all(count or BUTTON.fullmatch(part) for count, part in zip(counted, parts, strict=True))


def _is_said(text: str) -> bool:
    """Whether this is a sentence in the first person; a page's words about itself are not."""
    mine = re.search(r"\b(?:I|me|my|mine|ich|mich|mir|je|moi|yo|io|eu)\b", text) is not None
    return mine and words.ENDS.search(text) is not None and not text.startswith("©")


def _is_pointer(block: Block, text: str, *, edge: bool, last: bool) -> bool:
    """Whether it points to another page. Words that could be speech must be set apart by their typeface."""
    if away := POINTER.match(text):
        return away[0][-1] in ":|" or in_one_typeface(block)
    return edge and CALL.match(text) is not None and (in_one_typeface(block) or (last and not _is_said(text)))


def is_under_a_post(text: str) -> bool:
    """Whether this is the row of links below a forum comment."""
    if len(text) > _LONGEST_ROW:
        return False
    row = text.casefold().split()
    if sum(word in UNDER_POSTS for word in row) < 2:  # as in nearly every line
        return False
    return all(word in UNDER_POSTS or VOTES.fullmatch(word) or not any(map(str.isalpha, word)) for word in row)


def in_one_typeface(block: Block) -> bool:
    """Whether all of it is bold, or all of it is in italics."""
    runs = [run for line in block.lines for run in line.runs if any(char.isalnum() for char in run.text)]
    return all(run.bold for run in runs) or all(run.italic for run in runs)


def is_dated(text: str) -> bool:
    """Whether this is only a date, a length or both, in the words of a web page."""
    if len(text) > _LONGEST_ROW or (text.endswith(".") and not text.endswith(("min.", "m."))):
        return False
    if not any(map(str.isdecimal, text)):  # to look for a date takes long
        return False
    dates = [match["dates"] for match in DATED.finditer(text)]
    return any(dates) and not any(char.isalnum() for char in DATED.sub("", text))
