"""Labels that come once: of the form that the document uses everywhere, or a slip of the pen for a frequent one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.script.labels.forms import UNNAMED
from audiorender.script.labels.label import Ending, Label
from audiorender.script.labels.names import words_of
from audiorender.script.labels.slips import is_a_slip
from audiorender.script.labels.weights import Seen, Told, may_be_a_name
from audiorender.script.words import DIRECTIONS, NOT_PEOPLE

Accepted = Iterable[tuple[str, Ending]]

_FEWEST = 4
"""Labels of one form from which it is the document's."""
_SHARE = 0.6
_SHARE_ALONE = 0.25
"""Of all blocks, those that begin with a label of the form; a name on a line of its own is a block by itself."""
_SHARE_DESCRIBED = 0.9
"""The same for somebody who is only described: `The dog: woof` stands where nearly everything has a label."""
_ALIKE = 0.9
"""The share of labels that have the typeface of most."""
_OFTEN = 3
_PLAYED = expression(
    rf"(?:{DIRECTIONS}|(?:on|off)\b|v\.? ?o\b|o\.? ?s\b|cont|to\b|from\b|\w+ing\b|\w+ly\b|via\b|by\b)", re.IGNORECASE
)
"""How what is in brackets begins where it tells how somebody speaks, and not who they are."""


def of_the_form(seen: Seen, accepted: Accepted, told: Told, blocks: int) -> Iterator[tuple[str, Ending, bool]]:
    """Labels, with their ending, that stand as the accepted ones do; and whether that is all that speaks for them."""
    known: dict[Ending, set[str]] = {}
    for key, ending in accepted:
        known.setdefault(ending, set()).add(key)
    for ending, keys in known.items():
        tags = [tag for key in keys for tag in seen.tags[ending][key]]
        series = {_series(key) for key in keys if re.search(r"\d", key)}
        share = _SHARE_ALONE if ending == "alone" else _SHARE
        habit = len(keys) > 1 and len(tags) >= _FEWEST and len(tags) >= share * blocks
        face, most = Counter(tag.face for tag in tags).most_common(1)[0] if tags else ("plain", 0)
        posts = sum(tag.aside is not None for tag in tags) >= _SHARE * len(tags)
        for key, others in seen.tags[ending].items():
            if not others or key in keys or ending == "stop":
                continue
            by_post = posts and others[0].aside is not None
            described = _is_described(key, others[0])
            if described and not by_post and UNNAMED.fullmatch(others[0].name):
                if len(tags) + len(others) < _SHARE_DESCRIBED * blocks:
                    continue
            elif not described and not may_be_a_name(others, told):
                continue
            alike = described or (most >= _ALIKE * len(tags) and others[0].face == face)
            likely = by_post or not posts or others[0].role
            if _series(key) in series:
                yield key, ending, False
            elif habit and alike and likely and seen.opens[key, ending] and not _is_a_title(seen, key, ending, known):
                yield key, ending, not (by_post or others[0].role)


def _is_described(key: str, tag: Label) -> bool:
    """Whether the label describes somebody instead of naming them: `A voice from the hall:`."""
    return " " in key and tag.ending == "colon" and tag.doubtful and not words_of(key) & NOT_PEOPLE


def _is_a_title(seen: Seen, key: str, ending: Ending, known: Mapping[Ending, set[str]]) -> bool:
    """Whether a line that holds nothing else stands above a label, as a part's title does, and not above speech."""
    if ending != "alone":
        return False
    return any(tag is not None and tag.key in known.get(tag.ending, ()) for tag in seen.below[key])


def counted(keys: Iterable[str]) -> set[str]:
    """Those of `keys` that differ from another one by their number alone: `speaker 1` and `speaker 2`."""
    numbered = [key for key in keys if re.search(r"\d", key)]
    families = Counter(map(_series, numbered))
    return {key for key in numbered if families[_series(key)] > 1}


def _series(key: str) -> str:
    return re.sub(r"[ _]?\d+", " 0", key)


def slips(seen: Seen, accepted: Accepted, told: Told) -> Iterator[tuple[str, Ending, str]]:
    """Labels that come once and are a slip of the pen away from a frequent one, with its key.

    A name that the text also says elsewhere is somebody's own.
    """
    often = {(key, ending) for key, ending in accepted if len(seen.tags[ending][key]) >= _OFTEN}
    for ending in {ending for _, ending in often}:
        for key, tags in seen.tags[ending].items():
            if len(tags) != 1 or any(told.words[word] > 1 for word in tags[0].name.split()):
                continue
            near = [name for name, its in often if its == ending and name != key and is_a_slip(key, name)]
            if len(near) == 1:
                yield key, ending, near[0]


def told_apart(order: Sequence[Label]) -> frozenset[str]:
    """The keys of names that several people share, whom what stands in brackets tells apart: `Bell (mayor):`."""
    asides: dict[str, Counter[str]] = {}
    bare = Counter(tag.key for tag in order if tag.aside is None)
    for tag in order:
        if tag.aside and not tag.person and not _PLAYED.match(tag.aside):
            asides.setdefault(tag.key, Counter())[tag.aside.casefold()] += 1
    changes = Counter(
        one.key
        for one, other in pairwise(order)
        if one.key == other.key and one.aside and other.aside and one.aside.casefold() != other.aside.casefold()
    )
    return frozenset(
        key
        for key, told in asides.items()
        if len(told) > 1 and not bare[key] and changes[key] and all(count > 1 for count in told.values())
    )
