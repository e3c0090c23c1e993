"""`audiorender doctor`: what works on this machine, and what to do."""

from __future__ import annotations

from pathlib import Path

import click

from audiorender.cli import terminal
from audiorender.cli.arguments.flags import Printer, examples, printing


@click.command(short_help="Say what works on this machine, and what to do.", epilog=examples("doctor"))
@printing
def doctor(asked: Printer) -> int:
    """Say what works on this machine and what to do: ffmpeg, engines, voices, sound, folders, disk, settings.

    `ok` works, `--` is missing but optional, `!!` is wrong; then the exit code is 1.
    """
    from audiorender.produce.doctor import State, examine

    found = examine(Path.cwd())
    if not asked.silent:
        for each in found:
            terminal.to_stdout(terminal.one_line(each.line()))
    asked.result([each.as_json() for each in found])
    return int(any(each.state is State.WRONG for each in found))
