"""Quotations that run over several paragraphs, as magazines set long answers: «It was late. / Nobody came.»"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audiorender.script.units.unit import Section, Unit

_CLOSES = {"«": "»", "“": "”", "„": "“", "»": "«"}
"""The mark that closes a quotation, by the one that opens it."""
_MOST = 8
"""Paragraphs of one quotation."""


def join_quotations(items: Sequence[Unit | Section]) -> tuple[Unit | Section, ...]:
    """The items, with the units of a quotation that runs over several paragraphs marked as one person's."""
    joined = list(items)
    place = 0
    while place < len(joined):
        last = _end(joined, place)
        if last > place:
            quoted = [replace(item, quoted=True) for item in joined[place : last + 1] if isinstance(item, Unit)]
            joined[place : last + 1] = quoted
        place = last + 1
    return tuple(joined)


def _end(items: Sequence[Unit | Section], place: int) -> int:
    """The place of the unit in which the quotation closes that is open at the end of the unit at `place`, or `place`.

    A paragraph within a quotation may begin with a mark that opens it once more.
    """
    first = items[place]
    if not isinstance(first, Unit) or not (close := _CLOSES.get(first.text[:1])) or close in first.text[1:]:
        return place
    for at in range(place + 1, min(place + _MOST, len(items))):
        item = items[at]
        if not isinstance(item, Unit) or item.label or item.dash or item.block.speaker or item.form == "heading":
            return place
        if close in item.text:
            return at if item.text.rstrip(".,;!?… ").endswith(close) else place
    return place
