"""Labels within a line, where several turns run on in one paragraph: `It rang twice. ANA: Who was it? BO: Nobody.`

And those within a quotation, which are no turns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from audiorender.expressions import expression
from audiorender.script.document import Block, Line
from audiorender.script.labels.forms.candidate import candidate
from audiorender.script.labels.label import LONGEST_LABEL, Label
from audiorender.script.labels.names import words_of
from audiorender.script.words import NOT_PEOPLE

_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_SHOUTED = rf"{_CAPITAL}[^\W\d_a-zß-ÿ.'’-]+(?: {_CAPITAL}[^\W\d_a-zß-ÿ.'’-]*){{0,3}}"
_IN_CAPITALS = expression(rf"(?<=\S)[^\S\n]+(?={_SHOUTED}:(?:\s|\Z))")
"""The blanks before a name in capitals and a colon."""
_BEHIND_A_SENTENCE = expression(
    rf"(?<=[.?!…\"”’)\]])[^\S\n]+(?={_CAPITAL}[\w.'’-]*(?:[^\S\n](?:{_CAPITAL}[\w.'’-]*|\d{{1,3}})){{0,3}}[^\S\n]?:(?:\s|\Z))"
)
"""The blanks between a sentence and a name in any case with a colon."""
_UNREAD = expression(
    rf"(?<!\S)(?:>>+(?=[ \t]*\w)|(?<!\A)(?P<name>{_SHOUTED}):(?=[ \t]+[\"“¿¡]?{_CAPITAL})"
    rf"|{_CAPITAL}\w+(?:[ \t]{_CAPITAL}\w+)?[ \t]\(\d{{1,2}}(?::\d{{2}}){{1,2}}\):)"
)
_FEWEST, _PEOPLE = 3, 2
"""How many labels within lines, and how many people with several labels, make this the habit of a document."""
_USUALLY = 3
"""With this many times as many labels outside block quotes as in them, those in them are somebody's quotation."""


def inner_labels(blocks: Sequence[Block], recited: Collection[int]) -> dict[int, tuple[Label, ...]]:
    """The possible labels within each line, by its number, if names recur there and no others open lines.

    Lines that somebody recites, at the numbers `recited`, have none.
    """
    lines = [line for block in blocks for line in block.lines if ":" in line.text and line.number not in recited]
    found = {line.number: tuple(_labels(line)) for line in lines}
    counts = Counter(label.key for labels in found.values() for label in labels)
    opening = Counter(label.key for line in lines if (label := candidate(line)) and label.ending == "colon")
    often = sum(count + opening[key] > 1 for key, count in counts.items())
    others = any(opening[key] > 1 for key in opening.keys() - counts.keys())
    return {} if counts.total() < _FEWEST or often < _PEOPLE or others else found


def recited_lines(blocks: Sequence[Block], stamped: Mapping[int, str]) -> frozenset[int]:
    """The lines in block quotes that look labelled, in a document whose labels are nearly all outside of them."""
    within: list[int] = []
    without: Counter[str] = Counter()
    for block in blocks:
        for line in block.lines:
            if (label := candidate(line, stamped.get(line.number, ""))) is None:
                continue
            if not block.quote:
                without[label.key] += 1
            elif label.ending == "colon":
                within.append(line.number)
    usual = sum(count for count in without.values() if count > 1)
    return frozenset(within) if len(without) > 1 and usual >= _USUALLY * len(within) else frozenset()


def unread_labels(text: str) -> list[str]:
    """What still looks like a label or a change of speaker within `text`, which is one speaker's: `BO:`, `>>`."""
    found = _UNREAD.finditer(text) if ":" in text or ">>" in text else ()
    return [match[0] for match in found if NOT_PEOPLE.isdisjoint(words_of(match["name"] or ""))]


def _labels(line: Line) -> Iterator[Label]:
    places = {match.end() for form in (_IN_CAPITALS, _BEHIND_A_SENTENCE) for match in form.finditer(line.text)}
    for place in sorted(places):
        label = candidate(line.cut(place, place + LONGEST_LABEL))
        if label and label.ending == "colon" and not label.doubtful:
            yield label
