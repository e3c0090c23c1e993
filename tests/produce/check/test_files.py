"""Faults of real files, made by others or spoiled on purpose, each beside the good file that has none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.id3 import APIC, CHAP, CTOC, ID3, TIT2, CTOCFlags
from publish.pictures import a_picture

import audiorender
from audiorender.audio import ffmpeg
from audiorender.model import RATE, Chapter, Meta
from audiorender.produce.retag.change import change_chapters
from audiorender.produce.retag.request import RetagRequest
from audiorender.publish.chapters import podcasting
from produce.check.faulty import SECONDS, STARTS, TITLES, both, broken, chapters, encode, good, rules, tagged, tone

METADATA = ";FFMETADATA1\ntitle=Tides\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start * 1000}\nEND={end * 1000}\ntitle={title}\n"
    for start, end, title in zip(STARTS, (*STARTS[1:], SECONDS), ("Ебб", "Туман " * 14, "Fog"), strict=True)
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return good(tmp_path_factory.mktemp("whole")).read_bytes()


@pytest.fixture
def mp3(tmp_path: Path, whole: bytes) -> Path:
    """A good MP3 of its own."""
    path = tmp_path / "tides.mp3"
    path.write_bytes(whole)
    return path


def silence(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.zeros(round(seconds * RATE), np.float32)


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".opus", ".ogg", ".flac", ".wav"])
def test_a_good_file_has_no_fault(tmp_path: Path, suffix: str) -> None:
    found = audiorender.check(good(tmp_path, suffix))
    assert [str(each) for each in found.findings] == []
    (file,) = found.files
    assert file.heard is not None
    assert abs(file.heard.samples - SECONDS * RATE) < 2100
    assert json.dumps(found.as_json())


def test_ffmpegs_own_tags(tmp_path: Path) -> None:
    """Version 2.4, and a title that Apple and Pocket Casts lose; its table of contents is there."""
    listed, path = tmp_path / "chapters.txt", encode(tmp_path / "a.wav", both(tone()))
    listed.write_text(METADATA, encoding="utf-8")
    out = tmp_path / "tides.mp3"
    ffmpeg.run(["-i", str(path), "-i", str(listed), "-map_metadata", "1", "-b:a", "128k", str(out)])
    path.unlink()
    found = audiorender.check(out)
    assert {"id3-version", "id3-long"} <= rules(found)
    views = {view.app: view for view in found.files[0].views}
    assert views["Apple Podcasts"].titles == views["Pocket Casts (iOS)"].titles == "1 of 3 lost"
    assert views["AntennaPod"].titles == "all"
    change_chapters(RetagRequest(out, output=tmp_path / "mended.mp3"))
    assert not {"id3-version", "id3-long"} & rules(audiorender.check(tmp_path / "mended.mp3"))


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (("-q:a", "4", "-write_xing", "0"), "mp3-vbr-no-header"),
        (("-q:a", "4"), "mp3-vbr"),
        (("-b:a", "128k", "-write_xing", "0"), "mp3-info-missing"),
        (("-b:a", "64k", "-ar", "22050"), "sample-rate"),
    ],
)
def test_how_it_was_encoded(tmp_path: Path, options: tuple[str, ...], rule: str) -> None:
    noise = np.random.default_rng(1).standard_normal(SECONDS * RATE).astype(np.float32)
    sound = both(tone() * np.float32(0.9) + noise * np.repeat(np.arange(SECONDS) % 2, RATE).astype(np.float32) * 0.02)
    assert rule in broken(good(tmp_path, ".mp3", sound, *options))
    assert not {"mp3-vbr-no-header", "mp3-vbr", "mp3-info-missing", "sample-rate"} & broken(good(tmp_path))


def by_mutagen(path: Path, *, table: bool, shuffled: bool = False) -> None:
    """Chapters as programs write them that use mutagen: it puts frames in the order of their sizes."""
    tag = ID3()
    tag.add(TIT2(encoding=3, text="Tides"))
    titles = ("A title that is long", "Short", "One of middling") if shuffled else ("One", "Two", "Three")
    for number, (start, end) in enumerate(zip(STARTS, (*STARTS[1:], SECONDS), strict=True)):
        title = TIT2(encoding=1, text=titles[number])
        tag.add(CHAP(element_id=f"c{number}", start_time=start * 1000, end_time=end * 1000, sub_frames=[title]))
    if table:
        names = [f"c{number}" for number in range(len(STARTS))]
        flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
        tag.add(CTOC(element_id="toc", flags=flags, child_element_ids=names, sub_frames=[]))
    tag.save(path, v2_version=3)


def test_chapters_without_a_table_of_contents(mp3: Path) -> None:
    by_mutagen(mp3, table=False)
    found = audiorender.check(mp3)
    assert "ctoc-missing" in rules(found, "error")
    views = {view.app: view.shown for view in found.files[0].views}
    assert (views["Apple Podcasts"], views["Overcast"], views["AntennaPod"]) == (0, 0, 3)


def test_shuffled_chapters(mp3: Path) -> None:
    by_mutagen(mp3, table=True, shuffled=True)
    found = audiorender.check(mp3)
    assert rules(found, "error") == {"chapter-order"}
    assert not {"chapter-first", "chapter-end"} & rules(found)
    assert "in the wrong order" in {view.app: view.chapters for view in found.files[0].views}["mpv, Kodi (FFmpeg)"]


@pytest.mark.parametrize(
    ("sound", "rule"),
    [
        (tone(-13)[np.newaxis], "loudness"),
        (both(tone(-23)), "loudness"),
        (both(np.clip(20 * tone(-20), -1, 1)), "clipping"),
        (both(tone(-0.2)), "true-peak"),
        (both(np.concatenate((silence(2.5), tone(seconds=SECONDS - 2.5)))), "silence-leading"),
        (both(np.concatenate((tone(seconds=10), silence(4.5), tone(seconds=SECONDS - 14.5)))), "silence-inside"),
        (both(np.concatenate((tone(seconds=18), silence(6)))), "silence-trailing"),
        (both(tone(), -tone()), "out-of-phase"),
        (both(tone(-13), silence(SECONDS)), "silent-channel"),
        (both(silence(SECONDS)), "silent"),
    ],
)
def test_what_is_heard(tmp_path: Path, sound: np.ndarray[tuple[int, int], np.dtype[np.float32]], rule: str) -> None:
    assert rule in broken(good(tmp_path, ".flac", sound))


def test_mono_is_3_lu_quieter(tmp_path: Path) -> None:
    """A sine in one channel alone reads 3 LU less than in two."""
    assert broken(good(tmp_path, ".flac", tone(-16)[np.newaxis])) == set()
    (found,) = audiorender.check(good(tmp_path, ".flac", tone(-13)[np.newaxis])).findings
    assert (found.rule, "-16.0 LUFS is too loud: the target is -19 in mono" in found.message) == ("loudness", True)


def test_another_target(mp3: Path) -> None:
    assert broken(mp3, target=-23.0) == {"loudness"}
    assert broken(mp3, target=-23.0, listen=False) == set()


@pytest.mark.parametrize(("suffix", "rule"), [(".mp3", "mp3-frame-count"), (".wav", "wav-size"), (".m4a", "length")])
def test_a_file_that_is_cut_off(tmp_path: Path, suffix: str, rule: str) -> None:
    path = good(tmp_path, suffix)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    found = broken(path)
    assert rule in found or "unreadable" in found
    assert (suffix == ".mp3") <= ("mp3-cut" in found)


def test_junk_in_an_mp3(mp3: Path) -> None:
    mp3.write_bytes(mp3.read_bytes() + b"<html>404</html>" * 10)
    assert broken(mp3) == {"mp3-junk"}


def test_pictures(mp3: Path) -> None:
    tagged(mp3, cover=a_picture(500, 300))
    assert broken(mp3) == {"cover-square", "cover-size"}
    tagged(mp3, cover=a_picture(1400, 1400, "JPEG", "CMYK", quality=30))
    assert broken(mp3) == {"picture-colours"}
    tagged(mp3, cover=b"\xff\xd8\xff\xe0 and nothing more")
    assert broken(mp3) == {"picture-damaged"}
    tag = ID3(mp3, translate=False)
    tag.delall("APIC")
    tag.add(APIC(encoding=0, mime="image/webp", type=3, desc="", data=a_picture(1400, 1400, "WEBP")))
    tag.save(mp3, v2_version=3)
    assert "picture-type" in broken(mp3)


def test_titles_and_times(mp3: Path) -> None:
    tagged(mp3, chapters=(Chapter(0, 12 * RATE + 500, "Fog"), Chapter(12 * RATE + 500, SECONDS * RATE, "Fog" * 20)))
    assert rules(audiorender.check(mp3)) == {"chapter-second", "chapter-title-long"}
    tagged(mp3, chapters=(*chapters()[:2], Chapter(16 * RATE, 80 * RATE, TITLES[0])))
    assert rules(audiorender.check(mp3)) == {"chapter-end", "chapter-title-twice"}
    tagged(mp3, chapters=(*chapters()[:2], Chapter(16 * RATE, 60 * RATE, "Fog"), Chapter(60 * RATE, 80 * RATE, "Dry")))
    assert broken(mp3) == {"chapter-beyond-end"}
    short = (Chapter(0, 24000, "At once"), Chapter(24000, SECONDS * RATE, "Later"))
    tagged(mp3, chapters=short)
    assert broken(mp3) == {"chapter-short"}
    tagged(mp3, chapters=())
    assert rules(audiorender.check(mp3)) == {"chapters-missing"}


def test_a_long_title_in_mp4(tmp_path: Path) -> None:
    """FFmpeg writes 200 bytes where AntennaPod's list ends at 128."""
    listed, path = tmp_path / "chapters.txt", encode(tmp_path / "a.wav", both(tone()))
    listed.write_text(METADATA.replace("Туман " * 14, "Туман " * 20), encoding="utf-8")
    out = tmp_path / "tides.m4a"
    ffmpeg.run(["-i", str(path), "-i", str(listed), "-map_metadata", "1", "-movflags", "+faststart", str(out)])
    path.unlink()
    found = audiorender.check(out)
    assert "mp4-title-long" in rules(found, "error")
    assert {view.app: view.shown for view in found.files[0].views}["AntennaPod"] == 1
    ffmpeg.run(["-i", str(out), "-map", "0:a", "-c", "copy", "-y", str(tmp_path / "late.m4a")])
    assert "mp4-index-late" in broken(tmp_path / "late.m4a")


