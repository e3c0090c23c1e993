"""From IPA to the phonemes of eSpeak NG, which only reads its own names for them, `[[SI'vO:n]]`.

The names are much the same in all languages, but not every language has every vowel, and missing ones would be silent.
So each sign has a list of names, the closest first, and a language uses the first that it has. Which ones exist was
found out from the library (1.52) by having it say each one and return its IPA.
https://github.com/espeak-ng/espeak-ng/blob/master/docs/phonemes.md
"""

from __future__ import annotations

import re

from audiorender.expressions import one_of
from audiorender.tts.ipa import parts, tied

_CONSONANTS = {
    **dict(zip("pbtdkfvszhmnlrjwxq", "pbtdkfvszhmnlrjwxq", strict=True)),
    **{"ɡ": "g", "θ": "T", "ð": "D", "ʃ": "S", "ʒ": "Z", "ŋ": "N", "ɹ": "r", "ʁ": "r", "ʀ": "r", "ɻ": "r", "ɽ": "r"},
    **{"ɾ": "*", "ɺ": "l", "ɫ": "l", "ɭ": "l", "ɬ": "l", "ʟ": "l", "ʎ": "l^", "ɲ": "n^", "ɳ": "n", "ɴ": "N", "ɱ": "m"},
    **{"ç": "C", "χ": "X", "ɣ": "Q", "β": "B", "ɸ": "f", "ʋ": "v", "ʍ": "w", "ɥ": "w", "ɰ": "w", "ɕ": "S", "ʑ": "Z"},
    **{"ʂ": "S", "ʐ": "Z", "ɦ": "h", "ħ": "h", "ʝ": "j", "ɟ": "dZ", "c": "tS", "ɖ": "d", "ʈ": "t", "ʔ": "?"},
    **{"t^ʃ": "tS", "d^ʒ": "dZ", "t^s": "ts", "d^z": "dz"},
}
_VOWELS = {
    "i": "i", "iː": "i:", "ɪ": "I i", "ɨ": "I i", "e": "e", "eː": "e: e", "ɛ": "E e", "ɛː": "E: E e", "æ": "aa-en E a",
    "a": "a", "aː": "a: A: a", "ɑ": "A A: a", "ɑː": "A: a", "ɒ": "0 O o", "ɔ": "O o", "ɔː": "O: O o", "o": "o",
    "oː": "o: o", "ʊ": "U u", "u": "u", "uː": "u:", "ʉ": "u:", "ʉː": "u:", "ɯ": "u", "ʌ": "V a", "ɤ": "V o", "ə": "@",
    "ɘ": "@", "ɐ": "@", "ᵊ": "@", "ᵻ": "I i", "ɜ": "3: E", "ɜː": "3: E:", "ɝ": "3: @", "ɝː": "3: E:", "ɚ": "3 @",
    "ɞ": "3: E", "y": "y i", "yː": "y: i:",
    "ʏ": "y I i", "ø": "Y Y: 3: e", "øː": "Y: 3: e:", "œ": "W Y 3: E", "œː": "W: Y: 3: E:",
    "ɵ": "Y o", "ɶ": "W a", "ɑ\u0303": "A~ aN", "ɔ\u0303": "O~ oN", "ɛ\u0303": "E~ e~ eN", "œ\u0303": "W~ E~ eN",
    "a\u0303": "A~ aN", "e\u0303": "e~ E~ eN", "o\u0303": "o~ O~ oN", "u\u0303": "u~ uN", "i\u0303": "i~ iN",
    "ɐ\u0303": "&~ aN",
    "a^ɪ": "aI aj", "a^ʊ": "aU aw", "e^ɪ": "eI ej", "o^ʊ": "oU ow", "ə^ʊ": "oU ow", "ɔ^ɪ": "OI OY oj", "ɪ^ə": "i@ i@",
    "e^ə": "e@ e@", "ɛ^ə": "e@ e@", "ʊ^ə": "U@ u@",
}  # fmt: skip
"""The names of each vowel, the closest first; a name that ends in `-en` is only for English."""

_SURE = "i i: e a o u u: @ aN oN eN uN iN aj aw ej ow oj i@ e@ u@"
"""The names that every language has."""
_HAS = {
    "en": "I E O O: U V 0 3 3: A: aa-en e: E: o: a aI aU eI oU OI U@ A~ O~",
    "de": "I E E: e: O O: o: U a: A y: Y: W W: A~ O~ W~ aI aU oU OY 3: 3",
    "fr": "I E E: e: O O: o: a: V y y: Y Y: W E~ A~ O~ W~",
    "es": "E E: e: O O: o: U a: y y: Y Y: aI aU eI",
    "it": "I e: O O: o: U a: y y: Y Y: aI aU eI",
    "nl": "I E E: e: O O: o: a: A A: y y: Y:",
    "pt": "I E E: e: O O: o: U a: A A: e~ o~ u~ i~ &~ aI aU eI OI",
}
_MARKS = {"ˈ": "'", "ˌ": ",", "ː": ":", "ˑ": "", "\u0329": ""}
_SIGN = re.compile(one_of((*_CONSONANTS, *_VOWELS, *_MARKS)))
_SYLLABIC = re.compile("(?=[mnŋlr]\u0329)")


def mnemonics(ipa: str, language: str) -> str:
    """eSpeak NG's names for these sounds in `language`, its tag for it ("en-us"); unknown sounds are left out."""
    known = language.split("-", maxsplit=1)[0]
    has = {*_SURE.split(), *_HAS.get(known, "").split()}
    found = []
    for match in _SIGN.finditer(_SYLLABIC.sub("ə", tied(ipa))):
        sign = match[0]
        if sign in _VOWELS:
            names = _VOWELS[sign].split()
            found.append(next((name for name in names if name in has), names[-1]))
        else:
            found.append(_CONSONANTS.get(sign) or _MARKS.get(sign, ""))
    # A bar separates names that would otherwise merge, such as "t" and "S".
    return "|".join(filter(None, found)).replace("'|", "'").replace(",|", ",").replace("-en", "").replace("|:", ":")


def with_phonemes(text: str, language: str) -> tuple[str, list[int]]:
    """`text` as eSpeak NG reads it, and for each character, and the end, its position in `text`."""
    if "⟦" not in text:
        return text, list(range(len(text) + 1))
    said, places = "", list[int]()
    for start, part, ipa in parts(text):
        asked = f"[[{mnemonics(part, language)}]]" if ipa else part.replace("[[", "  ").replace("]]", "  ")
        places += [start] * len(asked) if ipa else range(start, start + len(asked))
        said += asked
    return said, [*places, len(text)]
