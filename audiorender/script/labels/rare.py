"""Labels that occur once: those with the form used throughout the document, and misspellings of a frequent one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.script.labels.forms.offices import UNNAMED
from audiorender.script.labels.label import Ending, Kind, Label
from audiorender.script.labels.names import words_of
from audiorender.script.labels.seen import Seen
from audiorender.script.labels.slips import is_a_letter_short, is_a_slip, is_another_initial, is_swapped
from audiorender.script.labels.weights import Vocabulary, may_be_a_name
from audiorender.script.words import DIRECTIONS, NOT_PEOPLE, TITLES

Accepted = Iterable[Kind]

_LEAST_LABELS = 4
"""The document has a form of its own if at least this many labels share it."""
_SHARE = 0.6
_SHARE_ALONE = 0.25
"""The least share of blocks that begin with such a label. A name on a line of its own is a block by itself."""
_SHARE_BOLD = 0.3
"""The same for names in bold with a colon, which are hardly anything else."""
_SHARE_DESCRIBED = 0.9
"""The same for someone who is only described: `The dog: woof` is a label if nearly everything has one."""
_SAME_TYPEFACE = 0.9
"""The least share of labels in the most common typeface."""
_FREQUENT = 3
_RECURRING = 2
"""A name that occurs so often may be what another, one slip away, was meant to be."""
_FAR_RARER = 4
_MANNER = expression(
    rf"(?:{DIRECTIONS}|(?:on|off)\b|v\.? ?o\b|o\.? ?s\b|cont|to\b|from\b|\w+ing\b|\w+ly\b|via\b|by\b)", re.IGNORECASE
)
"""How text in brackets begins if it says how someone speaks, and not who they are."""


def in_the_same_form(
    seen: Seen, accepted: Accepted, vocabulary: Vocabulary, blocks: int
) -> Iterator[tuple[str, Ending, bool]]:
    """Labels (with their ending) in the same form as accepted ones; and whether the form is the only evidence."""
    known: dict[Ending, set[str]] = {}
    for key, ending in accepted:
        known.setdefault(ending, set()).add(key)
    for ending, keys in known.items():
        labels = [label for key in keys for label in seen.labels[ending][key]]
        series = {_series(key) for key in keys if re.search(r"\d", key)}
        names = (found for found in seen.labels[ending].values() if found and may_be_a_name(found, vocabulary))
        face, most = Counter(label.face for label in labels).most_common(1)[0] if labels else ("plain", 0)
        bold = ending == "colon" and face == "bold"
        share = _SHARE_ALONE if ending == "alone" else _SHARE_BOLD if bold else _SHARE
        habit = len(keys) > 1 and len(labels) >= _LEAST_LABELS and sum(map(len, names)) >= share * blocks
        posts = sum(label.aside is not None for label in labels) >= _SHARE * len(labels)
        for key, others in seen.labels[ending].items():
            if not others or key in keys or (ending == "stop" and others[0].face != "bold"):
                continue
            by_post = posts and others[0].aside is not None
            described = _is_described(key, others[0])
            if described and not by_post and UNNAMED.fullmatch(others[0].name):
                if len(labels) + len(others) < _SHARE_DESCRIBED * blocks:
                    continue
            elif not described and not may_be_a_name(others, vocabulary):
                continue
            alike = described or (most >= _SAME_TYPEFACE * len(labels) and others[0].face == face)
            likely = by_post or not posts or others[0].role
            if _series(key) in series:
                yield key, ending, False
            elif habit and alike and likely and seen.opens[key, ending] and not _is_a_title(seen, key, ending, known):
                yield key, ending, not (by_post or others[0].role)


def _is_described(key: str, label: Label) -> bool:
    """Whether the label describes someone instead of naming them: `A voice from the hall:`."""
    return " " in key and label.doubtful and not words_of(key) & NOT_PEOPLE


def _is_a_title(seen: Seen, key: str, ending: Ending, known: Mapping[Ending, set[str]]) -> bool:
    """Whether a line on its own stands above a label, like a section title, and not above speech."""
    if ending != "alone":
        return False
    return any(label is not None and label.key in known.get(label.ending, ()) for label in seen.below[key])


def counted(keys: Iterable[str]) -> set[str]:
    """Those of `keys` that differ from another one only by a number: `speaker 1` and `speaker 2`."""
    numbered = [key for key in keys if re.search(r"\d|(?:speaker|person|voice|participant|guest|host)[ _][a-z]\Z", key)]
    families = Counter(map(_series, numbered))
    return {key for key in numbered if families[_series(key)] > 1}


def _series(key: str) -> str:
    return re.sub(r"[ _]?\d+|(?<=[a-z]{3})[ _][a-z]\Z", " 0", key)


def slips(seen: Seen, accepted: Accepted, vocabulary: Vocabulary) -> Iterator[tuple[str, Ending, str]]:
    """Labels that occur once and are one slip away from a frequent one, with the key of that one.

    A name that also occurs elsewhere in the text belongs to someone else.
    """
    counts = {(key, ending): len(seen.labels[ending][key]) for key, ending in accepted}
    often = {kind for kind, count in counts.items() if count >= _RECURRING}
    for ending in {ending for _, ending in often}:
        for key, labels in seen.labels[ending].items():
            if len(labels) != 1:
                continue
            near = [
                name
                for name, its in often
                if its == ending and name != key and _is_slip_of(key, name, few=counts[name, its] < _FREQUENT)
            ]
            own = [word for word in labels[0].name.split() if near and word.casefold() not in near[0].split()]
            if len(near) == 1 and not any(vocabulary.words[word] > 1 for word in own):
                yield key, ending, near[0]


def _is_slip_of(key: str, name: str, *, few: bool) -> bool:
    """Whether one is a slip of the other; in names with a common part, such as a family's, the rest must be one.

    If there are only a `few` of `name`, there must be only one slip in a word.
    """
    if not set(key.split()) & set(name.split()):
        return is_a_slip(key, name, few=few) or is_swapped(key, name)
    pairs = list(zip(key.split(), name.split(), strict=False))
    same = key.count(" ") == name.count(" ")
    return same and all(
        one == other or is_a_slip(one, other, few=few) or (not few and is_a_letter_short(one, other))
        for one, other in pairs
    )


def may_be_slips(counts: Mapping[str, int]) -> set[str]:
    """The rare keys with a word one slip away from one of another key; `counts` has how often each occurs.

    They may be a misspelling, or somebody with a similar name.
    """
    own = {key: words_of(key) for key in counts}
    return {
        key
        for key, count in counts.items()
        for other, more in counts.items()
        if other != key
        and (count == 1 or _FAR_RARER * count <= more)
        and _one_word_slipped(own[key] - own[other], own[other] - own[key])
    }


def _one_word_slipped(words: Collection[str], others: Collection[str]) -> bool:
    return any(
        is_a_slip(word, other) or is_a_letter_short(word, other) or is_another_initial(word, other)
        for word in words
        for other in others
        if not {word, other} & TITLES
    )


def shared_names(order: Sequence[Label]) -> frozenset[str]:
    """The keys of names shared by several people, who are distinguished by the text in brackets: `Bell (mayor):`.

    Somebody called by a role is somebody else with another name or house in brackets: `Reporter (BBC)`, `(NRK)`.
    """
    asides: dict[str, Counter[str]] = {}
    bare = Counter(label.key for label in order if label.aside is None)
    for label in order:
        if label.aside and not (label.person or label.asks_or_answers) and not _MANNER.match(label.aside):
            asides.setdefault(label.key, Counter())[label.aside.casefold()] += 1
    roles = Counter(label.key for label in order if label.role and label.aside and label.aside[0].isupper())
    changes = Counter(
        one.key
        for one, other in pairwise(order)
        if one.key == other.key and one.aside and other.aside and one.aside.casefold() != other.aside.casefold()
    )
    return frozenset(
        key
        for key, found in asides.items()
        if len(found) > 1 and not bare[key] and changes[key] and all(count > 1 for count in found.values())
    ) | frozenset(
        key
        for key, found in asides.items()
        if len(found) > 1 and not bare[key] and roles[key] == sum(found.values()) > len(found)
    )
