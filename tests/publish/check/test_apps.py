"""What each app would show, by the container and its faults."""

from __future__ import annotations

import pytest

from audiorender.publish.check.apps import View, views
from audiorender.publish.check.found import Found
from audiorender.publish.readback import Fault, Mark, Tags


def shown(
    suffix: str, *faults: Fault, count: int = 4, notes: list[int] | None = None, listed: int | None = None
) -> dict[str, View]:
    marks = tuple(Mark(n * 20_000, (n + 1) * 20_000, f"Part {n}") for n in range(count))
    found = Found("a", suffix, 1, count * 20_000, 48000, 2, Tags("T", marks, faults))
    return {view.app: view for view in views(found, notes, listed)}


@pytest.mark.parametrize(
    ("suffix", "faults", "app", "count", "words"),
    [
        (".mp3", (), "Apple Podcasts", 4, "4"),
        (".mp3", (Fault("ctoc-missing", ""),), "Apple Podcasts", 0, "none: it has no CTOC"),
        (".mp3", (Fault("ctoc-missing", ""),), "Overcast", 0, "none: it has no CTOC"),
        (".mp3", (Fault("ctoc-missing", ""),), "AntennaPod", 4, "4"),
        (".mp3", (Fault("ctoc-unlisted", "", [2]),), "Pocket Casts (iOS)", 3, "3: 1 are not in the CTOC"),
        (".m4a", (Fault("mp4-track-missing", ""),), "Apple Podcasts", 0, "none: it has no chapter track"),
        (".m4a", (Fault("mp4-list-missing", ""),), "AntennaPod", 0, "none: it has no chapter list (chpl)"),
        (".m4b", (Fault("mp4-title-long", "", [3, 4]),), "AntennaPod", 2, "2: a title has more than 127 bytes"),
        (".opus", (), "Apple Podcasts", 0, "none: it plays only MP3 and M4A"),
        (".opus", (), "AntennaPod", 4, "4"),
        (".flac", (), "AntennaPod", None, "not known"),
        (".m4a", (), "Overcast", None, "not known"),
        (".mp3", (Fault("chapter-order", ""),), "mpv, Kodi (FFmpeg)", 4, "4: in the wrong order"),
        (".flac", (Fault("flac-cue-sheet", ""),), "mpv, Kodi (FFmpeg)", 4, "4: mixed with the tracks of a cue sheet"),
    ],
)
def test_chapters(suffix: str, faults: tuple[Fault, ...], app: str, count: int | None, words: str) -> None:
    view = shown(suffix, *faults)[app]
    assert (view.shown, view.chapters) == (count, words)


def test_titles_that_are_lost() -> None:
    lost = shown(".mp3", Fault("id3-long", "", [1, 2]))
    assert {view.titles for view in lost.values() if view.app in {"Apple Podcasts", "Pocket Casts (iOS)"}} == {
        "2 of 4 lost"
    }
    assert lost["AntennaPod"].titles == "all"


def test_chapters_pictures_in_an_mp4_are_apples_alone() -> None:
    mark = Mark(0, 60_000, "One", None, b"\xff\xd8\xff")
    for suffix, expected in ((".m4a", {"Apple Podcasts"}), (".mp3", {"Apple Podcasts", "AntennaPod"})):
        found = Found("a", suffix, 1, 60_000, 48000, 2, Tags("T", (mark,), ()))
        apps = {view.app for view in views(found, None, None) if view.pictures == "1 of chapters"}
        assert expected <= apps
        assert "mpv, Kodi (FFmpeg)" not in apps
        assert ("AntennaPod" in apps) == (suffix == ".mp3")


def test_more_than_100_in_comments() -> None:
    assert shown(".ogg", count=100)["AntennaPod"].shown == 100
    assert shown(".ogg", count=101)["AntennaPod"].shown == 0


@pytest.mark.parametrize(
    ("notes", "spotify", "youtube"),
    [
        (None, 0, 0),
        ([0, 20], 0, 0),
        ([5, 20, 40], 0, 0),
        ([0, 20, 25], 3, 0),
        ([0, 20, 40], 3, 3),
    ],
)
def test_show_notes(notes: list[int] | None, spotify: int, youtube: int) -> None:
    found = shown(".mp3", notes=notes)
    assert (found["Spotify"].shown, found["YouTube"].shown) == (spotify, youtube)


def test_lists_beside_the_audio() -> None:
    assert shown(".mp3", listed=4)["AntennaPod"].chapters == "4, from the JSON list"
    assert shown(".mp3", listed=3)["AntennaPod"].chapters == "4"
    none = shown(".mp3", Fault("ctoc-missing", ""), notes=[0, 20, 40])["Apple Podcasts"]
    assert none.chapters == "none: it has no CTOC; from iOS 26.2 on, 3 from the show notes"
