"""WebVTT: what we write is read by webvtt-py and by our own reader, whatever the words."""

from __future__ import annotations

import html
from io import StringIO
from itertools import pairwise

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import VerifyError
from audiorender.model import RATE, Caption
from audiorender.publish.transcripts.cue import Cue
from audiorender.publish.transcripts.vtt import cues, read_vtt, vtt


def caption(start: int, end: int, text: str, speaker: str = "Nell") -> Caption:
    return Caption(start, end, speaker, text, 0)


@st.composite
def captions(draw: st.DrawFn) -> list[Caption]:
    bounds = sorted(draw(st.sets(st.integers(0, 400 * 3600 * RATE), min_size=2, max_size=12)))
    texts = st.text() | st.sampled_from(["--", "a --> b", "<v Mole>", "&lt;", "AT&T", "\n\nWEBVTT", "NOTE x", "\x00"])
    return [caption(a, b, draw(texts), draw(texts)) for a, b in pairwise(bounds)]


def test_the_file_as_a_whole() -> None:
    said = [
        caption(0, 2 * RATE, "Is 3 < 5 & 5 > 3?"),
        caption(2 * RATE + 24, 3723 * RATE, "Yes.\nWithout doubt.", "Dr. Ines Moreau"),
    ]
    assert vtt(said) == (
        "WEBVTT\n"
        "\n"
        "00:00:00.000 --> 00:00:02.000\n"
        "<v Nell>Is 3 &lt; 5 &amp; 5 &gt; 3?\n"
        "\n"
        "00:00:02.001 --> 01:02:03.000\n"
        "<v Dr. Ines Moreau>Yes.\n"
        "Without doubt.\n"
    )


def test_no_captions_are_still_a_file() -> None:
    assert vtt([]) == "WEBVTT\n"
    assert read_vtt(vtt([])) == ()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("A & B", "A  B"),
        ("<i>Mole</i>", "iMole/i"),
        ("Two\nlines", "Two lines"),
        (" > ", ""),
        ("-->", "-"),
        ("Nell --", "Nell -"),
    ],
)
def test_a_name_loses_what_a_voice_tag_cannot_hold(name: str, shown: str) -> None:
    (cue,) = cues([caption(0, RATE, "Hello.", name)])
    assert cue.speaker == " ".join(shown.split())
    assert vtt([caption(0, RATE, "Hello.", name)]).endswith(f"{f'<v {cue.speaker}>' if cue.speaker else ''}Hello.\n")


def test_a_caption_with_nothing_to_show_gives_no_cue() -> None:
    said = [caption(0, RATE, " \n\t"), caption(RATE, 2 * RATE, "Here.")]
    assert [cue.text for cue in cues(said)] == ["Here."]


def test_captions_shorter_than_a_millisecond_stay_in_order() -> None:
    said = [caption(n, n + 1, str(n)) for n in range(5)]
    assert [(cue.start, cue.end) for cue in cues(said)] == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]


@given(captions())
def test_reading_is_the_inverse_of_writing(said: list[Caption]) -> None:
    assert read_vtt(vtt(said)) == cues(said)


@given(captions())
def test_cues_run_forwards_and_are_never_empty(said: list[Caption]) -> None:
    made = cues(said)
    assert all(0 <= cue.start < cue.end and cue.text and "\n\n" not in cue.text for cue in made)
    assert all(a.end <= b.start for a, b in pairwise(made))
    assert vtt(said).count("-->") == len(made)


@given(captions())
def test_webvtt_py_reads_the_same(said: list[Caption]) -> None:
    read = webvtt.from_buffer(StringIO(vtt(said)))
    found = [
        Cue(_ms(cue.start), _ms(cue.end), cue.voice or "", html.unescape(_without_voice(cue.raw_text)))
        for cue in read.captions
    ]
    assert tuple(found) == cues(said)


def _ms(time: str) -> int:
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3_600_000 + int(minutes) * 60_000 + int(seconds.replace(".", ""))


def _without_voice(text: str) -> str:
    return text.partition(">")[2] if text.startswith("<v ") else text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("webvtt\n\n", 1),
        ("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n", 3),
        ("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Nell>\n", 3),
        ("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nOne.\n\n00:00:01,000 --> 00:00:02,000\nTwo.\n", 6),
        ("WEBVTT\n\nNOTE --> nothing\n", 3),
    ],
)
def test_what_we_never_write_is_an_error_with_its_line(text: str, line: int) -> None:
    with pytest.raises(VerifyError) as caught:
        read_vtt(text)
    assert caught.value.line == line
