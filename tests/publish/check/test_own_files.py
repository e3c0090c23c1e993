"""What we write beside the audio has no fault, whatever the text: a false alarm would end every such render with 3."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audiorender.publish.check.finding import Finding, Level
from audiorender.publish.check.lists import list_findings, notes_findings
from audiorender.publish.check.transcripts import transcript_findings
from audiorender.publish.oneline import one_line
from audiorender.publish.published import Published
from audiorender.publish.sidecars import KINDS
from audiorender.timecode import milliseconds
from publish.talks import shown
from publish.test_hostile_text import HARM, hostile


def above_a_note(what: Published) -> list[Finding]:
    texts = {kind.suffix: kind.write(what) for kind in KINDS}
    length = milliseconds(what.timeline.frames)
    found = [
        *transcript_findings(texts, "a", length),
        *list_findings(texts, "a", what.marks(), length),
        *notes_findings(texts, "a", what.marks()),
    ]
    timed = re.search(r"\d:\d\d", what.meta.title)  # apps would take that for chapters, and so it is told
    return [each for each in found if each.level is not Level.NOTE and not (timed and each.rule == "notes-differ")]


@pytest.mark.parametrize("harm", HARM)
def test_a_text_that_means_harm(harm: str) -> None:
    assert above_a_note(hostile(harm)) == []


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40).filter(one_line))
def test_any_text(harm: str) -> None:
    assert above_a_note(hostile(harm)) == []


@example("<0>")
@given(st.text(st.sampled_from("Ivo: <>&-{}\\|0123:,.a"), min_size=1, max_size=20).filter(one_line))
def test_any_marks(harm: str) -> None:
    assert above_a_note(hostile(harm)) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ada", "Ben", "Ada & Ben", "", "Dr. B--"]),
            st.sampled_from(["Ada: so", "Ben: yes: no", "Well"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_speakers_who_name_each_other(said: list[tuple[str, str]]) -> None:
    assert above_a_note(shown(said)) == []