def beside(path: Path, suffix: str, text: str) -> Path:
    other = path.with_name(path.stem + suffix)
    other.write_text(text, encoding="utf-8")
    return other


def listed(titles: tuple[str, ...] = TITLES) -> str:
    return podcasting.chapters_json(chapters(titles), Meta("Tides"))


def test_lists_of_chapters(tmp_path: Path, mp3: Path) -> None:
    beside(mp3, ".chapters.json", listed())
    beside(mp3, ".notes.txt", "Tides\n\n00:00 Low water\n00:08 The second sandbank\n00:16 Fog\n")
    assert rules(audiorender.check(mp3)) == {"notes-close"}
    beside(mp3, ".chapters.json", listed(("Low water", "Another", "Fog")))
    (found,) = (each for each in audiorender.check(mp3).findings if each.rule == "list-differ")
    assert "AntennaPod shows this list" in found.message
    beside(mp3, ".chapters.json", listed().replace('"startTime": 16', '"startTime": 160'))
    assert broken(mp3) == {"list-differ", "list-beyond-end"}
    beside(mp3, ".chapters.json", "{")
    beside(mp3, ".notes.txt", "00:00 Low water\n00:16 Fog\n")
    assert broken(mp3) == {"list-damaged", "notes-differ"}


def test_a_list_beside_audio_without_chapters(tmp_path: Path) -> None:
    path = good(tmp_path, ".flac", chapters=())
    beside(path, ".chapters.json", listed())
    assert broken(path) == {"list-only"}


