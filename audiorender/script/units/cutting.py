"""Blocks split into units, at labels and at dashes that open a turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block, Document, Line, Marked, silence
from audiorender.script.labels.label import LONGEST_LABEL, Label
from audiorender.script.labels.people import People
from audiorender.script.silence.asides import clear
from audiorender.script.silence.page.titlepage import title_page
from audiorender.script.units.askers import name_askers
from audiorender.script.units.examiners import attribute_questions, of_only_examiner
from audiorender.script.units.signatures import name_signers
from audiorender.script.units.unit import Section, Unit
from audiorender.script.units.unlabelled import split_above_answers, split_below_questions

_DASH = expression(r"(?:[—–―]+|--+|-(?=[ \t]|[\"“«¿¡]?[^\W\d_a-z](?:[^\W\d_A-Z]|[ \t,])))[ \t]*(?=\S)")
_INNER_DASH = expression(r"(?<=[.?!…—\"”’)])[ \t]+((?:[—–―]+|--+)([ \t]*))(?=[\"“‘'¿¡(]?[^\W_a-z])")
_ATTRIBUTION = expression(r"(?:[^\W\d_a-z][\w.'’-]*,? ){0,3}[^\W\d_a-z][\w'’-]*\Z")
_CAPITALS = expression(r"(?=.*[^\W\d_]{2})[^a-zß-ÿ?!]{4,60}(?<![.:,;])\Z")
_ATTRIBUTES = expression(r"[ \t]*\{[#.][^{}]*\}\Z")
_TITLE_WORDS = 8
_BESIDES, _ASKING = 0.8, 0.25
"""The shares of blocks behind a hyphen, and of questions among them, from which a list is a dialogue."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A document split into speech and section titles, with the marks of what was silenced on the way."""

    items: tuple[Unit | Section, ...]
    marks: tuple[Marked, ...]
    title: str | None
    known: People


def cut(document: Document) -> Cut:
    """Split `document` into units and sections, in order, after silencing what nobody says."""
    cleared = clear(document)
    known = cleared.speech.people_left(cleared.document, cleared.stamped, cleared.credits)
    document = replace(cleared.document, blocks=tuple(_front_split_off(cleared.document.blocks, known)))
    cutter = _Cutter(document, known)
    for block in document.blocks:
        cutter.block(block)
    answers, signed = name_signers(cutter.items)
    items, named = name_askers(split_above_answers(split_below_questions(of_only_examiner(answers))))
    return Cut(items, (*cleared.marks, *cutter.marks, *signed, *named), cutter.title, known)


def _front_split_off(blocks: Sequence[Block], known: People) -> Iterator[Block]:
    """The blocks, with text above the first label split off if no blank line separates it."""
    rest = iter(blocks)
    for block in rest:
        place = next((place for place, line in enumerate(block.lines) if known.label(line)), None)
        if place is None and not block.speaker:
            yield block
            continue
        if place and not block.speaker:
            yield replace(block, lines=block.lines[:place])
            yield replace(block, lines=block.lines[place:], after_rule=False)
        else:
            yield block
        break
    yield from rest


