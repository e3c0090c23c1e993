"""Reads the inside of a LaTeX formula aloud: `x^2` is "x squared", `\\frac{1}{2}` is "one half"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.languages.notation.english.numbers.fractions import fraction
from audiorender.languages.notation.english.numbers.words import ordinal, spell

_TOKEN = expression(r"\\[a-zA-Z]+\*?|\\.|\d+(?:[.,]\d+)*|[^\W\d_]|\s+|.", re.DOTALL)

_GREEK = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi
    psi omega
"""
_SAID = {
    "le": "is less than or equal to", "leq": "is less than or equal to", "leqslant": "is less than or equal to",
    "ge": "is greater than or equal to", "geq": "is greater than or equal to",
    "geqslant": "is greater than or equal to", "lt": "is less than", "gt": "is greater than",
    "ll": "is much less than", "gg": "is much greater than", "ne": "is not equal to", "neq": "is not equal to",
    "approx": "is approximately", "sim": "is about", "simeq": "is approximately", "cong": "is congruent to",
    "equiv": "is equivalent to", "propto": "is proportional to", "times": "times", "cdot": "times", "ast": "times",
    "div": "divided by", "pm": "plus or minus", "mp": "minus or plus", "infty": "infinity", "partial": "partial",
    "nabla": "del", "in": "in", "notin": "not in", "subset": "is a subset of", "subseteq": "is a subset of",
    "cup": "union", "cap": "intersection", "emptyset": "the empty set", "forall": "for all",
    "exists": "there exists", "to": "to", "rightarrow": "to", "longrightarrow": "to", "mapsto": "maps to",
    "gets": "from", "leftarrow": "from", "Rightarrow": "implies", "implies": "implies",
    "iff": "if and only if", "Leftrightarrow": "if and only if", "land": "and", "wedge": "and", "lor": "or",
    "vee": "or", "neg": "not", "lnot": "not", "ldots": ",", "dots": ",", "cdots": ",", "vdots": ",", "circ": "of",
    "degree": "degrees", "prime": "prime", "mid": "given", "vert": "given", "therefore": "therefore",
    "because": "because", "ell": "L", "hbar": "H bar", "Re": "the real part of", "Im": "the imaginary part of",
    "mod": "mod", "bmod": "mod", "sin": "sine", "cos": "cosine", "tan": "tangent", "arcsin": "arc sine",
    "arccos": "arc cosine", "arctan": "arc tangent", "sinh": "hyperbolic sine", "cosh": "hyperbolic cosine",
    "log": "log", "ln": "natural log", "exp": "exp", "max": "the maximum of", "min": "the minimum of",
    "sup": "the supremum of", "inf": "the infimum of", "det": "the determinant of", "dim": "the dimension of",
    "gcd": "the greatest common divisor of", "Pr": "the probability of", "varepsilon": "epsilon",
    "varphi": "phi", "vartheta": "theta", "quad": ",", "qquad": ",", "perp": "is perpendicular to",
    "parallel": "is parallel to", "angle": "angle", "triangle": "triangle", "aleph": "aleph", "dagger": "dagger",
    "star": "star", "bullet": "times", "cdotp": "times", "colon": ":", "setminus": "without", "oplus": "plus",
    "otimes": "times",
    **{name: name for name in _GREEK.split()},
    **{name.capitalize(): name for name in _GREEK.split()},
}  # fmt: skip
_SILENT = words("""
    left right big Big bigg Bigg displaystyle textstyle limits nolimits nonumber , ; ! : { }
""") | {" "}
_FONTS = words("""
    mathrm mathbf mathit mathbb mathcal mathsf mathfrak operatorname boldsymbol bm mbox text textrm textbf textit
""")
_ACCENTS = {"hat": "hat", "bar": "bar", "tilde": "tilde", "dot": "dot", "ddot": "double dot", "overline": "bar"}
_RANGED = {"sum": "the sum", "prod": "the product", "int": "the integral", "iint": "the double integral",
           "oint": "the contour integral", "bigcup": "the union", "bigcap": "the intersection"}  # fmt: skip
_SIGNS = {"+": "plus", "-": "minus", "−": "minus", "=": "equals", "<": "is less than", ">": "is greater than",
          "*": "times", "/": "over", "%": "percent", "&": "and", "±": "plus or minus", "×": "times", "≤": _SAID["le"],
          "≥": _SAID["ge"], "≠": _SAID["ne"], "≈": _SAID["approx"], "→": "to", "∞": "infinity", "·": "times",
          "$": "dollars", "#": "number"}  # fmt: skip
_POWERS = {"2": "squared", "3": "cubed"}


class _UnknownError(Exception):
    """A command or a layout that we have no words for."""


@dataclass(slots=True)
class _Reader:
    """The tokens of a formula, read from left to right."""

    tokens: list[str]
    at: int = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def skip_blanks(self) -> None:
        while self.peek().isspace() and self.peek():
            self.at += 1


def in_words(formula: str) -> str | None:
    """The words for a formula, or None if we have no words for something in it."""
    reader = _Reader(_TOKEN.findall(formula))
    try:
        said = _sequence(reader, "")
    except (_UnknownError, RecursionError):
        return None
    if reader.at < len(reader.tokens):
        return None
    return re.sub(r"\s+([,:])", r"\1", " ".join(said.split())).strip(" ,")


def _sequence(reader: _Reader, ends: str) -> str:
    """The words for everything up to the token `ends`, which is consumed."""
    said: list[str] = []
    before = ""
    while (sign := reader.take()) != ends:
        if not sign:
            raise _UnknownError
        if not sign.isspace():
            said.append(_next(sign, reader, before))
            before = sign
    return " ".join(said)


