"""Whether every character of a source is accounted for."""

from __future__ import annotations

from collections.abc import Iterable

from audiorender.model import Span
from audiorender.script.document import Document


def assert_accounted(text: str, spans: Iterable[Span]) -> None:
    """Every character of `text` but white space is in one of `spans`, and in no two."""
    at = 0
    for span in sorted(spans):
        assert span.start >= at
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at:].strip()


def spans_of(document: Document) -> list[Span]:
    """Where the speech and the silence of a document are in its source."""
    runs = [run.span for block in document.blocks for line in block.lines for run in line.runs]
    return [*runs, *(mark.span for mark in document.marks)]
