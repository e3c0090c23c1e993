"""The delivered audio, read back and compared with the plan, by readers that share nothing with the writers.

Only tags and headers are read, so this costs milliseconds for any length: each encoded piece was already decoded and
measured when it was made. What lies beside the audio is checked by `publish.sidecars`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from audiorender.audio.mp3 import read_info
from audiorender.errors import SourceError, VerifyError
from audiorender.model import Meta, Timeline
from audiorender.publish.compare import AGAIN, all_same, same
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.publish.tags import read_tags
from audiorender.publish.tags.link import web_link
from audiorender.timecode import milliseconds


def verify(audio: Path, timeline: Timeline, meta: Meta, *, suffix: str | None = None) -> None:
    """Read back an episode's MP3. `suffix` says what the file is where it has not got its final name yet.

    Raises VerifyError for the first thing that is not as planned: the number of samples, their rate, the channels, a
    part cut off, the tag's version and order, the title, a chapter's time, title or link.
    """
    rate = timeline.rate
    planned = tuple(
        Mark(milliseconds(c.start, rate), milliseconds(c.end, rate), one_line(c.title), web_link(c.url or ""))
        for c in timeline.chapters
    )
    _verify_sound(audio, timeline)
    tags = read_tags(audio, suffix)
    if tags.faults:
        raise VerifyError(tags.faults[0], path=audio, hint=AGAIN)
    same(audio, "the title", tags.title, one_line(meta.title))
    all_same(audio, "chapter", (replace(mark, image=None) for mark in tags.chapters), planned)


def _verify_sound(audio: Path, timeline: Timeline) -> None:
    try:
        info, size = read_info(audio), audio.stat().st_size
    except SourceError as error:
        raise VerifyError(error.message, path=audio, hint=AGAIN) from error
    same(audio, "the number of samples", info.samples, timeline.frames)
    same(audio, "the sample rate", info.rate, timeline.rate)
    same(audio, "the number of channels", info.channels, timeline.channels)
    same(audio, "the size in bytes", size, info.start + info.size)
