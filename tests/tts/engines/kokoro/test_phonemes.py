"""What Kokoro reads: punctuation stays, words are found where eSpeak NG runs them together."""

from __future__ import annotations

import json
import subprocess
import sys

from audiorender.tts.engines.kokoro.phonemes import LONGEST, VOCABULARY, Phonemes

PROGRAM = """
import json, sys
from pathlib import Path
import espeakng_loader
from audiorender.tts.engines.espeak import voice_files
from audiorender.tts.engines.espeak.phonemes import Phonemiser
from audiorender.tts.engines.kokoro.phonemes import in_calls
files = voice_files(Path(espeakng_loader.get_data_path()))
say = Phonemiser()
for language, text in json.load(sys.stdin):
    say.use(files[language])
    print(json.dumps([(start, found.text, found.words) for start, found in in_calls(text, language, say.say)]))
"""


def read(*asked: tuple[str, str]) -> list[Phonemes]:
    """The phonemes of texts by (language, text) that fit into one call."""
    return [said for ((_, said),) in read_in_calls(*asked)]


def read_in_calls(*asked: tuple[str, str]) -> list[list[tuple[int, Phonemes]]]:
    """The phonemes for each call, by the real library in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    lines = (json.loads(line) for line in ran.stdout.splitlines())
    return [
        [(begin, Phonemes(text, tuple((start, at) for start, at in words))) for begin, text, words in line]
        for line in lines
    ]


def begun(text: str, said: Phonemes) -> dict[str, str]:
    """The first three phonemes of each word of `text`."""
    return {text[start:].split(maxsplit=1)[0]: said.text[at : at + 3] for start, at in said.words}


def test_punctuation_is_where_it_was() -> None:
    cases = [
        "Good morning, and welcome.",
        "Wait — no; yes: perhaps? (So they say.)",
        "“Come in!” she said... and then?!",
    ]
    marks = [",.", "—;:?(.)", "“!”…?!"]
    for said, expected in zip(read(*(("en-us", case) for case in cases)), marks, strict=True):
        assert "".join(letter for letter in said.text if letter in ',;:.!?—…"()“”') == expected
        assert all(letter in VOCABULARY for letter in said.text)


def test_words_that_are_said_as_one_are_found() -> None:
    text = "In the house of a man I am not a chemist of the utmost, isn't it?"
    (said,) = read(("en-us", text))
    words = begun(text, said)
    assert len(said.words) == len(text.split())
    assert words["house"].startswith("h")
    assert words["man"].startswith("m")
    assert words["chemist"].startswith("k")
    assert words["the"].startswith("ð")
    assert words["utmost,"].startswith("ˈʌ")


def test_english_words_stand_by_themselves_as_in_the_training_of_the_model() -> None:
    american, british, spelt = read(
        ("en-us", "I'm on the roof of a barn, and it is around here that I am: may I?"),
        ("en-gb", "I was on the river in an idea of a year, and I'd sing."),
        ("en-us", "There is an eye in the aisle."),
    )
    assert american.text == "ˌIm ɔn ðə ɹˈuf əv ɐ bˈɑɹn, ænd ɪt ɪz əɹˈWnd hˈɪɹ ðæt ˌI ˈæm: mˈA ˌI?"
    assert british.text.startswith("ˌI wɒz ɒn ðə ɹˈɪvəɹ ɪn ɐn Idˈɪəɹ əv ɐ jˈɪə,")
    assert "ˌId" in british.text
    assert "ɐn ˈI " in spelt.text
    assert spelt.text.endswith(" ðɪ ˈIəl.")


def test_no_sound_is_said_twice_where_the_alphabets_differ() -> None:
    (said,) = read(("en-us", "History, during a war; the different camera's around, referring to wandering."))
    assert "ɹɹ" not in said.text
    assert "hˈɪstəɹi" in said.text


def test_the_letter_a_is_not_the_article() -> None:
    spelled, named, article = read(
        ("en-us", "The U S A and an A I model"), ("en-gb", "Plan A failed."), ("en-us", "A plan for A Day")
    )
    assert spelled.text == "ðə jˈu ˈɛs ˈA ænd ɐn ˈA ˌI mˈɑdᵊl"
    assert "plˈan ˈA fˈAld" in named.text
    assert article.text == "ɐ plˈæn fəɹ ɐ dˈA"


def test_letters_of_which_eSpeak_NG_says_only_three_are_not_torn_apart() -> None:  # noqa: N802
    (said,) = read(("en-us", "B B B B B B B B"))
    assert said.text == "bˈi bˈi bˈi"


def test_a_text_of_too_many_phonemes_is_several_calls_with_all_its_words() -> None:
    text = " ".join("BCDFGHKLMPRSTVXZ" * 9)
    (calls,) = read_in_calls(("en-us", text))
    assert len(calls) > 1
    assert all(len(said.text) <= LONGEST for _, said in calls)
    begun = [begin + start for begin, said in calls for start, _ in said.words]
    assert begun == list(range(0, len(text), 2))


def test_a_number_is_one_word_however_many_it_says() -> None:
    text = "since 1998 and ever"
    (said,) = read(("en-us", text))
    assert [start for start, _ in said.words] == [0, 6, 11, 15]
    words = begun(text, said)
    assert words["1998"].startswith("nˈ")
    assert words["and"].endswith("nd")


def test_each_language_has_its_letters() -> None:
    american, british, chinese, spanish = read(
        ("en-us", "Go home, judge."), ("en-gb", "Go home, judge."), ("cmn", "你好"), ("es", "Buenos días")
    )
    assert "O" in american.text
    assert "Q" in british.text
    assert "ʤ" in american.text
    assert set(chinese.text) & set("→↗↓↘")
    assert len(chinese.words) == 2
    assert not set("O^-ː") & set(spanish.text)


def test_phonemes_that_are_given_stand_as_they_are() -> None:
    text = "I met ⟦ʃɪˈvɔːn⟧, there at ⟦ˈtʃɜːtʃ⟧."
    (said,) = read(("en-gb", text))
    assert "ʃɪˈvɔːn," in said.text
    assert said.text.endswith(" ˈʧɜːʧ.")
    assert list(begun(text, said)) == ["I", "met", "ʃɪˈvɔːn⟧,", "there", "at", "ˈtʃɜːtʃ⟧."]
    assert begun(text, said)["ʃɪˈvɔːn⟧,"] == "ʃɪˈ"
