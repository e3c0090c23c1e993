"""A changed source brought into a script that a person has edited: a three-way merge, paragraph by paragraph.

Where a person and the source changed different paragraphs, both changes stay. Where they changed the same one, the name
before the colon and the words after it are still two things, so a `?` taken away survives words that changed. A speaker
whom the person renamed in the cast is renamed in the new source first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from merge3 import Merge3

from audiorender.errors import SourceError
from audiorender.model import Script, Turn
from audiorender.script.blocks import blocks, closing_fence, lines_of
from audiorender.script.label import exact_label
from audiorender.script.scriptfile import format_script, is_script, parse_script

_SHOWN = 60
"""Characters of a line that an error shows."""


@dataclass(frozen=True, slots=True)
class _Conflict:
    """What stands at unit `unit` (from 0) of the person's script and what the new source has there; "" is nothing."""

    unit: int
    mine: str
    theirs: str


def merge(base: str, mine: str, theirs: str, path: Path | str | None = None) -> str:
    """The text of a person's script `mine`, with what changed from `base` (as last written) to `theirs` (built anew).

    `base` may be empty where it is lost. `path` names the person's file in errors. SourceError for a conflict (it shows
    both lines), and for a script that cannot be read.
    """
    edited, built = parse_script(mine, path), parse_script(theirs)
    if is_script(base):
        written = parse_script(base)
        names = _renamed(written, edited)
        if names:
            written, built = _with_names(written, names), _with_names(built, names)
            base, theirs = format_script(written), format_script(built)
    speakers = frozenset(name for script in (edited, built) for name, _ in script.cast)
    units, starts = _units(mine)
    old = _units(base)[0] if is_script(base) else []
    merged = list(_merge_units(old, units, _units(theirs)[0], speakers))
    conflicts = [unit for unit in merged if isinstance(unit, _Conflict)]
    if conflicts:
        first, more = conflicts[0], len(conflicts) - 1
        raise SourceError(
            f"your edit and the new source disagree: {_both(first)}" + (f" (and {more} more like it)" if more else ""),
            path=path,
            line=starts[min(first.unit, len(starts) - 1)],
            hint="write the new words into the script, or render without --rebuild",
        )
    text = _joined([unit for unit in merged if isinstance(unit, str)])
    _check_cast(text, built, path)
    return text


def _renamed(written: Script, edited: Script) -> dict[str, str]:
    """Old name to new: a name that left the cast, and the new one in its place."""
    before, after = ([name for name, _ in script.cast] for script in (written, edited))
    return {old: new for old, new in zip(before, after, strict=False) if old not in after and new not in before}


def _with_names(script: Script, names: dict[str, str]) -> Script:
    cast = {names.get(name, name): voice for name, voice in script.cast}
    items = tuple(
        replace(item, speaker=names.get(item.speaker, item.speaker)) if isinstance(item, Turn) else item
        for item in script.items
    )
    return Script(script.meta, tuple(cast.items()), items)


def _units(text: str) -> tuple[list[str], list[int]]:
    """What is merged as a whole, and the line (from 1) that each begins on: lines of front matter, then blocks.

    Empty lines are no units of their own. All alike, they would be matched with each other where nothing else is the
    same, and turns would change places.
    """
    lines = lines_of(text)
    head = (closing_fence(lines) or 0) + 1
    body = list(blocks(lines, head, None))
    units = [*lines[:head], *("\n".join(block.lines) for block in body)]
    return units, [*range(1, head + 1), *(block.line for block in body)]


def _merge_units(
    base: list[str], mine: list[str], theirs: list[str], speakers: frozenset[str]
) -> Iterator[str | _Conflict]:
    """The units of the merged script, a conflict where there is one."""
    for kind, *place in Merge3(base, mine, theirs).merge_regions():
        if kind != "conflict":
            start, end = place
            yield from {"unchanged": base, "same": mine, "a": mine, "b": theirs}[kind][start:end]
            continue
        old, own, new = base[place[0] : place[1]], mine[place[2] : place[3]], theirs[place[4] : place[5]]
        resolved = _beside(old, own, new) or _beside(old, new, own) or _each(old, own, new, speakers)
        if resolved is not None:
            yield from resolved
            continue
        pairs = enumerate(zip_longest(own, new, fillvalue=""))
        at, pair = next((at, pair) for at, pair in pairs if pair[0] != pair[1])
        yield _Conflict(place[2] + at, *pair)


def _beside(old: list[str], changed: list[str], grown: list[str]) -> list[str] | None:
    """`changed` with what `grown` adds before or after `old`."""
    size = len(old)
    if not size or len(grown) <= size:
        return None
    if grown[:size] == old:
        return changed + grown[size:]
    return grown[:-size] + changed if grown[-size:] == old else None


def _each(old: list[str], own: list[str], new: list[str], speakers: frozenset[str]) -> list[str] | None:
    """Unit by unit, where there are as many on each side."""
    if not len(old) == len(own) == len(new):
        return None
    lines = []
    for three in zip(old, own, new, strict=True):
        line = _either(*three)
        if line is None:
            line = _label_and_words(*(_split(line, speakers) for line in three))
        if line is None:
            return None
        lines.append(line)
    return lines


def _label_and_words(old: tuple[str, str], own: tuple[str, str], new: tuple[str, str]) -> str | None:
    """The label that one side changed before the words that the other did, if those are still the same turn's."""
    label, words = (_either(*parts) for parts in zip(old, own, new, strict=True))
    if label is None or words is None:
        return None
    alike = SequenceMatcher(None, old[1].split(), words.split(), autojunk=False).ratio() >= 0.5
    return label + words if alike else None


def _split(line: str, speakers: frozenset[str]) -> tuple[str, str]:
    label = exact_label(line, speakers)
    return (line[: label.colon], line[label.colon :]) if label else ("", line)


def _either(old: str, own: str, new: str) -> str | None:
    """What one side made of `old` where the other left it, or what both made of it."""
    if own in (old, new):
        return new
    return own if new == old else None


def _both(conflict: _Conflict) -> str:
    """The two lines, each cut to the part where they begin to differ."""
    mine, theirs = conflict.mine, conflict.theirs
    same = next(
        (at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    start = max(0, same - _SHOWN // 2)
    own, new = (
        f"'{'…' if start else ''}{line[start : start + _SHOWN]}{'…' if line[start + _SHOWN :] else ''}'"
        if line
        else "nothing"
        for line in (mine, theirs)
    )
    return f"you have {own}, it has {new}"


def _joined(units: list[str]) -> str:
    head = (closing_fence(units) or 0) + 1
    return "".join([*(f"{line}\n" for line in units[:head]), *(f"\n{block}\n" for block in units[head:])])


def _check_cast(merged: str, built: Script, path: Path | str | None) -> None:
    """A label from the new source whose speaker the person took out of the cast would become words."""
    gone = {name for name, _ in built.cast} - {name for name, _ in parse_script(merged, path).cast}
    for unit in _units(merged)[0]:
        if label := exact_label(unit, gone):
            raise SourceError(
                f"the new source has a line of '{label.speaker}', who is not in your cast: '{unit[:_SHOWN]}'",
                path=path,
                hint="put the name back into the cast, or render without --rebuild",
            )
