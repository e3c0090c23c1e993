"""What a terminal obeys and nobody reads: escape sequences, control characters, and what turns text round."""

from __future__ import annotations

from audiorender.expressions import expression

_SEQUENCE = r"\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)|\x1b\[[0-9;:?]*[@-~]|\x9b[0-9;:?]+[@-~]"
_CONTROL = r"[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
_TURNING = r"[\u202a-\u202e\u2066-\u2069]"
_UNHEARD = expression(f"{_SEQUENCE}|{_CONTROL}|{_TURNING}")


def without_controls(text: str) -> str:
    """`text` without a terminal's sequences (ECMA-48), control characters that are no blanks, and the embeddings,
    overrides and isolates of bidirectional text (Unicode TR 36). The marks U+200E and U+200F stay: Arabic and Hebrew
    need them."""
    return _UNHEARD.sub("", text)
