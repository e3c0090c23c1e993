"""Where words end, also in scripts that put no blank between them: Chinese, Japanese, Thai, Lao, Khmer, Burmese.

ICU knows where a line may end (UAX #14: no closing mark or small kana begins one, no opening bracket ends one), which
characters are one to a reader (UAX #29), and from its dictionaries the words. Words of other scripts stay whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

from audiorender.expressions import expression

LINE = 42
"""Characters of a subtitle's line: Netflix, Timed Text Style Guide, English."""

WIDE = LINE / 16
"""What a full-width character counts: Netflix allows 16 in a line of Chinese or Korean."""

UNSPACED = expression(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\uaa60-\uaadf"  # Thai to Tai Viet
    "\u2e80-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""A character of these scripts, or one of their marks."""

_KANA = expression("[\u3041-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_INFLECTED = expression("[\u4e00-\u9fff々][\u3041-\u309f]")  # a Japanese word goes on from Chinese letters to kana
_HALF_PAIR = expression("[\ud800-\udfff]")  # of UTF-16, which has no UTF-8
_CHUNK = expression(r"\S+")

Ends = frozenset[int]


def room(text: str) -> float:
    """How many characters of a line `text` takes: one each, and `WIDE` for each that is full-width."""
    if text.isascii():
        return len(text)
    return len(text) + (WIDE - 1) * sum(east_asian_width(character) in "WF" for character in text)


def word_places(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends, with the marks that cling to it; two with no blank between them touch.

    No part of an unspaced script is longer than a line. What is cut off a longer word is again as long as can be.
    """
    if not UNSPACED.search(text):
        yield from (chunk.span() for chunk in _CHUNK.finditer(text))
        return
    for chunk in _CHUNK.finditer(text):
        if not UNSPACED.search(chunk[0]):
            yield chunk.span()
            continue
        whole = _HALF_PAIR.sub("\ufffd", chunk[0])
        for start, end in _parts(whole, _ways()[0 if _KANA.search(chunk[0]) else 1 :]):
            yield chunk.start() + start, chunk.start() + end


def _parts(text: str, ways: Sequence[Callable[[str], Ends]]) -> Iterator[tuple[int, int]]:
    """`text` parted in the first of the ways, and what is too long by the next one."""
    way, *others = ways
    ends = (end for end in sorted(way(text)) if UNSPACED.search(text, end - 1, end + 1))
    for start, end in pairwise((0, *(end for end in ends if 0 < end < len(text)), len(text))):
        if others and room(text[start:end]) > LINE:
            yield from ((start + first, start + last) for first, last in _parts(text[start:end], others))
        else:
            yield start, end


@cache
def _ways() -> tuple[Callable[[str], Ends], ...]:
    """Phrases of Japanese, words, lines, characters: each finds where they end. ICU is 40 MB, which few texts need."""
    from icu4py import breakers

    def ends(breaker: type[breakers.BaseBreaker], locale: str) -> Callable[[str], Ends]:
        return lambda text: frozenset(accumulate(map(len, breaker(text, locale))))

    japanese = ends(breakers.LineBreaker, "ja-u-lw-phrase")

    def phrases(text: str) -> Ends:
        return frozenset(end for end in japanese(text) if not _INFLECTED.search(text, end - 1, end + 1))

    lines, words, single = (
        ends(breaker, "und") for breaker in (breakers.LineBreaker, breakers.WordBreaker, breakers.CharacterBreaker)
    )
    return phrases, lambda text: lines(text) & words(text), lines, single
