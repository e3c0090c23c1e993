"""A three-way merge, paragraph by paragraph, of a changed source into a script that a person has edited.

If person and source changed different paragraphs, both changes stay. If they changed the same one, the label and the
words after it are merged separately, so that a removed `?` survives a change of words. A speaker renamed in the cast is
renamed in the new source first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from merge3 import Merge3

from audiorender.errors import SourceError
from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.model import Script, Turn
from audiorender.script.file.layout import blocks, closing_fence, lines_of
from audiorender.script.file.scriptfile import is_script, parse_script
from audiorender.script.file.turnlabel import exact_label
from audiorender.script.file.weave import Clash, alike, either, weave
from audiorender.script.file.writing import format_script

_HINT = "put the new words into the script, or render without --rebuild"
_SHOWN = 60
"""How many characters of a line an error shows."""
_SAME_TURN = 0.5
"""The share of words that two versions of one turn must have in common."""
_LABEL_WEIGHT = 0.1
"""How much the speaker counts in the likeness of two turns."""
_WORD = expression(r"(?:\{(?:[^{}\\]|\\.)*\}|\\.|[^\s{}\\])+\s*")
_BRACES = expression(r"\{((?:[^{}|\\]|\\.)*)\|(?:[^{}\\]|\\.)*\}")
_BRACES_WHOLE = expression(r"\{(?:[^{}\\]|\\.)*\}")
_SENTENCE = expression(rf".+?(?:[.?!…][{CLOSE_QUOTES})*}}]*\s+|\Z)", re.DOTALL)


def merge(base: str, mine: str, theirs: str, path: Path | str | None = None) -> str:
    """A person's script `mine` with the changes from `base` (as last written) to `theirs` (as now built).

    `base` may be empty if it is lost. `path` is the person's file, for errors. Raises SourceError for a conflict,
    showing both lines, and for a script that cannot be read.
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
    conflicts = [unit for unit in merged if isinstance(unit, Clash)]
    if conflicts:
        first, more = conflicts[0], len(conflicts) - 1
        raise SourceError(
            f"your edit and the new source disagree: {_both(first)}" + (f" (and {more} more like it)" if more else ""),
            path=path,
            line=starts[min(first.unit, len(starts) - 1)],
            hint=_HINT,
        )
    text = _joined([unit for unit in merged if isinstance(unit, str)])
    try:
        _check_cast(text, built, path)
    except SourceError as error:
        if error.line is None:
            raise
        raise SourceError(
            f"your edits and the new source do not fit together: {error.message}", path=path, hint=_HINT
        ) from error
    return text


def _renamed(written: Script, edited: Script) -> dict[str, str]:
    """Old names mapped to new ones: a name that left the cast, and the new one that now says most of its words."""
    before, after = ([name for name, _ in script.cast] for script in (written, edited))
    gone, come = ([name for name in one if name not in other] for one, other in ((before, after), (after, before)))
    now = {turn.paragraphs: turn.speaker for turn in edited.turns if turn.speaker in come}
    shared = Counter(
        (turn.speaker, now[turn.paragraphs])
        for turn in written.turns
        if turn.speaker in gone and turn.paragraphs in now
    )
    names: dict[str, str] = {}
    for (old, new), _ in shared.most_common():
        if old not in names and new not in names.values():
            names[old] = new
    return names


def _with_names(script: Script, names: dict[str, str]) -> Script:
    """The script with speakers renamed, in the cast and in the turns."""
    cast = {names.get(name, name): voice for name, voice in script.cast}
    items = tuple(
        replace(item, speaker=names.get(item.speaker, item.speaker)) if isinstance(item, Turn) else item
        for item in script.items
    )
    sexes = tuple((names.get(name, name), sex) for name, sex in script.sexes)
    return Script(script.meta, tuple(cast.items()), items, sexes)


def _units(text: str) -> tuple[list[str], list[int]]:
    """What is merged as a whole (lines of front matter, then blocks), and the line (from 1) on which each begins.

    Empty lines are not units. As they are all alike, they would be matched with each other whenever nothing else
    matches, and turns would change places.
    """
    lines = lines_of(text)
    head = (closing_fence(lines) or 0) + 1
    body = list(blocks(lines, head, None))
    units = [*lines[:head], *("\n".join(block.lines) for block in body)]
    return units, [*range(1, head + 1), *(block.line for block in body)]


