"""What files, folders and manifests stand for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audiorender.errors import SourceError, UsageError
from audiorender.produce.many.finding import find_items, is_many
from audiorender.produce.many.items import Item
from audiorender.settings.project import Project


def _file(path: Path, text: str = "Ada: Hello.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _found(path: Path, **options: object) -> list[Item]:
    return find_items([str(path)], Project(author="All"), options)[0]


def test_a_folder_stands_for_its_sources_by_name(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", ".hidden.md", "index.html", "picture.png", "sub/c.md"):
        _file(tmp_path / name)
    items, notes = find_items([str(tmp_path)], Project(), {})
    assert [Path(item.source).name for item in items] == ["a.txt", "b.md"]
    assert [note.text.endswith(": picture.png") for note in notes] == [True]


def test_a_folder_of_episodes_stands_for_their_scripts(tmp_path: Path) -> None:
    for name in ("x/x.script.md", "x/report.json", "x/x.txt", "y/y.script.md", "y/report.json", "feed.xml"):
        _file(tmp_path / name)
    assert [(Path(item.source).name, item.folder.name) for item in _found(tmp_path)] == [
        ("x.script.md", "x"),
        ("y.script.md", "y"),
    ]
    assert [item.folder for item in _found(tmp_path / "x")] == [tmp_path / "x"]


def test_a_folder_without_sources_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no episodes in"):
        _found(tmp_path)


MANIFEST = """
[[episode]]
source = "one.md"
title = "One"
output = "made/one"
voices = { Ada = "amber", Ben = "birch" }
mono = true
formats = ["mp3", "flac"]

[[episode]]
source = "two.md"
evidence = "two.vtt"
date = 2026-05-03
cover = "two.png"

[episode.settings]
target = "spotify"
cast = { Ada = "amber" }
"""


def _both(tmp_path: Path) -> list[Path]:
    lines = [
        {
            "source": "one.md",
            "title": "One",
            "output": "made/one",
            "voices": {"Ada": "amber", "Ben": "birch"},
            "mono": True,
            "formats": "mp3,flac",
        },
        {
            "source": "two.md",
            "evidence": "two.vtt",
            "date": "2026-05-03",
            "cover": "two.png",
            "settings": {"target": "spotify", "cast": {"Ada": "amber"}},
        },
    ]
    text = "\n\n".join(json.dumps(line) for line in lines)
    return [_file(tmp_path / "episodes.toml", MANIFEST), _file(tmp_path / "episodes.jsonl", text)]


def test_both_kinds_of_manifest_say_the_same(tmp_path: Path) -> None:
    for path in _both(tmp_path):
        assert is_many([str(path)])
        one, two = _found(path)
        assert one.source == str(tmp_path / "one.md")
        assert one.folder == tmp_path / "made/one"
        assert one.options["channels"] == 1
        assert one.options["formats"] == ("mp3", "flac")
        assert two.options == {
            "evidence": str(tmp_path / "two.vtt"),
            "cover": str(tmp_path / "two.png"),
            "date": "2026-05-03",
        }
        assert (two.project.target, two.project.cast, two.project.author) == (-14.0, {"Ada": "amber"}, "All")
        assert two.folder == Path("output/two")


def test_what_the_caller_wishes_comes_first(tmp_path: Path) -> None:
    one, two = _found(_both(tmp_path)[0], voices={"Ben": "cedar"}, formats=("wav",))
    assert one.options["voices"] == {"Ada": "amber", "Ben": "cedar"}
    assert two.options["formats"] == ("wav",)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[episode]]\nsource = "a.md"\n\n[[episode]]\nsource = "b.md"\ntitel = "B"\n', 6, "did you mean 'title'"),
        ('[[episode]]\ntitle = "A"\n', 1, "without a source"),
        ('[[episode]]\nsource = "a.md"\nrate = 9\n', 3, "from 0.5 to 2"),
        ('[[episode]]\nsource = "a.md"\n[episode.settings]\ntarget = "loud"\n', 4, "unknown target"),
        ('show = "Kites"\n', 1, "unknown table 'show'"),
        ("", None, "lists no episodes"),
    ],
)
def test_a_fault_in_a_manifest_is_told_with_its_line(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        _found(_file(tmp_path / "episodes.toml", text))
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"source": "a.md"}\n{"source": 7}\n', 2, "'source' must be text"),
        ('{"source": "a.md"}\n\n{"source"\n', 3, "is not JSON"),
        ('{"source": "a.md"}\n[]\n', 2, "is not an object"),
    ],
)
def test_so_is_one_in_json_lines(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        _found(_file(tmp_path / "episodes.jsonl", text))
    assert caught.value.line == line


def test_json_lines_of_speech_are_one_source(tmp_path: Path) -> None:
    talk = _file(tmp_path / "talk.jsonl", '{"speaker": "Ada", "text": "Hello."}\n')
    assert not is_many([str(talk)])
    assert not is_many(["-"])
    assert not is_many(["nowhere.md"])
