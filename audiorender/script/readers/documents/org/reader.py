"""Org mode: headlines, lists, tables, drawers, blocks and keywords (orgmode.org/worg/org-syntax.html)."""

from __future__ import annotations

import re
from bisect import bisect_left

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.script.document import Document
from audiorender.script.readers.documents.org.inline import Inline
from audiorender.script.readers.documents.prose import Aside, Prose, top_level
from audiorender.script.readers.documents.tabular import Range, Table, trimmed
from audiorender.script.reading.source import Source

NAME = "Org"

_WHOLE = expression(
    r"\A(?:[ \t]*(?:#(?!\+).*)?\n)*#\+(?:title|author|date|options|startup|language|filetags|property):", re.I
)
_SIGN = expression(
    r"^[ \t]*(?:(?P<keyword>#\+\w+:)|(?P<block>#\+BEGIN_\w+)|(?P<drawer>:END:[ \t]*$)"
    r"|(?P<plan>(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[<\[]\d{4}))|(?P<todo>^\*+ (?:TODO|DONE) )"
    r"|(?P<link>\[\[[^\[\]\n|]+\]\[[^\[\]\n]+\]\])|(?P<note>\[fn:[\w-]+\])|(?P<term>^[ \t]*[-+] .*\S ::(?= |$))"
    r"|(?P<headline>^\*+ \S)",
    re.MULTILINE | re.IGNORECASE,
)
_WEAK = frozenset({"term", "headline"})
_MARKDOWN = expression(r"\*\*[^\s*]|\]\((?:https?:|/|#)|^```", re.MULTILINE)

_ROW = expression(
    r"(?P<blank>[ \t]*\Z)|[ \t]*(?:(?P<begin>#\+begin_(?P<block>\w+).*)|(?P<end>#\+end_\w+[ \t]*\Z)"
    r"|(?P<keyword>#\+(?P<key>\w+)(?:\[[^\]]*\])?:[ \t]*(?P<value>.*))|(?P<comment>\#(?:[ \t].*)?\Z)"
    r"|(?P<plan>(?:(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[<\[].*)\Z)|(?P<drawer>:[\w-]+:[ \t]*\Z)"
    r"|(?P<rule>-{5,}[ \t]*\Z)"
    r"|(?P<table>\|.*)|(?P<fixed>:(?:[ \t]|\Z))"
    r"|(?P<item>(?P<bullet>[-+]|(?<=[ \t])\*|\d{1,3}[.)])(?:[ \t]+\[@\w+\])?(?:[ \t]+(?P<box>\[[ xX-]\]))?"
    r"(?:[ \t]+(?=\S)|\Z)(?:(?P<term>\S.*?)?[ \t]+(?P<colons>::)(?:[ \t]+|\Z))?))"
    r"|(?P<headline>(?P<stars>\*+)[ \t]+(?P<todo>(?P<state>[A-Z]{2,}[\w-]*)[ \t]+)?(?P<priority>\[\#\w\][ \t]*)?)"
    r"|(?P<note>\[fn:[\w-]+\])[ \t]+(?=\S)",
    re.IGNORECASE,
)
_DRAWER_ENDS = expression(r"[ \t]*:end:[ \t]*\Z|\*+[ \t]", re.IGNORECASE)
"""The end of a drawer, or a headline, above which it must end."""
_EMPHASIS = expression(r"(?<!\w)([*/_=~+])(\S(?:.*?\S)?)\1(?!\w)")
_TAGS = expression(r"[ \t]+(:[\w@#%:]+:)[ \t]*\Z|[ \t]*\[(?:\d*/\d*|\d*%)\]")
_STATES = words("TODO DONE NEXT WAITING WAIT HOLD STARTED CANCELLED CANCELED SOMEDAY INPROGRESS IN-PROGRESS")
_SAID_TASK = expression(r"[^:\n]{1,40}:[ \t]")
_VALUES = ("title", "author", "date", "language", "description")
_RULES = {"src": "code-block", "example": "code-block", "export": "code-block", "comment": "comment"}
_ROWS = {"comment": "comment", "rule": "rule-line"}
_UNSPOKEN = expression(r":(?:noexport|archive):", re.IGNORECASE)


def looks(text: str) -> bool:
    """Whether `text` begins with a keyword of Org, or has two kinds of its markup and none of Markdown's."""
    if _WHOLE.match(text):
        return True
    if _MARKDOWN.search(text):
        return False
    kinds = {match.lastgroup for match in _SIGN.finditer(text)}
    return len(kinds) > 1 and not kinds <= _WEAK


