"""The language of a few words, by their script and by short words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.languages import SUPPORTED
from audiorender.languages.detection.identify import is_clearly, language_by_letters, language_by_words, leans_to
from audiorender.languages.detection.scripts import runs_in_other_scripts
from audiorender.languages.wordlists import commonness


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich war mit dem Rad in der Stadt, aber es hat geregnet.", "de"),
        ("Je suis allée au marché avec ma sœur et il y avait des pêches.", "fr"),
        ("Mi padre era sastre y yo no sabía coser cuando empecé.", "es"),
        ("Mio padre era sarto e io non sapevo cucire quando ho iniziato, ma mia madre sì.", "it"),
        ("Ik was nog niet klaar met het brood toen de bel ging.", "nl"),
        ("Mi tía decía siempre: «Time is money», en inglés.", "es"),
        ("Eu não sei quando ele vem, mas a minha irmã sabe.", "pt"),
        ("The bread was not ready when he came to the door.", "en"),
        ("Tsukiji, Kanda, Ueno.", None),
        ("We drove from El Paso to La Paz, De La Cruz and Los Alamos.", "en"),
        ("Hello!", None),
    ],
)
def test_short_words_identify_a_language(text: str, language: str | None) -> None:
    assert language_by_words(text) == language


def test_a_text_is_clearly_in_its_own_language() -> None:
    assert is_clearly("Measure it twice, and then you cut it.", "en-GB")
    assert not is_clearly("Mein Vater war Tischler in einem Dorf.", "en")
    assert is_clearly("Mein Vater war Tischler.", "ja"), "we know no short words of Japanese"
    assert leans_to("Nur für zwei Personen.", "de", "en")
    assert not leans_to("Two people at most.", "de", "en")


@pytest.mark.parametrize(
    ("text", "language", "runs"),
    [
        ("The word is мост, I think.", "en", [("мост", "ru")]),
        ("Слово хата, єдина", "en", [("Слово хата, єдина", "uk")]),
        ("They say 橋 and かわいい.", "en", [("橋", "zh"), ("かわいい", "ja")]),
        ("It is ירושלים שלי here.", "en", [("ירושלים שלי", "he")]),
        ("A λ of 500 nm, and λόγος.", "en", [("λόγος", "el")]),
        ("Это мост.", "ru", []),
        ("橋の下", "ja", []),
        ("다리 밑 and so", "en", [("다리 밑", "ko")]),
        ("naïve café, déjà vu", "en", []),
    ],
)
def test_words_in_another_script_are_found(text: str, language: str, runs: list[tuple[str, str]]) -> None:
    assert [(text[run.start : run.end], run.language) for run in runs_in_other_scripts(text, language)] == runs


@given(st.text(max_size=60), st.sampled_from(["en", "ru", "ja", "ar"]))
def test_runs_are_in_order_and_do_not_overlap(text: str, language: str) -> None:
    runs = runs_in_other_scripts(text, language)
    edges = [edge for run in runs for edge in (run.start, run.end)]
    assert edges == sorted(edges)
    assert all(run.start < run.end for run in runs)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Как дела?", "ru"), ("What is свет, then?", None), ("", None), ("γεια σου φίλε", "el"), ("안녕하세요!", "ko")],
)
def test_a_text_mostly_in_another_script_is_in_its_language(text: str, language: str | None) -> None:
    assert language_by_letters(text) == language


def test_word_lists_know_words_and_few_initials() -> None:
    for language, word in zip(SUPPORTED, ("never", "niemals", "nunca", "jamais", "mai", "nooit", "nunca"), strict=True):
        assert commonness(word, language.tag) > 1_000, language.tag
    assert commonness("fbi", "en") == 0
    assert commonness("never", "ja") == 0
