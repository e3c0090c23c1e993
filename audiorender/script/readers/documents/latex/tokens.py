"""The words, commands, braces and formulas of a LaTeX source, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.script.reading.source import Lines, Source

_REFERENCE = (
    r"[ \t~]?\((?:(?:see|cf\.|vgl\.|voir)[ ~])?\\[A-Za-z]*(?:ref|[cC]ite[a-z]*)\*?(?:\[[^\]\n]*\])*\{[^{}\n]*\}\)"
)
"""A reference or a citation alone in brackets, with the blank before."""
_TOKEN = expression(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*(?=\S))?)"
    r"|(?P<begin>\\begin[ \t]*\{(?P<opened>[^{}\n]*)\})|(?P<end>\\end[ \t]*\{(?P<closed>[^{}\n]*)\})"
    r"|(?P<formula>\\[(\[]|\$\$|\$(?=(?:\\.|[^$\\\n]|\n(?![ \t]*\n))+\$))"
    r"|(?P<verbatim>\\(?:verb\*?|lstinline)(?P<bar>[^\sA-Za-z{*\[])[^\n]*?(?P=bar))"
    r"|(?P<accent>\\(?:(?P<mark>[`'^\"~=.])[ \t]*"
    r"(?:\{\\?(?P<in>[A-Za-z]?)\}|\\(?P<dotless>[ij])(?![A-Za-z])[ \t]*|(?P<by>[A-Za-z]))"
    r"|(?P<hook>[cvukHrdb])(?:\{\\?(?P<inner>[A-Za-z]?)\}|[ \t]+(?P<after>[A-Za-z])(?![A-Za-z]))))"
    r"|(?P<line>\\\\\*?(?:\[[^\]\n]*\])?)"
    r"|(?P<address>\\(?:url|nolinkurl|href)[ \t]*\{(?P<to>[^{}\s]*)\})"
    r"|(?P<command>\\[A-Za-z@]+\*?)|(?P<escape>\\.)"
    rf"|(?P<aside>{_REFERENCE})"
    r"|(?P<sign>---?|``|''|[?!]`|,,|\"[`']|~|`)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<square>\[)|(?P<squared>\])|(?P<cell>&)"
    r"|(?P<blank>[ \t]*\n[ \t]*\n\s*)"
    rf"|(?P<text>(?:(?!{_REFERENCE})[ \t(]|[^ \t(\\%${{}}\[\]&~`'\"\-?!,\n]"
    r"|'(?!')|,(?!,)|\"(?![`'])|[?!](?!`)|-(?!-)|\n(?![ \t]*\n))+|.)",
    re.DOTALL,
)
_CODE = words("verbatim Verbatim lstlisting minted alltt comment filecontents tikzpicture thebibliography")
_FORMULAS = words("equation align alignat gather multline eqnarray displaymath math flalign")
_ENDS = {"\\(": "\\)", "\\[": "\\]", "$": "$", "$$": "$$"}
_ACCENTS = dict(
    zip(
        "`'^\"~=.cvukHrdb",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0327\u030c\u0306\u0328\u030b\u030a\u0323\u0331",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token from `start` to `end`. `name` is that of a command or environment, an accented letter, or an address.

    A whole formula is one token, whose own marks take `opens` characters at its start and `closes` at its end; so is
    code, and any other environment that contains no text.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    opens: int = 0
    closes: int = 0


def tokens(source: Source) -> Iterator[Token]:
    """All tokens of `source`, without gaps. Raises SourceError for a formula or code that never ends."""
    text, at = source.text, 0
    while at < len(text) and (match := _TOKEN.match(text, at)):
        kind, start, at = match.lastgroup or "text", *match.span()
        opened = (match["opened"] or "").strip().rstrip("*")
        if kind in ("opened", "begin") and (opened in _CODE or opened in _FORMULAS):
            ends = f"\\end{{{match['opened']}}}"
            at = _after(source, ends, match)
            yield Token("formula" if opened in _FORMULAS else "code", start, at, opened, len(match[0]), len(ends))
        elif match["formula"]:
            ends = _ENDS[match[0]]
            at = _after(source, ends, match)
            yield Token("formula", start, at, "", len(match[0]), len(ends))
        elif match["accent"]:
            letter = match["in"] or match["dotless"] or match["by"] or match["inner"] or match["after"] or ""
            mark = _ACCENTS[match["mark"] or match["hook"]]
            yield Token("accent", start, at, unicodedata.normalize("NFC", letter + mark) if letter else "")
        else:
            kind = next(name for name in _KINDS if match[name] is not None)
            named = {"begin": "opened", "end": "closed", "address": "to"}.get(kind)
            yield Token(kind, start, at, (match[named] or "").strip() if named else match[0].strip("\\"))


_KINDS = words(
    "comment begin end verbatim line address command escape aside sign open close square squared cell blank text"
)


def _after(source: Source, ends: str, match: re.Match[str]) -> int:
    """The offset after the next `ends`, or SourceError."""
    at = match.end()
    while (at := source.text.find(ends, at)) >= 0 and ends[0] == "$" and source.text[at - 1] == "\\":
        at += 1
    if at < 0:
        raise unclosed(source, match.start(), match[0])
    return at + len(ends)


def unclosed(source: Source, at: int, what: str) -> SourceError:
    """The error for `what` at offset `at`, which has no end."""
    return SourceError(
        f"{what} is never closed", path=source.path, line=Lines(source.text).number(at), hint="close it, or remove it"
    )


def pairs(found: list[Token]) -> dict[int, int]:
    """The number of the token that closes each brace and each environment, by the number of the one that opens it."""
    closed: dict[int, int] = {}
    braces: list[int] = []
    open_: list[tuple[str, int]] = []
    for number, token in enumerate(found):
        if token.kind == "open":
            braces.append(number)
        elif token.kind == "close" and braces:
            closed[braces.pop()] = number
        elif token.kind == "begin":
            open_.append((token.name, number))
        elif token.kind == "end" and (depth := _innermost(open_, token.name)) is not None:
            closed[open_[depth][1]] = number
            del open_[depth:]
    return closed


def _innermost(open_: list[tuple[str, int]], name: str) -> int | None:
    """The place of the innermost open environment called `name`."""
    return next((at for at in range(len(open_) - 1, max(-1, len(open_) - 100), -1) if open_[at][0] == name), None)
