"""The `command` engine: programs that write a WAV, that fail, hang and lie; and who may name one."""

from __future__ import annotations

import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import pytest
from desk import Desk

from audiorender.errors import EngineError, SourceError
from audiorender.model import Options
from audiorender.tts.engines import Repeats, engine_info, open_engine
from audiorender.tts.voices import OWN_VARIABLE, load_voices, own_folder

if TYPE_CHECKING:
    from audiorender.model import Speech

PROGRAM = """
import array, math, os, sys, time, wave
mode, source, target = sys.argv[1:4]
text = (sys.stdin.buffer.read() if source == "-" else open(source, "rb").read()).decode("utf-8").rstrip("\\n")
if mode == "fail":
    sys.exit("no such voice: Ève")
if mode == "hang":
    open(os.environ["PIDS"], "a").write(f"{os.getpid()}\\n")
    time.sleep(60)
if mode == "endless":
    with open(1 if target == "-" else target, "wb") as out:
        while True:
            out.write(bytes(100_000))
if mode == "count":
    open(os.environ["PIDS"], "a").write(f"+{time.monotonic()}\\n")
    time.sleep(0.2)
    open(os.environ["PIDS"], "a").write(f"-{time.monotonic()}\\n")
samples = array.array("h", (int(9000 * math.sin(i * 0.06)) for i in range(1600 * len(text))))
out = sys.stdout.buffer if target == "-" else target
if mode != "nothing":
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes(samples.tobytes()[: 100 if mode == "short" else None])
"""


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "speaks.py"
    path.write_text(PROGRAM)
    return str(path)


def options(
    program: str, mode: str = "speak", text: str = "{text}", wav: str = "{wav}", **more: str | float
) -> Options:
    return tuple(sorted({"command": (sys.executable, program, mode, text, wav), "deadline": 20.0, **more}.items()))


def said(given: Options, text: str = "Zoë’s boat; $(touch here) `x`") -> Speech:
    engine = open_engine("command", workers=2)
    try:
        engine.check(given)
        return engine.speak(text, given)
    finally:
        engine.close()


@pytest.mark.parametrize("text", ["{text}", "-"])
def test_text_goes_by_file_or_standard_input_and_no_shell_reads_it(
    program: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    speech = said(options(program, text=text))
    assert speech.rate == 22_050
    assert len(speech.pcm) == 2 * 1600 * len("Zoë’s boat; $(touch here) `x`")
    assert not (tmp_path / "here").exists()


def test_without_a_place_for_the_wav_it_comes_on_standard_output(program: str, tmp_path: Path) -> None:
    # A pipe cannot be wound back, so `wave` leaves the sizes that it guessed: the header says more than comes.
    script = tmp_path / "cat.py"
    script.write_text("import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read())")
    sound = tmp_path / "sound.wav"
    engine = open_engine("command", workers=1)
    speech = engine.speak("Hello.", options(program))
    sound.write_bytes(b"")
    engine.close()
    import wave

    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(speech.pcm)
    heard = said((("command", (sys.executable, str(script), str(sound))),))
    assert heard == speech


@pytest.mark.parametrize(
    ("mode", "fault"),
    [
        ("fail", "failed with exit code 1: no such voice: Ève"),
        ("nothing", "gave no sound"),
        ("hang", r"did not finish within 1 s; raise 'deadline'"),
        ("endless", r"gave more than \d+ MB for this text"),
    ],
)
@pytest.mark.parametrize("wav", ["{wav}", "-"])
def test_a_failure_is_one_line(
    program: str, mode: str, fault: str, wav: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIDS", str(tmp_path / "pids"))
    with pytest.raises(EngineError, match=fault) as raised:
        said(options(program, mode, wav=wav, deadline=1.0 if mode == "hang" else 60.0))
    assert "\n" not in str(raised.value)


def test_closing_ends_the_program_at_once(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIDS", str(tmp_path / "pids"))
    engine = open_engine("command", workers=1)
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(engine.speak, "Hello.", options(program, "hang"))
        ended = time.monotonic() + 10
        while not (tmp_path / "pids").exists() or not (tmp_path / "pids").read_text():
            assert time.monotonic() < ended
            time.sleep(0.02)
        began = time.monotonic()
        engine.close()
        with pytest.raises(EngineError, match="closed"):
            call.result()
    assert time.monotonic() - began < 1
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pids").read_text()), 0)


def test_programs_run_one_at_a_time_unless_more_are_allowed(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "pids"
    monkeypatch.setenv("PIDS", str(log))
    engine = open_engine("command", workers=3)
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda text: engine.speak(text, options(program, "count")), ("One.", "Two.", "Three.")))
    engine.close()
    assert [line[0] for line in log.read_text().splitlines()] == ["+", "-"] * 3


def test_what_is_not_there_is_said() -> None:
    engine = open_engine("command", workers=1)
    with pytest.raises(EngineError, match="there is no program 'flyte'; install it, or give its full path"):
        engine.check((("command", ("flyte",)),))
    with pytest.raises(EngineError, match="engine 'command' needs a program; name it in the voice's options"):
        engine.check(())


def test_its_sound_is_kept_unless_the_profile_says_that_it_stays_the_same() -> None:
    info = engine_info("command")
    assert info.repeats is Repeats.DRAWN
    assert info.with_options((("command", ("flite",)), ("repeats", "same bytes"))).repeats is Repeats.SAME


# --- Who may name a program.


def test_a_profile_names_a_program_by_a_list_and_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text('about = "x"\nengine = "command"\n[options]\ncommand = "rm -rf /"\n')
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path))
    with pytest.raises(SourceError, match="'command' must be a list of texts"):
        load_voices()


