"""Chapters and tags of files that are there already, by the library door."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from mutagen.id3 import ID3, TXXX
from mutagen.mp3 import MP3
from PIL import Image
from report.made import report

from audiorender.audio import ffmpeg
from audiorender.errors import AudiorenderError, SourceError, UsageError
from audiorender.model import RATE
from audiorender.produce.retag.change import change_chapters
from audiorender.produce.retag.request import Changes, RetagRequest
from audiorender.publish.chapters import BY_NAME, FORMATS
from audiorender.publish.readback import Mark

SECONDS = 200
SUFFIXES = (".mp3", ".m4a", ".opus", ".ogg", ".flac", ".wav")

CHAPTERS = {
    "version": "1.2.0",
    "chapters": [{"startTime": 0, "title": "One"}, {"startTime": 90.5, "title": "Zwei – 二"}],
}


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of each container, as ffmpeg makes it: an MP3 has a tag of version 2.4."""
    folder = tmp_path_factory.mktemp("sounds")
    command = [ffmpeg.executable(), "-v", "error", "-f", "lavfi", "-i", f"sine=300:r=48000:d={SECONDS}"]
    for suffix in SUFFIXES:
        command += ["-metadata", "title=Kites", "-metadata", "genre=Talk", str(folder / f"talk{suffix}")]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture
def folder(sounds: Path, tmp_path: Path) -> Path:
    for suffix in SUFFIXES:
        (tmp_path / f"talk{suffix}").write_bytes((sounds / f"talk{suffix}").read_bytes())
    (tmp_path / "ch.json").write_text(json.dumps(CHAPTERS), encoding="utf-8")
    return tmp_path


def sound(path: Path) -> str:
    """A hash of the packets of sound as they are in the file, undecoded."""
    command = [ffmpeg.executable(), "-v", "error", "-i", path, "-map", "0:a", "-c", "copy", "-f", "hash", "-"]
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def shown(path: Path) -> list[tuple[int, str]]:
    return [(mark.start, mark.title) for mark in change_chapters(RetagRequest(path)).tags.chapters]


def picture(colour: str, side: int = 40) -> bytes:
    file = BytesIO()
    Image.new("RGB", (side, side), colour).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_chapters_come_and_the_sound_stays(folder: Path, suffix: str) -> None:
    path = folder / f"talk{suffix}"
    before = sound(path)
    done = change_chapters(RetagRequest(path, source=folder / "ch.json", author="Lena"))
    assert [note.text for note in done.notes] == []
    assert (done.tags.title, done.tags.author, done.written) == ("Kites", "Lena", (path,))
    assert shown(path) == [(0, "One"), (90_500, "Zwei – 二")]
    assert done.tags.chapters[0].end == 90_500
    assert abs(done.tags.chapters[1].end - SECONDS * 1000) <= (50 if suffix == ".m4a" else 0)
    assert sound(path) == before
    once = path.read_bytes()
    change_chapters(RetagRequest(path, source=folder / "ch.json", author="Lena"))
    assert path.read_bytes() == once


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_showing_changes_nothing(folder: Path, suffix: str) -> None:
    path = folder / f"talk{suffix}"
    before = path.read_bytes()
    done = change_chapters(RetagRequest(path))
    assert (done.tags.title, done.tags.chapters, done.written) == ("Kites", (), ())
    change_chapters(RetagRequest(path, source=folder / "ch.json", title="Sea", dry_run=True))
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_out_in_every_form_and_back(folder: Path, name: str) -> None:
    change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "ch.json", changes=Changes(whole_seconds=True)))
    before = (folder / "talk.mp3").read_bytes()
    change_chapters(RetagRequest(folder / "talk.mp3", to=folder / "out", form=name))
    assert (folder / "talk.mp3").read_bytes() == before
    change_chapters(RetagRequest(folder / "talk.flac", source=folder / "out"))
    assert shown(folder / "talk.flac") == [(0, "One"), (91_000, "Zwei – 二")]


def test_the_form_is_what_the_name_says(folder: Path) -> None:
    for form in FORMATS:
        for suffix in form.SUFFIXES:
            out = folder / f"out{suffix.upper()}"
            done = change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "ch.json", to=out))
            assert form.looks(out.read_text(encoding="utf-8"))
            assert done.written == (out,)
    assert shown(folder / "talk.mp3") == []


