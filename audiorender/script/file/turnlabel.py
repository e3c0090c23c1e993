r"""The label that opens a turn in a script file, `Name:` or `Name?:`, and how it is told from other colons.

What precedes a paragraph's first colon opens a turn if it is exactly the name of a speaker in the cast. Otherwise the
colon is text, unless those words look like a misspelt name (at most four words, and within two edits of a speaker or
all in capitals), or like a name with the `?` of a guess. That is an error, since the line would be read aloud in the
wrong voice. `\:` makes it text.
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
"""The longest speaker's name, in characters. A colon further into a paragraph never belongs to a label."""

WORDS_OF_A_NAME = 4
"""More words than this before a colon are text, not a misspelt name."""

FOREIGN = r"<!--|[［【〔〖「]"
"""What may begin a comment or a cue in the wrong brackets, which are errors unless escaped."""

_UNKNOWN_NAME = expression(r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){0,2}")
_COLON = ":：﹕︓∶"
_HEAD = expression(rf"((?:[^\\{_COLON}]|\\.){{1,{MAX_NAME}}}?)([?？])?[ \t]?[{_COLON}]")


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """The start of a paragraph: its speaker, whether that is a guess, and where the colon is."""

    speaker: str
    guessed: bool
    colon: int


def read_label(raw: str, speakers: Collection[str], fault: Fault) -> TurnLabel | None:
    """The label that opens the paragraph `raw`, or None. `fault` makes the error for a misspelt name."""
    label = _first_colon(raw)
    if not label or label.speaker in speakers:
        return label
    if _looks_like_a_label(label.speaker, speakers) or (label.guessed and unknown_name(raw)):
        advice = "; ".join(filter(None, [near(label.speaker, speakers), r"if this is text, write '\:'"]))
        raise fault(f"speaker '{label.speaker}' is not in the cast", 0, advice)
    return None


def exact_label(raw: str, speakers: Collection[str]) -> TurnLabel | None:
    """The label that opens the paragraph `raw`, if it is exactly the name of a speaker."""
    label = _first_colon(raw)
    return label if label and label.speaker in speakers else None


def format_label(speaker: str, guessed: bool) -> str:
    """`Name:` or `Name?:`, with every character of the name escaped that would be read as markup."""
    check_name(speaker)
    name = re.sub(rf"^(?:[#\[]|{FOREIGN})|[\\{_COLON}]|[?？]\Z", r"\\\g<0>", speaker)
    return f"{name}{'?' if guessed else ''}:"


def check_name(speaker: str) -> None:
    """Raise SourceError unless a script file can hold a speaker of this name."""
    check_line(speaker, "a speaker's name")
    if len(speaker) > MAX_NAME:
        raise SourceError(f"a speaker's name has {len(speaker)} characters; the most is {MAX_NAME}: {speaker[:40]!r}")


def find_speaker(name: str, speakers: Iterable[str]) -> str:
    """The speaker called `name`, ignoring case, or the only one whose name has it as a word: `roy` for Roy Baker.

    Raises UsageError if there is no such speaker, or more than one.
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
        raise UsageError(f"'{name}' may be {' or '.join(found)}", hint="give more of the name")
    raise no_such_speaker(name, known)


def merged_speakers(before: Iterable[str], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The speakers that `names` merges into one, as a list in words, and the name of that one."""
    shared: dict[str, list[str]] = {}
    for name in dict.fromkeys(before):
        shared.setdefault(names.get(name, name), []).append(name)
    yield from ((" and ".join(olds), new) for new, olds in shared.items() if len(olds) > 1)


def no_such_speaker(name: str, speakers: Iterable[str]) -> UsageError:
    """The error for an unknown speaker. It lists the speakers, since a label such as `Q` has a name in the script."""
    known = list(speakers)
    hint = near(name, known) or ""
    nearest = f"{hint} " if hint.startswith("did") else ""
    return UsageError(f"there is no speaker '{name}'", hint=f"{nearest}the speakers are {few(known, 12)}")


def escape_colons(raw: str, speakers: Collection[str]) -> str:
    r"""The paragraph `raw` with `\:` for each colon that would open a turn or look like a misspelt label."""
    while label := _first_colon(raw):
        known = label.speaker in speakers or _looks_like_a_label(label.speaker, speakers)
        if not known and unknown_name(raw) is None:
            break
        raw = f"{raw[: label.colon]}\\{raw[label.colon :]}"
    return raw


def _first_colon(raw: str) -> TurnLabel | None:
    """What precedes the first colon of `raw`, as a label."""
    match = _HEAD.match(raw)
    return TurnLabel(unescape(match[1]), guessed=match[2] is not None, colon=match.end() - 1) if match else None


def unknown_name(raw: str) -> str | None:
    """What precedes the first colon of the paragraph `raw`, if it may be the name of someone not in the cast."""
    label = _first_colon(raw)
    if label is None or not _UNKNOWN_NAME.fullmatch(label.speaker) or not raw[label.colon + 1 :][:1].isspace():
        return None
    plain = label.speaker.casefold().split()[0] in NOT_PEOPLE or ANSWERS.match(label.speaker)
    return None if plain or REACTIONS.match(label.speaker) else label.speaker


def _looks_like_a_label(name: str, speakers: Collection[str]) -> bool:
    return len(name.split()) <= WORDS_OF_A_NAME and (
        name.isupper() or any(_within_edits(2, name, speaker) for speaker in speakers)
    )


def _within_edits(edits: int, one: str, other: str) -> bool:
    """Whether `one` becomes `other` with at most `edits` insertions, deletions and replacements of a character."""
    if abs(len(one) - len(other)) > edits:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[same:], other[same:]
    if not one or not other:
        return True  # what remains is no longer than `edits`
    return edits > 0 and (
        _within_edits(edits - 1, one[1:], other[1:])
        or _within_edits(edits - 1, one[1:], other)
        or _within_edits(edits - 1, one, other[1:])
    )
