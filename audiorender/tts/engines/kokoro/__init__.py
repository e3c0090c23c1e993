"""The `kokoro` engine: Kokoro-82M by onnxruntime, in worker processes; the weights come by `audiorender voices add`.

phonemes.py    from a text to the model's input
voices.py      its voices, blends of them, and which are installed
worker.py      the process that speaks
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path

from audiorender.errors import EngineError
from audiorender.model import Options, Speech
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.extras import need_package
from audiorender.tts.engines.kokoro.voices import LANGUAGES, NAME, SPOKEN, WEIGHTS, blend, for_cast, voices, weights
from audiorender.tts.engines.options import choice, number, settle, text
from audiorender.tts.engines.workers.pool import WorkerPool
from audiorender.tts.engines.workers.speech import readable, speech_of

OPTIONS = (
    text("voice", "af_heart"),
    number("speed", 1.0, 0.5, 2.0),
    choice("language", ("", *SPOKEN)),
    choice("weights", ("", *WEIGHTS)),
)
"""`voice` is one of the 54 or a blend ("af_heart:60,am_michael:40"); `language` is eSpeak NG's tag, empty for the
voice's own; `weights` is the form of the model, empty for the first that is installed."""

THREADS = 1
"""Threads per worker: there is a worker for each text at a time, and each has one core."""

RECIPE = 4
"""Part of the version: raise it when texts are read differently, so that old clips are not reused."""

RATE = 24_000
SENTENCE = 300
"""Characters per call. The model takes 510 phonemes; longer calls need more memory."""

DENSE = 60
"""Characters per call in Chinese, where each has several phonemes."""

PATIENCE = 120.0
"""Seconds to wait for any text, since the model must be loaded first, plus a second for every `PACE` characters: enough
for a slow and busy machine."""

PACE = 1

RECYCLED_AFTER = 500
MOST_MEMORY = 1_500_000_000
"""A worker is replaced after this many texts, or once it has used this many bytes."""

_WORKER = Path(__file__).with_name("worker.py")


class KokoroEngine:
    """The same text gives the same bytes: the model uses no random numbers, and each worker has one thread."""

    name = NAME

    def __init__(self, workers: int) -> None:
        self._pool = WorkerPool(
            self.name,
            _WORKER,
            (),
            workers=workers,
            lasting=True,
            recycled_after=RECYCLED_AFTER,
            most_memory=MOST_MEMORY,
        )

    @cached_property
    def version(self) -> str:
        """The versions of the runtime, of eSpeak NG's wheel, and of our use of them."""
        try:
            runtime = installed_version("onnxruntime")
        except PackageNotFoundError:
            runtime = "missing"
        wheel = installed_version("espeakng-loader")
        return f"Kokoro v1.0, onnxruntime {runtime}, espeakng-loader {wheel}, recipe {RECIPE}"

    def check(self, options: Options) -> None:
        """Raise EngineError for an unknown option or voice, and for a missing extra or weights."""
        self._request("", options)

    def speak(self, text: str, options: Options) -> Speech:
        """`text`, of at most 510 phonemes, at 24 kHz, with a mark for each word.

        Raises EngineError for a blank or longer text, and if the process hangs, dies or returns nothing.
        """
        request = self._request(readable(self.name, text), options)
        return speech_of(self.name, self._pool.ask(request, deadline=PATIENCE + len(text) / PACE))

    def prepare(self, texts: int) -> None:
        """Have processes for this many texts at a time load the model. Raises EngineError if it is not installed."""
        need_package(self.name, "onnxruntime", NAME)
        self._pool.prepare(texts, {"model": str(weights().model), "threads": THREADS})

    def close(self) -> None:
        """End all processes at once."""
        self._pool.close()

    def _request(self, text: str, options: Options) -> dict[str, object]:
        import espeakng_loader

        from audiorender.tts.engines.espeak import voice_files

        values = settle(self.name, OPTIONS, options)
        mixed = blend(str(values["voice"]))
        need_package(self.name, "onnxruntime", NAME)
        found = weights(str(values["weights"]))
        language = str(values["language"]) or _language(mixed.first)
        return {
            "text": text,
            "model": str(found.model),
            "styles": found.styles_of(mixed),
            "speed": values["speed"],
            "language": language,
            "espeak": voice_files(Path(espeakng_loader.get_data_path()))[language],
            "threads": THREADS,
        }


def _language(voice: str) -> str:
    """eSpeak NG's tag for a voice's own language."""
    return LANGUAGES.get(voice[0], LANGUAGES["a"])[1]


def in_language(options: Options, language: str) -> Options | None:
    """The same voice in another of the model's languages, or None if it has not learned that."""
    tag = language.lower()
    known = {bcp.lower(): espeak for letter, (bcp, espeak) in LANGUAGES.items() if letter != "j"}
    known |= {"en": "en-us", "fr": "fr-fr", "pt": "pt-br", "zh": "cmn"}
    found = known.get(tag) or known.get(tag.split("-")[0])
    return None if found is None else tuple(sorted({**dict(options), "language": found}.items()))


def digest(options: Options) -> str:
    """SHA-256 of the files of a voice with these options; "" if they are not installed."""
    values = settle(NAME, OPTIONS, options)
    try:
        found = weights(str(values["weights"]))
    except EngineError:
        return ""
    return " ".join(found.digests(tuple(name for name, _ in blend(str(values["voice"])).shares)))


def _tuned(info: EngineInfo, options: Options) -> EngineInfo:
    """Its language, and how much of it fits into one call."""
    values = settle(NAME, OPTIONS, options)
    first = blend(str(values["voice"])).first
    tag = str(values["language"]) or _language(first)
    bcp = next(bcp for bcp, espeak in LANGUAGES.values() if espeak == tag)
    return replace(info, languages=(bcp,), characters=DENSE if tag == "cmn" else SENTENCE)


ENGINE = EngineInfo(
    NAME,
    title="Kokoro",
    about="Kokoro-82M: 54 natural voices, on any computer, offline",
    open=KokoroEngine,
    options=OPTIONS,
    rates=(RATE,),
    languages=tuple(dict.fromkeys(bcp for bcp, _ in LANGUAGES.values())),
    characters=SENTENCE,
    repeats=Repeats.SAME,
    word_times=WordTimes.EXACT,
    extra="kokoro",
    in_language=in_language,
    voices=voices,
    for_cast=for_cast,
    weights=digest,
    tuned=_tuned,
    phonemes=True,
)
