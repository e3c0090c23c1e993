"""The delivered episode, read back and compared with the plan, by readers that share nothing with the writers.

Only tags, headers and sidecars are read, so this costs milliseconds for any length: each encoded piece was already
decoded and measured when it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from audiorender.audio.mp3 import read_info
from audiorender.errors import SourceError, VerifyError
from audiorender.model import Meta, Timeline
from audiorender.publish.chapters.podcasting import read_chapters_json
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.publish.tags import read_tags
from audiorender.publish.transcripts.vtt import cues, read_vtt
from audiorender.timecode import milliseconds

_T = TypeVar("_T")
_REPORT = "render again, and report it if it comes back"


def verify(
    audio: Path,
    timeline: Timeline,
    meta: Meta,
    *,
    suffix: str | None = None,
    transcript: Path | None = None,
    chapters: Path | None = None,
) -> None:
    """Read back an episode's MP3 and, where given, its WebVTT transcript and JSON chapters.

    `suffix` says what the file is where it has not got its final name yet.

    Raises VerifyError for the first thing that is not as planned: the number of samples, their rate, the channels, a
    part cut off, the tag's version and order, the title, a chapter's time or title, a cue.
    """
    planned = tuple(
        Mark(milliseconds(c.start, timeline.rate), milliseconds(c.end, timeline.rate), one_line(c.title))
        for c in timeline.chapters
    )
    _verify_sound(audio, timeline)
    tags = read_tags(audio, suffix)
    if tags.faults:
        raise VerifyError(tags.faults[0], path=audio, hint=_REPORT)
    _same(audio, "the title", tags.title, one_line(meta.title))
    _all_same(audio, "chapter", tags.chapters, planned)
    if chapters is not None:
        _all_same(chapters, "chapter", _read(chapters, read_chapters_json), planned)
    if transcript is not None:
        _all_same(transcript, "cue", _read(transcript, read_vtt), cues(timeline.captions, timeline.rate))


def _verify_sound(audio: Path, timeline: Timeline) -> None:
    try:
        info, size = read_info(audio), audio.stat().st_size
    except SourceError as error:
        raise VerifyError(error.message, path=audio, hint=_REPORT) from error
    _same(audio, "the number of samples", info.samples, timeline.frames)
    _same(audio, "the sample rate", info.rate, timeline.rate)
    _same(audio, "the number of channels", info.channels, timeline.channels)
    _same(audio, "the size in bytes", size, info.start + info.size)


def _same(path: Path, what: str, found: object, planned: object) -> None:
    if found != planned:
        raise VerifyError(f"{what} is {found}, planned was {planned}", path=path, hint=_REPORT)


def _all_same(path: Path, what: str, found: Sequence[object], planned: Sequence[object]) -> None:
    for number, (there, wanted) in enumerate(zip_longest(found, planned, fillvalue="none"), start=1):
        _same(path, f"{what} {number}", there, wanted)


def _read(path: Path, parse: Callable[[str], _T]) -> _T:
    """What `parse` finds in a text file, its error with the file's name."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except VerifyError as error:
        raise VerifyError(error.message, path=path, line=error.line, hint=_REPORT) from error
    except OSError as error:
        raise VerifyError(f"cannot be read back: {error.strerror}", path=path, hint=_REPORT) from error
    except UnicodeError as error:
        raise VerifyError("cannot be read back: it is not UTF-8", path=path, hint=_REPORT) from error
