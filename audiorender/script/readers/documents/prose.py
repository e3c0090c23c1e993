"""What a reader of LaTeX, Org or reStructuredText says and leaves unsaid, in the order of the source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from audiorender.languages.days import iso_day
from audiorender.languages.names import tag_of
from audiorender.model import Link, Meta, Remark, Span
from audiorender.script.document import Document, Marked, Run
from audiorender.script.links import Linking, is_address, worth_showing
from audiorender.script.readers.documents.flow import Flow
from audiorender.script.readers.pieces import dropped
from audiorender.script.reading.source import Lines, Source

BLANK = "  "
"""A blank that some other character stands for (`~`). As it is not as long as that, no end of a line is cut from it."""

Face = tuple[bool, bool]
"""Whether text is bold, and whether it is italic."""


@dataclass(slots=True)
class Aside:
    """Words that are silent by `rule`, collected in `text`."""

    rule: str
    text: str = ""


class Prose:
    """Takes the words and the markup of a text in order. Words are spoken unless an aside is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = Lines(text)
        self._told: set[str] = set()
        self._blanks: list[Run] = []
        self.flow = Flow(text)
        self.marks: list[Marked] = []
        self.linking = Linking()
        self.remarks: list[Remark] = []
        self.footnotes: list[str] = []
        self.asides: list[Aside] = []
        self.face: Face = (False, False)

    def line(self, offset: int) -> int:
        """The 1-based number of the line with the character at `offset`."""
        return self._lines.number(offset)

    def say(self, start: int, end: int, text: str | None = None) -> None:
        """Speak the characters from `start` to `end`: as they are, or as `text`."""
        shown = self.text[start:end] if text is None else text
        if self.asides:
            self.asides[-1].text += shown
            self.mute(start, end, self.asides[-1].rule)
            return
        self.linking.says(shown)
        if text is not None:
            self._add(Run(text, Span(start, end), *self.face))
            return
        for number, row in enumerate(shown.split("\n")):
            if number:
                self.flow.next_line()
            if row:
                self._add(Run(row, Span(start, start + len(row)), *self.face))
            start += len(row) + 1

    def _add(self, run: Run) -> None:
        if run.text.isspace() and not run.verbatim:
            self._blanks.append(run)
        self.flow.add(run)

    def cell_ends(self, start: int, end: int) -> None:
        """The mark between two cells of a table, which is read as a comma behind a word: a short pause."""
        self.flow.trim()
        if self.text[max(0, start - 80) : start].rstrip()[-1:].isalnum():
            self.say(start, end, ",")
        else:
            self.mute(start, end, "table-mark")
        if self.flow.name:
            self.flow.name.text = self.flow.name.text.strip().removesuffix(",")
        self.flow.name_ends()
        self.flow.next_line()

    def mute(self, start: int, end: int, rule: str) -> None:
        """Silence the characters from `start` to `end`."""
        for match in re.finditer(r"\S(?:[^\n]*\S)?", self.text[start:end]):
            self.marks.append(Marked(Span(start + match.start(), start + match.end()), rule))

    def remark(self, at: int, text: str) -> None:
        """Tell the author something about the line with the character at `at`, once for the whole document."""
        if text not in self._told:
            self._told.add(text)
            self.remarks.append(Remark(self.line(at), text))

    def link(self, address: str) -> None:
        """What is said from here to `linking.ends()` is a link to `address`, if that is a web address."""
        if is_address(address.strip()):
            self.linking.begins(address.strip())

    def resume(self, aside: Aside) -> None:
        """End `aside`, if it has not been ended with all others."""
        if aside in self.asides:
            self.asides.remove(aside)

    def note(self, text: str) -> None:
        """Keep a footnote for the show notes."""
        if shown := " ".join(text.split()):
            self.footnotes.append(shown)

    def document(self, source: Source, values: Mapping[str, str] = {}) -> Document:
        """Everything said so far. `values` may have a title, an author, a date, a language and a description."""
        self.linking.ends()
        blocks, marks = self.flow.finish()
        marks = [*self.marks, *marks]
        marks += list(dropped(self._blanks, blocks, marks))
        addresses = [Link(each, each) for each in self.footnotes if is_address(each)]
        return Document(
            source,
            _meta(values),
            tuple(("author", name) for name in [values.get("author", "")] if name),
            blocks,
            tuple(sorted(marks, key=lambda mark: mark.span)),
            links=worth_showing([*self.linking.found, *addresses]),
            footnotes=tuple(each for each in self.footnotes if not is_address(each)),
            remarks=tuple(self.remarks),
        )


def _meta(values: Mapping[str, str]) -> Meta:
    """The values of a document's own header, each on one line. What is not a date is kept as it is."""
    shown = {name: " ".join(text.split()) for name, text in values.items()}
    date = shown.get("date")
    with suppress(ValueError):
        date = date and iso_day(date)
    return Meta(
        title=shown.get("title", ""),
        author=shown.get("author") or None,
        date=date or None,
        language=tag_of(shown.get("language", "")),
        description=shown.get("description") or None,
    )


def top_level(levels: Sequence[int], *, titled: bool) -> int:
    """By how much headings of these levels move up: a single one at the top is the title, unless there is another."""
    if not levels:
        return 0
    return min(levels) - (1 if levels.count(min(levels)) == 1 and not titled else 2)
