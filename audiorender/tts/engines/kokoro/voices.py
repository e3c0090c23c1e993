"""Kokoro's voices: what their names mean, blends of them, and which are installed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from audiorender.errors import EngineError, near
from audiorender.model import Voice
from audiorender.tts.catalogue.installed import Installed, check, installed
from audiorender.tts.engines.kokoro import order

NAME = "kokoro"

WEIGHTS = ("kokoro", "kokoro:f32", "kokoro:f16")
"""The names of the three forms of the model for `voices add`; the first installed one is used."""

LANGUAGES = {
    "a": ("en-US", "en-us"),
    "b": ("en-GB", "en-gb"),
    "e": ("es", "es"),
    "f": ("fr-FR", "fr-fr"),
    "h": ("hi", "hi"),
    "i": ("it", "it"),
    "j": ("en-US", "en-us"),
    "p": ("pt-BR", "pt-br"),
    "z": ("zh-CN", "cmn"),
}
"""By the first letter of a voice: the BCP 47 tag of the language it speaks here, and eSpeak NG's. eSpeak NG cannot read
written Japanese, so the Japanese voices speak English, with an accent."""

SPOKEN = tuple(dict.fromkeys(tag for _, tag in LANGUAGES.values()))
"""eSpeak NG's tags of all languages that the model has learned and that can be read here."""

_ACCENTS = {
    "a": "American", "b": "British", "e": "Spanish", "f": "French", "h": "Hindi", "i": "Italian", "j": "Japanese",
    "p": "Brazilian", "z": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blend:
    """Voices and their shares, which add up to 1: nearly always one voice."""

    shares: tuple[tuple[str, float], ...]

    @property
    def first(self) -> str:
        """The voice with the largest share, which decides the language."""
        return max(self.shares, key=lambda share: share[1])[0]


def blend(text: str) -> Blend:
    """Parse "af_heart" or "af_heart:60,am_michael:40". Raises EngineError for anything else."""
    shares: dict[str, float] = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*([a-z]+_[a-z0-9]+)\s*(?::\s*(\d+(?:\.\d+)?))?\s*", part)
        share = float(match[2] or 1) if match else 0.0
        if not match or not share or match[1] in shares:
            raise EngineError(
                f"engine '{NAME}' has no voice '{text}'", hint="name one, or a blend like af_heart:60,am_michael:40"
            )
        shares[match[1]] = share
    whole = sum(shares.values())
    return Blend(tuple((name, share / whole) for name, share in shares.items()))


@dataclass(frozen=True, slots=True)
class Weights:
    """An installed model: its file, its voices' files by name, and the digest of each."""

    kept: Installed

    @property
    def model(self) -> Path:
        """The ONNX file."""
        return self.kept.path(next(file.name for file in self.kept.files if file.name.endswith(".onnx")))

    @property
    def styles(self) -> dict[str, Path]:
        """Each voice's file."""
        return {_voice(file.name): self.kept.path(file.name) for file in self.kept.files if file.name.endswith(".bin")}

    def digests(self, names: Iterator[str] | tuple[str, ...]) -> list[str]:
        """SHA-256 of the model and of these voices' files."""
        wanted = set(names)
        return [file.sha256 for file in self.kept.files if file.name.endswith(".onnx") or _voice(file.name) in wanted]

    def styles_of(self, mixed: Blend) -> list[tuple[str, float]]:
        """The files of a blend with their shares. Raises EngineError for a voice that is not among them."""
        files = self.styles
        for name, _ in mixed.shares:
            if name not in files:
                hint = near(name, files) or ""
                raise EngineError(
                    f"engine '{NAME}' has no voice '{name}'", hint=hint if hint.startswith("did") else None
                )
        return [(str(files[name]), share) for name, share in mixed.shares]


def _voice(file: str) -> str:
    return PurePosixPath(file).stem


def weights(wanted: str = "") -> Weights:
    """The model called `wanted`, or the first one installed, with its files verified.

    Raises EngineError, with the command to run, if there is none, and for a changed file.
    """
    here = installed()
    found = next((here[name] for name in ((wanted,) if wanted else WEIGHTS) if name in here), None)
    if found is None:
        name = wanted or NAME
        raise EngineError(f"the voices of '{name}' are not installed", hint=f"run `audiorender voices add {name}`")
    check(found)
    return Weights(found)


def voices() -> Iterator[Voice]:
    """The installed voices by language, each in order; none without the package that runs them."""
    here = installed()
    name = next((name for name in WEIGHTS if name in here), None)
    if name is None:
        return
    if find_spec("onnxruntime") is None:
        return
    by_language: dict[str, list[str]] = {}
    for style in Weights(here[name]).styles:
        if re.fullmatch(rf"[{''.join(LANGUAGES)}][fm]_[a-z0-9]+", style):
            by_language.setdefault(LANGUAGES[style[0]][0][:2], []).append(style)
    for styles in by_language.values():
        for style in order.in_order(styles):
            yield Voice(f"{NAME}/{style}", NAME, (("voice", style),), LANGUAGES[style[0]][0], about(style), _sex(style))


def for_cast(names: Sequence[str], speakers: int) -> list[str]:
    """Names of its voices in the order for this number of speakers."""
    prefix = f"{NAME}/"
    return [prefix + style for style in order.for_cast([name.removeprefix(prefix) for name in names], speakers)]


def _sex(style: str) -> str:
    return "female" if style[1] == "f" else "male"


def about(style: str) -> str:
    """A short description of a voice, from its name."""
    said = f"{_ACCENTS[style[0]]} {'woman' if style[1] == 'f' else 'man'}"
    if style[0] == "j":
        return f"{said}; speaks English, as Japanese writing cannot be read"
    return f"{said}; whispers" if style == "af_nicole" else said
