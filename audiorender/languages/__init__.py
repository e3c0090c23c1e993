"""The languages that we know, one value each (`language`): labels, questions, captions, phrases, spoken form."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

from audiorender.languages.language import Language
from audiorender.languages.partly import PARTLY


def _found() -> tuple[Language, ...]:
    """The `LANGUAGE` of every module here that is named after a tag: English first, then by their tags."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if len(module.name) == 2]
    return tuple(
        import_module(f"{__name__}.{name}").LANGUAGE for name in sorted(names, key=lambda name: (name != "en", name))
    )


OURS = _found()
"""Those in which we speak to readers, English first."""

LANGUAGES = (*OURS, *PARTLY)
"""All of which we know anything."""

_BY_TAG = {tag: language for language in LANGUAGES for tag in (language.tag, *language.also)}


def first_subtag(tag: str) -> str:
    """The language of a BCP 47 tag, in small letters: `pt` of `pt-BR`."""
    return tag.lower().replace("_", "-").split("-")[0]


def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag, or None where we know nothing of it."""
    return _BY_TAG.get(first_subtag(tag))


@lru_cache(maxsize=64)
def ours(tag: str | None) -> Language:
    """The one of `OURS` in which we speak to readers of `tag`'s language, which is English for most."""
    language = language_of(tag or "")
    return language if language in OURS else OURS[0]
