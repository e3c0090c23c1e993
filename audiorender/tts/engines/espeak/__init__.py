"""The `pyttsx3` engine: eSpeak NG from the espeakng-loader wheel, driven through pyttsx3. The same voices everywhere.

It speaks in separate processes (`worker`), which start with the first text.
"""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib.metadata import version as installed_version
from pathlib import Path

import espeakng_loader

from audiorender.errors import EngineError, near
from audiorender.expressions import expression
from audiorender.model import Options, OptionValue, Speech
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.espeak.ipa import with_phonemes
from audiorender.tts.engines.espeak.letters import with_letters
from audiorender.tts.engines.espeak.variants import TONES, OwnVariants
from audiorender.tts.engines.options import choice, settle, switch, text, whole
from audiorender.tts.engines.space import in_a_room
from audiorender.tts.engines.workers.pool import WorkerPool
from audiorender.tts.engines.workers.speech import readable, speech_of
from audiorender.unspaced import UNSPACED

OPTIONS = (
    text("voice", "en-us"),
    text("variant"),
    whole("pitch", 50, 0, 100),
    whole("range", 50, 0, 100),
    whole("rate", 170, 80, 450),
    whole("word_gap", 0, 0, 50),
    whole("hertz", 0, 0, 300),
    whole("formants", 100, 75, 130),
    choice("tone", tuple(TONES)),
    whole("klatt", 0, 0, 6),
    switch("space", default=True),
)
"""`voice` is an eSpeak NG language tag and `variant` one of its voice variants; `pitch` and `range` (its movement) are
on eSpeak NG's scale, where 50 is the voice's own; `rate` is in words per minute; `word_gap` is in units of 10 ms. In
place of a variant, a custom voice is made by `hertz` (the lowest pitch of its sentences; 0 for the language's own, 82),
`formants` (in percent; fewer for a longer vocal tract), `tone` and `klatt` (the voice source of its Klatt synthesiser,
which has no tone; 0 for none). eSpeak NG moves the formants with `pitch`, but not with `hertz`. `space` puts the voice
into a small room."""

UNSHAPED = {"hertz": 0, "formants": 100, "tone": "even", "klatt": 0}
"""The options of a custom voice, with their defaults."""

HEADROOM = 0.6
"""The volume requested from eSpeak NG: at 1.0 many voices clip. The mixer sets the level."""

RECIPE = 4
"""Part of the version: raise it when we use eSpeak NG differently, so that old clips are not reused."""

PATIENCE = 10.0
"""Seconds to wait for any text, plus a second for every `PACE` characters, about a tenth of eSpeak NG's speed."""

PACE = 500


def in_language(options: Options, language: str) -> Options | None:
    """The same options with eSpeak NG's voice for `language`, or None if it has none; variants work with all of
    them."""
    tag = language.lower()
    voices = voice_files(Path(espeakng_loader.get_data_path()))
    known = next((one for one in (tag, tag.split("-")[0]) if one in voices), None)
    return None if known is None else tuple(sorted({**dict(options), "voice": known}.items()))


_HAN = expression("[\u3400-\u9fff\uf900-\ufaff]")


def reads(text: str, language: str) -> bool:
    """Whether eSpeak NG reads the letters: in Japanese it knows kana, but says "Chinese letter" for all others."""
    return language != "ja" or _HAN.search(text) is None


_WORKER = Path(__file__).with_name("worker.py")


