"""Word boundaries, also in scripts written without blanks: Chinese, Japanese, Thai, Lao, Khmer, Burmese.

ICU knows where a line may end (UAX #14: no line begins with a closing mark or small kana, or ends with an opening
bracket), which characters a reader sees as one (UAX #29), and words from its dictionaries. Words of other scripts stay
whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

from audiorender.expressions import expression

LINE = 42
"""Characters per line of a subtitle: Netflix, Timed Text Style Guide, English."""

WIDE = LINE / 16
"""The width of a full-width character: Netflix allows 16 in a line of Chinese or Korean."""

_FIRST_WIDE = "\u1100"
"""The first full-width character: the beginning of Hangul."""

UNSPACED = expression(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\uaa60-\uaadf"  # Thai to Tai Viet
    "\u2e80-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""A character of these scripts, or one of their marks."""

_KANA = expression("[\u3041-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
# a Japanese word may continue from Chinese characters to kana
_INFLECTED = expression("[\u4e00-\u9fff々][\u3041-\u309f]")
_HALF_PAIR = expression("[\ud800-\udfff]")  # UTF-16 surrogates, which cannot be encoded in UTF-8
_CHUNK = expression(r"\S+")

Ends = frozenset[int]


def room(text: str) -> float:
    """The width of `text` in a line: 1 per character, and `WIDE` for each full-width one."""
    if text.isascii():
        return len(text)
    other = (character for character in set(text) if character >= _FIRST_WIDE)
    return len(text) + (WIDE - 1) * sum(text.count(each) for each in other if east_asian_width(each) in "WF")


def word_places(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each word, with adjoining marks; words without a blank between them touch.

    No part of an unspaced script is longer than a line; a longer word is cut into parts that are as long as possible.
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
    """Split `text` in the first of the ways, and split parts that are too long in the next one."""
    way, *others = ways
    ends = (end for end in sorted(way(text)) if UNSPACED.search(text, end - 1, end + 1))
    for start, end in pairwise((0, *(end for end in ends if 0 < end < len(text)), len(text))):
        if others and room(text[start:end]) > LINE:
            yield from ((start + first, start + last) for first, last in _parts(text[start:end], others))
        else:
            yield start, end


@cache
def _ways() -> tuple[Callable[[str], Ends], ...]:
    """Functions that find the ends of Japanese phrases, words, lines, characters. ICU is 40 MB, and few texts need
    it."""
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
