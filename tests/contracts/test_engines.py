"""What every voice engine promises (`audiorender.testing`), asked of each of ours; and what only some can show."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import espeakng_loader
import numpy as np
import pytest
from tts.engines.speechserver import speaking

from audiorender.errors import EngineError
from audiorender.model import Speech
from audiorender.testing import TEXT, EngineContract, Open
from audiorender.tts.engines import Engine, espeak, open_engine, system
from audiorender.tts.engines.found import BUILT_IN
from audiorender.tts.engines.system import SystemEngine
from audiorender.tts.engines.workers import pool as process

LONG = "The tide came in. " * 20_000

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes through /proc")

# A stand-in for the driver that pyttsx3 takes on this system. It comes into the worker as `sitecustomize`, from a
# folder on the path, and writes a second of sound for each word.
FAKE_DRIVER = """
import sys, time, types, wave

class Voice:
    def __init__(self, name):
        self.id, self.name = "id of " + name, name

class Driver:
    def __init__(self, proxy):
        self.proxy, self.pitch, self.job = proxy, 300, None
    def getProperty(self, name):
        return [Voice("Deep"), Voice("Bright")]
    def setProperty(self, name, value):
        if value == "id of Bright":
            self.pitch = 600
    def save_to_file(self, text, filename):
        self.job = (text, filename)
    def startLoop(self):
        self.proxy.setBusy(False)
        text, filename = self.job
        print("drivers print")
        if "hang" in text:
            time.sleep(60)
        if "crash" in text:
            raise RuntimeError("the driver is gone")
        if "lose" not in text:
            with wave.open(filename, "wb") as file:
                file.setnchannels(1), file.setsampwidth(2), file.setframerate(22050)
                for word in text.split():
                    wave_ = bytes([0, 32] * (11025 // self.pitch) + [0, 224] * (11025 // self.pitch)) * self.pitch
                    file.writeframes(wave_)
    def endLoop(self): pass
    def stop(self): pass
    def destroy(self): pass

for name in ("espeak", "nsss", "sapi5"):
    module = types.ModuleType("pyttsx3.drivers." + name)
    module.buildDriver = Driver
    sys.modules[module.__name__] = module
"""


# A program that writes a sine, as long as its text and as high as it is told.
SPEAKS = """
import array, math, sys, wave
text = open(sys.argv[1], encoding="utf-8").read().rstrip("\\n")
pitch = float(sys.argv[3])
with wave.open(sys.argv[2], "wb") as file:
    file.setparams((1, 2, 16000, 0, "NONE", ""))
    wave_ = (int(8000 * math.sin(i * pitch / 16000 * 6.283)) for i in range(max(1200 * len(text), 8000)))
    file.writeframes(array.array("h", wave_).tobytes())
"""


OTHER = (("variant", "f2"), ("voice", "en-us"))


class TestPyttsx3Contract(EngineContract):
    engine = "pyttsx3"
    one, other = (("voice", "en-gb"),), OTHER
    wrong = (("voice", "en-ux"),)
    words = 4000


class TestToneContract(EngineContract):
    engine = "tone"
    one, other = (("pitch", 200),), (("pitch", 300),)
    wrong = (("pitch", 20),)
    words = 4000


@pytest.mark.weights("kokoro")
class TestKokoroContract(EngineContract):
    engine = "kokoro"
    one, other = (("voice", "af_heart"),), (("voice", "am_michael:60,bf_emma:40"),)
    wrong = (("voice", "af_haert"),)

    @pytest.fixture(autouse=True)
    def _added(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AUDIORENDER_VOICES", os.environ["AUDIORENDER_TEST_VOICES"])


@pytest.mark.weights("piper:en_US-joe-medium")
class TestPiperContract(EngineContract):
    engine = "piper"
    one, other = (("voice", "en_US-joe-medium"),), (("speed", 1.2), ("voice", "en_US-joe-medium"))
    wrong = (("voice", "en_US-jo-medium"),)
    words = 12

    @pytest.fixture(autouse=True)
    def _added(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AUDIORENDER_VOICES", os.environ["AUDIORENDER_TEST_VOICES"])


class TestSystemContract(EngineContract):
    engine = "system"
    one, other = (("voice", "Deep"),), (("voice", "Bright"),)
    wrong = (("voice", "Brigth"),)

    @pytest.fixture(autouse=True)
    def _two_voices(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        _give_this_machine_two_voices(tmp_path, monkeypatch)


class TestOpenAIContract(EngineContract):
    engine = "openai"
    wrong = (("base_url", "ftp://nowhere"),)

    @pytest.fixture(autouse=True)
    def _server(self) -> Iterator[None]:
        pytest.importorskip("httpx")
        with speaking() as (address, _):
            type(self).one = (("base_url", address),)
            type(self).other = (("base_url", address), ("voice", "echo"))
            yield


class TestElevenLabsContract(EngineContract):
    engine = "elevenlabs"
    wrong = (("voice", ""),)

    @pytest.fixture(autouse=True)
    def _server(self) -> Iterator[None]:
        pytest.importorskip("httpx")
        with speaking() as (address, _):
            type(self).one = (("base_url", address), ("voice", "Vx"))
            type(self).other = (("base_url", address), ("stability", 1.0), ("voice", "Vx"))
            yield


class TestCommandContract(EngineContract):
    engine = "command"
    wrong = (("command", ("no-such-program-anywhere",)),)

    @pytest.fixture(autouse=True)
    def _program(self, tmp_path: Path) -> None:
        path = tmp_path / "speaks.py"
        path.write_text(SPEAKS)
        command = (sys.executable, str(path), "{text}", "{wav}")
        type(self).one = (("command", (*command, "220")),)
        type(self).other = (("command", (*command, "330")),)


def test_every_engine_of_ours_has_a_contract() -> None:
    here = {one.engine for one in EngineContract.__subclasses__() if one.__module__ == __name__}
    assert here == {point.name for point in BUILT_IN}


def test_an_unknown_engine_is_named_with_a_near_one() -> None:
    with pytest.raises(EngineError, match="no engine 'pytsx3'; did you mean 'pyttsx3'"):
        open_engine("pytsx3", workers=1)


def _give_this_machine_two_voices(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the stand-in for a driver where the workers of `system` find it."""
    (folder / "sitecustomize.py").write_text(FAKE_DRIVER)
    monkeypatch.syspath_prepend(str(folder))


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens engines and closes them in the end. For `system` this machine has two voices."""
    engines: list[Engine] = []

    def open_one(name: str, workers: int = 2) -> Engine:
        if name == "system":
            _give_this_machine_two_voices(tmp_path, monkeypatch)
        engines.append(open_engine(name, workers=workers))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.close()


class TestTone:
    def test_words_sound_from_exactly_their_marks(self, opened: Open) -> None:
        speech = opened("tone").speak(" One  two\nthree ", (("pitch", 100),))
        sounds = _samples(speech) != 0
        starts = [mark.sample for mark in speech.words if sounds[mark.sample]]
        silent_before = [mark for mark in starts if mark == 0 or not sounds[mark - 40 : mark].any()]
        assert [mark.start for mark in speech.words] == [1, 6, 10]
        assert silent_before == [mark.sample for mark in speech.words] == [0, 5 * 2880, 9 * 2880]

    def test_sounds_at_the_level_of_speech(self, opened: Open) -> None:
        samples = _samples(opened("tone").speak("hmmmmmmmm", ()))
        assert 20 * np.log10(np.sqrt(np.mean(samples**2))) == pytest.approx(-20, abs=0.1)

    def test_pitch_tells_the_voice(self, opened: Open) -> None:
        samples = _samples(opened("tone").speak("hmmmmmmmmm", (("pitch", 440),)))
        assert np.argmax(np.abs(np.fft.rfft(samples))) * 48000 / len(samples) == pytest.approx(440, abs=2)


class TestPyttsx3:
    def test_marks_are_where_sound_sets_in_after_a_stop(self, opened: Open) -> None:
        text = "Ample. Over. Early. Men. Long."
        speech = opened("pyttsx3").speak(text, (("rate", 120), ("voice", "en-gb")))
        loud = np.abs(_samples(speech)) > 0.01
        for mark in speech.words[1:]:
            before = loud[mark.sample - int(0.2 * speech.rate) : mark.sample]
            assert not before.any(), f"sound before {text[mark.start :]!r}"
            onset = np.argmax(loud[mark.sample :])
            assert onset < 0.03 * speech.rate, f"silence at {text[mark.start :]!r}"
        assert len(speech.words) == 5

    def test_words_of_chinese_have_marks_with_no_blank_between_them(self, opened: Open) -> None:
        speech = opened("pyttsx3").speak("我们在山上找到了它", (("voice", "cmn"),))
        assert {0, 2, 3, 5} <= {mark.start for mark in speech.words}  # 我们 在 山上 找到了它

    def test_markup_is_text(self, opened: Open) -> None:
        engine = opened("pyttsx3")
        assert engine.speak("one <break time='9s'/> two", ()).pcm != engine.speak("one  two", ()).pcm
        assert len(engine.speak("one [[t'u:]] two", ()).words) > 2

    def test_a_process_an_utterance_gives_the_same_samples(self, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        forked = opened("pyttsx3").speak(TEXT, OTHER)
        monkeypatch.delattr("os.fork", raising=False)
        assert opened("pyttsx3").speak(TEXT, OTHER) == forked

    def test_neither_surroundings_nor_locale_matter(
        self, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        expected = opened("pyttsx3").speak(TEXT, ())
        folder = tmp_path / "a folder, é"
        folder.mkdir()
        for trap in ("json.py", "pyttsx3.py", "signal.py"):
            (folder / trap).write_text("raise SystemExit('imported from the current folder')")
        monkeypatch.chdir(folder)
        for name in ("LANG", "LC_ALL"):
            monkeypatch.setenv(name, "tr_TR.ISO-8859-9")
        monkeypatch.setenv("ESPEAK_DATA_PATH", str(folder))
        monkeypatch.setattr(sys, "path", ["", *sys.path])
        assert opened("pyttsx3").speak(TEXT, ()) == expected

    def test_a_long_path_does_not_matter(self, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        expected = opened("pyttsx3").speak(TEXT, ())
        link = tmp_path / ("long " * 40) / "é" / "espeak-ng-data"
        link.parent.mkdir(parents=True)
        link.symlink_to(espeakng_loader.get_data_path(), target_is_directory=True)
        monkeypatch.setattr("espeakng_loader.get_data_path", lambda: str(link))
        assert opened("pyttsx3").speak(TEXT, ()) == expected

    @needs_proc
    def test_a_crash_is_an_error_and_the_next_text_is_spoken(self, opened: Open) -> None:
        engine = opened("pyttsx3", workers=1)
        engine.speak("Hello.", ())
        (worker,) = _children(os.getpid())

        def crash() -> None:
            for child in _children(worker):
                os.kill(child, signal.SIGSEGV)

        assert "crashed (SIGSEGV)" in _fault(lambda: engine.speak(LONG, ()), crash)
        assert engine.speak("Hello.", ()).pcm

    @needs_proc
    def test_a_hang_ends_at_the_deadline(self, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        engine = opened("pyttsx3", workers=1)
        engine.speak("Hello.", ())
        monkeypatch.setattr(espeak, "PATIENCE", 0.0)
        monkeypatch.setattr(espeak, "PACE", len(LONG))
        (worker,) = _children(os.getpid())
        fault = _fault(lambda: engine.speak(LONG, ()), lambda: os.kill(_children(worker)[0], signal.SIGSTOP))
        assert "no answer within 1 s" in fault

    @needs_proc
    def test_a_stuck_worker_is_ended_too(self, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        engine = opened("pyttsx3", workers=1)
        engine.speak("Hello.", ())
        monkeypatch.setattr(espeak, "PATIENCE", 0.1)
        monkeypatch.setattr(process, "_GRACE", 0.1)
        (worker,) = _children(os.getpid())
        os.kill(worker, signal.SIGSTOP)
        with pytest.raises(EngineError, match="no answer"):
            engine.speak("Hello.", ())
        assert _children(os.getpid()) == []

    @needs_proc
    def test_closing_ends_every_process_at_once(self, opened: Open) -> None:
        engine = opened("pyttsx3")
        engine.speak("Hello.", ())
        assert "closed" in _fault(lambda: engine.speak(LONG, ()), engine.close)
        assert _children(os.getpid()) == []

    @needs_proc
    def test_workers_leave_nothing_behind(self, opened: Open) -> None:
        engine = opened("pyttsx3", workers=1)
        for text in ("One.", "Two.", "Three."):
            engine.speak(text, ())
        (worker,) = _children(os.getpid())
        assert _children(worker) == []
        os.kill(worker, signal.SIGINT)
        assert engine.speak("Still here.", ()).pcm

    @needs_proc
    def test_workers_end_with_their_parent(self) -> None:
        program = (
            "import os, signal\n"
            "from audiorender.tts.engines import open_engine\n"
            "open_engine('pyttsx3', workers=1).speak('Hello.', ())\n"
            "print(open(f'/proc/self/task/{os.getpid()}/children').read(), flush=True)\n"
            "os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        parent = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert parent.stderr == ""
        worker = Path("/proc", parent.stdout.strip(), "stat")
        ended = time.monotonic() + 3
        while worker.exists() and worker.read_text().split()[2] != "Z":
            assert time.monotonic() < ended, "the worker lives on"
            time.sleep(0.02)

    def test_a_missing_library_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("espeakng_loader.get_library_path", lambda: "/nowhere/libespeak-ng.so")
        with pytest.raises(EngineError, match=r"cannot be loaded.*reinstall"):
            _ = open_engine("pyttsx3", workers=1).version

    def test_a_base_voice_in_every_language_speaks(self, opened: Open) -> None:
        engine = opened("pyttsx3")
        for tag in ("en", "en-029", "en-gb-x-rp", "fr-fr", "de", "cmn", "pt-br"):
            assert engine.speak("1 2 3", (("voice", tag),)).pcm


class TestSystem:
    def test_lists_the_voices(self, opened: Open) -> None:
        engine = opened("system")
        assert isinstance(engine, SystemEngine)
        assert engine.voices() == ("Deep", "Bright")

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("lose this", "wrote no sound"),
            ("crash now", "RuntimeError: the driver is gone"),
            ("hang", "no answer within"),
        ],
    )
    def test_a_fault_is_one_line(self, text: str, fault: str, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(system, "PATIENCE", 0.8)
        monkeypatch.setattr(process, "_GRACE", 0.1)
        engine = opened("system")
        with pytest.raises(EngineError, match=fault) as error:
            engine.speak(text, ())
        assert str(error.value).endswith("; use the engine 'pyttsx3', which has its own voices")

    def test_without_a_driver_it_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        names = ("espeak", "nsss", "sapi5")
        (tmp_path / "sitecustomize.py").write_text(
            f"import sys; sys.modules |= {{f'pyttsx3.drivers.{{n}}': None for n in {names}}}"
        )
        monkeypatch.syspath_prepend(str(tmp_path))
        engine = open_engine("system", workers=1)
        for act in (lambda: engine.check((("voice", "Deep"),)), lambda: engine.speak("Hello.", ())):
            with pytest.raises(EngineError, match=r"'system' failed: .*use the engine 'pyttsx3'"):
                act()


def _samples(speech: Speech) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.frombuffer(speech.pcm, "<i2") / 32768


def _fault(act: Callable[[], object], meanwhile: Callable[[], object]) -> str:
    """What `act` raises when `meanwhile` is done while it goes on, within five seconds."""
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(act)
        time.sleep(0.2)
        meanwhile()
        with pytest.raises(EngineError) as fault:
            future.result(timeout=5)
    return str(fault.value)


def _children(process: int) -> list[int]:
    """The processes that `process` started and that have not been waited for."""
    text = "".join(path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children"))
    return [int(number) for number in text.split()]
