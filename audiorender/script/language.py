"""Which language a text is in, where nobody says so: only on good evidence, and always the same for the same text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from audiorender.languages.identify import language_by_letters, language_by_words

_COMMON = frozenset({"the", "and", "to", "that", "it", "you", "with", "this"})
"""Words of which English has many and its neighbours none or few."""

_PLAINLY = 0.08
"""With this share of them a text is English, and the model, which takes half a second to load, is not asked."""

_LEAST = 80
"""Letters that the model takes to tell. In what is shorter, short words may: else it stays in the default language."""

_READ = 6000
"""Characters that are read, in slices from all over the text."""

_SLICES = 12
_SHORTEST_SLICE = 100

_SURE = 0.95
"""How probable a language must be, and so by far more probable than any other."""

_AGREED = 0.7
"""The share of slices that must be in it: a text that is half in another language is in doubt."""


def detect(texts: Sequence[str]) -> str | None:
    """The language of what is said (ISO 639-1), or None where there is too little of it or it is in doubt."""
    text = "\n".join(texts)
    if other := language_by_letters(text[:_READ]):
        return _of_script(other, text)
    if sum(map(str.isalpha, text[: _LEAST * 20])) < _LEAST:
        return language_by_words(text)
    slices = _slices(text)
    words = re.findall(r"[^\W\d_]+", " ".join(slices).casefold())
    if sum(word in _COMMON for word in words) >= _PLAINLY * len(words):
        return "en"
    language, probability = _model().classify(" ".join(slices))
    if len(language) != 2 or probability < _SURE:
        return None
    agreed = sum(_model().classify(part)[0] == language for part in slices)
    return str(language) if agreed >= _AGREED * len(slices) else None


def _of_script(told: str, text: str) -> str:
    """The language of a text in another script: of those that share one the model knows more, given enough."""
    if sum(map(str.isalpha, text[: _LEAST * 20])) < _LEAST:
        return told
    language, probability = _model().classify(" ".join(_slices(text)))
    return str(language) if len(language) == 2 and probability >= _SURE else told


def _slices(text: str) -> list[str]:
    """Pieces of `text` evenly from its beginning to its end: all of it where it is short."""
    count = max(1, min(_SLICES, len(text) // _SHORTEST_SLICE))
    size, step = min(_READ, len(text)) // count, len(text) / count
    return [text[(start := int(number * step)) : start + size] for number in range(count)]


@lru_cache(maxsize=1)
def _model() -> Any:
    """py3langid's naive Bayes model, with probabilities from 0 to 1."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
