"""`audiorender render` of several sources, of folders and of manifests."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from audiorender.cli import terminal
from audiorender.cli.arguments.flags import LESSENED, Flags, settings
from audiorender.errors import UsageError, few

if TYPE_CHECKING:
    from audiorender import Item, Outcome, Watch  # noqa: F401
    from audiorender import Progress as Step

_EVERY = 0.1
"""Seconds."""


def render_many(asked: Flags, sources: tuple[str, ...], dry_run: bool) -> int:
    """Render all that `sources` name, and report each as it ends: a line, or with --json an object per line."""
    import audiorender

    if asked.title or asked.evidence:
        option = "--title" if asked.title else "--evidence"
        raise UsageError(f"{option} is for one episode, but there are several", hint="put it in a manifest")
    project = settings()
    with asked.session(project) as session, _Reporter(asked, alone=dry_run).watching() as watch:
        batch = audiorender.render_all(
            *sources,
            output=asked.output,
            dry_run=dry_run,
            settings=project,
            session=session,
            watch=watch,
            **asked.given_options(),
        )
    asked.notes(batch.notes)
    if not asked.silent:
        terminal.to_stdout(batch.summary())
    if batch.failed:
        terminal.failed(f"{len(batch.failed)} failed: {few([each.source for each in batch.failed])}")
    noted = any(each.notes for each in batch.outcomes) or batch.notes
    return batch.exit_code or (LESSENED if asked.strict and noted else 0)


class _Reporter:
    """Reports each episode: on a terminal, a table of those in progress, and lines as they end.

    With `alone`, it draws when it is called, and not from a thread, which would keep a dry run from using two cores.
    """

    def __init__(self, asked: Flags, *, alone: bool) -> None:
        self._asked, self._alone = asked, alone
        self._bars: Progress | None = None
        self._drawn = 0.0
        self._rows: dict[int, TaskID] = {}

    @contextmanager
    def watching(self) -> Iterator[_Reporter]:
        """The table, if there is a terminal."""
        if self._asked.silent or not sys.stderr.isatty():
            yield self
            return
        text = [TextColumn(f"{{task.{field}}}", markup=False) for field in ("description", "fields[stage]")]
        columns = (text[0], BarColumn(), MofNCompleteColumn(), text[1], TimeRemainingColumn())
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, auto_refresh=not self._alone) as self._bars:
            yield self

    def __call__(self, number: int, item: Item, news: Step | Outcome, /) -> None:
        """Draw the progress, or print the outcome."""
        from audiorender import Outcome

        if isinstance(news, Outcome):
            self._end(number, news)
        elif self._bars is None:
            if not self._asked.silent:
                terminal.report_waiting(news)
        else:
            if number not in self._rows:
                self._rows[number] = self._bars.add_task(terminal.one_line(item.source), stage="")
            stage = terminal.one_line(f"{news.stage} {news.about}")
            self._bars.update(self._rows[number], completed=news.done, total=news.total, stage=stage)
            if self._alone and time.monotonic() - self._drawn > _EVERY:
                self._bars.refresh()
                self._drawn = time.monotonic()

    def _end(self, number: int, done: Outcome) -> None:
        if self._bars is not None and number in self._rows:
            self._bars.remove_task(self._rows.pop(number))
        if self._asked.as_json:
            terminal.to_stdout(json.dumps(done.as_json(), ensure_ascii=False))
        elif done.summary and not self._asked.quiet:
            terminal.to_stdout(terminal.one_line(f"{done.source}: {done.summary}"))
        if done.error is not None:
            terminal.failed(done.error)
        if not self._asked.quiet:
            for note in done.notes:
                terminal.note(f"{done.source}: {note.text}")
