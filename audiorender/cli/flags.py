"""Options with the same meaning in every command."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import click

from audiorender.audio.formats import FORMATS, near_format
from audiorender.cli import completion, terminal
from audiorender.cli.numbers import Number, WholeNumber
from audiorender.errors import UsageError
from audiorender.jsontext import json_text

if TYPE_CHECKING:  # the stages load numpy, which `--help` and `--version` need not wait for
    from audiorender import Cluster
    from audiorender.options import BatchOptions, RenderOptions, ScriptOptions
    from audiorender.produce.request import Note
    from audiorender.produce.session import Session
    from audiorender.project import Project
    from audiorender.watch import Watch

LESSENED = 3

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Telling:
    """How to print the result."""

    as_json: bool
    quiet: bool
    strict: bool
    debug: bool

    def result(self, value: object, *lines: str) -> None:
        """Print the result as JSON if requested, else as lines, unless --quiet was given."""
        if self.as_json:
            terminal.say(json_text(value).rstrip())
        elif not self.quiet:
            for line in lines:
                terminal.say(terminal.one_line(line))

    def notes(self, notes: Sequence[Note]) -> int:
        """Print the notes; return the exit code that they call for."""
        for note in notes:
            if not self.quiet:
                terminal.note(note.text)
        return LESSENED if any(note.lessened or self.strict for note in notes) else 0

    @property
    def still(self) -> bool:
        """Whether to show no progress."""
        return self.quiet or self.as_json


@dataclass(frozen=True, slots=True)
class Flags(Telling):
    """All options beside the source; those that a command does not have keep their defaults."""

    output: Path | None = None
    title: str | None = None
    show: str | None = None
    author: str | None = None
    date: str | None = None
    description: str | None = None
    cover: Path | None = None
    voices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    engine: str | None = None
    fallback: str | None = None
    rate: float = 1.0
    jobs: int | None = None
    mono: bool = False
    formats: tuple[str, ...] = ()
    bitrate: int | None = None
    words: bool = False
    listen: bool = False
    dry: bool = False
    stems: bool = False
    video: bool = False
    rebuild: bool = False
    narrator: bool = True
    allow_outside: bool = False
    evidence: str | None = None
    shared_store: str | None = None
    cluster: str | None = None

    def script_options(self, output: Path | None = None) -> ScriptOptions:
        """The options for the script; `output` is the folder, if the command has one."""
        return {
            "output": output,
            "title": self.title,
            "show": self.show,
            "author": self.author,
            "date": self.date,
            "description": self.description,
            "cover": self.cover,
            "voices": self.voices,
            "names": self.names,
            "engine": self.engine,
            "fallback": self.fallback,
            "rebuild": self.rebuild,
            "narrator": self.narrator,
            "evidence": named(self.evidence) if self.evidence else None,
        }

    def options(self, output: Path | None = None) -> RenderOptions:
        """The options for the script and the sound."""
        return {
            **self.script_options(output),
            "rate": self.rate,
            "channels": 1 if self.mono else 2,
            "formats": self.formats,
            "bitrate": self.bitrate,
            "words": self.words,
            "listen": self.listen,
            "dry": self.dry,
            "stems": self.stems,
            "video": self.video,
            "allow_outside": self.allow_outside,
        }

    def wishes(self) -> BatchOptions:
        """Only those options for the script and the sound that were given."""
        given: BatchOptions = {}
        if self.mono:
            given["channels"] = 1
        if not self.narrator:
            given["narrator"] = False
        if self.rate != 1.0:
            given["rate"] = self.rate
        rest: dict[str, Any] = {**self.options()}
        told = ("show", "author", "date", "description", "cover")
        named = ("voices", "names", "engine", "fallback", "rebuild", "formats", "bitrate", "words", "listen", "dry")
        wanted = {name: rest[name] for name in (*told, *named, "stems", "video") if rest[name]}
        return cast("BatchOptions", {**given, **wanted})

    @contextmanager
    def session(self, project: Project) -> Iterator[Session]:
        """What the command works with, as the settings ask; prints the notes that are left when it ends."""
        from audiorender.cli.heap import share_one_heap
        from audiorender.produce.session import session_for

        share_one_heap()
        with ExitStack() as open_now:
            executor = open_now.enter_context(_cluster(self.cluster, self.jobs)) if self.cluster else None
            session = open_now.enter_context(
                session_for(project, jobs=self.jobs, shared=self.shared_store, executor=executor)
            )
            yield session
            self.notes(session.notes())

    def watching(self) -> AbstractContextManager[Watch | None]:
        """Progress on the terminal, unless it is not wanted."""
        return terminal.watching(self.still)


def _cluster(address: str, jobs: int | None) -> Cluster:
    from audiorender import Cluster

    return Cluster(address, jobs=jobs)


def named(path: str) -> str | Path:
    """A path from the command line for the Python API, which takes a `str` with a line break for a text."""
    return Path(path) if "\n" in path else path


def settings() -> Project:
    """The settings for the working folder."""
    from audiorender.projectfile import load_project

    try:
        here = Path.cwd()
    except OSError as error:
        raise UsageError("the working folder no longer exists", hint="change to one that exists") from error
    return load_project(here)


def _pairs(option: str) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], dict[str, str]]:
    def parse(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for text in given:
            left, equals, right = (part.strip() for part in text.partition("="))
            if not (left and equals and right):
                raise UsageError(f"{option} takes two names with = between them, not '{text}'")
            if pairs.get(left, right) != right:
                raise UsageError(
                    f"{option} is given two values for '{left}': '{pairs[left]}' and '{right}'", hint="keep one"
                )
            pairs[left] = right
        return pairs

    return parse


def _formats(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The format names, each once; separated by commas or repeated."""
    names = [name.strip().lower() for text in given for name in text.split(",")]
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"--format: unknown format '{name}'", hint=near_format(name))
    return tuple(dict.fromkeys(names))


