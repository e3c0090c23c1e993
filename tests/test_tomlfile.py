"""TOML files that people write: whatever stands around a key, its line and column are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.tomlfile import TomlFile

NAMES = st.sampled_from(["a", "b", "ab", "a-b", "C++", "é", "x y", ""])
VALUES = st.sampled_from(
    ["1", '"a = 1"', '"""\n[b]\na = 1\n"""', "[\n  1, # a = 2\n  2,\n]", "[[1], [2]]", "{ c = 1 }"]
)
TABLES = st.dictionaries(NAMES, st.dictionaries(NAMES, VALUES, max_size=4), max_size=4)


def written(file: Path, text: str) -> TomlFile:
    file.write_text(text, encoding="utf-8")
    return TomlFile(file)


@given(
    plain=st.dictionaries(NAMES.map(lambda name: f"0{name}"), VALUES, max_size=3), tables=TABLES, indent=st.booleans()
)
def test_every_key_is_found_where_it_stands(
    plain: dict[str, str], tables: dict[str, dict[str, str]], indent: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text, places = "# a = 1\n", {}
    before = "  " if indent else ""

    def add(keys: tuple[str, ...], line: str, column: int) -> None:
        nonlocal text
        places[keys] = (text.count("\n") + 1, column)
        text += line + "\n\n# b = 1\n"

    for name, value in plain.items():
        add((name,), f"{before}{json.dumps(name, ensure_ascii=False)} = {value}", len(before) + 1)
    for table, entries in tables.items():
        add((table,), f"[{json.dumps(table, ensure_ascii=False)}]", 2)
        for name, value in entries.items():
            add((table, name), f"{before}{json.dumps(name, ensure_ascii=False)} = {value}", len(before) + 1)
    file = written(tmp_path_factory.mktemp("toml") / "some.toml", text)
    for keys, place in places.items():
        error = file.error(keys, "is wrong")
        assert (error.line, error.column) == place, (keys, text)


def test_what_is_not_in_the_file_has_no_place(tmp_path: Path) -> None:
    file = written(tmp_path / "some.toml", "a = 1\n")
    for keys in ((), ("b",), ("a", "b")):
        assert str(file.error(keys, "is wrong", "mend it")) == f"{tmp_path / 'some.toml'}: is wrong; mend it"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a = 1\nb == 2", r"some.toml:2:4: is not TOML: .*; like this"),
        ("a = [1,\n\n", r"some.toml:1: is not TOML: .*; like this"),
        (f"a = {'9' * 5000}", r"some.toml: is not readable TOML: .*; like this"),
        ("a = 2024-02-30", r"some.toml.*: is not TOML.*: .*; like this"),
    ],
)
def test_what_is_no_toml(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "some.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=fault):
        TomlFile(path, hint="like this")
