"""Every language we know, as one value each (`language`): labels, questions, captions, phrases and spoken form."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

from audiorender.languages.language import Language
from audiorender.languages.partial import PARTIAL


def _found() -> tuple[Language, ...]:
    """The `LANGUAGE` of every two-letter module here: English first, the rest in order of their tags."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if len(module.name) == 2]
    return tuple(
        import_module(f"{__name__}.{name}").LANGUAGE for name in sorted(names, key=lambda name: (name != "en", name))
    )


SUPPORTED = _found()
"""The fully supported languages, English first. Show notes and the player page can be written in these."""

LANGUAGES = (*SUPPORTED, *PARTIAL)
"""Every language we know anything about, including the partly supported ones."""

_BY_TAG = {tag: language for language in LANGUAGES for tag in (language.tag, *language.also)}


def first_subtag(tag: str) -> str:
    """The language part of a BCP 47 tag, in lower case: `pt` for `pt-BR`."""
    return tag.lower().replace("_", "-").split("-")[0]


def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag, or None if we know nothing about it."""
    return _BY_TAG.get(first_subtag(tag))


@lru_cache(maxsize=64)
def language_for_readers(tag: str | None) -> Language:
    """The supported language in which to address readers of `tag`; English if theirs is not supported."""
    language = language_of(tag or "")
    return language if language in SUPPORTED else SUPPORTED[0]