class _Cutter:
    """Splits the blocks of a document one by one into units and sections."""

    def __init__(self, document: Document, known: People) -> None:
        self._people = known
        headings = [block for block in document.blocks if block.kind == "heading"]
        tops = [block for block in headings if block.level == 1]
        self._title_block = tops[0] if len(tops) == 1 and tops[0] is document.blocks[0] else None
        self.title = _bare_title(tops[0]) if tops else None
        if self._title_block and known.accepted and not any(map(_asks, headings[1:])):
            headings = headings[1:]  # where labels mark the speakers, a title that asks is still a title
        self._asking_title = len(headings) > 0 and headings[0] is self._title_block
        asked = [block.level for block in headings if _asks(block)]
        self._asking_level = max(set(asked), key=asked.count) if asked else 0
        self._bullets_are_dashes = not known.accepted and _is_dialogue(document.blocks)
        self._has_given_speakers = any(block.speaker for block in document.blocks)
        self._title_page = title_page(document.blocks, known)
        self._unanswered = {
            id(one)
            for one, below in pairwise(document.blocks)
            if one.kind == "heading"
            and (
                one.level != below.level
                if below.kind == "heading"
                else known.label(below.lines[0]) is not None and _asks(below)
            )
        }
        self._label: Label | None = None
        self._examiner: Label | None = None
        self._head: Label | None = None
        """The author of everything below, up to the next such line, or the end of the block quote it is in."""
        self._head_quote = 0
        self.items: list[Unit | Section] = []
        self.marks: list[Marked] = []

    def block(self, block: Block) -> None:
        """Split one block. A title on a line of its own above a label becomes a separate block."""
        first, lines = block.lines[0], block.lines
        if len(lines) > 1 and self._people.label(lines[1]) and not self._people.label(first):
            title = replace(block, lines=(first,))
            if self._is_title(title):
                self.block(title)
                block, lines = replace(block, lines=lines[1:]), lines[1:]
        if block.kind == "heading":
            lines = self._without_attributes(lines)
            if not lines:
                return
        if block is self._title_block and not (self._asking_title and _asks(block)):
            self._silence(lines, "title")
        elif id(block) in self._title_page:
            self._silence(lines, "title-page")
        elif self._is_title(block):
            self._silence(lines, "heading")
            self.items.append(Section(_bare_title(replace(block, lines=lines)), block.line))
        else:
            self._units(block, lines)

    def _silence(self, lines: Iterable[Line], rule: str) -> None:
        self.marks.extend(mark for line in lines for mark in silence(line.runs, rule))

    def _without_attributes(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines without `{#name}` at their end."""
        last = lines[-1]
        match = _ATTRIBUTES.search(last.text)
        if match is None:
            return lines
        self._silence([last.cut(match.start()).stripped()], "heading-attribute")
        kept = last.cut(0, match.start()).stripped()
        return (*lines[:-1], kept) if kept.runs else lines[:-1]

    def _is_title(self, block: Block) -> bool:
        """Whether it is a heading that asks nothing or that nobody answers, or a short bold line without an end."""
        if block.kind == "heading" and (self._has_given_speakers or id(block) in self._unanswered):
            return True
        if block.speaker or self._label or self._people.label(block.lines[0]):
            return False
        if words.EXAMINATIONS.fullmatch(block.text):
            return True
        if block.kind == "heading":
            ends = re.search(r"[.!…:][\"”’)]*\Z", block.text) is not None
            return not (
                _asks(block) or (block.level == self._asking_level and (ends or words.MODERATES.match(block.text)))
            )
        bold = all(run.bold for line in block.lines for run in line.runs if run.text.strip())
        bold = bold or bool(len(block.lines) == 1 and _CAPITALS.match(block.text) and re.search("[ -]", block.text))
        short = len(block.text.split()) <= _TITLE_WORDS
        return bold and short and block.kind == "paragraph" and block.quote == 0 and not words.ENDS.search(block.text)

    def _units(self, block: Block, lines: Sequence[Line]) -> None:
        """Split a block at labels and at dashes that open a turn."""
        if block.speaker:  # a fact: no colon or dash in the text can contradict it
            given = self._people.by_format[block.speaker]
            given = replace(given, doubtful=True) if block.guessed else given
            self.items.append(Unit(block, tuple(lines), given))
            self._label = None
            return
        if block.quote < self._head_quote:
            self._head = None
        before = len(self.items)
        current: list[Line] = []
        label, dash = (
            self._label or self._head,
            block.mark == ">>" or (block.mark == "-" and (self._bullets_are_dashes or _is_turn(block))),
        )
        self._label = None

        def close() -> None:
            nonlocal label, dash
            if current:
                timed = current[0].number in self._people.stamped
                unit = Unit(block, tuple(current), label, dash, first=len(self.items) == before, timed=timed)
                self.items.append(unit)
                current.clear()
                label, dash = None, False

        inner = sum(len(_INNER_DASH.findall(line.text)) for line in lines)
        for place, whole in enumerate(lines):
            for line, found in self._labelled(whole, label):
                rest = line
                if found is not None:
                    close()
                    self._silence([line.cut(0, found.length).stripped()], "label")
                    rest, label = line.cut(found.length).stripped(), self._examined(found)
                    self._head, self._head_quote = (label, block.quote) if label.ending == "head" else (None, 0)
                if _opens(rest, current, alone=place == 0 and len(lines) == 1):
                    close()
                    rest, dash = self._past_dash(rest), True
                for part, opened in _parts(rest, inner > 1 or dash):
                    if opened:
                        close()
                        dash = True
                        current.append(self._past_dash(part))
                    elif part.runs:
                        current.append(part)
        close()
        self._label = None if label is self._head else label
        units = self.items[before:]
        if any(isinstance(unit, Unit) and unit.dash for unit in units):
            self.items[before:] = [replace(unit, banter=True) if isinstance(unit, Unit) else unit for unit in units]

    def _labelled(self, line: Line, before: Label | None) -> Iterator[tuple[Line, Label | None]]:
        """`line` split before each label in it, each part with its label. Within a line, a label follows a sentence."""
        found = self._people.label(line)
        start, before = 0, found or before
        for match in self._people.inside.finditer(line.text, found.length if found else 1):
            inner = self._people.label(line.cut(match.end(), match.end() + LONGEST_LABEL))
            if inner and match["timed"] and not line.is_cut_before(match.end() + inner.length):
                continue
            if inner and (inner.ending == "colon" or (before and before.asks_or_answers and inner.asks_or_answers)):
                yield line.cut(start, match.end()).stripped(), found
                start, found, before = match.end(), inner, inner
        yield line.cut(start), found

    def _examined(self, label: Label) -> Label:
        """The examiner's label in place of a bare `Q.`, if the text has said whose questions follow."""
        if label.examiner:
            if self._examiner is None:
                self.items = list(attribute_questions(self.items, label))
            self._examiner = label
        asks = label.asks_or_answers and label.role > 0
        return replace(label, name=self._examiner.name) if asks and self._examiner else label

    def _past_dash(self, line: Line) -> Line:
        match = _DASH.match(line.text)
        length = match.end() if match else 0
        self._silence([line.cut(0, length).stripped()], "turn-dash")
        return line.cut(length)


def _asks(block: Block) -> bool:
    return words.ASKS.search(_ATTRIBUTES.sub("", block.text)) is not None


def _bare_title(block: Block) -> str:
    return " ".join(_ATTRIBUTES.sub("", block.text).split()) or block.text


def _is_dialogue(blocks: Sequence[Block]) -> bool:
    """Whether nearly all blocks are whole sentences behind a hyphen, and at least a quarter of them ask something."""
    said = [block for block in blocks if block.mark == "-" and words.ENDS.search(block.text)]
    asking = sum(map(_asks, said))
    return len(said) > _BESIDES * len(blocks) and asking > 1 and _ASKING * len(said) <= asking < len(said)


def _is_turn(block: Block) -> bool:
    """Whether a bulleted line is a turn: a whole sentence that asks, answers or reacts."""
    text = block.text
    ends = words.ENDS.search(text) is not None and text[:1].isupper()
    return ends and bool(words.ASKS.search(text) or words.ANSWERS.match(text) or words.REACTIONS.match(text))


def _opens(line: Line, before: Sequence[Line], *, alone: bool) -> bool:
    """Whether a dash at the start of `line` opens a turn: at the start of a block, or after a sentence.

    Wrapping can move a dash inside a sentence to the start of a line, and a dash before a name at the end of a
    quotation gives its author.
    """
    match = _DASH.match(line.text)
    if match is None:
        return False
    if before and not words.ENDS.search(before[-1].text.rstrip()):
        return False
    return alone or not before or not _ATTRIBUTION.match(line.text, match.end())


def _parts(line: Line, dashed: bool) -> Iterator[tuple[Line, bool]]:
    """`line` split before each dash that opens a turn, each part with whether a dash opens it.

    Dashes followed by a blank are common within sentences, so they only count if the block has other dashes.
    """
    start, opened, text = 0, False, line.text
    for match in _INNER_DASH.finditer(text):
        if (match[2] and not dashed) or _ATTRIBUTION.match(text, match.end()):
            continue
        yield line.cut(start, match.start()).stripped(), opened
        start, opened = match.start(1), True
    yield line.cut(start).stripped(), opened
