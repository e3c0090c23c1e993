"""Where sentences end. The full stop of an abbreviation, an initial or an ordinal does not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.languages import LANGUAGES
from audiorender.languages.language import words

_END = expression(rf"[.?!…]+[{CLOSE_QUOTES})\]]*(?=\s|\Z)")
_LAST = expression(r"[^\s(\[\"'“‘«„]+\Z")
_NEXT = expression(r"[\s\"'“‘«„(\[]*(\w[\w'’]*)?")

_TITLES = words(
    "mr mrs ms mx dr drs prof st sgt capt lt col gen maj adm sen rep gov rev hon fr mt ft hr sr sra srta dott fa"
)
"""Titles before a name: what follows is never a new sentence."""

_AMBIGUOUS = words("do. so. mo. di. mi. fr. sa. mar. mer. cap. max. env. v. n. p. no. nr. tel.")
"""Abbreviations of one language that are words in another."""

_BEFORE_NUMBERS = words("no nos nr vol vols fig figs ch chap pp jan feb aug sept oct nov dec ext art op")
"""Abbreviations before a number; elsewhere they are words, or their full stop can end a sentence."""

_SHORTENED = words("""
    jr. inc. ltd. co. corp. bros. dept. est. approx. ca. cf. vs. etc. ed. eds. al. ave. blvd. rd. hwy. tel. incl. univ.
    assn. govt.
""") | (
    frozenset(
        written.casefold()
        for language in LANGUAGES
        for written in language.spoken.abbreviations
        if written.endswith(".") and " " not in written
    )
    - _AMBIGUOUS
)

_PHRASES = tuple(
    written.casefold()[:-1]
    for language in LANGUAGES
    for written in language.spoken.abbreviations
    if written.endswith(".") and " " in written
)
"""Abbreviations of several words, without their last full stop: "p. ex"."""
_OPENS = words("""
    i i'm i've you you're he she it it's we they there this that that's these those the a an my your our his her their
    and but so or then now when if as because what why how who where which is are was were do does did can could would
    will should have has had in on at for with after before tell let let's not no yes well ich du er sie es wir ihr der
    die das und aber je tu il elle nous vous le la les et mais yo tú él ella el los las y pero
""")
"""Words that begin a sentence more often than they follow an abbreviation."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of `text`, in order, leaving out only the blanks between them."""
    start = 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            yield text[start : match.end()].strip()
            start = match.end()
    if rest := text[start:].strip():
        yield rest


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether this full stop ends the sentence that began at `start`."""
    if stop[0] != ".":  # after an ellipsis, a sentence may go on
        return stop[0] not in ("...", "…") or re.match(r"\s+[a-zß-ÿ]", text[stop.end() : stop.end() + 4]) is None
    last = _LAST.search(text[max(start, stop.start() - 24) : stop.start()])
    follows = _NEXT.match(text, stop.end())
    word = follows[1] if follows else None
    if last is None or word is None:
        return True
    short = last[0].casefold()
    if short in _TITLES:
        return False
    if short in _BEFORE_NUMBERS or short.endswith("str"):  # `No. 5`, `Goethestr. 5`
        return not (word[0].isdigit() or re.fullmatch("[IVXLC]+", word))
    shortened = (
        f"{short}." in _SHORTENED
        or text[max(0, stop.start() - 12) : stop.start()].casefold().endswith(_PHRASES)
        or re.fullmatch(r"\w|(?:\w\.)+\w|\d{1,2}", short)
    )
    if not shortened or (short == "i" and last[0] == "I"):
        return True
    return word[0].isupper() and word.casefold().replace("’", "'") in _OPENS
