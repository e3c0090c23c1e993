"""What a source leads to: links with their text, and footnotes. Nobody speaks them; they go on to the show notes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from audiorender.model import Link
from audiorender.script.readers.html import pieces

_ENTRY = re.compile(r"(?:(?P<text>\S(?:.*\S)?)\s+)?(?P<url>https?://\S+)", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_BREAKS = frozenset({"softbreak", "hardbreak"})
_SAID = frozenset({"text", "text_special", "code_inline"})
_ANCHOR_ENDS = re.compile(r"</a\b", re.IGNORECASE)


def parse_link(entry: str) -> Link | None:
    """`The archive https://example.org/archive` as a link; None where it does not end with an address of the web."""
    match = _ENTRY.fullmatch(entry)
    return Link(match["text"] or "", match["url"]) if match else None


def format_link(link: Link) -> str:
    """The link as `parse_link` reads it."""
    return f"{link.text} {link.url}".strip()


def worth_showing(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links to the web, each address once and in order, with their text on one line.

    One whose text has no letter (a time, a note's number, an arrow) only leads about in the source and is left out.
    """
    found: dict[str, Link] = {}
    for link in links:
        text = " ".join(link.text.split())
        shown = parse_link(f"{text} {link.url}")
        if shown and any(map(str.isalpha, text)):
            found.setdefault(shown.url, shown)
    return tuple(found.values())


class Linking:
    """Gathers links while a source is walked: `found` are those that have ended."""

    def __init__(self) -> None:
        self.found: list[Link] = []
        self._url: str | None = None
        self._text = ""

    def begins(self, url: str) -> None:
        """A link to `url` begins, and ends the one before."""
        self.ends()
        self._url, self._text = url, ""

    def says(self, text: str) -> None:
        """`text` is read here, in a link or not."""
        if self._url is not None:
            self._text += text

    def ends(self) -> None:
        """The link ends, if there is one."""
        if self._url is not None:
            self.found.append(Link(self._text, self._url))
        self._url = None

    def tag(self, text: str) -> None:
        """The same for a tag of HTML as it is written."""
        if match := _ANCHOR.match(text):
            self.begins(html.unescape(next(group for group in match.groups() if group is not None)).strip())
        elif _ANCHOR_ENDS.match(text):
            self.ends()


@dataclass(frozen=True, slots=True)
class Further:
    """What a source has for who wants to read more."""

    links: tuple[Link, ...]
    footnotes: tuple[str, ...]


def further(tokens: Sequence[Token], env: Mapping[str, Any]) -> Further:
    """The links of a Markdown source, whose tokens and definitions these are, and the footnotes.

    A footnote that is only an address is a link; such links come last.
    """
    linking = Linking()
    for token in tokens:
        if token.type == "html_block":
            _through_html(token.content, linking)
        for child in token.children or ():
            _through(child, linking)
        linking.ends()
    addresses = [each["href"] for name, each in env.get("references", {}).items() if name.startswith("^")]
    notes = _notes(tokens)
    addresses += filter(_is_address, notes)
    links = worth_showing([*linking.found, *(Link(each, each) for each in addresses)])
    return Further(links, tuple(note for note in notes if not _is_address(note)))


def _notes(tokens: Iterable[Token]) -> tuple[str, ...]:
    """What footnotes (`[^1]: ...` at a line's beginning) say, each on one line."""
    notes: list[str] = []
    for token in tokens:
        line, marked, noted = True, False, False  # at a line's beginning; behind a mark that begins it; in a note
        for child in token.children or ():
            text = child.content if child.type in _SAID else " " * (child.type in _BREAKS)
            if marked and text.startswith(":"):
                noted, text = True, text[1:]
                notes.append("")
            if noted:
                notes[-1] += text
            marked = line and child.type == "footnote_mark"
            line = child.type in _BREAKS
    return tuple(filter(None, (" ".join(note.split()) for note in notes)))


def _through(token: Token, linking: Linking) -> None:
    if token.type == "link_open":
        linking.begins(str(token.attrGet("href") or ""))
    elif token.type == "link_close":
        linking.ends()
    elif token.type == "html_inline":
        linking.tag(token.content)
    elif token.type in _BREAKS:
        linking.says(" ")
    elif token.type in _SAID:
        linking.says(token.content)


def _through_html(content: str, linking: Linking) -> None:
    for kind, _, _, text in pieces(content):
        if kind in ("tag", "block-tag"):
            linking.tag(text)
        elif kind in ("text", "entity"):
            linking.says(text)


def _is_address(text: str) -> bool:
    """Whether `text` is an address of the web and nothing else."""
    link = parse_link(text)
    return link is not None and not link.text
