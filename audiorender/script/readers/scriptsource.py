"""The project's own script file, read as a source: its labels are facts, its titles chapters (docs/script-format.md).

To render a script, `scriptfile` parses it, and to make a draft of one it is `reread`; both keep all of it. Here it
becomes a document like any other, which says what each character is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Block, Document, Line, Marked, Run
from audiorender.script.file.layout import RawBlock, blocks, closing_fence, lines_of
from audiorender.script.file.scriptfile import is_script, parse_script
from audiorender.script.file.turnlabel import exact_label
from audiorender.script.reading.source import Lines, Source

NAME = "an audiorender script"

_CUE = expression(r"\[[^\]]*\]")
_INLINE = expression(r"(?P<escape>\\)(?P<char>.)|(?P<star>\*)|(?P<open>\{)|(?P<spoken>\|(?:[^\\{}|]|\\.)*\})")


def looks(text: str) -> bool:
    """Whether the front matter has the key `audiorender`."""
    return is_script(text)


def read(source: Source) -> Document:
    """Read `source` as a script. Raises SourceError, with line and column, for anything that fits no rule."""
    script = parse_script(source.text, source.path)
    speakers = frozenset(name for name, _ in script.cast)
    lines = lines_of(source.text)
    starts = Lines(source.text).starts
    body = (closing_fence(lines) or 0) + 1
    marks = [Marked(Span(0, starts[body] - 1 if body < len(starts) else len(source.text)), "front-matter")]
    found: list[Block] = []
    speaker: str | None = None
    for rows in blocks(lines, body, source.path):
        at = [starts[rows.line - 1 + n] + column - 1 for n, column in enumerate(rows.columns)]
        first = rows.lines[0]
        if first.startswith("#"):
            mark = re.match(r"#[ \t]*", first)
            start = at[0] + (mark.end() if mark else 1)
            marks.append(Marked(Span(at[0], at[0] + 1), "heading-mark"))
            run = Run(source.text[start : at[0] + len(first)], Span(start, at[0] + len(first)))
            found.append(Block("heading", (Line(rows.line, (run,)),), level=2))
        elif _CUE.fullmatch(first):
            marks.append(Marked(Span(at[0], at[0] + len(first)), "cue"))
        else:
            label = exact_label(" ".join(rows.lines), speakers)
            speaker = label.speaker if label else speaker
            spoken = tuple(_lines(rows, at, label.colon + 1 if label else 0, marks))
            if spoken:
                found.append(Block("paragraph", spoken, speaker=speaker))
    return Document(
        source, script.meta, (), tuple(found), tuple(sorted(marks, key=lambda mark: mark.span)), settled=True
    )


def _lines(rows: RawBlock, at: list[int], label: int, marks: list[Marked]) -> Iterator[Line]:
    """The lines of a paragraph after its label of `label` characters; silent text is added to `marks`."""
    stressed = False
    for number, (row, start) in enumerate(zip(rows.lines, at, strict=True), rows.line):
        skipped = min(label, len(row))
        label = max(0, label - len(row) - 1)
        if skipped:
            marks.append(Marked(Span(start, start + skipped), "label"))
        runs: list[Run] = []
        place = skipped
        for match in _INLINE.finditer(row, skipped):
            if match.start() > place:
                runs.append(_run(row, start, place, match.start(), stressed))
            if match["char"]:
                marks.append(Marked(Span(start + match.start(), start + match.start() + 1), "script-mark"))
                runs.append(_run(row, start, match.start("char"), match.end(), stressed))
            else:
                rule = "spoken-form" if match["spoken"] else "script-mark"
                marks.append(Marked(Span(start + match.start(), start + match.end()), rule))
                stressed ^= match["star"] is not None
            place = match.end()
        if place < len(row):
            runs.append(_run(row, start, place, len(row), stressed))
        line = Line(number, tuple(runs)).stripped()
        if line.runs:
            yield line


def _run(row: str, start: int, first: int, end: int, stressed: bool) -> Run:
    return Run(row[first:end], Span(start + first, start + end), italic=stressed)
