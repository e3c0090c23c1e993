"""What lies beside the audio: a table of text files, each with its writer, its media type and its check.

To add one: a module with a writer and a reader of its own, and a row in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from audiorender.model import Meta, Timeline
from audiorender.publish.chapters.podcasting import chapters_json, read_chapters_json
from audiorender.publish.compare import all_same
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.publish.transcripts.vtt import cues, read_vtt, vtt
from audiorender.timecode import milliseconds


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the files beside an episode's audio are made of.

    `disclosure` says that the voices are synthetic. `pictures` gives for a chapter's image its relative URL.
    """

    meta: Meta
    timeline: Timeline
    disclosure: str | None = None
    pictures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def marks(self) -> tuple[Mark, ...]:
        """The chapters, in milliseconds, as every format has them."""
        rate = self.timeline.rate
        return tuple(
            Mark(milliseconds(c.start, rate), milliseconds(c.end, rate), one_line(c.title))
            for c in self.timeline.chapters
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """A file beside the audio: the end of its name, its role, and its media type.

    `write` gives its text. `check` reads such a text back and raises VerifyError, with the path given, where it does
    not say what was planned. It is written on every render unless it must be asked for.
    """

    suffix: str
    role: str
    media_type: str
    write: Callable[[Shown], str]
    check: Callable[[str, Shown, Path], None]
    asked: bool = False


def _check_vtt(text: str, shown: Shown, path: Path) -> None:
    all_same(path, "cue", read_vtt(text), cues(shown.timeline.captions, shown.timeline.rate))


def _check_chapters_json(text: str, shown: Shown, path: Path) -> None:
    all_same(path, "chapter", read_chapters_json(text), shown.marks())


KINDS: tuple[Kind, ...] = (
    Kind(".vtt", "transcript", "text/vtt", lambda shown: vtt(shown.timeline.captions, shown.timeline.rate), _check_vtt),
    Kind(
        ".chapters.json",
        "chapters",
        "application/json+chapters",
        lambda shown: chapters_json(shown.timeline.chapters, shown.meta, shown.timeline.rate),
        _check_chapters_json,
    ),
)
"""All of them, in the order in which they are written and listed."""
