"""The order in which casting takes voices: the best that are installed, those of the script's language first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiorender.errors import UsageError, near
from audiorender.model import Voice
from audiorender.tts.engines import engine_info, engine_names
from audiorender.tts.voices import CAST, default_order, same_language, why_missing, with_own

NATURAL = ("kokoro", "piper")
"""Engines whose voices sound better than the built-in ones, the best first."""


@dataclass(frozen=True, slots=True)
class Order:
    """Names of voices in order of preference.

    If it is `ranked`, speakers with more turns take earlier ones: each voice is the farthest from those before it.
    Otherwise only the first two are for the leads, and the others are far enough apart to be chosen by name.
    """

    names: tuple[str, ...]
    ranked: bool = False


def order_of(
    language: str,
    voices: Mapping[str, Voice],
    folders: Sequence[Path] = (),
    engine: str | None = None,
    speakers: int = 2,
) -> Order:
    """The order for a cast that speaks `language`, a BCP 47 tag, from `voices`, limited to `engine` if given.

    If an engine knows the best cast for this number of `speakers`, its voices come first.

    The user's own `cast.toml` comes before everything else but that. Raises UsageError for an engine without a voice.
    """
    usual = default_order(folders, voices)
    if engine is not None:
        return _of_engine(engine, language, voices, usual, speakers)
    if any((folder / CAST).is_file() for folder in with_own(folders)):
        return Order(usual)
    here = {voice.engine for voice in voices.values()}
    natural = [name for each in NATURAL if each in here for name in _own(each, language, voices, speakers)]
    return Order((*natural, *usual), ranked=True) if natural else Order(usual)


def _own(engine: str, language: str, voices: Mapping[str, Voice], speakers: int) -> Sequence[str]:
    """The built-in voices of `engine` that speak `language`, those of the exact region first."""
    info = engine_info(engine)
    own = [voice.name for voice in info.voices() if voice.name in voices]
    spoken = [name for name in own if same_language(voices[name].language, language)]
    if "-" not in language:
        return info.for_cast(spoken, speakers)
    return sorted(spoken, key=lambda name: voices[name].language.lower() != language.lower())


def _of_engine(engine: str, language: str, voices: Mapping[str, Voice], usual: Sequence[str], speakers: int) -> Order:
    if engine not in engine_names():
        raise UsageError(f"there is no engine '{engine}'", hint=near(engine, engine_names()))
    mine = [name for name, voice in voices.items() if voice.engine == engine]
    own = _own(engine, language, voices, speakers)
    first = [name for name in (*own, *usual) if name in mine]
    rest = sorted(set(mine) - set(first), key=lambda name: (not same_language(voices[name].language, language), name))
    if not mine:
        raise UsageError(f"engine '{engine}' has no voice installed", hint=why_missing(engine))
    return Order((*first, *rest), ranked=bool(own))
