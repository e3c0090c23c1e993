"""Text as every format of this room can hold it, so that all of them show the same words."""

from __future__ import annotations

from audiorender.expressions import expression

_BREAKS = expression(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_UNWRITABLE = expression(r"[\ud800-\udfff\ufeff\ufffe\uffff]")
_TURNING = expression(r"[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """`text` on one line: control characters and line breaks become spaces, runs of spaces one, and the ends go.

    Lone surrogates, which no encoding can write, become U+FFFD; so do the byte order mark and the two code points
    that are not characters, which readers of UTF-16 take for one. The embeddings, overrides and isolates of
    bidirectional text go, because one that is left open turns round what an app shows behind it (Unicode TR 36);
    letters of any direction and the marks U+200E and U+200F stay.
    """
    return _BREAKS.sub(" ", _TURNING.sub("", _UNWRITABLE.sub("\ufffd", text))).strip()
