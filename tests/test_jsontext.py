"""JSON text says what it was given, a line for each thing in a list."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from audiorender.jsontext import json_text

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(_JSON)
def test_json_says_what_it_was_given(value: object) -> None:
    assert json.loads(json_text(value)) == value


def test_json_has_a_line_for_each_thing_in_a_list() -> None:
    value = {"name": "mill", "turns": [{"speaker": "Ada", "spans": [[0, 4]]}, {"speaker": "Bo", "spans": []}]}
    assert json_text(value).splitlines() == [
        "{",
        ' "name": "mill",',
        ' "turns": [',
        '  {"speaker": "Ada", "spans": [[0, 4]]},',
        '  {"speaker": "Bo", "spans": []}',
        " ]",
        "}",
    ]


def test_nothing_in_it_is_obeyed_by_a_terminal() -> None:
    words = "a\x1b[31mb\x9b31mc\u202ed\u2066e\x7ff\u2028"
    text = json_text({words: [words, {"a": words}]})
    assert all(each == "\n" or (each.isprintable()) for each in text)
    assert json.loads(text) == {words: [words, {"a": words}]}
