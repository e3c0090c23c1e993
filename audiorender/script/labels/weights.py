"""The evidence that a label belongs to a speaker: for each label by itself, or for all labels of one ending."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log2

from audiorender.expressions import expression
from audiorender.script.document import Document
from audiorender.script.labels.label import Face, Label
from audiorender.script.labels.names import ROLES, words_of
from audiorender.script.labels.seen import Seen
from audiorender.script.words import ANSWERS, DIRECTIONS, FIELDS, NOT_PEOPLE, PARTICLES, REACTIONS, TITLES

_ACCEPTED = 2.0
"""A label with this weight belongs to a speaker: a name that occurs twice, or once if known from elsewhere."""
_LEAST_SHARE = {"bold": 0.2, "capitals": 0.2, "plain": 0.45}
_LEAST_SHARE_ALONE = 0.3
"""The least number of labels of one ending per block to make a habit. A name on its own line is a block itself."""
_DIRECTION = expression(rf"(?:{DIRECTIONS})\b", re.IGNORECASE)

ByKey = Mapping[str, Sequence[Label]]
"""Labels by key."""
_MYSELF = frozenset({"me", "ich", "moi", "yo", "io", "eu", "ik"})
"""How writers who also ask or answer may call themselves: `Me:`."""


_BOLD = 4
"""With so many labels in bold, names in plain text within a list are what somebody says."""
_SHOUTED = 0.8
"""The share of letters in capitals from which they mean nothing."""
_SHORTEST = 3
"""The least letters of a label cut short."""
_OFTEN = 3
"""A word in bold that is a label so often may be one although it is a word, too: `**Grandma**`; so may a letter."""
_NOT_A_PERSON = 4.0
"""What the words of a label weigh against it if they are nobody's name; nothing if it keeps asking questions."""


def accepted_by_weight(by_key: ByKey, vocabulary: Vocabulary, seen: Seen, blocks: int) -> set[str]:
    """The keys of labels that belong to speakers, each by its own weight of evidence.

    Evidence for a label: how often it occurs, a word for a role, bold or capitals, a name of two words, a mention in
    the front matter, the title or elsewhere in the text, a block quote right below, another label or a question beside,
    its initials as a label, a letter that stands for it, and capitals for a name that the text writes otherwise.
    Against: a word that is nobody's name, a single occurrence in a heading, and the same word in lower case elsewhere,
    since that is not a name. If nothing speaks against it, it also counts that most blocks begin with a label, and that
    others' labels have its typeface.
    """
    weights = {
        key: _weight(labels, vocabulary)
        + bool(seen.above_a_quote[key])
        + 0.5 * bool(seen.beside[key] or seen.replies[key])
        + 1.5 * bool(seen.after_chevrons[key])
        + (_NOT_A_PERSON if len(labels) > 1 and 2 * seen.asked[key] >= len(labels) and _is_nobody(labels[0]) else 0.0)
        for key, labels in by_key.items()
    }
    shortened = _letters_and_their_names(by_key)
    for key, labels in by_key.items():
        if len(labels) == 1 and seen.titles[key] and not labels[0].role:
            weights[key] -= 4.0  # `# Roundtable: What to keep` is a title
        elif key in shortened:
            weights[key] += _ACCEPTED
        elif not by_key.keys().isdisjoint(_initials_of(labels[0].name)) or _cut_short(key, by_key):
            weights[key] += 1.5 + (_NOT_A_PERSON if _is_nobody(labels[0]) else 0.0)
    doubtful = {key for key, weight in weights.items() if weight < 0}
    if len(by_key) > 1:
        share = seen.opening["colon"] / blocks
        for key in by_key.keys() - doubtful:
            weights[key] += 2.0 if share >= 0.9 else 1.0 if share >= 0.5 else 0.0
    faces = Counter(label.face for key, labels in by_key.items() if weights[key] >= _ACCEPTED for label in labels)
    for key in by_key.keys() - doubtful:
        others = faces[by_key[key][0].face] - (len(by_key[key]) if weights[key] >= _ACCEPTED else 0)
        weights[key] += 1.5 if others >= 2 else 0.0
        if faces["bold"] >= _BOLD and by_key[key][0].face == "plain" and seen.listed[key] == len(by_key[key]) == 1:
            weights[key] -= _NOT_A_PERSON  # somebody lists people, as a band: `- Ana: drums`
    small = {key for key, labels in by_key.items() if labels[0].name[0].islower() and not labels[0].handle}
    return {key for key, weight in weights.items() if weight >= _ACCEPTED + (1.5 if key in small else 0.0)}


