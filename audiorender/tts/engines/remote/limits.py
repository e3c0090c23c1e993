"""Options about calls and money that all servers' voices share, and how much sound a text can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audiorender.model import OptionValue
from audiorender.tts.engines.engine import Price
from audiorender.tts.engines.options import number, number_of, text, text_of, whole, whole_of

SHARED = (
    text("key"),
    whole("at_once", 2, 1, 64),
    number("per_minute", 0.0, 0.0, 100_000.0),
    number("deadline", 180.0, 1.0, 3_600.0),
    number("price", 0.0, 0.0, 1_000_000.0),
    text("currency", "USD"),
)
"""`key` names the environment variable with the key. `at_once` and `per_minute` limit calls (0: no limit), `deadline`
is in seconds per text including retries, and `price` is per million characters (0: unknown)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds per text including retries, how many calls at once, and seconds between calls."""

    deadline: float
    at_once: int
    gap: float


def limits(given: Mapping[str, OptionValue]) -> Limits:
    """A voice's options about calls."""
    a_minute = number_of(given, "per_minute")
    return Limits(number_of(given, "deadline"), whole_of(given, "at_once"), 60 / a_minute if a_minute else 0.0)


def priced(given: Mapping[str, OptionValue]) -> Price | None:
    """The price of a million characters in a voice's options; None if not given."""
    amount = number_of(given, "price")
    return Price(amount, text_of(given, "currency")) if amount else None


def sendable(text: str) -> str:
    """`text` as every server accepts it, of the same length: controls become blanks, lone surrogates a mark."""
    clean = "".join(" " if ord(each) < 32 or ord(each) == 127 else each for each in text)
    return clean.encode("utf-8", "replace").decode()