def test_into_another_audio_file(folder: Path) -> None:
    change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "ch.json"))
    before = (folder / "talk.mp3").read_bytes()
    change_chapters(RetagRequest(folder / "talk.mp3", to=folder / "talk.opus"))
    assert shown(folder / "talk.opus") == [(0, "One"), (90_500, "Zwei – 二")]
    assert (folder / "talk.mp3").read_bytes() == before
    change_chapters(RetagRequest(folder / "talk.flac", source=folder / "talk.opus"))
    assert shown(folder / "talk.flac") == shown(folder / "talk.opus")


def test_a_copy_leaves_the_file_as_it_is_and_mends_its_tag(folder: Path) -> None:
    before = (folder / "talk.mp3").read_bytes()
    assert ID3(folder / "talk.mp3").version == (2, 4, 0)
    change_chapters(RetagRequest(folder / "talk.mp3", output=folder / "copy.mp3", changes=Changes(add=((0, "One"),))))
    assert (folder / "talk.mp3").read_bytes() == before
    assert ID3(folder / "copy.mp3", translate=False).version == (2, 3, 0)
    assert sound(folder / "copy.mp3") == sound(folder / "talk.mp3")
    assert shown(folder / "copy.mp3") == [(0, "One")]
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_foreign_tags_stay(folder: Path) -> None:
    tag = ID3(folder / "talk.mp3")
    tag.add(TXXX(encoding=3, desc="Session", text=["Küche"]))
    tag.save()
    change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "ch.json", title="Sea"))
    after = MP3(folder / "talk.mp3").tags
    assert (str(after["TXXX:Session"]), str(after["TCON"]), str(after["TIT2"])) == ("Küche", "Talk", "Sea")


def test_pictures_and_covers(folder: Path) -> None:
    (folder / "one.png").write_bytes(picture("red"))
    (folder / "big.png").write_bytes(picture("blue", 1500))
    text = {"chapters": [{"startTime": 0, "title": "A", "img": "one.png"}, {"startTime": 9, "title": "B"}]}
    (folder / "pictures.json").write_text(json.dumps(text), encoding="utf-8")
    done = change_chapters(
        RetagRequest(
            folder / "talk.mp3",
            source=folder / "pictures.json",
            changes=Changes(images={2: str(folder / "big.png")}, links={1: "https://a.example/ü"}),
            cover=folder / "big.png",
        )
    )
    first, second = done.tags.chapters
    assert (first.image, second.image, first.url) == (picture("red"), picture("blue", 1500), "https://a.example/%C3%BC")
    assert done.tags.cover == picture("blue", 1500)
    assert done.notes == ()
    again = change_chapters(RetagRequest(folder / "talk.mp3", changes=Changes(images={1: ""}, rename={2: "C"})))
    assert again.tags.chapters == (
        Mark(0, 9000, "A", "https://a.example/%C3%BC"),
        Mark(9000, 200_000, "C", None, second.image),
    )
    out = change_chapters(RetagRequest(folder / "talk.mp3", to=folder / "out.txt"))
    assert [note.text for note in out.notes] == ["links are not in it: 1", "pictures are not in it: 1"]
    assert all(note.lessened for note in out.notes)


def test_an_m4a_takes_and_gives_pictures_and_links(folder: Path) -> None:
    photo = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(photo, "JPEG")
    (folder / "a.jpg").write_bytes(photo.getvalue())
    wishes = Changes(images={2: str(folder / "a.jpg")}, links={1: "https://a.example/ü", 2: "http://b.example/?q=1"})
    done = change_chapters(RetagRequest(folder / "talk.m4a", source=folder / "ch.json", changes=wishes))
    assert done.notes == ()
    first, second = done.tags.chapters
    assert (first.url, first.image) == ("https://a.example/%C3%BC", None)
    assert (second.url, second.image) == ("http://b.example/?q=1", photo.getvalue())
    change_chapters(RetagRequest(folder / "talk.m4a", changes=Changes(move={2: 60 * RATE}, rename={1: "Start"})))
    change_chapters(RetagRequest(folder / "talk.m4a", to=folder / "talk.mp3"))
    marks = change_chapters(RetagRequest(folder / "talk.mp3")).tags.chapters
    assert [(m.start, m.title, m.url, m.image) for m in marks] == [
        (0, "Start", "https://a.example/%C3%BC", None),
        (60_000, "Zwei – 二", "http://b.example/?q=1", photo.getvalue()),
    ]
    change_chapters(RetagRequest(folder / "talk.m4a", changes=Changes(images={2: ""}, links={2: ""})))
    last = change_chapters(RetagRequest(folder / "talk.m4a")).tags.chapters[1]
    assert (last.url, last.image) == (None, None)


