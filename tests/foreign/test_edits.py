"""An edit changes what was asked for, and nothing else: by a walker of the tests, on files by foreign programs."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3

from audiorender.audio import ffmpeg
from audiorender.errors import OutputError
from audiorender.produce.retag.change import change_chapters
from audiorender.produce.retag.request import Changes, RetagRequest
from foreign.corpus import CORPUS, TOOLS, made, picture
from foreign.walker import parts, sound

S = 48_000

EDITS: dict[str, tuple[Changes, dict[str, Any]]] = {
    "title": (Changes(), {"title": "New"}),
    "show": (Changes(), {"show": "New show"}),
    "author": (Changes(), {"author": "Bea"}),
    "cover": (Changes(), {"cover": "cover"}),
    "rename": (Changes(rename={2: "Renamed"}), {}),
    "rename-first": (Changes(rename={1: "Renamed"}), {}),
    "link": (Changes(links={3: "https://example.org/new"}), {}),
    "move": (Changes(move={3: 23 * S}), {}),
    "add": (Changes(add=((25 * S, "Added"),)), {}),
    "remove": (Changes(remove=frozenset({3})), {}),
}

MP3_FIELDS = {"title": "TIT2", "show": "TALB", "author": "TPE1", "cover": "APIC"}
XIPH_FIELDS = {"title": "TITLE", "show": "ALBUM", "author": "ARTIST", "cover": "METADATA_BLOCK_PICTURE"}
WAV_FIELDS = {"title": "INFO.INAM|TIT2", "show": "INFO.IPRD|TALB", "author": "INFO.IART|TPE1", "cover": "APIC"}
MP4_FIELDS = {"title": "\xa9nam", "show": "\xa9alb", "author": "\xa9ART", "cover": "covr"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for name, make in CORPUS.items():
        make(folder / name)
    (folder / "cover.png").write_bytes(picture("PNG", 1400))
    return folder


@cache
def as_made(path: Path) -> tuple[bytes, str]:
    """The packets and the samples of a file that no edit has changed yet."""
    return sound(path), decoded(path)


def decoded(path: Path) -> str:
    command = [ffmpeg.executable(), "-v", "error", "-i", str(path), "-map", "0:a:0", "-f", "s16le", "-"]
    return hashlib.sha256(subprocess.run(command, capture_output=True, check=True).stdout).hexdigest()


def edited(folder: Path, path: Path, edit: str) -> tuple[str, ...]:
    changes, fields = EDITS[edit]
    given: dict[str, Any] = {key: folder / "cover.png" if key == "cover" else value for key, value in fields.items()}
    wanted = RetagRequest(path, changes=changes, **given)
    return tuple(note.text for note in change_chapters(wanted).notes)


def allowed(name: str, edit: str) -> re.Pattern[str]:
    """The names of all parts that an edit of this file may change."""
    kind = name.rpartition(".")[2]
    if kind == "mp3":
        fields = MP3_FIELDS
        chapters = {
            "rename": r"CHAP\((10000|9000)\)\.TIT2",
            "rename-first": r"CHAP\(0\)\.TIT2",
            "link": r"CHAP\((20000|18000)\)\.WXXX",
            "move": r"CHAP\.times|CHAP\((20000|18000|23000)\)\..*",
            "add": r"CHAP\.times|CTOC\(.*\)\.child|CHAP\(25000\)\.TIT2",
            "remove": r"CHAP\.times|CTOC\(.*\)\.child|CHAP\((20000|18000)\)\..*",
        }
    elif kind in {"opus", "ogg", "flac"}:
        fields = XIPH_FIELDS
        key = r"CHAPTER00{}({})="
        chapters = {
            "rename": key.format(1, "NAME"),
            "rename-first": key.format(0, "NAME"),
            "link": key.format(2, "URL"),
            "move": key.format(2, ""),
            "add": r"CHAPTER00[34](NAME|URL|IMAGE|)=",
            "remove": r"CHAPTER00[23](NAME|URL|IMAGE|)=",
        }
    elif kind == "wav":
        fields = WAV_FIELDS
        chapters = {
            "rename": r"adtl\.labl",
            "rename-first": r"adtl\.labl",
            "link": r"nothing",
            "move": r"cue \.point|adtl\.ltxt",
            "add": r"cue \.point|adtl\.(labl|ltxt)",
            "remove": r"cue \.point|adtl\.(labl|ltxt|note|xyzw)",
        }
    else:
        fields = {key: f".*{name}" for key, name in MP4_FIELDS.items()}
        sizes, times = r".*chpl|.*trak\(text\).*(stsz|stsc)", r".*chpl|.*trak\((text|vide)\).*(stts|stsz|stsc)"
        chapters = {
            "rename": sizes,
            "rename-first": sizes,
            "link": sizes,
            "move": r".*chpl|.*trak\((text|vide)\).*(stts|stsc)",
            "add": times,
            "remove": times,
        }
    return re.compile(fields.get(edit) or chapters[edit])


def touched(part: tuple[str, bytes]) -> str:
    """What a part is called: comments by their key."""
    name, content = part
    return content.decode("utf-8", "replace") if name == "comment" else name


def covers(name: str, part: tuple[str, bytes], edit: str) -> bool:
    """Whether a picture that goes or comes is a front cover."""
    return edit == "cover" and name.endswith(".flac") and part[0] == "block 6"


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("name", [*CORPUS, *(pytest.param(name, marks=pytest.mark.debian) for name in TOOLS)])
def test_an_edit_changes_what_was_asked_for_alone(corpus: Path, tmp_path: Path, name: str, edit: str) -> None:
    if name in TOOLS and not (corpus / name).exists():
        program, make = TOOLS[name]
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
        make(corpus / name)
    path = Path(shutil.copy(corpus / name, tmp_path))
    if name.startswith("newer"):
        change_chapters(RetagRequest(path, title="Converted"))
    before, (packed, heard) = parts(path), as_made(corpus / name)  # converting changes no sound either
    if (name, edit) == ("many-tracks.m4a", "link"):  # readers take a track with links for one of links
        with pytest.raises(OutputError, match=r"not keep everything: .* 1 more track of chapters"):
            edited(corpus, path, edit)
        assert (parts(path), sound(path), decoded(path)) == (before, packed, heard)
        return
    notes = edited(corpus, path, edit)
    after = parts(path)
    pattern = allowed(name, edit)
    gone, come = before - after, after - before
    changed = [part for part in (*gone, *come) if not covers(name, part, edit)]
    assert [touched(part)[:200] for part in changed if not pattern.match(touched(part))] == []
    assert changed or come or (name.endswith("wav") and any("left out" in note for note in notes))
    assert (sound(path), decoded(path)) == (packed, heard)
    once = path.read_bytes()
    if edit not in {"add", "remove"}:
        edited(corpus, path, edit)
        assert path.read_bytes() == once


@pytest.mark.parametrize("name", CORPUS)
def test_putting_in_order_loses_nothing_that_is_not_a_table(corpus: Path, tmp_path: Path, name: str) -> None:
    path, copy = corpus / name, tmp_path / name
    refused = {"full.mp3": "2 more tables", "many-tracks.m4a": "pictures that begin within .* 1 more track"}.get(name)
    if refused:
        with pytest.raises(OutputError, match=f"would not keep everything: {refused}"):
            change_chapters(RetagRequest(path, output=copy))
        assert not copy.exists()
    change_chapters(RetagRequest(path, output=copy, drop_unknown=bool(refused)))
    assert decoded(copy) == decoded(path)
    again = tmp_path / f"again-{name}"
    change_chapters(RetagRequest(copy, output=again))
    assert again.read_bytes() == copy.read_bytes()
    if not name.endswith(".mp3"):
        return
    kept = re.compile(r"CHAP\(.*\)\.(TIT3|COMM|XQRS|APIC)|PRIV|XABC|APIC")
    lost = Counter({part: n for part, n in (parts(path) - parts(copy)).items() if kept.match(part[0])})
    assert name.startswith("newer") or not lost


def test_a_tag_of_v24_says_the_same_afterwards(corpus: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(corpus / "newer.mp3", tmp_path))
    before = ID3(path)
    change_chapters(RetagRequest(path, author="Bea"))
    after = ID3(path)
    for key in ("TSOA", "TXXX:RATING", "USLT::eng", "POPM:a@e.org", "UFID:http://e.org", "GEOB:d", "TIT2"):
        assert str(after[key]) == str(before[key])
    assert [str(frame.sub_frames["TIT2"]) for frame in sorted(after.getall("CHAP"), key=lambda f: f.start_time)] == [
        "Intro",
        "Mitte – ü",
        "Third",
        "End",
    ]


@pytest.mark.parametrize("name", ["a.mp3", "a.opus", "a.ogg", "a.flac", "a.wav", "a.m4a"])
def test_a_file_without_chapters_is_copied_whole(tmp_path: Path, name: str) -> None:
    version = ("-id3v2_version", "3") if name.endswith("mp3") else ()
    path, copy = made(tmp_path / name, "-t", "2", "-metadata", "title=Old", *version), tmp_path / f"copy-{name}"
    change_chapters(RetagRequest(path, output=copy))
    assert (parts(copy), sound(copy), decoded(copy)) == (parts(path), sound(path), decoded(path))
