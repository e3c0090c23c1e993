"""The `openai` engine: every server with `/v1/audio/speech`, on this machine or elsewhere.

That is OpenAI itself, Kokoro-FastAPI, and local servers for Chatterbox, Qwen and others; `base_url` is the address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import SplitResult

from audiorender.model import Options, OptionValue, Speech
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.options import choice, number, settle, switch, text, text_of, whole, whole_of
from audiorender.tts.engines.remote.call import Answer, Call
from audiorender.tts.engines.remote.keys import address_of, is_local
from audiorender.tts.engines.remote.limits import SHARED, priced, sendable
from audiorender.tts.engines.remote.server import OptionValues, ServerEngine, Target
from audiorender.tts.engines.sound import most_bytes, speech_of

OFFICIAL = "https://api.openai.com/v1"

KEY = "OPENAI_API_KEY"

OPTIONS = (
    text("base_url", OFFICIAL),
    text("model", "gpt-4o-mini-tts"),
    text("voice", "alloy"),
    text("instructions"),
    number("speed", 1.0, 0.25, 4.0),
    choice("format", ("wav", "mp3", "flac", "opus", "aac", "pcm")),
    whole("rate", 24_000, 8_000, 192_000),
    whole("characters", 4_096, 50, 100_000),
    switch("same_bytes", False),
    *SHARED,
)
"""`rate` is that of `pcm`, which does not state it. `same_bytes` is for a server that gives the same sound every
time."""


class OpenAIEngine(ServerEngine):
    """Sound is accepted complete or not at all."""

    name = "openai"
    version = "openai 1"
    options = OPTIONS

    def _target(self, given: OptionValues) -> Target:
        base = address_of(self.name, text_of(given, "base_url"))
        path = base.path.rstrip("/")
        if not path.endswith("/audio/speech"):
            path = f"{path or '/v1'}/audio/speech"
        address = base._replace(path=path)
        # another server's key has its own name
        default = KEY if _is_official(address) or is_local(address) else None
        return Target.of(self.name, address, text_of(given, "key"), default)

    def _needs_key(self, address: SplitResult) -> bool:
        return _is_official(address)

    def _request(self, text: str, given: OptionValues, target: Target) -> tuple[Call, Callable[[Answer], Speech]]:
        body: dict[str, OptionValue] = {
            "model": given["model"],
            "input": sendable(text),
            "voice": given["voice"],
            "response_format": given["format"],
        }
        if given["speed"] != 1.0:
            body["speed"] = given["speed"]
        if given["instructions"]:
            body["instructions"] = given["instructions"]
        headers = {"Authorization": f"Bearer {target.key}"} if target.key else {}
        raw_rate = whole_of(given, "rate") if given["format"] == "pcm" else None

        def read(answer: Answer) -> Speech:
            return speech_of(answer.data, raw_rate=raw_rate, ended=answer.ended)

        return Call(target.address, headers, body, target.key, target.key_name, most_bytes(text)), read


def _is_official(address: SplitResult) -> bool:
    return address.hostname == "api.openai.com"


def _tuned(info: EngineInfo, options: Options) -> EngineInfo:
    given = settle("openai", OPTIONS, options)
    local = is_local(address_of("openai", text_of(given, "base_url")))
    return replace(
        info,
        characters=whole_of(given, "characters"),
        at_once=whole_of(given, "at_once"),
        rates=(whole_of(given, "rate"),) if given["format"] == "pcm" else (),
        repeats=Repeats.SAME if given["same_bytes"] else Repeats.DRAWN,
        paid=not local or bool(given["price"]),
        price=priced(given),
    )


ENGINE = EngineInfo(
    "openai",
    about="any server that speaks /v1/audio/speech: OpenAI's, or one on this machine",
    open=OpenAIEngine,
    options=OPTIONS,
    characters=4_096,
    paid=True,
    repeats=Repeats.DRAWN,
    word_times=WordTimes.NONE,
    extra="remote",
    tuned=_tuned,
)
