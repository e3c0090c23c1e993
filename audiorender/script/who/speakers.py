"""From roles to names: a label's own name, a member of a crowd, or a name for someone no label names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import UNKNOWN, Document
from audiorender.script.labels.label import Label
from audiorender.script.labels.names import looks_like_a_name, words_of
from audiorender.script.units.unit import Unit
from audiorender.script.who.uncertain import addressed, unlabelled_guest

_SELF = expression(
    r"\b(?:I.m|I am|[Mm]y name is|[Jj]e m.appelle|[Jj]e suis)\s+((?:[^\W\d_a-z][\w'’.-]+\s+){0,2}[^\W\d_a-z][\w'’-]+)"
)
_NAME = expression(r"(?:[^\W\d_a-z][\w'’.-]*\s+){1,2}[^\W\d_a-z][\w'’-]+")
_WELCOMES = expression(
    r"\b(?:[Ww]ith me(?: today| tonight| now| here)*(?: is|,)|[Jj]oined(?: today| tonight)? by|[Pp]lease welcome"
    r"|(?:[Mm]y|[Oo]ur) guest(?: today| tonight| this week)?(?: is|,)|(?:here|talking|speaking) (?:with|to))\s+"
    rf"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.?\s+)?({_NAME.pattern})"
)
_FOLLOWS_UP = expression(
    r"(?:(?:OK|Okay|Right|Yes|Yeah|Sure|Great|Cool)[,.!]? )?(?i:And|So|But|Und|Aber|Et|Mais|Y|Pero|E|Ma|Mas|En|Maar)\b"
    r"|(?:[^\s.?!]+ ){0,7}(?:he|she|they|him|her|them|ihn|ihm|elle|ella|él|lei|lui|ele|ela|zij|hij)\b[^.?!]{0,60}\?\Z"
)
"""A question that makes sense only to whoever heard the last answer: `And then?`, `What did she sing?`"""
_FEW_WORDS = 8
"""Thanks of no more words are for the last answer."""
_OPENING_UNITS = 3
"""Units at the start in which speakers are introduced."""
_HOST_KEYS = ("host", "hosts", "interviewer", "moderator")
_GUEST_KEYS = ("guest", "guests", "interviewee")
_GUEST = "Guest"
_HOST = "Host"
_WITNESS = "Witness"
_ASKERS = "Audience"
"""Whoever asks without a name where others who ask have one, or where a host speaks."""
_AGAIN = expression(r"[ \t]+again\Z", re.IGNORECASE)


def _witness(units: Sequence[Unit]) -> str | None:
    """The name for whoever answers in court, where a bare `A.` occurs beside the lawyers' names; else None."""
    tags = [unit.label for unit in units if unit.label]
    court = any(tag.examiner or words_of(tag.name) == {"the", "court"} for tag in tags)
    answers = any(tag.asks_or_answers and tag.role < 0 for tag in tags)
    return _WITNESS if court and answers else None


def _person(tag: Label) -> str | None:
    """The person that the brackets after `Q` or `A` name: `Q (Ana, from Hull):`."""
    name = _AGAIN.sub("", (tag.aside or "").split(",")[0]).strip() if tag.asks_or_answers else ""
    return name if name and name[0].isupper() and looks_like_a_name(name) else None


def _host_hands_over(tags: Sequence[Label]) -> bool:
    """Whether a host's turn is followed by a bare question, which then comes from the audience."""
    return any(
        host.role > 0 and not host.asks_or_answers and host.ending != "after" and bare.asks_or_answers and bare.role > 0
        for host, bare in pairwise(tags)
    )


