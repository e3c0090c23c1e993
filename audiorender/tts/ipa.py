"""Pronunciations in the International Phonetic Alphabet, `/ʃɪˈvɔːn/`, and how a text carries them to an engine.

A spoken form has them between ⟦ and ⟧, one word each, for an engine with `phonemes`. While the rules of a language
rewrite the text around them, they are represented by the same number of letters that no rule knows, so that every
character keeps its position. The signs are those of the IPA chart of 2020 (internationalphoneticassociation.org).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from audiorender.expressions import expression

_SIGNS = (
    "abcdefhijklmnopqrstuvwxyzæçðøħŋœɐɑɒɓɔɕɖɗɘəɚɛɜɝɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢβθχᵊᵻ"
    "ˈˌːˑʰʷʲˠˤⁿˡʼ˞˥˦˧˨˩.|‖‿\u0303\u0306\u0308\u030a\u030b\u0300\u0301\u0302\u0304\u030c\u030f\u0318\u0319\u031a\u031c\u031d"
    "\u031e\u031f\u0320\u0324\u0325\u0329\u032a\u032c\u032f\u0330\u0334\u0339\u033a\u033b\u033c\u033d\u035c\u0361"
)
_FIRST = 0x1401
"""The first of the Canadian syllabics: letters without case or variants, and more of them than there are signs."""
_EDGE = "\u167e"
_HIDDEN = str.maketrans({sign: chr(_FIRST + place) for place, sign in enumerate(_SIGNS)})
_SHOWN = str.maketrans({chr(_FIRST + place): sign for place, sign in enumerate(_SIGNS)})
_CARRIED = expression(f"{_EDGE}([{chr(_FIRST)}-{chr(_FIRST + len(_SIGNS) - 1)}]+){_EDGE}")
_GIVEN = expression(r"/\s*([^/]*[^/\s])\s*/")
_USUAL = str.maketrans({"g": "ɡ", "'": "ˈ", "’": "ˈ", ":": "ː", ",": "ˌ", "(": None, ")": None})

MARKED = expression("⟦([^⟦⟧]+)⟧")
"""A word in IPA within a spoken form."""


def phonemes(spoken: str) -> str | None:
    """The IPA that a person wrote between slashes, with usual substitutes replaced; None for other text."""
    match = _GIVEN.fullmatch(spoken.strip())
    if match is None:
        return None
    found = unicodedata.normalize("NFD", match[1]).replace("c\u0327", "ç").translate(_USUAL)
    words = found.split()
    known = all(sign in _SIGNS for word in words for sign in word)
    return " ".join(words) if known and any(sign.isalpha() for sign in found) else None


def unknown_signs(spoken: str) -> str | None:
    """The characters between slashes that are not IPA; None if there are none, or no slashes."""
    match = _GIVEN.fullmatch(spoken.strip())
    if match is None or phonemes(spoken) is not None:
        return None
    found = unicodedata.normalize("NFD", match[1]).replace("c\u0327", "ç").translate(_USUAL)
    return "".join(dict.fromkeys(sign for sign in found if sign not in _SIGNS and not sign.isspace())) or match[1]


def hidden(ipa: str) -> str:
    """IPA as letters that language rules ignore; `marked` restores it."""
    return " ".join(f"{_EDGE}{word.translate(_HIDDEN)}{_EDGE}" for word in ipa.split())


def marked(text: str) -> str:
    """A text with what was `hidden` in it between ⟦ and ⟧."""
    if _EDGE not in text:
        return text
    return _CARRIED.sub(lambda match: f"⟦{match[1].translate(_SHOWN)}⟧", text)


def parts(text: str) -> Iterator[tuple[int, str, bool]]:
    """A spoken form split at its words in IPA: each part's start, its characters, and whether it is IPA."""
    at = 0
    for match in MARKED.finditer(text):
        if match.start() > at:
            yield at, text[at : match.start()], False
        yield match.start(1), match[1], True
        at = match.end()
    if at < len(text):
        yield at, text[at:], False


_TIED = re.compile("t\u0361?ʃ|d\u0361?ʒ|t\u0361?s|d\u0361?z|[ae]ɪ|aʊ|oʊ|əʊ|ɔɪ|[ɪeɛʊ]ə")


def tied(ipa: str) -> str:
    """IPA as eSpeak NG writes it: `^` within a diphthong or an affricate, no other ties, no dots."""
    plain = re.sub("[\u0361\u035c.|‖‿]", "", ipa)
    return _TIED.sub(lambda match: f"{match[0][0]}^{match[0][-1]}", plain)
