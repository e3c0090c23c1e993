"""Credits for an episode: the added voices that speak in it, and what their licences require."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audiorender.model import Voice
from audiorender.report.schema import CreditRow
from audiorender.tts.catalogue.installed import Installed, installed
from audiorender.tts.engines import engine_info, engine_names


def credits_of(voices: Iterable[Voice]) -> tuple[CreditRow, ...]:
    """A row for each added entry that these voices come from, in order, each once."""
    here = list(installed().values())
    found = dict.fromkeys(entry for voice in voices if (entry := _entry_of(voice, here)))
    return tuple(
        CreditRow(each.entry, each.attribution, each.licence, each.licence_address, each.commercial, each.credit)
        for each in found
    )


def public_name(engine: str) -> str:
    """How listeners are told about an engine; its name if it is no longer installed."""
    return (engine_info(engine).title if engine in engine_names() else None) or engine


def required_credits(rows: Sequence[CreditRow]) -> str | None:
    """The credits that licences require wherever the voices are heard; None if none does."""
    return " ".join(f"{row.attribution}." for row in rows if row.credit) or None


def _entry_of(voice: Voice, here: Sequence[Installed]) -> Installed | None:
    """The entry that a voice comes from: one that an option names, else the first of its engine."""
    mine = [entry for entry in here if entry.engine == voice.engine]
    named = {voice.engine} | {str(value) for _, value in voice.options}
    named |= {f"{voice.engine}:{name}" for name in named}
    return next((entry for entry in mine if entry.entry in named), mine[0] if mine else None)