class Names:
    """The names of a document's speakers.

    `asks` is the probability for each unit that the one who asks says it. `heard` is the speaker a raw transcript gives
    for each unit: None if it gives none, an empty string if the speaker has no name there. Nameless questions at the
    places in `floor` are the audience's.
    """

    def __init__(
        self,
        document: Document,
        units: Sequence[Unit],
        roles: Mapping[str, int],
        asks: Sequence[float],
        heard: Sequence[str | None],
        floor: Collection[int] = (),
    ) -> None:
        self._document = document
        self._units = units
        self._roles = roles
        self._floor = floor
        self._asks = [p >= 0.5 for p in asks]
        self._answering = self._first(-1)
        self._witness = _witness(units)
        self._host = next(iter(self._first(1)), None) or self._from_front_matter(_HOST_KEYS) or _HOST
        if (len(self._answering) > 1 and self._unnamed_first()) or unlabelled_guest(units, roles):
            self._guest = _GUEST
        else:
            named = next(iter(self._answering), None)
            self._guest = named or self._from_front_matter(_GUEST_KEYS) or self._named_in_text() or _GUEST
        if not any(unit.label for unit in units):
            self._introduce()
        asking = [unit.label for unit, p in zip(units, asks, strict=True) if unit.label and p >= 0.5]
        self._persons = {name for unit in units if unit.label and (name := _person(unit.label))}
        self._others_ask = any(map(_person, asking)) or _host_hands_over([unit.label for unit in units if unit.label])
        self._guest_of_letters = self._guest if self._guest not in self._beside_letters() else _GUEST
        self._shown: dict[str, str] = {}
        for unit in units:
            if unit.label:
                self._shown.setdefault(unit.label.key, unit.label.shown)
        self._heard = self._by_name(heard)

    def _by_name(self, heard: Sequence[str | None]) -> list[str | None]:
        """`heard`, with the names that the labels use. A name that matches no label becomes the role's name."""
        named: dict[str, str] = {}
        for i, raw in enumerate(heard):
            if not raw or raw in named:
                continue
            parts = words_of(raw) - words.TITLES
            alike = [
                name
                for name in self._shown.values()
                if words_of(name) - words.TITLES <= parts or parts <= words_of(name)
            ]
            named[raw] = alike[0] if len(alike) == 1 else raw
            if not alike and self._asks[i] and self._host == _HOST:
                self._host = raw
            elif not alike and not self._asks[i] and self._guest == _GUEST:
                self._guest = raw
        return [named.get(raw) if raw else None for raw in heard]

    def _introduce(self) -> None:
        """Without any labels, the one who asks may introduce themselves and their guest."""
        opening = [unit.text for unit, asks in zip(self._units[:_OPENING_UNITS], self._asks, strict=False) if asks]
        for text in opening:
            me, other = _SELF.search(text), _WELCOMES.search(text)
            if me and self._host == _HOST and _NAME.fullmatch(me[1]):
                self._host = me[1]
            if other and self._guest == _GUEST:
                self._guest = " ".join(other[1].split())

    def speakers(self) -> list[str]:
        """The speaker of each unit, in order."""
        crowds = self._crowds()
        last = {True: self._host, False: self._guest}
        names: list[str] = []
        for i, unit in enumerate(self._units):
            asks = self._asks[i]
            if i in crowds:
                name = crowds[i]
            elif (name_heard := self._heard[i]) and not unit.label:
                name = name_heard
            elif unit.label:
                name = (
                    _ASKERS
                    if asks and i in self._floor and unit.label.asks_or_answers
                    else self._labelled(unit.label, asks)
                )
                if name == self._guest_of_letters and unit.label.asks_or_answers and i:
                    name = self._addressed(self._units[i - 1]) or name
            elif i and self._asks[i - 1] == asks:
                name = names[-1]
            elif asks and i in self._floor:
                name = _ASKERS
            elif asks:
                name = last[True] if unit.dash else self._host
            else:
                name = self._addressed(self._units[i - 1] if i else None) or self._answers(unit, last[False])
            names.append(name)
            last[asks] = name
        return names

    def _labelled(self, tag: Label, asks: bool) -> str:
        if not tag.asks_or_answers:
            return self._shown[tag.key]
        if named := _person(tag):
            return self._in_full(named)
        if asks:
            return _ASKERS if self._others_ask else self._host
        return self._witness or self._guest_of_letters

    def _in_full(self, surname: str) -> str:
        """The one name in brackets after other questions that ends in `surname`, or else that."""
        full = [name for name in self._persons if name.endswith(f" {surname}")]
        return full[0] if len(full) == 1 else surname

    def _answers(self, unit: Unit, last: str) -> str:
        """Who answers without a label: between dashes and in plain text the last to answer, else the main guest."""
        if self._guest == _GUEST:
            return _GUEST
        return last if unit.dash or unit.form == "plain text" else self._guest

    def _addressed(self, question: Unit | None) -> str | None:
        """Of several people who answer, the one whom the question addresses by name."""
        return addressed(question, self._answering) if question is not None and len(self._answering) > 1 else None

    def _beside_letters(self) -> set[str]:
        """The people whose labels come right before or after `A:`, who are not the one who gives these answers."""
        tags = [unit.label for unit in self._units if unit.label]
        pairs = [pair for one, other in pairwise(tags) for pair in ((one, other), (other, one))]
        return {
            tag.shown
            for answer, tag in pairs
            if answer.asks_or_answers and self._roles[answer.key] < 0 and not tag.asks_or_answers
        }

    def _first(self, role: int) -> list[str]:
        """The names of this role's labels in order of appearance, leaving out crowds, readers, and bare Q or A."""
        names: dict[str, str] = {}
        for unit in self._units:
            tag = unit.label
            named = tag and not tag.crowd and not tag.asks_or_answers and tag.ending != "after"
            if tag and named and self._roles[tag.key] == role:
                names.setdefault(tag.key, tag.shown)
        return list(dict.fromkeys(names.values()))

    def _unnamed_first(self) -> bool:
        """Whether somebody answers before any of several guests is named: nobody can know which of them it is."""
        for unit, asks in zip(self._units, self._asks, strict=True):
            if not asks and not unit.banter:
                return unit.label is None
        return False

    def _from_front_matter(self, keys: tuple[str, ...]) -> str | None:
        return next((name for key, name in self._document.people if key in keys), None)

    def _named_in_text(self) -> str | None:
        """The guest's name if the title is one, or if the guest says it."""
        title = self._document.meta.title if self._document.meta else ""
        if _NAME.fullmatch(title):
            return title
        for unit, asks in zip(self._units, self._asks, strict=True):
            match = None if asks else _SELF.search(unit.text)
            if match and match[1] in title:
                return match[1]
        return None

    def _is_asked_back(self, i: int, tag: Label) -> bool:
        """Whether unit `i` answers, thanks or asks on, as the member of a crowd who spoke before one other person."""
        spoke = (label.key for before in range(i - 1, -1, -1) if (label := self._units[before].label))
        other = next(spoke, None)
        if next((key for key in spoke if key != other), None) != tag.key:
            return False
        unit = self._units[i]
        if unit.asks:
            at_once = i > 1 and (label := self._units[i - 2].label) is not None and label.key == tag.key
            return at_once and _FOLLOWS_UP.match(unit.text) is not None
        return self._units[i - 1].asks or (
            len(unit.text.split()) <= _FEW_WORDS and words.THANKS.search(unit.text) is not None
        )

    def _crowds(self) -> dict[int, str]:
        """Names for units labelled with a crowd ("Audience"): a new one each time someone else has spoken."""
        members: dict[int, tuple[str, int]] = {}
        counts: Counter[str] = Counter()
        speaking = ""
        for i, unit in enumerate(self._units):
            tag = unit.label
            if tag is None:
                if i and self._asks[i - 1] != self._asks[i]:
                    speaking = ""
            elif tag.anonymous and unit.block.speaker != UNKNOWN:
                again = self._is_asked_back(i, tag) or (tag.shortened and counts[tag.key])
                counts[tag.key] += speaking != tag.key and not again
                members[i] = (tag.key, counts[tag.key])
                speaking = tag.key
            else:
                speaking = ""
        taken = {name.casefold() for name in self._shown.values()}
        free: dict[str, list[str]] = {}
        for key, count in counts.items():
            names = (f"{self._shown[key]} {number}" for number in range(1, count + len(taken) + 1))
            free[key] = [name for name in names if name.casefold() not in taken]
        return {
            i: free[key][number - 1] if counts[key] > 1 else self._shown[key] for i, (key, number) in members.items()
        }
