"""Words that show who speaks, of every language we know (`audiorender.languages`), as sets and patterns."""

from __future__ import annotations

import re
from collections.abc import Callable

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.languages import LANGUAGES
from audiorender.languages.language import Labels, Patterns, Publishing, Turns, without_accents


def _labels(of: Callable[[Labels], frozenset[str]]) -> frozenset[str]:
    """The words of all languages, each also without its accents, as many people type them."""
    known = frozenset[str]().union(*(of(language.labels) for language in LANGUAGES))
    return known | frozenset(map(without_accents, known))


def _turns(of: Callable[[Turns], frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*(of(language.turns) for language in LANGUAGES))


def published(of: Callable[[Publishing], Patterns]) -> str:
    """The patterns that `of` selects from `Publishing`, of all languages, joined with `|`."""
    return "|".join(pattern for language in LANGUAGES for pattern in of(language.publishing))


def _label(of: Callable[[Labels], Patterns]) -> str:
    return "|".join(pattern for language in LANGUAGES for pattern in of(language.labels))


def _turn(of: Callable[[Turns], Patterns]) -> str:
    return "|".join(pattern for language in LANGUAGES for pattern in of(language.turns))


def _any_case(pattern: str) -> re.Pattern[str]:
    return expression(pattern, re.IGNORECASE)


# -- words in labels -----------------------------------------------------------------------------------------------

HOST_ROLES = _labels(lambda labels: labels.hosts)
GUEST_ROLES = _labels(lambda labels: labels.guests)
QUESTIONS = _labels(lambda labels: labels.questions)
ANSWERS_TO_QUESTIONS = _labels(lambda labels: labels.answers)
QUESTION_OR_ANSWER = QUESTIONS | ANSWERS_TO_QUESTIONS
LETTER_PAIRS = tuple(pair for language in LANGUAGES for pair in language.labels.letters)
"""Single letters for question and answer. One without its partner may be an initial."""
TITLES = _labels(lambda labels: labels.titles)
CROWD_ROLES = _labels(lambda labels: labels.crowd)
NOT_PEOPLE = _labels(lambda labels: labels.not_people)
"""Words that precede a colon without naming a speaker: "Note:"."""
FIELDS = _any_case(
    "(?:" + "|".join([
        published(lambda page: page.leads), published(lambda page: page.dated), published(lambda page: page.made),
        rf"(?:{published(lambda page: page.figures)}) ?\d*",
    ]) + r")(?: (?:on|am|le|el|il|em|op))?"
)  # fmt: skip
"""Words before a colon in a page's own data or links: `Read also:`, `Updated on:`."""
HEADED_NOTE = expression(
    r"(?:(?:editor|author|translator|transcriber|interviewer|publisher)(?:s|['’]s|s['’])? (?:note|introduction|preface)"
    r"|(?:corrections?|clarification|erratum|korrektur|berichtigung|rectificatif|corrección|rettifica|errata|correctie)"
    r"|(?:note|introduction|preface|foreword|context|background|about this (?:interview|conversation|transcript))"
    r"(?: (?:by|from) [^.:]{3,40})?|anmerkung(?: der redaktion)?|vorbemerkung|hinweis|einleitung"
    r"|(?:note|avant-propos|introduction)(?: de (?:la rédaction|l['’](?:éditeur|auteur)))?|ndlr"
    r"|nota (?:del?(?:l['’]|la)? ?)?(?:editor|autor|redacción|traductor|redazione|redação)\w*"
    r"|introducción|introduzione|premessa|introdução"
    r"|(?:noot|naschrift) van de redactie|redactionele noot|inleiding|ter inleiding)"
    r" ?[:.–—] ",
    re.IGNORECASE,
)
"""The head of a note or an introduction by an author or an editor: `Editor's note: `."""
PARTICLES = _labels(lambda labels: labels.particles)
"""Parts of a name that need no capital: "van"."""
DIRECTIONS = _label(lambda labels: labels.directions)
"""How a stage direction in brackets begins."""
BYLINES = _label(lambda labels: labels.bylines)
"""How a line of credits begins: "Photos by"."""
SAYING = _label(lambda labels: labels.saying)
"""Verbs after the name of somebody who speaks: "Ana asks:"."""
RECORDED = _label(lambda labels: labels.recorded)
"""How a line begins that says who took part, when and where: "Interviewer:"."""
CREDITS = _any_case(
    rf"(?<!\w)(?:{published(lambda page: page.made)})"
    r"(?:[ \t]*:|[ \t]+(?:is |was |are )?(?:by|von|par|por|de|di|da|door)\b|(?<=\b(?:by|of|di))|(?<=\b(?:par|por|von)))"
    r"[ \t]+(?=(?-i:[^\W\d_a-zß-ÿ]|@))"
)
"""The words before the name of whoever made something: "Transcribed by"."""
NAMES_SPEAKERS = _any_case(rf"(?:{_label(lambda labels: labels.who)})\Z")
NAMES_SPEECH = _any_case(rf"(?:{_label(lambda labels: labels.said)})\Z")
NAMES_TIMES = _any_case(rf"(?:{_label(lambda labels: labels.time)})\b")
"""The titles of a table's columns: who speaks, what they say, and when they begin."""
EXAMINATIONS = _any_case(
    r"(?:(?:further|direct|cross|re-?direct|re-?cross)[ -]?)*examination(?: \([^()]+\))?(?: by [^.?!:]+)?"
)
"""A court's headings that say who questions a witness next."""

# -- how a turn begins ---------------------------------------------------------------------------------------------

ANSWERS = _any_case(rf"(?:oh,? )?(?:{_turn(lambda turns: turns.answers)})\b")
REACTIONS = _any_case(rf"(?:{_turn(lambda turns: turns.reactions)})\b")
"""What a listener says meanwhile."""
GREETS = _any_case(
    rf"^(?:(?:{_turn(lambda turns: turns.greets)})\b"
    rf"|(?:\w+[,.!]? ){{0,4}}(?:{_turn(lambda turns: turns.thanks)})\b"
    rf"(?=.* (?:{_turn(lambda turns: turns.thanks_for)})\b))"
)
THANKS = _any_case(rf"\b(?:{_turn(lambda turns: turns.thanks)})\b")
THANKS_THE_GUEST = _any_case(rf"\b(?:{_turn(lambda turns: turns.thanks_the_guest)})")
THANKS_THE_HOST = _any_case(_turn(lambda turns: turns.thanks_the_host))
"""How either side opens or closes a conversation."""
GOES_ON = expression(rf"[a-zß-ÿ]|\.\.\.|…|(?:{_turn(lambda turns: turns.goes_on)})\b")
OPENS_QUESTION = _any_case(rf"(?:{_turn(lambda turns: turns.opens_question)})\b")
SUBORDINATES = _any_case(rf",?\s(?:{_turn(lambda turns: turns.subordinates)})\b")
"""How a subordinate clause begins that can be dropped from a sentence."""
LEADS_IN = _any_case(rf"(?:(?:{_turn(lambda turns: turns.leads_in)})\b[,.—–-]*\s*)+")
"""Words before a question that its title can do without."""

# -- what is in a turn -----------------------------------------------------------------------------------------------

MODERATES = _any_case(rf"\b(?:{_turn(lambda turns: turns.moderates)})")
"""What the person who leads a conversation says."""
INTRODUCES = _any_case(rf"\b(?:{_turn(lambda turns: turns.introduces)})")
"""What someone says to introduce a guest."""
ADDRESSES = _any_case(rf"\b(?:{_turn(lambda turns: turns.addresses)})\b")
""" "You" said to the person present."""
GENERAL_YOU = _any_case(rf"\b(?:{_turn(lambda turns: turns.general_you)})\b")
""" "You" said of people in general: in the present tense, or after "if"."""
YOU = _turns(lambda turns: turns.you)
YOU_IN_CAPITALS = _turns(lambda turns: turns.you_in_capitals)
"""Means "you" only with a capital; in lower case it is someone else."""
YOU_ELIDED = _any_case(r"\bt(?=['’]a)")
ME = _turns(lambda turns: turns.me)

# -- how it ends -------------------------------------------------------------------------------------------------------

ENDS = expression(rf"(?:[.?!…:;。？！؟؛۔।॥։՞]|[—–-])(?:[ \u00a0\u202f](?=[»”]))?[{CLOSE_QUOTES})\]]*\Z")
"""The end of a sentence, or of one that was cut off."""

ASKS = expression(rf"[?？؟՞](?:[ \u00a0\u202f](?=[»”]))?[{CLOSE_QUOTES})\]]*\Z")
