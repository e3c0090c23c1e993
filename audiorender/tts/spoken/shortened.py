"""Expand abbreviations in languages other than English."""

from __future__ import annotations

import re

from audiorender.expressions import one_of
from audiorender.languages.language import SpokenForm
from audiorender.rewriting import Rule, rule


def abbreviations_of(form: SpokenForm) -> tuple[Rule, ...]:
    """The rules for the abbreviations of a language."""
    words = form.abbreviations
    if not words:
        return ()
    phrases = {word for word in words if word.count(".") > 1 or word in form.phrases}

    def said(match: re.Match[str]) -> str:
        return words[match[1]]

    return (
        rule("a phrase", rf"(?<![\w.])({one_of(phrases)})(?!\w)", said),
        rule("an abbreviation", rf"(?<![\w.])({one_of(set(words) - phrases)})(?=\s?[\w\"„«“])(?<![^\W.-](?=\w))", said),
    )
