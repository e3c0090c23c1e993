"""The links and footnotes of a Markdown source, from markdown-it-py's tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from audiorender.model import Link
from audiorender.script.links import Linking, is_address, worth_showing
from audiorender.script.readers.markup.html import pieces

_BREAKS = frozenset({"softbreak", "hardbreak"})
_SAID = frozenset({"text", "text_special", "code_inline", "formula"})


@dataclass(frozen=True, slots=True)
class References:
    """Links and footnotes, for further reading."""

    links: tuple[Link, ...]
    footnotes: tuple[str, ...]


def references(tokens: Sequence[Token], env: Mapping[str, Any]) -> References:
    """The links and footnotes of a Markdown source with these tokens and definitions.

    A footnote that is only an address becomes a link; such links come last.
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
    addresses += filter(is_address, notes)
    links = worth_showing([*linking.found, *(Link(each, each) for each in addresses)])
    return References(links, tuple(note for note in notes if not is_address(note)))


def _notes(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The text of each footnote (`[^1]: ...` at the start of a line), on one line."""
    notes: list[str] = []
    for token in tokens:
        line, marked, noted = True, False, False  # at the start of a line; after a mark there; in a note
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
    """Pass an inline token on to the collector of links."""
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
