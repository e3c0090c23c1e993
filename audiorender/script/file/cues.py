"""Cues: words in square brackets, mostly on a line of their own: `[pause 1.5s]`, `[music theme.mp3 under -18dB]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Cue, CueKind, Pause
from audiorender.script.file.layout import RawBlock
from audiorender.script.file.marks import check_line

CUES = MappingProxyType(
    {
        "pause": "a pause",
        "take": "a take",
        "link": "a link",
        "image": "a picture",
        "music": "music",
        "sting": "a sting",
        "sound": "a sound",
    }
)
"""Every cue and what it is called in messages. A link and a picture belong to the title above them."""

SOUNDS = frozenset({"music", "sting", "sound"})
"""The cues that are heard."""

LINK = expression(r"https?://[^\s\[\]]+", re.IGNORECASE)
"""The addresses allowed in `[link ...]`."""

LONGEST_PAUSE = 60_000
"""Milliseconds."""

_PAUSE = expression(
    r"\\.|\[pause(?:[ \t]*:)?[ \t]+([^\[\]]*)\]", re.DOTALL
)  # or an escaped character, which cannot begin a cue

_BRACKETS = r"\[\]()【】［］〔〕（）"
_STRAY = expression(
    rf"\\.|([\[(【［〔（])[ \t]*([^\W\d_]{{3,8}})[ \t:]+([^{_BRACKETS}\n]{{1,80}}?)[ \t]*[\])】］〕）]", re.DOTALL
)
_LENGTH = r"\d{1,2}(?:[.,]\d+)?[ \t]?(?:s|secs?|seconds?|ms)?"
_FILE = r"\S.*\.\w{2,5}(?:[ \t]+under\b.*)?"
_ARGUMENTS = MappingProxyType(
    {
        "pause": expression(_LENGTH, re.IGNORECASE),
        "music": expression(rf"out|{_FILE}", re.IGNORECASE),
        "sting": expression(_FILE),
        "sound": expression(_FILE),
        "image": expression(_FILE),
    }
)
"""What follows the word of a cue; it tells a cue inside a paragraph from text: "(pause 2s)"."""

MOST_TAKES = 999

_SECONDS = expression(r"([0-9]{1,2})(?:[.,]([0-9]{1,3}))? ?s(?:ec(?:onds?)?\.?)?|([0-9]{1,5}) ?ms")
_UNDER = expression(r"(.+?)[ \t]+under(?:[ \t]+(.*))?")
_DECIBELS = expression(r"[-\N{MINUS SIGN}]([0-9]{1,2}(?:\.[0-9])?)[ ]?dB", re.IGNORECASE)
_LEVEL_HINT = "write [music theme.mp3 under -18dB], from -10 to -40"


def pauses(words: str) -> Iterator[re.Match[str]]:
    """The pauses within the words of a paragraph; group 1 is the length."""
    return (match for match in _PAUSE.finditer(words) if match[1] is not None)


def stray_cues(words: str) -> Iterator[tuple[int, str, str]]:
    """Text that looks like a cue but would be read aloud: its offset, the text, and the intended cue."""
    for match in _STRAY.finditer(words):
        if match[1] and (kind := _intended_cue(match)):
            yield match.start(), match[0], kind


def _intended_cue(match: re.Match[str]) -> str | None:
    """The cue intended by these brackets, even if it is misspelt; None for text, and for a valid pause.

    Round brackets contain text far more often, so in them the word must be spelled correctly.
    """
    bracket, word = match[1], match[2].lower()
    kinds = [kind for kind, arguments in _ARGUMENTS.items() if arguments.fullmatch(match[3])]
    if not kinds or (bracket == "[" and match[2] == "pause"):
        return None
    if word in kinds:
        return word
    if bracket in "(（" or match[3].isdecimal():
        return None
    from difflib import get_close_matches  # slow to load, and few words are misspelt

    return next(iter(get_close_matches(word, kinds, n=1, cutoff=0.75)), None)


def escape_cues(raw: str) -> str:
    """A formatted paragraph in which nothing can be read as a pause or as a misplaced cue any more."""
    raw = _PAUSE.sub(lambda match: match[0] if match[1] is None else f"\\{match[0]}", raw)
    return _STRAY.sub(lambda match: f"\\{match[0]}" if match[1] and _intended_cue(match) else match[0], raw)


def parse_pause(length: str, block: RawBlock, at: int = 0) -> Pause:
    """The pause of this length ("1.5s"). Raises SourceError, at character `at` of the block, for any other text."""
    match = _SECONDS.fullmatch(length)
    milliseconds = LONGEST_PAUSE + 1
    if match:
        milliseconds = int(match[3] or int(match[1]) * 1000 + int((match[2] or "").ljust(3, "0")))
    if milliseconds > LONGEST_PAUSE:
        most = LONGEST_PAUSE // 1000
        hint = f"at most {most} seconds, to the millisecond"
        raise block.error(f"'pause {length}' is not a pause: write [pause 1.5s]", at, hint)
    return Pause(milliseconds, block.line)


def parse_take(number: str, block: RawBlock) -> int:
    """Which take of the turn below is wanted. Raises SourceError if this is not such a number."""
    if not re.fullmatch("[1-9][0-9]{0,2}", number):
        raise block.error(f"'take {number}' is not a take: write [take 2]", hint=f"from 1 to {MOST_TAKES}")
    return int(number)


def parse_sound(word: str, rest: str, block: RawBlock) -> Cue:
    """The cue for music, a sting or a sound. Raises SourceError without a file name, or with a faulty level."""
    if word == "music" and rest == "out":
        return Cue(CueKind.MUSIC_OUT, line=block.line)
    file, level = rest, None
    if word == "music" and (match := _UNDER.fullmatch(rest)):
        file, level = match[1], match[2] or ""
    if not file:
        raise block.error(f"the file name is missing: write [{word} {word}.mp3]")
    if level is None:
        return Cue(CueKind(word), file, line=block.line)
    decibels = _DECIBELS.fullmatch(level)
    if not decibels or not 10 <= float(decibels[1]) <= 40:
        raise block.error(f"'under {level}' does not say how far music stays below the voices", hint=_LEVEL_HINT)
    return Cue(CueKind.MUSIC, file, -float(decibels[1]), block.line)


def format_pause(pause: Pause) -> str:
    """The pause on a line of its own. Raises SourceError if it is too long."""
    if pause.milliseconds > LONGEST_PAUSE:
        raise SourceError(f"a pause of {pause.milliseconds} ms is longer than {LONGEST_PAUSE // 1000} seconds")
    return f"[pause {pause.milliseconds / 1000:g}s]"


def format_sound(cue: Cue) -> str:
    """The cue on a line of its own. Raises SourceError for a file name that would not read back."""
    if cue.kind is CueKind.MUSIC_OUT:
        return "[music out]"
    check_line(cue.file, "the name of a file")
    ambiguous = cue.kind is CueKind.MUSIC and (cue.file == "out" or _UNDER.fullmatch(cue.file))
    if "]" in cue.file or "[" in cue.file or ambiguous:
        raise SourceError(f"a script cannot name a file '{cue.file}'", hint="rename it, without brackets")
    return f"[{cue.kind} {cue.file} under {cue.under:g}dB]" if cue.kind is CueKind.MUSIC else f"[{cue.kind} {cue.file}]"
