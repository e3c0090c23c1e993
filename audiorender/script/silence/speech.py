"""What is certainly speech, however much it looks like a caption, a date or a time: labelled text, and answers.

Labels and questions are found before anything is silenced. A question is answered by the paragraph below it, unless the
one after that could be the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block, Document, Line
from audiorender.script.labels.label import Label
from audiorender.script.labels.people import People, people

_CLOCK = expression(r"\A\s*\d{1,2}:\d{2}[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?\s*\Z")
_TIME = expression(r"\s*\d{1,2}:\d{2}\b\s*")
Untimed = Callable[[], tuple[Sequence[Block], Mapping[int, str]]]
"""Returns the blocks without timestamps, and the words before the timestamp for each line that had one."""


class Speech:
    """The blocks of a document that are certainly speech. Labels are only looked for once a block is in doubt."""

    def __init__(self, document: Document, untimed: Untimed) -> None:
        self._document = document
        self._untimed = untimed

    @cached_property
    def _known(self) -> tuple[Sequence[Block], People]:
        blocks, stamped = self._untimed()
        document = Document(
            self._document.source, self._document.meta, self._document.people, tuple(filter(_has_lines, blocks)), ()
        )
        return blocks, people(document, stamped)

    def people_left(self, document: Document, stamped: Mapping[int, str], credited: str) -> People:
        """The labels in what is left of the document: if all of it is left, those that were looked for before."""
        if not credited and "_known" in vars(self):
            blocks, known = self._known
            if known.stamped == stamped and document.blocks == tuple(filter(_has_lines, blocks)):
                return known
        return people(document, stamped, credited)

    @cached_property
    def _labels(self) -> list[list[Label | None]]:
        """The label of each line, or None, by block."""
        blocks, known = self._known
        return [[known.label(line) for line in block.lines] for block in blocks]

    def is_label(self, line: Line) -> bool:
        """Whether `line`, without its timestamp, begins with a speaker's label."""
        return self._known[1].label(line) is not None

    def label_length(self, line: Line) -> int:
        """How many characters the label at the start of `line` takes up; 0 if there is none."""
        tag = self._known[1].label(line)
        return tag.length if tag else 0

    @cached_property
    def _below_questions(self) -> frozenset[int]:
        lines = [line for block in self._document.blocks for line in block.lines]
        return frozenset(line.number for before, line in pairwise(lines) if asks(before.text))

    def asked(self, line: Line) -> bool:
        """Whether the line above `line` ends in a question."""
        return line.number in self._below_questions

    def is_labelled(self, number: int) -> bool:
        """Whether block `number` contains a label, or has one on a line of its own above it."""
        return any(self._labels[number]) or self.follows_label(number)

    def begins_with_label(self, number: int) -> bool:
        """Whether block `number` begins with a label."""
        labels = self._labels[number]
        return bool(labels) and labels[0] is not None

    def follows_label(self, number: int) -> bool:
        """Whether block `number` begins with a label followed by words, or follows a label on a line of its own."""
        blocks = self._known[0]
        for at in (number, number - 1):
            if at < 0 or not (lines := blocks[at].lines):
                continue
            tag = self._labels[at][0 if at == number else -1]
            if tag is not None:
                words_after = len(blocks[at].text) > tag.length if at == number else tag.length < len(lines[-1].text)
                if words_after == (at == number):
                    return True
        return False

    def answers(self, number: int) -> bool:
        """Whether block `number` is the only one that can answer the question above it."""
        blocks = self._document.blocks
        if not number or not asks(blocks[number - 1].text):
            return False
        return number + 1 == len(blocks) or asks(blocks[number + 1].text) or blocks[number + 1].kind == "heading"

    def has_begun(self, number: int) -> bool:
        """Whether there is a whole sentence above block `number`."""
        return any(words.ENDS.search(block.text) for block in self._document.blocks[:number])


def asks(text: str) -> bool:
    """Whether `text` ends in a question."""
    return words.ASKS.search(text.rstrip()) is not None


def bare_answers(blocks: Sequence[Block]) -> frozenset[int]:
    """The numbers of lines that alone answer the line above, which is a question, a bare `Name:`, or `9:05 AM`.

    What could be a time or a page number elsewhere is an answer there, unless other words that could be one follow. So
    is all that somebody says whom the format names.
    """
    lines = [line for block in blocks for line in block.lines]
    found = {
        block.line
        for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False)
        if block.speaker
        and len(block.lines) == 1
        and not (before and before.speaker == block.speaker)
        and not (after and after.speaker == block.speaker)
    }
    for at, line in enumerate(lines):
        before = lines[at - 1].text.rstrip() if at else ""
        if _CLOCK.search(before) and _TIME.fullmatch(line.text) and at > 1 and not _TIME.match(lines[at - 2].text):
            found.add(line.number)
        if not asks(before) and not before.endswith((":", "：")):
            continue
        after = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
        if not after or asks(after) or after.endswith((":", "：")):
            found.add(line.number)
    return frozenset(found)


def _has_lines(block: Block) -> bool:
    return bool(block.lines)
