"""HTML inside Markdown: tags are silent, text between them is read, and bold and italic are kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from audiorender.expressions import expression, one_of
from audiorender.languages.language import in_order, words

COMMENT = expression(r"<!--")
BREAK = expression(r"(?i)<br\b")

_TAG_NAME = expression(r"<(/?)([A-Za-z][\w-]*)")
_PIECE = expression(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<code><(?P<name>script|style)\b.*?(?:</(?P=name)\s*>|\Z))"
    r"|(?P<tag></?[A-Za-z](?:[^<>=]|=\s*+(?:\"[^<\"]*+\"|'[^<']*+')|=)*+>|<(?:\?|![A-Za-z])[^<>]*+>"
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z))"
    r"|(?P<entity>&(?:amp;(?=(?:amp|lt|gt|quot|apos|nbsp|[mn]dash|hellip|[lr][sd]quo|#\d{2,5});))?"
    r"(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});)",
    re.DOTALL | re.IGNORECASE,
)
IN_A_LINE = words("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q ruby rt rp s samp small span strike
    strong sub sup time tt u var wbr
""")
"""Elements within a line, old ones too; every other one ends it."""
_AROUND = in_order("nav footer aside form button select noscript template iframe audio video object dialog rt")
SILENT = {
    **dict.fromkeys(_AROUND, "page-part"),
    **dict.fromkeys(("svg", "figcaption"), "image"),
    **dict.fromkeys(("del", "s", "strike"), "struck-out"),
    "head": "page-head",
    "thead": "column-name",
    "title": "page-head",
}
"""Elements that nobody says, each with the rule that silences it."""
_IN_A_LINE = expression(rf"</?(?:{one_of(IN_A_LINE)})\b", re.IGNORECASE)


class Typeface:
    """Whether bold and italic are on, through nested marks and tags."""

    __slots__ = ("_bold", "_italic")

    def __init__(self) -> None:
        self._bold = 0
        self._italic = 0

    @property
    def bold(self) -> bool:
        """Whether text here is bold."""
        return self._bold > 0

    @property
    def italic(self) -> bool:
        """Whether text here is italic."""
        return self._italic > 0

    def turn(self, name: str, step: int) -> None:
        """Open (`step` 1) or close (-1) a tag. Tags that are neither bold nor italic have no effect."""
        if name in ("b", "strong", "summary", "dt"):  # the title of a fold and a defined term are set in bold
            self._bold = max(0, self._bold + step)
        elif name in ("i", "em", "u"):
            self._italic = max(0, self._italic + step)

    def tag(self, text: str) -> None:
        """The same for a tag as written."""
        if match := _TAG_NAME.match(text):
            self.turn(match[2].casefold(), -1 if match[1] else 1)


def pieces(content: str) -> Iterator[tuple[str, int, int, str]]:
    """Split HTML into (kind, start, end, text) without gaps. Kinds: text, entity, tag, block-tag, comment, code.

    `text` is decoded text to be read; for markup it is the markup itself.
    """
    at = 0
    for match in _PIECE.finditer(content):
        if match.start() > at:
            yield "text", at, match.start(), content[at : match.start()]
        kind = match.lastgroup if match.lastgroup != "name" else "code"
        text = match[0]
        decoded = html.unescape(html.unescape(text) if text.startswith("&amp;") else text)  # encoded twice, for safety
        if kind == "entity" and decoded == text:
            kind = "text"  # not an entity after all
        elif kind == "tag":
            kind = "tag" if _IN_A_LINE.match(text) else "block-tag"
        yield kind or "text", match.start(), match.end(), decoded if kind == "entity" else text
        at = match.end()
    if at < len(content):
        yield "text", at, len(content), content[at:]
