"""Whole episodes with voices of a server on this machine: they are delivered, and the key stands nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk
from tts.engines.speechserver import Desk as Server
from tts.engines.speechserver import speaking

pytest.importorskip("httpx")

SECRET = "sk-proj-N0body-5hould-ever-5ee-th1s"  # noqa: S105  of nobody

PROFILE = """about = "A voice of a server."
engine = "openai"

[options]
base_url = "{address}"
price = 15.0
deadline = 20.0
"""


@pytest.fixture
def server(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that speaks for the voice `far` of a working folder."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    with speaking() as (address, found):
        desk.write("tones/far.toml", PROFILE.format(address=address))
        yield found


def everything(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Every file below the working folder: what was delivered, and the cache."""
    for path in desk.path.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


def test_an_episode_is_delivered_through_faults_and_the_key_stands_nowhere(desk: Desk, server: Server) -> None:
    server.faults = ["429 with Retry-After", "cut connection", "HTML"]
    ran = desk.run("render", "tides.script.md", "--voice", "Ada=far", "--json", "--debug", "--format", "wav")
    assert ran.code in {0, 3}, ran
    assert ran.json["cast"]["Ada"]["engine"] == "openai"
    assert {headers["Authorization"] for headers in server.headers} == {f"Bearer {SECRET}"}
    assert len(server.asked) >= 6
    assert SECRET not in ran.out + ran.err
    for name, data in everything(desk):
        assert SECRET.encode() not in data, name


@pytest.mark.parametrize("fault", ["refused", "echoes the key", "redirect", "huge", "half a WAV", "HTML"])
def test_a_failure_is_one_line_and_the_key_stands_nowhere(desk: Desk, server: Server, fault: str) -> None:
    server.faults = [fault] * 99
    ran = desk.run("render", "tides.script.md", "--voice", "Ada=far", "--debug")
    assert ran.code == 1
    line, _, trace = ran.err.partition("\n")
    assert line.startswith("audiorender: tides.script.md:11: 3 paragraphs were not spoken: ")
    assert "the server at 127.0.0.1:" in line
    assert "Traceback" in trace  # as --debug asks for
    assert SECRET not in ran.out + ran.err
    assert not list(desk.path.glob("output/*/*.mp3"))
    for name, data in everything(desk):
        assert SECRET.encode() not in data, name


def test_a_dry_run_says_what_it_will_cost_and_sends_nothing(desk: Desk, server: Server) -> None:
    desk.write("tones/far.toml", PROFILE.format(address="https://speech.example/v1") + 'key = "HARBOUR_API_KEY"\n')
    ran = desk.run("render", "tides.script.md", "--voice", "Ada=far", "--dry-run", HARBOUR_API_KEY=SECRET)
    assert ran.code == 0, ran
    said = sum(len(text) for text in ("How far out did you walk?", "Were you afraid?", "Thank you, Ben."))
    assert f"{said} characters for paid engines (about 0.00 USD)" in ran.out
    assert server.asked == []
    assert SECRET not in ran.out + ran.err
