"""The language of each paragraph of a script: that of the script, except for turns clearly in another."""

from __future__ import annotations

from collections import defaultdict

from audiorender.languages.detection.identify import is_clearly, language_by_words, leans_to
from audiorender.model import Script, Turn, written


def turn_languages(script: Script, language: str) -> tuple[tuple[str, ...], ...]:
    """For each turn, the language of each of its paragraphs, as BCP 47 tags.

    A line too short to tell is assumed to be in its speaker's usual language.
    """
    texts = [[written(paragraph) for paragraph in turn.paragraphs] for turn in script.turns]
    if all(is_clearly(text, language) for paragraphs in texts for text in paragraphs):
        return tuple((language,) * len(paragraphs) for paragraphs in texts)
    mostly = _mostly(script.turns, texts, language)
    return tuple(
        tuple(_language_of(text, language, mostly[turn.speaker]) for text in paragraphs)
        for turn, paragraphs in zip(script.turns, texts, strict=True)
    )


def _mostly(turns: tuple[Turn, ...], texts: list[list[str]], language: str) -> dict[str, str]:
    """Each speaker's usual language."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for turn, paragraphs in zip(turns, texts, strict=True):
        said[turn.speaker] += paragraphs
    return {speaker: _language_of(" ".join(paragraphs), language, language) for speaker, paragraphs in said.items()}


def _language_of(text: str, language: str, mostly: str) -> str:
    if is_clearly(text, language):
        return language
    detected = language_by_words(text)
    if detected is None and mostly != language and leans_to(text, mostly, language):
        return mostly
    return language if detected is None or language.lower().startswith(detected) else detected
