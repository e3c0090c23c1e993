"""Fountain and similar screenplays: a name in capitals on a line of its own, with that person's speech below.

https://fountain.io/syntax. Scene headings and sections become chapters; action, notes and transitions are not spoken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audiorender.expressions import expression
from audiorender.model import Meta, Span
from audiorender.script.document import Block, Document, Line, Marked, Run
from audiorender.script.readers.markup.mask import covered
from audiorender.script.readers.pieces import speaker_name
from audiorender.script.reading.source import Lines, Source

NAME = "Fountain"

_TITLE_KEY = expression(
    r"(?:title|credit|authors?|source|draft date|date|contact|copyright|notes|revision):", re.IGNORECASE
)
_SCENE = expression(r"(?:(?:INT|EXT|EST|INT\./EXT|INT/EXT|I/E)[. ]|\.(?=[^\W_]))", re.IGNORECASE)
_CUE = expression(r"@?(?P<name>[^\W_](?:[^():]*[^\s():])?)(?P<rest>[ \t]*(?:\([^()]*\)[ \t]*)*)(?:\^[ \t]*)?\Z")
_TRANSITION = expression(r"(?:[A-Z ]+ TO:|>.*)\Z")
_PARENTHETICAL = expression(r"\([^()]*\)\Z")
_HIDDEN = expression(r"\[\[(?:(?!\[\[|\]\]).)*+\]\]|/\*(?:(?!/\*|\*/).)*+\*/", re.DOTALL)
_EMPHASIS = expression(r"(?P<hidden>\0+)|\\(?P<char>[*_\\])|(?P<mark>\*{1,3}|_)(?=\S|\Z)|(?<=\S)(?:\*{1,3}|_)")
_CUES = 3
"""How many names on lines of their own make a screenplay, if there are no scenes."""


def looks(text: str) -> bool:
    """Whether there are scenes or transitions, with names in capitals above speech; or only such names and speech.

    Names alone do not make a screenplay: in an interview set like this, a further paragraph is speech and not action.
    """
    rows = text.split("\n")
    found = [_CUE.match(row.strip()) for number, row in enumerate(rows) if _is_cue(rows, number)]
    cues = [match["name"] for match in found if match]
    if len(cues) < 2:
        return False
    directed = (_SCENE.match(row) or _TRANSITION.match(row) for number, row in enumerate(rows) if _alone(rows, number))
    if any(directed) or (_TITLE_KEY.match(text) and len(cues) > len(set(cues))):
        return True
    paragraphs = sum(1 for n, row in enumerate(rows) if row.strip() and (n == 0 or not rows[n - 1].strip()))
    again = [count for count in Counter(cues).values() if count > 1]
    return len(cues) >= _CUES and len(again) > 1 and len(cues) == paragraphs


def read(source: Source) -> Document:
    """Read `source` as Fountain, even if it is faulty."""
    return _Reader(source).read()


def _alone(rows: Sequence[str], number: int) -> bool:
    return (number == 0 or not rows[number - 1].strip()) and (number + 1 == len(rows) or not rows[number + 1].strip())


def _is_cue(rows: Sequence[str], number: int) -> bool:
    """Whether the row is a name in capitals (or after `@`) with an empty line above it and none below."""
    row = rows[number].strip()
    if not row or (number and rows[number - 1].strip()) or number + 1 == len(rows) or not rows[number + 1].strip():
        return False
    match = _CUE.match(row)
    if match is None or _SCENE.match(row) or _TRANSITION.match(row) or row[0] in "!>~#=.":
        return False
    name = match["name"]
    capitals = name == name.upper() != name.lower() and len(name.split()) <= 6
    return row[0] == "@" or (capitals and name[-1] not in "?!…")


class _Reader:
    """Goes through the rows of a screenplay."""

    def __init__(self, source: Source) -> None:
        self._source = source
        masked = _HIDDEN.sub(lambda match: covered(match[0]), source.text)
        self._masked = masked.split("\n")
        self._rows = masked.replace("\0", " ").split("\n")
        self._starts = Lines(source.text).starts
        self.marks: list[Marked] = []
        self.blocks: list[Block] = []
        for match in _HIDDEN.finditer(source.text):
            self.marks.append(Marked(Span(*match.span()), "screenplay-note"))

    def read(self) -> Document:
        """Go through all rows and build the blocks."""
        number, meta = self._title_page()
        speaker: str | None = None
        while number < len(self._rows):
            row = self._rows[number].strip()
            if not row:
                speaker = None
            elif speaker is None and _is_cue(self._rows, number):
                speaker = self._cue(number)
            elif speaker is not None:
                number = self._speech(number, speaker)
                continue
            elif row[0] in "#." or (_SCENE.match(row) and _alone(self._rows, number)):
                self._heading(number)
            else:
                self._silent(number, "screenplay-note" if row[0] == "=" or set(row) == {"="} else "action")
            number += 1
        marks = tuple(sorted(self.marks, key=lambda mark: mark.span))
        return Document(self._source, meta, (), tuple(self.blocks), marks)

    def _title_page(self) -> tuple[int, Meta | None]:
        """The row after the title page, and its values: `Key: value`, or values indented below their key."""
        if not _TITLE_KEY.match(self._rows[0]):
            return 0, None
        values: dict[str, str] = {}
        key, number = "", 0
        while number < len(self._rows) and self._rows[number].strip():
            self._silent(number, "front-matter")
            match = re.match(r"([A-Za-z ]+):(.*)", self._rows[number])
            key, value = (match[1].casefold(), match[2]) if match else (key, self._rows[number])
            values[key] = " ".join(f"{values.get(key, '')} {value}".replace("*", "").replace("_", "").split())
            number += 1
        author = values.get("author") or values.get("authors") or None
        return number, Meta(values.get("title", ""), author=author)

    def _cue(self, number: int) -> str | None:
        """The name on this row, which is silent."""
        match = _CUE.match(self._rows[number].strip())
        self._silent(number, "label")
        return speaker_name(match["name"]) if match else None

    def _speech(self, number: int, speaker: str) -> int:
        """One speech; returns the row after it."""
        lines: list[Line] = []
        while number < len(self._rows) and self._rows[number].strip():
            if _PARENTHETICAL.match(self._rows[number].strip()):
                self._silent(number, "stage-direction")
            else:
                line = self._line(number)
                lines.extend([line] if line.runs else [])
            number += 1
        if lines:
            self.blocks.append(Block("paragraph", tuple(lines), speaker=speaker))
        return number

    def _heading(self, number: int) -> None:
        """Add a scene heading or section as a heading."""
        row = self._rows[number]
        start = self._starts[number] + len(row) - len(row.lstrip())
        lead = len(row.strip()) - len(row.strip().lstrip("#. "))
        if lead == len(row.strip()):
            self._silent(number, "action")
            return
        if lead:
            self.marks.append(Marked(Span(start, start + lead), "heading-mark"))
        self.blocks.append(Block("heading", (self._line(number, lead),), level=2))

    def _line(self, number: int, skipped: int = 0) -> Line:
        """A row of speech without its first `skipped` characters; emphasis marks are silent."""
        start, row = self._starts[number], self._masked[number]
        runs: list[Run] = []
        at, strong, slanted = len(row) - len(row.lstrip()) + skipped, False, False
        for match in _EMPHASIS.finditer(row, at):
            if match.start() > at:
                runs.append(Run(row[at : match.start()], Span(start + at, start + match.start()), strong, slanted))
            if match["char"]:
                self.marks.append(Marked(Span(start + match.start(), start + match.start() + 1), "escape"))
                runs.append(Run(match["char"], Span(start + match.end() - 1, start + match.end()), strong, slanted))
            elif match["hidden"] is None:
                self.marks.append(Marked(Span(start + match.start(), start + match.end()), "emphasis-mark"))
                strong ^= match[0] in ("**", "***")
                slanted ^= match[0] in ("*", "***", "_")
            at = match.end()
        if at < len(row):
            runs.append(Run(row[at:], Span(start + at, start + len(row)), strong, slanted))
        return Line(number + 1, tuple(runs)).stripped()

    def _silent(self, number: int, rule: str) -> None:
        """Silence a row, except what is hidden in it already."""
        for match in re.finditer(r"[^\s\0](?:[^\0]*[^\s\0])?", self._masked[number]):
            start = self._starts[number]
            self.marks.append(Marked(Span(start + match.start(), start + match.end()), rule))
