"""Casting: who gets which voice and seat. Pure, and as stable as possible when the script is edited.

The two speakers with most of the turns, or the first two if several are equal, get the first two voices. If the order
is ranked (each voice is the farthest from those before it), everybody else takes the next one, starting with whoever
has more turns. If not, the other main speakers each get the voice that is farthest from all taken ones, so that the
closest pair of the cast is as far apart as possible. The rest may have any voice that is nearly as far, in an order of
preference that depends only on their own name; if two want the same voice, the one with more turns gets it. So a new
speaker changes nobody who has more turns or speaks earlier, and a script that we wrote names everybody's voice and
changes nobody.

A speaker's sex takes precedence over distance, whether the script states it or the title or given name implies it. No
voice has two speakers until all are taken. After that, only people who never speak next to each other share one, and
nobody shares with a main speaker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from audiorender.errors import SourceError, near
from audiorender.model import Script, Seat, Voice, written
from audiorender.tts.casting.givennames import sex_of

LEAD = 1 / 4
"""Host and guest each have more than this share of the turns."""

MAIN = 1 / 10
"""Anyone with more than this share of the turns or of the characters is a main speaker."""

Apart = Callable[[Voice, Voice], float | None]
"""How far apart two voices sound, in any unit; None if it was not measured."""

NEARLY = 0.85
"""A minor speaker's voice may be at this share of the largest distance from those taken."""

RANKED = 0.3
"""In a ranked order, the next voice is skipped if it is nearer than this share to one that is taken."""

OWN = 0.5
"""Host and guest keep their voices unless a voice that the script names is nearer than this share."""

CENTRE = -0.1
"""The pan of whoever speaks most."""

CHAIRS = (0.2, -0.3, 0.35, -0.2, 0.1, -0.35, 0.3)
"""The pans of the others, in the order of the cast. No one is further out than 0.35, so that mono loses nobody."""


@dataclass(frozen=True, slots=True)
class Casting:
    """A seat for every speaker, in cast order; and groups of speakers who share a voice."""

    seats: tuple[tuple[str, Seat], ...]
    shared: tuple[tuple[str, ...], ...] = ()


def unmeasured(_one: Voice, _other: Voice) -> float | None:
    """For when no distance is known: the order decides."""
    return None


def cast(
    script: Script,
    voices: Mapping[str, Voice],
    order: Sequence[str],
    apart: Apart = unmeasured,
    *,
    ranked: bool = False,
) -> Casting:
    """Give every speaker of the script a voice and a seat.

    A voice that the script names is given, even to several. Raises SourceError if it does not exist, or if `order` has
    too few voices for people who speak next to each other.
    """
    for speaker, name in script.cast:
        if name is not None and name not in voices:
            raise SourceError(f"'{speaker}' has a voice that does not exist, '{name}'", hint=near(name, voices))
    given = _voices_for(script, _Choice(voices, tuple(order), apart, ranked))
    holders: dict[str, list[str]] = defaultdict(list)
    for speaker, _ in script.cast:
        holders[given[speaker]].append(speaker)
    chairs = _chairs(script)
    seats = tuple((speaker, Seat(voices[given[speaker]], pan=chairs[speaker])) for speaker, _ in script.cast)
    return Casting(seats, tuple(tuple(group) for group in holders.values() if len(group) > 1))


@dataclass(frozen=True, slots=True)
class _Choice:
    """The voices to choose from, preferred ones first, and how far apart they are."""

    voices: Mapping[str, Voice]
    order: tuple[str, ...]
    apart: Apart
    ranked: bool

    def preferences(self, speaker: str) -> list[str]:
        """All voices in order of preference: as ranked, or by a hash of the speaker's name (rendezvous hashing)."""
        if self.ranked:
            return list(self.order)
        return sorted(self.order, key=lambda name: sha256(f"{speaker}\n{name}".encode(errors="replace")).digest())

    def measured(self) -> bool:
        """Whether the first two are known to be far apart, so that several equal speakers may begin with them, too."""
        return len(self.order) > 1 and self.apart(*(self.voices[name] for name in self.order[:2])) is not None

    def far(self, free: Iterable[str], taken: Collection[str], share: float) -> list[str]:
        """The free voices whose distance from all taken ones is at least `share` of the largest."""
        rooms = {name: self._room(name, taken) for name in free}
        largest = max(rooms.values(), default=0.0)
        return [name for name, room in rooms.items() if room >= share * largest]

    def of_sex(self, sex: str | None) -> list[str]:
        """The voices suitable for this sex: all, if no voice's sex is known."""
        return [name for name in self.order if sex in (None, self.voices[name].sex)] or list(self.order)

    def first_for(self, speakers: Sequence[str], sexes: Mapping[str, str]) -> dict[str, str]:
        """The first voices for the two leads, swapped if only that suits their sexes."""
        order = list(self.order[:2])
        for voices in (order, order[::-1]):
            pairs = dict(zip(speakers, voices, strict=False))
            if all(sexes.get(speaker) in (None, self.voices[name].sex) for speaker, name in pairs.items()):
                return pairs
        return dict(zip(speakers, order, strict=False))

    def _room(self, name: str, taken: Iterable[str]) -> float:
        """The distance of the nearest taken voice; 0 if one was not measured."""
        found = (self.apart(self.voices[name], self.voices[other]) for other in taken)
        return min((0.0 if each is None else each for each in found), default=0.0)


