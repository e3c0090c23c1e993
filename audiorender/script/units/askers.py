"""Readers named after their question: `How high is it? (Marta, Hull)`, `How high is it? – Marta, Hull`.

And everybody named after what they say: `It is ninety feet high. (Ben)`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.script.document import Marked, silence
from audiorender.script.labels.label import Label
from audiorender.script.labels.names import looks_like_a_name
from audiorender.script.units.unit import Section, Unit
from audiorender.script.words import TITLES

_FEWEST = 2
"""How many readers make it the habit of a document."""
_FEWEST_SAID, _ALWAYS = 4, 0.8
"""How many units, and what share of them, must end with a name in brackets if all are to be labels."""
_BEHIND = expression(rf".*[.?!…][{CLOSE_QUOTES}]*[ \t]+(?P<credit>\([^()\[\],;?!]{{2,40}}\))\Z")
_AGAIN = r"(?:(?:again|also|asked by|from|by|ancora|encore|noch einmal|wieder|de nuevo|otra vez|opnieuw)[ \t]+)?"
_CREDIT = expression(
    rf"(?:(?P<question>.*(?:[?？][{CLOSE_QUOTES}]*|[\"”“»«])))?[ \t]*"
    rf"(?:\({_AGAIN}@?(?P<name>[^()\[\],;?!]{{2,40}})(?:[,;][^()?!]{{1,60}})?\)"
    rf"|(?:[–—]|-(?=[ \t]))[ \t]*{_AGAIN}@?(?P<signed>[^()\[\],;.?!]{{2,40}})(?:[,;][^().?!]{{1,60}})?)[ \t]*\Z"
)


def name_askers(items: Iterable[Unit | Section]) -> tuple[tuple[Unit | Section, ...], tuple[Marked, ...]]:
    """The items, with the reader after each question as its label, and the marks that silence the names."""
    items = tuple(items)
    found = list(_apart(items))
    always = _named_behind(found)
    named = [
        (i, item, place, label)
        for i, item in enumerate(found)
        if isinstance(item, Unit) and (place := always.get(i, _credit(found, i, item))) is not None
        if (label := _label(_shown(item)[place:]))
    ]
    if sum(label.name[0].isupper() or label.handle for _, _, _, label in named) < _FEWEST:
        return items, ()
    marks: list[Marked] = []
    for i, unit, place, label in reversed(named):
        last = unit.lines[-1]
        marks.extend(silence(last.cut(place).stripped().runs, "label"))
        if rest := last.cut(0, place).stripped().runs:
            found[i] = replace(unit, lines=(*unit.lines[:-1], replace(last, runs=rest)), label=label)
        elif isinstance(before := found[i - 1], Unit):
            found[i - 1 : i + 1] = [replace(before, label=label)]
    return tuple(found), tuple(marks)


def _apart(items: Iterable[Unit | Section]) -> Iterator[Unit | Section]:
    """The items, with a reader's name behind a question apart from the answer below it."""
    before: Unit | Section | None = None
    for item in items:
        behind = isinstance(before, Unit) and isinstance(item, Unit) and before.lines[-1].number == item.line
        if behind and isinstance(item, Unit) and len(item.lines) > 1 and _label(item.lines[0].text):
            yield replace(item, lines=item.lines[:1])
            yield replace(item, lines=item.lines[1:], first=False)
        else:
            yield item
        before = item


def _named_behind(items: Sequence[Unit | Section]) -> dict[int, int]:
    """Where the name in brackets begins in the last line of each unit, if nearly all that anybody says has one."""
    units = [(i, item) for i, item in enumerate(items) if isinstance(item, Unit)]
    if any(unit.label or unit.block.speaker for _, unit in units):
        return {}
    found = {i: match for i, unit in units if (match := _BEHIND.match(_shown(unit))) and _label(match["credit"])}
    counts = Counter(match["credit"] for match in found.values())
    if len(found) < max(_FEWEST_SAID, _ALWAYS * len(units)) or len(counts) < 2 or 2 * len(counts) > len(found):
        return {}
    return {i: match.start("credit") for i, match in found.items()}


def _credit(items: Sequence[Unit | Section], i: int, unit: Unit) -> int | None:
    """Where the name begins in the last line of unit `i`, `unit`, which ends a question or follows one on its line."""
    if unit.block.speaker or (unit.label and unit.label.role <= 0):
        return None
    match = _CREDIT.match(_shown(unit))
    if match is None:
        return None
    if match["question"] is not None:
        return None if unit.dash else match.end("question")
    before = items[i - 1] if i else None
    follows = isinstance(before, Unit) and before.asks and not before.label
    same_line = isinstance(before, Unit) and before.lines[-1].number == unit.line
    return 0 if len(unit.lines) == 1 and follows and same_line else None


def _shown(unit: Unit) -> str:
    """The last line of a unit, with the dash that opens it if it is the only one."""
    return "–" * (unit.dash and len(unit.lines) == 1) + unit.lines[-1].text


def _label(text: str) -> Label | None:
    match = _CREDIT.match(text)
    name = (match["name"] or match["signed"]).strip() if match and match["question"] is None else ""
    first, _, rest = name.partition(" ")
    bare = rest if rest and first.casefold().rstrip(".") in TITLES else name
    if not (bare[:1].isupper() or " " not in bare) or not looks_like_a_name(bare):
        return None
    return Label(name, None, 0, "plain", "after")
