"""Which labels of a document are people's, and which of them are the same person's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from math import log2

from audiorender.script.document import Document, Line
from audiorender.script.labels.aliases import known_names
from audiorender.script.labels.forms import Ending, Label, candidate, words_of
from audiorender.script.words import ANSWERS, LETTER_PAIRS, NOT_PEOPLE, PARTICLES, REACTIONS

_ACCEPTED = 2.0
"""The weight of evidence from which a label is a person's: a name said twice, or once and known from elsewhere."""

_HABITS: tuple[Ending, ...] = ("dash", "stop", "alone", "nothing")
_QUESTIONS = 3
"""How often `Q` stands before a question without a mark after it, where it is a label."""
_COMMON = {"bold": 0.2, "capitals": 0.2, "plain": 0.45}
"""How many labels of one ending there are for each block, at least, where it is a habit."""

Tags = Mapping[str, Sequence[Label]]
"""Labels by key."""


@dataclass(frozen=True, slots=True)
class People:
    """The labels that are people's, by key and ending, and the names under which some of them are known.

    `stamped` has the numbers of lines on which a time stood, and the words before it.
    """

    accepted: frozenset[tuple[str, Ending]]
    known_as: Mapping[str, str]
    stamped: Mapping[int, str]
    inside: re.Pattern[str] = field(init=False)
    """Finds the blanks after a sentence before which a label may stand in mid-line."""

    def __post_init__(self) -> None:
        names = "|".join(sorted({re.escape(key.partition(" (")[0]) for key, _ in self.accepted})) or "(?!)"
        pattern = rf"(?<=[.?!…\"”’)\]])[ \t]+(?=(?:{names})(?![^\W_]))"
        object.__setattr__(self, "inside", re.compile(pattern, re.IGNORECASE))

    def tag(self, line: Line) -> Label | None:
        """The label that `line` begins with, under its person's name."""
        tag = candidate(line, self.stamped.get(line.number, ""))
        if tag is None or (tag.key, tag.ending) not in self.accepted:
            return None
        name = self.known_as.get(tag.key)
        return replace(tag, name=name) if name else tag


def people(document: Document, stamped: Mapping[int, str] = {}) -> People:
    """The labels of `document`'s people; on the lines numbered in `stamped` a time stood, after the words there.

    A label that ends in a colon is weighed by itself; others count only where they are a habit of the document.
    """
    seen = _Seen()
    before: Label | None = None
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        opened: Label | None = None
        for place, line in enumerate(block.lines):
            tag = candidate(line, stamped.get(line.number, ""))
            if tag is None:
                continue
            seen.titles[tag.key] += block.kind == "heading"
            last = line is block.lines[-1]
            if tag.ending == "alone" and last and (after is None or block.quote):
                continue  # nothing follows that it could be the label of
            timed = line.number in stamped or (not last and stamped.get(block.lines[place + 1].number) == "")
            seen.add(replace(tag, face="bold") if block.kind == "heading" else tag, timed)
            seen.opening[tag.ending] += place == 0
            if tag.length == len(line.text) and last and after is not None and after.quote > block.quote:
                seen.above_a_quote[tag.key] += 1
            if place == 0 and tag.ending == "colon":
                if before and before.key != tag.key and before.face == tag.face:
                    seen.beside.update((before.key, tag.key))
                opened = tag
        before = opened
    told, size = _Told(document), len(document.blocks)
    accepted = {(key, ending) for ending, key in _letters(seen)}
    accepted |= {(key, "colon") for key in _weighed(seen.tags["colon"], told, seen, size)}
    stops = {key: tags for key, tags in seen.tags["stop"].items() if tags[0].face == "bold"}
    if len(bold := _weighed(stops, told, seen, size)) > 1:
        accepted |= {(key, "stop") for key in bold}
    for ending in _HABITS:
        accepted |= {(key, ending) for key in _habitual(seen.tags[ending], told, size, seen.stamped[ending])}
    if len(seen.tags["nothing"]["q"]) >= _QUESTIONS and accepted:
        accepted |= {(key, "nothing") for key in ("q", "a") if key in seen.tags["nothing"]}
    names = {key for key, _ in accepted if len(key) > 1}
    accepted |= {(key, ending) for ending in ("colon", "dash") for key in seen.tags[ending] if key in names}
    accepted |= {(key, "nothing") for key in names if seen.stamped["nothing"][key]} | _timed(seen, told)
    accepted |= {(key, "alone") for key in names if " " in key and key in seen.tags["alone"]}
    shown = [seen.tags[ending][key][0] for key, ending in sorted(accepted)]
    letters = {key: "QA"[place] for pair in LETTER_PAIRS for place, key in enumerate(pair) if _is_pair(pair, accepted)}
    return People(frozenset(accepted), known_names(shown, document) | letters, stamped)