@pytest.mark.parametrize("name", ["https://a.example/a.png", "../outside.png", "/etc/hostname", "gone.png", "a\0b"])
def test_pictures_from_elsewhere_are_left_out(folder: Path, name: str) -> None:
    (folder.parent / "outside.png").write_bytes(picture("red"))
    text = {"chapters": [{"startTime": 0, "title": "A", "img": name}]}
    (folder / "pictures.json").write_text(json.dumps(text), encoding="utf-8")
    done = change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "pictures.json"))
    assert done.tags.chapters == (Mark(0, 200_000, "A"),)
    assert [note.lessened for note in done.notes] == [True]
    assert "the picture of chapter 1 was left out" in done.notes[0].text


SCRIPT = """---
audiorender: 1
title: Kites
cast:
  Ada:
---

Ada: Hello.

# Wind and strings

[link https://kites.example]

# More of it

Ada: They hold it up.
"""


def test_a_script_with_its_report(folder: Path) -> None:
    (folder / "talk.script.md").write_text(SCRIPT, encoding="utf-8")
    chapters = [{"title": "x", "start": 0, "end": 9}, {"title": "y", "start": 60 * RATE, "end": 60 * RATE}]
    (folder / "report.json").write_text(json.dumps(report(chapters=chapters)), encoding="utf-8")
    done = change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "talk.script.md"))
    assert done.tags.chapters == (
        Mark(0, 60_000, "Kites"),
        Mark(60_000, 200_000, "Wind and strings – More of it", "https://kites.example"),
    )
    (folder / "report.json").write_text(json.dumps(report(chapters=chapters[:1])), encoding="utf-8")
    with pytest.raises(SourceError, match="it has 2 chapters, but the episode in its report has 1; render it again"):
        change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "talk.script.md"))
    (folder / "report.json").unlink()
    with pytest.raises(SourceError, match=r"report\.json: .*render the script"):
        change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "talk.script.md"))


