"""Markdown, tags and entities inside other formats: in a JSON field, a table cell or a timed line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from itertools import chain, pairwise

from audiorender.expressions import expression, one_of
from audiorender.script.document import Block, Document, Line, Marked, Run, silence
from audiorender.script.readers.markup.html import IN_A_LINE
from audiorender.script.readers.markup.shifted import LOWERED, RAISED, SHIFTED

_IS_MARKDOWN = expression(
    r"\A#{1,6} \S|\*\*[^\s*][^*\n]*\*\*|\[[^\[\]\n]+\]\((?:https?:|mailto:|/|#)[^()\s]*\)|(?<!\w)`[^`\n]+`(?!\w)"
)
_ESCAPE = expression(r"(?P<escape>\\)(?=[\[\]*_`~#.()!&+-])")
_ENTITY = expression(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAGS = rf"(?P<tag></?(?:{one_of(IN_A_LINE)}|v)(?:\s[^<>]*)?/?>)"
_TAG = expression(_TAGS, re.IGNORECASE)
_BREAK = expression(
    r"</?(?:article|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|td|tr|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_INLINE = expression(
    _TAGS + r"|(?P<escape>\\)(?=[\[\]*_`~#.()!+-])"
    r"|(?P<image>!\[[^\[\]]*\]\([^()\s]*(?:\s\"[^\"]*\")?\))"
    r"|(?P<open>\[)(?=[^\[\]]+\]\((?:https?:|mailto:|/|#)[^()\s]*(?:\s\"[^\"]*\")?\))"
    r"|(?P<target>\]\((?:https?:|mailto:|/|#)[^()\s]*(?:\s\"[^\"]*\")?\))"
    r"|(?P<note>\[\^[^\[\]\s]+\])"
    r"|(?P<bold>\*\*(?=[^\s*])|(?<=[^\s*])\*\*)"
    r"|(?P<slanted>(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])|(?<=[^\s_])_(?!\w))"
    r"|(?P<code>`)",
    re.IGNORECASE,
)
_RULES = {
    "tag": "html-tag",
    "escape": "escape",
    "image": "image",
    "open": "link",
    "target": "link-target",
    "note": "footnote-mark",
    "bold": "emphasis-mark",
    "slanted": "emphasis-mark",
    "code": "code-mark",
}
_PAIRED = ("bold", "slanted", "code")
_DEFINITION = expression(r"\[\^[^\[\]\s]+\]:\s|(?P<link>\[[^\[\]]+\]:\s+<?https?://\S+\s*\Z)")
_OPENS = expression(r"(?P<item>[-*+]\s+)(?=\S)|(?P<heading>#{1,6}\s+)(?=\S)|(?P<quote>>\s+)(?=\S)")
"""What a line of Markdown may begin with; its rule is the group's, "-mark" after it."""


def with_markup(document: Document, *, escapes_alone: bool = False) -> Document:
    """The document with Markdown's markup silenced, if there is any, and entities decoded.

    With `escapes_alone` only backslashes are handled, since a web page's own markup has been read already.
    """
    texts = [line.text for block in document.blocks for line in block.lines]
    pattern = _ESCAPE if escapes_alone else _INLINE if any(map(_IS_MARKDOWN.search, texts)) else _TAG
    if pattern is not _INLINE and not any(map(pattern.search, texts)):
        broken = not escapes_alone and any(map(_BREAK.search, texts))
        if escapes_alone or not (broken or any(map(_ENTITY.search, texts))):
            return document
    marks, blocks = list(document.marks), list[Block]()
    for block in document.blocks:
        blocks += _block(block, pattern, marks, entities=not escapes_alone)
    return replace(document, blocks=tuple(blocks), marks=tuple(sorted(marks, key=lambda mark: mark.span)))


def _block(block: Block, pattern: re.Pattern[str], marks: list[Marked], *, entities: bool) -> Iterator[Block]:
    """The block without its markup; footnote definitions and list markers are silent."""
    lines = []
    for line in chain.from_iterable(_broken(line, marks) if entities else (line,) for line in block.lines):
        if pattern is _INLINE and (defined := _DEFINITION.match(line.text)):
            marks.extend(silence(line.runs, "link-target" if defined["link"] else "footnote"))
            continue
        rest = line
        if pattern is _INLINE and (opens := _OPENS.match(line.text)):
            rule = {"item": "list-mark", "heading": "heading-mark", "quote": "quote-mark"}[opens.lastgroup or "item"]
            marks.extend(silence(line.cut(0, opens.end()).stripped().runs, rule))
            rest = line.cut(opens.end())
        runs = tuple(_runs(rest, pattern, marks))
        found = Line(line.number, tuple(each for run in runs for each in (_decoded(run) if entities else (run,))))
        kept = found.stripped()
        marks.extend(silence((run for run in found.runs if not run.verbatim and run not in kept.runs), "space-entity"))
        if kept.runs:
            lines.append(kept)
    if lines:
        yield replace(block, lines=tuple(lines))


def _broken(line: Line, marks: list[Marked]) -> Iterator[Line]:
    """A line cut at the tags that end one."""
    at = 0
    for match in _BREAK.finditer(line.text) if "<" in line.text else ():
        yield line.cut(at, match.start())
        marks.extend(silence(line.cut(*match.span()).runs, "html-tag"))
        at = match.end()
    yield line.cut(at) if at else line


def _runs(line: Line, pattern: re.Pattern[str], marks: list[Marked]) -> Iterator[Run]:
    """The runs of a line between its markup, in their typeface."""
    matches = list(pattern.finditer(line.text))
    counts = {kind: sum(match.lastgroup == kind for match in matches) for kind in _PAIRED}
    matches = [match for match in matches if counts.get(match.lastgroup or "", 0) % 2 == 0]
    bold = slanted = False
    shifted: Mapping[int, int] = {}
    edges = [(0, 0, None), *((*match.span(), match.lastgroup) for match in matches), (len(line.text), 0, None)]
    for (start, end, kind), (following, _, _) in pairwise(edges):
        if kind is not None:
            marks.extend(silence(line.cut(start, end).runs, _RULES[kind]))
        tag = line.text[start:end].casefold() if kind == "tag" else ""
        bold ^= kind == "bold" or tag.strip("</>") in ("b", "strong")
        slanted ^= kind == "slanted" or tag.strip("</>") in ("i", "em")
        if tag.startswith(("<su", "</su")):
            shifted = {"<sup": RAISED, "<sub": LOWERED}.get(tag[:4], {})
        if end < following:
            for run in line.cut(end, following).runs:
                text = run.text.translate(shifted) if SHIFTED.fullmatch(run.text) else run.text
                yield replace(run, text=text, bold=run.bold or bold, italic=run.italic or slanted)


def _decoded(run: Run) -> Iterator[Run]:
    """A run with entities replaced by their characters."""
    if not run.verbatim or "&" not in run.text:
        yield run
        return
    at = 0
    for match in _ENTITY.finditer(run.text):
        character = unescape(match[0])
        if character == match[0]:
            continue
        yield from filter(None, [run.cut(at, match.start())])
        if whole := run.cut(match.start(), match.end()):
            yield replace(whole, text=character)
        at = match.end()
    yield from filter(None, [run.cut(at, len(run.text))])
