"""A slip on the command line is told with what was meant."""

from __future__ import annotations

import pytest
from desk import Desk


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("talk.md",), "did you mean 'audiorender render talk.md'?"),
        (("rendr", "talk.md"), "did you mean 'render'?"),
        (("render", "https://example.org/talk"), "save the page to a file first"),
        (("render", "tlak.md"), "did you mean 'talk.md'?"),
    ],
)
def test_a_slip_is_told_what_was_meant(words: tuple[str, ...], says: str, desk: Desk) -> None:
    desk.write("talk.md", "**Ida:** It rang.\n")
    ran = desk.run(*words)
    assert ran.code == 2
    assert says in ran.err
