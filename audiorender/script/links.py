"""What a source leads to: links with their text, and footnotes. Nobody speaks them; they go on to the show notes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import replace

from audiorender.expressions import expression
from audiorender.model import Link

_ENTRY = expression(r"(?:(?P<text>\S(?:.*\S)?)\s+)?(?P<url>https?://\S+)", re.IGNORECASE)
_ANCHOR = expression(r"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_BARE = expression(
    r"(?<!\w)https?://(?:[^\s<>()\"“”«»「」]|\([^\s()]*\))*(?:[\w/]|\([^\s()]*\))", re.IGNORECASE
)  # without the marks that end a sentence behind it
_AROUND = expression(r"^https?://|/+$", re.IGNORECASE)
_ANCHOR_ENDS = expression(r"</a\b", re.IGNORECASE)


def parse_link(entry: str) -> Link | None:
    """`The archive https://example.org/archive` as a link; None where it does not end with a web address."""
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


def said_once(link: Link) -> Link:
    """The link without its text where that is its address once more, with or without what no reader misses."""
    text, url = (_AROUND.sub("", each).casefold() for each in (link.text, link.url))
    return replace(link, text="") if text == url else link


def bare_links(texts: Iterable[str]) -> list[Link]:
    """Addresses that stand in what is read."""
    return [Link(match[0], match[0]) for text in texts for match in _BARE.finditer(text)]


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


def is_address(text: str) -> bool:
    """Whether `text` is an address of the web and nothing else."""
    link = parse_link(text)
    return link is not None and not link.text
