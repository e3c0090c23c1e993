"""Which language the paragraphs of a script are in."""

from __future__ import annotations

import pytest

from audiorender.model import Script
from audiorender.produce.speaking.forms import Forms
from audiorender.produce.speaking.languages import turn_languages
from audiorender.produce.speaking.paragraphs import Pace, paragraphs
from audiorender.script.builder import draft
from audiorender.script.file.scriptfile import parse_script
from audiorender.script.file.writing import format_script
from audiorender.script.reading.source import Source
from audiorender.tts.casting.cast import cast
from audiorender.tts.lexicon import NO_LEXICON
from audiorender.tts.voices import default_order, load_voices


def _script(text: str) -> Script:
    return parse_script(format_script(draft(Source(None, "talk", text)).script))


MIXED = """
**Ada:** Welcome to the yard. When did you begin?

**Jörg:** Das war im Jahr 1990, und ich hatte nur 2,5 kg Werkzeug bei mir.

**Ada:** He says that he had very little. And now?

**Jörg:** Nur für zwei Personen.
"""


def test_a_turn_in_another_language_is_in_it_and_a_short_one_goes_with_its_speaker() -> None:
    assert turn_languages(_script(MIXED), "en") == (("en",), ("de",), ("en",), ("de",))


@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_a_talk_in_one_language_is_in_one(language: str) -> None:
    script = _script(
        "**Ada:** Did you like it there, then?\n\n**Bo:** Sushi! Kanda, Ueno.\n\n"
        "**Ada:** And to read?\n\n**Bo:** Die Zeit.\n"
    )
    assert turn_languages(script, language) == ((language,),) * 4


def _spoken(text: str) -> list[tuple[str, tuple[str, ...], list[tuple[str, str]]]]:
    """Each paragraph's spoken text, the voice of eSpeak NG, and its foreign parts with theirs."""
    script, voices = _script(text), load_voices(())
    seats = dict(cast(script, voices, default_order((), voices)).seats)
    found = []
    for paragraph in paragraphs(script, seats, Forms(NO_LEXICON), Pace()):
        assert paragraph.utterance
        said, options = paragraph.utterance.spoken, dict(paragraph.utterance.options)
        parts = [(said[part.start : part.end], str(dict(part.options)["voice"])) for part in paragraph.utterance.parts]
        found.append((said, (str(options["voice"]), *paragraph.spoken.silent), parts))
    return found


def test_numbers_and_voice_follow_the_language_of_their_turn() -> None:
    said = _spoken(MIXED)
    assert "neunzehnhundertneunzig" in said[1][0]
    assert "zwei Komma fünf Kilogramm" in said[1][0]
    assert said[1][1] == ("de",)
    assert said[0][1][0].startswith("en")


def test_words_in_another_script_have_a_voice_of_their_own_or_are_named() -> None:
    text = "**Ada:** What is it?\n\n**Bo:** We say мост, and in Hebrew גשר, and 懸け橋 too.\n"
    said, (voice, *silent), parts = _spoken(text)[1]
    assert said == "We say мост, and in Hebrew גשר, and too."
    assert voice.startswith("en")
    assert parts == [("мост", "ru"), ("גשר", "he")]
    assert silent == ["懸け橋"]
