"""WebVTT (w3.org/TR/webvtt1) with a voice tag in every cue, the only form from which Apple Podcasts learns speakers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audiorender.errors import VerifyError
from audiorender.model import RATE, Caption
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, milliseconds

_TIME = r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(f"{_TIME} --> {_TIME}")
_VOICE = re.compile(r"<v ([^<>&]+)>")


@dataclass(frozen=True, slots=True)
class Cue:
    """What the file shows from `start` to `end` (milliseconds): who speaks ('' if nobody can be named), and lines."""

    start: int
    end: int
    speaker: str
    text: str

    def __str__(self) -> str:
        return f"{clock(self.start, 1000)} to {clock(self.end, 1000)} {self.speaker}: '{self.text}'"


def cues(captions: Iterable[Caption], rate: int = RATE) -> tuple[Cue, ...]:
    """The captions, which are sorted and do not overlap, as WebVTT can hold them: so are the cues.

    A cue lasts at least a millisecond, and is never empty: a caption with nothing to show gives none. A voice tag
    cannot hold `& < >` or a line break: they go from the name.
    """
    made: list[Cue] = []
    for caption in captions:
        text = "\n".join(filter(None, map(one_line, caption.text.splitlines())))
        if text:
            start = max(milliseconds(caption.start, rate), made[-1].end if made else 0)
            end = max(milliseconds(caption.end, rate), start + 1)
            made.append(Cue(start, end, one_line(re.sub("[&<>]", "", caption.speaker)), text))
    return tuple(made)


def vtt(captions: Iterable[Caption], rate: int = RATE) -> str:
    """The captions as a WebVTT file."""
    return "\n".join(["WEBVTT\n", *map(_block, cues(captions, rate))])


def _block(cue: Cue) -> str:
    voice = f"<v {cue.speaker}>" if cue.speaker else ""
    # With every `>` escaped, the arrow that would end a cue cannot stand in its text.
    words = html.escape(cue.text, quote=False)
    return f"{clock(cue.start, 1000)} --> {clock(cue.end, 1000)}\n{voice}{words}\n"


def read_vtt(text: str) -> tuple[Cue, ...]:
    """The cues of a file that `vtt` wrote.

    Raises VerifyError, with the line, for whatever `vtt` never writes.
    """
    head, *blocks = text.removesuffix("\n").split("\n\n")
    if head != "WEBVTT":
        raise VerifyError("a transcript begins with WEBVTT and an empty line", line=1)
    return tuple(_cues_of(blocks))


def _cues_of(blocks: Iterable[str]) -> Iterator[Cue]:
    number = 3
    for block in blocks:
        timing, _, payload = block.partition("\n")
        times = _TIMING.fullmatch(timing)
        voice = _VOICE.match(payload)
        words = payload[voice.end() :] if voice else payload
        if times is None or not words or "<" in words or ">" in words:
            raise VerifyError("this is not a cue with times and words", line=number)
        parts = [int(part) for part in times.groups()]
        yield Cue(_milliseconds(parts[:4]), _milliseconds(parts[4:]), voice[1] if voice else "", html.unescape(words))
        number += block.count("\n") + 2


def _milliseconds(parts: list[int]) -> int:
    hours, minutes, seconds, rest = parts
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
