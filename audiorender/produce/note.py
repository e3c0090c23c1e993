"""Notes that accompany a result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user should know. `lessened`: less was delivered than requested, so the exit code is 3.

    `passing` notes are about this render's changes: a render with nothing to do does not repeat them.
    """

    text: str
    lessened: bool = False
    passing: bool = False
