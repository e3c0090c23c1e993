"""Which file is called what, and whose words the script is."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.errors import OutputError
from audiorender.folder import Folder, stem_of


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.of("talk", tmp_path / "talk")


def test_the_names(folder: Folder) -> None:
    found = [folder.file(".mp3"), folder.script, folder.file(".vtt"), folder.report, folder.base]
    assert [path.name for path in found] == [
        "talk.mp3",
        "talk.script.md",
        "talk.vtt",
        "report.json",
        ".talk.script.base",
    ]
    assert {path.parent for path in found} == {folder.path}


def test_by_default_it_lies_in_output() -> None:
    assert Folder.of("talk", None).path == Path("output/talk")
    assert Folder.of("talk", "elsewhere").path == Path("elsewhere")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("talk.md", "talk"),
        ("talk.script.md", "talk"),
        ("a/b/talk.part.one.txt", "talk.part.one"),
        ("talk", "talk"),
        (".script.md", ".script"),
    ],
)
def test_what_an_episode_is_called(name: str, stem: str) -> None:
    assert stem_of(Path(name)) == stem


@pytest.mark.parametrize("output", ["file", "file/below", "file/far/below"])
def test_a_file_in_its_place(tmp_path: Path, output: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="is a file, but the episode needs a folder; choose another folder with -o"):
        Folder.of("talk", tmp_path / output)


def test_opening_it_makes_nothing(tmp_path: Path) -> None:
    Folder.of("talk", tmp_path / "new" / "talk")
    assert list(tmp_path.iterdir()) == []


def test_a_script_is_ours_until_a_person_changes_it(folder: Folder) -> None:
    assert (folder.edited_script(), folder.base_text()) == (None, None)
    folder.write_script("one")
    assert (folder.edited_script(), folder.base_text()) == (None, "one")
    folder.script.write_text("one, edited")
    assert (folder.edited_script(), folder.base_text()) == ("one, edited", "one")


def test_a_script_that_somebody_brought_is_theirs(folder: Folder) -> None:
    folder.path.mkdir()
    folder.script.write_text("brought")
    assert (folder.edited_script(), folder.base_text()) == ("brought", None)


def test_a_merge_is_still_a_persons(folder: Folder) -> None:
    folder.write_script("mine and theirs", "theirs")
    assert (folder.edited_script(), folder.base_text()) == ("mine and theirs", "theirs")


def test_what_is_the_same_is_not_written_again(folder: Folder) -> None:
    folder.write_script("one")
    before = folder.script.stat().st_ino, folder.base.stat().st_ino
    folder.write_script("one")
    assert (folder.script.stat().st_ino, folder.base.stat().st_ino) == before


def test_killed_between_the_two_the_script_counts_as_a_persons(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_script("one")
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "base", folder.path)  # a folder: cannot be written, and cannot be read
        with pytest.raises(OutputError):
            folder.write_script("two")
    assert (folder.edited_script(), folder.base_text()) == ("two", "one")


def test_bytes_that_are_no_text_are_kept_and_compared(folder: Folder) -> None:
    folder.write_script("one")
    folder.script.write_bytes(b"\xff\xfe")
    mine = folder.edited_script()
    assert mine is not None
    assert mine.encode("utf-8", errors="surrogateescape") == b"\xff\xfe"
