"""Detects the language of a text, only on good evidence, and always with the same result for the same text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from audiorender.languages.detection.identify import language_by_letters, language_by_words

_COMMON = frozenset({"the", "and", "to", "that", "it", "you", "with", "this"})
"""Words that are common in English and rare or absent in its neighbours."""

_CLEAR_SHARE = 0.08
"""With this share of them a text is English, without asking the model, which takes half a second to load."""

_LEAST_LETTERS = 80
"""How many letters the model needs. A shorter text is judged by short words, or else keeps the default language."""

_MOST_READ = 6000
"""How many characters to read, in slices from all parts of the text."""

_SLICES = 12
_SHORTEST_SLICE = 100

_SURE = 0.95
"""How probable a language must be, which makes it far more probable than any other."""

_AGREED = 0.7
"""The share of slices that must be in the language: a text that is half in another one is uncertain."""


def detect(texts: Sequence[str]) -> str | None:
    """The language of the text (ISO 639-1), or None if there is too little text or it is uncertain."""
    text = "\n".join(texts)
    if other := language_by_letters(text[:_MOST_READ]):
        return _of_script(other, text)
    if sum(map(str.isalpha, text[: _LEAST_LETTERS * 20])) < _LEAST_LETTERS:
        return language_by_words(text)
    slices = _slices(text)
    words = re.findall(r"[^\W\d_]+", " ".join(slices).casefold())
    if sum(word in _COMMON for word in words) >= _CLEAR_SHARE * len(words):
        return "en"
    language, probability = _model().classify(" ".join(slices))
    if len(language) != 2 or probability < _SURE:
        return None
    agreed = sum(_model().classify(part)[0] == language for part in slices)
    return str(language) if agreed >= _AGREED * len(slices) else None


def _of_script(by_letters: str, text: str) -> str:
    """The language of a text in another script. Given enough text, the model chooses among those that share it."""
    if sum(map(str.isalpha, text[: _LEAST_LETTERS * 20])) < _LEAST_LETTERS:
        return by_letters
    language, probability = _model().classify(" ".join(_slices(text)))
    return str(language) if len(language) == 2 and probability >= _SURE else by_letters


def _slices(text: str) -> list[str]:
    """Evenly spaced slices of `text`, from beginning to end; all of it if it is short."""
    count = max(1, min(_SLICES, len(text) // _SHORTEST_SLICE))
    size, step = min(_MOST_READ, len(text)) // count, len(text) / count
    return [text[(start := int(number * step)) : start + size] for number in range(count)]


@lru_cache(maxsize=1)
def _model() -> Any:
    """py3langid's naive Bayes model, with probabilities from 0 to 1."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
