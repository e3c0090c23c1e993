"""A report is believed when it is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.model import RATE, Chapter
from audiorender.produce.feed.reported import check_audio, check_file, read_report

from .reports import episode, report

HINT = "render the episode again"


def read(folder: Path, text: str | bytes) -> None:
    (folder / "report.json").write_bytes(text.encode() if isinstance(text, str) else text)
    read_report(folder)


def test_all_that_it_says(tmp_path: Path) -> None:
    found = read_report(episode(tmp_path, formats=("mp3", "opus"), explicit=True))
    assert (found.title, found.show, found.author, found.date) == ("About tides", "Small Harbours", None, "2024-03-16")
    assert (found.season, found.episode, found.explicit, found.samples) == (1, 2, True, 120 * RATE)
    assert found.chapters[0] == Chapter(0, 60 * RATE, "Out", "https://example.org/", "out.jpg")
    assert [(each.name, each.format) for each in found.files] == [("tides.mp3", "mp3"), ("tides.opus", "opus")]
    assert [each.name for each in found.role("chapters")] == ["tides.chapters.json", "tides.psc.xml"]
    assert found.engines == ("tone",)
    for audio in found.files:
        check_audio(found.folder, audio)


@pytest.mark.parametrize(
    "text",
    ["", "{", "nul", "[" * 100_000, b"\xff\xfe\xff", '{"samples": ' + "9" * 10_000 + "}", '"\\ud800'],
    ids=range(7),
)
def test_what_is_no_json(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(SourceError, match=f"report.json: is not JSON that can be read; {HINT}"):
        read(tmp_path, text)


def test_a_report_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"report\.json: cannot be read: no such file"):
        read_report(tmp_path)


def bad(**changes: Any) -> str:
    return json.dumps(report(**changes))


FILE = report()["files"][0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "the report is not a JSON object"),
        ("{}", "the report has no 'rate': an older audiorender wrote it"),
        (bad(rate=44100), "'rate' of the report is not 48000"),
        (bad(title=" "), "'title' of the report is not text"),
        (bad(title=3), "'title' of the report is not text"),
        (bad(guid=None), "'guid' of the report is not text"),
        (bad(samples=0), "'samples' of the report is not a whole number from 1"),
        (bad(samples=True), "'samples' of the report"),
        (bad(samples=1e400), "'samples' of the report"),
        (bad(season="one"), "'season' of the report is not a whole number"),
        (bad(episode=-1), "'episode' of the report is not a whole number"),
        (bad(explicit="no"), "'explicit' of the report is not true or false"),
        (bad(cast=[]), "'cast' of the report is not an object"),
        (bad(cast={"Ada": 3}), "'Ada' of 'cast' is not a JSON object"),
        (bad(chapters={}), "'chapters' of the report is not a list"),
        (bad(chapters=[{"title": "x", "start": -1, "end": 3}]), "'start' of number 1 of 'chapters'"),
        (bad(files=[]), "'files' of the report is not a list of at least one file"),
        (bad(files=[3]), "number 1 of 'files' is not a JSON object"),
        (bad(files=[{**FILE, "sha256": "xyz"}]), "'sha256' of number 1 of 'files'"),
        (bad(files=[{**FILE, "bytes": 0}]), "'bytes' of number 1 of 'files'"),
        *(
            (bad(files=[{**FILE, "file": name}]), "'file' of number 1 of 'files' is not the name of a file beside it")
            for name in ("../tides.mp3", "/etc/passwd", "a\\b", ".hidden", "a\0b", "..")
        ),
        (bad(beside=[{"file": "x", "role": "page", "media_type": "<b>"}]), "'media_type' of number 1 of 'beside'"),
    ],
)
def test_what_is_no_report(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, text)
    assert words in str(caught.value)
    assert str(caught.value).endswith(HINT)
    assert "\n" not in str(caught.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(report())) | st.text(), inner),
    max_leaves=4,
)


@given(key=st.sampled_from(list(report())), value=json_values)
def test_any_value_anywhere_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, key: str, value: Any) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    try:
        read(folder, json.dumps(report(**{key: value})))
    except SourceError as error:
        assert error.path == folder / "report.json"  # noqa: PT017  it may be read too


def test_files_that_do_not_fit(tmp_path: Path) -> None:
    found = read_report(episode(tmp_path))
    (audio,) = found.files
    path = found.folder / audio.name
    right = path.read_bytes()
    path.write_bytes(right[::-1])
    with pytest.raises(SourceError, match=rf"{audio.name}: is not the file that report.json tells of.*; {HINT}"):
        check_audio(found.folder, audio)
    path.write_bytes(right + b"x")
    with pytest.raises(SourceError, match=rf"has {len(right) + 1} bytes, and report.json says {len(right)}"):
        check_audio(found.folder, audio)
    path.unlink()
    with pytest.raises(SourceError, match=rf"{audio.name}: is missing"):
        check_audio(found.folder, audio)
    path.mkdir()
    with pytest.raises(SourceError, match="is missing"):
        check_file(found.folder, audio.name)
    with pytest.raises(SourceError, match="is missing"):
        check_file(found.folder, "x" * 5000)
