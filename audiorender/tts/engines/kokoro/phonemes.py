"""From a text to Kokoro's input: phonemes with the punctuation between them, and where each word begins in them.

eSpeak NG gives the phonemes of a clause and drops its punctuation, which carries the pauses, so the text is split there
and the marks are put back. It also joins small words ("in the" is one group), so words are found by aligning the
phonemes of each word alone with those of the clause.

The alphabet is that of the model's training: special letters for diphthongs and affricates, and a variety of its own
for English (https://github.com/hexgrad/misaki, EN_PHONES.md and espeak.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.tts.engines.espeak.letters import with_letters
from audiorender.tts.engines.espeak.wordplaces import VOWELS, WORD, beginnings
from audiorender.tts.ipa import parts, tied

Say = Callable[[str], str]
"""Returns the IPA of a text without punctuation, with ties (^) between the letters of a phoneme and spaces between
groups."""

_RUNS = {
    1: ";:,.!?", 9: "—…\"()“”", 16: " \u0303ʣʥʦʨᵝꭧAI", 31: "O", 33: "Q", 35: "ST", 39: "W", 41: "Yᵊabcdef",
    50: "hijklmnopq", 60: "rstuvwxyzɑɐɒæ", 75: "βɔɕç", 80: "ɖðʤə", 85: "ɚɛɜ", 90: "ɟ", 92: "ɡ", 99: "ɥ", 101: "ɨɪʝ",
    110: "ɯɰŋɳɲɴø", 118: "ɸθœ", 123: "ɹ", 125: "ɾɻ", 128: "ʁɽʂʃʈʧ", 135: "ʊʋ", 138: "ʌɣɤ", 142: "χʎ", 147: "ʒʔ",
    156: "ˈˌː", 162: "ʰ", 164: "ʲ", 169: "↓", 171: "→↗↘", 177: "ᵻ",
}  # fmt: skip

VOCABULARY = {letter: first + place for first, run in _RUNS.items() for place, letter in enumerate(run)}
"""The model's number for each character that it knows."""

LONGEST = 510
"""The most characters that the model takes at once."""

_MARK = expression(r"""[;:,.!?…]+(?=["”’»)\]]*(?:\s|$))|\s+[-–—]+\s+|[—–]|["“”«»()\[\]]""")
_KNOWN_MARKS = str.maketrans({"«": "“", "»": "”", "[": "(", "]": ")", "–": "—", "-": "—"})
_FLAG = expression(r"\([a-z-]+\)")  # eSpeak NG's mark for another language

_LETTERS = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"), ("s^s", "S"),
    ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("^", ""), ("-", ""),
)  # fmt: skip

_ENGLISH = (
    ("ʔˌn\u0329", "tᵊn"), ("ʔn\u0329", "tᵊn"), ("ʔn", "tᵊn"), ("ʔ", "t"), ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("ə^l", "ᵊl"), ("ʲo", "jo"), ("ʲə", "jə"), ("ʲ", ""), ("ɚ", "əɹ"),
    ("r", "ɹ"), ("ɹɹ", "ɹ"), ("x", "k"), ("ç", "k"), ("ɐ", "ə"), ("ɬ", "l"), ("\u0303", ""),
)  # fmt: skip

