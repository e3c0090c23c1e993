"""Small files of other people that were damaged or misread once, where they lie beside the checkout."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mutagen.id3 import ID3

from audiorender.audio.probe import shape
from audiorender.produce.retag.change import change_chapters
from audiorender.produce.retag.request import Changes, RetagRequest
from audiorender.publish.chapters import read_listing
from audiorender.publish.check.transcripts import transcript_findings
from audiorender.publish.tags import read_tags
from foreign.test_edits import decoded
from foreign.walker import parts

FOLDER = Path(__file__).parents[2].parent / "shared" / "faults" / "audio"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared files are not there")]


@pytest.fixture
def copied(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    name = str(request.param)
    path = tmp_path / name
    shutil.copyfile(FOLDER / name, path)
    return path


@pytest.mark.parametrize(
    ("copied", "changes", "allowed"),
    [
        ("chapters-time-7.opus", Changes(add=((20 * 48_000, "New"),)), {"comment"}),
        ("chaptername001.opus", Changes(rename={2: "New"}), {"comment"}),
        ("m_bigpic.mp3", Changes(rename={2: "X"}), {"CHAP(10000).TIT2"}),
        ("m_webp.mp3", Changes(rename={2: "X"}), {"CHAP(10000).TIT2"}),
        ("m_sameid.mp3", Changes(rename={1: "X"}), {"CHAP(0).TIT2"}),
        ("m_extrasub.mp3", Changes(rename={1: "X"}), {"CHAP(0).TIT2"}),
        ("w_regions.wav", Changes(rename={1: "X"}), {"adtl.labl"}),
    ],
    indirect=["copied"],
)
def test_what_was_not_asked_for_stays(copied: Path, changes: Changes, allowed: set[str]) -> None:
    before, heard = parts(copied), decoded(copied)
    count = len(read_tags(copied).chapters)
    change_chapters(RetagRequest(copied, changes=changes))
    after = parts(copied)
    assert {name for name, _ in (before - after) + (after - before)} <= allowed
    assert sum((before - after).values()) <= 1
    assert len(read_tags(copied).chapters) == count + len(changes.add)
    assert decoded(copied) == heard


@pytest.mark.parametrize("copied", ["m_twopics.mp3"], indirect=True)
def test_the_front_cover_is_the_first_picture(copied: Path) -> None:
    change_chapters(RetagRequest(copied, title="T"))
    assert [picture.type for picture in ID3(copied).getall("APIC")] == [3, 4]


@pytest.mark.parametrize("copied", ["m_enc_1nobombe.mp3"], indirect=True)
def test_utf_16_without_a_mark_is_read_for_what_it_is(copied: Path) -> None:
    tags = read_tags(copied)
    assert [mark.title for mark in tags.chapters] == ["Intro", "Mitte – ü", "End"]
    assert any(fault.rule == "title-encoding" for fault in tags.faults)


@pytest.mark.parametrize("copied", ["itunsmpb.m4a"], indirect=True)
def test_it_plays_as_before(copied: Path) -> None:
    heard = decoded(copied)
    change_chapters(RetagRequest(copied, changes=Changes(add=((0, "A"),))))
    assert decoded(copied) == heard


def test_a_phones_file_has_a_shape() -> None:
    assert shape(FOLDER / "android.m4a", ".m4a") == (44_100, 2)


@pytest.mark.parametrize(
    ("name", "count", "skipped"),
    [("mkvmerge.xml", 5, 0), ("mp4chaps.txt", 5, 0), ("ogm1.ogm", 3, 0), ("reaper.csv", 3, 0), ("yt.txt", 9, 1)],
)
def test_lists_are_read(name: str, count: int, skipped: int) -> None:
    found = read_listing((FOLDER / name).read_text(encoding="utf-8"))
    assert len(found.entries) == count
    assert all(entry.title for entry in found.entries)
    assert len(found.notes) == skipped


@pytest.mark.parametrize("suffix", [".vtt", ".srt"])
def test_times_that_no_app_reads_are_errors(suffix: str) -> None:
    text = (FOLDER / "captions" / f"e{suffix}").read_text(encoding="utf-8")
    assert [each.rule for each in transcript_findings({suffix: text}, "e", None)][:2] == ["transcript-time"] * 2
