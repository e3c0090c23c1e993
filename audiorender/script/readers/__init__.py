"""One module a source format, each with the same verb: `read(source) -> Document`. Chosen by content, not by suffix.

A new format: a module with `read`, a line in `_FOREIGN` less, and its case in `read_document`.
"""

from __future__ import annotations

import json
import re

from audiorender.errors import SourceError
from audiorender.script.document import Document
from audiorender.script.readers import labelled, markdown
from audiorender.script.source import Source

_FOREIGN = (
    (re.compile(r"WEBVTT(?:\s|\Z)"), "WebVTT"),
    (re.compile(r"\d+[ \t]*\n\d+:\d\d:\d\d[,.]\d+[ \t]*-->"), "SRT"),
    (re.compile(r"(?i)<(?:!doctype\s+html|html|\?xml|head|body)\b"), "HTML or XML"),
    (re.compile(r"(?i)(?:[\w ]+[,;\t])*\"?(?:speaker|name)\"?[,;\t][\w \",;\t]*\n"), "a table (CSV)"),
    (re.compile(r"(?i)(?:title|credit|author|source|draft date):.*\n(?:.*\n){0,20}?\s*(?:INT|EXT)\. "), "Fountain"),
)

_MARKDOWN = re.compile(
    r"^[ ]{0,3}(?:>|#{1,6}\s+\S|```|\d{1,3}\.[ ]\S|\|.*\|[ \t]*$|\[[^\]\n]+\]:\s)"  # quote, heading, code, number
    r"|(?<![\w*])\*\*?[^\s*]|(?<!\w)__?[^\s_][^\n_]*_(?!\w)"  # emphasis
    r"|!?\[[^\]\n]*\]\(|<!--|</?\w+>|&\w+;|\\[!-/:-@\[-`{-~]|`[^`\n]+`",  # link, image, HTML, entity, escape, code
    re.MULTILINE,
)


def read_document(source: Source) -> Document:
    """Read `source` as what it looks like: Markdown where any of its marks stands in the text, else plain text.

    Raises SourceError, naming the format, for those that no reader here reads.
    """
    text = source.text.lstrip()
    foreign = next((name for pattern, name in _FOREIGN if pattern.match(text)), None)
    if foreign is None and text[:1] in ("{", "[") and _is_json(text):
        foreign = "JSON"
    if foreign is not None:
        raise SourceError(
            f"this looks like {foreign}; audiorender reads Markdown and 'Name: text'",
            path=source.path,
            hint="export the interview as one of them",
        )
    suffix = source.path.suffix.casefold() if source.path else ""
    if suffix in (".md", ".markdown", ".mdown") or source.text.startswith("---\n") or _MARKDOWN.search(source.text):
        return markdown.read(source)
    return labelled.read(source)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
