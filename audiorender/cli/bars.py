"""Progress bars on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from audiorender import watch
from audiorender.cli.terminal import one_line
from audiorender.timecode import for_people


@contextmanager
def drawing() -> Iterator[Bar]:
    """Bars on stderr, which go when the work is done."""
    columns = (_text("description"), BarColumn(), _text("fields[told]"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Bar(bars)


class Bar:
    """Progress bars on a terminal: what is done of what there is to do, the audio in it, and the time left."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._endless = False

    def __call__(self, progress: watch.Progress, /) -> None:
        """Move the bar on; where a stage begins, draw its own, in place of the one before where that had no end."""
        if self._task is None or progress.done == 0:
            if self._task is not None and self._endless:
                self._bars.remove_task(self._task)
            self._endless = progress.total is None
            name = one_line(f"{progress.stage} {progress.about}")
            self._task = self._bars.add_task(name, total=progress.total, told=_told(progress))
        else:
            self._bars.update(self._task, completed=progress.done, told=_told(progress))


def _told(progress: watch.Progress) -> str:
    """How far it is, for a person."""
    if progress.total is None:
        return ""
    if progress.stage.in_samples:
        return f"{for_people(progress.done)} of {for_people(progress.total)}"
    audio = f", {for_people(progress.samples)}" if progress.samples else ""
    return f"{progress.done} of {progress.total}{audio}"


def _text(field: str) -> TextColumn:
    return TextColumn(f"{{task.{field}}}", markup=False)  # the name of a file may look like markup
