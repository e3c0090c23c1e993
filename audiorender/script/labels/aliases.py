"""One person, several labels: `Ana Bell:` at first and then `Bell:`, `AB:` or `Ms. Bell:`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from audiorender.expressions import expression
from audiorender.script.document import Document
from audiorender.script.labels.label import Label
from audiorender.script.labels.names import words_of
from audiorender.script.words import ANSWERS_TO_QUESTIONS, PARTICLES, TITLES

_WORD = r"[^\W\d_a-z][\w'’-]+"
_NAME = rf"{_WORD}(?:[^\S\n]+(?:[^\W\d_a-z]\.|d[aeiu]|del|della|van|von|der|de|la|den|{_WORD})){{0,2}}[^\S\n]+{_WORD}"
_DEFINED = expression(rf"({_NAME})[^\S\n]*\(([^\W\d_a-z]{{2,3}})\)")
_FULL = expression(_NAME)
_AND = expression(r"\s*(?:&|,|\band\b|\bet\b|\bund\b|\by\b)\s*")


def known_names(labels: Sequence[Label], document: Document) -> dict[str, str]:
    """For labels that are short for a fuller name: their key, and that name.

    Initials are looked up where the text explains them, among the labels, in the front matter, and last among the
    names that the text mentions. A part of a name is the label that it is a part of, if there is only one.
    """
    known: dict[str, str] = {}
    named = [tag for tag in labels if tag.named and len(_AND.split(tag.name)) == 1]
    people = [
        tag for tag in named if not tag.initials or any(words_of(tag.name) < words_of(other.name) for other in named)
    ]
    parts = {tag.key: words_of(tag.name) - PARTICLES for tag in people}
    for tag in people:
        bare = parts[tag.key] - TITLES
        fuller = {
            other.key: other.shown
            for other in people
            if bare and bare <= parts[other.key] and _says_more(parts[tag.key], parts[other.key])
        }
        fullest = [key for key in fuller if not any(_says_more(parts[key], parts[other]) for other in fuller)]
        if len(fullest) == 1 and all(_agree(parts[key], parts[fullest[0]]) for key in fuller):
            known[tag.key] = fuller[fullest[0]]
    known |= _initials(
        [tag for tag in labels if not tag.crowd], [tag.shown for tag in people if not tag.initials], document
    )
    told = {tag.aside.casefold(): tag.shown for tag in people if tag.aside}
    known |= {tag.key: told[tag.key] for tag in labels if tag.key in told and tag.key != told[tag.key].casefold()}
    witness = next((tag.shown for tag in labels if words_of(tag.name) <= {"the", "witness"}), None)
    if witness:
        known |= {tag.key: witness for tag in labels if tag.key in ANSWERS_TO_QUESTIONS}
    return known


def _says_more(short: set[str], full: set[str]) -> bool:
    """Whether the name in `full` has words that are not in `short`, or with the same words a title more."""
    return full - TITLES > short - TITLES or (full - TITLES == short - TITLES and full > short)


def _agree(short: set[str], full: set[str]) -> bool:
    return short - TITLES <= full - TITLES


def _initials(labels: Iterable[Label], names: Iterable[str], document: Document) -> dict[str, str]:
    asked = [tag for tag in labels if tag.initials or len(_AND.split(tag.name)) > 1]
    if not asked:
        return {}
    short = {part.casefold().replace(".", "") for tag in asked for part in _AND.split(tag.name)}
    text = "\n".join(block.text for block in document.blocks)
    defined = {match[2].casefold(): match[1] for match in _DEFINED.finditer(text)}
    sources = (names, (name for _, name in document.people), (match[0] for match in _FULL.finditer(text)))
    for source in sources:
        meant: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name in source:
            for letters in _letters_of(name):
                if letters in short:
                    meant[letters][" ".join(name.split())] += 1
        for letters, found in meant.items():
            if len(found) == 1 or found.most_common(2)[0][1] > found.most_common(2)[1][1]:
                defined.setdefault(letters, found.most_common(1)[0][0])
    known = {}
    for tag in asked:
        parts = [part.casefold().replace(".", "") for part in _AND.split(tag.name)]
        if all(part in defined for part in parts):
            known[tag.key] = " & ".join(defined[part] for part in parts)
    return known


def _letters_of(name: str) -> Iterator[str]:
    words = name.split()
    capitals = [word[0].casefold() for word in words if word[0].isupper()]
    yield "".join(capitals)
    yield capitals[0] + capitals[-1] if len(capitals) > 2 else ""
