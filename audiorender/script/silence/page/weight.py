"""The evidence in the words and form of a block that it is publishing matter, as log-odds."""

from __future__ import annotations

import re
from functools import lru_cache

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.silence.page.furniture import is_dated
from audiorender.script.silence.page.words import LEADS
from audiorender.script.silence.speech import asks

SHORT = 8
"""The most words in a short piece between bars."""


def _list(pattern: str) -> re.Pattern[str]:
    return expression(rf"(?<![\w@])(?:{pattern})(?!\w)", re.IGNORECASE)


_ABOUT = _list(words.published(lambda page: page.about))
_COUNTED = _list(rf"(?:\d[\d.,]*k?|no|keine|aucun) (?:{words.published(lambda page: page.counted)})")
_BUTTONS = words.published(lambda page: page.buttons)
_BUTTON = _list(_BUTTONS)
BEGINS = expression(rf"\W*(?:{_BUTTONS})(?!\w)", re.IGNORECASE)
_DATED = expression(rf"\W*(?:{words.published(lambda page: page.dated)})(?!\w)", re.IGNORECASE)
_LEADS = expression(rf"\W*(?:{words.published(lambda page: page.leads)})(?!\w)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_FIGURE = expression(
    rf"(?:{words.published(lambda page: page.figures)})\.? ?(?:\d+[.\d]*|[IVX]+)\b ?[.:–—-]?", re.IGNORECASE
)
_PLACES = _list(
    r"facebook|twitter|instagram|whatsapp|linkedin|pinterest|telegram|youtube|spotify|tiktok|mastodon|bluesky|threads"
    r"|reddit|tumblr|deezer|stitcher|(?:apple|google) podcasts?|overcast|patreon|substack|wordpress|rss"
)
"""Sites on which publishers have accounts."""
_ADDRESS = expression(r"\S@\w|\b(?:https?://|www\.)\S|\b[\w-]+\.(?:com|org|net|example|de|fr|es|it|pt|nl|co\.uk)\b")
_HANDLE = expression(r"(?<!\S)@\w{2,}")
_OWNER = expression(r"©|\(c\) ?\d{4}|(?<!\w)copyright \d{4}", re.IGNORECASE)
_IN_SQUARES = expression(r"(?:\[[^\[\]]*\]\s*)+\Z")
_RECORD = expression(rf"\W*(?:{words.RECORDED})[ \t]*:", re.IGNORECASE)
_PAGE_NUMBER = expression(r"\d{1,4}(?: {3,}|\t)|.*(?: {3,}|\t)\d{1,4}\Z|[-–—\[( ]*\d{1,4}[-–—\]) ]*\Z")
_LEADER = expression(r"(?:[.…_] ?){5,}")
"""A line to be filled in by hand: `Signed ..........`."""
_DATE = expression(
    r"\b\d{1,2}[.-/]\d{1,2}[.-/]\d{2,4}\b|\b(?:\d{1,2}\.? (?:de )?[^\W\d_]{3,9} (?:de )?)\d{4}\b|\b(?:19|20)\d{2}\b"
)
_CLOCK = expression(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2} ?(?:[ap]\.?m\b|uhr\b|uur\b)", re.IGNORECASE)
_PRICE = expression(r"[$£€] ?\d|\b\d[\d.,]* ?(?:€|EUR|CHF|%)")
_BARS = expression(r"[ \t]*[·•∙|›»][ \t]*|[ \t]+[/>–—-][ \t]+|\t+| {3,}|;[ \t]+")
_FIRST_PERSON = expression(
    r"\b(?:I|me|my|mine|ich|mich|mir|mein\w*|je|j|moi|mon|mes|yo|mí|mis?|io|mio|mia|eu|meu|minha|ik|mij|mijn)\b"
)
_FRENCH = expression(r"\b(?:le|la|les|est|suis|ai|pas|que|qui|et|un|une|à|du)\b|['’]")
_ELSEWHERE = expression(r"\b(?:je|mes|mon)\b")
"""Words that mean "I" or "my" only in French: `je` is "you" in Dutch."""
_OURS = expression(
    r"\b(?:we|us|our|wir|uns\w*|nous|notre|nos|nosotros|nuestr[oa]s?|noi|nostr[oaie]|nós|noss[oa]s?|wij|ons|onze)\b"
)
"""First person plural, which sites use about themselves, too."""
_QUOTED = expression(r"[\"“„«]")
_HEADED = expression(r"(?:[^a-zß-ÿ\W]|[ \t'’&,-]){6,60}\Z")
"""A line in capitals."""


