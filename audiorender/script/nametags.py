"""Names before what somebody says: `Name:`, `**Name:**`, `Q:`. Which of them are people, the document tells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from math import log2
from typing import Literal

from audiorender.script.document import Document, Line
from audiorender.script.words import CROWD_ROLES, GUEST_ROLES, HOST_ROLES, NOT_PEOPLE, PARTICLES, QUESTION_OR_ANSWER

Style = Literal["bold", "bold-period", "plain", "capitals"]

_PLAIN = re.compile(r"([^\W_][^:：?!;\"“”()—–\[\]]{0,50}?)[ \t]*(?:\(([^()]{1,40})\))?[ \t]*[:：](?=\s|\Z)[ \t]*")
_ASIDE = re.compile(r"([^()]+?)[ \t]*\(([^()]+)\)\Z")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*|\d+|&")
_ACCEPTED = 2.0
"""The weight of evidence from which a label is a person's: a name said twice, or once and known from elsewhere."""


@dataclass(frozen=True, slots=True)
class Nametag:
    """A label as it stands on a line: `name`, what stands in brackets after it, and how many characters it takes up.

    `key` is the same for every label of the same person, or of the same crowd: case and blanks do not matter. `crowd`
    is whether it names no person but one of many, as "Audience Member" does, and `person` whether the brackets then
    say who it is.
    """

    name: str
    aside: str | None
    length: int
    style: Style
    key: str = field(init=False)
    crowd: bool = field(init=False)
    person: bool = field(init=False)

    def __post_init__(self) -> None:
        base = " ".join(self.name.casefold().split())
        crowd = bool(CROWD_ROLES & _words(self.name))
        person = crowd and self.aside is not None and _looks_like_a_name(self.aside)
        object.__setattr__(self, "crowd", crowd)
        object.__setattr__(self, "person", person)
        object.__setattr__(self, "key", f"{base} ({self.aside.casefold()})" if person and self.aside else base)

    @property
    def anonymous(self) -> bool:
        """Whether another one like it may be somebody else."""
        return self.crowd and not self.person and not re.search(r"\d", self.name)

    @property
    def asks_or_answers(self) -> bool:
        """Whether it says only that this is the question, or the answer."""
        return self.name.casefold() in QUESTION_OR_ANSWER

    @property
    def shown(self) -> str:
        """The speaker's name."""
        return self.aside if self.person and self.aside else " ".join(self.name.split())

    @property
    def role(self) -> int:
        """1 for a word that says host or asker, -1 for one that says guest, else 0."""
        words = _words(self.name)
        if self.asks_or_answers:
            return 1 if self.name.casefold().startswith("q") else -1
        if words & (HOST_ROLES | CROWD_ROLES):
            return 1
        return -1 if words & GUEST_ROLES else 0


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w'’-]+", text.casefold()))


def candidate(line: Line) -> Nametag | None:
    """The label that `line` may begin with, whoever or whatever it names."""
    if line.runs and line.runs[0].bold:
        return _bold(line)
    match = _PLAIN.match(line.text)
    if match is None or not _looks_like_a_name(match[1]):
        return None
    style: Style = "capitals" if match[1].isupper() and len(match[1]) > 1 else "plain"
    return Nametag(match[1].strip(), match[2], match.end(), style)


def _bold(line: Line) -> Nametag | None:
    face = (True, line.runs[0].italic)
    lead = ""
    for run in line.runs:
        if (run.bold, run.italic) != face:
            break
        lead += run.text
    rest = line.text[len(lead) :]
    match = _PLAIN.match(lead)
    if match:  # the text may be bold too
        name, aside, length, style = match[1], match[2], match.end(), "bold"
    elif after := re.match(r"[ \t]*[:：][ \t]*", rest):
        split = _ASIDE.match(lead.strip())
        name, aside = (split[1], split[2]) if split else (lead.strip(), None)
        length, style = len(lead) + after.end(), "bold"
    elif lead.rstrip().endswith(".") and rest.strip():
        name, aside, length, style = lead.strip()[:-1], None, len(lead), "bold-period"
    else:
        return None
    if not _looks_like_a_name(name):
        return None
    length += len(line.text[length:]) - len(line.text[length:].lstrip())
    return Nametag(name.strip(), aside, length, "bold" if style == "bold" else "bold-period")


