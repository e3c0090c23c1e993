"""Pauses depend on who follows whom, and why."""

from __future__ import annotations

from dataclasses import fields

import pytest

from audiorender.mixer.turntaking import Side, Style, asks, gap

STYLE = Style(same_speaker=1, next_speaker=2, after_question=3, interjection=4, before_chapter=5)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Side("A"), Side("A"), STYLE.same_speaker),
        (Side("A", asks=True), Side("A"), STYLE.same_speaker),
        (Side("A", brief=True), Side("A", brief=True), STYLE.same_speaker),
        (Side("A"), Side("B"), STYLE.next_speaker),
        (Side("A", asks=True), Side("B"), STYLE.after_question),
        (Side("A"), Side("B", brief=True), STYLE.interjection),
        (Side("A", brief=True), Side("B"), STYLE.interjection),
        (Side("A", asks=True), Side("B", brief=True), STYLE.interjection),
        (Side("A", asks=True, brief=True), Side("B"), STYLE.after_question),
    ],
)
def test_each_kind_of_change_has_its_pause(before: Side, after: Side, expected: int) -> None:
    assert gap(before, after, STYLE) == expected
    assert gap(before, after, STYLE, chapter=True) == STYLE.before_chapter


def test_the_default_style_tells_the_kinds_apart() -> None:
    style = Style()
    order = (style.interjection, style.next_speaker, style.same_speaker, style.after_question, style.before_chapter)
    assert list(order) == sorted(set(order))
    assert all(getattr(style, one.name) >= 0 for one in fields(Style))


@pytest.mark.parametrize("text", ["Why?", 'He said "why?"', "(really?)", "Why?!", "“Why?”", "何？"])
def test_a_question_is_heard_behind_what_closes_it(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["", "Why.", "Is it? No.", "?."])
def test_a_statement_is_no_question(text: str) -> None:
    assert not asks(text)
