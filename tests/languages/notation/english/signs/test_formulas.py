"""LaTeX formulas: told apart from money, read in words, or reported as unreadable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.languages.notation.english.signs.formulas import FORMULA, formulas, unsaid
from audiorender.languages.notation.english.signs.latex import in_words


@pytest.mark.parametrize(
    "text",
    [
        "It cost $5 and then $7 more.",
        "From $5 to $10 a head, or $20 and a $5 tip.",
        "I sold $AAPL and $TSLA at $100/$200.",
        "US$5 or C$7",
        "a $ sign and another $ sign",
        "(or so I thought)",
        "[inaudible]",
    ],
)
def test_money_is_not_a_formula(text: str) -> None:
    assert formulas(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Say $n$ of $k+1$.", ("$n$", "$k+1$")),
        (r"we need \(a < b\) and \[ c = d \]", (r"\(a < b\)", r"\[ c = d \]")),
        ("$$\nx = 1\n$$", ("$$\nx = 1\n$$",)),
        (r"and (\theta + 1) too", (r"(\theta + 1)",)),
    ],
)
def test_formulas_are_found_by_their_delimiters(text: str, found: tuple[str, ...]) -> None:
    assert formulas(text) == found


@pytest.mark.parametrize("formula", [r"\unheard{x}", "x}", "{x", r"\begin{matrix} 1 \end{matrix}", r"\frac{1}", "(x+1"])
def test_a_formula_without_words_is_reported(formula: str) -> None:
    assert in_words(formula) is None
    assert unsaid(f"Take ${formula}$ here.") == (f"${formula}$",)


@given(st.text(alphabet=r"\{}^_()|!$ab12+-= ", max_size=40))
def test_no_formula_breaks_the_reader(formula: str) -> None:
    said = in_words(formula)
    assert said is None or "\\" not in said
    for match in FORMULA.finditer(f"a ${formula}$ b"):
        assert match[0]
