"""Who gets which voice and which chair: pure, and as stable as can be when the script is edited.

The two who take most of the turns get the first two voices of the order. Where the order is ranked, everybody else
takes the next one, whoever has more turns first. Where it is not, they prefer voices in an order that depends on their
own name alone, so that who else is in the cast matters only where two want the same voice; then the one with more turns
has it. No voice has two speakers until all are taken. After that, only people who never speak next to each other share
one, and nobody shares with a main speaker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from audiorender.errors import SourceError, near
from audiorender.model import Script, Seat, Voice, written

LEAD = 1 / 4
"""Host and guest each take more than this share of the turns."""

MAIN = 1 / 10
"""Whoever has more than this share of the turns or of the characters is a main speaker."""

CENTRE = -0.1
"""Where the one who speaks most sits."""

CHAIRS = (0.2, -0.3, 0.35, -0.2, 0.1, -0.35, 0.3)
"""Where the others sit, in the order of the cast. No one is further out than 0.35: in mono nobody gets lost."""


@dataclass(frozen=True, slots=True)
class Casting:
    """A seat for every speaker of the cast, in its order; and those who share a voice, in groups of two and more."""

    seats: tuple[tuple[str, Seat], ...]
    shared: tuple[tuple[str, ...], ...] = ()


def cast(script: Script, voices: Mapping[str, Voice], order: Sequence[str], *, ranked: bool = False) -> Casting:
    """Give every speaker of the script a voice and a chair.

    A voice that the script names is given, even to several. Raises SourceError for one that does not exist, and when
    `order` has too few voices for people who speak next to each other.
    """
    for speaker, name in script.cast:
        if name is not None and name not in voices:
            raise SourceError(f"'{speaker}' has a voice that does not exist, '{name}'", hint=near(name, voices))
    given = _voices_for(script, order, ranked)
    holders: dict[str, list[str]] = defaultdict(list)
    for speaker, _ in script.cast:
        holders[given[speaker]].append(speaker)
    chairs = _chairs(script)
    seats = tuple((speaker, Seat(voices[given[speaker]], pan=chairs[speaker])) for speaker, _ in script.cast)
    return Casting(seats, tuple(tuple(group) for group in holders.values() if len(group) > 1))


def _voices_for(script: Script, order: Sequence[str], ranked: bool) -> dict[str, str]:
    """The name of each speaker's voice."""
    given = {speaker: name for speaker, name in script.cast if name is not None}
    turns = Counter(turn.speaker for turn in script.turns)
    leads = _leads(script)
    places = {speaker: place for place, (speaker, _) in enumerate(script.cast)}
    # Leads first, then who speaks most often: a newcomer with a turn or two finds all others seated.
    waiting = [speaker for speaker in leads if speaker not in given]
    others = [speaker for speaker in places if speaker not in given and speaker not in leads]
    waiting += sorted(others, key=lambda speaker: (-turns[speaker], places[speaker]))
    for speaker in waiting:
        wishes = _wishes(speaker, order, leads, ranked)
        taken = set(given.values())
        free = (name for name in wishes if name not in taken)
        given[speaker] = next(free, None) or _shareable(speaker, wishes, given, script)
    return given


def _wishes(speaker: str, order: Sequence[str], leads: Sequence[str], ranked: bool) -> list[str]:
    """All voices, the most wanted first: in the order's ranks, or by the speaker's name alone (rendezvous hashing)."""
    wishes = list(order)
    if not ranked:
        wishes.sort(key=lambda name: sha256(f"{speaker}\n{name}".encode(errors="replace")).digest())
    if speaker in leads[: len(order)]:
        best = order[leads.index(speaker)]
        wishes.remove(best)
        wishes.insert(0, best)
    return wishes


def _shareable(speaker: str, wishes: Sequence[str], given: Mapping[str, str], script: Script) -> str:
    """The most wanted voice that is only held by people who never speak next to `speaker` and are no main speakers."""
    barred = _main(script)
    if speaker not in barred:
        beside = _neighbours(script)[speaker]
        held = {name: {holder for holder, its in given.items() if its == name} for name in wishes}
        for name in wishes:
            if not held[name] & (barred | beside):
                return name
    raise SourceError(
        f"'{speaker}' finds no voice: {len(wishes)} are too few for {len(script.cast)} speakers",
        hint="give speakers voices in the cast of the script, or add voices",
    )


def _leads(script: Script) -> tuple[str, ...]:
    """Host and guest: the two with the most turns, if each has enough of them, the one who speaks first first."""
    turns = Counter(turn.speaker for turn in script.turns)  # equal counts stay in the order of appearance
    leads = {speaker for speaker, count in turns.most_common(2) if count > LEAD * turns.total()}
    return tuple(speaker for speaker in turns if speaker in leads)


def _main(script: Script) -> set[str]:
    turns = Counter(turn.speaker for turn in script.turns)
    said = _characters(script)
    often = {speaker for speaker, count in turns.items() if count > MAIN * turns.total()}
    return often | {speaker for speaker, count in said.items() if count > MAIN * said.total()}


def _characters(script: Script) -> Counter[str]:
    said: Counter[str] = Counter()
    for turn in script.turns:
        said[turn.speaker] += sum(len(written(text)) for text in turn.paragraphs)
    return said


def _neighbours(script: Script) -> dict[str, set[str]]:
    """Who speaks right before or after whom."""
    beside: dict[str, set[str]] = {speaker: set() for speaker, _ in script.cast}
    for a, b in pairwise(turn.speaker for turn in script.turns):
        if a != b:
            beside[a].add(b)
            beside[b].add(a)
    return beside


def _chairs(script: Script) -> dict[str, float]:
    """Each speaker's pan. Who sits alone sits in the middle."""
    speakers = [speaker for speaker, _ in script.cast]
    if len(speakers) == 1:
        return {speakers[0]: 0.0}
    said = _characters(script)
    most = max(speakers, key=lambda speaker: said[speaker], default=None)  # the first of equals
    others = [speaker for speaker in speakers if speaker != most]
    chairs = {speaker: CHAIRS[place % len(CHAIRS)] for place, speaker in enumerate(others)}
    return chairs | ({} if most is None else {most: CENTRE})
