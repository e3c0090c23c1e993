"""The `elevenlabs` engine: voices of ElevenLabs, whose character times become word times."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import SplitResult, quote

from audiorender.errors import EngineError
from audiorender.model import Options, Speech, WordMark
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.options import choice, number, settle, switch, text, text_of, whole, whole_of
from audiorender.tts.engines.remote.call import Answer, Call
from audiorender.tts.engines.remote.keys import address_of, is_local
from audiorender.tts.engines.remote.limits import SHARED, priced, sendable
from audiorender.tts.engines.remote.server import OptionValues, ServerEngine, Target
from audiorender.tts.engines.sound import BadSoundError, most_bytes, speech_of

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


class ElevenLabsEngine(ServerEngine):
    """A call is answered with sound and the times of its characters."""

    name = "elevenlabs"
    version = "elevenlabs 1"
    options = OPTIONS

    def _target(self, given: OptionValues) -> Target:
        if not given["voice"]:
            raise EngineError(
                "engine 'elevenlabs' needs a voice", hint='put the ID of a voice into its options: voice = "..."'
            )
        base = address_of(self.name, text_of(given, "base_url"))
        voice = quote(text_of(given, "voice"), safe="")
        path = f"{base.path.rstrip('/')}/v1/text-to-speech/{voice}/with-timestamps"
        address = base._replace(path=path, query=f"output_format={given['format']}")
        default = KEY if is_local(address) or address.hostname == "api.elevenlabs.io" else None
        return Target.of(self.name, address, text_of(given, "key"), default)

    def _needs_key(self, address: SplitResult) -> bool:
        return not is_local(address)

    def _request(self, text: str, given: OptionValues, target: Target) -> tuple[Call, Callable[[Answer], Speech]]:
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
        headers = {"xi-api-key": target.key} if target.key else {}
        call = Call(target.address, headers, body, target.key, target.key_name, 3 * most_bytes(text))
        return call, lambda answer: _speech(answer, text, _raw_rate(given))


def _raw_rate(given: OptionValues) -> int | None:
    """The sample rate of a format without a header."""
    raw = re.fullmatch(r"pcm_(\d+)", text_of(given, "format"))
    return int(raw[1]) if raw else None


def _speech(answer: Answer, text: str, raw_rate: int | None) -> Speech:
    try:
        reply = json.loads(answer.data)
        sound = base64.b64decode(reply["audio_base64"], validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise BadSoundError("did not return sound and times") from None
    speech = speech_of(sound, raw_rate=raw_rate)
    marks = word_marks(text, reply.get("alignment"), speech.rate, len(speech.pcm) // 2)
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


def _tuned(info: EngineInfo, options: Options) -> EngineInfo:
    given = settle("elevenlabs", OPTIONS, options)
    raw_rate = _raw_rate(given)
    return replace(
        info,
        characters=whole_of(given, "characters"),
        at_once=whole_of(given, "at_once"),
        rates=(raw_rate,) if raw_rate else (),
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
