"""What missing clips will cost: characters for paid engines, and the money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from audiorender.model import Utterance
from audiorender.tts.engines import engine_info


@dataclass(frozen=True, slots=True)
class Costs:
    """Characters that cost money, the sums by currency, and how many have no stated price."""

    characters: int = 0
    money: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    unpriced: int = 0

    def in_words(self) -> str:
        """The end of a sentence about a render; empty if nothing costs money."""
        if not self.characters:
            return ""
        sums = [f"about {amount:,.2f} {currency}" for currency, amount in sorted(self.money.items())]
        if self.unpriced:
            sums.append("no known price" if not sums else f"no known price for {self.unpriced:,} of them")
        return f"{self.characters:,} characters for paid engines ({', '.join(sums)})"


def costs_of(unmade: Iterable[Utterance]) -> Costs:
    """What these utterances will cost, according to their engines and voice profiles."""
    characters, unpriced = 0, 0
    money: dict[str, float] = defaultdict(float)
    for utterance in unmade:
        info = engine_info(utterance.engine).with_options(utterance.options)
        if not info.paid:
            continue
        characters += len(utterance.spoken)
        if info.price is None:
            unpriced += len(utterance.spoken)
        else:
            money[info.price.currency] += info.price.amount * len(utterance.spoken) / info.price.per
    return Costs(characters, MappingProxyType(dict(money)), unpriced)