@lru_cache(maxsize=4096)
def weight_of_words(text: str, lines: tuple[str, ...], subjects: frozenset[str] = frozenset()) -> float:
    """The evidence in the words and form of a block that it is publishing matter, regardless of its place."""
    lead = next((match for line in lines[:1] if (match := _LEADS.match(line))), None)
    pieces = [piece for line in lines for piece in _BARS.split(line) if piece.strip()]
    short = all(len(piece.split()) <= SHORT and not words.ENDS.search(piece) for piece in pieces)
    known = [_is_page_piece(piece) for piece in pieces]
    about = page_words(text) - subjects
    weight = min(3.0, 1.4 * len(about))
    weight += 1.2 if BEGINS.match(text) else 0.0
    weight += 2.5 * bool(_OWNER.search(text)) + 2.0 * bool(_COUNTED.search(text)) + 2.0 * bool(_LEADER.search(text))
    weight += (
        min(3.0, 1.6 * len(words.CREDITS.findall(text))) + bool(_ADDRESS.search(text)) + bool(_HANDLE.search(text))
    )
    weight += 0.7 * bool(_DATE.search(text)) + 0.4 * bool(_CLOCK.search(text)) + 0.5 * bool(_PRICE.search(text))
    weight += 3.5 * bool(_FIGURE.match(text)) + 1.2 * bool(_DATED.match(text) and re.search(r"\d", text))
    weight += 2.5 * bool(_IN_SQUARES.match(text)) + 1.4 * bool(_RECORD.match(text))
    weight += 1.2 * any(_PAGE_NUMBER.match(line) for line in lines)
    if any(known) and short:
        weight += 1.0 + 2.0 * sum(known) / len(known)
    if lead and (lead["rest"].lstrip()[:1] in ":|" if lead["rest"].strip() else True):
        weight += 2.5
    weight += 0.6 if len(pieces) > 1 and short else 0.0
    weight += 1.2 if len(lines) > 1 and _HEADED.match(lines[0]) else 0.0
    return weight - _personal(text)


def page_words(text: str) -> frozenset[str]:
    """The publishing words in `text`, in lower case. Those in speech are subjects, and no evidence elsewhere."""
    found = (match[0].casefold() for pattern in (_ABOUT, _PLACES) for match in pattern.finditer(text))
    return frozenset(found)


def _is_page_piece(piece: str) -> bool:
    """Whether a piece between bars is publishing matter: a button, a date, a count, a site or a credit."""
    return (
        BEGINS.match(piece) is not None
        or is_dated(piece)
        or (_DATED.match(piece) is not None and any(map(str.isdigit, piece)))
        or _COUNTED.match(piece) is not None
        or _PLACES.fullmatch(piece.strip()) is not None
        or words.CREDITS.match(piece) is not None
        or LEADS.fullmatch(piece) is not None
    )


def _personal(text: str) -> float:
    """The evidence that these are a person's own words: they say "I", ask, or quote."""
    bare = _ABOUT.sub("", _BUTTON.sub("", text))
    if not _FRENCH.search(bare):
        bare = _ELSEWHERE.sub("", bare)
    weight = 2.5 if _FIRST_PERSON.search(bare) else 1.0 if _OURS.search(bare) else 0.0
    return weight + 0.8 * bool(_QUOTED.search(text)) + 0.8 * asks(text)