_TELLING = (
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    click.option("--quiet", is_flag=True, help="Print no progress, result or notes."),
    click.option("--strict", is_flag=True, help="Exit with 3 if there are any notes."),
    click.option("--debug", is_flag=True, help="Show the traceback of an error."),
)

_FOLDER = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The episode's folder.  [default: output/NAME]",
)
_SOUND = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write a .wav or .mp3 instead of playing."
)
_TITLE = click.option("--title", metavar="TEXT", help="The episode's title.")
_SHOW = click.option("--show", metavar="TEXT", help="The show it belongs to.")
_AUTHOR = click.option("--author", metavar="TEXT", help="Who made it.")
_DATE = click.option("--date", metavar="DATE", help="The date it is published: 2026-05-03, '3 May 2026'.")
_DESCRIPTION = click.option("--description", metavar="TEXT", help="What it is about, for apps and feeds.")
_COVER = click.option(
    "--cover",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Its cover, a JPEG or PNG picture.  [default: drawn]",
)
_VOICE = click.option(
    "--voice",
    "voices",
    multiple=True,
    metavar="NAME=VOICE",
    shell_complete=completion.speaker_voices,
    callback=_pairs("--voice"),
    help="A speaker's voice, one of `audiorender voices` (repeatable).",
)
_ENGINE = click.option(
    "--engine",
    metavar="NAME",
    shell_complete=completion.engines,
    help="The engine for speakers without a voice of their own.  [default: the best installed]",
)
_FALLBACK = click.option(
    "--fallback",
    metavar="VOICE",
    shell_complete=completion.voices,
    help="The voice that speaks if another fails.  [default: stop the render]",
)
_NAME = click.option(
    "--name",
    "names",
    multiple=True,
    metavar="OLD=NEW",
    shell_complete=completion.speaker_names,
    callback=_pairs("--name"),
    help="Give a speaker another name (repeatable).",
)
_EVIDENCE = click.option(
    "--evidence",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="A raw transcript of one speaker, or of several with labels: it settles who says what.",
)
_REBUILD = click.option("--rebuild", is_flag=True, help="Merge a changed source into an edited script.")
_RATE = click.option(
    "--rate",
    type=Number(0.5, 2),
    default=1.0,
    show_default=True,
    metavar="TIMES",
    help="How fast everybody speaks: 1.2 is a fifth faster.",
)
_MONO = click.option("--mono", is_flag=True, help="One channel, 3 LU below the stereo target.")
_FORMAT = click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAMES",
    shell_complete=completion.formats,
    callback=_formats,
    help=f"What to deliver: {', '.join(FORMATS)} (with commas, or repeated).  [default: from the settings, else mp3]",
)
_BITRATE = click.option(
    "--bitrate",
    type=WholeNumber(1),
    metavar="KBIT/S",
    help="The bitrate of every lossy format.  [default: from the settings, else by format]",
)
_WORDS = click.option("--words", is_flag=True, help="Also write word-by-word captions (.words.vtt).")
_DRY = click.option("--dry", is_flag=True, help="Leave out all music and sounds.")
_STEMS = click.option(
    "--stems", is_flag=True, help="Also write a file for each speaker, and for music and sounds, with markers."
)
_VIDEO = click.option("--video", is_flag=True, help="Also write an MP4 with the pictures as stills, and captions.")
_OUTSIDE = click.option(
    "--allow-outside",
    is_flag=True,
    help="Let the source name pictures and sounds outside its own folder and the settings'.",
)
_LISTEN = click.option(
    "--listen",
    is_flag=True,
    help="Check every clip with a speech recogniser and report missing words (needs audiorender[asr]).",
)
_JOBS = click.option(
    "--jobs",
    type=WholeNumber(1, 256),
    metavar="N",
    help="How many clips and pieces to make at a time.  [default: one per core]",
)

