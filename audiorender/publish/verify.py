"""The delivered audio, read back and compared with the plan, by readers that share nothing with the writers.

Only tags and headers are read, so this takes milliseconds for any length: what was encoded has already been decoded and
measured. The files beside the audio are checked by `publish.sidecars`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from audiorender.audio.formats import SUFFIXES
from audiorender.audio.formats.format import Format
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


def verify(audio: Path, timeline: Timeline, meta: Meta, *, name: Path | None = None) -> None:
    """Read back one form of an episode. `name` is its final name if it has a temporary one.

    Raises VerifyError for the first difference from the plan: the number of samples, their rate, the channels, a
    truncated file, the tag's version and order, the title, a chapter's time, title or link.
    """
    name = name or audio
    suffix = name.suffix.lower()
    try:
        _verify_sound(audio, name, timeline, SUFFIXES[suffix])
        tags = read_tags(audio, suffix)
    except (SourceError, VerifyError) as error:
        raise VerifyError(error.message, path=name, hint=AGAIN) from error
    if tags.faults:
        raise VerifyError(tags.faults[0], path=name, hint=AGAIN)
    same(name, "the title", tags.title, one_line(meta.title))
    found = [replace(mark, image=None) for mark in tags.chapters]
    all_same(name, "chapter", found, _planned(timeline, SUFFIXES[suffix], found[-1].end if found else 0))


def _planned(timeline: Timeline, form: Format, end: int) -> list[Mark]:
    """The chapters as a file in this format holds them; `end` is where the last one ends there."""
    rate, holds = timeline.rate, form.holds
    marks = [
        Mark(milliseconds(c.start, rate), milliseconds(c.end, rate), one_line(c.title), web_link(c.url or ""))
        for c in timeline.chapters
    ]
    marks = [replace(mark, title=shortened(mark.title, holds.title)) for mark in marks]
    if abs(end - marks[-1].end) <= milliseconds(form.slack, rate):
        marks[-1] = replace(marks[-1], end=end)
    return [replace(mark, url=None) if len(mark.url or "") > holds.link else mark for mark in marks]


def _verify_sound(audio: Path, name: Path, timeline: Timeline, form: Format) -> None:
    if form.container.exact:
        sound = form.container.exact(audio)
        samples, rate, channels = sound.samples, sound.rate, sound.channels
        same(name, "the size in bytes", audio.stat().st_size, sound.size)
    else:
        samples, (rate, channels) = length(audio, form.suffix), shape(audio, form.suffix)
    same(name, "the sample rate", rate, timeline.rate)
    same(name, "the number of channels", channels, timeline.channels)
    if abs(samples - timeline.frames) > form.slack:
        same(name, "the number of samples", samples, timeline.frames)
