"""Reading a source: what counts as text, and the errors for everything else."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError, UsageError
from audiorender.script.reading.encoding import decode
from audiorender.script.reading.source import Lines, Source, read_source


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "talk.md"
    path.write_bytes(data)
    return path


def test_text_has_no_byte_order_mark_and_one_kind_of_line_end(tmp_path: Path) -> None:
    source = read_source(_file(tmp_path, "\ufeffAna: é\r\nBo: y\rz\n".encode()))
    assert source.text == "Ana: é\nBo: y\nz\n"
    assert (source.stem, source.path) == ("talk", tmp_path / "talk.md")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Ana: Grüezi\n".encode())))
    assert read_source("-") == Source(None, "episode", "Ana: Grüezi\n")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "nothing in it"),
        (b" \n\t\n", "nothing in it"),
        (b"\xef\xbb\xbf", "nothing in it"),
        (b"Ana: a\0b", "binary"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        ("Ana: hi".encode("utf-16") + b"!", "not UTF-16, as it claims to be"),
        ("Да, конечно.".encode("cp1251"), "neither UTF-8 nor a Western"),
        (b"Ana: caf\xe9 \x81 au lait", "neither UTF-8 nor Windows-1252: byte 0x81"),
        (b"Ana: caf\xe9\x01", "binary"),
        (b"x" * 101, "too long: the limit is 100 bytes, this has 101"),
    ],
)
def test_what_is_not_text_is_refused_by_name(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        read_source(_file(tmp_path, data), limit=100)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 1


def test_bytes_that_are_not_utf8_say_where(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"UTF-8.*0xE9 at offset 17") as caught:
        read_source(_file(tmp_path, "é\nAna: été\n".encode() + b"caf\xe9\n"))
    assert (caught.value.line, caught.value.column) == (3, 4)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("latin-1", "ISO-8859-1"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, codec: str, name: str) -> None:
    text = "Zoë: Où étiez-vous à Noël ?\nAndré: Là-haut, près du phare.\n"
    source = read_source(_file(tmp_path, text.encode(codec)))
    assert (source.text, source.encoding) == (text, name)


def test_quotes_that_only_exist_in_windows_1252(tmp_path: Path) -> None:
    source = read_source(_file(tmp_path, "Zoë: “Là-haut” – à 3 €…\n".encode("cp1252")))
    assert (source.text, source.encoding) == ("Zoë: “Là-haut” – à 3 €…\n", "Windows-1252")


def test_a_page_declares_its_encoding(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Да, конечно.</p></body></html>'
    source = read_source(_file(tmp_path, page.encode("cp1251")))
    assert (source.text, source.encoding) == (page, "windows-1251")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_a_clear_error(data: bytes) -> None:
    try:
        text, name = decode(data, "talk.md")
    except SourceError:
        return
    assert name
    assert "\0" not in text


@pytest.mark.parametrize("name", ["missing.md", ".", "a\0b", "n" * 300])
def test_a_path_that_is_not_a_file_is_a_usage_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_source(tmp_path / name)
    assert caught.value.exit_code == 2


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="anybody may read everything here")
def test_no_permission(tmp_path: Path) -> None:
    path = _file(tmp_path, b"Ana: hi")
    path.chmod(0)
    with pytest.raises(SourceError, match="permission"):
        read_source(path)


@given(st.text(alphabet="ab\n", max_size=40))
def test_line_numbers_count_newlines(text: str) -> None:
    lines = Lines(text)
    assert [lines.number(at) for at in range(len(text))] == [text.count("\n", 0, at) + 1 for at in range(len(text))]
