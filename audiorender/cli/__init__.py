"""The command line. Only here do errors become exit codes.

0 delivered, 1 failed, 2 misuse, 3 delivered with less than was asked, 130 stopped.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
from click.shell_completion import shell_complete

from audiorender.cli import terminal
from audiorender.cli.commands.cache import cache
from audiorender.cli.commands.chapters import chapters
from audiorender.cli.commands.check import check
from audiorender.cli.commands.doctor import doctor
from audiorender.cli.commands.episode import preview, render, script
from audiorender.cli.commands.feed import feed
from audiorender.cli.commands.init import init
from audiorender.cli.commands.voices import voices
from audiorender.cli.commands.watch import watch
from audiorender.cli.group import cli
from audiorender.errors import AudiorenderError, OutputError, UsageError

STOPPED = 130

_COMPLETE = "_AUDIORENDER_COMPLETE"
"""Set by a shell that asks for completions; click's convention."""

for _command in (render, watch, script, preview, voices, chapters, check, feed, cache, init, doctor):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: one line on stderr for an error, with its traceback only with `--debug`."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    if asked := os.environ.get(_COMPLETE):
        sys.exit(shell_complete(cli, {}, "audiorender", _COMPLETE, asked))
    try:
        with cli.make_context("audiorender", words) as context:
            code = cli.invoke(context)
    except click.exceptions.Exit as done:
        code = done.exit_code
    except click.exceptions.NoArgsIsHelpError as wanted:
        terminal.to_stdout(wanted.format_message())
        code = UsageError.exit_code
    except click.ClickException as error:
        where = getattr(error, "ctx", None)
        command = where.command_path if where else "audiorender"
        terminal.failed(f"{error.format_message().rstrip('.')}. Try '{command} --help'.")
        code = UsageError.exit_code
    except AudiorenderError as error:
        terminal.failed(str(error))
        code = error.exit_code
        _trace(words)
    except (KeyboardInterrupt, click.Abort):
        terminal.failed("stopped; no file is half written, and clips and pieces made so far are kept for the next run")
        code = STOPPED
    except BrokenPipeError:  # the reader of our output is gone
        terminal.drop_output()
        code = 1
    except OSError as error:
        code = _unprinted(error, words)
    except Exception as error:  # noqa: BLE001  the edge: whatever went wrong becomes one line
        code = _ours(error, words)
    gc.freeze()  # or Python's last search for cycles would go through every module, a tenth of a start-up
    sys.exit(code if isinstance(code, int) else 0)


def _unprinted(error: OSError, words: Sequence[str]) -> int:
    """Handle an error from help or version output, which click prints: a full disk is not our fault."""
    if not Path(traceback.extract_tb(error.__traceback__)[-1].filename).is_relative_to(Path(click.__file__).parent):
        return _ours(error, words)
    terminal.drop_output()
    terminal.failed(str(terminal.unwritable(error)))
    return OutputError.exit_code


def _ours(error: Exception, words: Sequence[str]) -> int:
    terminal.failed(f"internal error: {type(error).__name__}: {error}; run again with --debug and report what it says")
    _trace(words)
    return 1


def _prepare_streams() -> None:
    """Replace closed standard streams by the null device (or our files would get their numbers), and allow any path.

    A path need not be valid Unicode; lone surrogates are printed as escapes, which JSON understands, too.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            null = os.open(os.devnull, os.O_RDWR)
            if null != number:
                os.dup2(null, number)
                os.close(null)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  until we end
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _trace(words: Sequence[str]) -> None:
    if "--debug" in words:
        traceback.print_exc()
