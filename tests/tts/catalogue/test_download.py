"""Downloads from a server on this machine that breaks off, lies and changes its mind."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from audiorender.errors import ToolError
from audiorender.tts.catalogue.download import ATTEMPTS, fetch
from audiorender.tts.catalogue.entries import File
from tts.catalogue.server import Shelf, serving

DATA = bytes(range(256)) * 4000
DIGEST = hashlib.sha256(DATA).hexdigest()


def got(shelf: Shelf, into: Path, *, known: bool = True, size: int = len(DATA)) -> tuple[bytes, list[int], list[float]]:
    """What `fetch` brings, what it tells on the way, and how long it would have waited."""
    told: list[int] = []
    waited: list[float] = []
    with serving(shelf) as address:
        file = File("model.bin", size, DIGEST if known else None, f"{address}/model.bin")
        part = fetch(file, into, told.append, waited.append)
    return part.read_bytes(), told, waited


def test_a_file_comes_whole(tmp_path: Path) -> None:
    data, told, waited = got(Shelf({"/model.bin": DATA}), tmp_path)
    assert data == DATA
    assert (told[0], told[-1]) == (0, len(DATA))
    assert waited == []


@pytest.mark.parametrize("known", [True, False])
def test_what_breaks_off_is_continued_where_it_stopped(tmp_path: Path, known: bool) -> None:
    shelf = Shelf({"/model.bin": DATA}, breaks=[300_000, 1, 500_000])
    data, _, waited = got(shelf, tmp_path, known=known)
    assert data == DATA
    assert [asked for _, asked in shelf.asked] == [None, "bytes=300000-", "bytes=300001-", "bytes=800001-"]
    assert waited == [0.5] * 3  # each brought something, so no wait grows


def test_a_later_command_goes_on_where_the_first_was_stopped(tmp_path: Path) -> None:
    (tmp_path / "model.bin.part").write_bytes(DATA[:700_000])
    (tmp_path / "model.bin.etag").write_text('"one"')
    shelf = Shelf({"/model.bin": DATA})
    assert got(shelf, tmp_path)[0] == DATA
    assert shelf.asked == [("/model.bin", "bytes=700000-")]


@pytest.mark.parametrize("known", [True, False])
def test_a_file_that_was_changed_meanwhile_is_begun_anew(tmp_path: Path, known: bool) -> None:
    (tmp_path / "model.bin.part").write_bytes(b"old" * 1000)
    (tmp_path / "model.bin.etag").write_text('"old"')
    assert got(Shelf({"/model.bin": DATA}, tag='"new"'), tmp_path, known=known)[0] == DATA


def test_without_a_hash_and_without_a_tag_nothing_is_continued(tmp_path: Path) -> None:
    (tmp_path / "model.bin.part").write_bytes(b"from somewhere else")
    assert got(Shelf({"/model.bin": DATA}, tag=None), tmp_path, known=False)[0] == DATA


def test_a_weak_tag_promises_nothing(tmp_path: Path) -> None:
    shelf = Shelf({"/model.bin": DATA}, tag='W/"one"', breaks=[1000])
    assert got(shelf, tmp_path, known=False)[0] == DATA
    assert [asked for _, asked in shelf.asked] == [None, None]


def test_a_server_without_ranges_begins_anew(tmp_path: Path) -> None:
    assert got(Shelf({"/model.bin": DATA}, ranges=False, breaks=[300_000]), tmp_path)[0] == DATA


def test_a_busy_server_is_asked_again_later(tmp_path: Path) -> None:
    data, _, waited = got(Shelf({"/model.bin": DATA}, status=[503, 429, 500]), tmp_path)
    assert data == DATA
    assert waited == [1.0, 2.0, 4.0]


def test_who_never_gives_anything_is_given_up(tmp_path: Path) -> None:
    shelf = Shelf({"/model.bin": DATA}, status=[503] * 99)
    with pytest.raises(ToolError, match="503 Service Unavailable; run the command again"):
        got(shelf, tmp_path)
    assert len(shelf.asked) == ATTEMPTS


def test_a_server_that_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    file = File("model.bin", 1, None, "http://127.0.0.1:9/model.bin")
    with pytest.raises(ToolError, match=r"127.0.0.1:9/model.bin: cannot be fetched: no connection"):
        fetch(file, tmp_path, lambda _: None, lambda _: None)


def test_a_redirect_is_followed_with_the_range(tmp_path: Path) -> None:
    shelf = Shelf({"/blob": DATA}, breaks=[5000], moved={"/model.bin": "/blob"})
    assert got(shelf, tmp_path)[0] == DATA
    assert shelf.asked[-1] == ("/blob", "bytes=5000-")


@pytest.mark.parametrize(
    ("shelf", "fault"),
    [
        (Shelf({"/model.bin": DATA}, status=[404]), "404 Not Found; the file may have moved"),
        (Shelf({"/model.bin": DATA}, status=[403]), "403 Forbidden"),
        (Shelf({"/model.bin": DATA}, media_type="text/html"), "web page instead of the file"),
        (Shelf({"/model.bin": DATA[:-1]}), "has 1,023,999 bytes instead of 1,024,000"),
        (Shelf({"/model.bin": DATA + b"x"}), "has 1,024,001 bytes"),
        (Shelf({}, moved={"/model.bin": "ftp://127.0.0.1/model.bin"}), "redirects to an unsafe address"),
    ],
    ids=["gone", "forbidden", "web page", "cut", "longer", "another protocol"],
)
def test_what_is_not_the_file_is_refused_at_once(tmp_path: Path, shelf: Shelf, fault: str) -> None:
    with pytest.raises(ToolError, match=fault) as raised:
        got(shelf, tmp_path)
    assert "\n" not in str(raised.value)
    assert len(shelf.asked) == 1


def test_more_than_was_announced_is_cut_off(tmp_path: Path) -> None:
    (tmp_path / "model.bin.part").write_bytes(DATA + b"too much")
    assert got(Shelf({"/model.bin": DATA}), tmp_path)[0] == DATA
