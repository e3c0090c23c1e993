"""Compare what was read back with what was planned: the first difference is an error that names the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from audiorender.errors import VerifyError

AGAIN = "render again, and report it if it comes back"
"""What to do if a file is not what we meant to write."""

_T = TypeVar("_T")


def same(path: Path, what: str, found: object, planned: object) -> None:
    """Raise VerifyError if `found` differs from what was planned."""
    if found != planned:
        raise VerifyError(f"{what} is {found}, not {planned} as planned", path=path, hint=AGAIN)


def all_same(path: Path, what: str, found: Iterable[object], planned: Iterable[object]) -> None:
    """Raise VerifyError for the first of `found`, counted from 1, that differs from what was planned."""
    for number, (there, wanted) in enumerate(zip_longest(found, planned, fillvalue="none"), start=1):
        same(path, f"{what} {number}", there, wanted)


def read_back(path: Path, parse: Callable[[str], _T], *, name: Path | None = None) -> _T:
    """What `parse` finds in a text file; its VerifyError gets the file's name, or `name` if the file has a temporary
    one."""
    shown = name or path
    try:
        return parse(path.read_text(encoding="utf-8"))
    except VerifyError as error:
        raise VerifyError(error.message, path=shown, line=error.line, hint=AGAIN) from error
    except OSError as error:
        raise VerifyError(f"cannot be read back: {error.strerror}", path=shown, hint=AGAIN) from error
    except UnicodeError as error:
        raise VerifyError("cannot be read back: it is not UTF-8", path=shown, hint=AGAIN) from error
