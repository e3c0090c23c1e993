"""Mathematical and everyday signs, Greek letters, powers and arrows."""

from __future__ import annotations

import re
import unicodedata

from audiorender.languages.notation.english.amounts.unitnames import PER, UNITS
from audiorender.languages.notation.english.numbers.words import AT_DASHES, cardinal, numeral, ordinal, spell
from audiorender.rewriting import at, rule

_SIGNS = {
    "&": "and", "+": "plus", "=": "equals", "±": "plus or minus", "∓": "minus or plus", "×": "times", "÷": "divided by",
    "≈": "approximately", "≅": "is congruent to", "≡": "is equivalent to", "∝": "is proportional to",
    "≠": "is not equal to", "≤": "is less than or equal to", "≥": "is greater than or equal to",
    "≪": "is much less than",
    "≫": "is much greater than", "→": "to", "⇒": "implies", "←": "from", "↔": "to and from", "⇔": "if and only if",
    "↑": "up", "↓": "down", "∞": "infinity", "°": "degrees", "º": "degrees", "%": "percent", "‰": "per mille",
    "−": "minus", "@": "at", "№": "number", "§": "section", "¶": "paragraph", "√": "the square root of",
    "∛": "the cube root of", "∑": "the sum of", "∏": "the product of", "∫": "the integral of", "∂": "partial",
    "∇": "del", "∈": "in", "∉": "not in", "∪": "union", "∩": "intersection", "⊂": "is a subset of", "∀": "for all",
    "∃": "there exists", "∅": "the empty set", "∴": "therefore", "¬": "not", "∧": "and", "∨": "or",
    "∝ ": "is proportional to",
    "♯": "sharp", "♭": "flat", "′": "prime", "″": "double prime", "⋅": "times", "∙": "times", "µ": "mu", "Ω": "ohms",
    "¢": "cents", "~": "about",
}  # fmt: skip
_SPOKEN = "".join(re.escape(sign) for sign in _SIGNS if len(sign) == 1 and sign not in "&~")

_MONEY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}

_HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_POWERS = f"[⁺⁻]?[{_HIGH}]+"


def _power(figures: str) -> str:
    """ "squared", "cubed", "to the minus sixth"."""
    low = unicodedata.normalize("NFKC", figures).replace("−", "-").replace("+", "")
    minus, number = ("minus " if low.startswith("-") else ""), int(low.lstrip("-") or "0") if len(low) < 12 else 0
    if not minus and number in {2, 3}:
        return "squared" if number == 2 else "cubed"
    return f"to the minus {cardinal(number)}" if minus else f"to the {ordinal(number)}"


def _other_currency(match: re.Match[str]) -> str:
    name = _MONEY.get(match[0]) or unicodedata.name(match[0], "").lower().removesuffix(" sign")
    return f" {name} "


def _decorated_number(match: re.Match[str]) -> str:
    """A number in a circle or another decorated form: ①, ⑵."""
    plain = unicodedata.normalize("NFKC", match[0]).replace("⁄", "/")
    inner = re.search(r"\d+", plain)
    return f" {spell(inner[0])} " if inner else " "


def _scientific(match: re.Match[str]) -> str:
    power = f"minus {spell(match[3])}" if match[2] == "-" else ordinal(int(match[3]))
    return f"{spell(match[1])} times ten to the {power}"


_FUNCTIONS = {"sin": "sine", "cos": "cosine", "tan": "tangent", "log": "log", "ln": "natural log", "exp": "exp"}

