"""Decides which labels of a document belong to speakers, and which of them to the same person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from audiorender.expressions import one_of
from audiorender.model import Remark
from audiorender.script.document import Document, Line
from audiorender.script.labels.aliases import explained_initials, known_names, names_role_holder
from audiorender.script.labels.forms.candidate import candidate
from audiorender.script.labels.forms.inner import recited_lines
from audiorender.script.labels.forms.recurring import Recurring, recurring_labels
from audiorender.script.labels.forms.unmarked import Unmarked
from audiorender.script.labels.label import Ending, Kind, Label
from audiorender.script.labels.letters import (
    LEAST_QUESTIONS,
    letters,
    lone_questions,
    names_from_letters,
    other_letters,
)
from audiorender.script.labels.names import words_of
from audiorender.script.labels.rare import counted, in_the_same_form, may_be_slips, shared_names, slips
from audiorender.script.labels.sections import named_sections
from audiorender.script.labels.seen import Seen, collect
from audiorender.script.labels.slips import is_a_slip
from audiorender.script.labels.weights import Vocabulary, accepted_by_habit, accepted_by_weight, may_be_a_name
from audiorender.script.words import TITLES

_MIXABLE_ENDINGS: tuple[Ending, ...] = ("colon", "dash", "spaced dash", "bracket")
"""The endings that one person's labels may have in one document."""
_RECURRING = 3
_HABITUAL_ENDINGS: tuple[Ending, ...] = ("dash", "spaced dash", "stop", "alone", "bracket", "bar", "nothing")
_SURE_ENDINGS: tuple[Ending, ...] = ("head", "said", "after")
_PUNCTUATED_ENDINGS: tuple[Ending, ...] = ("colon", "stop", "dash")


@dataclass(frozen=True, slots=True)
class People:
    """The labels that belong to speakers, by key and ending, and the full names for some of them.

    `stamped` maps the numbers of lines with a timestamp to the words before it. `doubtful` are the keys with little
    evidence, `shared` those of names shared by several people, and `remarks` what a person should check.
    """

    accepted: frozenset[Kind]
    known_as: Mapping[str, str]
    stamped: Mapping[int, str]
    doubtful: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()
    unmarked: Unmarked | None = None
    by_format: Mapping[str, Label] = field(default_factory=dict)
    """Labels for the speakers that the format itself names, by that name."""
    talk: int = 0
    """The line on which the conversation begins. Names on lines of their own above it are a list of participants."""
    recited: frozenset[int] = frozenset()
    """The numbers of lines with a label that somebody quotes: a conversation within a turn."""
    recurring: Recurring | None = None
    """Finds labels in a form of the document's own, if it has no others."""
    sections: frozenset[int] = frozenset()
    """The numbers of lines with a heading that names who speaks below it."""
    inside: re.Pattern[str] = field(init=False)
    """Matches the blanks before which a label may occur within a line: after a sentence, or before one in capitals.

    In the group `timed` they are before one that is a label only if a timestamp followed it.
    """

    def __post_init__(self) -> None:
        names = "|".join(sorted({re.escape(key.partition(" (")[0]) for key, _ in self.accepted})) or "(?!)"
        shouted = one_of([key.upper() for key, ending in self.accepted if ending == "colon" and len(key) > 1])
        pattern = (
            rf"(?<=[.?!…\"”’)\]])[ \t]+(?=(?:{names})(?![^\W_]))|(?<=\S)[ \t]+(?=(?-i:{shouted}):(?:\s|\Z))"
            rf"|(?P<timed>(?<=\S)[ \t]+)(?=(?:{names}):\s)"
        )
        object.__setattr__(self, "inside", re.compile(pattern, re.IGNORECASE))

    def label(self, line: Line) -> Label | None:
        """The label at the start of `line`, with its person's name."""
        if line.number in self.recited:
            return None
        if self.sections or self.recurring:
            return self._own(line)
        label = candidate(line, self.stamped.get(line.number, ""))
        listed = label is not None and label.ending == "alone" and line.number < self.talk
        if label is None or listed or label.kind not in self.accepted:
            label = self.unmarked.match(line) if self.unmarked else None
        if label is None:
            return None
        if label.key in self.shared and label.aside:
            return replace(label, name=f"{label.name} ({label.aside})", aside=None)
        name = self.known_as.get(label.key)
        if label.key in self.doubtful:
            return replace(label, name=name or label.name, doubtful=True)
        return replace(label, name=name) if name else label

    def _own(self, line: Line) -> Label | None:
        """The label of a line in a document that has no other labels than its sections', or those of its own form."""
        if line.number in self.sections:
            return Label(line.text.strip(), None, len(line.text), "plain", "head", doubtful=True)
        label = self.recurring.match(line.text) if self.recurring else None
        return replace(label, name=self.known_as.get(label.key, label.name)) if label else None


