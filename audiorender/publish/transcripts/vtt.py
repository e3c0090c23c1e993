"""WebVTT (w3.org/TR/webvtt1) with a voice tag in every cue, the only form in which Apple Podcasts finds speakers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from audiorender.errors import VerifyError
from audiorender.expressions import expression
from audiorender.model import RATE, Caption
from audiorender.publish.oneline import one_line
from audiorender.publish.transcripts.cue import Cue, cues_of, word_cues_of
from audiorender.timecode import clock, of_clock

_TIME = r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = expression(f"{_TIME} --> {_TIME}")
_VOICE = expression(r"<v ([^<>&]+)>")


def cues(captions: Iterable[Caption], rate: int = RATE) -> tuple[Cue, ...]:
    """The captions as WebVTT cues.

    A voice tag cannot hold `& < >`, so they are removed from names. Dashes at the end of a name become one, since two
    would form an arrow with the tag's end.
    """
    return tuple(map(_voiced, cues_of(captions, rate)))


def word_cues(captions: Iterable[Caption], rate: int = RATE) -> tuple[Cue, ...]:
    """The captions' words as WebVTT cues."""
    return tuple(map(_voiced, word_cues_of(captions, rate)))


def _voiced(cue: Cue) -> Cue:
    return replace(cue, speaker=re.sub("--+$", "-", one_line(re.sub("[&<>]", "", cue.speaker))))


def vtt(captions: Iterable[Caption], rate: int = RATE) -> str:
    """The captions as a WebVTT file."""
    return _file(cues(captions, rate))


def words_vtt(captions: Iterable[Caption], rate: int = RATE) -> str:
    """The words of the captions as a WebVTT file, with a cue per word."""
    return _file(word_cues(captions, rate))


def _file(shown: Iterable[Cue]) -> str:
    return "\n".join(["WEBVTT\n", *map(_block, shown)])


def _block(cue: Cue) -> str:
    voice = f"<v {cue.speaker}>" if cue.speaker else ""
    # Since every `>` is escaped, the arrow that would end a cue cannot occur in its text.
    words = html.escape(cue.text, quote=False)
    return f"{clock(cue.start, 1000)} --> {clock(cue.end, 1000)}\n{voice}{words}\n"


def read_vtt(text: str) -> tuple[Cue, ...]:
    """The cues of a file that `vtt` wrote.

    Raises VerifyError, with the line, for anything that `vtt` never writes.
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
        parts = times.groups()
        yield Cue(of_clock(*parts[:4]), of_clock(*parts[4:]), voice[1] if voice else "", html.unescape(words))
        number += block.count("\n") + 2
