"""A report is believed when it is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.jsontext import json_text
from audiorender.model import RATE, Chapter
from audiorender.report.reading import check_audio, check_file, last_report, read_report, still_there
from audiorender.report.schema import as_json

from .made import episode, report

HINT = "render the episode again"


def read(folder: Path, text: str | bytes) -> None:
    (folder / "report.json").write_bytes(text.encode() if isinstance(text, str) else text)
    read_report(folder)


def test_all_that_it_says(tmp_path: Path) -> None:
    folder = episode(tmp_path, formats=("mp3", "opus"), explicit=True)
    found = read_report(folder)
    assert (found.title, found.show, found.author, found.date) == ("About tides", "Small Harbours", None, "2024-03-16")
    assert (found.season, found.episode, found.explicit, found.samples) == (1, 2, True, 120 * RATE)
    assert found.chapters[0].chapter() == Chapter(0, 60 * RATE, "Out", "https://example.org/", "out.jpg")
    assert [(each.file, each.format) for each in found.files] == [("tides.mp3", "mp3"), ("tides.opus", "opus")]
    assert [each.file for each in found.role("chapters")] == ["tides.chapters.json", "tides.psc.xml"]
    assert found.engines == ("tone",)
    for audio in found.files:
        check_audio(folder, audio)
    assert json.loads(json_text(as_json(found))) == json.loads((folder / "report.json").read_bytes())


@pytest.mark.parametrize(
    "text",
    ["", "{", "nul", '{"x": ' + "[" * 100_000, b"\xff\xfe\xff", '"\\ud800'],
    ids=range(6),
)
def test_what_is_no_json(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(SourceError, match=f"report.json: is not valid JSON; {HINT}"):
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
        ("[]", "the report is invalid: expected object, got array"),
        ("{}", "the report has no 'schema': it was changed, or comes from another version of audiorender"),
        (bad(schema=7), "is version 7, but this audiorender reads version 1"),
        (json.dumps({"schema": 1}), "the report has no '"),
        (bad(rate=44100), "'rate' is invalid: "),
        (bad(title=" "), "'title' is invalid: "),
        (bad(title=3), "'title' is invalid: expected str, got int"),
        (bad(guid=None), "'guid' is invalid: "),
        (bad(samples=0), "'samples' is invalid: expected int >= 1"),
        (bad(samples=True), "'samples' is invalid"),
        (bad(samples=1e400), "report.json: "),
        (bad().replace(f'"samples": {120 * RATE}', '"samples": ' + "9" * 10_000, 1), "report.json: "),
        (bad(season="one"), "'season' is invalid"),
        (bad(episode=-1), "'episode' is invalid"),
        (bad(explicit="no"), "'explicit' is invalid"),
        (bad(cast=[]), "'cast' is invalid: expected object, got array"),
        (bad(cast={"Ada": 3}), "'cast[...]' is invalid"),
        (bad(chapters={}), "'chapters' is invalid"),
        (bad(chapters=[{"title": "x", "start": -1, "end": 3}]), "'chapters[0].start' is invalid"),
        (bad(chapters=[{"title": "x", "start": 1, "end": 10**9}]), "the chapter 'x' is not within the episode"),
        (bad(files=[]), "'files' is invalid"),
        (bad(files=[3]), "'files[0]' is invalid"),
        (bad(files=[{**FILE, "sha256": "xyz"}]), "'files[0].sha256' is invalid"),
        (bad(files=[{**FILE, "bytes": 0}]), "'files[0].bytes' is invalid"),
        *(
            (bad(files=[{**FILE, "file": name}]), "'files[0].file' is invalid")
            for name in ("../tides.mp3", "/etc/passwd", "a\\b", ".hidden", "a\0b", "..", "")
        ),
        (bad(beside=[{"file": "x", "role": "page", "media_type": "<b>"}]), "'beside[0].media_type' is invalid"),
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
    folder = episode(tmp_path)
    (audio,) = read_report(folder).files
    path = folder / audio.file
    assert still_there(folder, audio)
    right = path.read_bytes()
    path.write_bytes(right[::-1])
    with pytest.raises(
        SourceError, match=rf"{audio.file}: is not the file that report.json describes: it was changed; {HINT}"
    ):
        check_audio(folder, audio)
    path.write_bytes(right + b"x")
    with pytest.raises(SourceError, match=rf"has {len(right) + 1} bytes, but report.json says {len(right)}"):
        check_audio(folder, audio)
    path.unlink()
    with pytest.raises(SourceError, match=rf"{audio.file}: is missing"):
        check_audio(folder, audio)
    path.mkdir()
    with pytest.raises(SourceError, match="is missing"):
        check_file(folder, audio.file)
    with pytest.raises(SourceError, match="is missing"):
        check_file(folder, "x" * 5000)
    assert not still_there(folder, audio)


def test_what_cannot_be_read_is_no_last_report(tmp_path: Path) -> None:
    assert last_report(tmp_path) is None
    folder = episode(tmp_path)
    assert last_report(folder) == read_report(folder)
    (folder / "report.json").write_text(bad(schema=0))
    assert last_report(folder) is None
