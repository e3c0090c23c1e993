"""Roman numerals where they are numbers: after a ruler's name, after a word like "Chapter", after a full name."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import cardinal, ordinal
from audiorender.languages.notation.numberwords import roman
from audiorender.rewriting import alternatives, at, at_words_before, rule

_ROMAN = r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w-]|['’](?!s\b)|\.\w)"

_NUMBERED = alternatives("""
    [Cc]hapter CHAPTER [Pp]art PART [Vv]olume [Bb]ook [Aa]ct [Ss]cene [Ss]ection [Aa]rticle [Tt]itle [Pp]hase [Tt]ype
    [Cc]lass [Ss]tage [Gg]rade [Ll]evel [Aa]ppendix War [Bb]owl Mark Mk Model [Ee]pisode [Ff]igure [Tt]able [Cc]anto
    [Ss]chedule [Tt]ier [Cc]ategory [Dd]ivision [Gg]roup [Ll]esson [Uu]nit [Ss]eason [Ss]ymphony [Ff]actor [Vv]atican
    Rocky Fantasy Apple Saturn Titan Olympiad Civilization Diablo Corps Amendment Legion Angiotensin angiotensin Copper
    Iron iron Godfather collagen [Cc]lade Batch Exhibit Proposition Block Ironman Wrestle[Mm]ania Quest
""")
_RULERS = alternatives("""
    Henry Louis Charles Elizabeth George James Edward William Richard John Paul Pius Benedict Leo Gregory Francis Philip
    Ferdinand Frederick Catherine Mary Napoleon Nicholas Peter Alexander Ivan Otto Rams?es Ramesses Ptolemy Xerxes
    Darius Cyrus Constantine Innocent Clement Urban Harald Olaf Gustav Christian Carl Haakon Margrethe Beatrix Carlos
    Alfonso Felipe Pedro João Emmanuel Umberto Wilhelm Franz Joseph Leopold Baudouin Albert Robert David Malcolm Sixtus
    Boniface Julius Cleopatra Thutmose Amenhotep Seti Mehmed Murad Selim Suleiman Bayezid Hamid Theodosius Justinian
    Valentinian Artaxerxes Antiochus Seleucus Mithridates Hassan Mohammed Muhammad Abdullah Rama Isabella Joan Anne
    Victoria Willem Juliana Rudolf Maximilian Sigismund Casimir Stephen Béla Andrew Haile Faisal Adrian Callixtus
    Celestine Eugene Honorius Martin Nicholas Sylvester Tutankhamun Henri Philippe Karl Friedrich
""")
_MARK = r"(?:[.;:!?)\]”\"’]|,(?!\s(?:too|in\sturn|for\sone|of\scourse)\b)|$|\s\()"
_SAFE = (
    r"\s(?:of(?!\scourse)|is|and\sII|who|whose|himself|herself|reigned|ruled|ascended|abdicated|died|in\s\d|to\s\d)\b"
)
_VERBS = (
    r"\s(?:was|had|and|in|to|at|became|would|on|ended|began|by|for|lost|won|fled|came|from|against|with|married|refused"
    r"|fell|issued|signed)\b"
)
"""Verbs that the speaker may be doing too, so that the I is a pronoun: "When I met Peter I was ten"."""

_TITLES = ("King", "Queen", "Pope", "Emperor", "Empress", "Tsar", "Czar", "Kaiser", "Sultan", "Shah", "Prince", "Duke")
_TITLED = "|".join(f"(?<=[{title[0]}{title[0].lower()}]{title[1:]} )" for title in _TITLES)
_OPENS = rf"(?:^|(?<=[.!?:;] )|(?<=[“\"(])|{_TITLED})"
"""Where a name with I and a verb after it is a ruler and not the speaker."""

_OF_A_KIND = alternatives(r"""
    errors? diabet\w+ trials? stud(?:y|ies) cancer devices? recalls? supernovae? hypersensitivity reactions? collagen
    fib(?:er|re)s? drugs? felon(?:y|ies) misdemeanors? medical diseases? tumou?rs? civili[sz]ation interferons? evidence
    narcotics? substances? listed buildings? railroads? carcinogens? survey clinical superconductors? string
