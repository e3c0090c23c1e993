"""Chemical formulas, ions and isotopes: H2O, Ca(OH)2, Na⁺, ¹⁴C."""

from __future__ import annotations

import re
import unicodedata

from audiorender.languages.notation.english.letters.spelt import letters
from audiorender.languages.notation.english.numbers.words import cardinal, paired, spell
from audiorender.languages.notation.numberwords import roman
from audiorender.rewriting import alternatives, at, rule

_ELEMENTS = alternatives("""
    He Li Be Ne Na Mg Al Si Cl Ar Ca Sc Ti Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Zr Nb Mo Ru Rh Pd Ag Cd In
    Sn Sb Te Xe Cs Ba La Ce Pt Au Hg Pb Bi Ra Th Pu [HBCNOFPSKVIUWY]
""")
_ATOM = rf"(?:{_ELEMENTS})\d{{0,2}}"


def _formula(match: re.Match[str]) -> str:
    return _atoms(match[0])


def _atoms(formula: str) -> str:
    """H2O, C6H12O6, Ca(OH)2: symbols read as letters, digits as numbers, a charge last."""
    parts = re.findall(r"[A-Z][a-z]?|\d+|[+−-]", formula)
    said = [
        spell(part) if part.isdigit() else "plus" if part == "+" else "minus" if part in "−-" else letters(part)
        for part in parts
    ]
    return " ".join(said)


def _isotope(match: re.Match[str]) -> str:
    """ "C fourteen": said after the symbol, though the mass is written first."""
    mass = int(unicodedata.normalize("NFKC", match[1]))
    return rf"{letters(match[2])} {cardinal(mass) if mass < 200 else paired(str(mass))}"


def _charged(match: re.Match[str]) -> str:
    charge = match[2] or match[4]
    number = f" {spell(unicodedata.normalize('NFKC', charge))}" if charge else ""
    return f"{_atoms(match[1])}{number} {'plus' if (match[3] or match[5]) in '⁺+' else 'minus'}"


CHEMISTRY = (
    rule("business to business", r"\b([BCGP])2([BCGP])\b", r"\1 to \2", begins=at("[BCGP](?=2)")),
    rule("a blood gas", r"\b[SP][pa](?:C?O2)\b", _formula, begins=at("[SP](?=[pa]C?O2)")),
    rule("haemoglobin", r"\bHbA1[cC]\b", "H B A one C", begins=at("HbA")),
    rule("an isotope", rf"(?<![\w)])([¹²³⁰⁴-⁹]{{1,3}})({_ELEMENTS})(?![a-z])", _isotope, begins=at("[¹²³⁴-⁹]")),
    rule("an ion", rf"(?<![\w-])((?:{_ATOM})+)(?:([¹²³⁴]?)([⁺⁻])|\^\{{?(\d?)([-−+])\}}?)", _charged, needs=r"[⁺⁻^]"),
    rule(
        "an atom and its charge",
        rf"\b({_ELEMENTS})\(((?<=[a-z]\()[IV]{{1,4}}|III?|IV|VI)\)",
        lambda match: f"{letters(match[1])} {cardinal(roman(match[2]))}",
        begins=at("[A-Z](?=[a-z]?[(][IV])"),
    ),
    rule(
        "a formula",
        rf"(?<![\w-])(?=[A-Za-z()]*\d)(?![A-Z]+\d\d(?!\w))(?:{_ATOM}|\((?:{_ATOM})+\)\d{{0,2}}){{2,}}[+−]?(?![\w-])",
        _formula,
        begins=at("[A-Z(]"),
    ),
    rule(
        "a molecule of one element",
        r"(?<![\w-])[HNOF]2(?![\w-])|(?<![\w-])O3(?![\w-])",
        _formula,
        begins=at("[HNOF](?=[23])"),
    ),
    rule(
        "an ion",
        r"(?<![\w-])(?:Na|K|H|Li|Ca|Mg|Fe|Cu|Zn|Al|Ag)(?:\d?\+)(?!\w)",
        _formula,
        begins=at(r"[A-Z](?=[a-z]?\d?\+)"),
    ),
)
