"""Nothing is lost: every character but white space is in exactly one turn or one silent piece."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.model import Draft, Silent, Span, written
from audiorender.script.builder import draft
from audiorender.script.coverage import RULES, check, silences, spread
from audiorender.script.document import Marked
from audiorender.script.readers.documents import markdown
from audiorender.script.readers.talk import labelled
from audiorender.script.reading.source import Source, read_source

from .accounted import assert_accounted, spans_of

_ROOT = Path(__file__).parents[2]
_SHARED = _ROOT.parent / "shared"

_MARKS = r"""
    ** * _ ` `` > >> - + 1. 2016. # ## [a](b) [^1] ![i](u) <b> </b> <!-- --> <div> </div> <br> &amp; &nbsp; &#42; \ |
    --- === ~~ ~~~ ``` word Ann: **Ann:** HOST: Q: A: (Roy): ? ? . . ! — -- –Yes. — <http://a.b> [x][a] [a] [laughs]
    {#id} é & < café “so” It's
"""
_BITS = _MARKS.split()
_SPACES = [" ", " ", "  ", "\n", "\n\n", "\n> ", "\t", "    ", "\u00a0", "\x0c", "\u2028", ""]
_WHOLE = [
    "\n[a]: http://b.c 'd'\n", "\n[^1]: a note\n", "\n| a | b |\n|---|---|\n| c | d | e |\n", "\n\n---\n\n",
    "\n**Audience Member:** ", "\n**Audience Member (Roy):**\n",
    "\n> 2016. We met.\n>   —Yes. —No?\n", "\n- One.\n- Yes?\n",
]  # fmt: skip

_documents = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(_BITS), st.sampled_from(_SPACES)).map("".join),
        st.sampled_from(_WHOLE),
        st.text(max_size=4),
    ),
    max_size=25,
).map("".join)


def assert_covered(source: Source, built: Draft) -> None:
    """Every character but white space is in one span, in order, and the spoken words are those of the source."""
    spoken = [span for guess in built.guesses for span in guess.spans]
    silent = [span for piece in built.silent for span in piece.spans]
    assert spoken == sorted(spoken)
    assert silent == sorted(silent)
    assert_accounted(source.text, [*spoken, *silent])
    for turn, guess in zip(built.script.turns, built.guesses, strict=True):
        said = "".join("".join(written(text).split()) for text in turn.paragraphs)
        there = "".join(source.text[span.start : span.end] for span in guess.spans)
        if "&" not in there and "|" not in there:  # an entity is decoded, what parts cells is a comma
            assert said == "".join(there.split())
    assert {piece.rule for piece in built.silent} <= RULES.keys()


@pytest.mark.parametrize(
    "path",
    [
        _ROOT / "scripts/demo.md",
        *(
            pytest.param(_SHARED / name, marks=pytest.mark.shared)
            for name in (
                "seeds/cleaned-qa.md",
                "samples/02-usesthis-tom-scott.md",
                "samples/13-kaouthar-fr.md",
                "samples/19-k8s-sig-docs.md",
                "samples/24-ulysses-ithaca-catechism.txt",
            )
        ),
    ],
    ids=lambda path: path.stem,
)
def test_a_real_source_is_covered(path: Path) -> None:
    if not path.exists():
        pytest.skip("the shared texts are not here")
    source = read_source(path)
    assert_covered(source, draft(source))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(_documents, st.text(max_size=200)))
def test_any_text_is_covered_or_refused_for_a_reason(text: str) -> None:
    source = Source(None, "fuzz", text)
    reason = ""
    try:
        built = draft(source)
    except SourceError as error:
        reason = str(error)
    if reason:
        assert any(word in reason for word in ("front matter", "no speech in it", "looks like")), reason
    else:
        assert_covered(source, built)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(_documents)
@example("1. \x1f0")
def test_each_reader_keeps_every_character(text: str) -> None:
    for reader in (markdown, labelled):
        source = Source(None, "fuzz", text)
        document = reader.read(source)
        assert_accounted(source.text, spans_of(document))


def _silent(start: int, end: int, rule: str = "label") -> Silent:
    return Silent("x" * (end - start), 1, (Span(start, end),), rule)


@pytest.mark.parametrize(
    ("spoken", "silent", "says"),
    [
        ([Span(0, 3)], [_silent(4, 6)], None),
        ([Span(0, 3)], [], "neither spoken nor silent: 'de'"),
        ([Span(1, 3)], [_silent(4, 6)], "neither spoken nor silent: 'abc de'"),
        ([Span(0, 3)], [_silent(2, 6)], "twice"),
        ([Span(0, 3)], [_silent(4, 6, "because")], "unknown rule: because"),
    ],
)
def test_the_check_finds_what_is_lost_or_doubled(spoken: list[Span], silent: list[Silent], says: str | None) -> None:
    source = Source(None, "s", "abc de")
    if says is None:
        check(source, spoken, silent)
    else:
        with pytest.raises(SourceError, match=says):
            check(source, spoken, silent)


def test_spans_join_across_blanks_but_not_across_lines() -> None:
    assert spread([Span(4, 5), Span(0, 1), Span(2, 3)], "a b\nc") == (Span(0, 3), Span(4, 5))


def test_silent_marks_that_touch_are_one_piece() -> None:
    marks = [Marked(Span(1, 2), "quote-mark"), Marked(Span(0, 1), "quote-mark"), Marked(Span(2, 3), "label")]
    assert [(piece.text, piece.rule) for piece in silences(marks, ">>x")] == [(">>", "quote-mark"), ("x", "label")]
