"""Which pictures an episode has, and where they are looked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import SCRIPT, Desk
from mutagen.id3 import ID3
from publish.pictures import a_picture

from audiorender.errors import SourceError
from audiorender.produce.opening.script import open_script
from audiorender.produce.render.beside.artwork import KIND, Artwork, artwork
from audiorender.store import Store

COVER = a_picture(1400, 1400, "JPEG")
NAMED = SCRIPT.replace("title: Tides\n", "title: Tides\ncover: art/tides.jpg\n")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.at(tmp_path)


def made(desk: Desk, source: str = "tides.script.md") -> Artwork:
    request = desk.request(source)
    opened = open_script(request)
    return artwork(opened.script, opened.places, request.project.cover, Store(desk.cache))


def test_the_front_matters_cover_lies_beside_the_script(desk: Desk) -> None:
    desk.write("art/tides.jpg", COVER)
    desk.write("tides.script.md", NAMED)
    desk.write("other.jpg", a_picture(1500, 1500, "JPEG"))
    desk.write("audiorender.toml", 'voices = "tones"\ncover = "other.jpg"\n')
    art = made(desk)
    assert (art.cover.data, art.embedded) == (COVER, COVER)


def test_else_it_is_the_settings_cover(desk: Desk) -> None:
    desk.write("art/all.jpg", COVER)
    desk.write("audiorender.toml", 'voices = "tones"\ncover = "art/all.jpg"\n')
    assert made(desk).cover.data == COVER


def test_else_it_is_drawn_once_and_kept(desk: Desk) -> None:
    art = made(desk)
    assert art.cover.width == 3000
    assert desk.kept(KIND)
    assert made(desk) == art


def test_a_missing_cover_is_an_error_before_anything_is_spoken(desk: Desk) -> None:
    desk.write("tides.script.md", NAMED)
    ran = desk.inside("render", "tides.script.md")
    assert ran.code == 1
    assert "art/tides.jpg: the picture cannot be read: No such file" in ran.err
    assert not desk.kept("clip")


def test_a_cover_from_the_working_folder_is_found_when_the_script_lies_elsewhere(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("art/tides.jpg", COVER)
    desk.write("output/tides/tides.script.md", NAMED)
    monkeypatch.chdir(desk.path)
    assert made(desk, "output/tides/tides.script.md").cover.data == COVER


def test_a_cover_that_lies_beside_an_edited_script_is_found_when_its_source_is_named(desk: Desk) -> None:
    desk.write("talk.md", "Ada: How was it?\n\nBen: It was cold.\n")
    request = desk.request("talk.md")
    folder = open_script(request).folder
    desk.write(str(folder.script.relative_to(desk.path)), NAMED)
    desk.write(str((folder.path / "art/tides.jpg").relative_to(desk.path)), COVER)
    assert made(desk, "talk.md").cover.data == COVER


def test_chapters_have_their_pictures(desk: Desk) -> None:
    picture = a_picture(300, 200)
    desk.write("fog.png", picture)
    desk.write("tides.script.md", SCRIPT.replace("# The way back\n", "# The way back\n\n[image fog.png]\n"))
    assert made(desk).pictures == {"fog.png": picture}


def test_what_is_no_picture_is_an_error(desk: Desk) -> None:
    desk.write("fog.png", "fog")
    desk.write("tides.script.md", SCRIPT.replace("# The way back\n", "# The way back\n\n[image fog.png]\n"))
    with pytest.raises(SourceError, match="this picture cannot be read"):
        made(desk)


def test_a_small_cover_is_enlarged_and_said_and_lies_in_the_episode(desk: Desk) -> None:
    desk.write("art/tides.jpg", a_picture(600, 600, "JPEG"))
    desk.write("tides.script.md", NAMED)
    ran = desk.inside("render", "tides.script.md")
    assert ran.code == 0
    assert "the cover is 600 x 600 pixels: enlarged to 1400" in ran.err
    beside = desk.path / "output/tides/tides.cover.jpg"
    tag = ID3(desk.path / "output/tides/tides.mp3")
    assert tag.getall("APIC")[0].data == beside.read_bytes()


def test_pictures_lie_beside_the_audio_and_those_of_an_earlier_render_go(desk: Desk) -> None:
    desk.write("fog.png", a_picture(300, 200))
    desk.write("tides.script.md", SCRIPT.replace("# The way back\n", "# The way back\n\n[image fog.png]\n"))
    desk.well("render", "tides.script.md")
    folder = desk.path / "output/tides"
    mine = desk.write("output/tides/cover.png", "mine")
    report = json.loads((folder / "report.json").read_text())
    assert [one["file"] for one in report["beside"] if one["role"] in {"cover", "picture"}] == [
        "tides.cover.jpg",
        "tides.picture-1.png",
    ]
    assert (folder / "tides.picture-1.png").read_bytes() == a_picture(300, 200)
    chapters = [frame for frame in ID3(folder / "tides.mp3").values() if frame.FrameID == "CHAP"]
    assert [bool(chapter.sub_frames.getall("APIC")) for chapter in chapters] == [False, True]

    desk.write("tides.script.md", SCRIPT)
    desk.inside("render", "tides.script.md")
    assert not (folder / "tides.picture-1.png").exists()
    assert mine.exists()


OUTSIDE = SCRIPT.replace("title: Tides\n", "title: Tides\ncover: ../secret.png\n")
PICTURED = SCRIPT.replace("# The way back\n", "# The way back\n\n[image ../secret.png]\n")


@pytest.mark.parametrize("script", [OUTSIDE, PICTURED, OUTSIDE.replace("../secret.png", "link.png")])
def test_a_picture_outside_of_the_folders_is_refused(desk: Desk, script: str) -> None:
    inner = Desk.at(desk.path / "inner")
    desk.write("secret.png", a_picture(1400, 1400, "PNG"))
    (inner.path / "link.png").symlink_to(desk.path / "secret.png")
    inner.write("tides.script.md", script)
    for command in (("render", "tides.script.md"), ("render", "tides.script.md", "--dry-run")):
        ran = inner.inside(*command)
        assert ran.code == 1
        assert "is outside the folders of the source and the settings; put it into the folder" in ran.err
    assert not inner.kept("clip")
    assert inner.inside("render", "tides.script.md", "--allow-outside", "--dry-run").code == 0


def test_a_picture_in_the_settings_folder_is_not_outside(desk: Desk) -> None:
    desk.write("secret.png", a_picture(1400, 1400, "PNG"))
    desk.write("talks/tides.script.md", OUTSIDE)
    assert desk.inside("render", "talks/tides.script.md", "--dry-run").code == 0


def test_the_settings_cover_is_in_their_folder(desk: Desk) -> None:
    inner = Desk.at(desk.path / "inner")
    desk.write("secret.png", a_picture(1400, 1400, "PNG"))
    inner.write("audiorender.toml", 'voices = "tones"\ncover = "../secret.png"\n')
    ran = inner.inside("render", "tides.script.md", "--dry-run")
    assert (ran.code, "is outside the folders of the source and the settings" in ran.err) == (1, True)
    assert inner.inside("render", "tides.script.md", "--dry-run", "--allow-outside").code == 0
