"""The casts whose closest two are as far apart as these voices can be: every choice is weighed, none is a guess.

    python benchmarks/best_casts.py [--write]

For Kokoro's English voices and for the shipped ones, by what was measured: the closest two of the best cast of each
size, of the best one that has the usual two leads, and of the cast that is given; in times of the distance that one
voice has from itself. `--write` keeps the best casts with Kokoro's leads (`casts.csv` beside the engine), which casting
gives. Voices that whisper or act, or have an accent, are left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import audiorender.tts.engines.kokoro
from audiorender.tts.casting.measured import apart
from audiorender.tts.engines.kokoro.order import CASTS, LAST, for_cast, in_order, measured
from audiorender.tts.voices import default_order, load_voices

ITSELF = 0.124
"""How far one of Kokoro's voices is from itself (95th percentile), in the units of its table."""

Distance = Callable[[str, str], float]


def closest(names: Sequence[str], distance: Distance) -> float:
    """How far apart the closest two are."""
    return min(distance(one, other) for one, other in combinations(names, 2))


def best(names: Sequence[str], size: int, distance: Distance, leads: Sequence[str] = ()) -> tuple[str, ...]:
    """The cast of `size` with these leads whose closest two are farthest apart; of equals the first in `names`."""
    steps = sorted({distance(one, other) for one, other in combinations(names, 2)})
    found: tuple[str, ...] = ()
    low, high = 0, len(steps) - 1
    while low <= high:
        middle = (low + high) // 2
        cast = _all_apart(names, size, distance, leads, steps[middle])
        if cast is None:
            high = middle - 1
        else:
            found, low = cast, middle + 1
    return found


def _all_apart(
    names: Sequence[str], size: int, distance: Distance, leads: Sequence[str], least: float
) -> tuple[str, ...] | None:
    """A cast of `size` in which no two are nearer than `least`, None where there is none."""
    if len(leads) > 1 and closest(leads, distance) < least:
        return None
    free = [name for name in names if name not in leads and all(distance(name, lead) >= least for lead in leads)]
    far = {name: {other for other in free if other != name and distance(name, other) >= least} for name in free}

    def more(chosen: tuple[str, ...], waiting: list[str]) -> tuple[str, ...] | None:
        if len(chosen) == size:
            return chosen
        for place, name in enumerate(waiting):
            if len(chosen) + len(waiting) - place < size:
                return None
            cast = more((*chosen, name), [other for other in waiting[place + 1 :] if other in far[name]])
            if cast:
                return cast
        return None

    return more(tuple(leads), free)


def ranked(cast: Sequence[str], leads: Sequence[str], distance: Distance) -> list[str]:
    """The cast with its leads first, then always the one that is farthest from those before it."""
    order = list(leads)
    while len(order) < len(cast):
        rest = [name for name in cast if name not in order]
        order.append(max(rest, key=lambda name: min(distance(name, other) for other in order)))
    return order


def main() -> None:
    """Search, print and keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="keep Kokoro's casts for casting")
    write = parser.parse_args().write
    natural, distances = measured()
    english = [name for name in in_order(name for name in natural if name[0] in "ab") if name not in LAST]
    kokoro: Distance = lambda one, other: distances[frozenset((one, other))] / ITSELF  # noqa: E731
    voices, shipped = load_voices(), default_order()
    own: Distance = lambda one, other: apart(voices[one], voices[other]) or 0.0  # noqa: E731
    rows = []
    print("voices   speakers  best of all  with the leads  given")
    for size in range(2, 15):
        cast = best(english, size, kokoro, english[:2])
        rows.append(",".join(ranked(cast, english[:2], kokoro)))
        most = closest(best(english, size, kokoro), kokoro)
        given = closest(for_cast(english, size)[:size], kokoro)
        print(f"kokoro   {size:8}  {most:11.2f}  {closest(cast, kokoro):14.2f}  {given:5.2f}")
    for size in range(2, len(shipped) + 1):
        most = closest(best(shipped, size, own), own)
        led = closest(best(shipped, size, own, shipped[:2]), own)
        chosen = ranked(shipped, shipped[:2], own)[:size]  # as casting chooses
        print(f"shipped  {size:8}  {most:11.2f}  {led:14.2f}  {closest(chosen, own):5.2f}")
    if write:
        folder = Path(audiorender.tts.engines.kokoro.__file__).parent
        (folder / CASTS).write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
