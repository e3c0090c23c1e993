"""IPA as eSpeak NG's phonemes: the library itself says back what it was asked for, in each of our languages."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from audiorender.tts.engines.espeak.ipa import mnemonics, with_phonemes

PROGRAM = """
import ctypes, json, os, sys
import espeakng_loader
library = ctypes.CDLL(espeakng_loader.get_library_path())
library.espeak_TextToPhonemes.restype = ctypes.c_char_p
os.chdir(espeakng_loader.get_data_path())
library.espeak_Initialize(2, 0, b".", 0x8000)
for voice, asked in json.load(sys.stdin):
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_Synth(b"a", 2, 0, 0, 0, 0x101, None, None)  # from here on, what is in [[ ]] is phonemes
    buffer = ctypes.create_string_buffer(f"[[{asked}]]".encode())
    rest = ctypes.c_char_p(ctypes.addressof(buffer))
    print(json.dumps(library.espeak_TextToPhonemes(ctypes.byref(rest), 1, 2).decode()))
"""

VOICES = {
    "en": "gmw/en",
    "de": "gmw/de",
    "fr": "roa/fr",
    "es": "roa/es",
    "it": "roa/it",
    "nl": "gmw/nl",
    "pt": "roa/pt",
}

CASES = [
    ("en", "ʃɪˈvɔːn"),
    ("en", "ˈtʃɜːtʃ"),
    ("en", "kæt"),
    ("en", "ˈdʒaɪənt"),
    ("de", "ˈʃøːn"),
    ("de", "ˈkøːnɪç"),
    ("fr", "bɔ̃ʒuʁ"),
    ("fr", "œ̃"),
    ("es", "ˈkaʎe"),
    ("it", "ˈdʒusto"),
    ("nl", "ˈɣraːf"),
    ("pt", "iˈte"),
]


def test_it_says_what_it_was_asked_for() -> None:
    asked = [(VOICES[language], mnemonics(ipa, language)) for language, ipa in CASES]
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    said = [json.loads(line) for line in ran.stdout.splitlines()]
    # It puts a stress before the vowel and has one sign for [r] and one for [a].
    plain = str.maketrans({"ˈ": None, "æ": "a", "ʁ": "r"})
    assert [each.translate(plain) for each in said] == [ipa.translate(plain) for _, ipa in CASES]


@pytest.mark.parametrize(("ipa", "near"), [("ˈløːvə", "'l|3:|v|@"), ("ʒɑ̃", "Z|A~"), ("ˈbʌtn̩", "'b|V|t|@|n")])
def test_a_sound_that_a_language_lacks_is_its_nearest(ipa: str, near: str) -> None:
    assert mnemonics(ipa, "en-us") == near


def test_each_character_knows_its_place() -> None:
    text = "I met ⟦ʃɪ⟧ [[there]]."
    said, places = with_phonemes(text, "en-us")
    assert said == "I met [[S|I]]   there  ."
    assert "".join(text[places[at]] for at, character in enumerate(said) if character.isalpha()) == "Imetʃʃthere"
    assert places[-1] == len(text)
