"""Lists of chapters changed, and made to fit an audio file."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError, UsageError
from audiorender.model import RATE
from audiorender.publish.chapters import Entry
from audiorender.publish.editing.changes import Changes, edited, fitted

LIST = (Entry(0, "A"), Entry(60 * RATE, "B", "https://b.example", "b.png"), Entry(120 * RATE, "C", line=9))
HOUR = 3600 * RATE


def short(entries: tuple[Entry, ...]) -> list[tuple[int, str]]:
    return [(entry.start // RATE, entry.title) for entry in entries]


def test_nothing_changes_nothing() -> None:
    assert edited(LIST, Changes()) == LIST
    assert not Changes().any
    assert Changes(whole_seconds=True).any


def test_numbers_are_those_of_the_list_before() -> None:
    changes = Changes(
        add=((30 * RATE, "New"),),
        move={2: 200 * RATE},
        rename={3: "Sea"},
        remove=frozenset({1}),
        links={3: "https://c"},
    )
    assert edited(LIST, changes) == (
        Entry(30 * RATE, "New"),
        Entry(120 * RATE, "Sea", "https://c"),
        Entry(200 * RATE, "B", "https://b.example", "b.png"),
    )


def test_the_time_of_what_is_removed_goes_to_its_neighbour() -> None:
    assert short(edited(LIST, Changes(remove=frozenset({2})))) == [(0, "A"), (120, "C")]
    assert short(edited(LIST, Changes(remove=frozenset({1})))) == [(0, "B"), (120, "C")]
    assert short(edited(LIST, Changes(remove=frozenset({1, 2})))) == [(0, "C")]
    assert short(edited(LIST, Changes(remove=frozenset({1}), move={2: 9 * RATE}))) == [(9, "B"), (120, "C")]
    assert short(edited(LIST, Changes(remove=frozenset({1}), add=((0, "Z"),)))) == [(0, "Z"), (60, "B"), (120, "C")]
    assert edited(LIST, Changes(remove=frozenset({1, 2, 3}))) == ()
    assert short(edited(LIST[1:], Changes(remove=frozenset({1})))) == [(120, "C")]


def test_an_empty_link_and_picture_go() -> None:
    assert edited(LIST, Changes(links={2: ""}, images={2: "", 1: "a.png"}))[:2] == (
        Entry(0, "A", None, "a.png"),
        Entry(60 * RATE, "B"),
    )


def test_all_go_before_some_come() -> None:
    assert edited(LIST, Changes(clear=True)) == ()
    assert short(edited(LIST, Changes(clear=True, add=((9 * RATE, "X"), (0, "Y"))))) == [(0, "Y"), (9, "X")]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (Changes(remove=frozenset({4})), "--remove 4: there are 3"),
        (Changes(move={0: 0}), "--move 0"),
        (Changes(rename={9: "X"}), "--rename 9"),
        (Changes(rename={2: " \n"}), "title is empty"),
        (Changes(add=((0, ""),)), "title is empty"),
        (Changes(links={2: "x"}, remove=frozenset({2})), "chapter 2 is removed, but --link changes it"),
        (Changes(clear=True, move={1: 0}), "there are no chapters"),
    ],
)
def test_changes_that_cannot_be(changes: Changes, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        edited(LIST, changes)


def test_every_change_has_a_test() -> None:
    assert {field.name for field in fields(Changes)} == {
        *("clear", "add", "move", "rename", "remove", "links", "images", "whole_seconds")
    }


def test_chapters_reach_to_the_end() -> None:
    chapters, notes = fitted(LIST, HOUR, "T")
    assert [(c.start // RATE, c.end // RATE, c.title) for c in chapters] == [
        (0, 60, "A"),
        (60, 120, "B"),
        (120, 3600, "C"),
    ]
    assert (chapters[1].url, chapters[1].image, notes) == ("https://b.example", "b.png", ())
    assert fitted((), HOUR, "T") == ((), ())


def test_the_first_begins_at_zero() -> None:
    chapters, notes = fitted((Entry(5 * RATE, "A"),), HOUR, "T")
    assert [(c.start, c.title) for c in chapters] == [(0, "T"), (5 * RATE, "A")]
    assert notes == ("the first chapter begins at 00:00:05.000, so one named 'T' was put before it",)
    chapters, notes = fitted((Entry(RATE - 1, "A"), Entry(RATE, "B")), HOUR, "T")
    assert [(c.start, c.title) for c in chapters] == [(0, "A"), (RATE, "B")]
    assert notes == ("the first chapter began at 00:00:01.000 and was moved to 0",)


def test_a_chapter_without_a_title_has_its_number() -> None:
    chapters, notes = fitted((Entry(0, "A"), Entry(RATE, ""), Entry(2 * RATE, "")), HOUR, "T")
    assert [c.title for c in chapters] == ["A", "Chapter 2", "Chapter 3"]
    assert notes == ("chapters without a title are named by number: 2, 3",)


def test_what_begins_when_it_is_over() -> None:
    with pytest.raises(SourceError, match=r"begins after the end of the audio, at 00:02:00\.000") as caught:
        fitted(LIST, 120 * RATE, "T")
    assert caught.value.line == 9
    assert len(fitted(LIST, 120 * RATE + 1, "T")[0]) == 3


def test_two_at_once() -> None:
    with pytest.raises(SourceError, match="'A' and 'B'"):
        fitted((Entry(0, "A"), Entry(20, "B")), HOUR, "T")
    with pytest.raises(SourceError, match="'A' and 'B'"):
        fitted((Entry(0, "A"), Entry(RATE // 3, "B")), HOUR, "T", whole_seconds=True)


@given(st.lists(st.integers(0, 600 * RATE), min_size=1, max_size=9, unique_by=lambda s: s // RATE), st.booleans())
def test_the_result_is_contiguous(starts: list[int], whole: bool) -> None:
    entries = [Entry(start, "x") for start in sorted(starts)]
    length = 600 * RATE + 1
    try:
        chapters, _ = fitted(entries, length, "T", whole_seconds=whole)
    except SourceError:
        return
    assert chapters[0].start == 0
    assert chapters[-1].end == length
    assert all(a.end == b.start > a.start for a, b in pairwise(chapters))
    assert not whole or all(c.start % RATE == 0 for c in chapters)
