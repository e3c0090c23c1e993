"""Transcripts of any make as cues: WebVTT, SubRip and JSON, read as players do, and what they would stumble over."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiorender.publish.transcripts.cue import Cue
from audiorender.publish.transcripts.srt import plain_text
from audiorender.timecode import of_clock, of_seconds
from audiorender.unspaced import UNSPACED

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{3})"
_TIMING = re.compile(rf"\s*{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)*[ \t]+([^>]*)>")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|<(?:\d\d+:)?\d\d:\d\d\.\d{3}>|</?[cv]>")
_APART = re.compile(r"\n(?:[ \t]*\n)+")
_WORD = re.compile(rf"{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})\S)+")
_SAYS = re.compile(r"([^:\n]{1,60}):[ \t]+")


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a file says, in its order; `faults` pairs a rule with what breaks it. `longest` characters are in a line."""

    cues: tuple[Cue, ...]
    faults: tuple[tuple[str, str], ...] = ()
    longest: int = 0

    def speakers(self) -> frozenset[str]:
        """Who is named."""
        return frozenset(cue.speaker for cue in self.cues if cue.speaker)


def read_captions(text: str, *, srt: bool) -> Transcript:
    """A WebVTT file, or a SubRip file where `srt` says so. What cannot be read is among the faults."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = []
    if not srt and not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        faults.append(("transcript-damaged", "it does not begin with WEBVTT"))
    cues, longest, line = [], 0, 1
    for block, number in _blocks(text, line):
        lines = block.split("\n")
        if not srt and lines[0].split(" ")[0].strip() in {"NOTE", "STYLE", "REGION", "WEBVTT"}:
            if "-->" in block:
                faults.append(("transcript-note", f"line {number}: an arrow where no cue is"))
            continue
        at = next((place for place, each in enumerate(lines[:2]) if "-->" in each), None)
        timing = _TIMING.fullmatch(lines[at]) if at is not None else None
        if at is None or timing is None:
            faults.append(("transcript-damaged", f"line {number}: no cue with times begins there"))
            continue
        speaker, shown = _shown("\n".join(lines[at + 1 :]), srt)
        longest = max([longest, *map(len, shown.split("\n"))])
        parts = timing.groups()
        cues.append(Cue(_milliseconds(parts[:4]), _milliseconds(parts[4:]), speaker, " ".join(shown.split())))
    return Transcript(tuple(cues), tuple(faults), longest)


def _blocks(text: str, line: int) -> Iterator[tuple[str, int]]:
    """What stands between empty lines, and on which line it begins."""
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
    """Who speaks ('' where nobody is named), and what a player shows."""
    voice = _VOICE.search(payload)
    shown = _MARKUP.sub("", _VOICE.sub("", payload))
    if srt:
        return "", plain_text(shown)
    return (html.unescape(voice[1]).strip() if voice else ""), html.unescape(shown)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (part or 0 for part in parts)
    return of_clock(hours, minutes, seconds, thousandths)


def read_json(text: str) -> Transcript:
    """A JSON transcript of the Podcasting 2.0 namespace."""
    try:
        segments = json.loads(text)["segments"]
        cues = tuple(
            Cue(
                of_seconds(each["startTime"]),
                of_seconds(each.get("endTime", each["startTime"])),
                str(each.get("speaker") or ""),
                " ".join(str(each["body"]).split()),
            )
            for each in segments
        )
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        return Transcript((), (("transcript-damaged", f"this is no JSON transcript: {error!r:.80}"),))
    return Transcript(cues)


def without_names(transcript: Transcript, known: frozenset[str], words: Sequence[str]) -> Transcript:
    """The same without `Name: ` before what is said, which is how SubRip names speakers.

    `words` are those of another transcript: what stands before a colon is a name where they go on behind it, and is
    said where they have it too. Where they tell nothing, a name is one of `known`, or anything where none is.
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
    """The words of `text`; characters of scripts without blanks one by one, so that it is all one how lines end."""
    return _WORD.findall(text)


def _name_by_words(said: Sequence[str], words: Sequence[str]) -> int | None:
    """How many words are the speaker's name, so that the others are `words`; None where they are not, either way."""
    ends = (0, *(place for place, word in enumerate(said, start=1) if word.endswith(":")))
    return next((end for end in ends if list(words[: len(said) - end]) == list(said[end:])), None)


def _plain(name: str) -> str:
    """A name as every format can hold it."""
    return " ".join(re.sub(r"[&<>]|-+$", "", name).split()).casefold()
