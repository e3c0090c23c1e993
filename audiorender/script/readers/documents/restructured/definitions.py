"""What a document defines for its text, wherever it stands: targets of links, and what replaces a name between bars."""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.script.readers.documents.prose import Prose
from audiorender.script.readers.documents.restructured.inline import Inline

_TARGET = expression(
    r"^[ \t]*\.\.[ \t]+_(?:`(?P<quoted>[^`\n]+)`|(?P<name>(?:\\.|[^:\\\n])+)):[ \t]*(?P<to>.*(?:\n[ \t]+\S.*)*)",
    re.MULTILINE,
)
_UNNAMED = expression(r"^[ \t]*(?:\.\.[ \t]+__:|__)[ \t]+(?P<to>\S+)", re.MULTILINE)
_REPLACED = expression(
    r"^[ \t]*\.\.[ \t]+\|(?P<name>[^|\n]+)\|[ \t]+(?P<how>[\w-]+)::[ \t]*(?P<to>.*(?:\n[ \t]+\S.*)*)", re.MULTILINE
)


def inline_of(text: str, prose: Prose) -> Inline:
    """A reader of the markup within lines that knows the definitions in `text`."""
    targets = {
        " ".join((match["quoted"] or match["name"]).casefold().split()): match["to"] for match in _TARGET.finditer(text)
    }
    inline = Inline(text, prose, targets, [match["to"] for match in _UNNAMED.finditer(text)])
    for match in _REPLACED.finditer(text):
        plain = re.sub(r"[*`]+|_+\Z", "", match["to"]) if match["how"] in ("replace", "unicode") else ""
        if match["how"] in ("replace", "unicode", "image"):
            inline.replaced[" ".join(match["name"].split())] = " ".join(plain.split())
    return inline
