r"""The name that opens a turn in a script file, `Name:` or `Name?:`, and the rule that tells it from other colons.

What stands before a paragraph's first colon opens a turn when it is exactly a speaker of the cast. Otherwise the colon
is text, unless those words look like a name gone wrong (at most four words, and within two edits of a speaker or all in
capitals): then it is an error, since such a line would be read aloud in somebody else's voice. `\:` makes it text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from audiorender.errors import SourceError, UsageError, few, near
from audiorender.expressions import expression
from audiorender.script.file.marks import Fault, check_line, unescape
from audiorender.script.words import ANSWERS, NOT_PEOPLE, REACTIONS

MAX_NAME = 100
"""Characters in a speaker's name. A colon further into a paragraph than this is never a label's."""

WORDS_OF_A_NAME = 4
"""More words than this before a colon are text, and no name gone wrong."""

_STRANGER = expression(r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){0,2}")
_HEAD = expression(rf"((?:[^\\:：]|\\.){{1,{MAX_NAME}}}?)([?？])?[:：]")


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """A paragraph's opening: the speaker, whether it was guessed, and where the colon stands."""

    speaker: str
    guessed: bool
    colon: int


def read_label(raw: str, speakers: Collection[str], fault: Fault) -> TurnLabel | None:
    """The label that opens the paragraph `raw`, or None where it has none; `fault` makes the error of a near miss."""
    label = _first_colon(raw)
    if not label or label.speaker in speakers:
        return label
    if _looks_like_a_label(label.speaker, speakers):
        advice = "; ".join(filter(None, [near(label.speaker, speakers), r"if this is text, write '\:'"]))
        raise fault(f"speaker '{label.speaker}' is not in the cast", 0, advice)
    return None


def exact_label(raw: str, speakers: Collection[str]) -> TurnLabel | None:
    """The label that opens the paragraph `raw`, where what stands there is exactly a speaker."""
    label = _first_colon(raw)
    return label if label and label.speaker in speakers else None


def format_label(speaker: str, guessed: bool) -> str:
    """`Name:` or `Name?:`, every mark in the name escaped that would be read as something else."""
    check_name(speaker)
    name = re.sub(r"^[#\[]|[\\:：]|[?？]\Z", r"\\\g<0>", speaker)
    return f"{name}{'?' if guessed else ''}:"


def check_name(speaker: str) -> None:
    """SourceError unless a script file can hold a speaker of this name."""
    check_line(speaker, "a speaker's name")
    if len(speaker) > MAX_NAME:
        raise SourceError(f"a speaker's name has {len(speaker)} characters; the most is {MAX_NAME}: {speaker[:40]!r}")


def meant(name: str, speakers: Iterable[str]) -> str:
    """The speaker called `name`, whatever its capitals; or the one in whose name that is a word: `roy` for Roy Baker.

    Raises UsageError where that is nobody, or could be several.
    """
    known = list(speakers)
    folded = name.casefold()
    same = [each for each in known if each.casefold() == folded]
    part = [each for each in known if folded in each.casefold().split()]
    if name in known:
        return name
    if len(found := same or part) == 1:
        return found[0]
    if found:
        raise UsageError(f"'{name}' may be {' or '.join(found)}", hint="write more of the name")
    raise nobody_called(name, known)


def made_one(before: Iterable[str], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Of the speakers `before`, those whom the new `names` make one, as a list, and how that one is called."""
    shared: dict[str, list[str]] = {}
    for name in dict.fromkeys(before):
        shared.setdefault(names.get(name, name), []).append(name)
    yield from ((" and ".join(olds), new) for new, olds in shared.items() if len(olds) > 1)


def nobody_called(name: str, speakers: Iterable[str]) -> UsageError:
    """The error for a name that is no speaker's: it lists them, since labels such as `Q` became names in the script."""
    known = list(speakers)
    hint = near(name, known) or ""
    nearest = f"{hint} " if hint.startswith("did") else ""
    return UsageError(f"there is no speaker '{name}'", hint=f"{nearest}the speakers are {few(known, 12)}")


def escape_colons(raw: str, speakers: Collection[str]) -> str:
    r"""The paragraph `raw` with `\:` for each colon that would open a turn or be a near miss."""
    while label := _first_colon(raw):
        known = label.speaker in speakers or _looks_like_a_label(label.speaker, speakers)
        if not known and stranger(raw) is None:
            break
        raw = f"{raw[: label.colon]}\\{raw[label.colon :]}"
    return raw


def _first_colon(raw: str) -> TurnLabel | None:
    """What stands before the first colon of `raw`, taken for a label."""
    match = _HEAD.match(raw)
    return TurnLabel(unescape(match[1]), guessed=match[2] is not None, colon=match.end() - 1) if match else None


def stranger(raw: str) -> str | None:
    """What stands before the first colon of the paragraph `raw`, where it may be the name of somebody else."""
    label = _first_colon(raw)
    if label is None or not _STRANGER.fullmatch(label.speaker) or not raw[label.colon + 1 :][:1].isspace():
        return None
    plain = label.speaker.casefold().split()[0] in NOT_PEOPLE or ANSWERS.match(label.speaker)
    return None if plain or REACTIONS.match(label.speaker) else label.speaker


def _looks_like_a_label(name: str, speakers: Collection[str]) -> bool:
    return len(name.split()) <= WORDS_OF_A_NAME and (
        name.isupper() or any(_within(2, name, speaker) for speaker in speakers)
    )


def _within(edits: int, one: str, other: str) -> bool:
    """Whether `one` becomes `other` by so many insertions, deletions and replacements of a character, or fewer."""
    if abs(len(one) - len(other)) > edits:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[same:], other[same:]
    if not one or not other:
        return True  # what is left over is no longer than `edits`
    return edits > 0 and (
        _within(edits - 1, one[1:], other[1:])
        or _within(edits - 1, one[1:], other)
        or _within(edits - 1, one, other[1:])
    )
