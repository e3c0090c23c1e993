"""An episode as it is published: the input for the files beside the audio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from audiorender.model import Meta, Timeline
from audiorender.publish.oneline import one_line
from audiorender.publish.phrases import phrases
from audiorender.publish.readback import Mark
from audiorender.timecode import milliseconds


def disclosure(engines: Iterable[str], language: str | None) -> str:
    """The notice about synthetic voices, in `language`, for voices that these engines made."""
    return phrases(language)["disclosure"].format(engines=", ".join(sorted(set(engines))))


@dataclass(frozen=True, slots=True)
class Published:
    """An episode as apps show it. `disclosure` says that the voices are synthetic.

    `pictures` maps a chapter's image to its URL, or to the name of a file beside the audio. `words` adds word-by-word
    captions.
    """

    meta: Meta
    timeline: Timeline
    disclosure: str | None = None
    pictures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    words: bool = False

    def marks(self) -> tuple[Mark, ...]:
        """The chapters in milliseconds, as every format has them."""
        rate = self.timeline.rate
        return tuple(
            Mark(milliseconds(c.start, rate), milliseconds(c.end, rate), one_line(c.title))
            for c in self.timeline.chapters
        )

    def speakers(self) -> tuple[str, ...]:
        """The speakers, in order of their first words."""
        names = dict.fromkeys(one_line(caption.speaker) for caption in self.timeline.captions)
        return tuple(filter(None, names))