_CLUSTER = click.option(
    "--cluster",
    metavar="ADDRESS",
    shell_complete=completion.clusters,
    help="Make clips and pieces on a Dask cluster: its scheduler's address, or 'local' to start one here.",
)
_SHARED = click.option(
    "--shared-store",
    metavar="ADDRESS",
    help="A folder, or an address such as s3://bucket/folder, in which several machines share clips and pieces.",
)
_NARRATOR = click.option(
    "--no-narrator",
    "narrator",
    is_flag=True,
    default=True,
    flag_value=False,
    help="Do not speak the text around the conversation.",
)
_WHO = (_VOICE, _ENGINE, _NAME, _EVIDENCE, _NARRATOR, _REBUILD)

SCRIPT = (_FOLDER, _TITLE, _SHOW, _AUTHOR, _DATE, _DESCRIPTION, _COVER, *_WHO)
"""Options for building a script."""

_EXTENT = (_WORDS, _LISTEN, _DRY, _STEMS, _VIDEO, _OUTSIDE)
_WHERE = (_JOBS, _CLUSTER, _SHARED)

RENDER = (*SCRIPT, _FALLBACK, _RATE, _MONO, _FORMAT, _BITRATE, *_EXTENT, *_WHERE)
"""Options for rendering an episode."""

PREVIEW = (_SOUND, *_WHO, _FALLBACK, _RATE, _MONO, _JOBS)
"""Options for previewing part of an episode."""

CLIPS = (_FOLDER, *_WHO, _RATE)
"""Options that determine which clips an episode needs."""

VOICES = (_SOUND, _VOICE, _RATE)
"""Options for hearing or comparing voices."""


def flags(*options: Decorator) -> Decorator:
    """Give a command these and the common options, as one `Flags` before its own arguments."""
    return lambda command: _gathered(Flags, (*options, *_TELLING), command)


def telling(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options for printing the result, as one `Telling` before its own arguments."""
    return _gathered(Telling, _TELLING, command)


def _gathered(kind: type[Telling], options: Sequence[Decorator], command: Callable[..., int]) -> Callable[..., int]:
    names = {each.name for each in fields(kind)}

    @functools.wraps(command)
    def gathered(**given: Any) -> int:
        return command(kind(**{name: given.pop(name) for name in names & given.keys()}), **given)

    decorated: Callable[..., int] = gathered
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def examples(*lines: str) -> str:
    """The end of a command's help: example command lines."""
    return "\b\nExamples:\n" + "\n".join(f"  audiorender {line}" for line in lines)
