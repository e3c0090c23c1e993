"""The feed's description of an episode without one: its first words, chapters and speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiorender.errors import VerifyError
from audiorender.model import RATE
from audiorender.publish.oneline import one_line
from audiorender.publish.phrases import phrases
from audiorender.publish.transcripts.text import read_plain_transcript
from audiorender.report.schema import Report
from audiorender.timecode import stamp

_ENOUGH = 60
"""Minimum characters of the first words: a greeting alone says nothing about an episode."""

_LONGEST = 400
_OURS = 1
"""The line number of turns that the settings add around the conversation."""


def made_description(report: Report, transcript: str | None) -> str | None:
    """A generated description; `transcript` is the plain one beside the audio, if there is one.

    Chapters are lines with a time and a title, which apps show as chapters (Apple Podcasts from iOS 26.2 on).
    """
    say = phrases(report.language)
    lines = [f"{stamp(chapter.start, RATE)} {one_line(chapter.title)}" for chapter in report.chapters]
    names = ", ".join(map(one_line, report.cast))
    parts = (
        _first_words(report, transcript or ""),
        "\n".join([f"{say['chapters']}:", *lines]) if len(lines) > 1 else "",
        f"{say['speakers']}: {names}" if names else "",
    )
    return "\n\n".join(filter(None, parts)) or None


def _first_words(report: Report, transcript: str) -> str:
    """The first paragraph of some length, cut at a word if it is too long."""
    ours = next((n for n, turn in enumerate(report.turns) if turn.line != _OURS), 0)
    said = list(_said(report, transcript))[ours:]
    words = ""
    for paragraph in said:
        words = f"{words} {paragraph}".strip()
        if len(words) >= _ENOUGH:
            break
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def _said(report: Report, transcript: str) -> Iterator[str]:
    """The paragraphs of a plain transcript without its title, chapters and speaker names."""
    try:
        paragraphs: Sequence[str] = read_plain_transcript(transcript)[1:]
    except VerifyError:
        return
    titles = {f"{stamp(chapter.start, RATE)} {one_line(chapter.title)}" for chapter in report.chapters}
    for paragraph in paragraphs:
        if paragraph not in titles:
            name, colon, words = paragraph.partition(": ")
            yield words if colon and name in report.cast else paragraph
