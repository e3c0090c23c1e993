"""Finds LaTeX formulas in text: `$x^2$`, `$$...$$`, `\\(...\\)`, `\\[...\\]`, and `(\\alpha + \\beta)`.

Sums of money are not formulas: `$5 and $7`. By Pandoc's rule (its manual, "tex_math_dollars") there is no blank after
the first dollar sign, none before the last, and no digit after the last. We also require something mathematical in
between.
"""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.languages.notation.english.signs.latex import in_words
from audiorender.rewriting import Rule, holding

FORMULA = expression(
    r"""
    \$\$ (?P<shown> [^$]{1,2000} ) \$\$
    | \\\[ (?P<square> .{1,2000}? ) \\\]
    | \\\( (?P<round> .{1,2000}? ) \\\)
    | (?<![\\$\w]) \$ (?=[^\s$]) (?P<dollars> [^$\n]{1,400} ) (?<=[^\s\\]) \$ (?![\w$])
    | \( (?P<plain> (?=[^()]{0,200}\\[a-zA-Z]{2}) [^()]{1,200} ) \)
    | \[ (?P<bare> (?=[^\[\]]{0,400}\\[a-zA-Z]{2}) [^\[\]]{1,400} ) \]
    """,
    re.VERBOSE | re.DOTALL,
)
_MATHS = expression(r"[\\^_=<>+{}|!'*/-]|^\s*(?:-?\d+(?:[.,]\d+)?|[A-Za-z]{1,2}(?:\([^()]*\))?)\s*$")


def inside(match: re.Match[str]) -> str | None:
    """The formula between its delimiters, or None if this is not a formula (`$A$`-grade money)."""
    content = next(group for group in match.groups() if group is not None)
    return content if match["dollars"] is None or _MATHS.search(content) else None


def _formula(match: re.Match[str]) -> str:
    content = inside(match)
    if content is None:
        return r"\0"
    said = in_words(content)
    return " " if said is None else f" {said} ".replace("\\", " ")


def _blank(match: re.Match[str]) -> str:
    return r"\0" if inside(match) is None else " "


LEFT_OUT = Rule("a formula", FORMULA, _blank, needs=holding(r"[$\\]"))
"""For languages in which we have no words for formulas: they are left out."""

FORMULAS = (Rule("a formula", FORMULA, _formula, needs=holding(r"[$\\]")),)


def formulas(text: str) -> tuple[str, ...]:
    """The formulas in a text, as written."""
    return tuple(match[0] for match in FORMULA.finditer(text) if inside(match) is not None)


def unsaid(text: str) -> tuple[str, ...]:
    """The formulas in a text that we have no words for, as written."""
    found = ((match[0], inside(match)) for match in FORMULA.finditer(text))
    return tuple(written for written, content in found if content is not None and in_words(content) is None)
