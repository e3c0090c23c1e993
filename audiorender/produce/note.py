"""What there is to say beside a result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user should know. `lessened`: less was delivered than was asked, so the exit code is 3.

    `passing` is what changed with this render: one that finds nothing to do does not say it again.
    """

    text: str
    lessened: bool = False
    passing: bool = False
