"""A label: the name before speech, and what it says about the speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from audiorender.script.labels.names import HANDLE, ROLES, looks_like_a_name, words_of
from audiorender.script.words import (
    ANSWERS_TO_QUESTIONS,
    CROWD_ROLES,
    GUEST_ROLES,
    HOST_ROLES,
    QUESTION_OR_ANSWER,
    QUESTIONS,
)

Face = Literal["bold", "plain", "capitals"]
Ending = Literal["colon", "dash", "spaced dash", "stop", "alone", "bracket", "bar", "head", "said", "nothing", "after"]
"""What ends a label: `Ana:`, `ANA. --`, `Ana - `, `Ana.`, the end of the line, `[Ana]`, `Ana //`, `Ana said:`,
`Answered by Ana`, its typeface; or it comes after a question, as a reader's name does, or above one (`Asked by Ana`).

Text before a simple dash is only a speaker's name if it is one elsewhere."""

Kind = tuple[str, Ending]
"""The key and the ending of a label: labels are accepted or rejected kind by kind."""

LEAD = r"(?:(?:>>+|[-–—*•])[^\S\n]*)?"
"""A pattern for what may stand before a label."""
_BRACKET = r"[(\[（][^()\[\]（）]{1,60}[)\]）]"
ASIDE = rf"[^\S\n]{{0,4}}(?:[(\[（]([^()\[\]（）]{{1,60}})[)\]）])?(?:[^\S\n]?{_BRACKET}){{0,2}}[^\S\n]{{0,4}}"
"""A pattern for what may stand in brackets after a name; it has one group."""
LONGEST_LABEL, LONGEST_POST = 260, 180
"""The most characters of any label, and of a name with an office."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label on a line: `name`, the text in brackets after it (`aside`), and how many characters it takes up.

    `key` is the same for every label of one person, or one crowd; case and spacing are ignored. `crowd` means that it
    names one of many ("Audience Member"), and `person` that the brackets then say who. `examiner` means that it only
    says whose questions follow (`BY MR. OAK:`). `doubtful` means that there is little evidence that it is a label, or
    this person's.
    """

    name: str
    aside: str | None
    length: int
    face: Face
    ending: Ending = "colon"
    examiner: bool = False
    doubtful: bool = False
    key: str = field(init=False)
    crowd: bool = field(init=False)
    person: bool = field(init=False)

    def __post_init__(self) -> None:
        base = " ".join(self.name.casefold().split())
        crowd = bool(CROWD_ROLES & words_of(self.name))
        person = crowd and self.aside is not None and looks_like_a_name(self.aside)
        object.__setattr__(self, "crowd", crowd)
        object.__setattr__(self, "person", person)
        object.__setattr__(self, "key", f"{base} ({self.aside.casefold()})" if person and self.aside else base)

    @property
    def kind(self) -> Kind:
        """Its key and ending."""
        return self.key, self.ending

    @property
    def anonymous(self) -> bool:
        """Whether another label like it may be someone else."""
        return self.crowd and not self.person and not re.search(r"\d", self.name)

    @property
    def shortened(self) -> bool:
        """Whether its name is longer than what is written: `AM:`, for the audience member who has just spoken."""
        return 0 < self.length < len(self.name)

    @property
    def asks_or_answers(self) -> bool:
        """Whether it only marks a question or an answer."""
        return self.key in QUESTION_OR_ANSWER

    @property
    def shown(self) -> str:
        """The speaker's name."""
        return self.aside if self.person and self.aside else " ".join(self.name.split())

    @property
    def role(self) -> int:
        """1 for a word that means host or asker, and for a name after a question; -1 for a guest's, else 0."""
        if self.ending == "after":
            return 1
        if self.asks_or_answers:
            return 1 if self.key in QUESTIONS else -1
        words = words_of(self.name)
        if self.aside and not words & ROLES:
            words = words_of(self.aside)
        if words & (HOST_ROLES | CROWD_ROLES):
            return 1
        return -1 if words & (GUEST_ROLES - ANSWERS_TO_QUESTIONS) else 0

    @property
    def named(self) -> bool:
        """Whether it names a person, and not a role or a crowd."""
        return self.initials or not (self.crowd or words_of(self.name.partition(" (")[0]) & ROLES)

    @property
    def handle(self) -> bool:
        """Whether it is an online handle: `u/kettle`, `kettle_42`."""
        return HANDLE.fullmatch(self.name) is not None

    @property
    def initials(self) -> bool:
        """Whether it is two or three capitals, like `AB` or `A. B.` for Ana Bell."""
        letters = r"[^\W\d_](?:\.[^\S\n]?)?"
        return re.fullmatch(rf"{letters}{letters}(?:{letters})?", self.name) is not None and self.name.isupper()


def past_blanks(text: str, at: int) -> int:
    """The offset of the first character from `at` on that is not blank."""
    return at + len(text[at:]) - len(text[at:].lstrip())