POWERS = (
    rule("times a power of ten", r"(?<=\d)\s?[x×*·]\s?(?=10(?:\^|[⁺⁻⁰¹²³⁴-⁹]))", " times ", needs="[x×*·]"),
    rule(
        "a power of ten per unit",
        r"(?<=\b10)(?:\^\{?([-−]?\d{1,3})\}?|([⁺⁻]?[⁰¹²³⁴-⁹]{1,3}))/(L|l|mL|ml|µL|μL|g|kg|m|cm|mm|m³|cm³|mm³|s)(?!\w)",
        lambda match: f" {_power((match[1] or match[2]).replace('−', '-'))} per {PER[match[3]]}",
        needs="/",
    ),
    rule("minus after a power", r"((?:\^\{?\d{1,4}\}?|[²³⁰⁴-⁹]))\s[-–−]\s(?=[\w(])", r"\1 minus ", needs=r"\s[-–−]\s"),
    numeral("a power of ten in letters", r"(?<![\w.])(\d+(?:\.\d+)?)[eE]([+-]?)(\d{1,3})(?![\w.])", _scientific),
    rule(
        "a power written with ^",
        r"(?<=[\w)])\^\{?([-−]?\d{1,4})\}?",
        lambda match: f" {_power(match[1].replace('−', '-'))}",
        begins=at(r"\^"),
    ),
    rule("a letter power written with ^", r"(?<=[\w)])\^([a-z])\b", r" to the \1", begins=at(r"\^")),
    rule("below zero", r"(?<![\w)%°.])[-−–](?=\.?\d)|(?<=[=(<>×*/^] )[-−–](?=\d)", "minus ", begins=AT_DASHES),
    rule("a heart", r"(?<!\S)<3(?!\w)", "love", begins=at("<")),
    rule("about", r"(?<!\w)[~∼](?=\s?\d)", "about ", begins=at("[~∼]")),
    rule(
        "approximately",
        r"(?<![\w\s])≈\s?|(?:^|(?<=\s))≈\s?(?=\d)(?<![\w)]\s≈\s)(?<![\w)]\s≈)",
        "about ",
        begins=at("≈"),
    ),
    rule(
        "at least", r"(?:^|(?<=\s)|(?<=\())[≥⩾]\s?(?=\d)(?<![\d\w)]\s≥)(?<![\w)]\s≥\s)", "at least ", begins=at("[≥⩾]")
    ),
    rule("at most", r"(?:^|(?<=\s)|(?<=\())[≤⩽]\s?(?=\d)(?<![\d\w)]\s≤)(?<![\w)]\s≤\s)", "at most ", begins=at("[≤⩽]")),
    rule(
        "less than", r"(?<!\S)<(?!3\b)(?=\s?[-−.]?\d)|(?<=[\w)])<(?=\d)|(?<=\w )<(?= \w)", " less than ", begins=at("<")
    ),
    rule("more than", r"(?<!\S)>(?=\s?[-−.]?\d)|(?<=\w)>(?=\d)", " greater than ", begins=at(">")),
    rule(
        "a trigonometric function",
        r"\b(sin|cos|tan|log|ln|exp)\(([a-zθ]|\d+|[a-z]\d)\)",
        lambda match: f"{_FUNCTIONS[match[1]]} of {match[2]}",
        begins=at(r"[sctle](?=[ioaxn][nsgp]?\w?\()"),
    ),
    rule("a function", r"\b([fgh])\(([a-z])\)", r"\1 of \2", begins=at(r"[Ofgh](?=\()")),
    rule("an order of growth", r"\bO\(([^()\n]{1,16})\)", r"O of \1", begins=at(r"[Ofgh](?=\()")),
    rule(
        "two letters of a formula",
        r"\b(?![kcm]m)([b-df-hj-np-tv-z])([b-df-hj-np-tv-z])(?=[²³])",
        r"\1 \2",
        needs="[²³]",
    ),
)

