"""What may be seen of a folder, and what not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.serve.site import Site, media_type, parts


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """`show/` is published; beside it lies a secret."""
    root = tmp_path / "show"
    for name in ("tides/tides.mp3", "tides/index.html", "tides/.base", ".git/config", "über uns/a+b?.mp3"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "showcase").mkdir()
    (tmp_path / "showcase" / "secret.txt").write_text("secret")
    (root / "out").symlink_to(tmp_path)
    (root / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (root / "open.base").symlink_to(root / "tides" / ".base")
    (root / "circle").symlink_to(root / "circle")
    (root / "inner.mp3").symlink_to(root / "tides" / "tides.mp3")
    return Site(root, (root,), {"feed.xml": b"feed", "": b"front"})


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/tides/tides.mp3", "tides/tides.mp3"),
        ("/tides/tides.mp3?at=3#t=4", "tides/tides.mp3"),
        ("/%74ides/tides%2Emp3", "tides/tides.mp3"),
        ("/tides", "tides"),
        ("/tides/", "tides"),
        ("/%C3%BCber%20uns/a%2Bb%3F.mp3", "über uns/a+b?.mp3"),
        ("/inner.mp3", "tides/tides.mp3"),
    ],
)
def test_what_is_seen(site: Site, target: str, name: str) -> None:
    assert site.find(target) == (site.root / name).resolve()


def test_pages(site: Site) -> None:
    assert (site.find("/"), site.find("/?x"), site.find("/feed.xml?x")) == (b"front", b"front", b"feed")
    assert site.find("/tides/feed.xml") is None
    assert site.find("/feed.xml/") is None


HIDDEN = [
    "/../secret.txt",
    "/tides/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E%2Fsecret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/tides/..\\..\\secret.txt",
    "/%252e%252e/secret.txt",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/tides//tides.mp3",
    "/tides/./tides.mp3",
    "/tides/.base",
    "/tides/%2ebase",
    "/.git/config",
    "/.git",
    "/out/secret.txt",
    "/out/showcase/secret.txt",
    "/secret.txt",
    "/open.base",
    "/circle",
    "/tides/tides.mp3%00.txt",
    "/%00",
    "/tides/tides.mp3/",
    "/tides/tides.mp3/x",
    "/" + "a" * 5000,
    "/" + "a/" * 3000,
    "/%ff%fe",
    "",
    "*",
    "tides/tides.mp3",
    "http://127.0.0.1/tides/tides.mp3",
]


@pytest.mark.parametrize("target", HIDDEN, ids=range(len(HIDDEN)))
def test_what_is_not_seen(site: Site, target: str) -> None:
    assert site.find(target) is None


def test_only_the_folders_that_were_named(site: Site) -> None:
    few = Site(site.root, (site.root / "tides",), site.pages)
    assert isinstance(few.find("/tides/tides.mp3"), Path)
    assert few.find("/%C3%BCber%20uns/a%2Bb%3F.mp3") is None
    assert few.find("/feed.xml") == b"feed"


@given(st.lists(st.sampled_from(["..", ".", "", "%2e%2e", "%2E.", "tides", "secret.txt", "out", "%00", "\\", "a"])))
def test_no_way_leads_out(names: list[str]) -> None:
    found = parts("/" + "/".join(names))
    assert found is None or not any(name in {"", ".", ".."} or "/" in name or "\0" in name for name in found)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.mp3", "audio/mpeg"),
        ("a.M4A", "audio/mp4"),
        ("a.opus", "audio/ogg"),
        ("a.chapters.json", "application/json+chapters"),
        ("a.json", "application/json"),
        ("feed.xml", "application/rss+xml; charset=utf-8"),
        ("a.psc.xml", "application/xml; charset=utf-8"),
        ("a.vtt", "text/vtt; charset=utf-8"),
        ("a", "application/octet-stream"),
        ("a.exe", "application/octet-stream"),
    ],
)
def test_media_types(name: str, kind: str) -> None:
    assert media_type(name) == kind


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_found_and_is_the_server_s_to_refuse(site: Site) -> None:
    os.mkfifo(site.root / "pipe")
    assert site.find("/pipe") == (site.root / "pipe").resolve()
