"""Dialogues as language models and chats write them: `<Ana>Hello.</Ana>`, or a line for each speech, `<Ana> Hello.`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audiorender.expressions import expression, one_of
from audiorender.model import Span
from audiorender.script.document import Document, Line, Marked, Run
from audiorender.script.readers.markup.html import IN_A_LINE
from audiorender.script.readers.pieces import Talk, speaker_name
from audiorender.script.reading.source import Lines, Source

NAME = "a dialogue in tags"

_OPENS = expression(r"<(?P<name>[^\W\d_][\w .-]{0,40})>")
_HTML = expression(
    rf"{one_of(IN_A_LINE)}|address|article|aside|blockquote|body|br|button|center|d[dlt]|details|div|fig\w+|footer|form|h\d"
    r"|head(?:er)?|html|img|label|li|main|meta|nav|ol|option|p|pre|section|select|style|summary|table|tbody|t[dhr]|thead"
    r"|title|ul|video|audio|script|svg|text|speak|voice|prosody|break|emphasis",
    re.IGNORECASE,
)
_ROW = expression(r"^[ \t]*<(?P<name>[^\W\d_][\w .|-]{0,40})>[ \t]+(?=\S)", re.MULTILINE)
_FEWEST = 3
_SHARE = 0.9
"""The least share of the text inside such tags."""


def looks(text: str) -> bool:
    """Whether nearly all of it is between tags, or behind tags that open lines, with two or more names not of HTML."""
    found = list(_turns(text))
    names = {name for name, *_ in found}
    inside = sum(end - start for _, start, *_, end in found)
    return len(found) >= _FEWEST and len(names) > 1 and inside >= _SHARE * len(text.strip())


def read(source: Source) -> Document:
    """Read `source` as such a dialogue. The format names no speaker for text between the tags."""
    talk, marks = Talk(), list[Marked]()
    lines, at = Lines(source.text), 0

    def say(start: int, end: int, speaker: str | None) -> None:
        """Add the lines of this span as speech."""
        fresh = True
        for row in re.finditer(r"[^\n]+", source.text[start:end]):
            first, last = start + row.start(), start + row.end()
            if row[0].strip():
                line = Line(lines.number(first), (Run(source.text[first:last], Span(first, last)),))
                talk.say([line], speaker, fresh=fresh)
                fresh = False

    for name, start, first, last, end in _turns(source.text):
        say(at, start, None)
        marks.append(Marked(Span(start, first), "label"))
        say(first, last, speaker_name(name))
        if last < end:
            marks.append(Marked(Span(last, end), "label"))
        at = end
    say(at, len(source.text), None)
    return Document(source, None, (), talk.blocks(), tuple(marks))


def _turns(text: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Each name, with the span of its opening tag and that of its closing tag, if it has one.

    Stops at an HTML tag, and at a tag that is never closed.
    """
    rows = list(_ROW.finditer(text)) if "</" not in text else []
    if rows and not any(_HTML.fullmatch(row["name"]) for row in rows):
        ends = [*(row.start() for row in rows[1:]), len(text)]
        yield from ((row["name"], *row.span(), end, end) for row, end in zip(rows, ends, strict=True))
        return
    at = 0
    while match := _OPENS.search(text, at):
        close = f"</{match['name']}>"
        last = -1 if _HTML.fullmatch(match["name"]) else text.find(close, match.end())
        if last < 0:
            return
        at = last + len(close)
        yield match["name"], match.start(), match.end(), last, at
