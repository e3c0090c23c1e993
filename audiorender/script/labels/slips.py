"""Names and keys that are one slip of the pen apart."""

from __future__ import annotations

import re

_SHORT, _LONG = 4, 6
"""From this length on, one slip is allowed in a name, and two."""
_INITIALS = 3


def is_a_slip(key: str, name: str, *, few: bool = False) -> bool:
    """Whether `key` is `name` with one letter wrong, missing, extra or misplaced; with two in a long name.

    If there are only a `few` of `name`, it must be one.
    """
    size = min(len(key), len(name))
    if size < _SHORT or key[0] != name[0] or re.sub(r"\D", "", key) != re.sub(r"\D", "", name):
        return False
    return abs(len(key) - len(name)) <= 2 and _distance(key, name) <= (2 if size >= _LONG and not few else 1)


def is_a_letter_short(key: str, name: str) -> bool:
    """Whether `key` is `name` without one of its inner letters: `Jap` for `Jaap`."""
    return key[:1] == name[:1] and key in {name[:at] + name[at + 1 :] for at in range(1, len(name))}


def is_another_initial(key: str, name: str) -> bool:
    """Whether these may be initials, with one wrong: `HB` for `HD`."""
    initials = 2 <= len(key) == len(name) <= _INITIALS and (key + name).isalpha()
    return initials and sum(one != other for one, other in zip(key, name, strict=True)) == 1


def is_swapped(key: str, name: str) -> bool:
    """Whether these may be initials in another order: `RJ` for `JR`."""
    return key != name and 2 <= len(key) <= _INITIALS and key.isalpha() and sorted(key) == sorted(name)


def _distance(one: str, other: str) -> int:
    """How many insertions, deletions, changes or swaps of neighbouring letters separate the two (Damerau 1964)."""
    rows = [list(range(len(other) + 1))]
    for a in range(1, len(one) + 1):
        row = [a]
        for b in range(1, len(other) + 1):
            best = min(row[-1] + 1, rows[-1][b] + 1, rows[-1][b - 1] + (one[a - 1] != other[b - 1]))
            if a > 1 and b > 1 and one[a - 1] == other[b - 2] and one[a - 2] == other[b - 1]:
                best = min(best, rows[-2][b - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
