"""Small episodes of synthetic clips: a script with its lines, its samples and its chairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from audio.sounds import bursts
from numpy.typing import NDArray

from audiorender.audio.loudness import profile
from audiorender.audio.wav import sixteen_bits
from audiorender.model import RATE, Clip, Held, Item, Line, Meta, Script, Seat, Turn, Voice, Word, plain
from audiorender.unspaced import word_places

VOICE = Voice("amber", "tone", ())


def clip_of(key: str, pcm: NDArray[np.int16]) -> Clip:
    energy, peak = profile(pcm.astype(np.float32) / np.float32(32768))
    return Clip(key, len(pcm), (), Held(energy, peak))


def words_of(text: str, frames: int) -> tuple[Word, ...]:
    """The words of a text, spread evenly over a clip."""
    places = list(word_places(text))
    edges = [frames * index // max(1, len(places)) for index in range(len(places) + 1)]
    return tuple(
        Word(text[start:end], edges[index], edges[index + 1], index > 0 and places[index - 1][1] == start)
        for index, (start, end) in enumerate(places)
    )


@dataclass
class Recording:
    """Samples and lines, made as the turns come: the same text by the same speaker is the same clip."""

    level: float = -8.0
    samples: dict[str, NDArray[np.int16]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def say(self, speaker: str, *texts: str, seconds: float | None = None) -> Recording:
        """A turn, a paragraph a text, `seconds` each or 60 ms a character; "" is one in which nothing can be spoken."""
        number = sum(isinstance(item, Turn) for item in self.items)
        self.items.append(Turn(speaker, tuple(plain(text or "…") for text in texts)))
        for text in texts:
            if not text:
                self.lines.append(Line(number, speaker, None, ()))
                continue
            length = seconds if seconds is not None else 0.06 * len(text)
            key = f"{speaker}/{text}/{length}"
            if key not in self.samples:
                self.samples[key] = sixteen_bits(bursts(length, sum(map(ord, key)), self.level))
            clip = clip_of(key, self.samples[key])
            self.lines.append(Line(number, speaker, clip, words_of(text, clip.frames)))
        return self

    def add(self, *items: Item) -> Recording:
        self.items += items
        return self

    @property
    def script(self) -> Script:
        speakers = dict.fromkeys(item.speaker for item in self.items if isinstance(item, Turn))
        return Script(Meta("An evening"), tuple((name, None) for name in speakers), tuple(self.items))

    @property
    def clips(self) -> dict[str, Clip]:
        return {line.clip.key: line.clip for line in self.lines if line.clip}

    def seats(self, pans: Sequence[float] = (-0.2, 0.2, 0.0)) -> Mapping[str, Seat]:
        return {name: Seat(VOICE, pans[index % len(pans)]) for index, (name, _) in enumerate(self.script.cast)}


def seconds(samples: int) -> float:
    return samples / RATE
