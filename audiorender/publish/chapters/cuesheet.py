"""The cue sheet of a disc image, as players and editors use it: a track per chapter, starting at its INDEX 01.

CDRWIN's user guide, appendix A: positions are mm:ss:ff with 75 frames per second, and minutes may exceed 99. There are
at most 99 tracks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audiorender.errors import OutputError, SourceError, near
from audiorender.expressions import expression
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.timecode import rescaled

NAME = "cue"
SUFFIXES: tuple[str, ...] = (".cue",)

MAX_TRACKS = 99

_FRAME = RATE // 75
_COMMANDS = (
    *("CATALOG", "CDTEXTFILE", "FILE", "FLAGS", "INDEX", "ISRC", "PERFORMER"),
    *("POSTGAP", "PREGAP", "REM", "SONGWRITER", "TITLE", "TRACK"),
)
_LOOKS = expression(r"^[ \t]*TRACK[ \t]+[0-9]+[ \t]+\w+[ \t]*$", re.MULTILINE | re.IGNORECASE)
_LINE = expression(r"[ \t]*(\S+)[ \t]*(.*?)[ \t]*")
_INDEX = expression(r"([0-9]{1,2})[ \t]+([0-9]{1,6}):([0-5]?[0-9]):([0-6]?[0-9]|7[0-4])")


@dataclass(slots=True)
class _Track:
    line: int
    title: str = ""
    performer: str = ""
    start: int | None = None


def looks(text: str) -> bool:
    """Whether a line begins a track."""
    return bool(_LOOKS.search(text))


def read(text: str) -> Listing:
    """The tracks as chapters; a track without a title gets its performer's name.

    Raises SourceError for a line that is not a command, a track without INDEX 01, and a second FILE, whose tracks would
    count from its own beginning.
    """
    tracks: list[_Track] = []
    files = 0
    for number, line in enumerate(text.split("\n"), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        command, rest, column = match[1].upper(), match[2], match.start(2) + 1
        if command not in _COMMANDS:
            hint = near(command, _COMMANDS)
            raise SourceError(
                f"'{match[1]}' is not a cue sheet command", line=number, column=match.start(1) + 1, hint=hint
            )
        files += command == "FILE"
        if files > 1:
            raise SourceError("a second FILE: its tracks count from its own beginning", line=number, hint="keep one")
        if command == "TRACK":
            tracks.append(_Track(number))
        elif tracks:
            _fill(tracks[-1], command, rest, number, column)
    return listing(map(_entry, tracks), ordered=True)


def _fill(track: _Track, command: str, rest: str, number: int, column: int) -> None:
    if command == "TITLE":
        track.title = _words(rest)
    elif command == "PERFORMER":
        track.performer = _words(rest)
    elif command == "INDEX":
        index = _INDEX.fullmatch(rest)
        if index is None:
            hint = "INDEX 01 12:34:56 is 12 minutes, 34 seconds and 56 of 75 frames"
            raise SourceError(f"'{rest}' is not an index", line=number, column=column, hint=hint)
        if int(index[1]) == 1:
            minutes, seconds, frames = map(int, index.groups()[1:])
            track.start = (minutes * 60 + seconds) * RATE + frames * _FRAME


def _words(rest: str) -> str:
    """A text with or without quotes around it; a quoted text may contain quotes."""
    return rest[1:-1] if len(rest) > 1 and rest[0] == rest[-1] == '"' else rest


def _entry(track: _Track) -> Entry:
    if track.start is None:
        raise SourceError("this track has no INDEX 01", line=track.line, column=1, hint="say where it begins")
    return Entry(track.start, track.title or track.performer, line=track.line)


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:
    """A track for each chapter of the file called `audio`, to the nearest frame; quotes in titles become `'`.

    Raises OutputError for more than 99 chapters.
    """
    if len(chapters) > MAX_TRACKS:
        raise OutputError(
            f"a cue sheet holds at most {MAX_TRACKS} tracks, but there are {len(chapters)} chapters",
            hint="write chapters JSON",
        )
    known = {"PERFORMER": meta.author, "TITLE": meta.title}
    lines = [f"{command} {_quoted(words)}" for command, words in known.items() if words]
    lines.append(f"FILE {_quoted(audio)} {'MP3' if audio.lower().endswith('.mp3') else 'WAVE'}")
    for number, chapter in enumerate(chapters, start=1):
        seconds, frames = divmod(rescaled(chapter.start, RATE, 75), 75)
        place = f"{seconds // 60:02d}:{seconds % 60:02d}:{frames:02d}"
        lines += [f"  TRACK {number:02d} AUDIO", f"    TITLE {_quoted(chapter.title)}", f"    INDEX 01 {place}"]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return f'"{one_line(words).replace(chr(34), chr(39))}"'
