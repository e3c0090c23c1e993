"""Every possible label of a document, with its surroundings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from audiorender.script.document import Block, Document
from audiorender.script.labels.forms.candidate import candidate
from audiorender.script.labels.forms.inner import inner_labels
from audiorender.script.labels.label import Ending, Kind, Label
from audiorender.script.words import ASKS, ENDS

_TURN_DASHES = ("–", "—", "―")
_FEW_WORDS = 5
"""No more words are hardly what somebody says who is named above a list."""


@dataclass(slots=True)
class Seen:
    """Possible labels, and their surroundings."""

    labels: defaultdict[Ending, defaultdict[str, list[Label]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    stamped: defaultdict[Ending, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    opening: Counter[Ending] = field(default_factory=Counter)
    above_a_quote: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    """How many blocks that begin with a label of a key end in a question."""
    replies: Counter[str] = field(default_factory=Counter)
    """How many labels of a key come right below a block without one that asks something, or opens with a dash."""
    titles: Counter[str] = field(default_factory=Counter)
    """How many labels of a key are in headings."""
    below: defaultdict[str, list[Label | None]] = field(default_factory=lambda: defaultdict(list))
    """For names alone on a line, the label that begins the next line, or None if there is none."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line of the first label with each key."""
    first: dict[Kind, int] = field(default_factory=dict)
    """The line of the first label of each key and ending."""
    opens: Counter[Kind] = field(default_factory=Counter)
    """How many labels of a key and ending begin a block, or follow the end of a sentence."""
    order: list[Label] = field(default_factory=list)
    after_chevrons: Counter[str] = field(default_factory=Counter)
    """How many labels of a key follow `>>` in captions."""
    listed: Counter[str] = field(default_factory=Counter)
    """How many labels of a key begin an item of a list."""

    def add(self, label: Label, line: int, *, stamped: bool = False, opens: bool = True) -> None:
        self.labels[label.ending][label.key].append(label)
        self.stamped[label.ending][label.key] += stamped
        self.lines.setdefault(label.key, line)
        self.first.setdefault(label.kind, line)
        self.order.append(label)
        self.opens[label.kind] += opens


def collect(document: Document, stamped: Mapping[int, str], recited: Collection[int]) -> Seen:
    """Every possible label outside the `recited` lines, and its surroundings."""
    seen, inner = Seen(), inner_labels(document.blocks, recited)
    before: Label | None = None
    awaited = False
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        opened: Label | None = None
        for place, line in enumerate(block.lines):
            label = candidate(line, stamped.get(line.number, ""))
            for within in inner.get(line.number, ()):
                seen.add(within, line.number)
            if label is None or line.number in recited:
                continue
            seen.titles[label.key] += block.kind == "heading"
            last = line is block.lines[-1]
            if label.ending == "alone" and last and (after is None or block.quote):
                continue  # nothing follows that it could be the label of
            timed = line.number in stamped or (not last and stamped.get(block.lines[place + 1].number) == "")
            ended = place == 0 or ENDS.search(block.lines[place - 1].text.rstrip()) is not None
            face = "bold" if block.kind == "heading" else label.face
            seen.add(replace(label, face=face), line.number, stamped=timed, opens=ended)
            seen.opening[label.ending] += place == 0
            seen.listed[label.key] += block.kind == "item"
            seen.after_chevrons[label.key] += place == 0 and block.mark == ">>"
            if label.ending == "alone":
                below = after.lines[0] if last and after else block.lines[place + 1] if not last else None
                seen.below[label.key].append(candidate(below, stamped.get(below.number, "")) if below else None)
            if label.length == len(line.text) and last and after is not None and _is_set_below(block, after):
                seen.above_a_quote[label.key] += 1
            if place == 0 and label.ending == "colon":
                seen.asked[label.key] += ASKS.search(block.text) is not None
                seen.replies[label.key] += before is None and awaited
                if before and before.key != label.key and before.face == label.face:
                    seen.beside.update((before.key, label.key))
                opened = label
        before = opened
        awaited = ASKS.search(block.text) is not None or block.text.startswith(_TURN_DASHES)
    return seen


def _is_set_below(block: Block, after: Block) -> bool:
    """Whether `after` is what the person whom `block` names says: a block quote, or a sentence in the next item."""
    sentences = len(after.text.split()) > _FEW_WORDS and ENDS.search(after.text) is not None
    listed = block.kind == after.kind == "item" and sentences
    return after.quote > block.quote or listed
