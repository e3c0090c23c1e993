"""A slip on the command line is told with what was meant."""

from __future__ import annotations

import pytest
from desk import Desk


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("talk.md",), "did you mean 'audiorender render talk.md'?"),
        (("tlak.md",), "'tlak.md' is not a command; did you mean 'audiorender render talk.md'?"),
        (("other.md",), "did you mean 'audiorender render other.md'?"),
        (("rendr", "talk.md"), "did you mean 'render'?"),
        (("render", "https://example.org/talk"), "save the page to a file, and"),
        (("render", "tlak.md"), "did you mean 'talk.md'?"),
    ],
)
def test_a_slip_is_told_what_was_meant(words: tuple[str, ...], says: str, desk: Desk) -> None:
    desk.write("talk.md", "**Ida:** It rang.\n")
    ran = desk.run(*words)
    assert ran.code == 2
    assert says in ran.err


def test_new_names_are_given_all_at_once(desk: Desk) -> None:
    """A name that is given anew may be somebody's old one: people trade names, and nobody becomes two."""
    desk.write("talk.md", "**Ada:** Did it ring?\n\n**Ben:** It did.\n\n**Ada:** Loud?\n\n**Ben:** Very.\n")
    ran = desk.run("script", "talk.md", "--name", "Ada=Ben", "--name", "Ben=Ada", "--json")
    assert [turn["speaker"] for turn in ran.json["turns"]] == ["Ben", "Ada", "Ben", "Ada"]