def _merge_units(
    base: list[str], mine: list[str], theirs: list[str], speakers: frozenset[str]
) -> Iterator[str | Clash]:
    """The units of the merged script, with a clash wherever there is one."""

    def joined(old: str, own: str, new: str) -> str | None:
        return _label_and_words(_split(old, speakers), _split(own, speakers), _split(new, speakers))

    def likeness(one: str, other: str) -> float:
        (label, words), (its_label, its_words) = _split(one, speakers), _split(other, speakers)
        return (1 - _LABEL_WEIGHT) * alike(words, its_words) + _LABEL_WEIGHT * (label == its_label)

    for kind, *place in Merge3(base, mine, theirs).merge_regions():
        if kind != "conflict":
            start, end = place
            yield from {"unchanged": base, "same": mine, "a": mine, "b": theirs}[kind][start:end]
            continue
        old, own, new = base[place[0] : place[1]], mine[place[2] : place[3]], theirs[place[4] : place[5]]
        for unit in weave(old, own, new, joined, likeness):
            yield replace(unit, unit=place[2] + unit.unit) if isinstance(unit, Clash) else unit


def _label_and_words(old: tuple[str, str], own: tuple[str, str], new: tuple[str, str]) -> str | None:
    """A label changed on one side with words changed on the other, if this is still the same turn.

    Words changed on both sides are merged by sentence, or else by word.
    """
    label = either(old[0], own[0], new[0])
    words = either(old[1], own[1], new[1])
    if words is None:
        first, mine, theirs = (_SENTENCE.findall(part) for part in (old[1], own[1], new[1]))
        sentences = list(weave(first, mine, theirs, lambda *_: None))
        whole = _whole(sentences)
        words = "".join(map(str, sentences)) if whole else _by_words(old[1], own[1], new[1])
    return label + words if label is not None and words is not None and alike(old[1], words) >= _SAME_TURN else None


def _by_words(old: str, own: str, new: str) -> str | None:
    """Both changes of a paragraph, if they affect different words; otherwise None.

    `{a|b}` counts as the word `a`, so that marking how a word sounds does not change it. A person's marks are kept.
    """
    base, mine, theirs = (_WORD.findall(text) for text in (old, own, new))
    bare = [[_BRACES.sub(r"\1", word).strip() for word in words] for words in (base, mine, theirs)]
    kept: list[str] = []
    marked = {a + n: b + n for a, b, size in _matches(bare[0], bare[1]) for n in range(size)}
    for kind, *place in Merge3(bare[0], bare[1], bare[2]).merge_regions():
        if kind == "conflict":
            return None
        start, end = place
        if kind == "unchanged":
            kept += [mine[marked[at]] if at in marked else base[at] for at in range(start, end)]
        else:
            kept += (theirs if kind == "b" else mine)[start:end]
    text = " ".join(word.strip() for word in kept)
    return text if all(said in text for said in _BRACES_WHOLE.findall(own)) else None


def _matches(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        yield block.a, block.b, block.size


def _whole(parts: Sequence[str | Clash]) -> bool:
    return not any(isinstance(part, Clash) for part in parts)


def _split(line: str, speakers: frozenset[str]) -> tuple[str, str]:
    label = exact_label(line, speakers)
    if label is None:
        return "", line
    start = len(line) - len(line[label.colon + 1 :].lstrip())
    return line[:start], line[start:]


def _both(conflict: Clash) -> str:
    """The two lines, each shortened to the part where they begin to differ."""
    mine, theirs = conflict.own, conflict.new
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
    """Raise SourceError for a label whose speaker the person removed from the cast: it would be read aloud."""
    gone = {name for name, _ in built.cast} - {name for name, _ in parse_script(merged, path).cast}
    for unit in _units(merged)[0]:
        if label := exact_label(unit, gone):
            raise SourceError(
                f"the new source has a line of '{label.speaker}', who is not in your cast: '{unit[:_SHOWN]}'",
                path=path,
                hint="add the name to the cast again, or render without --rebuild",
            )
