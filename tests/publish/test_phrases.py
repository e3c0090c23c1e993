"""Our own words in every language that we know: none is missing, and each has the same gaps."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from audiorender.publish.notes import notes_html, notes_markdown, notes_text
from audiorender.publish.page.wording import WORDING
from audiorender.publish.phrases import LANGUAGES, MONTHS, WORDS, Table, long_date, phrases, spoken_by_us
from audiorender.publish.shown import Shown, disclosure
from publish.talks import shown


@pytest.mark.parametrize("table", [WORDS, WORDING], ids=["notes", "page"])
def test_no_phrase_is_missing_in_any_language_and_all_have_the_same_gaps(table: Table) -> None:
    for key, row in table.items():
        assert len(row) == len(LANGUAGES), key
        assert all(phrase == phrase.strip() and phrase for phrase in row), key
        assert len({frozenset(re.findall(r"\{\w+\}", phrase)) for phrase in row}) == 1, key


def test_no_key_of_the_page_hides_one_of_the_notes() -> None:
    assert not set(WORDS) & set(WORDING)


def test_every_language_has_twelve_months() -> None:
    assert set(MONTHS) == set(LANGUAGES)
    assert all(len(set(months)) == 12 for months in MONTHS.values())


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


def german() -> Shown:
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


def test_phrases_are_what_a_table_says() -> None:
    assert phrases("fr")["links"] == "Liens"
    assert phrases("fr", WORDING)["close"] == "Fermer"
