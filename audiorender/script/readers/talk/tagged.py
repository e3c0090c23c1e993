"""Dialogues as language models write them: what each person says between tags of their name, `<Ana>Hello.</Ana>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Document, Line, Marked, Run
from audiorender.script.readers.speakers import Talk, speaker_name
from audiorender.script.reading.source import Lines, Source

NAME = "a dialogue in tags"

_OPENS = expression(r"<(?P<name>[^\W\d_][\w .-]{0,40})>")
_HTML = expression(
    r"a|abbr|address|article|aside|b|blockquote|body|br|button|center|cite|code|d[dlt]|details|div|em|fig\w+|font|footer|form"
    r"|h\d|head(?:er)?|html|i|img|kbd|label|li|main|mark|meta|nav|ol|option|p|pre|q|s|section|select|small|span|strike"
    r"|strong|style|sub|summary|sup|table|tbody|t[dhrt]|thead|time|title|u|ul|var|video|audio|script|svg|text|speak|voice"
    r"|prosody|break|emphasis",
    re.IGNORECASE,
)
_FEWEST = 3
_SHARE = 0.9
"""The share of the text that stands in such tags."""


def looks(text: str) -> bool:
    """Whether nearly all of it stands between tags of two names that HTML does not know."""
    found = list(_turns(text))
    names = {name for name, *_ in found}
    inside = sum(end - start for _, start, *_, end in found)
    return len(found) >= _FEWEST and len(names) > 1 and inside >= _SHARE * len(text.strip())


def read(source: Source) -> Document:
    """Read `source` as such a dialogue; what stands between the tags is nobody's that the format names."""
    talk, marks = Talk(), list[Marked]()
    lines, at = Lines(source.text), 0

    def say(start: int, end: int, speaker: str | None) -> None:
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
        marks.append(Marked(Span(last, end), "label"))
        at = end
    say(at, len(source.text), None)
    return Document(source, None, (), talk.blocks(), tuple(marks))


def _turns(text: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Each name with where its tag begins and ends, and where the tag that closes it does; no more after a tag of HTML
    or one that nothing closes."""
    at = 0
    while match := _OPENS.search(text, at):
        close = f"</{match['name']}>"
        last = -1 if _HTML.fullmatch(match["name"]) else text.find(close, match.end())
        if last < 0:
            return
        at = last + len(close)
        yield match["name"], match.start(), match.end(), last, at
