"""`audiorender chapters`: the chapters and tags of any audio file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from audiorender.cli import terminal
from audiorender.cli.arguments.flags import Printer, examples, printing
from audiorender.cli.arguments.options import Decorator
from audiorender.errors import UsageError
from audiorender.timecode import from_people

_T = TypeVar("_T")

FORMS = ("json", "matroska", "psc", "vtt", "ffmetadata", "ogm", "cue", "audacity", "markers", "text")
"""Formats for `--as`: the names in `publish.chapters`, repeated so that `--help` need not load them."""


def _time(option: str, text: str) -> int:
    samples = from_people(text)
    if samples is None:
        raise UsageError(f"{option}: '{text}' is not a time", hint="write 12:34, 1:02:03.5 or 754s")
    return samples


def _number(option: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < len(text) < 7 and int(text)):
        raise UsageError(f"{option}: '{text}' is not a chapter number", hint="the first one is 1")
    return int(text)


def _parted(option: str, text: str, form: str) -> tuple[str, str]:
    left, equals, right = (part.strip() for part in text.partition("="))
    if not equals:
        raise UsageError(f"{option} takes {form}, not '{text}'")
    return left, right


def _numbered(option: str, form: str, value: Callable[[str, str], _T]) -> Callable[..., dict[int, _T]]:
    """A parser for `N=...`, with each number only once."""

    def parse(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[int, _T]:
        found: dict[int, _T] = {}
        for text in given:
            left, right = _parted(option, text, form)
            number = _number(option, left)
            if number in found:
                raise UsageError(f"{option} is given twice for chapter {number}", hint="leave one out")
            found[number] = value(option, right)
        return found

    return parse


def _added(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    parts = (_parted("--add", text, "TIME=TITLE") for text in given)
    return tuple((_time("--add", left), title) for left, title in parts)


def _removed(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> frozenset[int]:
    return frozenset(_number("--remove", number.strip()) for text in given for number in text.split(","))


def _as_it_is(_option: str, text: str) -> str:
    return text


def _changing(option: str, name: str, form: str, parse: Callable[..., Any], about: str) -> Decorator:
    return click.option(option, name, multiple=True, metavar=form, callback=parse, help=f"{about} (repeatable).")


@click.command(
    short_help="Show or change the chapters and tags of any audio file.",
    epilog=examples(
        "chapters talk.mp3",
        'chapters talk.mp3 --add "12:34=The metal"',
        "chapters talk.mp3 --link 2=https://example.org/bronze",
        "chapters talk.mp3 --from talk.chapters.json --cover cover.png",
        "chapters talk.mp3 --to talk.cue",
    ),
)
@click.argument("audio", type=click.Path())
@click.option(
    "--from",
    "source",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Take the chapters from FILE, in any known format; `-` is standard input.",
)
@click.option(
    "--to",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Write the chapters to FILE and leave AUDIO unchanged; `-` is standard output.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(FORMS),
    metavar="FORMAT",
    help=f"The format for --to: {', '.join(FORMS)}.  [default: by FILE's suffix]",
)
@_changing("--add", "add", "TIME=TITLE", _added, "Another chapter")
@_changing("--move", "move", "N=TIME", _numbered("--move", "N=TIME", _time), "Move the start of chapter N to TIME")
@_changing("--rename", "rename", "N=TITLE", _numbered("--rename", "N=TITLE", _as_it_is), "Give chapter N another title")
@_changing(
    "--remove",
    "remove",
    "N",
    _removed,
    "Remove chapter N; its time goes to the one before it, or to the next if it is the first",
)
@_changing(
    "--link", "links", "N=URL", _numbered("--link", "N=URL", _as_it_is), "The link of chapter N; without URL, remove it"
)
@_changing(
    "--image",
    "images",
    "N=FILE",
    _numbered("--image", "N=FILE", _as_it_is),
    "The picture of chapter N; without FILE, remove it",
)
@click.option("--clear", is_flag=True, help="Remove all chapters before adding any.")
@click.option(
    "--whole-seconds", is_flag=True, help="Round chapter times to whole seconds, which every format can hold."
)
@click.option("--title", metavar="TEXT", help="The title of the whole file.")
@click.option("--show", metavar="TEXT", help="The show (the album).")
@click.option("--author", metavar="TEXT", help="The author (the artist).")
@click.option("--cover", type=click.Path(path_type=Path), metavar="FILE", help="The cover: a JPEG or PNG picture.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write a copy and leave AUDIO unchanged."
)
@click.option(
    "--drop-unknown", is_flag=True, help="Allow an edit that loses data it cannot keep; otherwise it is refused."
)
@click.option("--dry-run", is_flag=True, help="Show the result, but write nothing.")
@printing
def chapters(asked: Printer, audio: str, **options: Any) -> int:
    """Show, add or replace the chapters and tags of any MP3, M4A, Opus, Ogg, FLAC or WAV file.

    Chapters keep the numbers they had before the edit; TIME is 12:34, 1:02:03.5 or 754s. FILE may be
    chapters in JSON or XML (Podlove, Matroska), WebVTT, ffmetadata, OGM chapters, a cue sheet, markers or labels of an
    audio editor, show notes with lines such as `12:34 Title`, another audio file, or a script with the report of its
    render.
    """
    import audiorender

    if asked.as_json and options["to"] == "-":
        raise UsageError("--json and --to - both print on standard output", hint="leave one out")
    names = ("clear", "add", "move", "rename", "remove", "links", "images", "whole_seconds")
    changes = audiorender.Changes(**{name: options.pop(name) for name in names})
    done = audiorender.chapters(audio, changes=changes, **options)
    if done.text is not None:
        terminal.to_stdout(done.text.rstrip("\n"))
    else:
        if done.tags.chapters and not asked.silent:
            from audiorender.produce.retag.result import HEAD

            terminal.table(HEAD, list(done.rows()), whole=3)
        asked.result(done.as_json(), *done.summary())
    return asked.notes(done.notes)
