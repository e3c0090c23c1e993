"""IPA from a person's slashes to an engine's brackets: no sign is lost, no place moves, and other slashes are text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import Piece
from audiorender.tts.ipa import hidden, marked, parts, phonemes, tied, unknown_signs
from audiorender.tts.spoken import spoken_form

WORD = st.text(st.sampled_from("abʃɪvɔnæçŋˈˌː\u0329\u0303"), min_size=1, max_size=12).filter(
    lambda word: word[0].isalpha()
)


@pytest.mark.parametrize(
    ("given", "ipa"),
    [
        ("/ʃɪˈvɔːn/", "ʃɪˈvɔːn"),
        (" / ˈgʊd deɪ / ", "ˈɡʊd deɪ"),
        ("/ʒɑ̃/", "ʒɑ\u0303"),
        ("/ˈkønɪç/", "ˈkønɪç"),
        ("/'ka:tə/", "ˈkaːtə"),
        ("three quarters", None),
        ("/", None),
        ("//", None),
        ("/5 km/", None),
        ("/usr/bin/", None),
        ("and/or", None),
    ],
)
def test_what_stands_between_slashes(given: str, ipa: str | None) -> None:
    assert phonemes(given) == ipa


def test_signs_that_are_no_ipa_are_named() -> None:
    assert unknown_signs("/kA5t/") == "A5"
    assert unknown_signs("/kat/") is None
    assert unknown_signs("kat5") is None


@given(st.lists(WORD, min_size=1, max_size=3))
def test_what_is_hidden_is_shown_again_in_as_many_characters(words: list[str]) -> None:
    text = f"a {hidden(' '.join(words))}, b"
    assert marked(text) == f"a {' '.join(f'⟦{word}⟧' for word in words)}, b"
    assert len(marked(text)) == len(text)
    assert "".join(part for _, part, ipa in parts(marked(text)) if ipa) == "".join(words)


@given(WORD, st.sampled_from(["en", "de", "fr", "es", "it", "nl", "pt", "ja"]))
def test_no_rule_of_a_language_changes_it(word: str, language: str) -> None:
    text = (
        Piece("They said "),
        Piece("Name", f"/{word}/"),
        Piece(" on 3 May; I'm "),
        Piece("X", f"/{word}/"),
        Piece("."),
    )
    spoken, word = spoken_form(text, language, ipa=True), phonemes(f"/{word}/") or ""
    assert spoken.text.count(f"⟦{word}⟧") == 2
    assert [spoken.text[each.start : each.end].strip(".") for each in spoken.words if each.written[0] in "NX"] == [
        f"⟦{word}⟧"
    ] * 2
    assert spoken.silent == ()


def test_an_engine_without_it_reads_what_is_written() -> None:
    text = (Piece("Dr. "), Piece("Siobhan", "/ʃɪˈvɔːn/"), Piece(" has 2."))
    spoken = spoken_form(text)
    assert (spoken.text, spoken.as_written) == ("Doctor Siobhan has two.", ("Siobhan",))


def test_ties_are_as_espeak_writes_them() -> None:
    assert tied("ˈt͡ʃɜːtʃ.aɪ") == "ˈt^ʃɜːt^ʃa^ɪ"
