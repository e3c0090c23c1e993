"""A web server on this machine that gives files out, and misbehaves as it is told."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Shelf:
    """What a server gives: bytes by path, and its faults. `breaks`: after how many bytes each answer in turn stops."""

    files: dict[str, bytes]
    ranges: bool = True
    tag: str | None = '"one"'
    breaks: list[int] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    media_type: str = "application/octet-stream"
    length: int | None = None
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        shelf = self.server.shelf
        shelf.asked.append((self.path, self.headers.get("Range")))
        self.close_connection = True
        if self.path in shelf.moved:
            self._head(302, {"Location": shelf.moved[self.path], "Content-Length": "0"})
            return
        if shelf.status:
            self._head(shelf.status.pop(0), {"Content-Length": "0"})
            return
        data = shelf.files.get(self.path)
        if data is None:
            self._head(404, {"Content-Length": "0"})
            return
        start = self._start(shelf)
        if start > len(data):
            self._head(416, {"Content-Length": "0"})
            return
        body = data[start:]
        told = {"Content-Type": shelf.media_type, "Content-Length": str(shelf.length or len(body))}
        if shelf.tag:
            told["ETag"] = shelf.tag
        if start:
            told["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self._head(206 if start else 200, told)
        self.wfile.write(body[: shelf.breaks.pop(0)] if shelf.breaks else body)

    def _start(self, shelf: Shelf) -> int:
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        same = self.headers.get("If-Range") in {None, shelf.tag}
        return int(asked[1]) if shelf.ranges and asked and same else 0

    def _head(self, code: int, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class calls it so
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.shelf = shelf

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that have gone."""


@contextmanager
def serving(shelf: Shelf) -> Iterator[str]:
    """The address at which `shelf` is served, without a slash at its end."""
    server = _Server(shelf)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
