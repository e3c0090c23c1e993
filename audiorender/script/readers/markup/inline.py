"""The text inside a Markdown block, character by character.

markdown-it-py keeps no offsets for inline tokens, so they are found again by walking the block's content in step with
its tokens. Each token must be exactly where the walk is, so nothing is ever skipped unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from markdown_it.token import Token

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Line, Marked, Run
from audiorender.script.readers.markup.html import BREAK, COMMENT, Typeface, pieces
from audiorender.script.readers.markup.shifted import LOWERED, RAISED, SHIFTED
from audiorender.script.reading.source import Source

_TO_NOTE = expression(r"#_?(?:footnote|fn|ftn|cite_note|endnote|note)[-:_]?(?:\w{1,12}-)?\d+\Z|#footnote-\w+\Z")
_FROM_NOTE = expression(r"#_?(?:footnote-anchor|fnref|ftnref|cite_ref|endnote-?ref|noteref)\b[-:_]?\w*")
_NOTE_MARK = expression(r"[\[(]?\w{1,3}[\])]?\Z|[↩︎^↑]+\Z")
_LINE_END = expression(r"( *)(\\?)\n[ \t]*")

_BLOCKQUOTE = expression(r"<(/?)blockquote\b", re.IGNORECASE)
_SHIFT = expression(r"<(/?)(su[bp])\b", re.IGNORECASE)
_PLAIN: Mapping[int, int] = MappingProxyType({})


class Place:
    """Where the lines of a block's content are: content offset, source offset, line number."""

    __slots__ = ("content", "lines")

    def __init__(self, content: str, lines: Sequence[tuple[int, int, int]]) -> None:
        self.content = content
        self.lines = lines


