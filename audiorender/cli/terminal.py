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
    """Bars on stderr where that is a terminal and nobody asked for quiet; else a line when a stop has to wait."""
    if quiet or not sys.stderr.isatty():
        yield None if quiet else tell_of_waiting
        return
    from audiorender.cli.bars import drawing

    with drawing() as bars:
        yield bars


def tell_of_waiting(progress: Progress, /) -> None:
    """Say what we wait for when somebody has stopped us: nothing else would tell them that."""
    if progress.stage is Stage.KEEPING and not progress.done:
        tell(f"{progress.stage} ({progress.total} under way)")


def say(line: str = "") -> None:
    """A line of the result, on stdout."""
    with _printing():
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


@contextmanager
def _printing() -> Iterator[None]:
    """Turn a full disk behind standard output into an OutputError; that nobody reads on is the caller's business."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise unwritable(error) from error


def unwritable(error: OSError) -> OutputError:
    """The error for standard output that takes no more."""
    hint = "free some space, or send it elsewhere"
    return OutputError(f"cannot be written: {error.strerror}", path="standard output", hint=hint)


def drop_output() -> None:
    """Send what is still to be flushed when we end to nowhere: it must not fail there again."""
    with suppress(OSError, ValueError):  # not a real file: nothing will be flushed to one
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(line: str) -> None:
    """A line that is no result, on stderr."""
    _on_stderr(one_line(line) if line[:1] != " " else "  " + one_line(line))


def note(line: str) -> None:
    """Something to know that is no failure, on stderr."""
    _on_stderr(f"note: {one_line(line)}")


def failed(line: str) -> None:
    """The one line of an error, on stderr."""
    _on_stderr(f"audiorender: {one_line(line)}")


def _on_stderr(line: str) -> None:
    """A line on standard error; where that takes no more, nobody can be told, and the exit code must still be right."""
    with suppress(OSError):
        sys.stderr.write(line + "\n")


def one_line(text: str) -> str:
    """`text` as one printable line: whatever a file or a file's name contains, the terminal is safe."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on stdout, as wide as the terminal; what stands in its first column is never cut or broken."""
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False)
    for place, name in enumerate(head):
        drawn.add_column(name, no_wrap=place == 0, overflow="fold")
    for row in rows:
        drawn.add_row(*(one_line(cell).replace("[", r"\[") for cell in row))
    with _printing():
        Console(file=sys.stdout, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160).print(drawn)
