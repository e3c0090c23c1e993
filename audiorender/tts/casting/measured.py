"""How far apart voices sound, as measured once by a speaker-verification model and stored in `measured.json`.

`benchmarks/voices.py --write` writes that file: each voice is a direction of 256 numbers, stored as signed bytes, and
the distance of two is 1 minus the cosine of the angle between them (resemblyzer 0.1.4). Here it is given as a multiple
of the distance of a voice from itself: the 95th percentile over pairs of its sentences. At 1, two voices may be
mistaken for one.
"""

from __future__ import annotations

import json
import math
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from audiorender.model import Voice
from audiorender.tts.engines.options import SPEEDS

FILE = "measured.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """The directions of voices by `identity`, and the distance of a voice from itself."""

    itself: float
    directions: Mapping[str, tuple[int, ...]]


def identity(voice: Voice) -> str:
    """Everything that determines how a voice sounds: its engine and all its options except speed."""
    options = [f"{name}={value}" for name, value in voice.options if name not in SPEEDS]
    return " ".join((voice.engine, *options))


@lru_cache(maxsize=4096)
def apart(one: Voice, other: Voice) -> float | None:
    """The distance of two voices as a multiple of a voice's from itself; None if one was not measured."""
    measured = load()
    places = [measured.directions.get(identity(voice)) for voice in (one, other)]
    if places[0] is None or places[1] is None:
        return None
    dot = sum(a * b for a, b in zip(places[0], places[1], strict=True))
    cosine = dot / (math.hypot(*places[0]) * math.hypot(*places[1]))
    return max(0.0, 1 - cosine) / measured.itself


def encoded(direction: Sequence[float]) -> str:
    """A direction as stored in the file, without its length."""
    largest = max(abs(number) for number in direction)
    return b64encode(bytes(round(127 * number / largest) % 256 for number in direction)).decode()


def _direction(kept: str) -> tuple[int, ...]:
    return tuple(byte - 256 if byte > 127 else byte for byte in b64decode(kept))


@cache
def load() -> Measured:
    """The stored measurements."""
    data = json.loads(files(__package__).joinpath(FILE).read_text("utf-8"))
    return Measured(data["itself"], {name: _direction(kept) for name, kept in data["voices"].items()})
