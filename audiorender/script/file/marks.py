r"""Markup within a paragraph of a script file: `{written|spoken}`, `*stress*`, and `\` before punctuation.

`parse_text` and `format_text` are inverses. What they cannot hold is an error; it is never changed silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby, pairwise

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Piece, Text, plain, written

Fault = Callable[[str, int, str | None], SourceError]
"""Makes the error for a fault: what is wrong, at which character of the paragraph, and what to do."""

BLANKS = " \t"
"""Characters around a paragraph that are not part of it."""

_PLAIN = expression(r"[^\\{}*]+")
_WORDS = expression(r"(?:[^\\{}*]++|\\.?)++")
_BRACES = expression(r"\{((?:[^\\{}*|]++|\\.)++)\|((?:[^\\{}*|]++|\\.)*+)\}")
_WIDE_BRACES = expression(r"(?<!\\)｛(?=[^\\{}*｛｝]*[|｜][^\\{}*｛｝]*｝)")
_BACKSLASH = expression(r"\\.?")
_ESCAPE = expression(r"\\(?:[^\w\s]|_)")
_FORBIDDEN = expression("[\x00\r\ud800-\udfff]")


def unescape(raw: str) -> str:
    r"""`raw` without the `\` before punctuation."""
    return _ESCAPE.sub(lambda match: match[0][1], raw)


def forbidden(text: str) -> tuple[int, str] | None:
    """Where `text` has a character that a text file does not keep (NUL, a lone CR, a lone surrogate), and its name."""
    match = _FORBIDDEN.search(text)
    return (match.start(), f"the character U+{ord(match[0]):04X}") if match else None


def check_line(text: str, what: str) -> None:
    """Raise SourceError unless `text` fits on one line of a script file, with no spaces at its ends."""
    if found := forbidden(text):
        raise SourceError(f"{what} contains {found[1]}: {text[:40]!r}", hint="remove it")
    if "\n" in text:
        raise SourceError(f"{what} contains a line break: {text[:40]!r}", hint="join its lines")
    if not text or text != text.strip(BLANKS):
        raise SourceError(f"{what} begins or ends with spaces, or is empty: {text[:40]!r}", hint="trim it")


# -- reading -------------------------------------------------------------------------------------------------------


def parse_text(raw: str, fault: Fault) -> Text:
    """The pieces of one paragraph, given with its lines joined and its ends stripped; not empty."""
    if wide := _WIDE_BRACES.search(raw):
        raise fault(
            "this '｛' would be read aloud: write {written|spoken}", wide.start(), r"if it is text, write '\｛'"
        )
    if _PLAIN.fullmatch(raw):
        return plain(raw)
    pieces: list[Piece] = []
    opened: int | None = None
    at = 0
    while at < len(raw):
        if match := _WORDS.match(raw, at):
            pieces.append(Piece(_words(raw, match.span(), fault), stress=opened is not None))
            at = match.end()
        elif raw[at] == "*":
            _check_star(raw, at, opened, fault)
            opened = at if opened is None else None
            at += 1
        elif match := _BRACES.match(raw, at):
            shown, said = (_words(raw, match.span(group), fault) for group in (1, 2))
            pieces.append(Piece(shown, said, stress=opened is not None))
            at = match.end()
        else:
            brace = raw[at]
            raise fault(f"this '{brace}' is not part of {{written|spoken}}", at, rf"for a brace write \{brace}")
    if opened is not None:
        raise fault("this '*' is not closed in its paragraph", opened, r"stress is *word*; for a star write \*")
    return tuple(pieces)


def _words(raw: str, span: tuple[int, int], fault: Fault) -> str:
    for match in _BACKSLASH.finditer(raw, *span):
        if not _ESCAPE.fullmatch(match[0]):
            raise fault(r"a '\' may only come before punctuation", match.start(), r"for a backslash write \\")
    return unescape(raw[slice(*span)])


def _check_star(raw: str, at: int, opened: int | None, fault: Fault) -> None:
    """A star must touch what it stresses, so that `2 * 3 * 4` and `**loud**` are errors and no star gets lost."""
    before, after = raw[at - 1] if at else "", raw[at + 1 : at + 2]
    neighbour = after if opened is None else before
    if after == "*" or not neighbour or neighbour.isspace():
        raise fault("this '*' neither opens nor closes stress", at, r"stress is *word*; for a star write \*")


# -- writing -------------------------------------------------------------------------------------------------------


def format_text(text: Text) -> str:
    """The paragraph on one line. Raises SourceError if that line would not read back as `text`."""
    for one, other in pairwise(text):
        if one.spoken is None and other.spoken is None and one.stress == other.stress:
            raise SourceError(f"two pieces of text that should be one: {one.written[:40]!r}, {other.written[:40]!r}")
    raw = "".join(_run(stress, tuple(run)) for stress, run in groupby(text, key=lambda piece: piece.stress))
    check_line(raw, "a paragraph")
    return raw


def _run(stress: bool, pieces: tuple[Piece, ...]) -> str:
    raw = "".join(map(_piece, pieces))
    if stress and (raw[0].isspace() or raw[-1].isspace()):
        raise SourceError(f"stress begins or ends with white space: {written(pieces)[:40]!r}", hint="trim it")
    return f"*{raw}*" if stress else raw


def _piece(piece: Piece) -> str:
    if piece.spoken is None:
        return _WIDE_BRACES.sub(r"\\｛", re.sub(r"[\\{}*]", r"\\\g<0>", piece.written))
    shown, said = (re.sub(r"[\\{}*|]", r"\\\g<0>", words) for words in (piece.written, piece.spoken))
    return f"{{{shown}|{said}}}"