def _letters_and_their_names(by_key: ByKey) -> set[str]:
    """The keys of letters that stand for one other label, and of those labels: `J:` beside `Jana:`.

    Two people or more must be shortened like this.
    """
    letters = {key[0]: key for key in by_key if len(key.rstrip(".")) == 1 and key[0].isalpha()}
    named: defaultdict[str, list[str]] = defaultdict(list)
    for key in by_key:
        if len(key) > 2:
            named[key[0]].append(key)
    pairs = [(key, named[letter][0]) for letter, key in letters.items() if len(named[letter]) == 1]
    return {key for pair in pairs for key in pair} if len(pairs) > 1 else set()


def _cut_short(key: str, by_key: ByKey) -> bool:
    """Whether another label, which recurs, is this one cut short: `Red.` for `Redaktion`."""
    return any(
        other.endswith(".") and len(other) > _SHORTEST and key.startswith(other[:-1]) and len(labels) > 1
        for other, labels in by_key.items()
    )


def _initials_of(name: str) -> tuple[str, ...]:
    """`acb` and `ab` for Ana Cole Bell, and none for a single word."""
    letters = "".join(part[0] for part in name.casefold().split())
    return (letters, letters[0] + letters[-1]) if len(letters) > 1 else ()


def accepted_by_habit(by_key: ByKey, vocabulary: Vocabulary, blocks: int, stamped: Mapping[str, int]) -> set[str]:
    """The keys of labels with one ending, if two or more recurring names make it the document's habit."""
    likely = {key: labels for key, labels in by_key.items() if may_be_a_name(labels, vocabulary)}
    timed = {key for key in likely if stamped[key]}
    again = {
        key
        for key, labels in likely.items()
        if len(labels) > 1 or labels[0].role or key in timed or vocabulary.counted(labels[0]) or _titled(labels[0])
    }
    several = len(again) > 1
    total = sum(len(likely[key]) for key in (likely if several else again))
    faces = Counter(vocabulary.face(label) for key in again for label in likely[key])
    if again and not several and _is_asked_by_turns(by_key[min(again)], likely):
        return {key for key, labels in likely.items() if vocabulary.face(labels[0]) == "capitals"}
    if not again or (
        not several and (total < 3 or faces["plain"] or by_key[min(again)][0].ending in ("alone", "nothing"))
    ):
        return set()
    face = max(faces, key=lambda face: (faces[face], face))
    roles = all(likely[key][0].role for key in again)
    alone = by_key[min(again)][0].ending == "alone" and sum(len(likely[key]) > 1 for key in again) > 1
    common = min(_LEAST_SHARE[face], _LEAST_SHARE_ALONE) if alone else _LEAST_SHARE[face]
    if total < (2 if roles or len(timed) > 1 else 3) or total < common * blocks * (0.4 if roles else 1.0):
        return set()
    if face == "plain" or by_key[min(again)][0].ending in ("alone", "nothing"):
        return again
    return again | {key for key, labels in likely.items() if vocabulary.face(labels[0]) == face}


def _is_asked_by_turns(asking: Sequence[Label], likely: ByKey) -> bool:
    """Whether a role alone on a line in capitals, which recurs, asks others who are named alike, each once."""
    others = sum(labels[0].face == "capitals" for labels in likely.values()) - 1
    first = asking[0]
    return first.ending == "alone" and first.face == "capitals" and first.role > 0 and others >= max(3, len(asking) - 1)


