"""What a language is here: everything that one of them says or asks, as one value of plain tables.

Adding a language is a module of its own beside this one, named after its tag (ISO 639-1), with a `LANGUAGE` in it; the
modules are found by their names. Nothing else lists them. `tests/languages/` says what a value must have, and
`tests/cases/spoken.LL.txt` how it reads out. A language of which we know less leaves parts out (`partly`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from audiorender.languages.numberwords import Kind
from audiorender.rewriting import Group, Rule

Patterns = tuple[str, ...]
"""Regular expressions that a module joins with `|`, for text in any capitals."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


def words(text: str) -> frozenset[str]:
    """Words that are parted by white space, as they are laid out to be read."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """Words that are parted by white space, in their order."""
    return tuple(text.split())


def listed(text: str) -> Patterns:
    """Entries that are parted by ` | ` or by lines: words, phrases, or regular expressions of one alternative each."""
    return tuple(entry.strip() for line in text.strip().splitlines() for entry in line.split(" | "))


@dataclass(frozen=True, slots=True)
class Labels:
    """The words in labels and credits, in small letters: few, common in any interview, and never a name.

    `crowd` are roles that many share; `not_people` stand before a colon and are nobody; `particles` are words of a
    name that need no capital. `directions` is how a direction in brackets begins, `bylines` a line that names who made
    the text, and `recorded` a line that says who took part in a talk, when and where. Each pair of `letters` marks
    question and answer; alone, each may be somebody's initial.
    """

    hosts: frozenset[str] = frozenset()
    guests: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    letters: tuple[tuple[str, str], ...] = ()
    titles: frozenset[str] = frozenset()
    crowd: frozenset[str] = frozenset()
    not_people: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    directions: Patterns = ()
    bylines: Patterns = ()
    recorded: Patterns = ()


@dataclass(frozen=True, slots=True)
class Turns:
    """What people say that tells who asks and who answers.

    `answers` begin an answer, and `reactions` are what the one who listens lets the other know. `greets` and `thanks`
    (`thanks_for` before what somebody is thanked for) open and close a talk. `goes_on` begins a sentence that goes on
    with another's, and is told by its capital. `opens_question` begins a question; `leads_in` stands before one and
    `subordinates` begins a part of it without which the rest is whole. `moderates` is said by who leads a talk,
    `introduces` by who brings a guest. `addresses` is "you", said to the person who sits there, and `general_you` "you"
    of anybody. Of the words for you, those in `you_in_capitals` are such only with a capital.
    """

    answers: Patterns = ()
    reactions: Patterns = ()
    greets: Patterns = ()
    thanks: Patterns = ()
    thanks_for: Patterns = ()
    thanks_the_guest: Patterns = ()
    thanks_the_host: Patterns = ()
    goes_on: Patterns = ()
    opens_question: Patterns = ()
    subordinates: Patterns = ()
    leads_in: Patterns = ()
    moderates: Patterns = ()
    introduces: Patterns = ()
    addresses: Patterns = ()
    general_you: Patterns = ()
    you: frozenset[str] = frozenset()
    you_in_capitals: frozenset[str] = frozenset()
    me: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Captions:
    """Short words at which the lines of a caption are parted or held together.

    `joining` words begin a part of a sentence. `linking` are prepositions: a line may end before one (Netflix, Timed
    Text Style Guide), and had better not end after it; nor after a `leaning` one. `following` belong to the word
    before.
    """

    joining: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    following: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Money:
    """A currency and its hundredth part, each alone and counted."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """What signs, sums, fractions and dates are called.

    `point` stands between a number and its decimals, `and_cents` between a sum and its cents. `dot`, `slash` and `dash`
    are for addresses, `to` stands in a range and `against` in a score, `of` between the parts of a date, `over` between
    two pressures. `power` has the exponent in braces. `one` counts one thing that is masculine, `first` is the first of
    a month. After the words of `numbered` stand Roman numerals.
    """

    percent: str
    point: str
    minus: str
    plus: str
    equals: str
    conjunction: str
    to: str
    degrees: str
    at: str
    dot: str
    slash: str
    dash: str
    money: Mapping[str, Money]
    against: str = ""
    and_cents: str = ""
    ordinals: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    of: str = ""
    fractions: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    and_half: str = ""
    one: str = "1"
    first: str = "1"
    squared: str = ""
    cubed: str = ""
    power: str = ""
    times: str = ""
    over: str = ""
    numbered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """What units are called: the prefixes by their letters, the names in a table of `measures`' form.

    `square` and `cubic` hold a length in braces, one and many; `one` counts one unit, masculine and feminine. `joined`
    writes a prefix and its unit as one noun with one capital. `stressed` endings get an accent once a prefix is there.
    """

    names: str
    prefixes: Mapping[str, str]
    square: tuple[str, str]
    cubic: tuple[str, str]
    per: str
    one: tuple[str, str]
    joined: bool = False
    stressed: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Numerals:
    """How figures follow what they count or number.

    `ordinals` gives for what clings to a figure (a pattern) the kind of ordinal. Of nouns, `feminine` and `masculine`
    are patterns for those before which a number changes, and `plural` is how one ends above one: None where only a one
    changes. `rulers` are names
    after which a Roman numeral is read as an ordinal up to `ordinals_to`, with `article` before it, and `centuries`
    are words beside which one is an ordinal. `hour` is "14h30" in words: one hour, several, and what joins minutes.
    """

    ordinals: Mapping[str, Kind] = field(default_factory=lambda: MappingProxyType({}))
    feminine: str = ""
    masculine: str = ""
    plural: str | None = None
    rulers: tuple[str, ...] = ()
    ordinals_to: int = 0
    article: str = ""
    centuries: tuple[str, ...] = ()
    hour: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class SpokenForm:
    """What is said for what is written.

    `abbreviations` stand before a name, a number or the rest of a sentence, so that their full stop ends none;
    `phrases` are those of them that may stand before a mark or at the end too, as may all with two full stops.
    `initials` are capitals that are said letter by letter though they could be read.
    `counts` tells that CLDR's plain counting words suit most places, `digit_by_digit` that figures after the decimal
    mark are read one by one, `years_in_hundreds` that the years before 2000 are said so. `own` gives the rules of what
    only this language writes; it loads them when they are first needed.
    """

    signs: Signs | None = None
    abbreviations: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    phrases: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    units: Units | None = None
    numerals: Numerals = Numerals()
    counts: bool = False
    digit_by_digit: bool = False
    years_in_hundreds: bool = False
    own: Callable[[], tuple[Rule | Group, ...]] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language by its tag (ISO 639-1); `also` are other tags that it is known by.

    `notes` are the phrases of show notes and `page` those of the player page, by their keys; `{...}` is filled in.
    Of `months` the first is January; `first_day` is how the first of a month is written in a date.
    """

    tag: str
    name: str
    also: tuple[str, ...] = ()
    labels: Labels = Labels()
    turns: Turns = Turns()
    captions: Captions = Captions()
    months: tuple[str, ...] = ()
    first_day: str = "1"
    notes: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    page: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    spoken: SpokenForm = SpokenForm()


def currencies(dollar: str, euro: str, pound: str, franc: str, cent: str = "cent cents") -> Mapping[str, Money]:
    """The money that is everywhere, each as "one many"; a low line is a space."""
    cents = tuple(word.replace("_", " ") for word in cent.split())
    made: dict[str, Money] = {}
    for signs, names in (("$ USD", dollar), ("€ EUR", euro), ("£ GBP", pound), ("CHF", franc)):
        one, many = (word.replace("_", " ") for word in names.split())
        made |= {sign: Money(one, many, *cents) for sign in signs.split()}
    return MappingProxyType(made)
