"""The transcript to read."""

from __future__ import annotations

import pytest

from audiorender.errors import VerifyError
from audiorender.model import Meta
from audiorender.publish.transcripts.text import plain_transcript, read_plain_transcript
from publish.talks import shown

TALK = [
    ("Nell", "Is it falling? It was not, when I looked at it an hour ago, and again at noon."),
    ("Ivo", "It is."),
    ("Ivo", "Then I'll fetch the washing."),
]


def test_the_file_as_a_whole() -> None:
    assert plain_transcript(shown(TALK, Meta("The brass  barometer"), ("A question", "An answer"))) == (
        "The brass barometer\n"
        "\n"
        "00:00 A question\n"
        "\n"
        "Nell: Is it falling? It was not, when I looked at it an hour ago, and again at noon.\n"
        "\n"
        "00:04 An answer\n"
        "\n"
        "Ivo: It is.\n"
        "\n"
        "Ivo: Then I'll fetch the washing.\n"
    )


def test_a_chapter_in_which_nobody_speaks_has_its_heading() -> None:
    text = plain_transcript(shown([("Nell", "Hello.")], titles=("One", "Two", "Three")))
    assert read_plain_transcript(text) == ("A talk", "00:00 One", "Nell: Hello.", "00:01 Two", "00:02 Three")


@pytest.mark.parametrize(("text", "line"), [("A\n\nb\nc\n", 3), ("A\n\n\n\nb\n", 3), ("", 1)])
def test_what_we_never_write_is_an_error_with_its_line(text: str, line: int) -> None:
    with pytest.raises(VerifyError) as caught:
        read_plain_transcript(text)
    assert caught.value.line == line
