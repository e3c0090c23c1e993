"""`audiorender watch`: a render on each save."""

from __future__ import annotations

import json
from pathlib import Path

import click

from audiorender.cli import terminal
from audiorender.cli.arguments.flags import Flags, examples, flags, settings
from audiorender.cli.arguments.options import RENDER
from audiorender.errors import UsageError


@click.command(
    short_help="Render on each save, until Ctrl-C.",
    epilog=examples("watch output/talk/talk.script.md", "watch talk.md --format flac"),
)
@click.argument("source", type=click.Path(), metavar="SCRIPT|SOURCE")
@flags(*RENDER)
def watch(asked: Flags, source: str) -> int:
    """Render a script or source now and whenever it is saved, and say what changed and how long it took.

    A save that cannot be rendered is reported in one line, and the next save is rendered. Ctrl-C stops it.
    """
    import audiorender

    if not Path(source).is_file():
        raise _not_watchable(Path(source))
    idle = False
    with asked.session(settings()) as session, asked.watching() as bars:
        saves = audiorender.render_on_save(
            source, settings=".", session=session, watch=bars, **asked.options(asked.output)
        )
        try:
            for saved in saves:
                idle = True
                if asked.as_json:
                    terminal.to_stdout(json.dumps(saved.as_json(), ensure_ascii=False))
                elif saved.episode is not None and not asked.quiet:
                    terminal.to_stdout(terminal.one_line(saved.summary()))
                if saved.error is not None:
                    terminal.failed(str(saved.error))
        except KeyboardInterrupt:
            if not idle:
                raise
    return 0


def _not_watchable(path: Path) -> UsageError:
    from audiorender.script.reading.source import file_like

    if path.is_dir():
        return UsageError("is a folder, but one file is watched", path=path, hint="name a script or a source")
    meant = file_like(path)
    hint = f"did you mean '{meant}'?" if meant else "name a script or a source; it is watched until Ctrl-C"
    return UsageError("no such file", path=path, hint=hint)
