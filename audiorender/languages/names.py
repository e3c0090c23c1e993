"""Names of languages, accepted where a tag is expected: `language: English`."""

from __future__ import annotations

from audiorender.expressions import expression

_TAG = expression(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")

_NAMES = {
    "en": "english englisch anglais inglés inglese inglês engels",
    "de": "german deutsch allemand alemán tedesco alemão duits",
    "fr": "french französisch français francés francese francês frans",
    "es": "spanish spanisch espagnol español castellano spagnolo espanhol spaans",
    "it": "italian italienisch italien italiano italiaans",
    "nl": "dutch niederländisch néerlandais neerlandés nederlands olandese holandês",
    "pt": "portuguese portugiesisch portugais portugués português portoghese portugees",
    "ja": "japanese japanisch japonais japonés 日本語",
    "zh": "chinese mandarin chinesisch chinois chino 中文",
    "ru": "russian russisch russe ruso русский",
    "pl": "polish polnisch polonais polaco polski",
    "sv": "swedish schwedisch suédois sueco svenska",
    "da": "danish dänisch danois danés dansk",
    "nb": "norwegian norwegisch norvégien noruego norsk",
    "fi": "finnish finnisch finnois finlandés suomi",
    "cs": "czech tschechisch tchèque checo čeština",
    "tr": "turkish türkisch turc turco türkçe",
    "ar": "arabic arabisch arabe árabe العربية",
    "he": "hebrew hebräisch hébreu hebreo עברית",
    "hi": "hindi हिन्दी",
    "ko": "korean koreanisch coréen coreano 한국어",
    "uk": "ukrainian ukrainisch ukrainien ucraniano українська",
}
_BY_NAME = {name: tag for tag, names in _NAMES.items() for name in names.split()}


def tag_of(language: str) -> str | None:
    """The BCP 47 tag for a language given by tag or by name, or None if it is neither.

    A tag is returned unchanged.
    """
    named = _BY_NAME.get(language.strip().casefold())
    return named or (language.strip() if _TAG.fullmatch(language.strip()) else None)
