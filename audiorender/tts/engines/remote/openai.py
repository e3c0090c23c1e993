"""The `openai` engine: every server with `/v1/audio/speech`, on this machine or elsewhere.

That is OpenAI itself, Kokoro-FastAPI, and local servers for Chatterbox, Qwen and others; `base_url` is the address.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import SplitResult

from audiorender.errors import EngineError
from audiorender.model import Options, OptionValue, Speech
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.options import choice, number, settle, switch, text, text_of, whole, whole_of
from audiorender.tts.engines.remote.calling import Answer, Call, Caller
from audiorender.tts.engines.remote.keys import address_of, check_name, is_local, key_for
from audiorender.tts.engines.remote.limits import SHARED, limits, most_bytes, priced, sendable
from audiorender.tts.engines.sound import speech_of

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


class OpenAIEngine:
    """One call per text. Sound is accepted complete or not at all."""

    name = "openai"
    version = "openai 1"

    def __init__(self, _workers: int) -> None:
        self._caller = Caller(self.name)

    def check(self, options: Options) -> None:
        """Raise EngineError for wrong options, a missing httpx, and a missing key; nothing is sent."""
        given = settle(self.name, OPTIONS, options)
        address, key, key_name = _reached(given)
        if key is None and _is_official(address):
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
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        raw_rate = whole_of(given, "rate") if given["format"] == "pcm" else None

        def read(answer: Answer) -> Speech:
            return speech_of(answer.data, raw_rate=raw_rate, ended=answer.ended)

        call = Call(address, headers, body, key, key_name, most_bytes(text))
        return self._caller.get(call, read, limits(given))

    def close(self) -> None:
        """End all calls at once."""
        self._caller.close()


def _reached(given: dict[str, OptionValue]) -> tuple[SplitResult, str | None, str]:
    """The address to call, the key to send there, and the variable that has it."""
    base = address_of("openai", text_of(given, "base_url"))
    path = base.path.rstrip("/")
    if not path.endswith("/audio/speech"):
        path = f"{path or '/v1'}/audio/speech"
    address = base._replace(path=path)
    name = text_of(given, "key")
    check_name("openai", name)
    if not name and (_is_official(address) or is_local(address)):
        name = KEY  # the default is for OpenAI and local servers; another server's key has its own name
    return address, key_for("openai", name, address), name or "the variable that 'key' names"


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
