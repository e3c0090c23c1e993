"""Nothing is lost silently: whatever a guess silences between turns is noted with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import Draft
from audiorender.script.builder import draft
from audiorender.script.coverage import RULES
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


_FORMATS = frozenset(RULES) - frozenset(GUESSED) - {"heading", "mail-head", "narration"}
"""The rules that follow from a format's own marks, such as a comment's or a table's: nothing is guessed there."""


def _noted(built: Draft) -> set[int]:
    """The lines that a note names, and those of a rule whose note counts more than it lists."""
    lines = {remark.line for remark in built.remarks}
    for remark in built.remarks:
        listed = re.search(r"\(so (?:are lines|is line) ([\d, ]+?)(?: and (\d+) more)?\)\Z", remark.text)
        if listed:
            lines |= set(map(int, re.findall(r"\d+", listed[1])))
        if listed and listed[2]:
            rule = next(rule for rule, name in GUESSED.items() if f"taken as {name}:" in remark.text)
            lines |= {piece.line for piece in built.silent if piece.rule == rule}
    return lines


def _unsaid(built: Draft) -> list[str]:
    """Text silenced by a guess that has a verb between turns, or is right below a label, and that no note mentions."""
    noted = _noted(built)
    spans = sorted(span.start for guess in built.guesses for span in guess.spans)
    labels = {piece.line for piece in built.silent if piece.rule == "label"}
    found = []
    for piece in built.silent:
        if piece.rule in _FORMATS or piece.rule == "page-number":
            continue
        within = spans[0] < piece.spans[0].start < spans[-1]
        told = piece.rule == "stage-direction" and is_sure(piece.text)
        told = told or piece.rule in ("heading", "mail-head")  # shown as a chapter; the line above a mail's quotation
        said = within and not told and len(piece.text.split()) > 1 and _VERB.search(piece.text)
        bare = piece.rule in ("page-part", "caption", "byline") and piece.line in labels
        near = range(piece.line, piece.line + piece.text.count("\n") + 1)
        if (said or bare) and noted.isdisjoint(near):
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
    noted = _noted(built)
    spoken = {turn.line for turn in built.script.turns}
    silent = {piece.line for piece in built.silent if piece.rule in GUESSED}
    assert silent <= noted | spoken


BETWEEN = st.sampled_from([
    "The editor was here in May.",
    "She laughs, and he has turned the lamp off.",
    "Photo: The boat that they had painted. (Ada Wren)",
    "(The two of them were quiet for a while, and then they walked on.)",
    "Subscribe to our letter, which was free, and you will be told.",
    "Read more: why the boat was sold",
    "> The river has a memory, she had said.",
    "*This talk was recorded in a kitchen.*",
    "Ada Wren is a painter who has lived in Delft.",
    "Page 4 of the record that was kept",
    "© 2024 The Wren, which did not mind",
    "INT. KITCHEN - DAY",
    "[Ada is shown a picture that she painted]",
    "We will be back after this.",
    "Recorded by a friend who was passing through",
    "- [ ] ask what was paid",
    "{{ quote.was }}",
])  # fmt: skip
"""Paragraphs with a finite verb that may look like a page's, a caption's or a direction."""


@given(FORMS, NAMES, st.lists(st.tuples(SAID, st.lists(BETWEEN, max_size=2), SAID), min_size=3, max_size=8))
def test_what_stands_between_turns_is_said_or_noted(
    form: str, names: tuple[str, str], said: list[tuple[str, list[str], str]]
) -> None:
    """No unit below a label and no paragraph with a finite verb between labelled turns is lost silently."""
    rows: list[str] = []
    for asked, between, answered in said:
        rows += [form.format(names[0], asked), *between, form.format(names[1], answered)]
    built = draft(Source(None, "talk", "\n\n".join(rows)))
    assert _unsaid(built) == []
    text = "\n\n".join(rows)
    spoken = {text.count("\n", 0, span.start) + 1 for guess in built.guesses for span in guess.spans}
    silenced = {1 + 2 * number for number, row in enumerate(rows) if _VERB.search(row)} - spoken
    sure = {piece.line for piece in built.silent if piece.rule == "stage-direction" and is_sure(piece.text)}
    assert silenced - _noted(built) - sure == set()
