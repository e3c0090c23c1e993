"""What is surely said, however much it looks like a caption, a date or a time: what a label names, what answers.

Labels and questions are known before anything is silenced. A question has its answer in the paragraph below it, unless
another paragraph follows that may be the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from audiorender.script import words
from audiorender.script.document import Block, Document, Line
from audiorender.script.labels.people import People, people

Untimed = Callable[[], tuple[Sequence[Block], Mapping[int, str]]]
"""Makes the blocks without times, and the words before a time for each line that had one."""


class Speech:
    """The blocks of a document that are surely somebody's words; labels are looked for when one is in doubt."""

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

    def is_label(self, line: Line) -> bool:
        """Whether `line`, without its time, begins with the name of somebody who speaks."""
        return self._known[1].tag(line) is not None

    def follows_label(self, number: int) -> bool:
        """Whether block `number` begins with a label that has words after it, or stands below a mere label."""
        blocks, known = self._known
        for at in (number, number - 1):
            if at < 0 or not (lines := blocks[at].lines):
                continue
            tag = known.tag(lines[0] if at == number else lines[-1])
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
        """Whether somebody has said a whole sentence above block `number`."""
        return any(words.ENDS.search(block.text) for block in self._document.blocks[:number])


def asks(text: str) -> bool:
    """Whether `text` ends in a question."""
    return words.ASKS.search(text.rstrip()) is not None


def bare_answers(blocks: Sequence[Block]) -> frozenset[int]:
    """The numbers of the lines that alone answer the line above them: it asks, or is a mere `Name:`.

    What may be a time or a page's number elsewhere is an answer there, unless words follow that may be it.
    """
    lines = [line for block in blocks for line in block.lines]
    found = set[int]()
    for at, line in enumerate(lines):
        before = lines[at - 1].text.rstrip() if at else ""
        if not asks(before) and not before.endswith((":", "：")):
            continue
        after = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
        if not after or asks(after) or after.endswith((":", "：")):
            found.add(line.number)
    return frozenset(found)


def _has_lines(block: Block) -> bool:
    return bool(block.lines)