class EspeakEngine:
    """Each text is spoken from the same state, so its samples do not depend on earlier ones."""

    name = "pyttsx3"

    def __init__(self, workers: int) -> None:
        self._data = Path(espeakng_loader.get_data_path())
        self._own = OwnVariants(self._data)
        lasting = hasattr(os, "fork")
        arguments = ("fork" if lasting else "once", str(self._own.folder))
        self._pool = WorkerPool(self.name, _WORKER, arguments, workers=workers, lasting=lasting)

    @cached_property
    def version(self) -> str:
        """The versions of pyttsx3, the eSpeak NG library, its wheel, and our use of it."""
        try:
            library = ctypes.CDLL(espeakng_loader.get_library_path())
        except OSError as error:
            raise EngineError(
                f"eSpeak NG cannot be loaded: {error}",
                hint="reinstall it with pip install --force-reinstall espeakng-loader",
            ) from error
        library.espeak_Info.restype = ctypes.c_char_p
        espeak = library.espeak_Info(None).decode().split()[0]
        pyttsx3, wheel = installed_version("pyttsx3"), installed_version("espeakng-loader")
        return f"pyttsx3 {pyttsx3}, eSpeak NG {espeak}, espeakng-loader {wheel}, recipe {RECIPE}"

    def check(self, options: Options) -> None:
        """Raise EngineError for an unknown option, base voice or variant, or a number out of range."""
        self._checked(options)

    def speak(self, text: str, options: Options) -> Speech:
        """`text` spoken by eSpeak NG, at 22,050 Hz, with a mark for each word.

        Raises EngineError for a blank text, and if the process hangs, dies or returns nothing.
        """
        values = self._checked(options)
        plain = with_letters(readable(self.name, text), str(values["voice"]))
        space = values.pop("space")
        asked, places = with_phonemes(plain, str(values["voice"]))
        request = {"text": asked, "phonemes": asked != plain, "properties": self._properties(values)}
        self._own.fill()
        answer = self._pool.ask(request, deadline=PATIENCE + len(text) / PACE)
        words = [(places[start], sample) for start, sample in answer.words if 0 <= start < len(places)]
        speech = speech_of(self.name, answer, _beginnings(plain, words))
        return replace(speech, pcm=in_a_room(speech.pcm, speech.rate)) if space else speech

    def prepare(self, texts: int) -> None:
        """Start the processes for this many texts at a time. Raises EngineError if they do not start."""
        self._own.fill()
        self._pool.prepare(texts)

    def close(self) -> None:
        """End all processes at once."""
        self._pool.close()
        self._own.close()

    def _checked(self, options: Options) -> dict[str, OptionValue]:
        """The value of every option. Raises EngineError like `check`."""
        values = settle(self.name, OPTIONS, options)
        voice, variant = str(values["voice"]), str(values["variant"])
        if voice not in self._voices:
            raise EngineError(f"engine '{self.name}' has no voice '{voice}'", hint=_nearest(voice, self._voices))
        if variant not in self._variants:  # eSpeak NG would silently speak without it
            raise EngineError(
                f"engine '{self.name}' has no variant '{variant}'", hint=_nearest(variant, self._variants)
            )
        if variant and any(values[name] != plain for name, plain in UNSHAPED.items()):
            raise EngineError(
                f"engine '{self.name}' cannot change hertz, formants, tone or klatt of variant '{variant}'",
                hint="remove the variant, or these options",
            )
        return values

    def _properties(self, values: dict[str, OptionValue]) -> dict[str, OptionValue]:
        """The options as pyttsx3's properties, where base voice and variant are one."""
        voice, variant = str(values.pop("voice")), str(values.pop("variant"))
        shape = {name: values.pop(name) for name in UNSHAPED}
        if shape != UNSHAPED:
            variant = self._own.variant(**shape)
        return {"voice": f"{self._voices[voice]}+{variant}".rstrip("+"), "volume": HEADROOM, **values}

    @property
    def _voices(self) -> dict[str, str]:
        return voice_files(self._data)

    @cached_property
    def _variants(self) -> frozenset[str]:
        return frozenset({"", *(path.name for path in (self._data / "voices" / "!v").iterdir())})


@lru_cache(maxsize=1)
def voice_files(data: Path) -> dict[str, str]:
    """For each language tag the best voice file, as eSpeak NG names it ("gmw/en" for "en-gb")."""
    folder = data / "lang"
    best: dict[str, tuple[int, str]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = path.read_text("utf-8", "replace")
        for tag, priority in re.findall(r"^language[ \t]+(\S+)[ \t]*(\d*)", text, re.MULTILINE):
            found = (int(priority or 5), path.relative_to(folder).as_posix())  # 5: eSpeak NG's own default
            best[tag] = min(found, best.get(tag, found))
    return {tag: file for tag, (_, file) in best.items()}


def _nearest(value: str, known: Iterable[str]) -> str | None:
    """The closest known word; the full list would be too long for one line."""
    hint = near(value, known)
    return hint if hint and hint.startswith("did") else None


def _beginnings(text: str, words: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The marks at beginnings of words, in order: eSpeak NG also reports parts of numbers and of symbols."""

    def begins(start: int) -> bool:
        inside = 0 <= start < len(text) and not text[start].isspace()
        return inside and bool(not text[start - 1 : start].isalnum() or UNSPACED.match(text, start))

    return ((start, sample) for start, sample in words if begins(start))


ENGINE = EngineInfo(
    EspeakEngine.name,
    title="eSpeak NG",
    about="eSpeak NG, included: clear draft voices in many languages",
    open=EspeakEngine,
    options=OPTIONS,
    rates=(22050,),
    repeats=Repeats.SAME,
    word_times=WordTimes.EXACT,
    in_language=in_language,
    reads=reads,
    phonemes=True,
)
