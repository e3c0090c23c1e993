"""A language's value must be complete: all that English has, with the same placeholders, and a table of cases."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from audiorender.languages import LANGUAGES, SUPPORTED, language_for_readers, language_of
from audiorender.languages.language import Labels, Language, Publishing, Signs, Turns, listed
from audiorender.languages.notation.numberwords import in_words
from audiorender.tts.spoken.figures import rules_of

CASES = Path(__file__).parents[1] / "cases"
ENGLISH = SUPPORTED[0]

every_language = pytest.mark.parametrize("language", SUPPORTED, ids=lambda language: language.tag)


def test_the_fields_of_a_language() -> None:
    """A checklist for adding a language: `language.py` says what each name means."""
    assert [part.name for part in fields(Language)] == [
        "tag", "name", "also", "labels", "publishing", "turns", "captions", "months", "first_day", "notes", "page",
        "spoken",
    ]  # fmt: skip
    assert {language.tag for language in SUPPORTED} >= {"en", "de", "fr", "es", "it", "nl", "pt"}


@every_language
def test_it_has_a_module_and_a_table_of_cases(language: Language) -> None:
    assert re.fullmatch("[a-z]{2}", language.tag)
    table = CASES / ("spoken.txt" if language is ENGLISH else f"spoken.{language.tag}.txt")
    assert table.read_text(encoding="utf-8").count("=>") >= 20


@every_language
def test_it_has_words_that_show_who_speaks(language: Language) -> None:
    assert _empty(language.labels) <= {"letters"}
    assert not _empty(language.publishing)
    needed = {"answers", "reactions", "opens_question", "moderates", "addresses", "me"}
    assert not needed & _empty(language.turns)
    assert language.turns.you or language.turns.you_in_capitals


@every_language
def test_its_patterns_are_single_alternatives(language: Language) -> None:
    for words in (language.labels, language.publishing, language.turns):
        for part in fields(words):
            patterns = getattr(words, part.name)
            if isinstance(patterns, tuple) and part.name != "letters":
                for pattern in patterns:
                    assert re.compile(pattern).pattern, part.name
                    assert pattern == pattern.strip(), part.name
            elif isinstance(patterns, frozenset) and part.name != "you_in_capitals":
                assert all(word == word.casefold() for word in patterns), part.name


@every_language
def test_it_has_words_for_captions(language: Language) -> None:
    assert language.captions.joining
    assert language.captions.linking
    assert language.captions.leaning


@every_language
def test_it_has_all_phrases_with_the_same_placeholders(language: Language) -> None:
    for own, english in ((language.notes, ENGLISH.notes), (language.page, ENGLISH.page)):
        assert list(own) == list(english)
        for key, phrase in own.items():
            assert phrase == phrase.strip() != "", key
            assert _gaps(phrase) == _gaps(english[key]), key
    assert not set(language.notes) & set(language.page)


def _empty(value: Labels | Publishing | Turns | Signs) -> set[str]:
    """The names of empty parts."""
    return {part.name for part in fields(value) if not getattr(value, part.name)}


def _gaps(phrase: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", phrase))


@every_language
def test_it_knows_the_months(language: Language) -> None:
    assert len(set(language.months)) == 12


@every_language
def test_it_reads_written_text_aloud(language: Language) -> None:
    form = language.spoken
    if language is ENGLISH:
        assert form.own
    else:
        optional = {"and_cents", "ordinals", "of", "one", "first", "against"}
        assert form.signs
        assert _empty(form.signs) <= optional
        assert form.units
        assert form.abbreviations
        assert form.counts
    assert rules_of(language)
    assert in_words(21, language.tag)


def test_english_comes_first_and_tags_are_unique() -> None:
    assert ENGLISH.tag == "en"
    tags = [tag for language in LANGUAGES for tag in (language.tag, *language.also)]
    assert len(tags) == len(set(tags))


@pytest.mark.parametrize(
    ("tag", "known", "spoken"),
    [("de", "de", "de"), ("pt-BR", "pt", "pt"), ("FR_ca", "fr", "fr"), ("nb", "no", "en"), ("ja", None, "en")],
)
def test_a_tag_finds_its_language(tag: str, known: str | None, spoken: str) -> None:
    found = language_of(tag)
    assert (found.tag if found else None) == known
    assert language_for_readers(tag).tag == spoken


def test_without_a_tag_we_speak_english() -> None:
    assert language_for_readers(None) is language_for_readers("") is language_for_readers("deu") is ENGLISH


def test_entries_are_separated_by_bars_and_lines() -> None:
    assert listed("""
        one (?:or|and) two | three
        four
    """) == ("one (?:or|and) two", "three", "four")
    assert Turns().answers == ()
