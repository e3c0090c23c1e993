"""The `openai` engine against a server that misbehaves: sound, another try, or one clear line; and never the key."""

from __future__ import annotations

import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from audiorender.errors import EngineError
from audiorender.model import Options
from audiorender.tts.engines import Engine, Repeats, engine_info, open_engine
from audiorender.tts.engines.remote import calling
from audiorender.tts.synthesis.finishing import check_speech
from tts.engines.speechserver import RATE, Desk, speaking, spoken

pytest.importorskip("httpx")

SECRET = "sk-proj-S3cr3tT0ken-0123456789abcdef"  # noqa: S105  of nobody

TEXT = "The tide was out, and the boats lay in the mud."


@pytest.fixture(autouse=True)
def _key_and_short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setattr(calling, "BACK_OFF", 0.01)


@pytest.fixture
def server() -> Iterator[tuple[str, Desk]]:
    with speaking() as found:
        yield found


@pytest.fixture
def engine() -> Iterator[Engine]:
    opened = open_engine("openai", workers=2)
    yield opened
    opened.close()


def options(address: str, **more: str | int | float | bool) -> Options:
    return tuple(sorted({"base_url": address, "deadline": 5.0, **more}.items()))


@pytest.mark.parametrize(
    "fault",
    [
        "429 with Retry-After",
        "429 without",
        "500",
        "cut connection",
        "no answer",
        "empty",
        "half a WAV",
        "HTML",
        "noise",
    ],
)
def test_a_fault_that_passes_ends_in_sound(server: tuple[str, Desk], engine: Engine, fault: str) -> None:
    address, desk = server
    desk.faults = [fault, fault]
    speech = engine.speak(TEXT, options(address))
    assert speech.pcm == spoken(TEXT)
    assert speech.rate == RATE
    assert len(desk.asked) == 3


@pytest.mark.parametrize("fault", ["wrong type", "another rate", "streamed"])
def test_odd_answers_that_are_whole_sound_are_taken(server: tuple[str, Desk], engine: Engine, fault: str) -> None:
    address, desk = server
    desk.faults = [fault]
    speech = engine.speak(TEXT, options(address))
    assert speech.pcm == spoken(TEXT)
    assert speech.rate == (16_000 if fault == "another rate" else RATE)
    assert check_speech(speech, TEXT) is None
    assert len(desk.asked) == 1


@pytest.mark.parametrize(
    ("fault", "said", "calls"),
    [
        ("429 with Retry-After", "answers 429 Too Many Requests (4 times)", 4),
        ("429 with a far Retry-After", "asks for a pause of 3,600 s; try again later", 1),
        ("429 without", "answers 429 Too Many Requests (4 times)", 4),
        ("500", "answers 500 Internal Server Error (4 times)", 4),
        ("cut connection", "closed the connection too early (4 times)", 4),
        ("no answer", "closed the connection too early (4 times)", 4),
        ("empty", "gave no sound (4 times)", 4),
        ("a message", "gave a message instead of sound (4 times)", 4),
        ("slow", "did not answer in time; raise 'deadline'", 1),
        ("endless", "more than this text can need", 1),
        ("huge", "announces 4,000,000,000 bytes, more than this text can need", 1),
        ("wrong rate", "gave sound at 1000000 samples a second (4 times)", 4),
        ("half a WAV", "of 10,000,000 bytes of sound (4 times)", 4),
        ("noise", "gave sound that is damaged, or of an unknown kind (4 times)", 4),
        ("HTML", "gave a web page instead of sound (4 times)", 4),
        ("redirect", "redirects to elsewhere.example (307); if you trust that server, put its address", 1),
        ("refused", "refuses the request (401 Unauthorized); is the key in OPENAI_API_KEY right?", 1),
        ("echoes the key", "answers 400 Bad Request", 1),
        ("not ended", "did not say where the sound ends, so it may be incomplete (4 times)", 4),
    ],
)
def test_a_fault_that_stays_is_one_line_without_the_key(
    server: tuple[str, Desk], engine: Engine, fault: str, said: str, calls: int
) -> None:
    address, desk = server
    desk.faults = [fault] * 20
    began = time.monotonic()
    with pytest.raises(EngineError) as raised:
        engine.speak(TEXT, options(address, deadline=1.5 if fault == "slow" else 60))
    assert said in str(raised.value)
    assert str(raised.value).startswith(f"the server at {address.removeprefix('http://')} ")
    assert "\n" not in str(raised.value)
    assert len(desk.asked) == calls
    assert time.monotonic() - began < 30
    assert desk.headers[0]["Authorization"] == f"Bearer {SECRET}"
    told = "".join(traceback.format_exception(raised.value)) + repr(raised.value.__dict__)
    assert SECRET not in told
    assert SECRET[:12] not in told


def test_what_is_sent_is_what_was_asked_for(server: tuple[str, Desk], engine: Engine) -> None:
    address, desk = server
    engine.speak("Good\x00 morning.", options(address, model="tts-1", voice="echo", speed=1.25, instructions="Calm."))
    assert desk.asked == [
        {
            "path": "/v1/audio/speech",
            "model": "tts-1",
            "input": "Good  morning.",
            "voice": "echo",
            "response_format": "wav",
            "speed": 1.25,
            "instructions": "Calm.",
        }
    ]


@pytest.mark.parametrize(
    ("tail", "path"),
    [
        ("", "/v1/audio/speech"),
        ("/", "/v1/audio/speech"),
        ("/v1", "/v1/audio/speech"),
        ("/tts/v1/", "/tts/v1/audio/speech"),
        ("/api/audio/speech", "/api/audio/speech"),
    ],
)
def test_an_address_may_be_written_in_several_ways(
    server: tuple[str, Desk], engine: Engine, tail: str, path: str
) -> None:
    address, desk = server
    engine.speak("Hello.", options(address + tail))
    assert desk.asked[0]["path"] == path


