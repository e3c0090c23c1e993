"""The order in which a cast takes Kokoro's voices: of the best the two most different, then the farthest from both.

That order is good for any number of speakers, but optimal only for two. So for English, which has many voices,
`casts.csv` has for 2 to 14 speakers the cast with the same two leads whose closest pair is farthest apart;
`benchmarks/best_casts.py` searched all casts.

Naturalness and distances were measured once, by `benchmarks/kokoro_distances.py`; the table is beside this module. Each
row is a voice, its naturalness (DistillMOS, 1 to 5), and its distance to each voice above it (1 minus the cosine
between two voices by a speaker-verification model; a voice is up to 0.124 from itself).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

TABLE = "distances.csv"
CASTS = "casts.csv"

NEAR_THE_BEST = 0.15
"""How much less natural than the best of its language a voice may be to come before the others."""

LAST = (
    "af_nicole", "am_santa", "em_santa", "pm_santa",
    "jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro", "jm_kumo",
)  # fmt: skip
"""Used only when all others are taken: one whispers, three act, and five have an accent in the language they speak
here."""

Pair = frozenset[str]


@cache
def measured() -> tuple[Mapping[str, float], Mapping[Pair, float]]:
    """Naturalness by voice, and the distance of each pair."""
    natural: dict[str, float] = {}
    apart: dict[Pair, float] = {}
    for row in (files(__package__) / TABLE).read_text("utf-8").splitlines():
        name, quality, *distances = row.split(",")
        apart |= {frozenset((name, other)): float(each) for other, each in zip(natural, distances, strict=True)}
        natural[name] = float(quality)
    return MappingProxyType(natural), MappingProxyType(apart)


def in_order(voices: Iterable[str]) -> list[str]:
    """Voices of one language in order of preference; unmeasured ones come last."""
    natural, apart = measured()
    names = set(voices)
    known = names.intersection(natural)
    usual = known.difference(LAST)
    best = max((natural[name] for name in usual), default=0.0)
    good = {name for name in usual if natural[name] >= best - NEAR_THE_BEST}
    taken: list[str] = []
    for group in (good, usual - good):
        waiting = sorted(group, key=lambda name: (-natural[name], name))
        while waiting:
            choice = max(waiting, key=lambda name: _apart_from(taken, name, waiting, apart))
            taken.append(choice)
            waiting.remove(choice)
    return [*taken, *sorted(known.intersection(LAST)), *sorted(names - known)]


@cache
def _casts() -> tuple[tuple[str, ...], ...]:
    """The best casts, by size."""
    file = files(__package__) / CASTS
    return tuple(tuple(row.split(",")) for row in file.read_text("utf-8").splitlines()) if file.is_file() else ()


def for_cast(names: Sequence[str], speakers: int) -> list[str]:
    """Voices from `in_order`, starting with the best cast for this number of speakers if all of it is available."""
    fitting = [cast for cast in _casts() if len(cast) <= max(speakers, 2) and set(cast) <= set(names)]
    best = max(fitting, key=len, default=())
    return [*best, *(name for name in names if name not in best)] if best[:2] == tuple(names[:2]) else list(names)


def _apart_from(taken: list[str], name: str, waiting: list[str], apart: Mapping[Pair, float]) -> float:
    """The distance of a voice from the nearest taken one, or from the farthest other one if none is taken."""
    if taken:
        return min(apart[frozenset((name, other))] for other in taken)
    return max((apart[frozenset((name, other))] for other in waiting if other != name), default=0.0)
