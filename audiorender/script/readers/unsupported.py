"""A format that no reader here knows: it is refused by name, rather than read aloud with its markup."""

from __future__ import annotations

import re

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.script.reading.source import Source

_XML = expression(
    r"\A\s*<\?xml[^>]*\?>(?:\s*<!--.*?-->|\s*<![^<>]*>)*\s*(?!<(?:[\w-]+:)?(?:html|body|tt|tei\w*|article)\b)"
    r"<(?=[A-Za-z])(?!.*<(?:[\w-]+:)?(?:p|para|br|li|div|dt|td|speaker\w*|u|sp|speech|turn)[\s>/])",
    re.DOTALL | re.IGNORECASE,
)


def refuse_unsupported(source: Source) -> None:
    """Raise SourceError, with the line that shows it, for XML whose elements are neither paragraphs nor speakers."""
    if match := _XML.search(source.text):
        raise SourceError(
            "this is a kind of XML that audiorender cannot read",
            path=source.path,
            line=source.text.count("\n", 0, match.end()) + 1,
            hint="write it as text first, with a name and a colon before each turn",
        )
