"""The parser of Markdown: CommonMark, with rules for footnote marks, formulas, and labels like definitions."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline, autolink, emphasis, image, link

from audiorender.expressions import CLOSE_QUOTES, expression

_FOOTNOTE = expression(r"\[\^[^\]\s]+\]")
_FORMULA = expression(
    r"\$\$[^$]{1,2000}\$\$"
    r"|\\\((?=[^()]{0,200}(?:\\[A-Za-z]{2}|[_^=])).{1,2000}?\\\)|\\\[(?=[^\[\]]{0,200}(?:\\[A-Za-z]{2}|[_^=])).{1,2000}?\\\]"
    r"|\$(?=[^\s$])(?=[^$\n]{0,400}[\\_*^])[^$\n]{0,400}[^\s$\\]\$(?![\w$])",
    re.DOTALL,
)
"""By Pandoc's rule (its manual, "tex_math_dollars"), and with something in it that Markdown would take for markup."""
_WRAPPED_LINK = expression(r"\[(?P<text>[^\[\]]{1,300})\]\((?P<href>https?://[^\s()<>\"]+(?:\n[^\s()<>\"]+)+)\)")
_ENDED = expression(rf"[.?!…][{CLOSE_QUOTES})]?\Z|\S:[ \t]{{1,2}}\Z")
_BEGINS = expression(r"\*\*[ \t](?=[^\W\d_])")
_URL = expression(r"[ ]*\[[^\]]*\]:[ \t]*(?:$|<|\S*[/#@:]|\S+\.\w\w)")

_Rule = Callable[[StateInline, bool], bool]


@cache
def markdown_parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough. Indented text is text: hanging indents are common in transcripts.

    Escapes and entities remain separate tokens, and links know where they end. One parser serves all threads.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parser.disable(["code", "text_join"])
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        parser.inline.ruler.at(name, _noting_its_end(rule))
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.before("link", "footnote_mark", _footnote_mark)
    parser.inline.ruler.before("link", "wrapped_link", _wrapped_link)
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.block.ruler.at("reference", _reference)
    parser.parse("Once, as its rules are collected on first use, which threads would disturb.")
    return parser


def _reference(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A link definition, unless its target looks like speech (`[Ana]: Yes`)."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    return _URL.match(text) is not None and reference(state, line, end, silent)


def _noting_its_end(rule: _Rule) -> _Rule:
    """The rule, extended to record where its token ends."""

    def noting(state: StateInline, silent: bool) -> bool:
        found = rule(state, silent)
        if found and not silent:
            state.tokens[-1].meta["end"] = state.pos
        return found

    return noting


def _wrapped_link(state: StateInline, silent: bool) -> bool:
    """A link whose address is broken over lines, as html2text breaks it: `[Ana](https://boats.example/a-\nna)`."""
    match = _WRAPPED_LINK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if match is None or state.linkLevel:
        return False
    if not silent:
        end = state.posMax
        state.pos, state.posMax = match.span("text")
        state.push("link_open", "a", 1).attrs = {"href": "".join(match["href"].split())}
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1).meta["end"] = match.end()
        state.posMax = end
    state.pos = match.end()
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Emphasis, whose marks may also stand where people put them by mistake.

    It may end with a sentence that a blank is missing after, or behind the blank after a label, and begin before a
    blank: `**How old?**Nine.`, `**Ana: **Nine.`, `** Ana:** Nine.` There CommonMark (0.31, "flanking") lets asterisks
    only begin or not begin, and so leaves them as text.
    """
    known, start = len(state.delimiters), state.pos
    found = emphasis.tokenize(state, silent)
    if not found or silent or state.src[start] != "*":
        return found
    ends = _ENDED.search(state.src, max(0, start - 4), start) is not None
    begins = state.src[max(0, start - 1) : start] in ("", "\n") and _BEGINS.match(state.src, start) is not None
    for delimiter in state.delimiters[known:]:
        delimiter.close = delimiter.close or ends
        delimiter.open = delimiter.open or begins
    return found


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    """A rule for `[^1]`."""
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("footnote_mark", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    """A formula in LaTeX, in which backslashes, asterisks and underscores are part of it."""
    if state.src[state.pos] not in "$\\" or (match := _FORMULA.match(state.src, state.pos, state.posMax)) is None:
        return False
    if not silent:
        state.push("formula", "", 0).content = match[0]
    state.pos = match.end()
    return True
