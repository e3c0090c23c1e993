"""SubRip: what we write is read by the library `srt` and by our own reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import VerifyError
from audiorender.model import RATE, Caption
from audiorender.publish.transcripts.srt import read_srt, srt, srt_cues
from publish.talks import seen_in_srt, shown


def caption(start: int, end: int, *lines: str, speaker: str = "Nell") -> Caption:
    return Caption(start, end, speaker, " ".join(lines), 0, (), lines)


def test_the_file_as_a_whole() -> None:
    said = [
        caption(0, 2 * RATE, "Nell: Is it", "falling?"),
        caption(2 * RATE + 24, 100 * 3600 * RATE, "Ivo: It is.", speaker="Ivo"),
    ]
    assert srt(said) == (
        "1\n00:00:00,000 --> 00:00:02,000\nNell: Is it\nfalling?\n\n2\n00:00:02,001 --> 100:00:00,000\nIvo: It is.\n"
    )


def test_no_captions_are_an_empty_file() -> None:
    assert srt([]) == ""
    assert read_srt("") == ()


def test_names_stand_only_where_the_speaker_changes() -> None:
    talk = [("Nell", "One sentence. " * 9), ("Nell", "Yes."), ("Ivo", "No.")]
    texts = [cue.text for cue in srt_cues(shown(talk).timeline.captions)]
    assert [text.split(":")[0] for text in texts if ":" in text] == ["Nell", "Ivo"]
    assert all(len(line) <= 42 for text in texts for line in text.split("\n"))
    assert all(text.count("\n") <= 1 for text in texts)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a --> b", "a --\u2060> b"),
        ("<i>x</i> < 3", "<\u2060i>x<\u2060/i> < 3"),
        ("{\\an8}top {x}", "{\u2060\\an8}top {x}"),
    ],
)
def test_what_readers_take_for_syntax_is_parted(text: str, written: str) -> None:
    (cue,) = read_srt(srt([caption(0, RATE, text)]))
    assert cue.text == written


@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=2), max_size=5))
def test_it_is_read_as_it_was_meant(texts: list[list[str]]) -> None:
    said = [caption(number * RATE, (number + 1) * RATE, *lines) for number, lines in enumerate(texts)]
    cues = srt_cues(said)
    assert read_srt(srt(said)) == cues
    assert [(s.start, s.end, s.text) for s in seen_in_srt(srt(said))] == [
        (cue.start, cue.end, cue.text.replace("\u2060", "")) for cue in cues
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1\n00:00:00.000 --> 00:00:01.000\nx\n", 1),
        ("2\n00:00:00,000 --> 00:00:01,000\nx\n", 1),
        ("1\n00:00:00,000 --> 00:00:01,000\n", 1),
        ("1\n00:00:00,000 --> 00:00:01,000\nx\n\n2\n0:00:01,000 --> 00:00:02,000\ny\n", 5),
    ],
)
def test_what_we_never_write_is_an_error_with_its_line(text: str, line: int) -> None:
    with pytest.raises(VerifyError) as caught:
        read_srt(text)
    assert caught.value.line == line
