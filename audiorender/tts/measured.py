"""How far apart voices sound, as measured once by a speaker-verification model and kept in `measured.json`.

`benchmarks/voices.py --write` makes that file: each voice lies in a direction of 256 numbers, kept as signed bytes, and
the distance of two is 1 minus the cosine of the angle between them (resemblyzer 0.1.4). Here it is told in times of the
distance that one voice has from itself: the 95th percentile over pairs of its sentences. At 1, two voices may be taken
for one.
"""

from __future__ import annotations

import json
import math
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audiorender.model import Voice
from audiorender.tts.engines.options import SPEEDS

FILE = "measured.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """The directions of voices by `identity`, and the distance that one voice has from itself."""

    itself: float
    directions: Mapping[str, tuple[int, ...]]


def identity(voice: Voice) -> str:
    """What makes a voice sound as itself: its engine and all its options but how fast it speaks."""
    options = [f"{name}={value}" for name, value in voice.options if name not in SPEEDS]
    return " ".join((voice.engine, *options))


def apart(one: Voice, other: Voice) -> float | None:
    """How many times as far apart as one voice is from itself; None where one of the two was not measured."""
    measured = load()
    places = [measured.directions.get(identity(voice)) for voice in (one, other)]
    if places[0] is None or places[1] is None:
        return None
    dot = sum(a * b for a, b in zip(places[0], places[1], strict=True))
    cosine = dot / (math.hypot(*places[0]) * math.hypot(*places[1]))
    return max(0.0, 1 - cosine) / measured.itself


def as_kept(direction: Sequence[float]) -> str:
    """A direction as it stands in the file; its length is not kept."""
    largest = max(abs(number) for number in direction)
    return b64encode(bytes(round(127 * number / largest) % 256 for number in direction)).decode()


def _direction(kept: str) -> tuple[int, ...]:
    return tuple(byte - 256 if byte > 127 else byte for byte in b64decode(kept))


@cache
def load() -> Measured:
    """What was measured."""
    data = json.loads(files(__package__).joinpath(FILE).read_text("utf-8"))
    return Measured(data["itself"], {name: _direction(kept) for name, kept in data["voices"].items()})
