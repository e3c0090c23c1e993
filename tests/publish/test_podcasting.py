"""JSON chapters 1.2.0."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import VerifyError
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.chapters.podcasting import chapters_json, read_chapters_json
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.timecode import milliseconds


def test_the_file_as_a_whole() -> None:
    chapters = [Chapter(0, 62 * RATE, "L'été"), Chapter(62 * RATE, 62 * RATE + 12_345, 'A "b"\n& c')]
    meta = Meta(title="Barometers", show="Instrument Hour", date="2023-04-09")
    assert chapters_json(chapters, meta) == (
        "{\n"
        '  "version": "1.2.0",\n'
        '  "title": "Barometers",\n'
        '  "podcastName": "Instrument Hour",\n'
        '  "chapters": [\n'
        "    {\n"
        '      "startTime": 0,\n'
        '      "endTime": 62,\n'
        '      "title": "L\'été"\n'
        "    },\n"
        "    {\n"
        '      "startTime": 62,\n'
        '      "endTime": 62.257,\n'
        '      "title": "A \\"b\\" & c"\n'
        "    }\n"
        "  ]\n"
        "}\n"
    )


@given(st.lists(st.tuples(st.integers(1, 10**9), st.text()), min_size=1), st.text(), st.none() | st.text())
def test_reading_is_the_inverse_of_writing(plan: list[tuple[int, str]], title: str, author: str | None) -> None:
    ends = [0]
    for length, _ in plan:
        ends.append(ends[-1] + length)
    chapters = [Chapter(a, b, name) for (a, b), (_, name) in zip(pairwise(ends), plan, strict=True)]
    text = chapters_json(chapters, Meta(title=title, author=author))
    text.encode()
    assert read_chapters_json(text) == tuple(
        Mark(milliseconds(c.start), milliseconds(c.end), one_line(c.title)) for c in chapters
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"version": "1.1.0", "chapters": []}',
        '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "no end"}]}',
        '{"version": "1.2.0", "chapters": [{"startTime": "0", "endTime": 1, "title": "T"}]}',
        '{"version": "1.2.0", "chapters": [{"startTime": 0, "endTime": Infinity, "title": "T"}]}',
        '{"version": "1.2.0", "chapters": 3}',
    ],
)
def test_another_file_is_an_error(text: str) -> None:
    with pytest.raises(VerifyError):
        read_chapters_json(text)


@given(st.none() | st.floats() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.text()))
def test_any_json_is_read_or_is_an_error(value: object) -> None:
    with pytest.raises(VerifyError):
        read_chapters_json(json.dumps({"version": "1.2.0", "chapters": [value]}))
