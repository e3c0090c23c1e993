"""Every error that audiorender raises on purpose: one root, one class per kind of fault, with its exit code.

An error is one line that says where, what, and what to do. Only `cli` turns it into text on stderr and an exit code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self


class AudiorenderError(Exception):
    """Something that the user can fix: `message` says what is wrong, `hint` what to do, the rest where it is.

    `line` and `column` count from 1. `path` is printed as it was given, never made absolute.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint
        super().__init__(message, path, line, column, hint)

    def at(self, path: Path | str) -> Self:
        """The same error with `path`, for callers that know the file when the code that found the fault does not."""
        return type(self)(self.message, path=path, line=self.line, column=self.column, hint=self.hint)

    def __str__(self) -> str:
        where = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        if self.line is not None and self.path is None:
            where[0] = f"line {where[0]}"
        prefix = ":".join(where) + ": " if where else ""
        suffix = f"; {self.hint}" if self.hint else ""
        return " ".join(f"{prefix}{self.message}{suffix}".split())


class UsageError(AudiorenderError):
    """The command was called wrongly: an option, a name or a path on the command line is invalid."""

    exit_code = 2


class SourceError(AudiorenderError):
    """A file that was read (source, script, voice profile, settings) is invalid."""


class EngineError(AudiorenderError):
    """A voice engine is missing, died, hung, or returned something that is not speech."""


class ToolError(AudiorenderError):
    """A program we run (ffmpeg) is missing or failed."""


class ClusterError(AudiorenderError):
    """Workers that make clips and pieces cannot be reached, are lost, or have other versions."""


class OutputError(AudiorenderError):
    """Something could not be written: no permission, a full disk, a file in the way."""


class VerifyError(AudiorenderError):
    """The delivered file was read back and differs from what was written."""


class CancelledError(AudiorenderError):
    """The caller asked to stop. No file is half written."""

    exit_code = 130


def few(things: Sequence[object], most: int = 5) -> str:
    """The first few of `things` for a sentence: "1, 2, 3, 4, 5, ..."."""
    return ", ".join(map(str, things[:most])) + (", ..." if len(things) > most else "")


def install(extra: str) -> str:
    """A hint on how to install an extra, from where pip finds the package, or in the folder of a clone."""
    return f"run `pip install 'audiorender[{extra}]'`, or `pip install '.[{extra}]'` in a clone"


def near(word: str, known: Iterable[str]) -> str | None:
    """A hint with the closest known word ("did you mean 'Host'?"), or with all of them if none is close."""
    choices = list(known)
    folded = {choice.casefold(): choice for choice in choices}
    from difflib import get_close_matches  # slow to load, and few words are misspelt

    match = get_close_matches(word.casefold(), folded, n=1, cutoff=0.65)
    if match:
        return f"did you mean '{folded[match[0]]}'?"
    return f"known: {', '.join(sorted(choices))}" if choices else None