""")


_SMALL = r"(?<![\w.-])(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![\w.'’]*\w)"
_GREATER = r"\s(?=[IVXLC]{2}|[VX])[IVXLC]+(?![\w-])"
_AT_CAPITALS = at("[A-Z]")
_AT_WORDS_BEFORE_ONE = at_words_before(r"\sI(?!\w)")


def _count(match: re.Match[str]) -> str:
    return (
        rf"\1 \2<{cardinal(roman(match[2])).title()}>"
        if match[1][0].isupper()
        else rf"\1 \2<{cardinal(roman(match[2]))}>"
    )


def _first(match: re.Match[str]) -> str:
    name, one = (1, 2) if match[1] else (3, 4)
    return rf"\{name} \{one}<{'One' if match[name][0].isupper() else 'one'}>"


def _first_reign(match: re.Match[str]) -> str:
    name, one = (1, 2) if match[1] else (3, 4)
    return rf"\{name} \{one}<the First>"


def _small_pages(match: re.Match[str]) -> str:
    pages = "page" if match[1] in {"p.", "page"} else "pages"
    last = rf"\3< to >\4<{cardinal(roman(match[4].upper()))}>" if match[4] else ""
    return rf"\1<{pages}> \2<{cardinal(roman(match[2].upper()))}>{last}"


def _reign(match: re.Match[str]) -> str:
    return rf"\1 \2<the {ordinal(roman(match[2])).title()}>"


ROMAN = (
    rule(
        "a kind with the number I",
        rf"\b([Tt]ype|[Pp]hase|[Cc]lass|[Ss]tage|[Gg]rade|[Cc]ategory)\s(I)(?=\s(?:{_OF_A_KIND})\b)",
        _count,
        begins=_AT_WORDS_BEFORE_ONE,
    ),
    rule(
        "a numbered word with I",
        rf"\b(?:(?=[A-Z])({_NUMBERED})\s(I)(?=(?:{_MARK}|{_SAFE}|{_VERBS}))|({_NUMBERED})\s(I)(?={_MARK}|\sand\sII\b))",
        _first,
        begins=_AT_WORDS_BEFORE_ONE,
    ),
    rule(
        "a stage and its part",
        r"\b([Ss]tage|[Tt]ype|[Cc]lass|[Gg]rade|[Pp]hase|[Ll]evel)\s([IVX]{1,4})([A-C]|[a-c])(?![\w-])",
        lambda match: rf"\1 \2<{cardinal(roman(match[2]))}> \3<{match[3].upper()}>",
        needs="[IVX][A-Ca-c]",
    ),
    rule(
        "a range of numbered words",
        rf"\b((?:{_NUMBERED})s?)\s([IVX]{{1,5}})([-–])([IVX]{{1,5}})(?![\w-])",
        lambda match: rf"\1 \2<{cardinal(roman(match[2]))}>\3< to >\4<{cardinal(roman(match[4]))}>",
        needs="[IVX][-–][IVX]",
    ),
    rule(
        "a grade",
        r"\b([Gg]rade|[Ss]tage|[Ll]evel|[Cc]lass)\s([IVX]{1,4})/([IVX]{1,4})(?![\w-])",
        lambda match: rf"\1 \2<{cardinal(roman(match[2]))}> over \3<{cardinal(roman(match[3]))}>",
        needs="[IVX]/[IVX]",
    ),
    rule("a numbered word", rf"\b({_NUMBERED})\s(?!I\b|C\b|L\b)({_ROMAN})", _count, needs=_GREATER),
    rule(
        "a first ruler",
        rf"(?:\b({_RULERS})\s(I)(?=(?:{_MARK}|{_SAFE}))|{_OPENS}({_RULERS})\s(I)(?={_VERBS}))",
        _first_reign,
        begins=_AT_WORDS_BEFORE_ONE,
    ),
    rule("a ruler", rf"\b({_RULERS})\s(?!I\b|C\b|L\b|X\b)({_ROMAN})", _reign, needs=_GREATER, begins=_AT_CAPITALS),
    rule(
        "a person with a numeral",
        r"\b([A-Z][a-z]+\s(?:[A-Z]\.?\s)?[A-Z][a-z]+),?\s((?:II|III|IV)(?![\w-]|['’](?!s\b)))",
        _reign,
        needs=_GREATER,
        begins=_AT_CAPITALS,
    ),
    rule(
        "a title with a numeral",
        r"\b([A-Z]\w+)\s((?:II|III|VI{1,3}|IX|XI{1,3}|XI?V|XVI{1,3}|XIX|XX)(?![\w-]|['’](?!s\b)))",
        _count,
        needs=_GREATER,
        begins=_AT_CAPITALS,
    ),
)

SMALL_ROMAN = (
    rule(
        "front matter pages",
        rf"\b(pages?|pp?\.)\s({_SMALL})([-–](?={_SMALL}))?(?:(?<=[-–])({_SMALL}))?",
        _small_pages,
        needs=_SMALL,
    ),
    rule(
        "a numbered word, lower case",
        rf"\b({_NUMBERED}|[Cc]lause|[Ii]tem|[Ss]tep|[Pp]aragraph|[Nn]ote|[Vv]erse)\s(?!i\b|l\b|x\b|v\b)({_SMALL})",
        lambda match: rf"\1 \2<{cardinal(roman(match[2].upper()))}>",
        needs=_SMALL,
    ),
)
"""Numerals in lower case: front matter pages, scenes and clauses."""

CENTURIES = (
    rule(
        "a century",
        r"\b([IVX]{1,5})(?:th|st|nd|rd)?(?=(?:\s(?:and|or|to)\s(?:the\s)?[IVX]{1,5}(?:th|st|nd|rd)?)?[\s-]centur(?:y|ies)\b)",
        lambda match: ordinal(roman(match[1])),
    ),
)
