"""How a file of captions names its speakers and shows sounds, judged by all of its captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Line
from audiorender.script.labels.names import ROLES

CHEVRONS = expression(r"(?:^|(?<=\s))(?:>>+|»)[ \t]*")
HYPHEN = expression(r"[-–—‐][ \t]*(?=\S)")
LABEL = expression(r"([^\W\d_a-z][^\W_]*(?:[ .'’-]{1,2}[^\W_]+){0,3}\.?)[ \t]*[:：](?=\s|\Z)")
BRACKETED = expression(r"[\[(]([^\W\d_a-z][^\W_]*(?:[ .'’-]{1,2}[^\W_]+){0,3})[\])][ \t]*:?[ \t]+(?=\S)")
"""A name in brackets before speech: `[Ana] Yes.`"""
SOUND = expression(r"\([^()]{1,60}\)|\[[^\[\]]{1,60}\]|[♪♫#*\s]*[♪♫].*")
_NAME = expression(r"[^\W\d_a-z][^\W_]*(?:[ .'’-]{1,2}[^\W\d_a-z][^\W_]*){0,3}")
_NUMBERED = expression(r"[^\W\d_a-z][^\W\d_]*[ _]?\d{1,2}")
_IN_BRACKETS = expression(r"\[([^\[\]]{1,40})\]|\(([^()]{1,40})\)")
_VOICES = ROLES | {"narrator", "narration", "announcer", "voice-over", "voiceover", "erzähler", "narrateur", "narrador"}
_DIRECTION = expression(rf"(?:{words.DIRECTIONS})\b", re.IGNORECASE)
_NAME_LINES = 0.4
"""From this share of captions on, names on lines of their own are how the file marks speakers."""
_ALWAYS_NAMED = 0.9
"""From this share of captions on, a name above the words counts even if it occurs once."""
_FEWEST_UNNAMED = 2
"""From this many dashes without a name on, a file with labels leaves some of them out."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: its times in seconds, and its lines, each with the voice in effect at its start."""

    start: float | None
    end: float | None
    lines: tuple[tuple[str | None, Line], ...]


def labels_in(cues: Sequence[Cue]) -> frozenset[str]:
    """Names before a colon that open two captions, or are in capitals or follow the end of a sentence."""
    found: dict[str, int] = {}
    ended = True
    for cue in cues:
        for _, line in cue.lines:
            text = HYPHEN.sub("", CHEVRONS.sub("", line.text, count=1), count=1)
            if match := LABEL.match(text) or BRACKETED.match(text):
                found[match[1]] = found.get(match[1], 0) + (2 if match[1].isupper() or ended else 1)
            ended = words.ENDS.search(line.text) is not None
    return frozenset(name for name, count in found.items() if count > 1)


def names_in(cues: Sequence[Cue], labels: frozenset[str]) -> frozenset[str]:
    """Lines that only name the speaker of the next one: a known name, `(Speaker 1)`, or a name that recurs."""
    first = Counter(
        line.text for cue in cues for place, (_, line) in enumerate(cue.lines) if place == 0 and len(cue.lines) > 1
    )
    found = set[str]()
    likely = [text for text in first if _NAME.fullmatch(text)] or list(_bracketed(first))
    again = [text for text in likely if first[text] > 1]
    for text in first:
        bare = text.strip("()[]")
        if bare in labels or _NUMBERED.fullmatch(bare):
            found.add(text)
    if len(again) > 1 and sum(first[text] for text in again) >= _NAME_LINES * len(cues):
        found.update(again)
    if again and len(likely) > 1 and sum(first[text] for text in likely) >= _ALWAYS_NAMED * len(cues):
        found.update(likely)
    return frozenset(found)


def _bracketed(lines: Iterable[str]) -> Iterator[str]:
    """The lines that are a name or a role in brackets, and no sound: `[HEDDA]`, `[narrator]`."""
    for text in lines:
        match = _IN_BRACKETS.fullmatch(text)
        name = (match[1] or match[2]) if match else ""
        if (_NAME.fullmatch(name) or name.casefold() in _VOICES) and not _DIRECTION.match(name):
            yield text


def unlabelled_questions(cues: Sequence[Cue], labels: frozenset[str]) -> frozenset[int]:
    """Captions where a question begins or is over, in a file that leaves out some of the labels: who speaks may change.

    Such a file has labels, and also dashes without one.
    """
    shown = [(place, " ".join(line.text for _, line in cue.lines)) for place, cue in enumerate(cues) if cue.lines]
    opened = [(HYPHEN.match(line.text), line.text) for cue in cues for _, line in cue.lines]
    unnamed = [dash for dash, text in opened if dash and not LABEL.match(text, dash.end())]
    if not labels or len(unnamed) < _FEWEST_UNNAMED:
        return frozenset()
    found, begun, before = set[int](), 0, False
    for place, text in shown:
        if words.ENDS.search(text):
            asks = words.ASKS.search(text) is not None
            if asks != before:
                found.add(begun or place)
            begun, before = 0, asks
        else:
            begun = begun or place
    return frozenset(found)


def describes_sounds(cues: Sequence[Cue]) -> bool:
    """Whether sounds in brackets are on lines of their own, as in captions for the deaf."""
    return sum(SOUND.fullmatch(line.text) is not None for cue in cues for _, line in cue.lines) > 1


def is_italic(cue: Cue) -> bool:
    """Whether all of it is in italics, as films show a voice that is not in the picture."""
    return all(run.italic for _, line in cue.lines for run in line.runs if run.text.strip())


def carried(before: Cue, cue: Cue) -> int:
    """How many lines at the top of `cue` repeat the bottom of the one before."""
    shown, now = ([line.text for _, line in each.lines] for each in (before, cue))
    return next((n for n in range(min(len(shown), len(now)), 0, -1) if shown[-n:] == now[:n]), 0)
