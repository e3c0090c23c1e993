"""Several labels for one person: `Ana Bell:` at first, then `Bell:`, `Ana B.:`, `AB:`, `A:` or `Ms. Bell:`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from audiorender.expressions import expression
from audiorender.script.document import Document
from audiorender.script.labels.label import Label
from audiorender.script.labels.names import words_of
from audiorender.script.words import ANSWERS_TO_QUESTIONS, BYLINES, PARTICLES, TITLES

_WORD = r"[^\W\d_a-z][\w'’-]*[\w'’]"
_NAME = rf"{_WORD}(?:[^\S\n]+(?:[^\W\d_a-z]\.|d[aeiu]|del|della|van|von|der|de|la|den|{_WORD})){{0,2}}[^\S\n]+{_WORD}"
_BYLINE = expression(rf"^(?:{BYLINES})\b", re.IGNORECASE | re.MULTILINE)
_SHORTEST = 3
"""The least letters of a name cut short."""
_DEFINED = expression(rf"({_NAME})[^\S\n]*\(([^\W\d_a-z]{{2,3}})\)")
_FULL = expression(_NAME)
_AND = expression(r"\s*(?:[&,+/]|\band\b|\bet\b|\bund\b|\by\b)\s*")
_DEVICE = expression(
    r"(?:(?:i-?Pad|i-?Phone|Mac[- ]?Book(?: Pro| Air)?|Galaxy\S*|Pixel|Laptop|Tablet|Phone|Handy|Telefon|PC)"
    r" (?:de|d['’]|von|di|do|da|van|of) ?(?P<after>.+)|(?P<before>.+?)(?:['’]s|s['’])? "
    r"(?:i-?Pad|i-?Phone|Mac[- ]?Book(?: Pro| Air)?|Galaxy\S*|Pixel|Laptop|Tablet|Phone|PC)(?: \S{1,4})?)\Z",
    re.IGNORECASE,
)
"""A device's default display name, and its owner: `Ana's iPhone`, `iPad de Ana`."""


def known_names(labels: Sequence[Label], document: Document) -> dict[str, str]:
    """The full names for labels that are short for one, by the label's key.

    Initials are looked up where the text explains them, among the labels, in the front matter, and last among names in
    the text. Part of a name stands for the label it is part of, if there is only one.
    """
    known: dict[str, str] = {}
    named = [label for label in labels if label.named and len(_AND.split(label.name)) == 1]
    people = [
        label
        for label in named
        if not label.initials or any(words_of(label.name) < words_of(other.name) for other in named)
    ]
    full = {label.key: label.shown for label in people}
    roles = {label.key: " ".join(label.aside.split()) for label in labels if label.aside and names_role_holder(label)}
    full |= {name.casefold(): name for name in roles.values()}
    parts = {key: _parts(name) for key, name in full.items()}
    initialled = {key for key in full if any(len(part) == 1 for part in parts[key])}
    for key in sorted(full, key=lambda key: key not in initialled):
        if key.startswith("the "):  # `The Court` is nobody's surname
            continue
        if fullest := _fullest(key, {other: parts[other] for other in parts if other == key or other not in known}):
            known[key] = full[fullest]
    known |= {key: known.get(name.casefold(), name) for key, name in roles.items()}
    initials = _initials(
        [label for label in labels if not label.crowd],
        [label.shown for label in labels if not label.initials and (label.crowd or label in people)],
        document,
    )
    known |= initials
    known |= dict(_parts_of_initialled(full, {name for name in initials.values() if len(_AND.split(name)) == 1}, known))
    by_aside = {label.aside.casefold(): label.shown for label in people if label.aside}
    known |= {
        label.key: by_aside[label.key]
        for label in labels
        if label.key in by_aside and label.key != by_aside[label.key].casefold()
    }
    known |= dict(_abbreviated(labels))
    witness = next((label.shown for label in labels if words_of(label.name) <= {"the", "witness"}), None)
    if witness:
        known |= {label.key: witness for label in labels if label.key in ANSWERS_TO_QUESTIONS}
    return known


def _parts_of_initialled(
    full: Mapping[str, str], full_names: Iterable[str], known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Labels that are part of a name for which there are initials: `Dr. Bell:` beside `AB:` for Ana Bell."""
    names = {name: _parts(name) for name in full_names}
    for key, shown in full.items():
        mine = _parts(shown) - TITLES
        fits = [name for name, parts in names.items() if mine and mine < parts]
        shared = any(mine < _parts(other) - TITLES and other not in fits for other in full.values())
        if key not in known and len(fits) == 1 and not shared:
            yield key, fits[0]


def _abbreviated(labels: Sequence[Label]) -> Iterator[tuple[str, str]]:
    """Labels cut short by a full stop, each with the one name that it begins: `Red.:` beside `Redaktion:`."""
    shown = {label.key: label.shown for label in labels}
    for key in shown:
        fits = [name for other, name in shown.items() if other != key and other.startswith(key.rstrip("."))]
        if key.endswith(".") and len(key) > _SHORTEST and len(fits) == 1:
            yield key, fits[0]


def names_role_holder(label: Label) -> bool:
    """Whether the label is a role and its brackets say whose: `Moderator (Ana Bell)`."""
    return bool(
        label.role and not label.crowd and not label.asks_or_answers and label.aside and _FULL.fullmatch(label.aside)
    )


def _fullest(key: str, parts: Mapping[str, set[str]]) -> str | None:
    """The key of the fullest name that `key` can be short for, if there is exactly one."""
    short = {other: _spelled_out(parts[key], parts[other]) for other in parts if other != key}
    fuller = {
        other
        for other, mine in short.items()
        if (bare := mine - TITLES) and bare <= parts[other] and (mine != parts[key] or _says_more(mine, parts[other]))
    }
    fullest = [one for one in fuller if not any(_says_more(parts[one], parts[other]) for other in fuller)]
    if len(fullest) == 1 and all(_is_contained(parts[other], parts[fullest[0]]) for other in fuller):
        return fullest[0]
    return None


def _parts(name: str) -> set[str]:
    """The words of a name that identify a person, in lower case; for a device's name, those of its owner."""
    if device := _DEVICE.match(name):
        name = device["after"] or device["before"]
    words = words_of(name)
    return {word for word in words if word not in PARTICLES or len(word) == 1} or set(words)


def _spelled_out(short: set[str], full: set[str]) -> set[str]:
    """`short` with its single letters replaced by the words of `full` they begin: `Ana B.` beside `Ana Bell`."""
    rest = sorted(full - short)
    return {next((word for word in rest if len(part) == 1 and word.startswith(part)), part) for part in short}


def _says_more(short: set[str], full: set[str]) -> bool:
    """Whether `full` has words that `short` has not, or the same words and an additional title."""
    return full - TITLES > short - TITLES or (full - TITLES == short - TITLES and full > short)


def _is_contained(short: set[str], full: set[str]) -> bool:
    return short - TITLES <= full - TITLES


def _initials(labels: Iterable[Label], names: Iterable[str], document: Document) -> dict[str, str]:
    """The full names for labels that are initials (`AB`), alone or joined (`A & B`)."""
    asked = [label for label in labels if label.initials or len(_AND.split(label.name)) > 1]
    if not asked:
        return {}
    short = {_letters(part) for label in asked for part in _AND.split(label.name)}
    text = "\n".join(block.text for block in document.blocks)
    defined = {match[2].casefold(): match[1] for match in _DEFINED.finditer(text)}
    said = ((match[0], match[0]) for match in _FULL.finditer(text))
    sources = (((name, name.title()) for name in names), ((name, name) for _, name in document.people), said)
    for source in sources:
        by_letters: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name, capitalized in source:
            for letters in _letters_of(capitalized):
                if letters in short:
                    by_letters[letters][" ".join(name.split())] += 1
        for letters, found in by_letters.items():
            if len(found) == 1 or found.most_common(2)[0][1] > found.most_common(2)[1][1]:
                defined.setdefault(letters, found.most_common(1)[0][0])
    known = {}
    for label in asked:
        parts = [_letters(part) for part in _AND.split(label.name)]
        if all(part in defined for part in parts):
            known[label.key] = " & ".join(defined[part] for part in parts)
    return known


def explained_initials(
    labels: Iterable[Label], document: Document, credited: str, opening: Collection[str]
) -> frozenset[str]:
    """The keys of initials, such as `AB`, if there are those of two people or more whose full names are known.

    The names are in the text, or in its bylines (`credited`). For a key in `opening`, one person is enough.
    """
    names = [match[0] for match in _FULL.finditer(_BYLINE.sub("", credited))]
    known = _initials([label for label in labels if label.initials], names, document)
    return frozenset(known if len(set(known.values())) > 1 else known.keys() & opening)


def _letters(initials: str) -> str:
    """`ab` for `A. B.`."""
    return re.sub(r"[.\s]", "", initials.casefold())


def _letters_of(name: str) -> Iterator[str]:
    words = [word for word in name.split() if word.casefold().strip(".") not in TITLES]
    capitals = [word[0].casefold() for word in words if word[0].isupper()]
    yield "".join(capitals)
    yield capitals[0] + capitals[-1] if len(capitals) > 2 else ""
