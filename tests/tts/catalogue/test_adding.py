"""From an address or from files to an installed entry, and what never becomes one."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from audiorender.errors import AudiorenderError, EngineError, OutputError, SourceError, ToolError, UsageError
from audiorender.tts.catalogue.adding import add, remove
from audiorender.tts.catalogue.entries import Entry, File
from audiorender.tts.catalogue.installed import MANIFEST, installed, need
from audiorender.watch import Progress, Stage, Tracker
from tts.catalogue.server import Shelf, serving

MODEL = np.arange(30_000, dtype="<u2").tobytes()
SETTINGS = b'{"audio": {"sample_rate": 22050}}'
STYLES = {name: np.full((510, 1, 256), level, "<f4") for name, level in (("af_one", 0.25), ("bm_two", -0.5))}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def bundle() -> bytes:
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, **STYLES)
    return out.getvalue()


def entry(address: str = "https://example.org", *, known: bool = True, styles: bool = False) -> Entry:
    """A voice of two files, or with `styles` one whose other files come in a bundle."""

    def file(name: str, data: bytes) -> File:
        return File(name, len(data), digest(data) if known else None, f"{address}/{name}")

    files = [file("voice.onnx", MODEL), file("voice.onnx.json", SETTINGS)]
    if styles:
        files[1:] = [File(f"voices/{name}.bin", 522_240, digest(data.tobytes())) for name, data in STYLES.items()]
    return Entry(
        name="piper:voice",
        engine="piper",
        title="A voice",
        about="plain",
        languages=("en-US",),
        licence="CC BY 4.0",
        licence_address="https://creativecommons.org/licenses/by/4.0/",
        attribution="A voice by Somebody, CC BY 4.0",
        files=tuple(files),
        bundle=file("styles.npz", bundle()) if styles else None,
    )


def shelf(**changed: Any) -> Shelf:
    return Shelf({"/voice.onnx": MODEL, "/voice.onnx.json": SETTINGS, "/styles.npz": bundle()}, **changed)


def yes(_: Entry) -> bool:
    return True


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir()) if root.exists() else []


@pytest.mark.parametrize("known", [True, False])
def test_a_voice_is_fetched_checked_and_kept(tmp_path: Path, known: bool) -> None:
    told: list[Progress] = []
    with serving(shelf()) as address:
        made, fresh = add(entry(address, known=known), yes, Tracker(told.append), root=tmp_path)
    assert fresh
    assert made.path("voice.onnx").read_bytes() == MODEL
    assert [(file.name, file.sha256, file.verified) for file in made.files] == [
        ("voice.onnx", digest(MODEL), known),
        ("voice.onnx.json", digest(SETTINGS), known),
    ]
    assert made.source == f"{address}/voice.onnx"
    assert made.accepted == time.strftime("%Y-%m-%d", time.gmtime())
    assert (made.licence, made.attribution) == ("CC BY 4.0", "A voice by Somebody, CC BY 4.0")
    assert installed(tmp_path) == {"piper:voice": made}
    assert leftovers(tmp_path) == ["piper-voice"]
    assert told[0] == Progress(Stage.FETCHING, 0, 1, about="voice.onnx (MB)")


def test_what_is_here_is_not_fetched_again_and_asks_nothing(tmp_path: Path) -> None:
    with serving(shelf()) as address:
        first, _ = add(entry(address), yes, Tracker(), root=tmp_path)
    again, fresh = add(entry(address), lambda _: pytest.fail("asked again"), Tracker(), root=tmp_path)
    assert (again, fresh) == (first, False)


def test_a_licence_that_is_not_accepted_adds_nothing(tmp_path: Path) -> None:
    given = shelf()
    with serving(given) as address, pytest.raises(UsageError, match="its licence was not accepted"):
        add(entry(address), lambda _: False, Tracker(), root=tmp_path)
    assert given.asked == []
    assert installed(tmp_path) == {}


def test_a_download_that_was_stopped_goes_on_and_does_not_ask_again(tmp_path: Path) -> None:
    broken = shelf(breaks=[20_000], status=[])
    asked: list[str] = []

    def accept(wanted: Entry) -> bool:
        asked.append(wanted.name)
        return True

    def stop(progress: Progress) -> None:
        if "json" in progress.about:
            raise KeyboardInterrupt

    with serving(broken) as address:
        with pytest.raises(KeyboardInterrupt):
            add(entry(address), accept, Tracker(stop), root=tmp_path)
        assert installed(tmp_path) == {}
        before = len(broken.asked)
        add(entry(address), accept, Tracker(), root=tmp_path)
    assert asked == ["piper:voice"]
    assert [path for path, _ in broken.asked[before:]] == ["/voice.onnx.json"]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"/voice.onnx": MODEL[::-1]}, "gave the wrong bytes"),
        ({"/voice.onnx": MODEL[:-2]}, "has 59,998 bytes instead of 60,000"),
        ({"/voice.onnx.json": SETTINGS.replace(b"22050", b"16000")}, "gave the wrong bytes"),
        ({"/voice.onnx": b"<html>" + MODEL}, "has 60,006 bytes"),
    ],
    ids=["swapped", "cut", "settings swapped", "a page"],
)
def test_wrong_bytes_never_become_a_voice(tmp_path: Path, wrong: dict[str, bytes], fault: str) -> None:
    bad = shelf()
    bad.files |= wrong
    with serving(bad) as address:
        with pytest.raises(ToolError, match=fault) as raised:
            add(entry(address), yes, Tracker(), root=tmp_path)
        assert "\n" not in str(raised.value)
        assert installed(tmp_path) == {}
        bad.files = shelf().files  # the place is mended: the same command now succeeds
        add(entry(address), yes, Tracker(), root=tmp_path)
    assert list(installed(tmp_path)) == ["piper:voice"]


def test_a_bundle_gives_its_styles_one_by_one(tmp_path: Path) -> None:
    with serving(shelf()) as address:
        made, _ = add(entry(address, styles=True), yes, Tracker(), root=tmp_path)
    assert made.path("voices/af_one.bin").read_bytes() == STYLES["af_one"].tobytes()
    assert [file.name for file in made.files] == ["voice.onnx", "voices/af_one.bin", "voices/bm_two.bin"]
    assert all(file.verified for file in made.files)
    assert not made.path("styles.npz").exists()


# --- From files that are here.


@pytest.fixture
def had(tmp_path: Path) -> Path:
    folder = tmp_path / "had"
    folder.mkdir()
    (folder / "voice.onnx").write_bytes(MODEL)
    (folder / "voice.onnx.json").write_bytes(SETTINGS)
    return folder


def test_files_that_one_has_are_checked_the_same_and_stay_where_they_are(tmp_path: Path, had: Path) -> None:
    made, _ = add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    assert made.path("voice.onnx").read_bytes() == MODEL
    assert made.source == "files given by hand"
    assert (had / "voice.onnx").exists()


def test_one_file_brings_what_lies_beside_it(tmp_path: Path, had: Path) -> None:
    (had / "another.onnx").write_bytes(b"no")
    made, _ = add(entry(), yes, Tracker(), source=had / "voice.onnx", root=tmp_path / "kept")
    assert len(made.files) == 2


def test_parts_are_joined_in_the_order_of_their_numbers(tmp_path: Path, had: Path) -> None:
    (had / "voice.onnx").unlink()
    for number in range(1, 12):  # 10 and 11 come after 9, not after 1
        part = had / f"model_{number}" / "part.bin"
        part.parent.mkdir()
        part.write_bytes(MODEL[(number - 1) * 5_000 : number * 5_000 if number < 11 else None])
    made, _ = add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    assert made.path("voice.onnx").read_bytes() == MODEL


def test_parts_may_have_their_number_twice(tmp_path: Path, had: Path) -> None:
    (had / "voice.onnx").unlink()
    for number, data in ((2, MODEL[20_000:]), (1, MODEL[:20_000])):
        part = had / f"package-{number}" / f"voice.onnx.part{number}"
        part.parent.mkdir()
        part.write_bytes(data)
    made, _ = add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    assert made.path("voice.onnx").read_bytes() == MODEL


def test_a_file_by_another_name_is_known_by_its_bytes(tmp_path: Path, had: Path) -> None:
    (had / "voice.onnx").rename(had / "download (1)")
    made, _ = add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    assert made.path("voice.onnx").read_bytes() == MODEL


def test_styles_may_be_given_one_by_one_or_in_their_bundle(tmp_path: Path, had: Path) -> None:
    (had / "styles.npz").write_bytes(bundle())
    whole, _ = add(entry(styles=True), yes, Tracker(), source=had, root=tmp_path / "one")
    (had / "styles.npz").unlink()
    (had / "package").mkdir()
    for name, data in STYLES.items():
        (had / "package" / f"{name}.bin").write_bytes(data.tobytes())
    single, _ = add(entry(styles=True), yes, Tracker(), source=had, root=tmp_path / "two")
    assert [file.sha256 for file in whole.files] == [file.sha256 for file in single.files]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda had: (had / "voice.onnx").write_bytes(MODEL[:-1]), "has 59,999 bytes instead of 60,000"),
        (lambda had: (had / "voice.onnx").write_bytes(MODEL[::-1]), "is damaged, or another file"),
        (lambda had: (had / "voice.onnx").unlink(), r"'voice.onnx' \(60,000 bytes\) is not in it"),
        (lambda had: (had / "voice.onnx.json").unlink(), "'voice.onnx.json'"),
    ],
    ids=["cut", "damaged", "missing", "settings missing"],
)
def test_files_that_are_not_right_are_refused_by_name(tmp_path: Path, had: Path, spoil: Any, fault: str) -> None:
    spoil(had)
    with pytest.raises(SourceError, match=fault):
        add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    assert installed(tmp_path / "kept") == {}


def test_a_place_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no such file or folder"):
        add(entry(), yes, Tracker(), source=tmp_path / "nowhere", root=tmp_path / "kept")


# --- What is kept, and its removal.


def test_what_was_changed_since_is_not_used(tmp_path: Path, had: Path) -> None:
    made, _ = add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    need("piper:voice", tmp_path / "kept")
    path = made.path("voice.onnx")
    path.write_bytes(MODEL[::-1])
    os.utime(path, ns=(1, 1))
    with pytest.raises(EngineError, match="changed or damaged; run `audiorender voices remove piper:voice`"):
        need("piper:voice", tmp_path / "kept")


def test_touching_a_file_changes_nothing(tmp_path: Path, had: Path) -> None:
    made, _ = add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    os.utime(made.path("voice.onnx"), ns=(1, 1))
    assert need("piper:voice", tmp_path / "kept") == made


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "voice.onnx").unlink(),
        lambda folder: (folder / "voice.onnx").write_bytes(b"short"),
        lambda folder: (folder / MANIFEST).unlink(),
        lambda folder: (folder / MANIFEST).write_text("{"),
        lambda folder: (folder / MANIFEST).write_text("[]"),
        lambda folder: _without(folder, "accepted"),
    ],
    ids=["file gone", "file short", "no manifest", "half a manifest", "another manifest", "licence not accepted"],
)
def test_half_an_entry_is_none_and_can_be_added_again(tmp_path: Path, had: Path, spoil: Any) -> None:
    made, _ = add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    spoil(made.folder)
    assert installed(tmp_path / "kept") == {}
    with pytest.raises(EngineError, match="'piper:voice' is not installed; run `audiorender voices add piper:voice`"):
        need("piper:voice", tmp_path / "kept")
    again, fresh = add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    assert fresh
    assert again.path("voice.onnx").read_bytes() == MODEL


def _without(folder: Path, key: str) -> None:
    data = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(data | {key: ""}))


def test_what_is_removed_is_gone(tmp_path: Path, had: Path) -> None:
    add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
    assert remove("piper:voice", tmp_path / "kept").entry == "piper:voice"
    assert leftovers(tmp_path / "kept") == []
    with pytest.raises(UsageError, match="'piper:voice' is not installed; nothing has been added yet"):
        remove("piper:voice", tmp_path / "kept")


def test_two_commands_at_once_do_not_write_into_each_other(tmp_path: Path, had: Path) -> None:
    def accept(_: Entry) -> bool:
        with pytest.raises(UsageError, match="is being added by another command"):
            add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
        return True

    add(entry(), accept, Tracker(), source=had, root=tmp_path / "kept")


def test_the_lock_of_a_command_that_was_killed_holds_nobody_up(tmp_path: Path, had: Path) -> None:
    staging = tmp_path / "kept" / ".adding-piper-voice"
    staging.mkdir(parents=True)
    (staging / "lock").write_text("999999999")
    add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")


def test_a_full_disk_is_said_before_anything_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    given = shelf()
    with (
        serving(given) as address,
        pytest.raises(OutputError, match="0 MB are free; free some space, or name another folder"),
    ):
        add(entry(address), yes, Tracker(), root=tmp_path)
    assert given.asked == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, had: Path) -> None:
    (tmp_path / "kept").write_text("a file in the way")
    with pytest.raises(AudiorenderError, match="AUDIORENDER_VOICES"):
        add(entry(), yes, Tracker(), source=had, root=tmp_path / "kept")
