"""Which colour each speaker has on the page: who speak next to each other never look alike.

There are `COLOURS` hues, more could not be told apart. Where there are more people, a hue comes again in another of the
`FORMS` of its mark: a ring, a square, a hollow square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

COLOURS = 8
"""Classes `v0` to `v7` of the style."""

FORMS = 4
"""A plain mark, and classes `r1` to `r3` of the style."""


@dataclass(frozen=True, slots=True)
class Look:
    """A hue (0 to `COLOURS` - 1) and the form of its mark (0 to `FORMS` - 1)."""

    hue: int
    form: int = 0

    @property
    def classes(self) -> str:
        """The classes of the style that draw it."""
        return f"v{self.hue} r{self.form}" if self.form else f"v{self.hue}"


def looks(cast: Sequence[str], speakers: Sequence[str]) -> Mapping[str, Look]:
    """A look for everybody in `cast`; `speakers` are those of the turns, in order.

    The first of the cast have the hues in turn. Everybody after them has the hue that is met least often among those
    who speak next to them, and of several such hues the one that the fewest have.
    """
    beside: dict[str, Counter[str]] = {name: Counter() for name in cast}
    for one, other in pairwise(speakers):
        if one != other:
            beside[one][other] += 1
            beside[other][one] += 1
    found: dict[str, Look] = {}
    taken: Counter[int] = Counter()
    for name in cast:
        met: Counter[int] = Counter()
        for other, times in beside[name].items():
            if other in found:
                met[found[other].hue] += times
        hue = min(range(COLOURS), key=lambda each: (met[each], taken[each], each))
        hue = len(found) if len(found) < COLOURS else hue
        found[name] = Look(hue, taken[hue] % FORMS)
        taken[hue] += 1
    return found
