"""A server on this machine that speaks like OpenAI's and ElevenLabs's, and misbehaves as it is told.

Its voices are sines, as long as their text. A text may be answered with a fault of `FAULTS` first: `faults` says with
which, in turn.
"""

from __future__ import annotations

import base64
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

from audiorender.model import Speech

RATE = 24_000

SECONDS_A_CHARACTER = 0.07

PITCHES = {"alloy": 220, "echo": 330}


def wav(pcm: bytes, *, rate: int = RATE, size: int | None = None, channels: int = 1) -> bytes:
    """A WAV file of 16-bit samples, its header as told."""
    size = len(pcm) if size is None else size
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, channels, rate, rate * channels * 2, channels * 2, 16)
    return struct.pack("<4sI4s", b"RIFF", 36 + len(pcm), b"WAVE") + form + struct.pack("<4sI", b"data", size) + pcm


def spoken(text: str, pitch: float = 220.0) -> bytes:
    """The samples of a text."""
    length = max(int(len(text) * SECONDS_A_CHARACTER * RATE), RATE // 2)
    wave = np.sin(2 * np.pi * pitch * np.arange(length) / RATE) * 8_000
    wave[-RATE // 10 :] *= np.clip(np.linspace(1, -1, RATE // 10), 0, 1)  # it dies away, as speech does
    return wave.astype("<i2").tobytes()


@dataclass
class Desk:
    """What the server does, and what it was asked."""

    faults: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    under_way: int = 0
    most: int = 0
    times: list[float] = field(default_factory=list)
    delay: float = 0.0
    leaving: threading.Event = field(default_factory=threading.Event)
    say: Callable[[str], Speech] | None = None
    """Speaks in place of the sines."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        desk = self.server.desk
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            desk.asked.append({"path": self.path, **body})
            desk.headers.append(dict(self.headers))
            desk.times.append(time.monotonic())
            desk.under_way += 1
            desk.most = max(desk.most, desk.under_way)
            fault = desk.faults.pop(0) if desk.faults else ""
        try:
            desk.leaving.wait(desk.delay)
            FAULTS[fault](self, body)
        except OSError:
            self.close_connection = True
        finally:
            with self.server.lock:
                desk.under_way -= 1

    def reply(self, data: bytes, media_type: str = "audio/wav", status: int = 200, **headers: str) -> None:
        """An answer of a known length."""
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", headers.pop("length", str(len(data))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def stream(self, blocks: Iterator[bytes]) -> None:
        """An answer in chunks, until the client goes."""
        self.send_response(200)
        self.send_header("Content-Type", "audio/wav")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for block in blocks:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(block), block))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class calls it so
        """Say nothing."""


def _speak(handler: Handler, body: dict[str, Any]) -> None:
    if "with-timestamps" in handler.path:
        _with_times(handler, body)
        return
    desk, form = handler.server.desk, body["response_format"]
    if desk.say is None:
        speech = Speech(RATE, spoken(body["input"], PITCHES.get(body["voice"], 500) * body.get("speed", 1.0)))
    else:
        speech = desk.say(body["input"])
    handler.reply(wav(speech.pcm, rate=speech.rate) if form == "wav" else speech.pcm, f"audio/{form}")


def _with_times(handler: Handler, body: dict[str, Any]) -> None:
    text = body["text"]
    pcm = spoken(text, 200 + 200 * body["voice_settings"]["stability"])
    seconds = len(pcm) / 2 / RATE
    starts = [seconds * place / len(text) for place in range(len(text))]
    alignment = {"characters": list(text), "character_start_times_seconds": starts}
    answer = {"audio_base64": base64.b64encode(pcm).decode(), "alignment": alignment}
    handler.reply(json.dumps(answer).encode(), "application/json")


def _cut(handler: Handler, body: dict[str, Any]) -> None:
    data = wav(spoken(body["input"]))
    handler.reply(data[: len(data) // 2], length=str(len(data)))
    handler.close_connection = True


def _hang_up(handler: Handler, _: dict[str, Any]) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def _silence_forever() -> Iterator[bytes]:
    yield wav(b"", size=0xFFFFFFFF)
    while True:
        yield bytes(100_000)


def _drips(handler: Handler) -> Iterator[bytes]:
    yield wav(b"", size=0xFFFFFFFF)
    while not handler.server.desk.leaving.wait(0.1):
        yield bytes(2)


def _echo_key(handler: Handler, _: dict[str, Any]) -> None:
    said = f"Incorrect API key provided: {handler.headers.get('Authorization')}"
    handler.reply(json.dumps({"error": {"message": said}}).encode(), "application/json", 400)


def _unended(handler: Handler, body: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(wav(spoken(body["input"]), size=0xFFFFFFFF))
    handler.close_connection = True


FAULTS: dict[str, Callable[[Handler, dict[str, Any]], None]] = {
    "": _speak,
    "429 with Retry-After": lambda handler, _: handler.reply(b"", status=429, Retry_After="0"),
    "429 with a far Retry-After": lambda handler, _: handler.reply(b"", status=429, Retry_After="3600"),
    "429 without": lambda handler, _: handler.reply(b"", status=429),
    "500": lambda handler, _: handler.reply(b"<h1>Oops</h1>", "text/html", 500),
    "cut connection": _cut,
    "no answer": _hang_up,
    "empty": lambda handler, _: handler.reply(b""),
    "wrong type": lambda handler, body: handler.reply(wav(spoken(body["input"])), "text/plain"),
    "a message": lambda handler, _: handler.reply(b'{"detail": "no"}', "audio/wav"),
    "slow": lambda handler, _: handler.stream(_drips(handler)),
    "endless": lambda handler, _: handler.stream(_silence_forever()),
    "huge": lambda handler, _: handler.reply(b"RIFF", length="4000000000"),
    "wrong rate": lambda handler, body: handler.reply(wav(spoken(body["input"]), rate=1_000_000)),
    "another rate": lambda handler, body: handler.reply(wav(spoken(body["input"]), rate=16_000)),
    "half a WAV": lambda handler, body: handler.reply(wav(spoken(body["input"]), size=10_000_000)),
    "noise": lambda handler, _: handler.reply(bytes(range(256)) * 50),
    "HTML": lambda handler, _: handler.reply(b"<!DOCTYPE html><p>Sign in</p>", "text/html"),
    "redirect": lambda handler, _: handler.reply(b"", status=307, Location="https://elsewhere.example/v1/audio/speech"),
    "refused": lambda handler, _: handler.reply(b"", status=401),
    "echoes the key": _echo_key,
    "streamed": lambda handler, body: handler.stream(iter([wav(spoken(body["input"]), size=0xFFFFFFFF)])),
    "not ended": _unended,
}


class Server(ThreadingHTTPServer):
    """The server and its desk."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.desk = Desk()
        self.lock = threading.Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that have gone."""


@contextmanager
def speaking() -> Iterator[tuple[str, Desk]]:
    """The address of a server, without a slash at its end, and its desk."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.desk
    finally:
        server.desk.leaving.set()
        server.shutdown()
        server.server_close()
        thread.join()
