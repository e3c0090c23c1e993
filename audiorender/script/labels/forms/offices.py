"""Labels with an office, and those that describe somebody: `ANA BELL, HOST:`, `M. Bell, maire. Oui.`, `The dog:`."""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.script.labels.label import ASIDE, LEAD, LONGEST_LABEL, LONGEST_POST, Ending, Face, Label, past_blanks
from audiorender.script.labels.names import MOST_WORDS, ROLES, TITLE, looks_like_a_name, words_of
from audiorender.script.words import QUESTION_OR_ANSWER, TITLES

_POST_AND_NAME = expression(
    rf"[^\W_][^:：?!;()\"“”]{{0,100}}?[^\S\n]\(({TITLE}[^\W_][^:()\d]{{2,40}})\)[^\S\n]?:(?:[^\S\n]+|\Z)",
    re.IGNORECASE,
)
_NAME_AND_POST = expression(
    rf"{LEAD}([^\W_a-z][^:：,?!;\"“”()]{{2,40}}?)(?:,|[^\S\n]+[-–—|])[^\S\n]+([^:：?!;()]{{2,60}}?){ASIDE}:(?:[^\S\n]+|\Z)"
)
SOMEBODY = expression(
    r"(?:(?:An? |The |Another )?(?:(?:[a-z]+|[A-Z][a-z]+) )?(?:[Ww]oman|[Mm]an|[Vv]oice|[Bb]oy|[Gg]irl|[Ll]ady"
    r"|[Gg]entleman|[Hh]eckler|[Cc]hild|[Nn]eighbou?r|[Pp]asser-?by|[Ss]tudent|[Mm]ember|[Cc]aller|[Qq]uestion)"
    r"|Some(?:one|body)"
    r"|(?:Eine? )?(?:Frau|Mann|Stimme|Kind|Zuruf)"
    r"|(?:Une? )?(?:[Ff]emme|[Hh]omme|[Vv]oix)|(?:Una? )?(?:[Mm]ujer|[Vv]oz|[Vv]oce|[Dd]onna|[Uu]omo)"
    r"|(?:Uma? )?(?:[Mm]ulher|[Hh]omem|[Vv]oz)|(?:Een )?(?:[Vv]rouw|[Ss]tem))"
    r" (?:in|at|from|by|with|on|near|behind|off|aus|am|im|von|mit|dans|du|de|au|del|en|da|dal|dalla|dai|nella|do|na|no"
    r"|uit|van|achter|met)\b",
)
"""A description in place of a name: `Woman at the back:`."""
UNNAMED = expression(
    r"(?:An?|The|One|Another|My|His|Her|Their|Eine?|Der|Die|Das|Une?|Le|La|Una|El|Il|Lo|Um|Uma|De|Het|Een) "
    r"(?:[^\W\d_]+ )?[^\W\d_][\w'’-]*|[^\W\d_a-z][\w-]+(?:['’]s|s['’]) [a-zß-ÿ][\w-]*"
)
"""A description in place of a name: `The dog:`, `A fisherman:`, `Ida's mother:`."""
_RUN_IN = expression(
    rf"(?P<name>{TITLE}[^\W_][^:：?!;.,\"“”()—–\[\]]{{1,40}})"
    r"(?:,[^\S\n]+(?P<post>[^:：?!;.\"“”()—–\[\]]{2,160}))?\.[^\S\n]+(?=\S)",
    re.IGNORECASE,
)
"""A sentence that only names who speaks: `Mr. Bell, head of water. Yes.`"""
_STARTS_WITH_TITLE = expression(rf"(?:{'|'.join(sorted(TITLES))})\b", re.IGNORECASE)
_YOU = words("you Sie vous usted Lei você u jij")
_AGE = expression(
    r"(?:aged?|âgée? de|alter|edad|anni)?[^\S\n]?\d{1,3}"
    r"(?: (?:years?(?: old)?|jahre?(?: alt)?|ans|años|anos|jaar|anni))?",
    re.IGNORECASE,
)
"""`Lucas, age 9:`, `Mia, 8 Jahre:`"""
_POST_WORDS = 6
_ROLE_WORDS = 3


def with_post(text: str, face: Face) -> Label | None:
    """`ANA BELL, HOST:` and `The Minister for Lakes (Ms Ana Bell):` are labels of Ana Bell."""
    head = text[:LONGEST_POST]
    if ":" not in head:
        return None
    if re.search(r",|\s[-–—|]\s", head) and (match := _NAME_AND_POST.match(text)):
        name, post = match[1].strip(), match[2]
        is_post = post.isupper() or len(post.split()) <= _POST_WORDS or words_of(post) & ROLES
        full = len(name.split()) > 1 or words_of(name) & ROLES or _AGE.fullmatch(post)
        if is_post and full and looks_like_a_name(name):
            return Label(name, post, match.end(), "capitals" if name.isupper() and face == "plain" else face)
    if "(" in head and (match := _POST_AND_NAME.match(text)):
        before = text[: match.start(1)].rstrip(" (")
        if len(before.split()) > MOST_WORDS and len(match[1].split()) > 1 and looks_like_a_name(match[1]):
            return Label(match[1], before, match.end(), face)
    return None


def run_in(text: str, lead: int, face: Face) -> Label | None:
    """`**The chair.** Yes.`, `Mr. Bell, head of water. Yes.`: all that is bold, or a title with a name."""
    if face != "bold" and not _STARTS_WITH_TITLE.match(text):
        return None
    match = _RUN_IN.match(text[:LONGEST_LABEL])
    if match is None or (face == "bold" and match.end() != past_blanks(text, lead)):
        return None
    if match["post"] and match["post"].split()[0] in _YOU:  # `Mr. Bell, you may sit down.`
        return None
    unsure = not (_has_role(match["name"]) or looks_like_a_name(match["name"]))
    if unsure and face != "bold":
        return None
    return Label(match["name"], match["post"], match.end(), face, "stop", doubtful=unsure)


def described(match: re.Match[str], face: Face, ending: Ending) -> Label | None:
    """`**A voice from the hall:**` is not a name, but names the speaker if nothing else is bold."""
    name = match[1].strip()
    fits = 1 < len(name.split()) <= MOST_WORDS + 1 and name[0].isupper() and not re.search(r"[.,]", name)
    return Label(name, match[2], match.end(), face, ending, doubtful=not _has_role(name)) if fits else None


def _has_role(name: str) -> bool:
    """Whether one of a few words says who somebody is: `Le président`."""
    return len(name.split()) <= _ROLE_WORDS and not words_of(name).isdisjoint(ROLES - QUESTION_OR_ANSWER)