_BRITISH = (("e^ə", "ɛː"), ("i^ə", "ɪə"), ("iə", "ɪə"), ("ə^ʊ", "Q"), ("^", ""))
_AMERICAN = (("o^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""), ("^", ""), ("ɾ", "T"))

_BLANKS = expression(r"(?<=\S)\s+(?=\S)")
_PRONOUN = expression(r"I(?:['’](?:m|d|ve|ll))?(?!\w)")
_ARTICLES = {"ə": "ɐ", "ən": "ɐn", "əm": "ɐm"}

_TONES = str.maketrans({"1": "→", "5": "→", "2": "↗", "3": "↓", "4": "↘", "0": None})


@dataclass(frozen=True, slots=True)
class Phonemes:
    """The model's input, and for each word its first character in the text and its first phoneme here."""

    text: str
    words: tuple[tuple[int, int], ...]

    @property
    def numbers(self) -> list[int]:
        """The model's numbers, without the zero at either end."""
        return [VOCABULARY[character] for character in self.text]


def in_calls(text: str, language: str, say: Say) -> Iterator[tuple[int, Phonemes]]:
    """The phonemes of `text` for as many calls as the model needs, each with the character at which its part begins.

    Nearly always it is one call. Spelled letters have many phonemes, so 300 characters of them may be too long.
    """
    said = phonemes(text, language, say)
    middle = min(_BLANKS.finditer(text), key=lambda blank: abs(blank.start() - len(text) / 2), default=None)
    if len(said.text) <= LONGEST or middle is None:
        yield 0, said
        return
    yield from in_calls(text[: middle.start()], language, say)
    yield from ((middle.end() + at, part) for at, part in in_calls(text[middle.end() :], language, say))


def phonemes(text: str, language: str, say: Say) -> Phonemes:
    """The phonemes of `text` in `language`, eSpeak NG's tag for it ("en-us")."""
    made = ""
    words: list[tuple[int, int]] = []
    for start, clause, mark in _clauses(with_letters(text, language)):
        places = [match.start() for match in WORD.finditer(clause)]
        said = _said(clause, language, say) if places else ""
        if said:
            made += " " if made and not made.endswith((" ", "(", "“")) else ""
            alone = [_alone(clause, word, language, say) for word in WORD.finditer(clause)]
            begins = beginnings(alone, said)
            if language.startswith("en"):
                said, begins = _as_learned(clause, alone, said, begins)
            words += [(start + place, len(made) + begin) for place, begin in zip(places, begins, strict=True)]
        made += said
        if mark and (made or mark in "(“"):
            made += f" {mark}" if made and mark in "—(“" and not made.endswith(" ") else mark
    return Phonemes(made, tuple(words))


def _said(clause: str, language: str, say: Say) -> str:
    """The phonemes of a clause: eSpeak NG's, except for those given in the text, which are kept."""
    if "⟦" not in clause:
        return _written(say(clause), language)
    found = [_written(tied(part) if ipa else say(part), language) for _, part, ipa in parts(clause)]
    return " ".join(filter(None, found))


def _as_learned(clause: str, alone: Sequence[str], said: str, begins: list[int]) -> tuple[str, list[int]]:
    """The phonemes of an English clause as the model learned them, and where each word begins in them.

    In its training every word stood by itself, "I" had a secondary stress, the article "a" a vowel of its own, and no
    word ended with a flap. Where eSpeak NG says fewer words than there are, as of "B B B B B", nothing is changed.
    """
    parts = [said[start:end].strip() for start, end in pairwise([0, *begins[1:], len(said)])]
    if any(VOWELS & set(one) and not VOWELS & set(part) for one, part in zip(alone, parts, strict=True)):
        return said, begins
    made, found = "", list[int]()
    for word, part in zip(WORD.finditer(clause), parts, strict=True):
        made += " " if made and part else ""
        found.append(len(made))
        made += _word_as_learned(word[0], part)
    return made, found


def _word_as_learned(word: str, said: str) -> str:
    if _PRONOUN.match(word) and said.startswith(("I", "ˈI")):
        return f"ˌ{said.lstrip('ˈ')}"
    return _ARTICLES.get(said, f"{said[:-1]}t" if said.endswith("T") else said)


def _alone(clause: str, word: re.Match[str], language: str, say: Say) -> str:
    ipa = clause[word.start() - 1 : word.start()] == "⟦"
    return _said(f"⟦{word[0]}" if ipa else word[0], language, say)


def _clauses(text: str) -> Iterator[tuple[int, str, str]]:
    """Each clause with its start, and the mark after it ("" at the end)."""
    start = 0
    for match in _MARK.finditer(text):
        mark = match[0].strip()
        known = "—" if mark[0] in "-–—" else "".join(sorted(set(mark), key=mark.index)).translate(_KNOWN_MARKS)
        yield start, text[start : match.start()], "…" if mark.startswith("..") else known[:2]
        start = match.end()
    yield start, text[start:], ""


def _written(ipa: str, language: str) -> str:
    """eSpeak NG's output in the model's alphabet; sounds that it lacks are left out."""
    said = _FLAG.sub("", ipa)
    if language.startswith("en"):
        for old, new in (*_ENGLISH, *(_AMERICAN if language == "en-us" else _BRITISH)):
            said = said.replace(old, new)
        said = re.sub(r"(\S)\u0329", r"ᵊ\1", said)
    elif language == "cmn":
        said = said.translate(_TONES)
    for old, new in _LETTERS:
        said = said.replace(old, new)
    return " ".join("".join(letter for letter in said if letter in VOCABULARY and letter not in "()“”").split())
