"""An error is one line: where, what, and what to do."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender import errors
from audiorender.errors import AudiorenderError, CancelledError, SourceError, UsageError, near

WORDS = st.text(min_size=1).filter(str.strip)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (SourceError("is empty"), "is empty"),
        (SourceError("is empty", hint="write something"), "is empty; write something"),
        (SourceError("is empty", path=Path("a b.md")), "a b.md: is empty"),
        (SourceError("is odd", path="a.md", line=3), "a.md:3: is odd"),
        (SourceError("is odd", path="a.md", line=3, column=7, hint="mend it"), "a.md:3:7: is odd; mend it"),
        (SourceError("is odd", line=3), "line 3: is odd"),
        (SourceError("is\nodd"), "is odd"),
    ],
)
def test_the_line(error: AudiorenderError, line: str) -> None:
    assert str(error) == line


@given(WORDS, st.none() | WORDS, st.none() | WORDS, st.none() | st.integers(1))
def test_it_is_one_line_whatever_it_names(message: str, path: str | None, hint: str | None, line: int | None) -> None:
    told = str(AudiorenderError(message, path=path, line=line, hint=hint))
    assert told.splitlines() == [told]


def test_every_kind_has_one_root_and_its_exit_code() -> None:
    raised = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]
    kinds = [kind for kind in raised if issubclass(kind, AudiorenderError)]
    assert len(kinds) == len(raised) == 9
    assert {kind: kind.exit_code for kind in kinds if kind.exit_code != 1} == {UsageError: 2, CancelledError: 130}


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("Hosst", ["Host", "Guest"], "did you mean 'Host'?"),
        ("HOST", ["Host", "Guest"], "did you mean 'Host'?"),
        ("xyz", ["Host", "Guest"], "known: Guest, Host"),
        ("xyz", [], None),
    ],
)
def test_the_nearest_name_is_offered(word: str, known: list[str], hint: str | None) -> None:
    assert near(word, known) == hint


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1), min_size=1))
def test_a_known_word_is_nearest_to_itself(known: list[str]) -> None:
    for word in known:
        hint = near(word, known)
        assert hint is not None
        assert hint.removeprefix("did you mean '").removesuffix("'?").casefold() == word.casefold()


def test_the_same_error_of_another_file() -> None:
    error = UsageError("no such speaker", line=3, column=7, hint="name another").at("talk.md")
    assert type(error) is UsageError
    assert str(error) == "talk.md:3:7: no such speaker; name another"