PROFILE = 'about = "x"\nengine = "command"\n[options]\ncommand = ["touch", "here"]\n'


def test_only_a_profile_in_the_users_own_folder_names_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("own", "theirs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"of-{folder}.toml").write_text(PROFILE)
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "own"))
    assert load_voices()["of-own"].engine == "command"
    own = re.escape(str(tmp_path / "own"))
    with pytest.raises(SourceError, match=rf"of-theirs.toml:2:\d+: only a profile in your own folder .* {own}$"):
        load_voices([tmp_path / "theirs"])
    assert load_voices([tmp_path / "own"])["of-own"].engine == "command"


def test_settings_of_a_project_bring_no_program_along(desk: Desk) -> None:
    desk.write("tones/ada.toml", PROFILE)
    desk.write("tides.script.md", "---\naudiorender: 1\ntitle: T\ncast:\n  Ada: ada\n---\n\nAda: Hello.\n")
    ran = desk.inside("render", "tides.script.md")
    assert ran.code == 1
    assert "only a profile in your own folder may use the engine 'command'" in ran.err
    assert not (desk.path / "here").exists()


def test_a_voice_of_the_users_own_speaks_in_any_project(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("own/mine.toml", 'about = "x"\nengine = "tone"\n[options]\npitch = 500\n')
    monkeypatch.setenv(OWN_VARIABLE, str(desk.path / "own"))
    desk.write("tides.script.md", "---\naudiorender: 1\ntitle: T\ncast:\n  Ada: mine\n---\n\nAda: Hello.\n")
    assert desk.inside("render", "tides.script.md").code == 0


def test_the_users_own_folder_is_in_the_folder_of_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OWN_VARIABLE)
    assert own_folder() == platformdirs.user_config_path("audiorender", appauthor=False) / "voices"


@pytest.mark.parametrize(
    "front",
    [
        "engine: command",
        "command: [touch, here]",
        "voices: {Ada: {engine: command, command: [touch, here]}}",
        "cast:\n  Ada: {command: [touch, here]}",
    ],
)
def test_front_matter_and_scripts_cannot_name_one(desk: Desk, front: str) -> None:
    for head in (f"---\n{front}\n---\n", f"---\naudiorender: 1\n{front}\n---\n"):
        desk.write("talk.md", f"{head}\nAda: Hello.\n\nBen: Good day.\n")
        ran = desk.inside("render", "talk.md", "--json", "--format", "wav")
        assert not (desk.path / "here").exists()
        if ran.code in {0, 3}:
            assert {each["engine"] for each in ran.json["cast"].values()} <= {"tone", "pyttsx3"}
