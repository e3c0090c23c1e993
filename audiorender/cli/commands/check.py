"""`audiorender check`: what is wrong with delivered files, and what each app would show of them."""

from __future__ import annotations

from pathlib import Path

import click

from audiorender.cli import terminal
from audiorender.cli.arguments.flags import LESSENED, Printer, examples, printing, settings
from audiorender.errors import UsageError
from audiorender.settings.targets import TARGETS

_NAMES = ", ".join(f"{name} {lufs:.0f}" for name, lufs in TARGETS.items())


@click.command(
    short_help="Report what is wrong with audio files, and what apps show.",
    epilog=examples("check output/talk", "check episode.mp3 --target broadcast --json"),
)
@click.argument("paths", nargs=-1, required=True, metavar="AUDIO|FOLDER...", type=click.Path(path_type=Path))
@click.option(
    "--target",
    type=click.Choice(tuple(TARGETS)),
    metavar="NAME",
    help=f"How loud it should be: {_NAMES} LUFS.  [default: from the settings]",
)
@printing
def check(asked: Printer, paths: tuple[Path, ...], target: str | None) -> int:
    """Read audio files back, with the files beside them, and report what breaks a rule and what apps would show.

    FOLDER means all audio in it and in its subfolders. The exit code is 1 with errors, 3 with warnings, and 2 if an
    AUDIO or FOLDER does not exist.
    """
    import audiorender
    from audiorender.produce.check.result import HEAD
    from audiorender.publish.check.finding import Level

    project = settings()
    wanted = project.target if target is None else TARGETS[target]
    with terminal.watching(asked.silent) as watch:
        done = audiorender.check(*paths, target=wanted, settings=project, watch=watch)
    if not asked.silent:
        for file in done.files:
            terminal.to_stdout(terminal.one_line(file.summary()))
            if file.views:
                terminal.table(HEAD, file.rows())
            terminal.to_stdout()
        for line in done.lines():
            indent = " " * (len(line) - len(line.lstrip()))
            terminal.to_stdout(indent + terminal.one_line(line))
    asked.result(done.as_json(), done.summary())
    if any(each.rule == "missing" for each in done.findings):
        return UsageError.exit_code
    codes = {Level.ERROR: 1, Level.WARNING: LESSENED, Level.NOTE: LESSENED if asked.strict else 0}
    return codes[done.worst] if done.worst else 0