def people(document: Document, stamped: Mapping[int, str] = {}, credited: str = "") -> People:
    """The labels of the speakers in `document`. `stamped` maps lines with a timestamp to the words before it.

    `credited` is the text of bylines and lists of participants, which name people. Labels with a colon are weighed one
    by one; others count only if the document uses them habitually.
    """
    recited = recited_lines(document.blocks, stamped)
    seen = collect(document, stamped, recited)
    vocabulary = Vocabulary(document, credited)
    size = sum(block.kind != "heading" for block in document.blocks) or len(document.blocks)
    vocabulary.series = counted({key for labels in seen.labels.values() for key in labels})
    accepted, lone, talk = _accepted(seen, vocabulary, size)
    initials = [label for key, labels in seen.labels["colon"].items() if len(labels) == 1 for label in labels]
    begun = min((seen.lines[key] for key, _ in accepted), default=0)
    opening = {label.key for label in initials if seen.lines[label.key] < begun}
    accepted |= {(key, "colon") for key in explained_initials(initials, document, credited, opening)}
    rare = list(in_the_same_form(seen, accepted, vocabulary, size))
    accepted |= {(key, ending) for key, ending, _ in rare}
    misspelt = {(key, ending): name for key, ending, name in slips(seen, accepted, vocabulary)}
    accepted |= misspelt.keys()
    doubtful = {key for key, _, alone in rare if alone} | {key for key, _ in misspelt} | {"scribe"}
    doubtful |= may_be_slips(Counter(label.key for label in seen.order if label.kind in accepted))
    corrected = {key: seen.labels[ending][name][0].shown for (key, ending), name in misspelt.items()}
    remarks = [
        Remark(
            seen.lines[key], f"'{seen.labels[ending][key][0].shown}' is read as '{corrected[key]}', who speaks often"
        )
        for key, ending in misspelt
    ]
    by_format, typos = _named_by_format(document, vocabulary)
    accepted |= {(key, "colon") for name in by_format if (key := name.casefold()) in seen.labels["colon"]}
    from_letters = names_from_letters(accepted, lone)
    recurring = None if accepted or by_format else recurring_labels(document.blocks)
    labels = recurring.labels(document.blocks) if recurring else []
    labels += [_most_specific(seen.labels[ending][key]) for key, ending in sorted(accepted - misspelt.keys())]
    labels += [by_format[name] for name in sorted(by_format.keys() - typos.keys())]
    known_as = known_names(labels, document) | from_letters
    spoken = [label for label in seen.order if label.kind in accepted]
    keys = [label.key for label in spoken]
    keys += [block.speaker.casefold() for block in document.blocks if block.speaker]
    known_as = {key: name for key, name in known_as.items() if not _answer_each_other(key, name, keys)}
    known_as |= {key: known_as.get(name, corrected[key]) for (key, _), name in misspelt.items()}
    for name, (line, right) in typos.items():
        remarks.append(Remark(line, f"'{name}' is read as '{right}', who speaks often"))
        by_format[name] = replace(by_format[name], name=right, doubtful=True)
    by_format = {name: replace(label, name=known_as.get(label.key, label.name)) for name, label in by_format.items()}
    often = {key for key, ending in accepted if ending in _PUNCTUATED_ENDINGS and len(seen.labels[ending][key]) > 1}
    unmarked = Unmarked(often | {key for key in from_letters if len(key) == 1}, vocabulary.words) if often else None
    return People(
        frozenset(accepted),
        known_as,
        stamped,
        frozenset(doubtful),
        shared_names(spoken),
        tuple(remarks),
        unmarked,
        by_format,
        talk,
        recited,
        recurring,
        frozenset() if accepted or by_format else named_sections(document.blocks),
    )


