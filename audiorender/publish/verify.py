"""The delivered audio, read back and compared with the plan, by readers that share nothing with the writers.

Only tags and headers are read, so this costs milliseconds for any length: what was encoded has already been decoded
and measured. What lies beside the audio is checked by `publish.sidecars`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from audiorender.audio.formats import AAC_FRAME
from audiorender.audio.mp3 import read_info
from audiorender.audio.probe import length, shape
from audiorender.errors import SourceError, VerifyError
from audiorender.model import Meta, Timeline
from audiorender.publish.compare import AGAIN, all_same, same
from audiorender.publish.link import web_link
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.publish.tags import read_tags
from audiorender.publish.tags.shorten import shortened
from audiorender.timecode import milliseconds

_MP4 = frozenset({".m4a", ".m4b"})
_LONGEST_TITLE: Mapping[str, int] = MappingProxyType({".m4a": 127, ".m4b": 127, ".wav": 511})  # bytes of UTF-8
_LONGEST_LINK: Mapping[str, int] = MappingProxyType({".m4a": 255, ".m4b": 255, ".wav": 0})  # bytes


def verify(audio: Path, timeline: Timeline, meta: Meta, *, name: Path | None = None) -> None:
    """Read back one form of an episode. `name` is what it will be called, where it has not got that name yet.

    Raises VerifyError for the first thing that is not as planned: the number of samples, their rate, the channels, a
    part cut off, the tag's version and order, the title, a chapter's time, title or link.
    """
    name = name or audio
    suffix = name.suffix.lower()
    try:
        if suffix == ".mp3":
            _verify_mp3(audio, name, timeline)
        else:
            _verify_sound(audio, name, timeline)
        tags = read_tags(audio, suffix)
    except (SourceError, VerifyError) as error:
        raise VerifyError(error.message, path=name, hint=AGAIN) from error
    if tags.faults:
        raise VerifyError(tags.faults[0], path=name, hint=AGAIN)
    same(name, "the title", tags.title, one_line(meta.title))
    found = [replace(mark, image=None) for mark in tags.chapters]
    all_same(name, "chapter", found, _planned(timeline, suffix, found[-1].end if found else 0))


def _planned(timeline: Timeline, suffix: str, end: int) -> list[Mark]:
    """The chapters as a container of this kind holds them; `end` is where the last one ends there."""
    rate = timeline.rate
    marks = [
        Mark(milliseconds(c.start, rate), milliseconds(c.end, rate), one_line(c.title), web_link(c.url or ""))
        for c in timeline.chapters
    ]
    if suffix in _LONGEST_TITLE:
        marks = [replace(mark, title=shortened(mark.title, _LONGEST_TITLE[suffix])) for mark in marks]
    if suffix in _MP4 and abs(end - marks[-1].end) <= milliseconds(AAC_FRAME, rate):
        marks[-1] = replace(marks[-1], end=end)
    longest = _LONGEST_LINK.get(suffix)
    return [replace(m, url=None) if longest is not None and len(m.url or "") > longest else m for m in marks]


def _verify_mp3(audio: Path, name: Path, timeline: Timeline) -> None:
    info = read_info(audio)
    same(name, "the number of samples", info.samples, timeline.frames)
    same(name, "the sample rate", info.rate, timeline.rate)
    same(name, "the number of channels", info.channels, timeline.channels)
    same(name, "the size in bytes", audio.stat().st_size, info.start + info.size)


def _verify_sound(audio: Path, name: Path, timeline: Timeline) -> None:
    suffix = name.suffix.lower()
    samples = length(audio, suffix)
    rate, channels = shape(audio, suffix)
    same(name, "the sample rate", rate, timeline.rate)
    same(name, "the number of channels", channels, timeline.channels)
    if suffix not in _MP4 or abs(samples - timeline.frames) > AAC_FRAME:
        same(name, "the number of samples", samples, timeline.frames)
