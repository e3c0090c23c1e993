"""Plain text: paragraphs separated by blank lines, any line of which may begin with `Name:`. No markup but rules.

Without a single blank line, and with lines too long to be wrapped, each line is a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script import words
from audiorender.script.document import Block, Document, Line, Marked, Run
from audiorender.script.reading.source import Source

NAME = "plain text"

_RULE = expression(r"(?:[-*_=~#+•·][ \t]*){3,}\Z")

_LABEL = expression(r"\[[^\[\]]{1,60}\]|\([^()]{1,60}\)|[^:：]{1,60}[:：](?=\s)")
"""What may be a label, in whatever form: `[Ana]`, `Ana:`."""
_TITLE_WORDS = 16
_UNWRAPPED = 300
"""No text is wrapped to lines of so many characters."""


def looks(text: str) -> bool:
    """Any text is plain text."""
    return isinstance(text, str)


def read(source: Source) -> Document:
    """Read `source` as plain text. Any text is accepted; speakers are found later."""
    blocks: list[Block] = []
    marks: list[Marked] = []
    lines: list[Line] = []
    start, after_rule = 0, False
    rows = source.text.rstrip().split("\n")
    unwrapped = all(map(str.strip, rows)) and max(map(len, rows)) >= _UNWRAPPED

    def close() -> None:
        nonlocal after_rule
        if lines:
            blocks.append(Block("paragraph", tuple(lines), after_rule=after_rule))
            lines.clear()
            after_rule = False

    for number, raw in enumerate(rows, 1):
        text = raw.strip()
        at = start + len(raw) - len(raw.lstrip())
        start += len(raw) + 1
        if not text:
            close()
        elif _RULE.match(text):
            close()
            marks.append(Marked(Span(at, at + len(text)), "rule-line"))
            after_rule = True
        else:
            lines.append(Line(number, (Run(text, Span(at, at + len(text))),)))
            if unwrapped:
                close()
    close()
    if len(blocks) > 2 and _is_title(blocks[0], blocks):
        blocks[0] = replace(blocks[0], kind="heading", level=1)
    return Document(source, None, (), tuple(blocks), tuple(marks))


def _is_title(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether it is a single line that is not a sentence and does not recur, as the name above a speech would."""
    if len(block.lines) > 1 or len(block.text.split()) > _TITLE_WORDS or words.ENDS.search(block.text):
        return False
    if block.text.casefold() in words.HOST_ROLES | words.GUEST_ROLES | words.QUESTION_OR_ANSWER:
        return False
    label = _LABEL.match(block.text)
    return not any(
        line.text == block.text or (label and line.text.startswith(label[0]))
        for other in blocks[1:]
        for line in other.lines
    )
