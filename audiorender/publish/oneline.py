"""Reduce text to what every format here can hold, so that all of them show the same words."""

from __future__ import annotations

from audiorender.expressions import expression

_BREAKS = expression(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_UNWRITABLE = expression(r"[\ud800-\udfff\ufeff\ufffe\uffff]")
_TURNING = expression(r"[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """`text` on one line: control characters and line breaks become spaces, and spaces are collapsed and stripped.

    Lone surrogates, which cannot be encoded, become U+FFFD; so do the byte order mark and the two noncharacters that
    readers of UTF-16 mistake for one. Bidirectional embeddings, overrides and isolates are removed, because an open one
    reverses the text that an app shows after it (Unicode TR 36); letters of any direction and the marks U+200E and
    U+200F stay.
    """
    return _BREAKS.sub(" ", _TURNING.sub("", _UNWRITABLE.sub("\ufffd", text))).strip()