def read(source: Source) -> Document:
    """Read `source` as Org. Raises SourceError for a block of code that has no end."""
    return _Reader(source).document()


class _Reader:
    """Goes through the rows of a text."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._rows = source.text.split("\n")
        self._prose = Prose(source.text)
        self._flow = self._prose.flow
        self._inline = Inline(source.text, self._prose)
        self._values: dict[str, str] = {}
        self._states = set(_STATES)
        self._paragraph: Range | None = None
        self._term: Range | None = None
        self._table: Table | None = None
        self._note: Aside | None = None
        self._drawer_ends = [at for at, row in enumerate(self._rows) if _DRAWER_ENDS.match(row)]
        levels = [len(row) - len(row.lstrip("*")) for row in self._rows if re.match(r"\*+[ \t]+\S", row)]
        titled = re.search(r"^[ \t]*#\+title:", source.text, re.IGNORECASE | re.MULTILINE) is not None
        self._raised = top_level(levels, titled=titled)

    def document(self) -> Document:
        """Read all rows."""
        number = start = 0
        while number < len(self._rows):
            after = self._row(number, start)
            start += sum(len(row) + 1 for row in self._rows[number:after])
            number = after
        self._close()
        return self._prose.document(self._source, self._values)

    def _row(self, number: int, start: int) -> int:
        """Read the row with this number, at offset `start`; returns the number of the next one to read."""
        row = self._rows[number]
        match = _ROW.match(row)
        kind = match.lastgroup if match else None
        if kind != "table":
            self._end_table()
        if match is None or kind is None:
            self._paragraph = (self._paragraph[0] if self._paragraph else start, start + len(row))
            return number + 1
        if kind == "keyword" and not row.lstrip().startswith("#+"):
            kind = "comment"
        self._close()
        match kind:
            case "begin":
                return self._block(match, number, start)
            case "drawer":
                return self._drawer(number, start)
            case "headline":
                return self._headline(match, number, start)
            case "table":
                self._cells(number, start)
            case "item":
                self._item(match, start)
            case "note" | "fixed":
                self._noted_or_fixed(kind, start, start + match.end(), start + len(row))
            case _:
                self._prose.mute(start, start + len(row), _ROWS.get(kind, "markup"))
                self._around(match, kind, start)
        return number + 1

    def _around(self, match: re.Match[str], kind: str, start: int) -> None:
        """What a silent row means for the text around it."""
        if kind == "keyword":
            self._keyword(match, start)
        elif kind == "rule":
            self._flow.after_rule = True
            self._flow.begin()
        elif kind == "end" and match["end"].strip().casefold() in ("#+end_quote", "#+end_verse"):
            self._flow.quote = max(0, self._flow.quote - 1)
            self._flow.begin()

    def _noted_or_fixed(self, kind: str, start: int, after: int, end: int) -> None:
        """The first row of a footnote, or a row of fixed width, which is text."""
        self._prose.mute(start, after, "footnote" if kind == "note" else "code-mark")
        if kind == "note":
            self._note = Aside("footnote")
            self._prose.asides.append(self._note)
            self._paragraph = after, end
        else:
            self._prose.say(after, end)

    def _close(self) -> None:
        """Read the paragraph that is over, and end what ends with it."""
        term, self._term = self._term, None
        if term:
            bold = self._prose.face
            self._prose.face = (True, False)
            self._inline.say(*term)
            self._flow.trim()
            colons = self._source.text.index("::", term[1])
            self._prose.say(colons, colons + 2, ":")
            self._prose.face = bold
        if self._paragraph:
            self._inline.say(*self._paragraph)
        if self._note:
            self._prose.note(self._note.text)
        self._prose.asides.clear()
        self._paragraph = self._note = None
        self._prose.linking.ends()
        self._flow.begin()

    def _mute_rows(self, number: int, after: int, start: int, rule: str) -> int:
        """Silence the rows from `number`, which is at `start`, up to the one with the number `after`."""
        self._prose.mute(start, start + len("\n".join(self._rows[number:after])), rule)
        return after

    # -- what is not spoken --------------------------------------------------------------------------------------------

    def _keyword(self, match: re.Match[str], start: int) -> None:
        """`#+KEY: value`."""
        key, value = match["key"].casefold(), match["value"].strip()
        if key in _VALUES:
            value = re.sub(r"[<\[](\d{4}-\d\d-\d\d)[^<>\[\]]*[>\]]", r"\1", value)
            value = _EMPHASIS.sub(r"\2", value)
            self._values[key] = f"{self._values.get(key, '')} {value}".strip()
        elif key in ("todo", "seq_todo", "typ_todo"):
            self._states.update(re.sub(r"\([^()]*\)", "", value).split())
        elif key == "include":
            self._prose.remark(start, f"the file {value} that it includes is not read")

    def _block(self, match: re.Match[str], number: int, start: int) -> int:
        """`#+BEGIN_...`: code up to its end is silent, and a quotation or any other block is text."""
        name = match["block"].casefold()
        if name not in _RULES:
            self._flow.quote += name in ("quote", "verse")
            self._flow.begin()
            return self._mute_rows(number, number + 1, start, "markup")
        ends = f"#+end_{name}"
        for after in range(number + 1, len(self._rows)):
            if self._rows[after].strip().casefold() == ends:
                return self._mute_rows(number, after + 1, start, _RULES[name])
        what = f"#+begin_{name} is never closed"
        raise SourceError(what, path=self._source.path, line=number + 1, hint=f"write {ends} below it, or remove it")

    def _drawer(self, number: int, start: int) -> int:
        """A drawer, up to its `:END:`; without one, the row is text."""
        found = self._drawer_ends[(at := bisect_left(self._drawer_ends, number)) : at + 1]
        if found and not self._rows[found[0]].startswith("*"):
            return self._mute_rows(number, found[0] + 1, start, "markup")
        self._paragraph = start, start + len(self._rows[number])
        return number + 1

    # -- what is -------------------------------------------------------------------------------------------------------

    def _headline(self, match: re.Match[str], number: int, start: int) -> int:
        """A headline; one that Org does not export is silent with all below it."""
        row, level = self._rows[number], len(match["stars"])
        state = match["state"] or ""
        if state == "COMMENT" or _UNSPOKEN.search(row):
            after = number + 1
            while after < len(self._rows) and not re.match(rf"\*{{1,{level}}}[ \t]", self._rows[after]):
                after += 1
            self._prose.remark(start, "this section is not spoken, as Org does not export it")
            return self._mute_rows(number, after, start, "comment")
        opens = match.end() if not state or state in self._states else match.end("stars")
        self._prose.mute(start, start + opens, "heading-mark")
        self._flow.begin("heading", max(1, min(6, level - self._raised)))
        at = start + opens
        for mark in _TAGS.finditer(row, opens):
            self._inline.say(at, start + mark.start())
            self._prose.mute(start + mark.start(), start + mark.end(), "heading-attribute")
            at = start + mark.end()
        self._inline.say(at, start + len(row))
        self._flow.begin()
        return number + 1

    def _item(self, match: re.Match[str], start: int) -> None:
        """The first row of a list item; a term gets a colon, as a label does. A task is not spoken."""
        row = match.string
        begins = match.start("term") if match["term"] else match.end()
        self._prose.mute(
            start, start + (match.start("colons") if match["colons"] and not match["term"] else begins), "list-mark"
        )
        self._flow.begin("item", mark=match["bullet"] if match["bullet"] in "-+*" else "1.")
        if match["term"]:
            self._term = start + match.start("term"), start + match.end("term")
        elif match["box"] and not _SAID_TASK.match(row, match.end()):
            self._prose.asides.append(Aside("task"))
        self._paragraph = start + (match.end("colons") if match["term"] else match.end()), start + len(row)

    def _cells(self, number: int, start: int) -> None:
        """A row of a table."""
        row = self._rows[number]
        bars = [start + found.start() for found in re.finditer(r"\|", row)]
        if re.match(r"[ \t]*\|-", row):
            self._prose.mute(start, start + len(row), "table-mark")
            return
        first = self._table is None
        self._table = self._table or Table(self._source.text, self._prose, self._inline.say)
        self._prose.mute(bars[0], bars[0] + 1, "table-mark")
        ends = [*bars[1:], start + len(row)] if self._source.text[bars[-1] + 1 : start + len(row)].strip() else bars[1:]
        cells = [[trimmed(self._source.text, one + 1, other)] for one, other in zip(bars, ends, strict=False)]
        marks = [(end, end + 1) if end in bars else None for end in ends]
        if first and self._table.header(cells):
            for mark in filter(None, marks):
                self._prose.mute(*mark, "table-mark")
        else:
            self._table.row(cells, marks)

    def _end_table(self) -> None:
        if self._table:
            self._table.ends()
            self._table = None
