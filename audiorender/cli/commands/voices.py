"""`audiorender voices`: list them, hear them, add more and remove them."""

from __future__ import annotations

import copy
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audiorender.cli import terminal
from audiorender.cli.arguments import completion
from audiorender.cli.arguments.flags import Flags, Printer, examples, flags, named, printing, settings
from audiorender.cli.arguments.options import VOICES
from audiorender.errors import UsageError

if TYPE_CHECKING:
    from audiorender.produce.voices.listing import Group
    from audiorender.tts.catalogue.entries import Entry


class _Voices(click.Group):
    """A first word that is not a command is a voice to hear."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `hear` before anything that is not a command."""
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["hear", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click asks with it
        """In the order of use; `hear` can be omitted."""
        return [name for name, command in self.commands.items() if not command.hidden]


@click.group(
    cls=_Voices,
    short_help="List the voices, hear some, compare those of a cast, or add more.",
    subcommand_metavar="[VOICE... | list | add | remove] [OPTIONS]...",
    epilog=examples(
        "voices", "voices amber fern cedar", "voices --cast output/talk/talk.script.md", "voices add kokoro"
    ),
)
def voices() -> None:
    """List the voices, hear some, say whether a listener can tell those of a cast apart, or add more.

    `voices` lists those that you have; `voices list` also lists those that can be added.
    """


@click.command(hidden=True, epilog=examples("voices hear amber"))
@click.argument("heard", nargs=-1, metavar="[VOICE...]", shell_complete=completion.voices)
@click.option(
    "--cast",
    type=click.Path(allow_dash=True),
    metavar="SCRIPT|SOURCE",
    help="Say whether a listener can tell this cast apart.",
)
@click.option("--all", "everyone", is_flag=True, help="With --cast, show every pair of speakers.")
@flags(*VOICES)
def hear(asked: Flags, heard: tuple[str, ...], cast: str | None, everyone: bool) -> int:
    """List the voices, hear several in turn, or say whether a listener can tell those of a cast apart."""
    import audiorender
    from audiorender.produce.voices.listing import voice_json

    if heard and cast:
        raise UsageError("a voice and --cast cannot go together", hint="use one at a time")
    if asked.output and not heard:
        raise UsageError("-o has no voice to write", hint="name one or more voices")
    if asked.voices and not cast:
        raise UsageError("--voice is for the speakers of a cast", hint="name their script with --cast")
    if everyone and not cast:
        raise UsageError("--all is for the speakers of a cast", hint="name their script with --cast")
    if asked.rate != 1.0 and not (heard or cast):
        raise UsageError("--rate changes nothing in a list", hint="name a voice, or a script with --cast")
    if cast:
        return _compared(asked, cast, everyone)
    if heard:
        with asked.watching() as watch:
            done = audiorender.audition(heard, into=asked.output, rate=asked.rate, settings=settings(), watch=watch)
        asked.result(done.as_json(), done.summary())
        return asked.notes(done.notes)
    if not asked.silent:
        groups = audiorender.voice_groups(settings())
        _show([replace(group, to_add=()) for group in groups])
        if any(group.to_add for group in groups):
            terminal.to_stdout("more, and better ones: audiorender voices list")
    asked.result([voice_json(voice) for voice in audiorender.voices(settings=settings())])
    return 0


def _compared(asked: Flags, cast: str, everyone: bool) -> int:
    import audiorender

    with asked.watching() as watch:
        options = asked.script_options()
        heard = audiorender.distances(named(cast), rate=asked.rate, settings=settings(), watch=watch, **options)
    if everyone and not asked.silent:
        terminal.table(("speaker", "speaker", "times apart", "steps"), heard.rows())
    asked.result(heard.as_json(), heard.verdict())
    return 0


@click.command(
    "list",
    short_help="List what is installed, and what can be added.",
    epilog=examples("voices list", "voices list --json"),
)
@printing
def list_all(asked: Printer) -> int:
    """List what is installed and what can be added, engine by engine, with the licence of each."""
    import audiorender
    from audiorender.produce.voices.listing import group_json

    groups = audiorender.voice_groups(settings())
    if not asked.silent:
        _show(groups)
    asked.result([group_json(group) for group in groups])
    return 0


def _show(groups: list[Group]) -> None:
    from audiorender.tts.catalogue.installed import missing_packages

    for group in groups:
        if not group.voices and not group.here and not group.to_add:
            continue
        terminal.to_stdout(f"{group.name}: {group.about}")
        if group.voices:
            rows = [(voice.name, voice.language, voice.about) for voice in group.voices]
            terminal.table(("voice", "language", ""), rows)
        unable = missing_packages(group.here)
        for kept in group.here:
            terminal.to_stdout(
                f"'{kept.entry}' is installed: {_terms(kept.licence, kept.commercial)}; {kept.attribution}"
            )
            if kept.entry in unable:
                terminal.to_stdout(f"  it cannot be used yet: {unable[kept.entry]}")
        if group.to_add:
            terminal.to_stdout("to add one: audiorender voices add NAME")
            terminal.table(
                ("NAME", "language", "MB", "licence", ""),
                [
                    (
                        entry.name,
                        "all" if entry.languages == ("mul",) else " ".join(entry.languages),
                        f"{entry.size / 1e6:,.0f}",
                        _terms(entry.licence, entry.commercial),
                        ", ".join(word for word in (entry.sex, entry.about) if word),
                    )
                    for entry in group.to_add
                ],
            )
        terminal.to_stdout()


def _terms(licence: str, commercial: bool) -> str:
    return licence if commercial else f"{licence} (non-commercial use only)"


@click.command(
    short_help="Add voices or models from `voices list`.",
    epilog=examples(
        "voices add kokoro",
        "voices add piper:en_US-joe-medium whisper:base --yes",
        "voices add kokoro --from Downloads",
        "voices add piper --from my-voice.onnx",
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--yes", is_flag=True, help="Accept the licences without asking.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE|FOLDER",
    help="Use files that you already have; they are checked in the same way.",
)
@printing
def add(asked: Printer, names: tuple[str, ...], yes: bool, source: Path | None) -> int:
    """Add voices or models from `voices list`: fetched from official sources, checked, kept for use offline.

    An interrupted download continues where it stopped when the command is run again.
    """
    import audiorender

    with terminal.watching(asked.silent) as watch:
        added = audiorender.add_voices(
            names, lambda entry: (yes and asked.quiet) or _accepted(entry, yes, source), source, watch
        )
    asked.result([each.as_json() for each in added], *(each.summary() for each in added))
    return asked.notes([note for each in added for note in each.notes])


def _accepted(entry: Entry, yes: bool, source: Path | None) -> bool:
    """Show an entry and its licence, and ask for consent, unless it was given on the command line."""
    where = f"files in {source}" if source else str(entry.fetched[0].address)
    size = sum(file.size for file in entry.files) if source else entry.size
    terminal.to_stderr(f"{entry.name}: {entry.title}, {size / 1e6:,.0f} MB, from {where}")
    address = f" ({entry.licence_address})" if entry.licence_address else ""
    terminal.to_stderr(f"  licence: {_terms(entry.licence, entry.commercial)}{address}")
    terminal.to_stderr(f"  credit: {entry.attribution}")
    for more in (entry.notice, None if entry.verified else "The hash of its files is not known in advance."):
        if more:
            terminal.to_stderr(f"  note: {more}")
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(
            f"nobody is at the terminal to accept the licence of '{entry.name}'", hint="accept it with --yes"
        )
    return click.confirm("Accept the licence, and add it?", err=True)


@click.command(epilog=examples("voices remove kokoro"))
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@printing
def remove(asked: Printer, names: tuple[str, ...]) -> int:
    """Remove voices or models that were added."""
    import audiorender

    gone = [audiorender.remove_voice(name) for name in names]
    lines = [f"removed '{each.entry}', {each.size / 1e6:,.0f} MB" for each in gone]
    asked.result([{"name": each.entry, "bytes": each.size} for each in gone], *lines)
    return 0


def _shown(parameter: click.Parameter) -> click.Parameter:
    """The same option for the help of `voices`, where it is never read."""
    shown = copy.copy(parameter)
    shown.expose_value = False
    return shown


for _command in (hear, list_all, add, remove):
    voices.add_command(_command)
voices.params = [_shown(parameter) for parameter in hear.params if isinstance(parameter, click.Option)]
