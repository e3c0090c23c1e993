"""What clips will cost: characters and money, by what the profile of a voice states."""

from __future__ import annotations

import pytest

from audiorender.model import Utterance
from audiorender.produce.render.costs import Costs, costs_of

OFFICIAL = (("price", 15.0), ("voice", "alloy"))
EUROS = (("currency", "EUR"), ("price", 200.0), ("voice", "Vx"))
LOCAL = (("base_url", "http://localhost:8880/v1"),)


@pytest.mark.parametrize(
    ("unmade", "told"),
    [
        ([], ""),
        ([Utterance("Hello there.", "tone", ())], ""),
        ([Utterance("Hello there.", "openai", LOCAL)], ""),
        ([Utterance("x" * 2000, "openai", ())], "2,000 characters for paid engines (no known price)"),
        ([Utterance("x" * 2000, "openai", OFFICIAL)], "2,000 characters for paid engines (about 0.03 USD)"),
        (
            [Utterance("x" * 2000, "openai", OFFICIAL), Utterance("y" * 1000, "elevenlabs", EUROS)],
            "3,000 characters for paid engines (about 0.20 EUR, about 0.03 USD)",
        ),
        (
            [Utterance("x" * 2000, "openai", OFFICIAL), Utterance("y" * 1000, "openai", ())],
            "3,000 characters for paid engines (about 0.03 USD, no known price for 1,000 of them)",
        ),
    ],
)
def test_what_is_told(unmade: list[Utterance], told: str) -> None:
    assert costs_of(unmade).in_words() == told


def test_nothing_costs_nothing() -> None:
    assert costs_of([]) == Costs()
