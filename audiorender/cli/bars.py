"""Progress bars on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.table import Column
from rich.text import Text

from audiorender import watch
from audiorender.cli.terminal import one_line
from audiorender.timecode import for_people

WIDTH = 60
"""Columns that the bars fit into, however long the episode and its names are."""

_NARROW = 80
"""With fewer columns, the bars show less."""


@contextmanager
def drawing() -> Iterator[Bar]:
    """Bars on stderr, which disappear when the work is done."""
    console = Console(stderr=True)
    bar = BarColumn(4 if console.width < _NARROW else 20)
    with Progress(_text("description"), bar, _text("fields[amount]"), _Left(), console=console, transient=True) as bars:
        yield Bar(bars)


class Bar:
    """Progress bars on a terminal: how much is done, and the time left."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._name = 18 if bars.console.width < _NARROW else 30
        self._task: TaskID | None = None
        self._endless = False

    def __call__(self, progress: watch.Progress, /) -> None:
        """Move the bar on; a new stage draws its own, in place of an earlier one that had no end."""
        if self._task is None or progress.done == 0:
            if self._task is not None and self._endless:
                self._bars.remove_task(self._task)
            self._endless = progress.total is None
            name = _shortened(one_line(f"{progress.stage} {progress.about}"), self._name)
            self._task = self._bars.add_task(name, total=progress.total, amount=_progress_text(progress))
        else:
            self._bars.update(self._task, completed=progress.done, amount=_progress_text(progress))


def _progress_text(progress: watch.Progress) -> str:
    """The progress in words."""
    if progress.total is None:
        return ""
    if progress.stage.in_samples:
        return f"{for_people(progress.done)} of {for_people(progress.total)} done"
    return f"{progress.done} of {progress.total} done"


def _shortened(text: str, width: int) -> str:
    """`text` in at most `width` columns."""
    return text if cell_len(text) <= width else f"{set_cell_size(text, width - 3).rstrip()}..."


def _text(field: str) -> TextColumn:
    column = Column(no_wrap=True)
    return TextColumn(f"{{task.{field}}}", markup=False, table_column=column)  # a file name may look like markup


class _Left(ProgressColumn):
    """The remaining time, as far as it is known."""

    def render(self, task: Task) -> Text:
        left = task.time_remaining
        return Text("" if left is None or task.finished else f"{for_people(round(left), 1)} left", no_wrap=True)
