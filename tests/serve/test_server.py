"""The server, asked by a client that knows HTTP and by one that says what it likes."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import OutputError
from audiorender.serve.server import HOST, Server
from audiorender.serve.site import Site

AUDIO = bytes(range(256)) * 2000
SIZE = len(AUDIO)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a folder with an episode and a page; a secret lies beside it."""
    top = tmp_path_factory.mktemp("served")
    root = top / "show"
    (root / "tides").mkdir(parents=True)
    (root / "tides" / "tides.mp3").write_bytes(AUDIO)
    (root / "tides" / "index.html").write_text("<p>page</p>")
    (root / "tides" / "none.mp3").touch()
    (root / "empty").mkdir()
    (root / ".hidden").write_text("secret")
    (top / "secret").write_text("secret")
    (root / "link").symlink_to(top / "secret")
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "pipe")
    with Server(0, Site(root, (root,), {"": b"front", "feed.xml": b"<rss/>"})) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def ask(server: Server, target: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """The answer and its body, on a connection of its own."""
    with closing(HTTPConnection(HOST, server.server_port, timeout=10)) as connection:
        connection.request(method, target, headers={name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read()


def say(server: Server, raw: bytes) -> bytes:
    """All that comes back for these bytes, which are the last that this client sends."""
    with socket.create_connection((HOST, server.server_port), timeout=10) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def test_a_whole_file(server: Server) -> None:
    answer, body = ask(server, "/tides/tides.mp3")
    assert (answer.status, body) == (200, AUDIO)
    assert answer.getheader("Content-Type") == "audio/mpeg"
    assert answer.getheader("Content-Length") == str(SIZE)
    assert answer.getheader("Accept-Ranges") == "bytes"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("ETag", "").startswith('"')


def test_pages_and_folders(server: Server) -> None:
    assert ask(server, "/")[1] == b"front"
    answer, body = ask(server, "/feed.xml")
    assert (body, answer.getheader("Content-Type")) == (b"<rss/>", "application/rss+xml; charset=utf-8")
    assert ask(server, "/tides/")[1] == b"<p>page</p>"
    answer, _ = ask(server, "/tides?x")
    assert (answer.status, answer.getheader("Location")) == (301, "/tides/")
    assert ask(server, "/empty/")[0].status == 404


@given(st.integers(0, SIZE + 10), st.integers(0, SIZE + 10))
def test_any_range(server: Server, first: int, last: int) -> None:
    answer, body = ask(server, "/tides/tides.mp3", Range=f"bytes={first}-{last}")
    if last < first:
        assert (answer.status, len(body)) == (200, SIZE)
    elif first >= SIZE:
        assert (answer.status, answer.getheader("Content-Range")) == (416, f"bytes */{SIZE}")
    else:
        assert (answer.status, body) == (206, AUDIO[first : last + 1])
        assert answer.getheader("Content-Range") == f"bytes {first}-{min(last, SIZE - 1)}/{SIZE}"
        assert answer.getheader("Content-Length") == str(len(body))


@pytest.mark.parametrize(("header", "part"), [("bytes=5-", AUDIO[5:]), ("bytes=-5", AUDIO[-5:])])
def test_open_ranges(server: Server, header: str, part: bytes) -> None:
    answer, body = ask(server, "/tides/tides.mp3", Range=header)
    assert (answer.status, body) == (206, part)


@pytest.mark.parametrize("header", ["bytes=0-1,3-4", "pages=1-2", "bytes=a-b"])
def test_other_ranges_count_as_none(server: Server, header: str) -> None:
    answer, body = ask(server, "/tides/tides.mp3", Range=header)
    assert (answer.status, len(body), answer.getheader("Content-Range")) == (200, SIZE, None)


def test_a_file_with_nothing_in_it(server: Server) -> None:
    assert ask(server, "/tides/none.mp3")[1] == b""
    assert ask(server, "/tides/none.mp3", Range="bytes=0-")[0].status == 416


def test_a_head_has_no_body(server: Server) -> None:
    answer, body = ask(server, "/tides/tides.mp3", "HEAD", Range="bytes=0-1")
    assert (answer.status, answer.getheader("Content-Length"), body) == (200, str(SIZE), b"")
    answer, body = ask(server, "/nothing", "HEAD")
    assert (answer.status, body) == (404, b"")


def test_a_part_is_of_the_file_that_is_known(server: Server) -> None:
    first, _ = ask(server, "/tides/tides.mp3")
    tag, changed = first.getheader("ETag", ""), first.getheader("Last-Modified", "")
    for known in (tag, changed):
        answer, body = ask(server, "/tides/tides.mp3", Range="bytes=1-2", If_Range=known)
        assert (answer.status, body) == (206, AUDIO[1:3])
    for other in ('"other"', f"W/{tag}", "Sat, 16 Mar 2024 00:00:00 GMT"):
        answer, body = ask(server, "/tides/tides.mp3", Range="bytes=1-2", If_Range=other)
        assert (answer.status, len(body)) == (200, SIZE)
    answer, body = ask(server, "/tides/tides.mp3", If_None_Match=f'"x", {tag}')
    assert (answer.status, body) == (304, b"")


def test_one_connection_for_many_questions(server: Server) -> None:
    with closing(HTTPConnection(HOST, server.server_port, timeout=10)) as connection:
        for target, status in (("/tides/tides.mp3", 200), ("/nothing", 404), ("/feed.xml", 200), ("/.hidden", 404)) * 2:
            connection.request("GET", target)
            answer = connection.getresponse()
            assert answer.status == status
            answer.read()


@pytest.mark.parametrize(
    "target",
    [
        *("/../secret", "/tides/../../secret", "/%2e%2e/secret", "/..%2fsecret", "//../secret", "/link", "/.hidden"),
        *("/%2ehidden", "/tides/%00", "/pipe", "*", "secret", "/tides\\..\\..\\secret", "http://127.0.0.1/secret"),
    ],
)
def test_nothing_else_is_seen(server: Server, target: str) -> None:
    raw = f"GET {target} HTTP/1.1\r\nHost: {HOST}:{server.server_port}\r\nConnection: close\r\n\r\n".encode()
    said = say(server, raw)
    assert said.startswith(b"HTTP/1.1 404 ")
    assert b"secret" not in said


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", HOST])
def test_its_own_names(server: Server, name: str) -> None:
    assert ask(server, "/", Host=f"{name}:{server.server_port}")[0].status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", HOST, f"{HOST}:1", "", ":{port}", f"{HOST}:{{port}}@evil.example"]
)
def test_no_other_name(server: Server, host: str) -> None:
    answer, body = ask(server, "/tides/tides.mp3", Host=host.format(port=server.server_port))
    assert (answer.status, len(body)) == (421, 24)


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
        b"GET " + b"/" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /feed.xml HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 3\r\n\r\nabc",
        b"DELETE /tides/tides.mp3 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: 127.0.0.1:PORT\r\n\r\n",
    ],
    ids=range(9),
)
def test_what_is_no_good_question(server: Server, raw: bytes) -> None:
    said = say(server, raw.replace(b"PORT", str(server.server_port).encode()))
    assert b" 200 " not in said.partition(b"\r\n")[0]
    assert ask(server, "/")[0].status == 200


def test_what_comes_with_a_question_is_no_second_one(server: Server) -> None:
    inner = b"GET /tides/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n"
    raw = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: %d\r\n\r\n%b" % (len(inner), inner)
    assert say(server, raw.replace(b"PORT", str(server.server_port).encode())).count(b"HTTP/1.1 ") == 1


def test_clients_that_go_away_are_no_news(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        with socket.create_connection((HOST, server.server_port), timeout=10) as connection:
            connection.sendall(f"GET /tides/tides.mp3 HTTP/1.1\r\nHost: {HOST}:{server.server_port}\r\n\r\n".encode())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert ask(server, "/")[0].status == 200
    assert capfd.readouterr() == ("", "")


def test_it_listens_here_alone(server: Server) -> None:
    assert server.socket.getsockname() == (HOST, server.server_port)
    assert server.url == f"http://{HOST}:{server.server_port}/"


def test_a_port_in_use(server: Server, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=f"port {server.server_port} cannot be used: .*in use.*--serve"):
        Server(server.server_port, Site(tmp_path, (tmp_path,)))
