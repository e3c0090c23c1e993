"""Units in languages other than English: "5 m/s", "80 m²", "100 Mbit/s", "1 kg"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audiorender.expressions import one_of
from audiorender.languages.language import Units
from audiorender.rewriting import Rule, rule

_ALWAYS_PREFIXED = frozenset({"B", "N", "J", "o", "bit"})
"""Letters that, directly after a number, usually mean something else."""


@dataclass(frozen=True, slots=True)
class _Unit:
    one: str
    many: str
    feminine: bool


def _units(names: Units) -> dict[str, _Unit]:
    units = {}
    for entry in re.split(r"\||\n", names.names):
        if not entry.strip():
            continue
        symbol, one, many, *more = (word.replace("_", " ") for word in entry.split())
        feminine = "f" in more[1:]
        if symbol not in _ALWAYS_PREFIXED:
            units[symbol] = _Unit(one, many, feminine)
        for letter in more[0].strip("-") if more else "":
            prefix = names.prefixes[letter]
            units[letter + symbol] = _Unit(_scaled(prefix, one, names), _scaled(prefix, many, names), feminine)
    for symbol in ("m", "km", "cm", "mm", "dm"):
        for marks, forms in (("²2", names.square), ("³3", names.cubic)):
            lengths = (units[symbol].one, units[symbol].many)
            one, many = (form.format(_after(length, names)) for form, length in zip(forms, lengths, strict=True))
            units |= {symbol + mark: _Unit(one, many, False) for mark in marks}
    return units | {f"{symbol[:-1]}L": unit for symbol, unit in units.items() if symbol in {"l", "ml", "cl", "dl"}}


def _scaled(prefix: str, name: str, names: Units) -> str:
    said = prefix + _after(name, names)
    for plain, stressed in names.stressed.items():
        said = said.replace(plain, stressed)
    return said


def _after(name: str, names: Units) -> str:
    """A unit's name after a prefix."""
    return name.lower() if names.joined else name


def measures_of(names: Units) -> tuple[Rule, ...]:
    """The rules for units with these names."""
    units = _units(names)
    symbols = one_of(units)

    def said(match: re.Match[str]) -> str:
        number, unit = match[1], units[match[2]]
        per = rf" {names.per} \3<{units[match[3]].one}>" if match[3] else ""
        if "/" in number:
            return rf"\1 \2<{unit.one}>{per}"
        if number == "1":
            return rf"\1<{names.one[unit.feminine]}> \2<{unit.one}>{per}"
        return rf"\1 \2<{unit.many}>{per}"

    return (
        rule(
            "a number with its unit",
            rf"(?<![\w.,/])((?:\d/(?=\d\s))?(?:\d[\d.,\u00a0\u202f]*\d|\d))[\s-]?({symbols})(?![\w²³'’])(?:\s?/\s?({symbols})(?!\w))?(?!/\w)",
            said,
            needs=r"\d",
        ),
    )