@dataclass(slots=True)
class _Seen:
    """The labels that may be, and how they stand."""

    tags: defaultdict[Ending, defaultdict[str, list[Label]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    stamped: defaultdict[Ending, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    opening: Counter[Ending] = field(default_factory=Counter)
    above_a_quote: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    """How many labels of a key stand in headings."""

    def add(self, tag: Label, stamped: bool) -> None:
        self.tags[tag.ending][tag.key].append(tag)
        self.stamped[tag.ending][tag.key] += stamped


def _timed(seen: _Seen, told: _Told) -> set[tuple[str, Ending]]:
    """Names beside which a time stands again and again, whether on their line or below."""
    endings: tuple[Ending, Ending] = ("nothing", "alone")
    times = sum((seen.stamped[ending] for ending in endings), Counter[str]())
    again = {
        (key, ending)
        for ending in endings
        for key, tags in seen.tags[ending].items()
        if times[key] > 1 and _may_be_a_name(tags, told)
    }
    return again if len({key for key, _ in again}) > 1 else set()


def _is_pair(pair: tuple[str, str], accepted: Iterable[tuple[str, Ending]]) -> bool:
    return pair != ("q", "r") and set(pair) <= {key for key, _ in accepted}


def _letters(seen: _Seen) -> Iterable[tuple[Ending, str]]:
    """Single letters that are question and answer in some language: both there, and both often."""
    for ending, tags in seen.tags.items():
        for pair in LETTER_PAIRS:
            if all(key in tags for key in pair) and min(len(tags[key]) for key in pair) >= 2:
                yield from ((ending, key) for key in pair)
                break


def _weighed(labels: Tags, told: _Told, seen: _Seen, blocks: int) -> set[str]:
    """The keys of the labels that are people's, each by the weight of evidence for it.

    For: how often it stands there, a word for a role, bold or capitals, a name of two words, a mention in the front
    matter, the title or elsewhere in the text, a block quote right below it, another label in the next block,
    and its own initials as a label. Against: a word that is nobody's name, a place in a single heading, and the same
    word in small letters elsewhere, since names have none. Where nothing speaks against it, it also counts
    that most blocks begin with a label, and that other people's labels are of its face.
    """
    weights = {
        key: _weight(tags, told) + bool(seen.above_a_quote[key]) + 0.5 * bool(seen.beside[key])
        for key, tags in labels.items()
    }
    for key, tags in labels.items():
        if len(tags) == 1 and seen.titles[key] and not tags[0].role:
            weights[key] -= 4.0  # `# Roundtable: What to keep` is a title
        elif _initials_of(tags[0].name) in labels:
            weights[key] += 1.5
    doubtful = {key for key, weight in weights.items() if weight < 0}
    if len(labels) > 1:
        share = seen.opening["colon"] / blocks
        for key in labels.keys() - doubtful:
            weights[key] += 2.0 if share >= 0.9 else 1.0 if share >= 0.5 else 0.0
    faces = Counter(tag.face for key, tags in labels.items() if weights[key] >= _ACCEPTED for tag in tags)
    for key in labels.keys() - doubtful:
        others = faces[labels[key][0].face] - (len(labels[key]) if weights[key] >= _ACCEPTED else 0)
        weights[key] += 1.5 if others >= 2 else 0.0
    small = {key for key, tags in labels.items() if tags[0].name[0].islower() and not tags[0].handle}
    return {key for key, weight in weights.items() if weight >= _ACCEPTED + (1.5 if key in small else 0.0)}


def _initials_of(name: str) -> str:
    """`ab` for Ana Bell, nothing for one word."""
    parts = name.split()
    return "".join(part[0] for part in parts).casefold() if len(parts) > 1 else ""


def _habitual(labels: Tags, told: _Told, blocks: int, stamped: Mapping[str, int]) -> set[str]:
    """The keys of labels of one ending, where two or more names that come again make it the document's habit."""
    likely = {key: tags for key, tags in labels.items() if _may_be_a_name(tags, told)}
    timed = {key for key in likely if stamped[key]}
    again = {key for key, tags in likely.items() if len(tags) > 1 or tags[0].role or key in timed}
    total = sum(len(likely[key]) for key in again)
    faces = Counter(tag.face for key in again for tag in likely[key])
    if not again or (
        len(again) < 2 and (total < 3 or faces["plain"] or labels[min(again)][0].ending in ("alone", "nothing"))
    ):
        return set()
    face = max(faces, key=lambda face: (faces[face], face))
    roles = all(likely[key][0].role for key in again)
    if total < (2 if roles or len(timed) > 1 else 3) or total < _COMMON[face] * blocks * (0.4 if roles else 1.0):
        return set()
    if face == "plain" or labels[min(again)][0].ending in ("alone", "nothing"):
        return again
    return again | {key for key, tags in likely.items() if tags[0].face == face}


def _may_be_a_name(tags: Sequence[Label], told: _Told) -> bool:
    tag = tags[0]
    if tag.role:
        return True
    folded = words_of(tag.name) - PARTICLES
    if not folded or folded & NOT_PEOPLE or len(tag.key) < 2:
        return False
    if ANSWERS.fullmatch(tag.name) or REACTIONS.fullmatch(tag.name):
        return False
    return tag.face == "capitals" or not told.small(tag)


class _Told:
    """Which words the document uses, and how."""

    def __init__(self, document: Document) -> None:
        text = " ".join(block.text for block in document.blocks)
        words = re.findall(r"[^\W\d_][\w'’]*", text)
        self.words = Counter(words)
        self.initials = set(re.findall(r"\(([A-Z]{2,3})\)", text))
        named = " ".join(name for _, name in document.people)
        self.named = words_of(f"{named} {document.meta.title if document.meta else ''}")

    def small(self, tag: Label, times: int = 0) -> bool:
        """Whether a word of a label that stands there so many times is also written small where it is no label."""
        parts = words_of(tag.name) - PARTICLES
        own = times if tag.name[0].islower() else 0
        return any(self.words[part] > own for part in parts if part != part.upper())


def _weight(tags: Sequence[Label], told: _Told) -> float:
    tag, weight = tags[0], 1.5 * min(2.5, log2(len(tags)))
    names = [word for word in re.findall(r"[^\W\d_][\w'’]*", tag.name) if word.casefold() not in PARTICLES]
    folded = {word.casefold() for word in names}
    if tag.role:
        weight += 3.0
    if tag.face != "plain" and tag.ending == "colon":
        weight += 1.0
    if tag.ending == "stop":
        weight -= 0.5
    if len(names) > 1:
        weight += 0.7
    if folded & told.named:
        weight += 2.5
    if folded and all(name in told.initials for name in names):
        weight += 2.0
    if not tag.role and tag.face != "capitals":
        often = sum(told.words[name] for name in names) > len(tags) * len(names)
        weight += -2.0 if told.small(tag, len(tags)) else 0.7 * often
    if len(tags) == 1 and re.search(r"\d", tag.name) and not tag.handle:
        weight -= 2.0
    if folded & NOT_PEOPLE and not tag.role:
        weight -= 4.0
    return weight
