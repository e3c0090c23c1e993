"""What we know about a language: one value of plain tables.

To add a language, write a module beside this one, named after its tag (ISO 639-1), with a `LANGUAGE` in it. Modules are
found by their names and listed nowhere else. `tests/languages/` checks that a value is complete, and
`tests/cases/spoken.LL.txt` how the language is read aloud. A language we know less about leaves parts empty
(`partial`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from audiorender.languages.notation.numberwords import Kind
from audiorender.rewriting import Group, Rule

Patterns = tuple[str, ...]
"""Regular expressions to be joined with `|`; they are matched without regard to case."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


def without_accents(word: str) -> str:
    """`word` with plain letters, as many people type it."""
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def words(text: str) -> frozenset[str]:
    """Words separated by white space, laid out for reading."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """Words separated by white space, in that order."""
    return tuple(text.split())


def listed(text: str) -> Patterns:
    """Words, phrases or regular expressions separated by ` | ` or by line breaks; no entry has a top-level `|`."""
    return tuple(entry.strip() for line in text.strip().splitlines() for entry in line.split(" | "))


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that occur in labels and credits, in lower case: few, common in any interview, and never a name.

    `hosts` and `guests` are roles, `questions` and `answers` are labels for each side, and each pair in `letters` (`Q`,
    `A`) marks question and answer; a letter without its partner may be someone's initial. `crowd` are roles that many
    people share ("Audience"), `not_people` are words that precede a colon without naming a speaker ("Note:"), and
    `particles` are parts of a name that need no capital ("van"). `directions` match the start of a stage direction in
    brackets ("laughs"), `bylines` a line of credits ("Photos by"), and `recorded` a line that says who took part, when
    and where ("Date:"). Of a table of turns, `who` matches the title of the column with the speakers, `said` that with
    their words, and `time` that with the time at which they begin. `saying` are verbs after a name that tell who speaks
    ("Ana asks:").
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
    who: Patterns = ()
    said: Patterns = ()
    time: Patterns = ()
    saying: Patterns = ()


@dataclass(frozen=True, slots=True)
class Publishing:
    """Words that sites, magazines and records put around a text, and that nobody says.

    `about` are subjects of web pages that people rarely talk about ("newsletter", "privacy policy"). `buttons` begin
    calls to the reader ("Share", "Your e-mail"), `dated` occur beside a date ("Updated") and `counted` after a number
    ("23 comments"). `leads` introduce links to other texts ("Read also"), `made` precede the name of a contributor
    ("Produced by"), and `figures` precede the number of a picture ("Fig. 3").
    """

    about: Patterns = ()
    buttons: Patterns = ()
    dated: Patterns = ()
    counted: Patterns = ()
    leads: Patterns = ()
    made: Patterns = ()
    figures: Patterns = ()


@dataclass(frozen=True, slots=True)
class Turns:
    """What people say that shows who asks and who answers.

    `answers` begin an answer and `reactions` are what a listener says meanwhile ("I see"). `greets`, `thanks` and
    `thanks_for` open and close a conversation. `goes_on`, which is matched with its capital, begins a sentence that
    continues another's. `opens_question` begins a question, `leads_in` may precede one ("So,"), and `subordinates`
    begin a clause that can be dropped from it. `moderates` is said by the person who leads the conversation, and
    `introduces` by the person who introduces a guest. `addresses` is "you" for the person present and `general_you` is
    "you" for people in general. Of the words in `you`, those in `you_in_capitals` count only with a capital ("Sie").
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
    """Short words that decide where the lines of a caption may break.

    `joining` words begin a clause. `linking` words are prepositions: a line may break before one, but should not break
    after it (Netflix, Timed Text Style Guide). A line should not break after a `leaning` word either. `following` words
    belong to the word before ("off", "up").
    """

    joining: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    following: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Money:
    """A currency and its hundredth part, each in the singular and the plural."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """The words for signs, sums, fractions and dates.

    `point` goes between a number and its decimals, and `and_cents` between a sum and its cents. `dot`, `slash` and
    `dash` are used in addresses, `to` in a range, `against` in a score, `of` between the parts of a date, and `over`
    between two values of blood pressure. `power` has the exponent in braces. `one` counts one masculine thing, and
    `first` is the first day of a month. The words in `numbered` are followed by Roman numerals ("Kapitel IV").
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
    """The names of units: the prefixes by letter, and the names in the same form as the `measures` table.

    `square` and `cubic` hold the length in braces, in the singular and the plural; `one` counts one unit, masculine and
    feminine. With `joined`, prefix and unit are written as one noun with one capital. `stressed` endings get an accent
    once they have a prefix.
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
    """How a number changes with what it counts or orders.

    `ordinals` maps a pattern for what follows a figure ("º") to a kind of ordinal. `feminine` and `masculine` are
    patterns for nouns before which a number changes; `plural` is the ending of a noun above one, or None if only the
    number one changes. After the names in `rulers` a Roman numeral is read as an ordinal up to `ordinals_to`, preceded
    by `article`; next to the words in `centuries` it is an ordinal too. `hour` gives the words for "14h30": one hour,
    several hours, and what joins the minutes.
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
    """How written text is read aloud.

    `abbreviations` stand before a name, a number or the rest of a sentence, so their full stop does not end it. Those
    in `phrases`, and all with two full stops, may also stand before punctuation or at the end. `initials` are read
    letter by letter although they could be pronounced. `counts` means that CLDR's plain counting words suit most
    places, `digit_by_digit` that decimals are read one digit at a time, and `years_in_hundreds` that years before 2000
    are read in hundreds. `own` returns the rules for notation that only this language has; it loads them when first
    called.
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
    """A language by its tag (ISO 639-1), and other tags it is known by (`also`).

    `notes` holds the phrases of the show notes and `page` those of the player page, by key; `{...}` is filled in.
    `months` starts with January, and `first_day` is how the first of a month is written in a date.
    """

    tag: str
    name: str
    also: tuple[str, ...] = ()
    labels: Labels = Labels()
    publishing: Publishing = Publishing()
    turns: Turns = Turns()
    captions: Captions = Captions()
    months: tuple[str, ...] = ()
    first_day: str = "1"
    notes: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    page: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    spoken: SpokenForm = SpokenForm()


def currencies(dollar: str, euro: str, pound: str, franc: str, cent: str = "cent cents") -> Mapping[str, Money]:
    """The most common currencies, each given as "singular plural", with an underscore for a space."""
    cents = tuple(word.replace("_", " ") for word in cent.split())
    made: dict[str, Money] = {}
    for signs, names in (("$ USD", dollar), ("€ EUR", euro), ("£ GBP", pound), ("CHF", franc)):
        one, many = (word.replace("_", " ") for word in names.split())
        made |= {sign: Money(one, many, *cents) for sign in signs.split()}
    return MappingProxyType(made)
