"""The transcript for reading: a paragraph per turn, with chapters as headings with their times."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from audiorender.errors import VerifyError
from audiorender.model import Caption
from audiorender.publish.oneline import one_line
from audiorender.publish.published import Published
from audiorender.timecode import stamp


def plain_transcript(published: Published) -> str:
    """The title, then everything that is said, a paragraph per line, with an empty line between."""
    return "\n\n".join(blocks(published)) + "\n"


def blocks(published: Published) -> Iterator[str]:
    """The title, each chapter's heading, and after it each turn that begins in it as `Name: words`."""
    timeline = published.timeline
    yield one_line(published.meta.title)
    for chapter in timeline.chapters:
        yield f"{stamp(chapter.start, timeline.rate)} {one_line(chapter.title)}".rstrip()
        said = [caption for caption in timeline.captions if chapter.start <= caption.start < chapter.end]
        for _, turn in groupby(said, key=lambda caption: caption.turn):
            yield from _paragraph(list(turn))


def _paragraph(turn: list[Caption]) -> Iterator[str]:
    words = ""
    for caption in turn:
        text = one_line(caption.text)
        glued = not words or any(word.glued for word in caption.words[:1])
        words += text if glued or not text else f" {text}"
    name = one_line(turn[0].speaker)
    if words:
        yield f"{name}: {words}" if name else words


def read_plain_transcript(text: str) -> tuple[str, ...]:
    """The title and the paragraphs of a text that `plain_transcript` wrote.

    Raises VerifyError, with the line, for a paragraph that is not exactly one line.
    """
    paragraphs = tuple(text.removesuffix("\n").split("\n\n"))
    for number, paragraph in enumerate(paragraphs):
        if not paragraph or "\n" in paragraph:
            raise VerifyError("this is not a line between two empty ones", line=2 * number + 1)
    return paragraphs
