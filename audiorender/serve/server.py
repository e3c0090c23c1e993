"""HTTP on the loopback interface."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any, BinaryIO
from urllib.parse import quote

from audiorender.errors import OutputError
from audiorender.folder import INDEX
from audiorender.serve.ranges import UnsatisfiableError, wanted
from audiorender.serve.site import Site, media_type

HOST = "127.0.0.1"

_NAMES = frozenset({HOST, "localhost"})
_ONLY_PORT = "choose another port with --serve PORT"


class Server(ThreadingHTTPServer):
    """Serves `site`, with one thread per connection. It stops at once, without waiting for threads that are still
    sending."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = sys.platform != "win32"  # on Windows, it would share a port that is in use

    def __init__(self, port: int, site: Site | None = None) -> None:
        """Listen on `port` (0: any free one). Raises OutputError if it is in use or not permitted."""
        self.site = site
        try:
            super().__init__((HOST, port), Handler)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "there is no such port"
            raise OutputError(f"port {port} cannot be used: {reason}", hint=_ONLY_PORT) from error

    @property
    def url(self) -> str:
        """Its address, ending with a slash."""
        return f"http://{HOST}:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind without looking up this machine's name, as the base class does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that disconnected or were too slow."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "audiorender"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer with the file, or the requested part of it."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Answer as for GET, without the file."""
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class calls it so
        """Log nothing."""

    def _answer(self, *, body: bool) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # the request's body is never read
        if not self._for_us():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            return
        found = self.server.site.find(self.path) if self.server.site else None
        if isinstance(found, bytes):
            self._page(found, body=body)
        elif found is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif found.is_dir() and not self.path.partition("?")[0].endswith("/"):
            self._move()
        else:
            self._file(found / INDEX if found.is_dir() else found, body=body)

    def _for_us(self) -> bool:
        """Whether the request names this server as its host: a page whose host name was pointed at us names its own."""
        hosts = self.headers.get_all("Host", [])
        name, _, port = hosts[0].strip().rpartition(":") if len(hosts) == 1 else ("", "", "")
        return name.lower() in _NAMES and port == str(self.server.server_port)

    def _page(self, data: bytes, *, body: bool) -> None:
        name = self.path.partition("?")[0].lstrip("/") or INDEX
        self._head(HTTPStatus.OK, media_type(name), len(data), f'"{hashlib.sha256(data).hexdigest()[:32]}"')
        if body:
            self.wfile.write(data)

    def _file(self, path: Path, *, body: bool) -> None:
        try:
            if not path.is_file():  # opening anything but a regular file may block
                raise FileNotFoundError
            with path.open("rb") as file:
                state = os.fstat(file.fileno())
                if not stat.S_ISREG(state.st_mode):
                    raise FileNotFoundError
                self._send(file, state, media_type(path.name), body=body)
        except (FileNotFoundError, PermissionError):
            self._refuse(HTTPStatus.NOT_FOUND)

    def _send(self, file: BinaryIO, state: os.stat_result, kind: str, *, body: bool) -> None:
        size, tag = state.st_size, f'"{state.st_size:x}-{state.st_mtime_ns:x}"'
        changed = formatdate(int(state.st_mtime), usegmt=True)
        if tag in [each.strip() for each in self.headers.get("If-None-Match", "").split(",")]:
            self._head(HTTPStatus.NOT_MODIFIED, None, None, tag)
            return
        try:
            part = wanted(self._range(tag, changed), size)
        except UnsatisfiableError:
            self._refuse(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, ("Content-Range", f"bytes */{size}"))
            return
        start, end = part or (0, size)
        place = [("Content-Range", f"bytes {start}-{end - 1}/{size}")] if part else []
        status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
        self._head(status, kind, end - start, tag, ("Accept-Ranges", "bytes"), ("Last-Modified", changed), *place)
        if body and end > start and self.connection.sendfile(file, start, end - start) != end - start:
            self.close_connection = True  # the file became shorter: do not let the client wait for the rest

    def _range(self, tag: str, changed: str) -> str | None:
        """The requested range, if the file is still the one that the client has the beginning of."""
        condition = self.headers.get("If-Range")
        if self.command != "GET" or (condition is not None and condition.strip() not in {tag, changed}):
            return None
        return self.headers.get("Range")

    def _move(self) -> None:
        """Redirect to the folder's name with a slash, without which the links on its page would lead elsewhere."""
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        path = self.path.partition("?")[0]
        self.send_header("Location", quote(path, safe="/%") + "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _refuse(self, status: HTTPStatus, *headers: tuple[str, str]) -> None:
        text = f"{status.value} {status.phrase}\n".encode()
        self._head(status, "text/plain; charset=utf-8", len(text), None, *headers)
        if self.command != "HEAD":
            self.wfile.write(text)

    def _head(
        self, status: HTTPStatus, kind: str | None, length: int | None, tag: str | None, *more: tuple[str, str]
    ) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": length, "ETag": tag, **dict(more)}
        for name, value in headers.items():
            if value is not None:
                self.send_header(name, str(value))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