def test_bare_samples_have_the_rate_of_the_profile(server: tuple[str, Desk], engine: Engine) -> None:
    speech = engine.speak(TEXT, options(server[0], format="pcm", rate=24_000))
    assert (speech.rate, speech.pcm) == (24_000, spoken(TEXT))


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_calls_are_under_way_than_allowed(server: tuple[str, Desk], engine: Engine, at_once: int) -> None:
    address, desk = server
    desk.delay = 0.1
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda number: engine.speak(f"Number {number}.", options(address, at_once=at_once)), range(6)))
    assert desk.most == at_once


def test_calls_keep_the_distance_that_a_profile_asks_for(server: tuple[str, Desk], engine: Engine) -> None:
    address, desk = server
    for number in range(5):
        engine.speak(f"Number {number}.", options(address, per_minute=300.0))
    assert desk.times[-1] - desk.times[0] >= 0.6  # 0.8, less what the first was late


def test_one_refusal_holds_all_calls_back(server: tuple[str, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    address, desk = server
    monkeypatch.setattr(calling, "BACK_OFF", 0.5)
    engine = open_engine("openai", workers=2)
    desk.faults = ["429 without"]
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(engine.speak, "One.", options(address))
        while not desk.times:
            time.sleep(0.01)
        time.sleep(0.15)
        threads.submit(engine.speak, "Two.", options(address)).result()
        first.result()
    engine.close()
    assert min(desk.times[1:]) - desk.times[0] >= 0.45


def test_closing_ends_a_call_at_once(server: tuple[str, Desk]) -> None:
    address, desk = server
    desk.faults = ["slow"] * 9
    engine = open_engine("openai", workers=1)
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(engine.speak, TEXT, options(address))
        while not desk.asked:
            time.sleep(0.01)
        began = time.monotonic()
        engine.close()
        with pytest.raises(EngineError, match="was closed"):
            call.result()
    assert time.monotonic() - began < 1


def test_a_server_that_is_not_running_is_said(engine: Engine) -> None:
    with pytest.raises(
        EngineError, match=r"127\.0\.0\.1:9 cannot be reached: is it running, and is 'base_url' right\?"
    ):
        engine.speak("Hello.", options("http://127.0.0.1:9"))


# --- Keys.


def test_the_key_of_openai_goes_to_no_other_server(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    monkeypatch.setattr(calling.Caller, "get", lambda _self, call, _read, _limits: sent.append(call))
    engine.speak("Hello.", options("https://speech.example/v1"))
    engine.speak("Hello.", options("http://192.168.1.7:8880"))
    engine.speak("Hello.", ())
    assert [getattr(call, "secret") for call in sent] == [None, None, SECRET]  # noqa: B009


def test_another_server_has_a_variable_of_its_own(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    monkeypatch.setenv("HARBOUR_API_KEY", "another-secret")
    monkeypatch.setattr(calling.Caller, "get", lambda _self, call, _read, _limits: sent.append(call))
    engine.speak("Hello.", options("https://speech.example/v1", key="HARBOUR_API_KEY"))
    engine.speak("Hello.", options("http://speech.example/v1", key="HARBOUR_API_KEY"))
    assert [getattr(call, "secret") for call in sent] == ["another-secret", None]  # noqa: B009


@pytest.mark.parametrize("key", [SECRET, "PATH", "openai_api_key"])
def test_a_key_itself_is_not_taken_for_a_name(engine: Engine, key: str) -> None:
    with pytest.raises(EngineError, match="'key' names no environment variable") as raised:
        engine.check(options("http://127.0.0.1:1", key=key))
    assert key == "PATH" or key not in str(raised.value)


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel"])
def test_a_key_that_cannot_be_one_is_not_shown(engine: Engine, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(
        EngineError, match="OPENAI_API_KEY contains characters that a key cannot have; set it again"
    ) as raised:
        engine.check(())
    assert key not in str(raised.value)


def test_without_a_key_the_command_that_helps_is_named(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(EngineError, match=r"needs a key; set OPENAI_API_KEY to your key for api\.openai\.com"):
        engine.check(())


@pytest.mark.parametrize(
    "address",
    ["ftp://x", "localhost:8880", "", "http://user:pw@host/v1", "https://host/v1?key=abc", "http://host:port"],
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused(engine: Engine, address: str) -> None:
    with pytest.raises(EngineError, match="'base_url'") as raised:
        engine.check(options(address))
    assert "pw" not in str(raised.value)
    assert "abc" not in str(raised.value)


# --- What it states.


def test_what_it_states_depends_on_the_profile() -> None:
    info = engine_info("openai")
    assert info.paid
    here = info.with_options(options("http://localhost:8880/v1", same_bytes=True, characters=300))
    assert (here.paid, here.repeats, here.characters) == (False, Repeats.SAME, 300)
    priced = info.with_options(options("https://api.openai.com/v1", price=15.0, currency="EUR"))
    assert priced.price is not None
    assert (priced.price.amount, priced.price.currency, priced.price.per) == (15.0, "EUR", 1_000_000)


def test_without_httpx_one_line_says_what_to_install(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(EngineError, match=r"engine 'openai' needs httpx; run `pip install 'audiorender\[remote\]'`"):
        engine.check(())


def test_nothing_of_the_extra_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys\n"
        "from audiorender.tts.engines import engine_info, engine_names, open_engine\n"
        "[engine_info(name) for name in engine_names()]\n"
        "open_engine('openai', workers=1).close()\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'httpx', 'faster_whisper', 'onnxruntime'}])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
