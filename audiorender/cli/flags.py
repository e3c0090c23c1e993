"""Options that mean the same in every command, and what they ask for."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiorender import report
from audiorender.audio.formats import FORMATS
from audiorender.errors import UsageError, near

if TYPE_CHECKING:  # the stages load numpy and scipy, which `--help` and `--version` need not wait for
    from audiorender.build import Note, Request
    from audiorender.project import Project

LESSENED = 3

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Telling:
    """How to tell the result."""

    as_json: bool
    quiet: bool
    strict: bool
    debug: bool

    def result(self, value: object, *lines: str) -> None:
        """The result as JSON where that is wanted, else as lines for a person, unless they want quiet."""
        if self.as_json:
            report.say(report.as_json(value).rstrip())
        elif not self.quiet:
            for line in lines:
                report.say(report.one_line(line))

    def notes(self, notes: Sequence[Note]) -> int:
        """Print the notes; the exit code that they ask for."""
        for note in notes:
            if not self.quiet:
                report.note(note.text)
        return LESSENED if any(note.lessened or self.strict for note in notes) else 0

    @property
    def still(self) -> bool:
        """Whether no progress is to be shown."""
        return self.quiet or self.as_json


@dataclass(frozen=True, slots=True)
class Flags(Telling):
    """What was asked for beside the source."""

    output: Path | None
    title: str | None
    voices: Mapping[str, str]
    names: Mapping[str, str]
    rate: float
    jobs: int | None
    mono: bool
    formats: tuple[str, ...]
    bitrate: int | None
    rebuild: bool
    evidence: str | None

    def request(self, source: str, output: Path | None = None) -> Request:
        """These wishes for one source, with the settings of the working folder."""
        from audiorender.build import Request

        return Request(
            source,
            output=output,
            title=self.title,
            voices=self.voices,
            names=self.names,
            rate=self.rate,
            channels=1 if self.mono else 2,
            formats=self.formats,
            bitrate=self.bitrate,
            jobs=self.jobs or os.cpu_count() or 1,
            rebuild=self.rebuild,
            evidence=self.evidence,
            project=settings(),
        )


def settings() -> Project:
    """The settings that hold in the working folder."""
    from audiorender.project import load_project

    try:
        here = Path.cwd()
    except OSError as error:
        raise UsageError("the working folder is gone", hint="change into one that is there") from error
    return load_project(here)


def _pairs(option: str) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], dict[str, str]]:
    def parse(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for text in given:
            left, equals, right = (part.strip() for part in text.partition("="))
            if not (left and equals and right):
                raise UsageError(f"{option} wants two names with = between, not '{text}'")
            if pairs.get(left, right) != right:
                raise UsageError(f"{option} gives '{left}' two answers, '{pairs[left]}' and '{right}'", hint="keep one")
            pairs[left] = right
        return pairs

    return parse


def _formats(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The names, each once; with commas or one by one."""
    names = [name.strip().lower() for text in given for name in text.split(",")]
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"--format: unknown format '{name}'", hint=near(name, FORMATS))
    return tuple(dict.fromkeys(names))


_TELLING = (
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    click.option("--quiet", is_flag=True, help="No progress, no result, no notes."),
    click.option("--strict", is_flag=True, help="Exit with 3 if there is anything to note."),
    click.option("--debug", is_flag=True, help="Show the traceback of an error."),
)

_ASKING = (
    click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="Where to write."),
    click.option("--title", help="The episode's title."),
    click.option(
        "--voice",
        "voices",
        multiple=True,
        metavar="NAME=VOICE",
        callback=_pairs("--voice"),
        help="A speaker's voice (repeatable).",
    ),
    click.option(
        "--name",
        "names",
        multiple=True,
        metavar="OLD=NEW",
        callback=_pairs("--name"),
        help="Give a speaker another name (repeatable).",
    ),
    click.option(
        "--rate",
        type=click.FloatRange(0.5, 2.0),
        default=1.0,
        show_default=True,
        help="How fast everybody speaks.",
    ),
    click.option(
        "--jobs", type=click.IntRange(1, 256), help="How many things to make at a time.  [default: one a core]"
    ),
    click.option("--mono", is_flag=True, help="One channel, 3 LU below the stereo target."),
    click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="NAMES",
        callback=_formats,
        help=f"What to deliver: {', '.join(FORMATS)} (repeatable, or with commas).  [default: mp3]",
    ),
    click.option("--bitrate", type=int, metavar="KBIT/S", help="Of every format that loses something."),
    click.option(
        "--evidence",
        metavar="RAW",
        help="A raw transcript of one speaker's words, or of several with labels: it settles who says what.",
    ),
    click.option("--rebuild", is_flag=True, help="Merge a changed source into a script that was edited."),
)


def flags(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command all options that mean the same everywhere, as one `Flags` before its own arguments."""
    return _gathered(Flags, (*_ASKING, *_TELLING), command)


def telling(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that say how to tell the result, as one `Telling` before its own arguments."""
    return _gathered(Telling, _TELLING, command)


def _gathered(kind: type[Telling], options: Sequence[Decorator], command: Callable[..., int]) -> Callable[..., int]:
    names = [field.name for field in fields(kind)]

    @functools.wraps(command)
    def gathered(**given: Any) -> int:
        return command(kind(**{name: given.pop(name) for name in names}), **given)

    decorated: Callable[..., int] = gathered
    for option in reversed(options):
        decorated = option(decorated)
    return decorated
