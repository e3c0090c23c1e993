"""A process that speaks with eSpeak NG through pyttsx3's driver interface: a separate program, run by its path.

    python -P worker.py fork|once DATA_FOLDER

It reads requests from standard input and answers on standard output, in the frames described in `workers.pool`. It
imports nothing of audiorender and no numpy: it starts in a few hundredths of a second and forks in less than one.

Each utterance is spoken in a forked child that begins from the same state and is thrown away, because eSpeak NG carries
state from one utterance to the next; so the samples are the same in whatever order texts are spoken. `once` is for
systems without fork: the process speaks one utterance itself, and ends.
"""

import ctypes
import json
import os
import select
import signal
import struct
import sys
import types
from collections.abc import Callable
from typing import Any

import espeakng_loader

RATE = 22050
BUFFER_MS = 1000
DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT: an error is returned, instead of an exit from inside the library
WORD_GAP = 7  # espeakWORDGAP, in units of 10 ms; pyttsx3 has no name for it
DRIVER = "audiorender"

Send = Callable[[bytes, bytes], None]
"""Sends a frame: its letter and its payload."""


def load_espeak() -> Any:
    """pyttsx3's low-level module, bound to the wheel's library in place of the system's."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    vars(ctypes.cdll)["LoadLibrary"] = lambda _name: library
    try:
        from pyttsx3.drivers import _espeak  # the import itself loads the library
    finally:
        del vars(ctypes.cdll)["LoadLibrary"]
    return _espeak


def open_pyttsx3(data_folder: str, send: Send) -> Any:
    """A pyttsx3 engine whose driver passes samples and words to `send` as they are made.

    eSpeak NG cannot open a data path of 160 bytes or more, so it is given the current folder instead.
    """
    _espeak = load_espeak()
    from pyttsx3.drivers import espeak  # needs the library just loaded

    os.chdir(data_folder)
    if _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, b".", DONT_EXIT) != RATE:
        raise SystemExit(f"eSpeak NG does not start with the data in {data_folder}")
    espeak.EspeakDriver._moduleInitialized = True
    espeak.EspeakDriver._defaultVoice = "en"

    class Driver(espeak.EspeakDriver):  # type: ignore[misc]  # pyttsx3 has no types
        """Speaks within `startLoop`, without pyttsx3's polling, file or player."""

        complete = False
        phonemes = False

        @staticmethod
        def setProperty(name: str, value: str | int) -> None:  # noqa: N802  (pyttsx3's name)
            parameter = {"range": _espeak.RANGE, "word_gap": WORD_GAP}.get(name)
            if parameter is None:
                espeak.EspeakDriver.setProperty(name, value)
            elif _espeak.SetParameter(parameter, value, 0) != _espeak.EE_OK:
                raise ValueError(f"eSpeak NG refuses {name} {value}")

        def startLoop(self) -> None:  # noqa: N802  (pyttsx3's name)
            self._proxy.setBusy(False)  # takes the properties and the text from pyttsx3's queue
            _espeak.dll.espeak_ng_SetRandSeed(1)  # breathy voices would use the clock as a seed
            if self.phonemes:  # the text between two square brackets
                flags = _espeak.ENDPAUSE | _espeak.CHARS_UTF8 | _espeak.PHONEMES
                _espeak.Synth(self._text_to_say.encode(), flags=flags)
            else:
                self._start_synthesis(self._text_to_say)

        def _onSynth(self, wav: Any, numsamples: int, events: Any) -> int:  # noqa: N802  (pyttsx3's name)
            if numsamples > 0:
                send(b"A", ctypes.string_at(wav, numsamples * 2))
            index = 0
            while (event := events[index]).type != _espeak.EVENT_LIST_TERMINATED:
                if event.type == _espeak.EVENT_WORD:
                    send(b"W", struct.pack("<ii", event.text_position - 1, event.sample))
                index += 1
            self.complete = self.complete or not wav  # with synchronous output, eSpeak NG's signal that it is done
            return 0

    module = types.ModuleType(f"pyttsx3.drivers.{DRIVER}")
    vars(module)["buildDriver"] = Driver
    sys.modules[module.__name__] = module
    import pyttsx3

    return pyttsx3.init(DRIVER)


def speak(engine: Any, request: dict[str, Any], send: Send) -> None:
    """Speak the request, or answer with an `F` frame that gives the reason."""
    faults = []
    engine.connect("error", lambda exception, **_: faults.append(exception))  # otherwise pyttsx3 drops it
    for name, value in request["properties"].items():
        engine.setProperty(name, value)
    engine.proxy._driver.phonemes = request["phonemes"]
    engine.say(request["text"])
    engine.runAndWait()
    if faults:
        send(b"F", str(faults[0]).encode(errors="replace"))
    elif not engine.proxy._driver.complete:
        send(b"F", b"eSpeak NG stopped before the end of the text")


def speak_in_child(engine: Any, request: dict[str, Any], send: Send) -> None:
    """Speak the request in a forked child. Ends this process, with a reason, if the child dies or is late."""
    alive, held_by_child = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            speak(engine, request, send)
            os._exit(0)
        except BaseException:  # noqa: BLE001  (a forked child never returns into the parent's code)
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    os.close(held_by_child)
    ready, _, _ = select.select([alive, 0], [], [], request["deadline"])
    os.close(alive)
    # late, or the requester is gone: nothing else makes input ready before the end of the answer
    if alive not in ready:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not ready:
        raise SystemExit(f"no answer within {request['deadline']:.0f} s")
    if status != 0:
        code = os.waitstatus_to_exitcode(status)
        raise SystemExit(f"eSpeak NG crashed ({signal.Signals(-code).name})" if code < 0 else 1)


def read_exactly(size: int) -> bytes | None:
    """`size` bytes of standard input, or None at its end."""
    data = b""
    while len(data) < size:
        more = os.read(0, size - len(data))
        if not more:
            return None
        data += more
    return data


def main() -> None:
    """Answer requests until standard input ends, which happens when the requesting process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the requesting process
    answers = os.dup(1)
    os.dup2(2, 1)  # output printed by libraries must not get between the frames

    def send(kind: bytes, payload: bytes) -> None:
        data = memoryview(struct.pack("<cI", kind, len(payload)) + payload)
        try:
            while data:
                data = data[os.write(answers, data) :]
        except OSError:
            os._exit(1)  # nobody is listening any more; a callback of the library cannot raise

    how, data_folder = sys.argv[1:]
    engine = open_pyttsx3(data_folder, send)
    while (head := read_exactly(4)) and (body := read_exactly(*struct.unpack("<I", head))):
        request = json.loads(body)
        if how == "once":
            speak(engine, request, send)
        else:
            speak_in_child(engine, request, send)
        send(b"E", json.dumps({"rate": RATE}).encode())
        if how == "once":
            return


if __name__ == "__main__":
    main()