def _looks_like_a_name(text: str) -> bool:
    """At most five words, each a capital's or a particle, with no full stop but an abbreviation's."""
    words = text.split()
    if not 1 <= len(words) <= 5 or not any(char.isalpha() for char in text):
        return False
    if words[0].casefold() in PARTICLES - {"de", "van", "von", "al", "el", "le", "la"} and len(words) > 1:
        return False
    for place, word in enumerate(words):
        if not _WORD.fullmatch(word.strip(",")):
            return False
        if word[0].islower() and (place == 0 or word.casefold() not in PARTICLES | CROWD_ROLES):
            return False
        if word.endswith(".") and len(word) > 4:
            return False
    return True


def people(document: Document) -> dict[str, float]:
    """The keys of the labels that are people's, with the weight of evidence for each.

    For: how often it stands there, a word for a role, bold or capitals, a name of two words, a mention in the front
    matter, the title or elsewhere in the text, a block quote right below it. Against: a word that is nobody's name, and
    the same word in small letters elsewhere, since names have none. Where nothing speaks against it, it also counts
    that most blocks begin with a label, and that other people's labels are of its style.
    """
    found: defaultdict[str, list[Nametag]] = defaultdict(list)
    above_a_quote: Counter[str] = Counter()
    opening = 0
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        for place, line in enumerate(block.lines):
            if tag := candidate(line):
                found[tag.key].append(tag)
                opening += place == 0
                alone = tag.length == len(line.text) and line is block.lines[-1]
                above_a_quote[tag.key] += alone and after is not None and after.quote > block.quote
    told = _Told(document)
    weights = {key: _weight(tags, told) + bool(above_a_quote[key]) for key, tags in found.items()}
    doubtful = {key for key, weight in weights.items() if weight < 0}
    if len(found) > 1:
        share = opening / len(document.blocks)
        for key in found.keys() - doubtful:
            weights[key] += 2.0 if share >= 0.9 else 1.0 if share >= 0.5 else 0.0
    styles = Counter(tag.style for key, tags in found.items() if weights[key] >= _ACCEPTED for tag in tags)
    for key in found.keys() - doubtful:
        others = styles[found[key][0].style] - (len(found[key]) if weights[key] >= _ACCEPTED else 0)
        weights[key] += 1.5 if others >= 2 else 0.0
    accepted = {key: weight for key, weight in weights.items() if weight >= _ACCEPTED}
    stopped = {key for key in accepted if found[key][0].style == "bold-period"}
    return {key: weight for key, weight in accepted.items() if key not in stopped or len(stopped) > 1}


class _Told:
    """Which words the document uses, and how."""

    def __init__(self, document: Document) -> None:
        text = " ".join(block.text for block in document.blocks)
        words = re.findall(r"[^\W\d_][\w'’]*", text)
        self.words = Counter(words)
        self.initials = set(re.findall(r"\(([A-Z]{2,3})\)", text))
        named = " ".join(name for _, name in document.people)
        self.named = _words(f"{named} {document.meta.title if document.meta else ''}")


def _weight(tags: Iterable[Nametag], told: _Told) -> float:
    tags = list(tags)
    tag, weight = tags[0], 1.5 * min(2.5, log2(len(tags)))
    names = [word for word in re.findall(r"[^\W\d_][\w'’]*", tag.name) if word.casefold() not in PARTICLES]
    folded = {word.casefold() for word in names}
    if tag.role:
        weight += 3.0
    if tag.style in ("bold", "capitals"):
        weight += 1.0
    if tag.style == "bold-period":
        weight -= 0.5
    if len(names) > 1:
        weight += 0.7
    if folded & told.named:
        weight += 2.5
    if folded and all(name in told.initials for name in names):
        weight += 2.0
    if not tag.role and tag.style != "capitals":
        small = sum(told.words[word] for word in folded)
        weight += -2.0 if small else 0.7 * (sum(told.words[name] for name in names) > len(tags) * len(names))
    if folded & NOT_PEOPLE and not tag.role:
        weight -= 4.0
    return weight
