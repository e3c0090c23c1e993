"""The options of the command line, and which of them each kind of command takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from audiorender.audio.formats import FORMATS, near_format
from audiorender.cli.arguments import completion
from audiorender.cli.arguments.numbers import Number, WholeNumber
from audiorender.errors import UsageError

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _pairs(option: str, form: str) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], dict[str, str]]:
    def parse(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for text in given:
            left, equals, right = (part.strip() for part in text.partition("="))
            if not (left and equals and right):
                raise UsageError(f"{option} takes {form}, not '{text}'")
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


PRINTING = (
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    click.option("--quiet", is_flag=True, help="Print no progress, result or notes."),
    click.option("--strict", is_flag=True, help="Exit with 3 if there are any notes."),
    click.option("--debug", is_flag=True, help="Show the traceback of an error."),
)
"""Options for printing the result, which every command takes."""

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
    callback=_pairs("--voice", "NAME=VOICE"),
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
    callback=_pairs("--name", "OLD=NEW"),
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
    help="How many clips (spoken paragraphs) and pieces (of the MP3) to make at a time.  [default: one per core]",
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
