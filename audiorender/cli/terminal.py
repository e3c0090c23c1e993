"""The terminal: progress bars, notes and errors on stderr, results on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from audiorender.errors import OutputError
from audiorender.watch import Stage

if TYPE_CHECKING:
    from audiorender.watch import Progress, Watch


@contextmanager
def watching(quiet: bool) -> Iterator[Watch | None]:
    """Bars on stderr if it is a terminal and --quiet was not given; else only a line when stopping has to wait."""
    if quiet or not sys.stderr.isatty():
        yield None if quiet else report_waiting
        return
    from audiorender.cli.bars import drawing

    with drawing() as bars:
        yield bars


def report_waiting(progress: Progress, /) -> None:
    """Say what we are waiting for after a stop was requested."""
    if progress.stage is Stage.KEEPING and not progress.done:
        to_stderr(f"{progress.stage} ({progress.total} under way)")


def to_stdout(line: str = "") -> None:
    """Print a line of the result on stdout."""
    with _printing():
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


@contextmanager
def _printing() -> Iterator[None]:
    """Turn a full disk behind standard output into an OutputError; a closed pipe is left to the caller."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise unwritable(error) from error


def unwritable(error: OSError) -> OutputError:
    """The error for standard output that cannot be written."""
    hint = "free some space, or send it elsewhere"
    return OutputError(f"cannot be written: {error.strerror}", path="standard output", hint=hint)


def drop_output() -> None:
    """Discard what would be flushed to standard output at exit: it must not fail there again."""
    with suppress(OSError, ValueError):  # not a real file: nothing will be flushed to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def to_stderr(line: str) -> None:
    """Print a line that is not part of the result on stderr."""
    _on_stderr(one_line(line) if line[:1] != " " else "  " + one_line(line))


def note(line: str) -> None:
    """Print a note on stderr."""
    _on_stderr(f"note: {one_line(line)}")


def failed(line: str) -> None:
    """Print the one line of an error on stderr."""
    _on_stderr(f"audiorender: {one_line(line)}")


def _on_stderr(line: str) -> None:
    """Print a line on standard error. If that fails, nobody can be told, but the exit code must still be right."""
    with suppress(OSError):
        sys.stderr.write(line + "\n")


def one_line(text: str) -> str:
    """`text` as one printable line: whatever a file or its name contains, the terminal is safe."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def table(head: Sequence[str], rows: Sequence[Sequence[str]], whole: int = 1) -> None:
    """Print a table on stdout, as wide as the terminal; the first `whole` columns are never cut or wrapped."""
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False)
    for place, name in enumerate(head):
        drawn.add_column(name, no_wrap=place < whole, overflow="fold")
    for row in rows:
        drawn.add_row(*(one_line(cell).replace("[", r"\[") for cell in row))
    with _printing():
        Console(file=sys.stdout, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160).print(drawn)
