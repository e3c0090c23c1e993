"""Removes what terminals obey and nobody reads: escape sequences, control characters, and text direction overrides."""

from __future__ import annotations

from audiorender.expressions import expression

_SEQUENCE = r"\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)|\x1b\[[0-9;:?]*[@-~]|\x9b[0-9;:?]+[@-~]"
_CONTROL = r"[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
_DIRECTION = r"[\u202a-\u202e\u2066-\u2069]"
_REMOVED = expression(f"{_SEQUENCE}|{_CONTROL}|{_DIRECTION}")


def without_controls(text: str) -> str:
    """`text` without terminal sequences (ECMA-48), control characters other than blanks, and directional overrides.

    Of Unicode's controls for bidirectional text the embeddings, overrides and isolates are removed (Unicode TR 36). The
    marks U+200E and U+200F stay, as Arabic and Hebrew need them.
    """
    return text if text.isprintable() else _REMOVED.sub("", text)
