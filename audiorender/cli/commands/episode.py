"""The commands that make an episode or play part of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audiorender.cli import terminal
from audiorender.cli.arguments import completion
from audiorender.cli.arguments.flags import Flags, examples, flags, named, settings
from audiorender.cli.arguments.numbers import WholeNumber
from audiorender.cli.arguments.options import PREVIEW, RENDER, SCRIPT
from audiorender.folder import INDEX

if TYPE_CHECKING:
    from audiorender import Episode, Project, Session
    from audiorender.produce.render.unchanged import Unchanged


@click.command(
    short_help="Make an episode of each source or script.",
    epilog=examples(
        "render talk.md",
        "render talk.md --format mp3,m4a --voice Maria=amber",
        "render output/talk/talk.script.md  (after you edited it)",
        "render interviews/                 (every source in the folder)",
        "render episodes.toml               (every episode in the list)",
    ),
)
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="SOURCE|SCRIPT|FOLDER|MANIFEST..."
)
@click.option("--dry-run", is_flag=True, help="Say what would be made and how long it will be, but make nothing.")
@flags(*RENDER)
def render(asked: Flags, sources: tuple[str, ...], dry_run: bool) -> int:
    """Make an episode of each source or script (`-` is standard input), of each in a folder, or of each in a manifest.

    Without -o, an episode goes to output/NAME, where NAME is the file's name without its suffix. With several
    episodes, -o is the folder that holds their folders; if one fails, the others continue. A script that you edited is
    never overwritten.
    """
    key, code = _unchanged(asked, sources[0]) if len(sources) == 1 and not dry_run else (None, None)
    if code is not None:
        return code
    from audiorender.produce.many.finding import is_many

    if is_many(sources):
        from audiorender.cli.commands.many import render_many

        return render_many(asked, sources, dry_run)
    project = settings()
    with asked.session(project) as session:
        if dry_run:
            result, code = _planned(asked, sources[0], project, session)
        else:
            result, code = _rendered(asked, sources[0], project, session, key)
    asked.result(result)
    return code


def _unchanged(asked: Flags, source: str) -> tuple[str | None, int | None]:
    """Report the last render if nothing has changed since; return the exit code, else None.

    Also returns the key for this render's answer, if there can be one.
    """
    from audiorender.produce.render.unchanged import answer, answer_key

    key = answer_key(Path(source), asked.options(asked.output))
    there = answer(key) if key else None
    if there is None:
        return key, None
    code = asked.notes(there.notes)
    asked.result(_printed(asked, there))
    return key, code


def _rendered(asked: Flags, source: str, project: Project, session: Session, key: str | None) -> tuple[object, int]:
    import audiorender
    from audiorender.produce.render.unchanged import remember

    began, options = time.time(), asked.options(asked.output)
    with asked.watching() as watch:
        episode = audiorender.render(named(source), settings=project, session=session, watch=watch, **options)
    if key:
        remember(key, Path(source), options, episode, began)
    code = asked.notes(episode.notes)  # first, so that the last line says what to open
    return _printed(asked, episode), code


def _printed(asked: Flags, episode: Episode | Unchanged) -> object:
    """Print the result, or return it if JSON is wanted."""
    if not asked.silent:
        terminal.to_stdout(terminal.one_line(episode.summary()))
        terminal.to_stdout(terminal.one_line(f"open {episode.audio.parent / INDEX}"))
    return episode.as_json()


def _planned(asked: Flags, source: str, project: Project, session: Session) -> tuple[object, int]:
    import audiorender

    with asked.watching() as watch:
        plan = audiorender.plan(
            named(source), settings=project, session=session, watch=watch, **asked.options(asked.output)
        )
    code = asked.notes(plan.notes)
    if not asked.silent:
        terminal.table(("speaker", "voice", "turns", "words", ""), plan.rows())
        terminal.to_stdout(terminal.one_line(plan.summary()))
    return plan.as_json(), code


@click.command(
    short_help="Build the script of a source and say what was guessed.",
    epilog=examples("script talk.md", 'script talk.md --name "Host=Maria" --evidence captions.txt'),
)
@click.argument("source", type=click.Path(allow_dash=True))
@flags(*SCRIPT)
def script(asked: Flags, source: str) -> int:
    """Build a source's script, write it, and say what was guessed and what is not spoken (`-` is standard input).

    Without -o, it goes to output/NAME, where NAME is the file's name without its suffix. A script that you edited is
    never overwritten.
    """
    import audiorender

    with asked.watching() as watch:
        built = audiorender.script(
            named(source), settings=settings(), watch=watch, **asked.script_options(asked.output)
        )
    if not asked.silent:
        terminal.table(("speaker", "turns", "words", "guessed"), built.rows())
    asked.result(built.as_json() if asked.as_json else None, *built.account())
    return asked.notes(built.notes)


@click.command(
    short_help="Hear one turn, chapter or speaker as it will sound.",
    epilog=examples(
        "preview output/talk/talk.script.md --turn 3",
        "preview talk.md --speaker Maria --voice Maria=amber -o maria.wav",
    ),
)
@click.argument("source", type=click.Path(allow_dash=True), metavar="SCRIPT|SOURCE")
@click.option("--turn", type=WholeNumber(1), metavar="N", help="The turn with this number; the first is 1.")
@click.option("--line", type=WholeNumber(1), metavar="N", help="The turn on this line of the script.")
@click.option("--chapter", type=WholeNumber(1), metavar="N", help="The chapter with this number.")
@click.option("--speaker", metavar="NAME", shell_complete=completion.speakers, help="Everything this speaker says.")
@click.option("--take", type=WholeNumber(1, 999), metavar="N", help="Another take, for voices that vary between takes.")
@flags(*PREVIEW)
def preview(
    asked: Flags,
    source: str,
    turn: int | None,
    line: int | None,
    chapter: int | None,
    speaker: str | None,
    take: int | None,
) -> int:
    """Hear a part of an episode as it will sound: choose it with --turn, --line, --chapter or --speaker."""
    import audiorender

    project = settings()
    with asked.watching() as watch, asked.session(project) as session:
        heard = audiorender.preview(
            named(source),
            turn=turn,
            line=line,
            chapter=chapter,
            speaker=speaker,
            take=take,
            into=asked.output,
            settings=project,
            session=session,
            watch=watch,
            **asked.options(),
        )
    asked.result(heard.as_json(), heard.summary())
    return asked.notes(heard.notes)
