"""Formats that no reader here knows: they are refused by name, rather than read aloud with their markup."""

from __future__ import annotations

import re

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.script.reading.source import Source

_PANDOC = "convert it to Markdown first, for example with: pandoc FILE -t markdown"

_FORMATS = (
    (
        "reStructuredText",
        _PANDOC,
        expression(r"^\.\. (?:[\w-]+::|\[#?\w+\] |_[^:\n]+:)", re.MULTILINE),
        expression(r"^([=~^\"*+#-])\1{3,}[ \t]*$|`[^`\n]+ <[^<>\n]+>`_|^:\w+:", re.MULTILINE),
    ),
    (
        "XML in a form of its own",
        "write it as text first, with a name and a colon before each turn",
        expression(
            r"\A\s*<\?xml[^>]*\?>(?:\s*<!--.*?-->|\s*<![^<>]*>)*\s*(?!<(?:[\w-]+:)?(?:html|body|tt|tei\w*|article)\b)"
            r"<(?=[A-Za-z])(?!.*<(?:[\w-]+:)?(?:p|para|br|li|div|dt|td|speaker\w*|u|sp|speech|turn)[\s>/])",
            re.DOTALL | re.IGNORECASE,
        ),
        None,
    ),
)
"""A format's name, what to do, and a pattern for it. The second pattern, if there is one, must match twice."""


def refuse_unsupported(source: Source) -> None:
    """Raise SourceError, with the line that shows it, for a text in a format that cannot be read here."""
    for name, hint, first, again in _FORMATS:
        match = first.search(source.text)
        if match is None or (again is not None and len(again.findall(source.text)) < 2):
            continue
        line = source.text.count("\n", 0, match.end()) + 1
        raise SourceError(f"this is {name}, which audiorender cannot read", path=source.path, line=line, hint=hint)
