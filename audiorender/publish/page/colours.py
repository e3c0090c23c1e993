"""Each speaker's colour on the page: neighbours in the conversation never look alike.

There are `COLOURS` hues; more could not be told apart. With more speakers, a hue is used again with another of the
`FORMS` of its mark: a ring, a square, a hollow square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

COLOURS = 8
"""Classes `v0` to `v7` in the style sheet."""

FORMS = 4
"""A plain mark, and classes `r1` to `r3` in the style sheet."""


@dataclass(frozen=True, slots=True)
class Look:
    """A hue (0 to `COLOURS` - 1) and the shape of its mark (0 to `FORMS` - 1)."""

    hue: int
    form: int = 0

    @property
    def classes(self) -> str:
        """Its classes in the style sheet."""
        return f"v{self.hue} r{self.form}" if self.form else f"v{self.hue}"


def looks(cast: Sequence[str], speakers: Sequence[str]) -> Mapping[str, Look]:
    """A look for everybody in `cast`; `speakers` are those of the turns, in order.

    The first speakers take the hues in turn. Each further speaker gets the hue that is least common among those who
    speak next to them, and of several such hues the least used.
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
