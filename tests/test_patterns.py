"""Compiled expressions that are kept for the next run: the same as those that Python compiles."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from audiorender import patterns
from audiorender.expressions import expression
from audiorender.patterns import Patterns, beside_modules, quickly_compiled

_SOME: list[tuple[Any, int]] = [
    (r"(?P<word>\w+)(\s*)(?P<sign>[?!…]+)?", 0),
    (r"(b)(a)?(?!c)|é{2,5}", re.IGNORECASE),
    (r"(?x) [à-ü]  # a letter", re.MULTILINE),
    (rb"\d+(?:\.\d)?", 0),
]


@pytest.fixture(autouse=True)
def _keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _kept(path: Path) -> None:
    first = Patterns(path)
    for pattern, flags in _SOME:
        first.compile(pattern, flags)
    first.keep()


def test_what_was_kept_is_what_python_compiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cache" / "kept"
    _kept(path)
    monkeypatch.setattr(patterns, "_parts", lambda *_: pytest.fail("compiled again"))
    again = Patterns(path)
    for pattern, flags in _SOME:
        compiled, expected = again.compile(pattern, flags), re.compile(pattern, flags)
        assert compiled == expected
        assert (compiled.flags, compiled.groups, compiled.groupindex) == (
            expected.flags,
            expected.groups,
            expected.groupindex,
        )
    match = again.compile(_SOME[0][0], 0).search("Well?!")
    assert match is not None
    assert match.groupdict() == {"word": "Well", "sign": "?!"}
    assert match.lastgroup == "sign"


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other versions", "folder"])
def test_damaged_or_foreign_files_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    path = tmp_path / "kept"
    _kept(path)
    kept = path.read_bytes()
    if damage == "other versions":
        monkeypatch.setattr(sys, "version", "3.99")
    elif damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes({"cut": kept[:-5], "flipped": kept[:-1] + bytes([kept[-1] ^ 1]), "empty": b""}[damage])
    assert patterns._read(path) == {}
    assert Patterns(path).compile("a+", 0).search("baa") is not None
    Patterns(path).keep()


def test_another_python_compiles_as_usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str) -> object:
        raise ImportError

    monkeypatch.setattr(patterns, "import_module", gone)
    assert Patterns(tmp_path / "kept").compile("a+", 0) == re.compile("a+")


def test_an_error_in_a_pattern_is_pythons(tmp_path: Path) -> None:
    with pytest.raises(re.error):
        Patterns(tmp_path / "kept").compile("(", 0)


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _kept(tmp_path / "kept")
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    _kept(tmp_path / "kept")
    before = (tmp_path / "kept").stat().st_ino
    _kept(tmp_path / "kept")
    assert (tmp_path / "kept").stat().st_ino == before


def test_they_are_where_python_keeps_its_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    assert beside_modules().is_relative_to(tmp_path)
    assert beside_modules().suffix == ".expressions"


def test_expressions_are_compiled_with_them_in_the_block_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    with quickly_compiled():
        assert expression("a+").search("a") is not None
        assert not beside_modules().exists()
    assert [pattern for _, pattern, _ in patterns._read(beside_modules())] == ["a+"]
    assert expression("b+").search("b") is not None
    assert len(patterns._read(beside_modules())) == 1
