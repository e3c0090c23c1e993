"""The `elevenlabs` engine: what it sends, the times of words, and what it does not take for sound."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from audiorender.errors import EngineError
from audiorender.model import Options, WordMark
from audiorender.tts.engines import Engine, Repeats, engine_info, open_engine
from audiorender.tts.engines.remote import calling
from audiorender.tts.engines.remote.elevenlabs import word_marks
from tts.engines.speechserver import FAULTS, RATE, SECONDS_A_CHARACTER, Desk, Handler, speaking

pytest.importorskip("httpx")

SECRET = "el-S3cr3tT0ken-0123456789"  # noqa: S105  of nobody

TEXT = "Hello there, “old” boat."


@pytest.fixture(autouse=True)
def _key_and_short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEVENLABS_API_KEY", SECRET)
    monkeypatch.setattr(calling, "BACK_OFF", 0.01)


@pytest.fixture
def server() -> Iterator[tuple[str, Desk]]:
    with speaking() as found:
        yield found


@pytest.fixture
def engine() -> Iterator[Engine]:
    opened = open_engine("elevenlabs", workers=2)
    yield opened
    opened.close()


def options(address: str, **more: str | float) -> Options:
    return tuple(sorted({"base_url": address, "deadline": 5.0, "voice": "Vx/1", **more}.items()))


def test_it_sends_what_was_asked_for_and_marks_words_at_their_times(server: tuple[str, Desk], engine: Engine) -> None:
    address, desk = server
    speech = engine.speak(TEXT, options(address, seed=7, stability=0.25))
    asked = desk.asked[0]
    assert asked["path"] == "/v1/text-to-speech/Vx%2F1/with-timestamps?output_format=pcm_24000"
    assert (asked["text"], asked["model_id"], asked["seed"]) == (TEXT, "eleven_multilingual_v2", 7)
    assert asked["voice_settings"]["stability"] == 0.25
    assert desk.headers[0]["xi-api-key"] == SECRET
    assert speech.rate == RATE
    assert [mark.start for mark in speech.words] == [0, 6, 14, 19]
    for mark in speech.words:
        assert mark.sample == pytest.approx(mark.start * SECONDS_A_CHARACTER * RATE, abs=RATE * 0.002)


@pytest.mark.parametrize(
    "alignment",
    [
        None,
        [],
        {},
        {"characters": list("Hello"), "character_start_times_seconds": [0.0] * 5},
        {"characters": list(TEXT), "character_start_times_seconds": [0.0] * 5},
        {"characters": list(TEXT), "character_start_times_seconds": ["0"] * len(TEXT)},
        {"characters": TEXT, "character_start_times_seconds": [0.0] * len(TEXT)},
    ],
)
def test_times_that_do_not_fit_the_text_are_none(alignment: object) -> None:
    assert word_marks(TEXT, alignment, RATE, RATE) == ()


def test_times_that_run_back_or_beyond_the_end_stay_in_order_and_inside() -> None:
    alignment = {"characters": list("a b c"), "character_start_times_seconds": [0.5, 0.6, 0.2, 0.3, 9.0]}
    assert word_marks("a b c", alignment, 1000, 1000) == (WordMark(0, 500), WordMark(2, 500), WordMark(4, 999))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("empty", "did not return sound and times (4 times)"),
        ("HTML", "did not return sound and times (4 times)"),
        ("refused", "refuses the request (401 Unauthorized); is the key in ELEVENLABS_API_KEY right?"),
        ("redirect", "redirects to elsewhere.example (307)"),
    ],
)
def test_a_fault_is_one_line_without_the_key(server: tuple[str, Desk], engine: Engine, fault: str, said: str) -> None:
    address, desk = server
    desk.faults = [fault] * 20
    with pytest.raises(EngineError) as raised:
        engine.speak(TEXT, options(address))
    assert said in str(raised.value)
    assert SECRET not in str(raised.value)


def test_what_the_server_says_of_a_refusal_is_told(
    server: tuple[str, Desk], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handler: Handler, _: object) -> None:
        told = {"detail": {"status": "quota_exceeded", "message": "This asks for 90 credits,\nand 5 are left."}}
        handler.reply(json.dumps(told).encode(), "application/json", 400)

    monkeypatch.setitem(FAULTS, "quota", refuse)
    server[1].faults = ["quota"]
    with pytest.raises(EngineError, match=r"answers 400 Bad Request: This asks for 90 credits, and 5 are left\."):
        engine.speak(TEXT, options(server[0]))


def test_without_a_key_or_a_voice_it_says_what_to_do(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineError, match=r"needs a voice; put the ID of a voice into its options"):
        engine.check(())
    monkeypatch.delenv("ELEVENLABS_API_KEY")
    with pytest.raises(EngineError, match=r"needs a key; set ELEVENLABS_API_KEY to your key for api\.elevenlabs\.io"):
        engine.check((("voice", "Vx"),))


def test_a_seed_makes_it_seeded() -> None:
    info = engine_info("elevenlabs")
    assert info.repeats is Repeats.DRAWN
    assert info.with_options((("seed", 1), ("voice", "x"))).repeats is Repeats.SEEDED
