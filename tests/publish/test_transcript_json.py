"""The JSON transcript 1.0.0."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import VerifyError
from audiorender.model import RATE, Caption
from audiorender.publish.transcripts.cue import cues_of
from audiorender.publish.transcripts.podcasting import read_transcript_json, transcript_json
from publish.talks import seen_in_json


def test_the_file_as_a_whole() -> None:
    said = [Caption(0, 72_024, "Nell", 'Is it\n"falling"?', 0), Caption(2 * RATE, 3 * RATE, "", "Yes…", 1)]
    assert json.loads(transcript_json(said)) == {
        "version": "1.0.0",
        "segments": [
            {"speaker": "Nell", "startTime": 0.0, "endTime": 1.501, "body": 'Is it\n"falling"?'},
            {"startTime": 2.0, "endTime": 3.0, "body": "Yes…"},
        ],
    }
    assert transcript_json(said).endswith("}\n")


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_no_body_is_empty_and_all_is_read_again(said: list[tuple[str, str]]) -> None:
    captions = [Caption(n * RATE, (n + 1) * RATE, name, text, n) for n, (name, text) in enumerate(said)]
    text = transcript_json(captions)
    assert read_transcript_json(text) == cues_of(captions)
    assert len(seen_in_json(text)) == len(cues_of(captions))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"version": "1.1.0", "segments": []}',
        '{"version": "1.0.0"}',
        '{"version": "1.0.0", "segments": [1]}',
        '{"version": "1.0.0", "segments": [{"startTime": 0, "endTime": Infinity, "body": "x"}]}',
        "[" * 100_000,
    ],
)
def test_another_file_is_an_error(text: str) -> None:
    with pytest.raises(VerifyError):
        read_transcript_json(text)