def _accepted(seen: Seen, vocabulary: Vocabulary, size: int) -> tuple[set[Kind], set[Kind], int]:
    """The labels that belong to speakers, those that are a lone question, and the line on which the talk begins.

    `size` is the number of blocks of text.
    """
    accepted = {(key, ending) for ending, key in letters(seen)}
    accepted |= {(key, "colon") for key in accepted_by_weight(_named(seen.labels["colon"]), vocabulary, seen, size)}
    stops = {key: labels for key, labels in seen.labels["stop"].items() if labels[0].face == "bold"}
    if len(bold := accepted_by_weight(stops, vocabulary, seen, size)) > 1:
        accepted |= {(key, "stop") for key in bold}
    for ending in _HABITUAL_ENDINGS:
        accepted |= {
            (key, ending) for key in accepted_by_habit(seen.labels[ending], vocabulary, size, seen.stamped[ending])
        }
    if len(seen.labels["nothing"]["q"]) >= LEAST_QUESTIONS and accepted:
        accepted |= {(key, "nothing") for key in ("q", "a") if key in seen.labels["nothing"]}
    lone = lone_questions(seen, accepted)
    accepted |= lone
    for sure in _SURE_ENDINGS:
        if sum(map(len, seen.labels[sure].values())) > 1:
            accepted |= {(key, sure) for key in seen.labels[sure]}
    names = {key for key, _ in accepted if len(key) > 1}
    accepted |= {(key, ending) for ending in _MIXABLE_ENDINGS for key in seen.labels[ending] if key in names}
    accepted |= {(key, "nothing") for key in names if seen.stamped["nothing"][key]} | _timed(seen, vocabulary)
    marked = (seen.first[kind] for kind in accepted if kind in seen.first)
    talk = 0 if any(ending == "alone" for _, ending in accepted) else min(marked, default=0)
    accepted |= {(key, "alone") for key in names if " " in key and key in seen.labels["alone"]}
    accepted |= _bracketed(seen, vocabulary) if accepted else set()
    accepted |= set(other_letters(seen, accepted))
    wrapped = {(key, "stop") for key in seen.labels["stop"] if not seen.opens[key, "stop"]}
    return accepted - wrapped, lone, talk


def _named_by_format(document: Document, vocabulary: Vocabulary) -> tuple[dict[str, Label], dict[str, tuple[int, str]]]:
    """Labels for names that the format gives, and misspellings among them with their line and the right name."""
    lines: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for block in document.blocks:
        if block.speaker:
            lines.setdefault(block.speaker, block.line)
            counts[block.speaker] += 1
    often = [name for name, count in counts.items() if count > 1]
    typos: dict[str, tuple[int, str]] = {}
    for name, count in counts.items():
        near = [other for other in often if other != name and is_a_slip(name.casefold(), other.casefold())]
        own = set(name.split()) - {word for other in near for word in other.split()}
        if count == 1 and len(near) == 1 and not any(vocabulary.words[word] for word in own):
            typos[name] = (lines[name], near[0])
    unsure = may_be_slips(Counter({name.casefold(): count for name, count in counts.items()}))
    return {name: Label(name, None, 0, "plain", doubtful=name.casefold() in unsure) for name in counts}, typos


def _answer_each_other(key: str, name: str, keys: Sequence[str]) -> bool:
    """Whether the labels `key` and `name`, which differ by a title alone, follow one another in `keys`.

    Then they are two people: `Ardley:` and the wife who corrects him, `Mrs. Ardley:`.
    """
    other = name.casefold()
    same = other != key and words_of(key) - TITLES == words_of(other) - TITLES
    return same and any({key, other} == {before, after} for before, after in pairwise(keys))


def _most_specific(labels: Sequence[Label]) -> Label:
    """The first of these labels (of one key) that says who holds the role it names, or else the first."""
    return next((label for label in labels if names_role_holder(label)), labels[0])


def _named(labels: Mapping[str, Sequence[Label]]) -> dict[str, Sequence[Label]]:
    """The labels without descriptions such as `A voice from the hall:`, and without numbers: `I:`, `II:`."""
    numbers = {"i", "ii", "iii", "iv", "v"} if labels.keys() >= {"i", "ii"} else ()
    return {key: found for key, found in labels.items() if found and not found[0].doubtful and key not in numbers}


def _timed(seen: Seen, vocabulary: Vocabulary) -> set[Kind]:
    """Names that repeatedly occur with a timestamp, on the same line or the one below."""
    endings: tuple[Ending, Ending] = ("nothing", "alone")
    times = sum((seen.stamped[ending] for ending in endings), Counter[str]())
    again = {
        (key, ending)
        for ending in endings
        for key, labels in seen.labels[ending].items()
        if times[key] > 1 and may_be_a_name(labels, vocabulary)
    }
    return again if len({key for key, _ in again}) > 1 else set()


def _bracketed(seen: Seen, vocabulary: Vocabulary) -> set[Kind]:
    """Names in brackets that recur, in a document that uses other labels for other speakers."""
    return {
        (key, "bracket")
        for key, labels in seen.labels["bracket"].items()
        if len(labels) >= _RECURRING and seen.opens[key, "bracket"] >= _RECURRING and may_be_a_name(labels, vocabulary)
    }
