"""Characters as voices read them: plain letters, pauses for typography, and silence for the rest."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from audiorender.expressions import expression
from audiorender.rewriting import at, at_start, needing, rule

_PERHAPS_A_SYMBOL = expression(r"[^\w\s!-;=?@\[\]\\{}‐-”…]")

_SIGNS = "%&+=±×÷°@−"
"""Signs that engines read in their own language, such as currency signs."""

_MARKS = {
    "…": "...", "。": ". ", "．": ". ", "｡": ". ", "।": ". ", "、": ", ", "，": ", ", "،": ", ", "！": "! ", "？": "? ",
    "؟": "? ", "：": ": ", "；": "; ", "؛": "; ",
}  # fmt: skip
"""Typographic marks, and those of other scripts, mapped to marks at which every engine pauses."""


def symbols(text: str) -> tuple[str, ...]:
    """Runs of characters that no voice speaks and that are more than punctuation."""
    if not _PERHAPS_A_SYMBOL.search(text):
        return ()
    return tuple("".join(run) for symbol, run in groupby(text, _is_symbol) if symbol)


def is_heard(character: str) -> bool:
    return character.isalnum() or character in _SIGNS or unicodedata.category(character) == "Sc"


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk", "Sm", "Cn", "Co", "Cs"} and character not in _SIGNS


def _plain(match: re.Match[str]) -> str:
    """Letters and digits in a different style as plain ones; characters that only control the display are dropped."""
    character = match[0]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    plain = unicodedata.normalize("NFKC", character)
    if category in {"Nl", "No"} and plain == character:
        return f" {unicodedata.numeric(character):.4f}".rstrip("0").rstrip(".") + " "
    if category[0] == "L" or category == "Nl" or "₀" <= character <= "₉":
        return plain
    if category == "No" and not _A_NUMBER_OF_ITS_OWN.match(character):
        return f" {plain} "
    if category in {"Cf", "Me"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    return " " if category in {"Cc", "Zl", "Zp", "Zs"} else r"\0"


_A_NUMBER_OF_ITS_OWN = expression("[²³¹¼-¾\u2070-\u209f\u2150-\u215f\u2189\u2460-\u24ff\u2776-\u2793]")
"""Powers, fractions and circled numbers, which the rules of a language know."""


def _composed(match: re.Match[str]) -> str:
    return re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFC", match[0]))


def _unspoken(match: re.Match[str]) -> str:
    """A space for punctuation and symbols that are only visual."""
    kept = is_heard(match[0]) or unicodedata.category(match[0])[0] == "M"
    return r"\0" if kept else " "


def _mark(match: re.Match[str]) -> str:
    """For a run of marks the strongest one and a space; a mark inside a word or number stays."""
    if match[1] is None:
        return r"\0"
    run = match[0].strip()
    if run == ".,":  # an abbreviation, which engines recognise by its full stop
        return "., "
    loudest = next(mark for mark in ("?", "!", "..", ".", ";", ":", ",") if mark in run)
    return ("..." if loudest == ".." else loudest) + " "


NOTE = expression(
    r"(?:(?<=[^\W\d_]{3})(?<!mol)(?<!min)(?<!ppm)(?<!dm[³²])|(?<=[.,;:!?”\"’…]))[¹²³⁰⁴-⁹]{1,3}(?![\w¹²³⁰⁴-⁹⁺⁻])"
)
"""A note number follows a word of three letters or more, or a mark; after shorter ones it is a power or part of a
unit."""

_LOWERED = str.maketrans("ⁿˣʸᵏᵗⁱᵃᵇ", "nxyktiab")
_RAISED = tuple(map(chr, _LOWERED))
"""Letters used as exponents: other superscript letters are mostly ordinals."""

_WHITE = r" {2,}|[^\S ]\s*| [^\S ]\s*"
_AT_WHITE = at(r"\s(?:(?<! )|(?=\s))")

_AT_DASHES = at("[-–‒‐‑—―⸺]")

_IN_A_WORD = r"(?<=[^\W_]\.)(?=[^\W_])|(?<=\d[,:])(?=\d)"

LETTERS = (
    needing(
        r"[^!-_a-~](?:(?<! )|(?=\s))",
        (
            rule("an accent is part of its letter", r"[^\W_][\u0300-\u036f]+", _composed, needs="[\u0300-\u036f]"),
            rule("a stray accent", r"[\u0300-\u036f]+", ""),
            rule("a note's mark", NOTE.pattern, "", begins=at("[¹²³⁰⁴-⁹]")),
            rule(
                "a letter raised",
                f"(?<=[\\w)])[{''.join(_RAISED)}]+(?!\\w)",
                lambda match: f"^{match[0].translate(_LOWERED)}",
                begins=at(f"[{''.join(_RAISED)}]"),
            ),
            rule(
                "a letter and its number below",
                r"(?<![^\W_])([a-zα-ω])([₀-₉]+|[ᵢⱼₐₑₒₓₕₖₗₘₙₚₛₜ])(?!\w)",
                lambda match: f"{match[1]} {unicodedata.normalize('NFKC', match[2])}",
                begins=at("[a-zα-ω](?=[₀-₉ᵢⱼₐₑₒₓₕₖₗₘₙₚₛₜ])"),
            ),
            rule("what only looks different", r"[^ -~ªºÀ-ÿ–—‘-”…]", _plain),
            rule("an apostrophe", r"(?<=[^\W_])[’ʼ＇‘`´](?=[^\W_])", "'", begins=at("[’ʼ＇‘`´]")),
            rule("white space", _WHITE, " ", begins=_AT_WHITE),
        ),
    ),
)

TYPOGRAPHY = (
    needing(
        r"[^A-Za-z0-9 ,.;:!?](?:(?<!')|(?<![A-Za-z0-9].)|(?![A-Za-z0-9]))",
        (
            rule("a typographic mark", f"[{''.join(_MARKS)}]", lambda match: _MARKS[match[0]]),
            rule("an ordinal's sign", "[ªº]", lambda match: "a" if match[0] == "ª" else "o"),
            rule("a plural in brackets", r"(?<=\w)\((e?s|en)\)", r"\1", begins=at(r"\(")),
            rule("an asterisk or a lone apostrophe", r"\*|(?<![^\W_])'|'(?![^\W_])", "", begins=at("[*']")),
            rule("a dash", r"[—―⸺]|-{2,}|(?<=\s)[-–‒‐‑](?=\s)", ", ", begins=_AT_DASHES),
            rule("a hyphen of any kind", r"(?<=[^\W\d_])[–‒‐‑](?=[^\W\d_])", "-", begins=_AT_DASHES),
            rule("below zero", r"(?<![\w)%°])[-–‒](?=\d)", "−", begins=_AT_DASHES),
            rule("what stands between no letters", r"(?<![^\W\d_])[-–‒‐‑]|[-–‒‐‑](?![^\W\d_])", " ", begins=_AT_DASHES),
            rule("brackets", r"(?<=\s)[(\[{]+|[)\]}]+(?=\s)", ", ", begins=at(r"[(\[{}\])]")),
            rule("what is for the eye", r"[^\w\s,.;:!?'-]|_", _unspoken, begins=at(r"[^A-Za-z0-9 ,.;:!?'-]")),
        ),
    ),
    rule("a decimal with nothing before the point", r"(?<![\w.])\.(?=\d)", "0.", begins=at(r"\.(?=\d)")),
    rule("a full stop with no space after it", r"(?<=[a-z]{2})\.(?=[A-Z][a-z])", ". ", begins=at(r"\.(?=[A-Z])")),
    rule("white space once more", _WHITE, " ", begins=_AT_WHITE),
    rule("marks before any word", r"^[ ,.;:!?]+", "", begins=at_start),
    rule("a space before a mark", r" (?<=\w )(?=[,.;:!?])", "", begins=at(" (?=[,.;:!?])")),
    rule("marks", rf"[,.;:!?](?:{_IN_A_WORD}|(?= \w|$)|([ ,.;:!?]*))", _mark),
    rule("the last space", r" $", ""),
)