def _next(sign: str, reader: _Reader, before: str) -> str:
    """The words for one token."""
    if step := _STEPS.get(sign):
        return step(reader, before)
    if sign.startswith("\\"):
        return _command(sign[1:].rstrip("*"), reader)
    if sign[:1].isdigit():
        return spell(sign)  # now, since later rules would read "6 x 1" as a size
    return sign.upper() if sign in {"a", "A", "I"} else _SIGNS.get(sign, sign)


def _unmatched(_reader: _Reader, _before: str) -> str:
    raise _UnknownError


def _in_brackets(reader: _Reader, before: str) -> str:
    """ "of x" after a function, "times x" after a number or another bracket."""
    inner = _sequence(reader, ")")
    if before.isalpha() or before == "'" or before.removeprefix("\\") in _SAID:
        return f"of {inner}"
    return f"times {inner}" if before == ")" or before[:1].isdigit() else inner


def _bars(reader: _Reader, before: str) -> str:
    """What is between two bars is an absolute value; a bar without a second one is "given"."""
    if "|" in reader.tokens[reader.at :] and not before.isalpha():
        return f"the absolute value of {_sequence(reader, '|')}"
    return "given"


_STEPS: Mapping[str, Callable[[_Reader, str], str]] = {
    "{": lambda reader, _: _sequence(reader, "}"),
    "}": _unmatched,
    "^": lambda reader, _: _power(_argument_tokens(reader)),
    "_": lambda reader, _: _argument(reader),
    "(": _in_brackets,
    ")": _unmatched,
    "|": _bars,
    "!": lambda _reader, _: "factorial",
    "'": lambda _reader, _: "prime",
    "[": lambda _reader, _: "",
    "]": lambda _reader, _: "",
    "~": lambda _reader, _: "",
}
"""Signs that need more than a word."""


def _argument_tokens(reader: _Reader) -> list[str]:
    """The tokens of the next group in braces, or the next single token."""
    reader.skip_blanks()
    if reader.peek() != "{":
        sign = reader.take()
        if not sign:
            raise _UnknownError
        return [sign, reader.take()] if sign == "-" and reader.peek()[:1].isdigit() else [sign]
    depth = 0
    tokens: list[str] = []
    while sign := reader.take():
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return tokens[1:]
        tokens.append(sign)
    raise _UnknownError


def _words_of(tokens: list[str]) -> str:
    inner = _Reader(tokens)
    return _sequence(inner, "") if tokens else ""


def _argument(reader: _Reader) -> str:
    return _words_of(_argument_tokens(reader))


def _power(tokens: list[str]) -> str:
    """ "squared", "to the fifth", "prime", "degrees"."""
    written = "".join(tokens).replace(" ", "")
    if written in _POWERS:
        return _POWERS[written]
    if written in {r"\circ", "°"}:
        return "degrees"
    if written in {r"\prime", "'"}:
        return "prime"
    if written in {"+", "-", "*", r"\ast", r"\star", r"\dagger"}:
        return {"+": "plus", "-": "minus"}.get(written, "star")
    if written.isdigit() and len(written) < 5:
        return f"to the {ordinal(int(written))}"
    return f"to the {_words_of(tokens)}"


def _command(name: str, reader: _Reader) -> str:
    """The words for a command and its arguments."""
    if step := _COMMANDS.get(name):
        return step(reader)
    if name in _SILENT:
        return ""
    if name in _FONTS:
        return "".join(_argument_tokens(reader)).replace("\\", "")
    if name in _ACCENTS:
        return f"{_argument(reader)} {_ACCENTS[name]}"
    if name in _RANGED:
        return _ranged(_RANGED[name], reader)
    said = _SIGNS.get(name) or _SAID.get(name)
    if said is None:
        raise _UnknownError
    return said


def _over(upper: list[str], lower: list[str]) -> str:
    over, under = "".join(upper).strip(), "".join(lower).strip()
    if over.isdigit() and under.isdigit() and int(over) > 0 and 1 < int(under) <= 100:
        return fraction(int(over), int(under))
    return f"{_words_of(upper)} over {_words_of(lower)}"


def _root(reader: _Reader) -> str:
    """ "the square root of", "the cube root of"."""
    degree = ""
    if reader.peek() == "[":
        reader.take()
        while (sign := reader.take()) != "]":
            if not sign:
                raise _UnknownError
            degree += sign
    inner = _argument(reader)
    if degree in {"", "2"}:
        return f"the square root of {inner}"
    name = "cube" if degree == "3" else f"{ordinal(int(degree))}" if degree.isdigit() else f"{degree}-th"
    return f"the {name} root of {inner}"


def _under(reader: _Reader, joint: str) -> str:
    if reader.peek() != "_":
        return ""
    reader.take()
    return f"{joint}{_argument(reader)}"


def _ranged(name: str, reader: _Reader) -> str:
    """A sum, a product or an integral with its limits."""
    said = name
    for _ in range(2):
        reader.skip_blanks()
        if reader.peek() == "_":
            reader.take()
            said += f" from {_argument(reader)}"
        elif reader.peek() == "^":
            reader.take()
            said += f" to {_argument(reader)}"
    return f"{said} of"


def _fraction(reader: _Reader) -> str:
    return _over(_argument_tokens(reader), _argument_tokens(reader))


def _choose(reader: _Reader) -> str:
    over = _argument(reader)
    return f"{over} choose {_argument(reader)}"


def _limit(reader: _Reader) -> str:
    return f"the limit {_under(reader, 'as ').replace(' to ', ' goes to ')} of"


_COMMANDS: Mapping[str, Callable[[_Reader], str]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _choose),
    "sqrt": _root,
    "vec": lambda reader: f"vector {_argument(reader)}",
    "lim": _limit,
}
