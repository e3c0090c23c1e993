"""What a person or a machine is told: progress on a terminal, notes and errors on stderr, results on stdout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from audiorender.errors import OutputError
from audiorender.model import Draft, Heading, Script, Silent, Span, Turn, written
from audiorender.timecode import for_people


class Watch(Protocol):
    """Who is told how the work goes on, from any thread."""

    def begin(self, stage: str, total: int | None = None, *, samples: bool = False) -> None:
        """A stage begins: of `total` steps, or of as many `samples` of audio; None where nobody can tell."""

    def advance(self, samples: int = 0) -> None:
        """One step is done, and `samples` of audio with it."""


class Silence:
    """A watch that says nothing: for pipes, `--quiet` and library callers."""

    def begin(self, stage: str, total: int | None = None, *, samples: bool = False) -> None:
        """Say nothing."""

    def advance(self, samples: int = 0) -> None:
        """Say nothing."""


class Bar:
    """Progress bars on a terminal: what is done of what there is to do, the audio in it, and the time left."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._lock = Lock()
        self._task: TaskID | None = None
        self._total: int | None = None
        self._by_samples = False
        self._steps = self._samples = 0

    def begin(self, stage: str, total: int | None = None, *, samples: bool = False) -> None:
        """Draw a bar for the stage, in place of the one before where that had no end."""
        with self._lock:
            if self._task is not None and self._total is None:
                self._progress.remove_task(self._task)
            self._total, self._by_samples = total, samples
            self._steps = self._samples = 0
            self._task = self._progress.add_task(one_line(stage), total=total, done=self._done())

    def advance(self, samples: int = 0) -> None:
        """Move the bar on."""
        with self._lock:
            self._steps += 1
            self._samples += samples
            if self._task is not None:
                completed = self._samples if self._by_samples else self._steps
                self._progress.update(self._task, completed=completed, done=self._done())

    def _done(self) -> str:
        if self._total is None:
            return ""
        if self._by_samples:
            return f"{for_people(self._samples)} of {for_people(self._total)}"
        audio = f", {for_people(self._samples)}" if self._samples else ""
        return f"{self._steps} of {self._total}{audio}"


def _text(field: str) -> TextColumn:
    return TextColumn(f"{{task.{field}}}", markup=False)  # the name of a file may look like markup


@contextmanager
def watching(quiet: bool) -> Iterator[Watch]:
    """Bars on stderr where that is a terminal and nobody asked for quiet, else silence."""
    if quiet or not sys.stderr.isatty():
        yield Silence()
        return
    columns = (_text("description"), BarColumn(), _text("fields[done]"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)


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
        raise OutputError(
            f"cannot be written: {error.strerror}", path="standard output", hint="make room, or send it elsewhere"
        ) from error


def drop_output() -> None:
    """Send what is still to be flushed when we end to nowhere: it must not fail there again."""
    with suppress(OSError, ValueError):  # not a real file: nothing will be flushed to one
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(line: str) -> None:
    """Something to know that is no failure, on stderr."""
    sys.stderr.write(f"note: {one_line(line)}\n")


def failed(line: str) -> None:
    """The one line of an error, on stderr."""
    sys.stderr.write(f"audiorender: {one_line(line)}\n")


def one_line(text: str) -> str:
    """`text` as one printable line: whatever a file or a file's name contains, the terminal is safe."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on stdout, as wide as the terminal."""
    drawn = Table(box=None, pad_edge=False)
    for name in head:
        drawn.add_column(name)
    for row in rows:
        drawn.add_row(*(one_line(cell).replace("[", r"\[") for cell in row))
    with _printing():
        Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160).print(drawn)


def as_json(value: Any) -> str:
    """`value` as the JSON text that pipes get: stable, UTF-8, a line for each thing in a list."""
    return _json(value, "") + "\n"


def _json(value: Any, indent: str) -> str:
    inner = indent + " "
    if isinstance(value, dict) and value:
        parts = [f"{json.dumps(str(key), ensure_ascii=False)}: {_json(each, inner)}" for key, each in value.items()]
        return "{\n" + ",\n".join(inner + part for part in parts) + f"\n{indent}}}"
    if isinstance(value, list | tuple) and any(isinstance(each, dict | list | tuple) for each in value):
        return "[\n" + ",\n".join(inner + json.dumps(each, ensure_ascii=False) for each in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def script_json(script: Script, spoken: Sequence[str], draft: Draft | None = None) -> dict[str, Any]:
    """What `script --json` prints: turns (with one text of `spoken` each), chapters, silent pieces.

    A `draft` adds where it all came from: spans in the source, confidence and reason of each turn.
    """
    chapters, number = [], 0
    for item in script.items:
        if isinstance(item, Heading):
            chapters.append({"title": item.title, "turn": number})
        number += isinstance(item, Turn)
    turns: list[dict[str, Any]] = [
        {
            "speaker": turn.speaker,
            "text": "\n".join(written(paragraph) for paragraph in turn.paragraphs),
            "spoken": said,
            "line": turn.line,
            "guessed": turn.guessed,
        }
        for turn, said in zip(script.turns, spoken, strict=True)
    ]
    for turn, guess in zip(turns, draft.guesses if draft else (), strict=bool(draft)):
        turn["spans"] = spans_json(guess.spans)
        turn["confidence"] = round(guess.confidence, 3)
        turn["reason"] = guess.reason
    return {
        "title": script.meta.title,
        "speakers": [name for name, _ in script.cast],
        "turns": turns,
        "chapters": chapters,
        "silent": [silent_json(silent) for silent in draft.silent] if draft else [],
    }


def silent_json(silent: Silent) -> dict[str, Any]:
    """A silent piece as the reports show it."""
    return {"text": silent.text, "line": silent.line, "spans": spans_json(silent.spans), "rule": silent.rule}


def spans_json(spans: Sequence[Span]) -> list[list[int]]:
    """Spans as pairs of character offsets."""
    return [[span.start, span.end] for span in spans]
