"""LaTeX's environments: lists, quotations, tables, pictures, and the document itself."""

from __future__ import annotations

from audiorender.script.readers.documents.latex import meanings
from audiorender.script.readers.documents.latex.layout import names_columns
from audiorender.script.readers.documents.latex.reading import Reading
from audiorender.script.readers.documents.latex.tokens import Token, unclosed


def begin(at: Reading, number: int, token: Token) -> int:
    """Read `\\begin{...}`, and prepare for its end; returns the number of the next token."""
    name, last = token.name.rstrip("*"), at.pairs.get(number)
    if name in meanings.PICTURES:
        if last is None:
            raise unclosed(at.source, token.start, f"\\begin{{{name}}}")
        return at.mute(number, last, "image")
    after = at.mute(number, number)
    if name == "document":
        at.prose.asides.clear()
    at.restore_after(last)
    at.layout.begin()
    if last is None or at.prose.asides:
        return after
    if name in meanings.LISTS:
        at.layout.lists.append(name)
        at.then(last, at.layout.list_ends)
    elif name in meanings.QUOTES:
        at.layout.quote_begins()
        at.then(last, at.layout.quote_ends)
    elif name in meanings.TABLES:
        after = at.skip(after, name, 1 + (name in ("tabularx", "tabulary")))
        at.layout.table_begins()
        at.then(last, at.layout.table_ends)
        return _header(at, after, last)
    elif name not in meanings.PLAIN:
        what = f"\\begin{{{name}}} is not known to audiorender; what is in it is read as ordinary text"
        at.prose.remark(token.start, what)
    return at.skip(after, name, meanings.SIZED.get(name, 0))


def _header(at: Reading, after: int, last: int) -> int:
    """Silence a table's first row if it names its columns."""
    ends = next((each for each in range(after, last) if at.tokens[each].kind == "line"), None)
    if ends is not None and names_columns(at.source.text[at.tokens[after].start : at.tokens[ends].start]):
        return at.mute(after, ends, "column-name")
    return after


def end(at: Reading, number: int, token: Token) -> int:
    """Read `\\end{...}`. After the end of the document, LaTeX reads nothing."""
    at.layout.begin()
    after = at.mute(number, number)
    if token.name == "document" and not at.prose.asides and after < len(at.tokens):
        return at.mute(after, len(at.tokens) - 1, "comment")
    return after
