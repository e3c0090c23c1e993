"""Explicit markup of reStructuredText, from `..` to the end of what is indented below: directives, notes, comments.

The directives are those of docutils (docutils.sourceforge.io/docs/ref/rst/directives.html) and of Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.script.readers.data.delimited import columns
from audiorender.script.readers.documents.prose import Aside, Prose

_HEAD = expression(
    r"(?P<target>_(?:_|`[^`\n]+`|(?:\\.|[^:\\\n])+):)|\[(?P<label>[^\]\n]+)\](?P<note>[ \t]*)"
    r"|(?P<substitution>\|[^|\n]+\|[ \t]+[\w-]+::)|(?P<value>(?P<key>[a-z]+):(?=[ \t]|\Z)[ \t]*)(?!.*::)"
    r"|(?:[\w.-]+:)?(?P<name>[\w-]+)(?P<directive>::(?:[ \t]+|\Z))"
)
_OPTION = expression(r"[ \t]+:[\w-]+:(?:[ \t]|\Z)")
_SILENT = {
    **dict.fromkeys(
        words("""
        code code-block sourcecode literalinclude parsed-literal raw highlight productionlist doctest testcode graphviz
        prompt
        """),
        "code-block",
    ),
    **dict.fromkeys(words("image figure thumbnail youtube vimeo video audio"), "image"),
    **dict.fromkeys(words("contents toctree sectnum section-numbering"), "contents"),
    **dict.fromkeys(words("todo ifconfig"), "comment"),
    **dict.fromkeys(words("bibliography footbibliography"), "citation"),
    **dict.fromkeys(words("pull-quote"), "pull-quote"),
    **dict.fromkeys(
        words("""
        note warning attention caution danger error hint important tip admonition seealso sidebar topic versionadded
        versionchanged deprecated header footer
        """),
        "page-part",
    ),
    **dict.fromkeys(
        words("""
        role default-role index meta class rst-class cssclass tabularcolumns target-notes date currentmodule module
        default-domain more sectionauthor codeauthor highlightlang
        """),
        "markup",
    ),
}
"""Directives that are not spoken, with the rule."""
_QUOTES = words("epigraph highlights blockquote")
_SHOWN = words("container compound line-block centered div table list-table only math rubric") | _QUOTES
"""Directives whose content is read like the text around it."""
VALUES = words("title author date language description")


@dataclass
class Rows:
    """The rows of a text and where each begins, and what is said of them."""

    rows: Sequence[str]
    starts: Sequence[int]
    prose: Prose
    say: Callable[[int, int], None]
    values: dict[str, str] = field(default_factory=dict)
    begun: bool = False
    """Whether any text has been read yet."""

    def end(self, number: int) -> int:
        """The offset after the row with this number."""
        return self.starts[number] + len(self.rows[number])

    def mute(self, first: int, last: int, rule: str) -> int:
        """Silence the rows from `first` up to `last`; returns `last`."""
        if first < last:
            self.prose.mute(self.starts[first], self.end(last - 1), rule)
        return last

    def indent(self, number: int) -> int:
        """How far the row with this number is indented."""
        row = self.rows[number]
        return len(row) - len(row.lstrip())


@dataclass(frozen=True, slots=True)
class Opened:
    """A directive whose content begins in a row, and whether it is a quotation."""

    row: int
    quote: bool


def explicit(at: Rows, first: int, last: int, column: int) -> int | Opened:
    """Read the explicit markup in the rows from `first` up to `last`, whose words begin in `column`.

    Returns the next row, or the content of a directive that has not been read yet.
    """
    row, start = at.rows[first], at.starts[first]
    match = _HEAD.match(row, column)
    kind = match.lastgroup if match else None
    if match is None or kind is None:
        return at.mute(first, last, "comment")
    if kind == "directive":
        return _directive(at, first, last, match)
    if kind == "note":
        at.prose.mute(start, start + match.end(), "footnote")
        note = Aside("footnote")
        at.prose.asides.append(note)
        at.say(start + match.end(), at.end(last - 1))
        at.prose.asides.remove(note)
        at.prose.note(note.text)
        return last
    if kind == "value":
        if at.begun:
            return at.mute(first, last, "comment")
        if match["key"] in VALUES:
            at.values.setdefault(match["key"], row[match.end() :])
        return at.mute(first, last, "page-head")
    return at.mute(first, last, "link-target" if kind == "target" else "markup")


def _directive(at: Rows, first: int, last: int, match: re.Match[str]) -> int | Opened:
    name, argument = match["name"].casefold(), at.rows[first][match.end() :].strip()
    place = at.starts[first]
    if name == "title":
        at.values["title"] = argument
        return at.mute(first, last, "page-head")
    if name == "include":
        at.prose.remark(place, f"the file '{argument}' that it includes is not read")
        return at.mute(first, last, "markup")
    if name in _SILENT:
        return at.mute(first, last, _SILENT[name])
    if name not in _SHOWN:
        at.prose.remark(place, f"the directive '{name}' is not known to audiorender; what is in it is not spoken")
        return at.mute(first, last, "markup")
    if name in ("math", "rubric", "centered"):
        return _one_text(at, first, last, match)
    after = at.mute(first, first + 1, "markup")
    while after < last and _OPTION.match(at.rows[after]):
        after = at.mute(after, after + 1, "markup")
    return Opened(_past_titles(at, after, last) if name == "list-table" else after, name in _QUOTES)


def _past_titles(at: Rows, first: int, last: int) -> int:
    """Silence the first row of a table in the form of a list if it names the columns; returns the row after it."""
    begins = [row for row in range(first, last) if at.rows[row].lstrip().startswith("* ")]
    ends = begins[1] if len(begins) > 1 else last
    titles = [at.rows[row].strip(" *-") for row in range(begins[0], ends) if at.rows[row].strip()] if begins else []
    return at.mute(begins[0], ends, "column-name") if columns(titles) else first


def _one_text(at: Rows, first: int, last: int, match: re.Match[str]) -> int:
    """A directive that is one formula or one line."""
    start, opens = at.starts[first], at.starts[first] + match.end()
    body = first if at.rows[first][match.end() :].strip() else first + 1
    while body > first and body < last and (not at.rows[body].strip() or _OPTION.match(at.rows[body])):
        body = at.mute(body, body + 1, "markup")
    if body == last:
        return at.mute(first, last, "markup")
    at.prose.flow.begin("heading" if match["name"] == "rubric" else "paragraph", 6)
    begins = opens if body == first else at.starts[body] + at.indent(body)
    if match["name"] != "math":
        at.prose.mute(start, min(opens, at.end(first)), "markup")
        at.say(begins, at.end(last - 1))
    else:
        name = start + match.start("name")
        at.prose.mute(start, name, "markup")
        at.prose.say(name, start + match.end("name") + 2, "\\[")
        at.prose.say(begins, at.end(last - 1) - 1)
        at.prose.say(at.end(last - 1) - 1, at.end(last - 1), at.prose.text[at.end(last - 1) - 1] + "\\]")
    at.prose.flow.begin()
    return last
