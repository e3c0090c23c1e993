"""Links with their text, and footnotes. They are not spoken, but listed in the show notes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from audiorender.expressions import expression
from audiorender.model import Link

_ENTRY = expression(r"(?:(?P<text>\S(?:.*\S)?)\s+)?(?P<url>https?://\S+)", re.IGNORECASE)
_ANCHOR = expression(r"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_BARE = expression(
    r"(?<!\w)https?://(?:[^\s<>()|\"“”«»「」]|\([^\s()]*\))*(?:[\w/]|\([^\s()]*\))", re.IGNORECASE
)  # without punctuation that ends the sentence
_HOST = expression(r"https?://(?:[^\s/@]*@)?(?:www\.)?(?P<host>[^\s/?#:@]+)", re.IGNORECASE)
_SHOWN = expression(r"\|(?P<text>[^<>|]{1,200})>")
_AROUND = expression(r"^https?://|/+$", re.IGNORECASE)
_ANCHOR_ENDS = expression(r"</a\b", re.IGNORECASE)


def parse_link(entry: str) -> Link | None:
    """`The archive https://example.org/archive` as a link; None if it does not end with a web address."""
    match = _ENTRY.fullmatch(entry)
    return Link(match["text"] or "", match["url"]) if match else None


def format_link(link: Link) -> str:
    """The link in the form that `parse_link` reads."""
    return f"{link.text} {link.url}".strip()


def worth_showing(links: Iterable[Link]) -> tuple[Link, ...]:
    """The web links, in order and each address once, with their text on one line.

    A link whose text has no letters (a time, a note number, an arrow) only leads around within the source and is left
    out.
    """
    found: dict[str, Link] = {}
    for link in links:
        text = " ".join(link.text.split())
        shown = parse_link(f"{text} {link.url}")
        if shown and any(map(str.isalpha, text)):
            found.setdefault(shown.url, shown)
    return tuple(found.values())


def without_repeated_text(link: Link) -> Link:
    """The link without its text if that only repeats the address, apart from parts like `https://`."""
    text, url = (_AROUND.sub("", each).casefold() for each in (link.text, link.url))
    return replace(link, text="") if text == url else link


def bare_links(texts: Iterable[str]) -> list[Link]:
    """Addresses in the text itself."""
    return [Link(match[0], match[0]) for text in texts for match in _BARE.finditer(text)]


def beyond_host(text: str) -> Iterator[tuple[int, int]]:
    """The characters of each address in `text` before its host and behind it, which nobody would say.

    In a link as Slack exports it, `<https://boats.example|our page>`, they are all but its text.
    """
    for match in _BARE.finditer(text):
        start, end = match.span()
        shown = _SHOWN.match(text, end) if text.endswith("<", 0, start) else None
        host = _HOST.match(match[0])
        if shown:
            yield start - 1, shown.start("text")
            yield shown.end("text"), shown.end()
        elif host:
            yield start, start + host.start("host")
            if start + host.end("host") < end:
                yield start + host.end("host"), end


class Linking:
    """Collects links while a source is parsed; `found` has those that are complete."""

    def __init__(self) -> None:
        self.found: list[Link] = []
        self._url: str | None = None
        self._text = ""

    def begins(self, url: str) -> None:
        """A link to `url` begins, and a link that is still open ends. A link without an address is ignored."""
        self.ends()
        self._url, self._text = "%20".join(url.split()) or None, ""

    def says(self, text: str) -> None:
        """`text` is read here, inside a link or not."""
        if self._url is not None:
            self._text += text

    def ends(self) -> None:
        """The link ends, if there is one."""
        if self._url is not None:
            self.found.append(Link(self._text, self._url))
        self._url = None

    def tag(self, text: str) -> None:
        """The same for an HTML tag as written."""
        if match := _ANCHOR.match(text):
            self.begins(html.unescape(next(group for group in match.groups() if group is not None)).strip())
        elif _ANCHOR_ENDS.match(text):
            self.ends()


def is_address(text: str) -> bool:
    """Whether `text` is a web address and nothing else."""
    link = parse_link(text)
    return link is not None and not link.text
