"""Nothing is lost silently: whatever a guess silences between turns is noted with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import Draft
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source, read_bytes, read_source
from audiorender.script.remarks import GUESSED
from audiorender.script.silence.brackets import is_sure

from .test_interviews import CASES
from .test_short import Case, cases

_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|shall|should|may|might|must|\w{3,}ed)\b",
    re.IGNORECASE,
)
"""Words that are often finite verbs: enough to recognise a sentence."""


def _unsaid(built: Draft) -> list[str]:
    """Text silenced by a guess that has a verb between turns, or is right below a label, and that no note mentions."""
    noted = " ".join(remark.text for remark in built.remarks)
    lines = {int(number) for number in re.findall(r"\d+", noted)} | {remark.line for remark in built.remarks}
    spans = sorted(span.start for guess in built.guesses for span in guess.spans)
    labels = {piece.line for piece in built.silent if piece.rule == "label"}
    pieces = [piece for piece in built.silent if piece.rule in GUESSED and piece.rule != "page-number"]
    found = []
    for piece in pieces:
        within = spans[0] < piece.spans[0].start < spans[-1]
        told = piece.rule == "stage-direction" and is_sure(piece.text)
        said = within and not told and len(piece.text.split()) > 1 and _VERB.search(piece.text)
        bare = piece.rule in ("page-part", "caption", "byline") and piece.line in labels
        if (said or bare) and piece.line not in lines and "more" not in noted:
            found.append(f"{piece.line}: {piece.rule}: {piece.text[:60]}")
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_whole_interviews(path: Path) -> None:
    assert _unsaid(draft(read_source(path))) == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_short_documents(case: Case) -> None:
    assert _unsaid(draft(read_bytes(case.text.encode(), Path(case.name)))) == []


NAMES = st.sampled_from([("Ana", "Bo Lind"), ("SPEAKER_00", "SPEAKER_01"), ("Dr. Oak", "Mara"), ("Q", "A")])
SAID = st.sampled_from([
    "What hung there?",
    "A photo by my aunt.",
    "5:30",
    "7",
    "12 May 1999",
    "Share.",
    "Read more books.",
    "Copyright was a joke there.",
    "It said that all rights were reserved.",
    "By Ada Wren.",
    "We had a boat, and it was blue.",
    "(Nobody was there.)",
    "Advertisement",
    "Subscribe to nothing.",
    "This interview was edited by the rain.",
    ":wave:",
])  # fmt: skip
FORMS = st.sampled_from(["{}: {}", "**{}:** {}", "[{}] {}"])


@given(FORMS, NAMES, st.lists(st.tuples(SAID, SAID), min_size=3, max_size=8))
def test_what_follows_a_label_is_said_or_noted(form: str, names: tuple[str, str], said: list[tuple[str, str]]) -> None:
    turns = [turn for pair in said for turn in zip(names, pair, strict=True)]
    built = draft(Source(None, "talk", "\n\n".join(form.format(*turn) for turn in turns)))
    assert _unsaid(built) == []
    noted = {remark.line for remark in built.remarks}
    spoken = {turn.line for turn in built.script.turns}
    silent = {piece.line for piece in built.silent if piece.rule in GUESSED}
    assert silent <= noted | spoken
