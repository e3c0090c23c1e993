"""Transcripts beside the audio: each by itself, against the audio, and against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest

from audiorender.publish.check.captions import Transcript, read_captions, read_json, without_names, words_of
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.check.found import ROUGHLY
from audiorender.publish.transcripts.cue import Cue
from audiorender.timecode import clock

TIMED = (".vtt", ".transcript.json", ".srt", ".words.vtt")
"""Suffixes of timed transcripts, the most detailed first."""

PLAIN = ".txt"

_WIDEST = 65
_APART = 500
"""How many milliseconds cues with the same word may differ."""


def transcript_findings(
    texts: Mapping[str, str], stem: str, length: int | None, starts: Sequence[int] = ()
) -> Iterator[Finding]:
    """Findings on transcripts: `texts` by the suffixes after `stem`; `length` of the audio in ms.

    `starts` are where the chapters of the audio begin, in ms.
    """
    found = {suffix: _read(suffix, texts[suffix]) for suffix in TIMED if suffix in texts}
    if ".srt" in found:
        known = frozenset[str]().union(*(transcript.speakers() for transcript in found.values()))
        reference = next((each for suffix, each in found.items() if suffix != ".srt"), None)
        words = [word for word, _ in _words(reference.cues)] if reference else []
        found[".srt"] = without_names(found[".srt"], known, words)
    for suffix, transcript in found.items():
        yield from _alone(transcript, f"{stem}{suffix}", length, wide=suffix != ".transcript.json")
    whole = {suffix: transcript for suffix, transcript in found.items() if transcript.cues}
    if not whole:
        return
    first, *others = whole
    for suffix in others:
        difference = _difference(whole[first].cues, whole[suffix].cues)
        if difference:
            yield finding("transcript-differ", f"it differs from {stem}{first}: {difference}", f"{stem}{suffix}")
    yield from _chapters(whole[first].cues, starts, f"{stem}{first}")
    if PLAIN in texts:
        yield from _plain(whole[first].cues, texts[PLAIN], f"{stem}{first}", f"{stem}{PLAIN}")


def _read(suffix: str, text: str) -> Transcript:
    return read_json(text) if suffix.endswith(".json") else read_captions(text, srt=suffix == ".srt")


def _alone(transcript: Transcript, name: str, length: int | None, *, wide: bool) -> Iterator[Finding]:
    yield from (finding(rule, message, name) for rule, message in transcript.faults[:5])
    cues = transcript.cues
    if not cues:
        if not transcript.faults:
            yield finding("transcript-damaged", "it has no cue", name)
        return
    empty = next((cue for cue in cues if not cue.text), None)
    if empty:
        yield finding("transcript-empty", f"the cue at {clock(empty.start, 1000)} has no words", name)
    disorder = next((cue for cue in cues if cue.end < cue.start or (wide and cue.end == cue.start)), None)
    disorder = disorder or next((b for a, b in pairwise(cues) if b.start < a.start), None)
    if disorder:
        yield finding("transcript-order", f"the cue at {clock(disorder.start, 1000)} is out of order", name)
    last = max(cue.end for cue in cues)
    if length is not None and last > length + ROUGHLY:
        ends = f"it goes on to {clock(last, 1000)}, but the audio ends at {clock(length, 1000)}"
        yield finding("transcript-beyond-end", ends, name)
    if not transcript.speakers():
        yield finding("transcript-speakers", "it does not say who speaks", name)
    if wide and transcript.longest > _WIDEST:
        yield finding("transcript-lines", f"a line has {transcript.longest} characters", name)


def _difference(ones: Sequence[Cue], others: Sequence[Cue]) -> str | None:
    """Where two transcripts first have different words, or the same at other times; None if they agree."""
    for one, other in zip_longest(_words(ones), _words(others)):
        if one is None or other is None:
            at, what = one or other, "goes on with"
            return f"one of them {what} '{at[0]}' at {clock(at[1].start, 1000)}" if at else None
        if one[0] != other[0]:
            return f"'{other[0]}' for '{one[0]}' at {clock(one[1].start, 1000)}"
        if one[1].start > other[1].end + _APART or other[1].start > one[1].end + _APART:
            return f"'{one[0]}' at {clock(other[1].start, 1000)} in place of {clock(one[1].start, 1000)}"
    return None


def _chapters(cues: Sequence[Cue], starts: Sequence[int], name: str) -> Iterator[Finding]:
    """The first chapter that begins in the middle of a cue, where a jump would land."""
    for number, start in enumerate(starts, start=1):
        cut = next((cue for cue in cues if cue.start + _APART < start < cue.end - _APART), None)
        if cut:
            what = f"chapter {number} begins at {clock(start, 1000)}, in the middle of the cue '{cut.text[:40]}'"
            yield finding("transcript-chapter", what, name)
            return


def _words(cues: Sequence[Cue]) -> Iterator[tuple[str, Cue]]:
    return ((word, cue) for cue in cues for word in words_of(cue.text))


def _plain(cues: Sequence[Cue], text: str, other: str, name: str) -> Iterator[Finding]:
    """Whether a text has all cues in order; a text with none of them is not a transcript."""
    said, at, missing = "".join(text.split()), 0, None
    found = 0
    for cue in cues:
        words = "".join(cue.text.split())
        place = said.find(words, at)
        if place >= 0:
            at, found = place + len(words), found + 1
        elif missing is None:
            missing = cue
    if found and missing:
        where = clock(missing.start, 1000)
        yield finding("transcript-differ", f"it differs from {other}: it lacks '{missing.text[:40]}' ({where})", name)
