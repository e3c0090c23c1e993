"""Names below what was said, as in letters: an answer, and under it `-- **Alex**`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from audiorender.expressions import expression
from audiorender.script.document import Marked, silence
from audiorender.script.labels.label import Label
from audiorender.script.labels.names import looks_like_a_name
from audiorender.script.units.unit import Section, Unit

_SIGNED = expression(r"(?:[—–―]|--+)[ \t]*([^\W\d_a-z][^.:;?!()\"“”«»]{1,40})\Z")
_FEWEST, _PEOPLE = 4, 3
"""How many signatures, and by how many people, make it the habit of a document."""


def name_signers(items: Sequence[Unit | Section]) -> tuple[list[Unit | Section], list[Marked]]:
    """The items, with the name under an answer as the label of its paragraphs, and the marks that silence the names.

    The name under a quotation is its author's, who does not speak.
    """
    names = {i: name for i, item in enumerate(items) if i and (name := _signature(item)) and _answers(items[i - 1])}
    if len(names) < _FEWEST or len(set(names.values())) < _PEOPLE:
        return list(items), []
    signed = list(items)
    for place, name in names.items():
        for i, unit in _above(items, place, names):
            signed[i] = replace(unit, label=Label(name, None, 0, "plain", "alone"))
    marks = [mark for i in names if isinstance(item := items[i], Unit) for mark in silence(item.runs, "label")]
    return [item for i, item in enumerate(signed) if i not in names], marks


def _signature(item: Unit | Section) -> str | None:
    """The name that the item consists of, behind a dash."""
    if not isinstance(item, Unit) or item.label or item.block.kind != "paragraph" or item.block.speaker:
        return None
    match = _SIGNED.match(item.block.text)
    return match[1].strip() if match and looks_like_a_name(match[1].strip()) else None


def _answers(item: Unit | Section) -> bool:
    quoted = isinstance(item, Unit) and (item.block.quote or item.text[:1] in '"“„«')
    return isinstance(item, Unit) and not (item.label or quoted or item.form == "heading")


def _above(items: Sequence[Unit | Section], place: int, signatures: Collection[int]) -> Iterator[tuple[int, Unit]]:
    """The units above a signature with their places, up to the next signature, heading or label."""
    for i in range(place - 1, -1, -1):
        unit = items[i]
        if i in signatures or not isinstance(unit, Unit) or not _answers(unit):
            return
        yield i, unit
