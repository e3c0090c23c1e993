"""Abbreviated states after a town or a party: "Salem, Ore.", "(D-Calif.)", "Reno, NV 89501"."""

from audiorender.expressions import one_of
from audiorender.languages.notation.english.numbers.words import digits
from audiorender.languages.notation.english.sentences import STOP
from audiorender.rewriting import at, at_words_before, rule

_SHORT = {  # in newspaper style
    "Ala": "Alabama", "Ariz": "Arizona", "Ark": "Arkansas", "Calif": "California", "Colo": "Colorado",
    "Conn": "Connecticut", "Del": "Delaware", "Fla": "Florida", "Ga": "Georgia", "Ill": "Illinois", "Ind": "Indiana",
    "Kan": "Kansas", "Ky": "Kentucky", "La": "Louisiana", "Mass": "Massachusetts", "Md": "Maryland",
    "Mich": "Michigan", "Minn": "Minnesota", "Miss": "Mississippi", "Mo": "Missouri", "Mont": "Montana",
    "Neb": "Nebraska", "Nev": "Nevada", "N.C": "North Carolina", "N.D": "North Dakota", "N.H": "New Hampshire",
    "N.J": "New Jersey", "N.M": "New Mexico", "N.Y": "New York", "Okla": "Oklahoma", "Ore": "Oregon",
    "Pa": "Pennsylvania", "R.I": "Rhode Island", "S.C": "South Carolina", "S.D": "South Dakota", "Tenn": "Tennessee",
    "Tex": "Texas", "Va": "Virginia", "Vt": "Vermont", "Wash": "Washington", "W.Va": "West Virginia",
    "Wis": "Wisconsin", "Wyo": "Wyoming",
}  # fmt: skip
_POSTAL = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
_ELSE_TOO = frozenset(["CO", "DE", "HI", "ID", "IN", "LA", "MA", "MD", "ME", "MS", "OH", "OK", "OR", "PA"])
"""Codes that are also degrees or words: they count as states only before a postal code."""

_INTERJECTIONS = (
    "Yes|Yeah|No|Nah|Well|Oh|Ah|Hi|Hello|Hey|Thanks|Sorry|Please|Okay|Right|Sure|Now|So|Bye|Come|Look|Listen|Why"
)
_PARTIES = {"D": "Democrat", "R": "Republican", "I": "independent"}
_SHORT_ONES = one_of(_SHORT)
_POSTAL_ONES = "|".join(_POSTAL)
_FULL = "|".join(_POSTAL.values())
_PLAINLY_STATES = "|".join(sorted(set(_POSTAL) - _ELSE_TOO))

PLACES = (
    rule(
        "a politician's party and state",
        rf"\(([DRI])-(?:({_SHORT_ONES})\.|({_POSTAL_ONES})|({_FULL}))\)",
        lambda match: (
            rf", \1<{_PARTIES[match[1]]} of >"
            rf"{match[4] or _SHORT.get(match[2] or '') or _POSTAL[match[3]]}, "
        ),
        begins=at(r"\((?=[DRI]-)"),
    ),
    rule(
        "a town's state",
        rf"\b(?!(?:{_INTERJECTIONS}),)([A-Z][a-z]+,\s)({_SHORT_ONES}){STOP}(?!\w)",
        lambda match: rf"\1\2<{_SHORT[match[2]]}>",
        begins=at_words_before(r",\s(?=[A-Z])"),
    ),
    rule(
        "a state's court", rf"(?<=\()({_SHORT_ONES})\.(?=\s\d{{4}}\))", lambda match: _SHORT[match[1]], needs=r"\d{4}\)"
    ),
    rule(
        "a town's state before a postal code",
        rf"(?<=[a-z],\s)({_POSTAL_ONES})(\s)(\d{{5}}(?:-\d{{4}})?)\b",
        lambda match: rf"\1<{_POSTAL[match[1]]}>\2\3<{', '.join(map(digits, match[3].split('-')))}>",
        needs=r"\d{5}",
        begins=at(r"[A-Z](?=[A-Z]\s\d)"),
    ),
    rule(
        "a town's state, two letters",
        rf"\b(?!(?:{_INTERJECTIONS}),)([A-Z][a-z]+,\s)({_PLAINLY_STATES})(?![\w&-]|\.\w)",
        lambda match: rf"\1\2<{_POSTAL[match[2]]}>",
        begins=at_words_before(r",\s(?=[A-Z])"),
    ),
)
