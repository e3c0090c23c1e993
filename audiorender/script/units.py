"""The smallest stretches that one person says: blocks cut at labels and at the dashes that open somebody's turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block, Document, Line, Marked, Run, silence
from audiorender.script.labels.label import Label
from audiorender.script.labels.people import People, people
from audiorender.script.silence.asides import clear
from audiorender.script.silence.titlepage import title_page

_DASH = expression(r"(?:[—–―]|--+|-(?=[ \t]))[ \t]*(?=\S)")
_INNER_DASH = expression(r"(?<=[.?!…—\"”’)])[ \t]+((?:[—–―]|--+)([ \t]*))(?=[\"“‘'¿¡(]?[^\W_a-z])")
_ATTRIBUTION = expression(r"(?:[^\W\d_a-z][\w.'’-]*,? ){0,3}[^\W\d_a-z][\w'’-]*\Z")
_IN_QUOTES = expression(r"[\"“„«‹‚‘'][^\"“”„«»]+[\"”“»›’'][.,]?\Z")
_CAPITALS = expression(r"(?=.*[^\W\d_]{2})[^a-zß-ÿ?!]{4,60}(?<![.:,;])\Z")
_ATTRIBUTES = expression(r"[ \t]*\{[#.][^{}]*\}\Z")
_TITLE_WORDS = 8


Form = Literal["heading", "bold", "block quote", "italic", "quotation marks", "plain text"]
"""The typeface or place of a unit; what it means, each document tells (`attribution` learns it)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one person says without a break in one block.

    `dash` tells that a dash opens it, `banter` that a dash opens any unit of its block, `first` that it begins its
    block, and `label` is the one before it, on its own line or on the line above. `text` is its lines joined by
    spaces, `form` its typeface or place, `asks` whether it ends in a question of its own, not in one that is quoted
    or set off from the rest.
    """

    block: Block
    lines: tuple[Line, ...]
    label: Label | None = None
    dash: bool = False
    banter: bool = False
    first: bool = True
    text: str = field(init=False, repr=False)
    form: Form = field(init=False)
    asks: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(line.text.strip() for line in self.lines))
        object.__setattr__(self, "form", _form(self))
        object.__setattr__(self, "asks", _asks_itself(self))

    @property
    def line(self) -> int:
        """The 1-based line that it begins on."""
        return self.lines[0].number

    @property
    def runs(self) -> Iterator[Run]:
        """All its runs, in order."""
        for line in self.lines:
            yield from line.runs

    def all_in(self, face: str) -> bool:
        """Whether all its words are bold, or italic."""
        return all(getattr(run, face) for run in self.runs if any(char.isalnum() for char in run.text))


def _form(unit: Unit) -> Form:
    if unit.block.kind == "heading":
        return "heading"
    last = unit.lines[-1].runs[-1]
    if unit.all_in("bold") or (last.bold and words.ASKS.search(last.text)):  # a remark, then the question in bold
        return "bold"
    if unit.block.quote:
        return "block quote"
    if unit.all_in("italic"):
        return "italic"
    return "quotation marks" if _IN_QUOTES.match(unit.text) else "plain text"


def _asks_itself(unit: Unit) -> bool:
    if not words.ASKS.search(unit.text) or unit.text.endswith(("”", '"', "»", "’", "'")):
        return False
    return not unit.lines[-1].runs[-1].italic or unit.all_in("italic")


@dataclass(frozen=True, slots=True)
class Section:
    """A title that divides the text, and is not spoken."""

    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A document cut into what people say and what divides it, with the marks that the cutting has silenced."""

    items: tuple[Unit | Section, ...]
    marks: tuple[Marked, ...]
    title: str | None
    known: People


def cut(document: Document) -> Cut:
    """Cut `document` into units and sections, in order; what nobody says is silenced first."""
    cleared = clear(document)
    known = people(cleared.document, cleared.stamped)
    document = replace(cleared.document, blocks=tuple(_front_apart(cleared.document.blocks, known)))
    cutter = _Cutter(document, known)
    for block in document.blocks:
        cutter.block(block)
    return Cut(tuple(cutter.items), (*cleared.marks, *cutter.marks), cutter.title, known)


def _front_apart(blocks: Sequence[Block], known: People) -> Iterator[Block]:
    """The blocks, with what stands above the first label parted from it where no blank line does."""
    rest = iter(blocks)
    for block in rest:
        place = next((place for place, line in enumerate(block.lines) if known.tag(line)), None)
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


def _asked_from_the_start(items: Sequence[Unit | Section], first: Label) -> Iterator[Unit | Section]:
    """Where a record begins amid somebody's questions, they are those of the `first` examiner it names: a guess."""
    for item in items:
        tag = item.label if isinstance(item, Unit) else None
        if tag and tag.asks_or_answers and tag.role > 0 and isinstance(item, Unit):
            yield replace(item, label=replace(tag, name=first.name, doubtful=True))
        else:
            yield item