class Walk:
    """The walk through one block's content. It collects `lines`, the runs of each line, and `marks`, what is silent."""

    def __init__(self, source: Source, place: Place) -> None:
        self._source = source
        self._place = place
        self._at = 0
        self._line = 0
        self._number = place.lines[0][2]
        self._runs: list[Run] = []
        self._face = Typeface()
        self._struck = 0
        self._script: Mapping[int, int] = _PLAIN
        self._links: list[Token] = []
        self.lines: list[Line] = []
        self.marks: list[Marked] = []
        self.ends: list[int] = []
        """Before which lines two line breaks of HTML end a paragraph."""
        self._broken = -1
        """How many lines there were at the last line break of HTML."""
        self.quote = 0
        """How many more block quotes have begun than ended in the HTML here."""
        self.from_note = False
        """Whether a link here leads back to a footnote mark."""

    def through(self, tokens: Sequence[Token]) -> None:
        """Walk all inline `tokens`. Raises SourceError if one is not where the walk is."""
        for token in tokens:
            step = _STEPS.get(token.type)
            if step is None:
                raise self._lost(token.type)
            step(self, token)
        self._end_line()
        if self._at != len(self._place.content):
            raise self._lost("the end")

    def through_html(self) -> list[tuple[int, tuple[Line, ...]]]:
        """Walk the content as a block of HTML; returns the lines of each paragraph in it, and in how many quotes it is.

        That is one less for a quote that began before.
        """
        paragraphs: list[tuple[int, tuple[Line, ...]]] = []
        broken = False
        for kind, start, end, text in pieces(self._place.content):
            if kind == "text":
                broken = broken and text.isspace()
                for part in re.findall(r"\n|[^\n]+", text):
                    if part == "\n":
                        self._end_line()
                        self._at += 1
                    else:
                        self._say(len(part))
            elif kind == "entity":
                self._say(end - start, text)
            else:
                self._silent(end - start, {"comment": "html-comment", "code": "html-code"}.get(kind, "html-tag"))
                self._face.tag(text)
                if kind == "block-tag":
                    broken, was_broken = BREAK.match(text) is not None, broken and not self._runs
                    self._end_line()
                    if was_broken or not broken:  # two line breaks end a paragraph
                        paragraphs.append((self.quote, tuple(self.lines)))
                        self.lines = []
                    self.quote += 0 if not (tag := _BLOCKQUOTE.match(text)) else -1 if tag[1] else 1
        self._end_line()
        return [(quote, lines) for quote, lines in (*paragraphs, (self.quote, tuple(self.lines))) if lines]

    # -- moving on -------------------------------------------------------------------------------------------------

    def _spans(self, length: int) -> Iterator[tuple[Span, int]]:
        """The source characters of the next `length` of the content: a span and a line number for each of its lines."""
        content, lines = self._place.content, self._place.lines
        end = self._at + length
        while self._at < end:
            while self._line + 1 < len(lines) and lines[self._line + 1][0] <= self._at:
                self._line += 1
            content_start, source_start, number = lines[self._line]
            newline = content.find("\n", self._at, end)
            stop = end if newline < 0 else newline
            if stop > self._at:
                offset = source_start - content_start
                span = Span(self._at + offset, stop + offset)
                if self._source.text[span.start : span.end].replace("\0", "\ufffd") != content[self._at : stop]:
                    raise self._lost(content[self._at : stop])
                yield span, number
            self._at = stop if newline < 0 else newline + 1

    def _silent(self, length: int, rule: str) -> None:
        self.marks.extend(Marked(span, rule) for span, _ in self._spans(length))

    def _mark(self, text: str, rule: str) -> None:
        if not self._place.content.startswith(text, self._at):
            raise self._lost(text)
        self._silent(len(text), rule)

    def _say(self, length: int, text: str | None = None) -> None:
        """Speak the next `length` characters: as they are, or as `text` for an entity."""
        for span, number in self._spans(length):
            if self._struck:
                self.marks.append(Marked(span, "struck-out"))
                continue
            if self._runs and number != self._number:
                self._end_line()
            self._number = number
            words = self._source.text[span.start : span.end] if text is None else text
            self._runs.append(Run(words, span, self._face.bold, self._face.italic))

    def _end_line(self) -> None:
        if any(run.text.strip() for run in self._runs):
            self.lines.append(Line(self._number, tuple(self._runs)))
        else:
            self.marks.extend(Marked(run.span, "space-entity") for run in self._runs if not run.verbatim)
        self._runs = []

    def _lost(self, what: str) -> SourceError:
        return SourceError(
            f"markup that audiorender cannot follow at {what[:40]!r}",
            path=self._source.path,
            line=self._place.lines[self._line][2],
            hint="put a backslash before the mark, and please report this line",
        )

    # -- one method per kind of token ------------------------------------------------------------------------------

    def text(self, token: Token) -> None:
        """Words; for an autolink, everything between its angle brackets."""
        if self._links and self._links[-1].info == "auto":
            self._say(self._place.content.index(">", self._at) - self._at)
        elif self._place.content.startswith(token.content, self._at):
            if self._links and self._leads_to_note(token.content):
                self._silent(len(token.content), "footnote-mark")
            else:
                shifted = self._script and SHIFTED.fullmatch(token.content)
                self._say(len(token.content), token.content.translate(self._script) if shifted else None)
        else:
            raise self._lost(token.content)

    def _leads_to_note(self, text: str) -> bool:
        leads = str(self._links[-1].attrs.get("href", ""))
        if _NOTE_MARK.match(text) is None:
            return False
        back = _FROM_NOTE.match(leads) is not None
        self.from_note = self.from_note or back
        return back or _TO_NOTE.match(leads) is not None

    def special(self, token: Token) -> None:
        """An escaped character or an entity."""
        if not self._place.content.startswith(token.markup, self._at):
            raise self._lost(token.markup)
        if token.content == token.markup:
            self._say(len(token.markup))
        elif token.info == "escape":
            self._silent(1, "escape")
            self._say(len(token.content))
        else:
            self._say(len(token.markup), token.content)

    def line_break(self, _token: Token) -> None:
        """The end of a line, soft or hard."""
        match = _LINE_END.match(self._place.content, self._at)
        if match is None:
            raise self._lost("a line's end")
        self._at += len(match[1])
        self._mark(match[2], "hard-break")
        self._end_line()
        self._at = match.end()

    def emphasis(self, token: Token) -> None:
        """The start or end of bold or italic."""
        self._mark(token.markup, "emphasis-mark")
        self._face.turn("b" if token.type.startswith("strong") else "i", token.nesting)

    def strike(self, token: Token) -> None:
        """The start or end of strikethrough."""
        self._mark(token.markup, "emphasis-mark")
        self._struck += token.nesting

    def code(self, token: Token) -> None:
        """Inline code, which is spoken. A blank inside each backtick belongs to the markup."""
        self._mark(token.markup, "code-mark")
        raw = self._place.content[self._at :][: len(token.content)]
        padding = 0 if raw.replace("\n", " ") == token.content else 1
        self._at += padding
        self._say(len(token.content))
        self._at += padding
        self._mark(token.markup, "code-mark")

    def link_open(self, token: Token) -> None:
        """The bracket before a link's text."""
        self._links.append(token)
        self._mark("<" if token.info == "auto" else "[", "link")

    def link_close(self, token: Token) -> None:
        """The bracket after a link's text, and the target."""
        self._links.pop()
        if token.info != "auto":
            self._mark("]", "link")
        self._silent(token.meta["end"] - self._at, "link" if token.info == "auto" else "link-target")

    def image(self, token: Token) -> None:
        """An image, including its description."""
        self._silent(token.meta["end"] - self._at, "image")

    def footnote_mark(self, token: Token) -> None:
        """`[^1]` in the text."""
        self._mark(token.content, "footnote-mark")

    def formula(self, token: Token) -> None:
        """A formula, over as many lines as it has."""
        for number, row in enumerate(token.content.split("\n")):
            if number:
                self._end_line()
                self._at += 1
            self._say(len(row))

    def html(self, token: Token) -> None:
        """A tag or a comment."""
        self._mark(token.content, "html-comment" if COMMENT.match(token.content) else "html-tag")
        self._face.tag(token.content)
        if match := _SHIFT.match(token.content):
            self._script = _PLAIN if match[1] else RAISED if match[2].lower() == "sup" else LOWERED
        if BREAK.match(token.content):
            said = any(run.text.strip() for run in self._runs)
            self._end_line()
            if not said and self._broken == len(self.lines):
                self.ends.append(len(self.lines))
            self._broken = len(self.lines)


_STEPS: Mapping[str, Callable[[Walk, Token], None]] = {
    "text": Walk.text,
    "text_special": Walk.special,
    "softbreak": Walk.line_break,
    "hardbreak": Walk.line_break,
    "strong_open": Walk.emphasis,
    "strong_close": Walk.emphasis,
    "em_open": Walk.emphasis,
    "em_close": Walk.emphasis,
    "s_open": Walk.strike,
    "s_close": Walk.strike,
    "code_inline": Walk.code,
    "link_open": Walk.link_open,
    "link_close": Walk.link_close,
    "image": Walk.image,
    "footnote_mark": Walk.footnote_mark,
    "formula": Walk.formula,
    "html_inline": Walk.html,
}