def test_a_source_in_latin_1(folder: Path) -> None:
    (folder / "notes.txt").write_bytes("0:00 Begrüßung\n1:00 Ende\n".encode("latin-1"))
    done = change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "notes.txt"))
    assert [mark.title for mark in done.tags.chapters] == ["Begrüßung", "Ende"]
    assert [note.text for note in done.notes] == [f"{folder / 'notes.txt'} is not UTF-8; it was read as ISO-8859-1"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_read_once_as_text_and_is_no_audio(folder: Path) -> None:
    pipe = folder / "pipe.mp3"
    os.mkfifo(pipe)
    for audio, to in ((pipe, None), (folder / "talk.mp3", pipe)):
        with pytest.raises(UsageError, match="is not a regular file"):
            change_chapters(RetagRequest(audio, to=to))
    writer = Thread(target=pipe.write_text, args=("0:00 Start\n1:00 End\n",))
    writer.start()
    done = change_chapters(RetagRequest(folder / "talk.mp3", source=pipe, dry_run=True))
    writer.join()
    assert [mark.title for mark in done.tags.chapters] == ["Start", "End"]


def wrong(folder: Path, **wishes: object) -> str:
    """The message for such a wish, which must leave all files as they are."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(AudiorenderError) as caught:
        change_chapters(RetagRequest(**{"audio": folder / "talk.mp3", **wishes}))  # type: ignore[arg-type]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert "\n" not in str(caught.value)
    return f"{type(caught.value).__name__} {str(caught.value).replace(str(folder), '')}"


def test_wishes_that_cannot_be(folder: Path) -> None:
    (folder / "late.txt").write_text("0:00 A\n\n3:20 B\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "none.json").write_text('{"chapters": []}', encoding="utf-8")
    (folder / "bytes.bin").write_bytes(bytes(range(256)))
    (folder / "cut.mp3").write_bytes(b"ID3\3\0\0\0\0\0\0")
    wishes: list[tuple[dict[str, object], str]] = [
        ({"audio": folder / "gone.mp3"}, "UsageError /gone.mp3: cannot be read: no such file"),
        ({"audio": folder}, "UsageError : cannot be read: is a directory"),
        ({"audio": folder / "ch.json"}, "UsageError /ch.json: not a known audio format"),
        ({"audio": folder / "cut.mp3"}, "SourceError /cut.mp3:"),
        ({"source": folder / "gone.txt"}, "UsageError /gone.txt: cannot be read"),
        ({"source": folder / "empty.txt"}, "SourceError /empty.txt: no chapters"),
        ({"source": folder / "none.json"}, "SourceError /none.json: no chapters in it"),
        ({"source": folder / "bytes.bin"}, "SourceError /bytes.bin: binary data"),
        (
            {"source": folder / "late.txt"},
            "SourceError /late.txt:3: the chapter 00:03:20.000 'B' begins after the end of the audio",
        ),
        ({"title": " "}, "UsageError --title is empty"),
        ({"cover": folder / "ch.json"}, "SourceError /ch.json: this picture cannot be read"),
        ({"cover": folder / "gone.png"}, "UsageError /gone.png: no such file"),
        ({"changes": Changes(links={1: "javascript:alert(1)"})}, "UsageError --link 1:"),
        ({"changes": Changes(rename={1: "X"})}, "UsageError --rename 1: there are no chapters"),
        ({"changes": Changes(clear=True), "source": folder / "ch.json"}, "UsageError --clear would remove"),
        ({"changes": Changes(add=((0, "A"),), images={1: "x"})}, "UsageError --image 1: there are no chapters"),
        ({"form": "psc"}, "UsageError --as needs --to"),
        ({"to": folder / "out.xyz"}, "UsageError /out.xyz: --to does not know '.xyz' files; known: .json, "),
        ({"to": folder / "out.json"}, "SourceError /talk.mp3: there are no chapters to write"),
        ({"to": folder / "out", "form": "jsn"}, "UsageError --as does not know 'jsn'; did you mean 'json'?"),
        ({"to": folder / "gone.m4a"}, "UsageError /gone.m4a: cannot be read"),
        ({"to": folder / "talk.script.md"}, "UsageError /talk.script.md: --to would overwrite a script"),
        ({"output": folder / "copy.m4a"}, "UsageError /copy.m4a: -o writes a copy in the same form"),
        ({"output": folder / "ch.json" / "a.mp3"}, "OutputError /ch.json/a.mp3: cannot write"),
    ]
    for wish, message in wishes:
        assert wrong(folder, **wish).startswith(message), wish


def test_too_many_for_the_container(folder: Path) -> None:
    text = "".join(f"{n * 0.5:.3f}\t{n}\tChapter {n}\n" for n in range(256))
    (folder / "many.labels").write_text(text, encoding="utf-8")
    assert "at most 255 chapters" in wrong(folder, source=folder / "many.labels")
    assert "at most 255 chapters" in wrong(folder, source=folder / "many.labels", output=folder / "copy.mp3")
    assert len(change_chapters(RetagRequest(folder / "talk.flac", source=folder / "many.labels")).tags.chapters) == 256


def test_the_same_wish_twice_is_the_same_file(folder: Path) -> None:
    def digest(name: str) -> str:
        return hashlib.sha256((folder / name).read_bytes()).hexdigest()

    for name in ("a.mp3", "b.mp3"):
        change_chapters(RetagRequest(folder / "talk.mp3", source=folder / "ch.json", output=folder / name))
    assert digest("a.mp3") == digest("b.mp3")


def test_a_damaged_source_of_wishes_is_a_usage_error(folder: Path) -> None:
    with pytest.raises(UsageError, match="chapter 1 is removed, but --rename changes it"):
        change_chapters(
            RetagRequest(
                folder / "talk.mp3", source=folder / "ch.json", changes=Changes(remove=frozenset({1}), rename={1: "X"})
            )
        )
