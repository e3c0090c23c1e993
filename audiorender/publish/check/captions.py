"""Transcripts from any program as cues: WebVTT, SubRip and JSON, read as players do, with everything that would confuse
them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiorender.expressions import expression
from audiorender.publish.transcripts.cue import Cue
from audiorender.publish.transcripts.srt import plain_text
from audiorender.timecode import of_clock, of_seconds
from audiorender.unspaced import UNSPACED

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = expression(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_VTT = r"(?:[0-9]{2,}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3}"
_SRT = r"[0-9]{2,}:[0-5][0-9]:[0-5][0-9],[0-9]{3}"
_STRICT = {
    False: (expression(rf"[ \t]*{_VTT}[ \t]+-->[ \t]+{_VTT}(?:[ \t].*)?"), "00:01:02.345 (or 01:02.345)"),
    True: (expression(rf"{_SRT} --> {_SRT}(?: .*)?[ \t]*"), "00:01:02,345"),
}
"""How times are written in SubRip (True) and WebVTT: players accept no others (W3C WebVTT §4.2, and Apple's help)."""

_VOICE = expression(r"<v(?:\.[^\s>]*)*[ \t]+([^>]*)>")
_MARKUP = expression(r"</?[a-zA-Z][^>]*>|<(?:\d\d+:)?\d\d:\d\d\.\d{3}>|</?[cv]>")
_APART = expression(r"\n(?:[ \t]*\n)+")
_LATEST = 1e9
_WORD = expression(rf"{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})\S)+")
_SAYS = expression(r"([^:\n]{1,60}):[ \t]+")


@dataclass(frozen=True, slots=True)
class Transcript:
    """The cues of a file in order; `faults` pairs a rule with what breaks it. `longest` is the length of the longest
    line."""

    cues: tuple[Cue, ...]
    faults: tuple[tuple[str, str], ...] = ()
    longest: int = 0

    def speakers(self) -> frozenset[str]:
        """Every speaker that is named."""
        return frozenset(cue.speaker for cue in self.cues if cue.speaker)


def read_captions(text: str, *, srt: bool) -> Transcript:
    """Read a WebVTT file, or a SubRip file if `srt` is set. Whatever cannot be read is among the faults."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = []
    if not srt and not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        faults.append(("transcript-damaged", "it does not begin with WEBVTT"))
    cues, longest, line = [], 0, 1
    for block, number in _blocks(text, line):
        lines = block.split("\n")
        if not srt and lines[0].split(" ")[0].strip() in {"NOTE", "STYLE", "REGION", "WEBVTT"}:
            if "-->" in block:
                faults.append(("transcript-note", f"line {number}: an arrow (-->) outside a cue"))
            continue
        at = next((place for place, each in enumerate(lines[:2]) if "-->" in each), None)
        timing = _TIMING.fullmatch(lines[at]) if at is not None else None
        strict, form = _STRICT[srt]
        if at is not None and not strict.fullmatch(lines[at]):
            faults.append(
                ("transcript-time", f"line {number + at}: '{lines[at].strip()[:60]}' should be times such as {form}")
            )
        if at is None or timing is None:
            faults.append(("transcript-damaged", f"line {number}: no cue with times begins here"))
            continue
        if srt and (at == 0 or not lines[0].strip().isdecimal()):
            faults.append(("transcript-damaged", f"line {number}: the cue has no number"))
        if within := next((place for place, each in enumerate(lines[at + 1 :], at + 1) if "-->" in each), None):
            faults.append(
                (
                    "transcript-damaged",
                    f"line {number + within}: times within a cue: an empty line is missing before them",
                )
            )
        speaker, shown = _shown("\n".join(lines[at + 1 :]), srt)
        longest = max([longest, *map(len, shown.split("\n"))])
        parts = timing.groups()
        cues.append(Cue(_milliseconds(parts[:4]), _milliseconds(parts[4:]), speaker, " ".join(shown.split())))
    return Transcript(tuple(cues), tuple(faults), longest)


def _blocks(text: str, line: int) -> Iterator[tuple[str, int]]:
    """The text between empty lines, and the line on which it begins."""
    at = 0
    for gap in (*_APART.finditer(text), None):
        block = text[at : gap.start() if gap else len(text)]
        if block.strip():
            lead = len(block) - len(block.lstrip("\n"))
            yield block.strip("\n"), line + lead
        if gap:
            line += text.count("\n", at, gap.end())
            at = gap.end()


def _shown(payload: str, srt: bool) -> tuple[str, str]:
    """Who speaks ('' if nobody is named), and what a player shows."""
    voice = _VOICE.search(payload)
    shown = _MARKUP.sub("", _VOICE.sub("", payload))
    if srt:
        return "", plain_text(shown)
    return (html.unescape(voice[1]).strip() if voice else ""), html.unescape(shown)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, decimals = (part or "0" for part in parts)
    return of_clock(hours, minutes, seconds, decimals.ljust(3, "0"))


def read_json(text: str) -> Transcript:
    """A JSON transcript of the Podcasting 2.0 namespace."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return Transcript((), (("transcript-damaged", "this is not JSON"),))
    segments = document.get("segments") if isinstance(document, dict) else None
    if not isinstance(segments, list):
        return Transcript((), (("transcript-damaged", "it has no list named 'segments'"),))
    faults: list[tuple[str, str]] = []
    if not isinstance(document.get("version"), str):
        faults.append(("transcript-version", "it does not give its version, such as 1.0.0"))
    cues = []
    for number, each in enumerate(segments, start=1):
        segment = _segment(each)
        if not isinstance(segment, Cue):
            faults.append((segment[0], f"segment {number}: {segment[1]}"))
        else:
            cues.append(segment)
    return Transcript(tuple(cues), tuple(faults))


def _segment(each: object) -> Cue | tuple[str, str]:
    """A segment as a cue, or the rule that it breaks and how."""
    if not isinstance(each, dict):
        return "transcript-damaged", "it is not an object"
    times: list[float] = []
    for name in ("startTime", "endTime"):
        time = each.get(name, each.get("startTime"))
        if isinstance(time, bool) or not isinstance(time, int | float) or not 0 <= time < _LATEST:
            return "transcript-time", f"{name} is not a number of seconds"
        times.append(time)
    start, end = times
    if not isinstance(each.get("body"), str):
        return "transcript-damaged", "there is no text named 'body'"
    if not isinstance(each.get("speaker", ""), str | None):
        return "transcript-damaged", "the speaker is not text"
    return Cue(of_seconds(start), of_seconds(end), str(each.get("speaker") or ""), " ".join(each["body"].split()))


def without_names(transcript: Transcript, known: frozenset[str], words: Sequence[str]) -> Transcript:
    """The same without `Name: ` before the words, which is how SubRip names speakers.

    `words` are those of another transcript: text before a colon is a name if they continue after it, and spoken if they
    contain it too. If they do not help, a name is one of `known`, or anything if none are known.
    """
    names, at, cues = {_plain(name) for name in known}, 0, []
    for cue in transcript.cues:
        places = list(_WORD.finditer(cue.text))
        said = [place[0] for place in places]
        name = _name_by_words(said, words[at : at + len(said)]) if words else None
        if name is None:
            before = _SAYS.match(cue.text)
            name = len(words_of(before[0])) if before and (not names or _plain(before[1]) in names) else 0
        bare = cue.text[places[name].start() :] if name < len(places) else ""
        speaker = cue.text[: places[name - 1].end()].removesuffix(":") if name else ""
        cues.append(Cue(cue.start, cue.end, speaker, bare) if name else cue)
        at += len(said) - name
    return replace(transcript, cues=tuple(cues))


def words_of(text: str) -> list[str]:
    """The words of `text`; in scripts without blanks, single characters, so that line breaks make no difference."""
    return _WORD.findall(text)


def _name_by_words(said: Sequence[str], words: Sequence[str]) -> int | None:
    """How many words are the speaker's name, so that the others match `words`; None if they match neither way."""
    ends = (0, *(place for place, word in enumerate(said, start=1) if word.endswith(":")))
    return next((end for end in ends if list(words[: len(said) - end]) == list(said[end:])), None)


def _plain(name: str) -> str:
    """A name reduced to what every format can hold."""
    return " ".join(re.sub(r"[&<>]|-+$", "", name).split()).casefold()