SIGNS = (
    rule("a sum of something", r"∑(?=\s?of\b)", "the sum", begins=at("∑")),
    rule("a partial derivative", r"∂([a-z])\s?/\s?∂([a-z])", r"partial \1 over partial \2", begins=at("∂")),
    rule("one over a letter", r"(?<![\w/.,])1/([nrxyz])(?![A-Za-z\d/])", r"1 over \1", begins=at("1(?=/)")),
    rule(
        "a power of ten in a unit",
        r"(?<=10)([⁺⁻]?[⁰¹²³⁴-⁹]{1,3})\s([cdkmnµμ]?m|[kmµμ]?g|[mnµμ]?s|[ckm]?m²|L|l|[kM]?J|k?Pa|[kMG]?Hz|[kMG]?W|V|K|N)(?!\w)",
        lambda match: f" {_power(match[1])} {UNITS[match[2]][1]}",
        begins=at(f"[⁺⁻{_HIGH}]"),
    ),
    rule(
        "a product of two letters", r"(?<=\b[A-Za-z]\s=\s)([a-z])([a-z])(?=\s[+−-]\s|[.,;]|$)", r"\1 \2", needs=r"=\s"
    ),
    rule("minus between indexed letters", r"(?<=\b[a-z]\s\d)\s[-−–]\s(?=[a-z]\s\d\b)", " minus ", needs=r"\s[-−–]\s"),
    rule("is not", r"!=\s?(?=[\w-])", " is not equal to ", begins=at("!(?==)")),
    rule("a copyright sign", r"©\s?(?=\w)", "copyright ", begins=at("©")),
    rule("a power", rf"(?<=[\w)])({_POWERS})", lambda match: f" {_power(match[1])}", begins=at(f"[⁺⁻{_HIGH}]")),
    rule("less than or equal", r"<=(?=\s?\d)", " is less than or equal to ", begins=at("<")),
    rule("greater than or equal", r">=(?=\s?\d)", " is greater than or equal to ", begins=at(">")),
    rule("an arrow", r"(?<=[\w)\s])\s?(?:-+>|=+>)\s?(?=[\w(])", " to ", needs="[-=]>"),
    rule("minus between numbers", r"(?<=\d\s)[-−–](?=\s\d+\s?=)|(?<=\d)−(?=\d)", " minus ", begins=AT_DASHES),
    rule("times", r"(?<=\d)\s?[*·⋅]\s?(?=\d)", " times ", needs="[*·⋅]"),
    rule("divided by", r"(?<=\d)\s/\s(?=\d)", " divided by ", needs="/"),
    rule(
        "he or she",
        r"\b(s?he|him|his|her|yes|win|pass|true|on)/(her|hers|him|s?he|no|lose|fail|false|off|they)\b",
        r"\1 or \2",
        needs="/",
    ),
    rule("and or", r"\band/or\b", "and or", begins=at("and/or")),
    rule("a plus after a number", r"(?<=\w)\+(?=[\s.,;:!?)\"”]|$)", " plus", begins=at(r"\+")),
    rule(
        "a Greek letter",
        r"(?<![\u0370-\u03ff])[\u0391-\u03a1\u03a3-\u03c9\u03d5](?![\u0370-\u03ff])",
        lambda match: " " + unicodedata.name(match[0]).split()[-1].lower().replace("lamda", "lambda") + " ",
        begins=at("[Α-ΡΣ-ωϕ]"),
    ),
    rule(
        "a sign",
        rf"[{_SPOKEN}]|(?<![A-Z])&|&(?![A-Z])|(?<=[A-Z]{{3}})&",
        lambda match: f" {_SIGNS[match[0]]} ",
        begins=at(f"[{_SPOKEN}&]"),
    ),
    rule("any other and", "&", " and ", begins=at("&")),
)

LEFT_OVER = (
    rule("a factorial", r"(?<![\w'’])([nkm])!(?!!)", r"\1 factorial", begins=at("[nkm](?=!)")),
    rule(
        "any other currency sign",
        "[\u00a2-\u00a5\u20a0-\u20cf\u058f\u060b\u0e3f\ufdfc\uff04\uffe0-\uffe6$]",
        _other_currency,
    ),
    rule(
        "a decorated number",
        "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u215f\u2189\u2460-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]",
        _decorated_number,
    ),
)
