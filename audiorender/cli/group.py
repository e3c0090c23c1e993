"""The program as a group of commands: their order, its version, and what it says of an unknown command."""

from __future__ import annotations

from pathlib import Path

import click

from audiorender import __version__
from audiorender.cli import terminal
from audiorender.errors import UsageError, near


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from audiorender import versions

        terminal.to_stdout(f"audiorender {__version__}")
        for part, version in versions():
            terminal.to_stdout(f"  {part}: {version}")
        context.exit(0)


class _InOrder(click.Group):
    """Lists its commands in the order in which they were added, which is that of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click asks with it
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's; a file name in place of a command most likely means `render`."""
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            if Path(word).suffix:
                from audiorender.script.reading.source import file_like  # slow to load, and seldom needed

                meant = word if Path(word).exists() else file_like(Path(word)) or word
                raise UsageError(f"'{word}' is not a command", hint=f"did you mean 'audiorender render {meant}'?")
            raise UsageError(f"there is no command '{word}'", hint=near(word, self.commands))
        return super().resolve_command(ctx, args)


@click.group(
    cls=_InOrder,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`audiorender COMMAND --help` explains a command, with examples.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the versions of audiorender, its engines and ffmpeg.",
)
def cli() -> None:
    """Turn a cleaned-up Q&A into a podcast episode: a voice for each speaker, and chapters that apps show."""
