"""The `elevenlabs` engine: voices of ElevenLabs, whose character times become word times."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import SplitResult, quote

from audiorender.errors import EngineError
from audiorender.model import Options, OptionValue, Speech, WordMark
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.options import choice, number, settle, switch, text, text_of, whole, whole_of
from audiorender.tts.engines.remote.calling import Answer, Call, Caller
from audiorender.tts.engines.remote.keys import address_of, check_name, is_local, key_for
from audiorender.tts.engines.remote.limits import SHARED, limits, most_bytes, priced, sendable
from audiorender.tts.engines.sound import BadSoundError, speech_of

OFFICIAL = "https://api.elevenlabs.io"

KEY = "ELEVENLABS_API_KEY"

OPTIONS = (
    text("voice"),
    text("model", "eleven_multilingual_v2"),
    text("base_url", OFFICIAL),
    number("stability", 0.5, 0.0, 1.0),
    number("similarity", 0.75, 0.0, 1.0),
    number("style", 0.0, 0.0, 1.0),
    switch("speaker_boost", True),
    number("speed", 1.0, 0.7, 1.2),
    whole("seed", -1, -1, 4_294_967_295),
    choice(
        "format", ("pcm_24000", "pcm_16000", "pcm_22050", "pcm_44100", "pcm_48000", "mp3_44100_128", "mp3_44100_192")
    ),
    whole("characters", 2_500, 50, 40_000),
    *SHARED,
)
"""`voice` is the voice's ID. A `seed` of -1 means no seed."""


class ElevenLabsEngine:
    """One call per text, answered with sound and the times of its characters."""

    name = "elevenlabs"
    version = "elevenlabs 1"

    def __init__(self, _workers: int) -> None:
        self._caller = Caller(self.name)

    def check(self, options: Options) -> None:
        """Raise EngineError for wrong options, a missing httpx, and a missing key; nothing is sent."""
        given = settle(self.name, OPTIONS, options)
        address, key, key_name = _reached(given)
        if key is None and not is_local(address):
            raise EngineError(
                f"engine '{self.name}' needs a key", hint=f"set {key_name} to your key for {address.hostname}"
            )
        self._caller.need_client()

    def speak(self, text: str, options: Options) -> Speech:
        """Say `text`, as specified by `Engine.speak`."""
        given = settle(self.name, OPTIONS, options)
        self._caller.check_open()
        if not text.strip():
            raise EngineError("there is nothing to say")
        address, key, key_name = _reached(given)
        body: dict[str, Any] = {
            "text": sendable(text),
            "model_id": given["model"],
            "voice_settings": {
                "stability": given["stability"],
                "similarity_boost": given["similarity"],
                "style": given["style"],
                "use_speaker_boost": given["speaker_boost"],
                "speed": given["speed"],
            },
        }
        if given["seed"] != -1:
            body["seed"] = given["seed"]
        raw = re.fullmatch(r"pcm_(\d+)", text_of(given, "format"))
        raw_rate = int(raw[1]) if raw else None
        call = Call(address, {"xi-api-key": key} if key else {}, body, key, key_name, 3 * most_bytes(text))
        return self._caller.get(call, lambda answer: _speech(answer, text, raw_rate), limits(given))

    def close(self) -> None:
        """End all calls at once."""
        self._caller.close()


def _speech(answer: Answer, text: str, raw_rate: int | None) -> Speech:
    try:
        told = json.loads(answer.data)
        sound = base64.b64decode(told["audio_base64"], validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise BadSoundError("did not return sound and times") from None
    speech = speech_of(sound, raw_rate=raw_rate)
    marks = word_marks(text, told.get("alignment"), speech.rate, len(speech.pcm) // 2)
    return replace(speech, words=marks)


def word_marks(text: str, alignment: Any, rate: int, samples: int) -> tuple[WordMark, ...]:
    """Where the words of `text` begin, from the times of its characters in seconds.

    None if the times belong to other characters than those of the text, which would misplace words.
    """
    if not isinstance(alignment, Mapping):
        return ()
    characters = _all_of(str, alignment.get("characters"))
    times = _all_of((int, float), alignment.get("character_start_times_seconds"))
    if "".join(characters) != sendable(text):
        return ()
    starts: list[float] = []
    for character, time in zip(characters, times, strict=False):
        starts += [float(time)] * len(character)
    if len(starts) != len(text):
        return ()
    marks: list[WordMark] = []
    for word in re.finditer(r"\S+", text):
        first = next((place for place in range(*word.span()) if text[place].isalnum()), None)
        if first is None:
            continue
        sample = min(max(round(starts[first] * rate), marks[-1].sample if marks else 0), samples - 1)
        marks.append(WordMark(first, sample))
    return tuple(marks)


def _all_of(kind: Any, values: Any) -> list[Any]:
    """The values if all have the same type, else none."""
    return values if isinstance(values, list) and all(isinstance(each, kind) for each in values) else []


def _reached(given: dict[str, OptionValue]) -> tuple[SplitResult, str | None, str]:
    """The address to call, the key to send there, and the variable that has it."""
    if not given["voice"]:
        raise EngineError(
            "engine 'elevenlabs' needs a voice", hint='put the ID of a voice into its options: voice = "..."'
        )
    base = address_of("elevenlabs", text_of(given, "base_url"))
    voice = quote(text_of(given, "voice"), safe="")
    path = f"{base.path.rstrip('/')}/v1/text-to-speech/{voice}/with-timestamps"
    address = base._replace(path=path, query=f"output_format={given['format']}")
    name = text_of(given, "key")
    check_name("elevenlabs", name)
    if not name and (is_local(address) or address.hostname == "api.elevenlabs.io"):
        name = KEY
    return address, key_for("elevenlabs", name, address), name or "the variable that 'key' names"


def _tuned(info: EngineInfo, options: Options) -> EngineInfo:
    given = settle("elevenlabs", OPTIONS, options)
    raw = re.fullmatch(r"pcm_(\d+)", text_of(given, "format"))
    return replace(
        info,
        characters=whole_of(given, "characters"),
        at_once=whole_of(given, "at_once"),
        rates=(int(raw[1]),) if raw else (),
        repeats=Repeats.SEEDED if given["seed"] != -1 else Repeats.DRAWN,
        price=priced(given),
    )


ENGINE = EngineInfo(
    "elevenlabs",
    title="ElevenLabs",
    about="voices of ElevenLabs, with the times of their words",
    open=ElevenLabsEngine,
    options=OPTIONS,
    characters=2_500,
    paid=True,
    repeats=Repeats.DRAWN,
    word_times=WordTimes.ALIGNED,
    extra="remote",
    tuned=_tuned,
)
