"""Markdown and entities inside other formats: in a JSON field, a table cell or a timed line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.script.document import Block, Document, Line, Marked, Run, silence

_IS_MARKDOWN = expression(
    r"\*\*[^\s*][^*\n]*\*\*|\[[^\[\]\n]+\]\((?:https?:|mailto:|/|#)[^()\s]*\)|(?<!\w)`[^`\n]+`(?!\w)"
)
_ESCAPE = expression(r"(?P<escape>\\)(?=[\[\]*_`~#.()!&+-])")
_ENTITY = expression(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_INLINE = expression(
    r"(?P<escape>\\)(?=[\[\]*_`~#.()!+-])"
    r"|(?P<image>!\[[^\[\]]*\]\([^()\s]*(?:\s\"[^\"]*\")?\))"
    r"|(?P<open>\[)(?=[^\[\]]+\]\((?:https?:|mailto:|/|#)[^()\s]*(?:\s\"[^\"]*\")?\))"
    r"|(?P<target>\]\((?:https?:|mailto:|/|#)[^()\s]*(?:\s\"[^\"]*\")?\))"
    r"|(?P<note>\[\^[^\[\]\s]+\])"
    r"|(?P<bold>\*\*(?=[^\s*])|(?<=[^\s*])\*\*)"
    r"|(?P<slanted>(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])|(?<=[^\s_])_(?!\w))"
    r"|(?P<code>`)"
)
_RULES = {
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
_DEFINITION = expression(r"\[\^[^\[\]\s]+\]:\s")
_ITEM = expression(r"[-*+]\s+(?=\S)")


def with_markup(document: Document, *, escapes_alone: bool = False) -> Document:
    """The document with Markdown's markup silenced, if there is any, and entities decoded.

    With `escapes_alone` only backslashes are handled, since a web page's own markup has been read already.
    """
    texts = [line.text for block in document.blocks for line in block.lines]
    pattern = _ESCAPE if escapes_alone else _INLINE if any(map(_IS_MARKDOWN.search, texts)) else None
    if pattern is _ESCAPE and not any(map(_ESCAPE.search, texts)):
        return document
    if pattern is None and not any(map(_ENTITY.search, texts)):
        return document
    marks, blocks = list(document.marks), list[Block]()
    for block in document.blocks:
        blocks += _block(block, pattern, marks, entities=not escapes_alone)
    return replace(document, blocks=tuple(blocks), marks=tuple(sorted(marks, key=lambda mark: mark.span)))


def _block(block: Block, pattern: re.Pattern[str] | None, marks: list[Marked], *, entities: bool) -> Iterator[Block]:
    lines = []
    for line in block.lines:
        if pattern is _INLINE and _DEFINITION.match(line.text):
            marks.extend(silence(line.runs, "footnote"))
            continue
        rest = line
        if pattern is _INLINE and (item := _ITEM.match(line.text)):
            marks.extend(silence(line.cut(0, item.end()).stripped().runs, "list-mark"))
            rest = line.cut(item.end())
        runs = tuple(_runs(rest, pattern, marks))
        found = Line(line.number, tuple(each for run in runs for each in (_decoded(run) if entities else (run,))))
        kept = found.stripped()
        marks.extend(silence((run for run in found.runs if not run.verbatim and run not in kept.runs), "space-entity"))
        if kept.runs:
            lines.append(kept)
    if lines:
        yield replace(block, lines=tuple(lines))


def _runs(line: Line, pattern: re.Pattern[str] | None, marks: list[Marked]) -> Iterator[Run]:
    """The runs of a line between its markup, in their typeface."""
    matches = list(pattern.finditer(line.text)) if pattern else []
    counts = {kind: sum(match.lastgroup == kind for match in matches) for kind in _PAIRED}
    matches = [match for match in matches if counts.get(match.lastgroup or "", 0) % 2 == 0]
    bold = slanted = False
    edges = [(0, 0, None), *((*match.span(), match.lastgroup) for match in matches), (len(line.text), 0, None)]
    for (start, end, kind), (following, _, _) in pairwise(edges):
        if kind is not None:
            marks.extend(silence(line.cut(start, end).runs, _RULES[kind]))
        bold ^= kind == "bold"
        slanted ^= kind == "slanted"
        if end < following:
            for run in line.cut(end, following).runs:
                yield replace(run, bold=run.bold or bold, italic=run.italic or slanted)


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