def sexes_of(script: Script) -> dict[str, str]:
    """The sex of each speaker, if the script states it or the name implies it."""
    known = {speaker: sex for speaker, _ in script.cast if (sex := sex_of(speaker)) is not None}
    return known | dict(script.sexes)


def _voices_for(script: Script, choice: _Choice) -> dict[str, str]:
    """The name of each speaker's voice."""
    given = {speaker: name for speaker, name in script.cast if name is not None}
    sexes, leads, main = sexes_of(script), _leads(script), _main(script)
    waiting = _by_turns(script, leads)
    first = leads or ([speaker for speaker in waiting if speaker in main][:2] if choice.measured() else ())
    own = choice.first_for(first, sexes)
    beside: dict[str, set[str]] = {}
    for speaker in waiting:
        if speaker in given:
            continue
        taken = set(given.values())
        fitting = choice.of_sex(sexes.get(speaker))
        free = [name for name in fitting if name not in taken] or [name for name in choice.order if name not in taken]
        preferences = choice.preferences(speaker)
        if own.get(speaker) in choice.far(free, taken, OWN):
            given[speaker] = own[speaker]
        elif free:
            share = RANKED if choice.ranked else 1.0 if speaker in main else NEARLY
            far = choice.far(free, taken, share)
            given[speaker] = next(name for name in preferences if name in far)
        else:
            beside = beside or _neighbours(script)
            given[speaker] = _shareable(speaker, preferences, given, main | beside[speaker], script)
    return given


def _by_turns(script: Script, leads: Sequence[str]) -> list[str]:
    """The speakers in the order in which they get their voices.

    Leads first, then by number of turns: a newcomer with few turns finds everyone else seated.
    """
    turns = Counter(turn.speaker for turn in script.turns)
    places = {speaker: place for place, (speaker, _) in enumerate(script.cast)}
    others = [speaker for speaker in places if speaker not in leads]
    return [*leads, *sorted(others, key=lambda speaker: (-turns[speaker], places[speaker]))]


def _shareable(
    speaker: str, preferences: Sequence[str], given: Mapping[str, str], apart: Collection[str], script: Script
) -> str:
    """The most preferred voice that nobody has who is to be told `apart` from `speaker`; a main speaker shares none."""
    if speaker not in apart:
        held = {its for holder, its in given.items() if holder in apart}
        for name in preferences:
            if name not in held:
                return name
    raise SourceError(
        f"there is no voice for '{speaker}': {len(preferences)} are too few for {len(script.cast)} speakers",
        hint="name voices in the script's cast, or add voices",
    )


def _leads(script: Script) -> tuple[str, ...]:
    """Host and guest: the two with the most turns, if each has enough, in order of appearance."""
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
    """Who speaks directly before or after whom."""
    beside: dict[str, set[str]] = {speaker: set() for speaker, _ in script.cast}
    for a, b in pairwise(turn.speaker for turn in script.turns):
        if a != b:
            beside[a].add(b)
            beside[b].add(a)
    return beside


def _chairs(script: Script) -> dict[str, float]:
    """Each speaker's pan. A single speaker is in the middle."""
    speakers = [speaker for speaker, _ in script.cast]
    if len(speakers) == 1:
        return {speakers[0]: 0.0}
    said = _characters(script)
    most = max(speakers, key=lambda speaker: said[speaker], default=None)  # the first of equals
    others = [speaker for speaker in speakers if speaker != most]
    chairs = {speaker: CHAIRS[place % len(CHAIRS)] for place, speaker in enumerate(others)}
    return chairs | ({} if most is None else {most: CENTRE})
