"""LaTeX, a whole document or a part pasted from one: commands are silent, and what they show is spoken.

What it does not know is noted, and its words are read. docs/architecture.md says why no library reads it for us.
"""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.script.document import Document
from audiorender.script.readers.documents.latex import commands, environments, meanings
from audiorender.script.readers.documents.latex.definitions import Definitions
from audiorender.script.readers.documents.latex.reading import Reading
from audiorender.script.readers.documents.latex.tokens import Token
from audiorender.script.readers.documents.prose import BLANK, Aside
from audiorender.script.reading.source import Source

NAME = "LaTeX"

_WHOLE = expression(
    r"\A(?:\s|%[^\n]*\n|\\[A-Za-z][^\n]*\n)*\\document(?:class|style)\b|^[ \t]*\\begin\{document\}", re.MULTILINE
)
_PART = expression(
    r"^[ \t]*(?P<part>\\(?:sub)*section\*?\{)|(?P<begin>\\begin\{[a-z]+\*?\})|^[ \t]*(?P<item>\\item\b)"
    r"|(?P<face>\\(?:emph|text(?:bf|it|sc|tt))\{)|(?P<note>\\(?:footnote|cite[tp]?|label)[\[{])"
    r"|^(?P<layout>\\(?:noindent|bigskip|medskip|par)\b)",
    re.MULTILINE,
)
_LEAST = 3
_NOT_TEXT = expression(r"^(```|~~~).*?^\1|`[^`\n]+`(?!`)|\$[^$\n]+\$|\\\[.*?\\\]", re.DOTALL | re.MULTILINE)
_MARKDOWN = expression(r"^#{1,6} \S|\*\*[^\s*]|\]\((?:https?:|/|#)", re.MULTILINE)


def looks(text: str) -> bool:
    """Whether `text` is a document in LaTeX, or has at least three commands of two kinds and no Markdown."""
    if "\\" not in text:
        return False
    text = _NOT_TEXT.sub("", text)
    if _WHOLE.search(text):
        return True
    kinds = [match.lastgroup for match in _PART.finditer(text)]
    return len(kinds) >= _LEAST and len(set(kinds)) > 1 and not _MARKDOWN.search(text)


def read(source: Source) -> Document:
    """Read `source` as LaTeX. Raises SourceError for a formula, an argument or code that is never closed."""
    return _Reader(source).document()


class _Reader:
    """Goes through the tokens of a text."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._at = Reading(source)
        self._prose = self._at.prose
        self._own = Definitions(self._at)

    def document(self) -> Document:
        """Read it all."""
        at, number = self._at, 0
        if any(each.kind == "begin" and each.name == "document" for each in at.tokens):
            self._prose.asides.append(Aside("markup"))  # up to there is the preamble
        while number < len(at.tokens):
            after = self._step(number, at.tokens[number])
            for passed in range(number, after):
                at.passed(passed)
            number = after
        return self._prose.document(self._source, {name: aside.text for name, aside in at.values.items()})

    def _step(self, number: int, token: Token) -> int:
        """Read the token with this number; returns the number of the next one to read."""
        match token.kind:
            case "open" | "close" | "square" | "squared":
                return self._bracket(number, token)
            case "begin":
                return environments.begin(self._at, number, token)
            case "end":
                return environments.end(self._at, number, token)
            case "address":
                return commands.address(self._at, number, token)
            case "command":
                found = self._own.past(number) or self._own.use(number, token.name.rstrip("*"))
                return found or commands.command(self._at, number, token)
            case "blank":
                self._at.layout.begin()
            case "line":
                self._at.layout.line_ends(token.start, token.end)
            case "cell":
                self._at.layout.cell_ends(token.start, token.end)
            case _:
                self._words(number, token)
        return number + 1

    def _words(self, number: int, token: Token) -> None:
        """A token that shows something by itself."""
        start, end = token.start, token.end
        match token.kind:
            case "text":
                self._prose.say(max(start, min(self._at.resumes, end)), end, self._at.instead.get(number))
            case "sign":
                self._prose.say(start, end, BLANK if token.name == "~" else meanings.SIGNS[token.name])
            case "accent" if token.name:
                self._prose.say(start, end, token.name)
            case "escape":
                self._escape(start, end)
            case "formula":
                self._formula(token)
            case "verbatim":
                self._verbatim(start, end)
            case _:
                rule = {"comment": "comment", "aside": "citation", "code": "code-block"}.get(token.kind, "markup")
                self._prose.mute(start, end, meanings.UNSHOWN.get(token.name, rule))

    def _bracket(self, number: int, token: Token) -> int:
        """A brace, which is silent, or a square bracket, which is text unless a command took it."""
        if token.kind == "open":
            self._at.restore_after(self._at.pairs.get(number))
        if joined := self._own.join(number):
            return joined
        said = self._at.instead.get(number, "" if token.kind in ("open", "close") else None)
        if said == "":
            return self._at.mute(number, number)
        self._prose.say(token.start, token.end, said)
        return number + 1

    def _escape(self, start: int, end: int) -> None:
        """`\\%` and the like, and blanks of many widths."""
        char = self._source.text[start + 1]
        if char in "%&$#_{}":
            self._prose.mute(start, start + 1, "escape")
            self._prose.say(start + 1, end)
        elif char in " \n\t,;:>":
            self._prose.say(start, end, " ")
        else:
            self._prose.mute(start, end, "hyphenation" if char == "-" else "markup")

    def _formula(self, token: Token) -> None:
        """A formula, in the marks by which the spoken form knows it."""
        text, start, end = self._source.text, token.start + token.opens, token.end - token.closes
        opens, closes = "\\[", "\\]"
        if not token.name:
            opens, closes = ("\\(", "\\)") if token.opens == 1 else (text[token.start : start], text[end : token.end])
        self._prose.say(token.start, start, opens if token.opens != len(opens) else None)
        for match in re.finditer(
            r"(?P<label>\\label\{[^{}]*\})|(?:(?!\\label\{[^{}]*\}).)+", text[start:end], re.DOTALL
        ):
            place = start + match.start(), start + match.end()
            self._prose.mute(*place, "markup") if match["label"] else self._prose.say(*place)
        self._prose.say(end, token.end, closes if token.closes != len(closes) else None)

    def _verbatim(self, start: int, end: int) -> None:
        """`\\verb|...|`, which is spoken."""
        opened = re.match(r"\\(?:verb\*?|lstinline).", self._source.text[start:end])
        at = start + (opened.end() if opened else 0)
        self._prose.mute(start, at, "code-mark")
        self._prose.say(at, end - 1)
        self._prose.mute(end - 1, end, "code-mark")
