"""SubRip, which every video editor and player reads: numbered cues of at most two short lines, and no other syntax.

There is no standard. `Name: ` precedes the words when the speaker changes, where podcast apps look for it. It has no
escaping, and some readers interpret HTML tags, `{\\...}` from SubStation and every `-->`: a word joiner (U+2060), which
has no width, is inserted into these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from audiorender.errors import VerifyError
from audiorender.expressions import expression
from audiorender.model import RATE, Caption
from audiorender.publish.transcripts.cue import Cue, subtitle_cues_of
from audiorender.timecode import clock, of_clock

_JOINER = "\u2060"
_SYNTAX = expression(r"(?<=<)(?=[a-zA-Z/!?])|(?<=--)(?=>)|(?<=\{)(?=\\)")
_TIME = r"(\d{2,}):([0-5]\d):([0-5]\d),(\d{3})"
_TIMING = expression(f"{_TIME} --> {_TIME}")


def srt_cues(captions: Iterable[Caption], rate: int = RATE) -> tuple[Cue, ...]:
    """The captions as SubRip shows them. It names speakers only in the text."""
    return tuple(
        Cue(cue.start, cue.end, "", _SYNTAX.sub(_JOINER, cue.text)) for cue in subtitle_cues_of(captions, rate)
    )


def srt(captions: Iterable[Caption], rate: int = RATE) -> str:
    """The captions as a SubRip file."""
    return "\n".join(_block(number, cue) for number, cue in enumerate(srt_cues(captions, rate), start=1))


def _block(number: int, cue: Cue) -> str:
    times = f"{clock(cue.start, 1000)} --> {clock(cue.end, 1000)}".replace(".", ",")
    return f"{number}\n{times}\n{cue.text}\n"


def plain_text(text: str) -> str:
    """The text of a cue without the joiners that keep it from being syntax."""
    return text.replace(_JOINER, "")


def read_srt(text: str) -> tuple[Cue, ...]:
    """The cues of a file that `srt` wrote, their text with every joiner in it.

    Raises VerifyError, with the line, for anything that `srt` never writes.
    """
    return tuple(_cues_of(text))


def _cues_of(text: str) -> Iterator[Cue]:
    line = 1
    for number, block in zip(count(1), text.removesuffix("\n").split("\n\n") if text else (), strict=False):
        head, _, rest = block.partition("\n")
        timing, _, words = rest.partition("\n")
        times = _TIMING.fullmatch(timing)
        if head != str(number) or times is None or not words or "-->" in words:
            raise VerifyError("this is not a numbered cue with times and words", line=line)
        parts = times.groups()
        yield Cue(of_clock(*parts[:4]), of_clock(*parts[4:]), "", words)
        line += block.count("\n") + 2
