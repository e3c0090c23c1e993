"""From roles to names: whose label it is, which of the crowd, and what to call somebody whom no label names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from audiorender.script.document import Document
from audiorender.script.units import Unit

_SELF = re.compile(r"\b(?:I.m|I am|[Mm]y name is|[Jj]e m.appelle|[Jj]e suis)\s+((?:[^\W\d_a-z][\w'’.-]+\s+){0,2}[^\W\d_a-z][\w'’-]+)")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w'’.-]*\s+){1,2}[^\W\d_a-z][\w'’-]+")
_HOST_KEYS = ("host", "hosts", "interviewer", "moderator")
_GUEST_KEYS = ("guest", "guests", "interviewee")


class Names:
    """The names of a document's speakers. `asks` is the probability for each unit that the one who asks says it."""

    def __init__(self, document: Document, units: Sequence[Unit], roles: Mapping[str, int], asks: Sequence[float]) -> None:
        self._document = document
        self._units = units
        self._roles = roles
        self._asks = [p >= 0.5 for p in asks]
        self._host = self._main(1) or self._from_front_matter(_HOST_KEYS) or "Host"
        self._guest = self._main(-1) or self._from_front_matter(_GUEST_KEYS) or self._told() or "Guest"
        self._shown: dict[str, str] = {}
        for unit in units:
            if unit.label:
                self._shown.setdefault(unit.label.key, unit.label.shown)

    def speakers(self) -> list[str]:
        """Each unit's speaker, in order."""
        crowds = self._crowds()
        last: dict[bool, str] = {True: self._host, False: self._guest}
        names: list[str] = []
        for i, unit in enumerate(self._units):
            asks = self._asks[i]
            if i in crowds:
                name = crowds[i]
            elif unit.label:
                name = last_of_role(unit.label.asks_or_answers, asks, self._host, self._guest, self._shown[unit.label.key])
            elif i and self._asks[i - 1] == asks:
                name = names[-1]
            elif asks and not unit.dash:
                name = self._host
            else:
                name = last[asks]
            names.append(name)
            last[asks] = name
        return names

    def _main(self, role: int) -> str | None:
        """The name of this role's labels with the most words; no crowd, and no mere Q or A."""
        words: Counter[str] = Counter()
        shown: dict[str, str] = {}
        for unit in self._units:
            tag = unit.label
            if tag and self._roles[tag.key] == role and not tag.crowd and not tag.asks_or_answers:
                words[tag.key] += len(unit.text.split())
                shown.setdefault(tag.key, tag.shown)
        return shown[max(words, key=lambda key: (words[key], key))] if words else None

    def _from_front_matter(self, keys: tuple[str, ...]) -> str | None:
        return next((name for key, name in self._document.people if key in keys), None)

    def _told(self) -> str | None:
        """The guest's name where the title is one, or where somebody who answers says it."""
        title = self._document.meta.title if self._document.meta else ""
        if _NAME.fullmatch(title):
            return title
        for unit, asks in zip(self._units, self._asks, strict=True):
            match = None if asks else _SELF.search(unit.text)
            if match and match[1] in title:
                return match[1]
        return None

    def _crowds(self) -> dict[int, str]:
        """Names for units whose label names one of a crowd: each time somebody else speaks between, it is a new one."""
        members: dict[int, tuple[str, int]] = {}
        counts: Counter[str] = Counter()
        speaking = ""
        for i, unit in enumerate(self._units):
            tag = unit.label
            if tag is None:
                if i and self._asks[i - 1] != self._asks[i]:
                    speaking = ""
            elif tag.anonymous:
                counts[tag.key] += speaking != tag.key
                members[i] = (tag.key, counts[tag.key])
                speaking = tag.key
            else:
                speaking = ""
        taken = {name.casefold() for name in self._shown.values()}
        names: dict[int, str] = {}
        for i, (key, number) in members.items():
            name = f"{self._shown[key]} {number}" if counts[key] > 1 else self._shown[key]
            names[i] = name if counts[key] == 1 or name.casefold() not in taken else f"{name} (unnumbered)"
        return names


def last_of_role(generic: bool, asks: bool, host: str, guest: str, shown: str) -> str:
    """A label's name, or the main host's or guest's when it only says that this is the question or the answer."""
    if not generic:
        return shown
    return host if asks else guest