def may_be_a_name(labels: Sequence[Label], vocabulary: Vocabulary) -> bool:
    """Whether labels with one key may be a speaker's name, going by the words and their typeface."""
    label = labels[0]
    folded = words_of(label.name) - PARTICLES
    if label.role and not (folded - ROLES) & NOT_PEOPLE:
        return True
    letter = (
        len(label.key) < 2
        and label.key != label.key.upper()  # but `森` is a whole name
        and not (label.ending == "spaced dash" and len(labels) >= _OFTEN)
    )
    if not folded or folded & NOT_PEOPLE or letter or FIELDS.fullmatch(label.name):
        return False
    if not folded <= _MYSELF and (ANSWERS.fullmatch(label.name) or REACTIONS.fullmatch(label.name)):
        return False
    if label.ending == "bracket" and _DIRECTION.match(label.name):
        return False
    nickname = label.ending == "bracket" and label.name[:1].islower()  # chats use `<ana>` also within messages
    return nickname or label.face == "capitals" or not vocabulary.small(label, len(labels))


class Vocabulary:
    """Which words the document uses, and how."""

    def __init__(self, document: Document, credited: str = "") -> None:
        text = " ".join(block.text for block in document.blocks)
        words = re.findall(r"(?<![@\w])[^\W\d_][\w'’]*", text)
        self.words = Counter(words)
        self.initials = set(re.findall(r"\(([A-Z]{2,3})\)", text))
        named = " ".join(name for _, name in document.people)
        self.series = set[str]()
        self._all_in_capitals = sum(map(str.isupper, text)) > _SHOUTED * sum(map(str.isalpha, text))
        self.named = words_of(f"{named} {document.meta.title if document.meta else ''} {credited}")

    def face(self, label: Label) -> Face:
        """The typeface of a label; capitals do not count where all text is in capitals, as in television captions."""
        return "plain" if self._all_in_capitals and label.face == "capitals" else label.face

    def counted(self, label: Label) -> bool:
        """Whether it is one of several labels that differ only by a number: `Speaker 2`."""
        return label.key in self.series

    def small(self, label: Label, times: int = 0) -> bool:
        """Whether a word of a label that occurs this many times is also written in lower case outside labels.

        An initial is not a word: `A.` has nothing to do with "a". And who writes about themselves may be `Me`.
        """
        parts = words_of(label.name) - PARTICLES - _MYSELF
        parts = (parts - TITLES) or parts
        own = times if label.name[0].islower() or (label.face == "bold" and times >= _OFTEN) else 0
        return any(self.words[part] > own for part in parts if part != part.upper() and len(part) > 1)


def _titled(label: Label) -> bool:
    """Whether it is a title and a name, as parliaments print them: `M. Bell. Oui.`"""
    first, _, rest = label.name.partition(" ")
    return label.ending == "stop" and bool(rest) and not words_of(first).isdisjoint(TITLES)


def _is_nobody(label: Label) -> bool:
    """Whether the words of a label are those before a colon that name no speaker: `Redaktion:`, `Photo:`."""
    return not label.role and bool(words_of(label.name) & NOT_PEOPLE or FIELDS.fullmatch(label.name))


def _weight(labels: Sequence[Label], vocabulary: Vocabulary) -> float:
    """The weight of the evidence in a label itself, and in how the document uses its words."""
    label, weight = labels[0], 1.5 * min(2.5, log2(len(labels)))
    names = [word for word in re.findall(r"[^\W\d_][\w'’]*", label.name) if word.casefold() not in PARTICLES]
    folded = {word.casefold() for word in names}
    if label.role:
        weight += 3.0
    if label.face != "plain" and label.ending == "colon":
        weight += 1.0
    if label.ending == "stop":
        weight -= 0.5
    if len(names) > 1:
        weight += 0.7
    if folded & vocabulary.named:
        weight += 2.5
    if folded and all(name in vocabulary.initials for name in names):
        weight += 2.0
    if not label.role and label.face != "capitals":
        often = sum(vocabulary.words[name] for name in names) > len(labels) * len(names)
        weight += -2.0 if vocabulary.small(label, len(labels)) else 0.7 * often
    if label.face == "capitals" and len(names) > 1 and all(vocabulary.words[name.capitalize()] for name in names):
        weight += 0.7  # `ANA BELL:`, whom the text calls Ana Bell
    if re.search(r"\d", label.name) and not label.handle:
        weight += -2.0 if len(labels) == 1 and not vocabulary.counted(label) else 0.0
    if _is_nobody(label):
        weight -= _NOT_A_PERSON
    return weight
