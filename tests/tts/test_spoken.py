"""Spoken forms: a table of cases, and what holds for any text at all."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audiorender.languages import SUPPORTED
from audiorender.languages.notation.english import RULES
from audiorender.model import Piece, Text, plain, written
from audiorender.rewriting import Group, Rule, Traced, matches_at, rewrite, rule
from audiorender.tts.lexicon import Lexicon
from audiorender.tts.spoken import Spoken, spoken_form, spoken_text
from audiorender.tts.spoken.figures import rules_of

CASES = Path(__file__).parents[1] / "cases"


def _table(language: str) -> str:
    return "spoken.txt" if language == "en" else f"spoken.{language}.txt"


def _cases(name: str = "spoken.txt") -> list[tuple[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").split("\n")
    cases = [line.partition("=>") for line in lines if line and not line.startswith("# ")]
    return [(left.strip(), right.strip()) for left, _, right in cases]


def _said(spoken: Spoken) -> list[tuple[str, str]]:
    return [(word.written, spoken.text[word.start : word.end]) for word in spoken.words]


@pytest.mark.parametrize(("shown", "said"), _cases())
def test_case(shown: str, said: str) -> None:
    assert spoken_form(plain(shown)).text == said


_SPELT = tuple(language.tag for language in SUPPORTED if language.tag != "en")


@pytest.mark.parametrize(
    ("language", "shown", "said"),
    [(language, *case) for language in _SPELT for case in _cases(_table(language))],
)
def test_case_in_another_language(language: str, shown: str, said: str) -> None:
    assert spoken_form(plain(shown), language).text == said


def test_no_rule_says_what_is_written_later_first() -> None:
    """Captions light up word by word: what is said stands for words that never go back."""
    for language in SUPPORTED:
        for shown, _ in _cases(_table(language.tag)):
            said = rewrite(Traced(shown, tuple(range(len(shown)))), rules_of(language))
            assert list(said.origins) == sorted(said.origins), shown


SHARED = Path(__file__).parents[3] / "shared"


def _telling(text: str) -> set[str]:
    """Words with a capital, a figure or a sign in them, and figures of three digits or more: what a case is about."""
    words = {word.strip(".,;:!?()[]“”\"‘’'*`«»") for word in text.split()}
    return {word for word in words if re.search(r"\d\S\S|\D\d|\d\D|\w[^\w\s’'-]\w|.[A-Z]", word)}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="there is nothing beside the checkout")
def test_at_most_a_tenth_of_the_cases_uses_a_word_or_figure_of_the_texts_beside_the_checkout() -> None:
    paths = [SHARED / "DESIGN.md", *SHARED.glob("seeds/*.[mt][dx]*"), *SHARED.glob("samples/*[!l]")]
    theirs = _telling(" ".join(path.read_bytes().decode(errors="replace") for path in paths))
    cases = [shown for shown, _ in _cases()]
    assert len([shown for shown in cases if _telling(shown) & theirs]) <= len(cases) / 10


def test_written_words_know_what_says_them() -> None:
    assert _said(spoken_form(plain("They paid $40 billion for 20–30% of it."))) == [
        ("They", "They"),
        ("paid", "paid"),
        ("$40", "forty"),
        ("billion", "billion dollars"),
        ("for", "for"),
        ("20–30%", "twenty to thirty percent"),
        ("of", "of"),
        ("it.", "it."),
    ]


def test_what_a_sign_or_a_unit_becomes_is_said_for_it() -> None:
    assert _said(spoken_form(plain("70 lbs. of 5 – 6 % and 2 3/4 €"))) == [
        ("70", "seventy"),
        ("lbs.", "pounds"),
        ("of", "of"),
        ("5", "five"),
        ("–", "to"),
        ("6", "six"),
        ("%", "percent"),
        ("and", "and"),
        ("2", "two"),
        ("3/4", "and three quarters"),
        ("€", "euros"),
    ]


def test_what_is_not_heard_clings_to_the_word_before_it_and_at_the_start_to_the_next() -> None:
    assert _said(spoken_form(plain("— 😀 “Yes,” — he said 👍 ..."))) == [
        ("— 😀 “Yes,” —", "Yes,"),
        ("he", "he"),
        ("said 👍 ...", "said"),
    ]


def test_a_word_said_only_for_white_space_belongs_to_what_is_written() -> None:
    assert _said(spoken_form((Piece("0", ""), Piece(" ", "nought")))) == [("0", "nought")]


def test_symbols_that_nobody_speaks_are_named() -> None:
    assert spoken_form(plain("Great 😀👍 news™")).silent == ("😀👍", "™")
    assert spoken_form(plain("👍🏽")) == Spoken("", (), ("👍🏽",))
    assert spoken_form(plain("No “symbol” — at all: 5% & $3 → 4.")).silent == ()


def test_a_piece_is_spoken_as_its_writer_says() -> None:
    text = (Piece("The "), Piece("EL84", "E L eighty-four"), Piece(" costs $5"))
    spoken = spoken_form(text)
    assert spoken.text == "The E L eighty-four costs five dollars"
    assert _said(spoken)[1] == ("EL84", "E L eighty-four")


def test_what_a_writer_says_is_spread_over_the_words_and_no_rule_rewrites_it() -> None:
    assert _said(spoken_form((Piece("$40 billion", "forty billion 10x dollars"), Piece(" more")))) == [
        ("$40", "forty billion"),
        ("billion", "10x dollars"),
        ("more", "more"),
    ]
    assert _said(spoken_form((Piece("one two three", "uno"), Piece("!")))) == [("one two three!", "uno")]
    assert spoken_form((Piece("unsaid", ""),)) == Spoken("", ())


def test_a_rule_sees_past_the_seam_of_a_stressed_piece() -> None:
    assert spoken_form((Piece("open 24"), Piece("/7", stress=True))).text == "open twenty-four seven"


def test_another_language_keeps_its_signs_and_gets_no_english() -> None:
    assert spoken_form(plain("L’année — 20 % & 5 €…"), "fr-CA").text == "L'année, vingt pour cent et cinq euros..."
    assert spoken_form(plain("20 %"), "en-GB").text == "twenty percent"


def test_marks_of_other_scripts_are_pauses() -> None:
    assert spoken_form(plain("今日は。元気？"), "ja").text == "今日は. 元気?"


def test_words_without_blanks_between_them_are_found() -> None:
    spoken = spoken_form(plain("😀 他说：“我来了😀。”"), "zh")
    assert [(word.written, word.glued) for word in spoken.words] == [
        ("😀 他", False), ("说：", True), ("“我来", True), ("了😀。”", True)
    ]  # fmt: skip


def test_a_long_paragraph_is_one_spoken_form() -> None:
    shown = "It cost $40 billion — or 20–30% more… " * 530
    spoken = spoken_form(plain(shown))
    assert len(shown) > 20_000
    assert spoken.text.count("forty billion dollars, or twenty to thirty percent more...") == 530


def _shown(spoken: Spoken) -> str:
    """The words as they are written one after the other."""
    return "".join(word.written if word.glued else f" {word.written}" for word in spoken.words)


_PIECES = st.lists(
    st.builds(
        Piece,
        st.text(min_size=1) | st.text("$€%0123456789-–—.,… 'kMx/&\n😀a\u0301字「。」ア", min_size=1),
        st.none() | st.text(),
        st.booleans(),
    ),
    min_size=1,
).map(tuple)


@given(_PIECES, st.sampled_from(["en", "de", "tlh"]))
def test_words_are_all_there_in_order_and_lie_apart(text: Text, language: str) -> None:
    spoken = spoken_form(text, language)
    assert _shown(spoken).split() == (written(text).split() if spoken.text else [])
    assert spoken_text(text, language) == spoken.text
    assert all(0 <= word.start < word.end <= len(spoken.text) for word in spoken.words)
    assert all(one.end <= other.start for one, other in pairwise(spoken.words))


@given(_PIECES)
def test_nothing_reaches_an_engine_but_words_marks_and_pauses(text: Text) -> None:
    said = spoken_form(text).text
    assert said == "" or any(map(str.isalnum, said))
    assert all(ord(character) >= ord(" ") for character in said)
    assert said == " ".join(said.split())
    assert not set(said) & set('"*_~#^`|<>\\/()[]{}“”«»—–…\u200b\ufe0f')
    assert not said[:1] or said[0] not in ".,;:!?"


_TRICKY = (
    "the 5 $3.50 million — 20–30% March 1990s (b) Dr. U.S. API x² 3/4 10:30 p.m. VIII kg km/h GPT-4 "
    "H2O +1 555-0100 -4°C"
)
_SCRIPTS = "7٣४９²₃½⅚①Ⅷ$€£¥₹﷼¢abéßñжѡΩπאبक今한ªʰ" + "\u0301\u0308\u0339\u20dd\u093f\u200d\ufe0f " + ".,:-–/%°№"
"""Figures of many makes, money, letters of many scripts, accents that stand alone, and what joins them."""

_ENGLISH = (
    st.text("$€%0123456789-–.,:/ kMxa'\"&+°#²½₂§@ITV()\n", min_size=1)
    | st.text(min_size=1)
    | st.text(_SCRIPTS, min_size=1)
    | st.text(st.characters(categories=["Nd", "Nl", "No", "Sc", "Sm", "So", "Mn", "Me", "Ll", "Lo"]), min_size=1)
    | st.lists(st.sampled_from(_TRICKY.split(" ")), min_size=1).map(" ".join)
)


@given(_ENGLISH)
def test_in_english_no_figure_or_sign_is_left_for_an_engine_to_stumble_over(shown: str) -> None:
    spoken = spoken_form(plain(shown))
    assert all(unicodedata.category(letter)[0] in "LMZ" or letter in ".,;:!?'-" for letter in spoken.text)
    assert _shown(spoken).split() == (shown.split() if spoken.text else [])
    assert all(one.end <= other.start for one, other in pairwise(spoken.words))


@given(_ENGLISH, st.sampled_from(_SPELT))
def test_in_languages_whose_numbers_are_spelt_no_figure_is_left(shown: str, language: str) -> None:
    assert not re.search(r"\d", spoken_form(plain(shown), language).text)


def _rules() -> Iterator[Rule]:
    for part in RULES:
        yield from part.rules if isinstance(part, Group) else (part,)


@example("0€")
@given(_ENGLISH | st.sampled_from([shown for shown, _ in _cases()]))
def test_a_rule_is_passed_over_only_where_it_matches_nothing(shown: str) -> None:
    for one in _rules():
        matches = [match.span() for match in one.pattern.finditer(shown)]
        assert not matches or one.needs is None or one.needs(shown), one.name
        if one.begins is not None:
            assert [match.span() for match in matches_at(one.pattern, shown, one.begins(shown))] == matches, one.name
    for group in (part for part in RULES if isinstance(part, Group)):
        assert group.needs(shown) or not any(one.pattern.search(shown) for one in group.rules)


@given(st.integers(0, 10**15), st.sampled_from(["en", "fr", "de", "es", "it", "pt", "nl", "sv"]))
def test_a_number_alone_is_words(number: int, language: str) -> None:
    assert not re.search(r"\d", spoken_form(plain(str(number)), language).text)


@pytest.mark.parametrize(
    ("language", "shown", "said"),
    [
        ("fr", "Il a 71 ans, à 10h30.", "Il a soixante-et-onze ans, à dix heures trente."),
        ("fr", "le 1er mai, 3,5 km", "le premier mai, trois virgule cinq kilomètres"),
        ("de", "25 °C und 3,14", "fünfundzwanzig Grad Celsius und drei Komma eins vier"),
        ("es", "20 % de 1.250", "veinte por ciento de mil doscientos cincuenta"),
        ("it", "1914–1918", "millenovecentoquattordici a millenovecentodiciotto"),
        ("de", "Fr. Huber und Dr. Weiß, z. B. um 8", "Frau Huber und Doktor Weiß, zum Beispiel um acht"),
        ("fr", "M. Petit et Mme Roux", "Monsieur Petit et Madame Roux"),
        ("es", "El Sr. Gil y la Dra. Paz", "El Señor Gil y la Doctora Paz"),
        ("ru", "в 1987", "в 1987"),
    ],
)
def test_other_languages_count_in_their_own_words(language: str, shown: str, said: str) -> None:
    assert spoken_form(plain(shown), language).text == said


@given(st.text(string.ascii_letters + " .,;:!?…—–-'’“”()[]*_/|&@\n😀é", min_size=1))
def test_letters_are_never_lost_whatever_stands_around_them(shown: str) -> None:
    """In order, where no rule of a language puts them into other words."""
    said = iter(spoken_form(plain(shown), "und").text)
    assert all(letter in said for letter in shown if letter in string.ascii_letters)


def test_rules_compose_and_origins_never_fall() -> None:
    traced = Traced("a 5 b", (0, 1, 2, 3, 4))
    once = rewrite(traced, (rule("five", r"5", "five"), rule("swap", r"five (b)", r"half a ten \1")))
    assert once.text == "a half a ten b"
    assert once.origins == (0, 1, *[2] * 11, 4)
    assert list(once.said_for([(0, 1), (2, 3)])) == [(0, 1), (2, 13)]
    assert rewrite(traced, (rule("none", "z", "y"),)) is traced


def test_a_note_s_mark_is_silent_and_named_where_a_power_is_said() -> None:
    spoken = spoken_form(plain("She ran⁴ home.² In 5 m² or 6 cm³, x² and 10⁶."))
    assert spoken.text == (
        "She ran home. In five square meters or six cubic centimeters, x squared and ten to the sixth."
    )
    assert spoken.silent == ("⁴", "²")


def test_a_formula_is_said_in_english_and_named_elsewhere() -> None:
    assert spoken_form(plain("Take $x^2$ now.")).text == "Take x squared now."
    german = spoken_form(plain("Nimm $x^2$ dazu."), "de")
    assert (german.text, german.silent) == ("Nimm dazu.", ("$x^2$",))
    unknown = spoken_form(plain(r"Take $\unheard{x}$ now."))
    assert (unknown.text, unknown.silent) == ("Take now.", (r"$\unheard{x}$",))


def test_words_in_another_script_are_read_by_the_rules_of_their_language() -> None:
    spoken = spoken_form(plain("It is 5 мостов, or 橋, I say."), "en", speaks=lambda language, _: language == "ru")
    assert spoken.text == "It is five мостов, or, I say."
    assert [(spoken.text[part.start : part.end], part.language) for part in spoken.foreign] == [("мостов", "ru")]
    assert spoken.silent == ("橋",)
    assert " ".join(word.written for word in spoken.words) == "It is 5 мостов, or 橋, I say."


def test_a_lexicon_s_word_in_another_script_is_said_as_it_says() -> None:
    words = Lexicon({"en": {"橋": "hashi"}})
    spoken = spoken_form(plain("It is 橋 here."), "en", words, lambda *_: False)
    assert (spoken.text, spoken.silent) == ("It is hashi here.", ())