def test_transcripts(mp3: Path) -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:20.000\n<v Ada>The fog came in.\n"
    srt = "1\n00:00:01,000 --> 00:00:20,000\nAda: The fog came in.\n"
    beside(mp3, ".vtt", vtt)
    beside(mp3, ".srt", srt)
    assert broken(mp3) == set()
    beside(mp3, ".srt", srt.replace("fog", "tide"))
    assert broken(mp3) == {"transcript-differ"}
    beside(mp3, ".srt", srt)
    beside(mp3, ".vtt", vtt.replace("00:20.000", "00:25.000"))
    assert broken(mp3) == {"transcript-beyond-end"}
    mp3.with_suffix(".vtt").write_bytes(b"WEBVTT\n\n\xff\xfe")
    assert broken(mp3) == {"transcript-damaged"}


def test_forms_that_differ(mp3: Path) -> None:
    good(mp3.parent, ".flac")
    assert broken(mp3.parent) == set()
    good(mp3.parent, ".flac", both(tone(seconds=20)), chapters=chapters(seconds=20)[:2])
    assert "forms-differ" in broken(mp3.parent)


FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>T</title>
<link>https://example.org/</link><description>D</description><language>en</language><itunes:image href="https://example.org/c.png"/>
<itunes:category text="Technology"/><itunes:explicit>false</itunes:explicit>
<item><title>Tides</title><guid>1</guid>
<pubDate>Sat, 4 May 2024 09:30:00 +0200</pubDate><itunes:duration>24</itunes:duration>
<enclosure url="https://example.org/a/ti%64es.mp3?x=1" length="SIZE" type="audio/mpeg"/></item></channel></rss>
"""


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("", "", None),
        ('length="', 'length="1', "feed-length"),
        ("audio/mpeg", "audio/ogg", "feed-type"),
        (">24<", ">0:26<", "feed-duration"),
        (">24<", "><", "feed-duration"),
        ("<guid>1</guid>", "", "feed-item"),
        ("Sat, 4 May 2024 09:30:00 +0200", "2024-05-04", "feed-date"),
        ("<pubDate>Sat, 4 May 2024 09:30:00 +0200</pubDate>", "", "feed-date"),
        ("<language>en</language>", "", "feed-channel"),
        ("</channel>", "", "feed-damaged"),
        ("<rss", '<!DOCTYPE r [<!ENTITY a "b">]><rss', "feed-damaged"),
        ("tides", "TIDES", None),
        ("/ti%64es.mp3", "/other.mp3", None),
    ],
)
def test_the_feed(mp3: Path, old: str, new: str, rule: str | None) -> None:
    text = FEED.replace("SIZE", str(mp3.stat().st_size))
    (mp3.parent / "feed.xml").write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    assert broken(mp3, listen=False) == ({rule} if rule else set())
    assert broken(mp3.parent, listen=False) == ({rule} if rule else set())


def test_a_feed_one_folder_above(mp3: Path) -> None:
    below = mp3.parent / "a"
    below.mkdir()
    path = mp3.rename(below / mp3.name)
    feed = below.parent / "feed.xml"
    feed.write_text(FEED.replace("SIZE", "5"), encoding="utf-8")
    assert broken(path, listen=False) == broken(below.parent, listen=False) == {"feed-length"}
    feed.write_text(FEED.replace("SIZE", "5").replace("/a/", "/b/"), encoding="utf-8")
    assert broken(path, listen=False) == set()


def test_another_suffix_than_the_content(tmp_path: Path) -> None:
    path = good(tmp_path, ".flac").rename(tmp_path / "tides.mp3")
    assert broken(path) == {"suffix"}


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"ID3\x03\0\0\0\0\0\0", b"OggS" * 50, b"fLaC" + bytes(60), b"\0\0\0 ftypM4A "]
)
@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".ogg", ".flac", ".wav"])
def test_what_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"tides{suffix}"
    path.write_bytes(data)
    (found,) = audiorender.check(path).findings
    assert (found.rule, found.path) == ("unreadable", str(path))


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "none.mp3", Path("a\0b.mp3")):
        assert rules(audiorender.check(path)) == {"missing"}
    for path in (tmp_path / "empty", tmp_path):
        assert rules(audiorender.check(path)) == {"unreadable"}


@given(st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_are_findings_and_never_more(mp3: Path, whole: bytes, data: st.DataObject) -> None:
    spoiled = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.one_of(st.integers(0, 4000), st.integers(0, len(whole) - 1)))  # the tag more than its share
        spoiled[at] = data.draw(st.integers(0, 255))
    mp3.write_bytes(spoiled[: data.draw(st.integers(0, len(whole)))])
    assert audiorender.check(mp3, listen=False).as_json()
