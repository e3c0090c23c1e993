"""Our own words, in the language of who reads them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audiorender.publish.notes import notes_html, notes_markdown, notes_text
from audiorender.publish.phrases import long_date, page_phrases, phrases, spoken_by_us
from audiorender.publish.published import Published, disclosure
from publish.talks import shown


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [("de", "de"), ("pt-BR", "pt"), ("FR_ca", "fr"), ("ja", "en"), (None, "en"), ("", "en"), ("deu", "en")],
)
def test_the_language_is_the_episodes_or_english(tag: str | None, spoken: str) -> None:
    assert spoken_by_us(tag) == spoken


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("en-GB", "1 March 2024"), ("de", "1. März 2024"), ("fr", "1er mars 2024"), ("es", "1 de marzo de 2024"),
        ("it", "1 marzo 2024"), ("pt-BR", "1 de março de 2024"), ("nl", "1 maart 2024"), ("ja", "1 March 2024"),
    ],
)  # fmt: skip
def test_dates(language: str, date: str) -> None:
    assert long_date(2024, 3, 1, language) == date


def german() -> Published:
    made = shown([("Lena", "Guten Abend."), ("Jan", "Ja.")], titles=("Eins", "Zwei"))
    meta = replace(made.meta, language="de-AT", author="Lena", season=2, footnotes=("Seite 12.",))
    return replace(made, meta=meta, disclosure=disclosure(["tone"], "de-AT"))


def test_show_notes_speak_the_language_of_the_episode() -> None:
    assert notes_text(german()) == (
        "A talk\n\nStaffel 2\n\nVon Lena\n\nKapitel\n00:00 Eins\n00:01 Zwei\n\nEs sprechen\nLena\nJan\n\n"
        "Fußnoten\nSeite 12.\n\nDie Stimmen sind synthetisch (tone), erzeugt mit audiorender.\n"
    )
    assert "## Kapitel\n" in notes_markdown(german())
    page = notes_html(german())
    assert '<html lang="de-AT" dir="auto">' in page
    assert "<h2>Kapitel</h2>" in page


def test_english_words_in_notes_of_another_language_say_that_they_are_english() -> None:
    made = german()
    page = notes_html(replace(made, meta=replace(made.meta, language="ja"), disclosure=disclosure([], "ja")))
    assert '<html lang="ja" dir="auto">' in page
    assert '<h2 lang="en">Chapters</h2>' in page
    assert '<p lang="en">The voices' in page
    assert "lang=" not in notes_html(replace(made, meta=replace(made.meta, language=None)))


def test_phrases_are_what_a_language_says() -> None:
    assert phrases("fr")["links"] == "Liens"
    assert page_phrases("fr")["close"] == "Fermer"