class _Cutter:
    def __init__(self, document: Document, known: People) -> None:
        self._people = known
        headings = [block for block in document.blocks if block.kind == "heading"]
        tops = [block for block in headings if block.level == 1]
        self._title_block = tops[0] if len(tops) == 1 and tops[0] is document.blocks[0] else None
        self.title = _bare_title(tops[0]) if tops else None
        if self._title_block and known.accepted and not any(map(_asks, headings[1:])):
            headings = headings[1:]  # where names tell who speaks, a title that asks is a title
        self._asking_title = len(headings) > 0 and headings[0] is self._title_block
        asked = [block.level for block in headings if _asks(block)]
        self._asking_level = max(set(asked), key=asked.count) if asked else 0
        self._given = any(block.speaker for block in document.blocks)
        self._title_page = title_page(document.blocks, known)
        self._label: Label | None = None
        self._examiner: Label | None = None
        self._head: Label | None = None
        """Who posted all that stands below, up to the next such line."""
        self.items: list[Unit | Section] = []
        self.marks: list[Marked] = []

    def block(self, block: Block) -> None:
        """Cut one block; a title on a line of its own above a label is a block by itself."""
        first, lines = block.lines[0], block.lines
        if len(lines) > 1 and self._people.tag(lines[1]) and not self._people.tag(first):
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
        last = lines[-1]
        match = _ATTRIBUTES.search(last.text)
        if match is None:
            return lines
        self._silence([last.cut(match.start()).stripped()], "heading-attribute")
        kept = last.cut(0, match.start()).stripped()
        return (*lines[:-1], kept) if kept.runs else lines[:-1]

    def _is_title(self, block: Block) -> bool:
        """A heading that asks nothing, or a short bold line that is no sentence."""
        if self._given and block.kind == "heading":
            return True
        if block.speaker or self._label or self._people.tag(block.lines[0]):
            return False
        if words.EXAMINATIONS.fullmatch(block.text):
            return True
        if block.kind == "heading":
            ends = re.search(r"[.!…:][\"”’)]*\Z", block.text) is not None
            return not (_asks(block) or (block.level == self._asking_level and ends))
        bold = all(run.bold for line in block.lines for run in line.runs if run.text.strip())
        bold = bold or bool(len(block.lines) == 1 and _CAPITALS.match(block.text) and re.search("[ -]", block.text))
        short = len(block.text.split()) <= _TITLE_WORDS
        return bold and short and block.kind == "paragraph" and block.quote == 0 and not words.ENDS.search(block.text)

    def _units(self, block: Block, lines: Sequence[Line]) -> None:
        if block.speaker:  # a fact: neither a colon nor a dash in the text can say otherwise
            self.items.append(Unit(block, tuple(lines), self._people.given[block.speaker]))
            self._label = None
            return
        before = len(self.items)
        current: list[Line] = []
        label, dash = self._label or self._head, block.mark == ">>" or (block.mark == "-" and _talks(block))
        self._label = None

        def close() -> None:
            nonlocal label, dash
            if current:
                unit = Unit(block, tuple(current), label, dash, first=len(self.items) == before)
                self.items.append(unit)
                current.clear()
                label, dash = None, False

        inner = sum(len(_INNER_DASH.findall(line.text)) for line in lines)
        for place, whole in enumerate(lines):
            for line, tag in self._labelled(whole, label):
                rest = line
                if tag is not None:
                    close()
                    self._silence([line.cut(0, tag.length).stripped()], "label")
                    rest, label = line.cut(tag.length).stripped(), self._examined(tag)
                    self._head = label if label.ending == "head" else None
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
        """`line` cut before every label in it, each part with its label; in mid-line one follows a sentence's end."""
        tag = self._people.tag(line)
        start, before = 0, tag or before
        for match in self._people.inside.finditer(line.text, tag.length if tag else 1):
            inner = self._people.tag(line.cut(match.end()))
            if inner and (inner.ending == "colon" or (before and before.asks_or_answers and inner.asks_or_answers)):
                yield line.cut(start, match.end()).stripped(), tag
                start, tag, before = match.end(), inner, inner
        yield line.cut(start), tag

    def _examined(self, tag: Label) -> Label:
        """The examiner's label in place of a mere `Q.`, where the text has said whose questions follow."""
        if tag.examiner:
            if self._examiner is None:
                self.items = list(_asked_from_the_start(self.items, tag))
            self._examiner = tag
        asks = tag.asks_or_answers and tag.role > 0
        return replace(tag, name=self._examiner.name) if asks and self._examiner else tag

    def _past_dash(self, line: Line) -> Line:
        match = _DASH.match(line.text)
        length = match.end() if match else 0
        self._silence([line.cut(0, length).stripped()], "turn-dash")
        return line.cut(length)


def _asks(block: Block) -> bool:
    return words.ASKS.search(_ATTRIBUTES.sub("", block.text)) is not None


def _bare_title(block: Block) -> str:
    return " ".join(_ATTRIBUTES.sub("", block.text).split()) or block.text


def _talks(block: Block) -> bool:
    """Whether a bulleted line is somebody's turn: a whole sentence that asks, answers or reacts."""
    text = block.text
    ends = words.ENDS.search(text) is not None and text[:1].isupper()
    return ends and bool(words.ASKS.search(text) or words.ANSWERS.match(text) or words.REACTIONS.match(text))


def _opens(line: Line, before: Sequence[Line], *, alone: bool) -> bool:
    """Whether a dash at the start of `line` opens a turn: at a block's start, or after the end of a sentence.

    A dash in mid-sentence comes to a line's start where lines were wrapped, and a dash before a name at the end of a
    quotation says whose it is.
    """
    match = _DASH.match(line.text)
    if match is None:
        return False
    if before and not words.ENDS.search(before[-1].text.rstrip()):
        return False
    return alone or not before or not _ATTRIBUTION.match(line.text, match.end())


def _parts(line: Line, dashed: bool) -> Iterator[tuple[Line, bool]]:
    """`line` cut before each dash that opens a turn within it, each part with whether a dash opens it.

    A dash with a blank after it is common in sentences too, so it counts only where the block has other dashes.
    """
    start, opened, text = 0, False, line.text
    for match in _INNER_DASH.finditer(text):
        if (match[2] and not dashed) or _ATTRIBUTION.match(text, match.end()):
            continue
        yield line.cut(start, match.start()).stripped(), opened
        start, opened = match.start(1), True
    yield line.cut(start).stripped(), opened
