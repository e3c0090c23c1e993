"""The forms of labels: `Name:`, `**Name:**`, `NAME. --`, `Q.`, or a name alone on the line above.

This module only reads lines. Which of the names are speakers depends on the whole document (`people`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from audiorender.expressions import expression, one_of
from audiorender.languages.language import words
from audiorender.script.document import Line
from audiorender.script.labels.forms.heads import head
from audiorender.script.labels.forms.offices import SOMEBODY, UNNAMED, described, run_in, with_post
from audiorender.script.labels.label import ASIDE, LEAD, LONGEST_LABEL, LONGEST_POST, Ending, Face, Label, past_blanks
from audiorender.script.labels.names import ROLES, TITLE, looks_like_a_name, words_of
from audiorender.script.words import ENDS, QUESTION_OR_ANSWER, SAYING, TITLES

_CORE = r"(?:@|u/)?[^\W_][^:：?!;\"“”()（）—–\[\]]{0,50}?"
_BRACKETED = expression(
    rf"{LEAD}(?:\[(?P<square>[^\[\]\n]{{1,60}})\]|【(?P<lens>[^【】\n]{{1,60}})】|［(?P<wide>[^［］\n]{{1,60}})］"
    r"|\((?P<round>[^()\n]{1,60})\)|（(?P<full>[^（）\n]{1,60})）|<(?P<angle>[^<>\n/]{1,60})>"
    r"|[\"“„«「『](?P<quotes>[^\"“”„«»「」『』\n]{1,60})[\"”“»」』](?=[^\S\n]?[:：]))"
    r"[^\S\n]*[:：]?(?:[^\S\n]+|(?<=[】］）：])|\Z)"
)
_BAR = expression(rf"({TITLE}{_CORE}){ASIDE}[^\S\n](?://+|\|+|->|=>|→|»|>>)(?:[^\S\n]+(?=\S)|\Z)", re.IGNORECASE)
_NAME_DASH_POST = expression(
    rf"({TITLE}[^\W_][^:：?!;\"“”()—–\[\]]{{1,50}}?)[^\S\n]+(?:--+|[—–―|])[^\S\n]+([^.:：?!;]{{2,100}})\Z",
    re.IGNORECASE,
)
"""A name and office on a line of its own: `Ana Bell -- Chief Executive`."""
_GAP = expression(r"(?:\u00a0|[^\S\n]{2})")
"""What keeps a name in italics apart from what is said."""
_CONTINUED = expression(r"[^\S\n]*\(?\b(?:cont(?:inued|['’]d|\.)?|continuing)\)?\Z", re.IGNORECASE)
_NICKNAME = expression(r"[\w\[\]\\^{}|`-]{1,40}")
"""A name in a chat, as IRC allows it (RFC 2812, section 2.3.1)."""
_TIME_IN_BRACKETS = expression(
    r"[\s,|·@–-]+\d{1,3}(?::\d{2}){1,3}(?:[.,]\d{1,3})?\s*\Z|\A\s*\d{1,3}(?::\d{2}){1,3}(?:[.,]\d{1,3})?[\s,|·–-]+"
)
_WIDE_SPACE = expression(
    rf"({TITLE}{_CORE})(?:[^\S\n]\(([^()]{{1,60}})\))?(?:[^\S\n]{{3,}}|[^\S\n]*\t[^\S\n]*)(?=\S)", re.IGNORECASE
)
"""A label set off by wide space, as with a typewriter: `Ana text`."""
_LETTER = expression(r"(?:(Q|A)(?:[^\S\n]{2,}|\t|[\u00a0\u2003]\s*)|(Q|A)[^\S\n](?=[^\W\d_a-z]))(?=\S)")
_COUNTED_LETTER = expression(
    r"(Q|A)[. ]?\d{1,3}[.)]?(?:[^\S\n]?[–—-])?[^\S\n]+(?=\S)(?![–—:-]|[^\W\d_a-z][^\n:?!]{0,40}:\s)"
)
"""A letter and a number without a colon: `Q1 Why?`, `A1 – Yes.`"""
_COLON = expression(
    rf"{LEAD}({_CORE}){ASIDE}(?:::?(?=\s|\Z|(?-i:[“\"¿¡«„]?[A-ZÀ-Þ][\w'’,]))|：)[^\S\n]*", re.IGNORECASE
)
_DASH = expression(
    rf"({TITLE}{_CORE}){ASIDE}(\.?)[^\S\n]{{0,4}}(?:--+|[—–―]|(?<=[. ])-(?=\s)|(?<=\b[^\W\d_]\.)-)[^\S\n]*(?=\S|\Z)",
    re.IGNORECASE,
)
_SPACED = expression(rf"({TITLE}{_CORE}){ASIDE}[^\S\n]?[-–—]+[^\S\n]+(?=\S)", re.IGNORECASE)
_STOP = expression(rf"({TITLE}[^\W_][^:：?!;.\"“”()—–\[\]]{{0,40}}?){ASIDE}\.(?:[^\S\n]+(?=\S)|\Z)", re.IGNORECASE)
_ALONE = expression(rf"({TITLE}{_CORE}){ASIDE}\.?\Z", re.IGNORECASE)
_CHANNEL = expression(
    r"[\[(](?:(?:via|from|in|aus dem|im|par|por|del|dal) )?(?:(?:zoom|live|youtube|text) )?"
    r"(?:chat|q ?& ?a|slido|online|youtube|twitter|zoom|teams|e-?mail|sms)[\])][^\S\n]+(?=\S)",
    re.IGNORECASE,
)
"""Where somebody asks who is not in the room: `[Chat] Ana: Why?`"""
_LONGEST_NAME = 90
_NO_LIMIT = 1 << 30


@dataclass(frozen=True, slots=True)
class _Form:
    """How labels with one ending are found.

    As a quick check, one of `signs` must occur in the first `within` characters of a line no longer than `longest`.
    """

    pattern: re.Pattern[str]
    ending: Ending
    signs: tuple[str, ...]
    within: int = LONGEST_LABEL
    longest: int = _NO_LIMIT
    sign: re.Pattern[str] | None = field(init=False)
    """Finds one of `signs`."""

    def __post_init__(self) -> None:
        found = re.compile("|".join(map(re.escape, self.signs))) if self.signs else None
        object.__setattr__(self, "sign", found)

    def match(self, text: str) -> re.Match[str] | None:
        """The label at the start of `text`, if it has this form."""
        if len(text) > self.longest:
            return None
        return self.pattern.match(text) if self.sign is None or self.sign.search(text, 0, self.within) else None


_FORMS = (
    _Form(_COLON, "colon", (":", "：")),
    _Form(_DASH, "dash", tuple("-–—―")),
    _Form(_BAR, "bar", tuple("/|>→»"), within=_LONGEST_NAME),
    _Form(_WIDE_SPACE, "bar", ("   ", "\t"), within=_LONGEST_NAME),
    _Form(_STOP, "stop", (".",)),
    _Form(_NAME_DASH_POST, "alone", tuple("|-–—―"), longest=LONGEST_POST),
    _Form(_SPACED, "spaced dash", ("- ", "– ", "— "), within=_LONGEST_NAME),
    _Form(_ALONE, "alone", (), longest=200),
)
_ADORNED = expression(r"([*~=_#–—-]{1,3})[^\S\n]*([^\W_][^*~=_#:\n]{0,50}?)[^\S\n]*\1:?")
"""A name between ornaments: `* Ana *`, `--- Ana ---`."""
_OPENERS = frozenset('[【［(（<"“„«「『>-–—*•~=_#')
_NUMBER = expression(r"\d{1,4}[.)]?[^\S\n]+")
_PRONOUNS = words("""
    i he she it we you they one who er sie es wir ihr il elle on nous ils elles él ella ellos lui lei ele ela hij zij
""")
_COUNTED = expression(r"(?:\d{1,3}[.)]|Q\d{1,4}[.:]?|\d{1,4}(?=\s[^\W\d_a-z][\w'’-]+ [^\W\d_a-z]))\s+(?=[^\W\d_]{2})")
"""A number before a name, of a question (`Q31 Chair:`) or a page."""
_NUMBERED = expression(
    rf"(?:(?:my|our|the|meine|ma|mi|la) )?({one_of(QUESTION_OR_ANSWER)})[\s.]*\d{{1,4}}\Z",
    re.IGNORECASE,
)
_ANSWER_OF = expression(r"(\S.*?)(?:['’]s|s['’]|(?<=[^s])s) (?:answer|reply|response)\Z", re.IGNORECASE)
"""`Mr Bell's answer:`"""
_SAYS = expression(rf"(?<=\w) (?:{SAYING}|again)\Z")
"""What somebody does who speaks: `Ana asks:`."""
_LETTER_AND_STOP = expression(r"[A-Z]\.\Z")
_EXAMINER = expression(r"(?:(?:[\w-]+ ){0,2}(?:examination|[\w-]+) )?by (?=\S)", re.IGNORECASE)
_WITH_ASIDE = expression(r"([^()]+?)[^\S\n]?\(([^()]+)\)")
_DISCRIMINATOR = expression(r"(?<=\w)#\d{4}\Z")
"""A chat's suffix that distinguishes equal names: `ana#1234`."""


@lru_cache(maxsize=1 << 14)  # each line is asked about by one step after the other
def candidate(line: Line, stamped: str = "") -> Label | None:
    """The label that may be at the start of `line`, whoever it names; `stamped` are the words before its timestamp."""
    text = line.text
    if channel := _CHANNEL.match(text):
        label = candidate(line.cut(channel.end()), stamped)
        return replace(label, length=channel.end() + label.length) if label and label.ending == "colon" else None
    face: Face = "plain"
    lead = 0
    if line.runs and (line.runs[0].bold or line.runs[0].italic):
        lead = _typeface_length(line)
        face = "bold" if line.runs[0].bold else "plain"
    if (
        stamped[:1].isupper()
        and looks_like_a_name(stamped)
        and text.startswith(stamped)
        and text[len(stamped) :].strip()[:1] not in (":", "")
    ):
        return Label(stamped, None, past_blanks(text, len(stamped)), face, "nothing")
    if (
        marked := head(text.rstrip(), face, stamped)
        or with_post(text, face)
        or (_bracketed(text, face) if text[:1] in _OPENERS else None)
    ):
        return marked
    if counted := _COUNTED_LETTER.match(text):
        return Label(counted[1], None, counted.end(), face, "nothing")
    letter = _LETTER.match(text) if text[:1] in ("Q", "A") else None
    if letter and (letter[1] or (letter[2] == "A" and ENDS.search(text))):  # `A Yes.` is not a name
        return Label(letter[1] or letter[2], None, letter.end(), face, "nothing")
    return (
        _by_ending(text, face, lead)
        or _by_typeface(text, face, lead)
        or run_in(text, lead, face)
        or (Label(letter[2], None, letter.end(), face, "nothing") if letter else None)
    )


def _by_typeface(text: str, face: Face, lead: int) -> Label | None:
    """A name that only its typeface sets off: `**Ana Bell** Yes.`"""
    name = text[:lead].strip()
    if not (lead and (face == "bold" or _GAP.match(text, lead)) and text[lead:].strip()):
        return None
    if not looks_like_a_name(name) or not name[0].isupper():
        return None
    name = numbered[1] if (numbered := _NUMBERED.match(name)) else name
    return Label(name, None, past_blanks(text, lead), face, "nothing")


def _by_ending(text: str, face: Face, lead: int) -> Label | None:
    """The label in the first form that fits, unless a change of typeface splits the name."""
    for form in _FORMS:
        match, ending = form.match(text), form.ending
        if match is None:
            continue
        if (
            lead
            and match.end(1) > max(lead, len(text[:lead].rstrip(" .:：")))
            and (ending != "alone" or (face == "bold" and text.rstrip().endswith((".", "!", "?", "…"))))
        ):
            continue  # the typeface ends inside the name, so this is not a label: `**Ana Bell** Yes.`
        if ending == "stop" and text[match.end() : lead].strip() and looks_like_a_name(text[:lead].strip()):
            continue  # `H. W.` in bold is more than its first letter
        label = _label_from(match, face, ending, text)
        if label is not None:
            return label
        bold = face == "bold" and text[:lead].rstrip().endswith(":") and match.end(1) < lead
        if ending == "colon" and (bold or SOMEBODY.match(text) or UNNAMED.fullmatch(match[1].strip())):
            return described(match, face, ending)
        if ending == "alone" and SOMEBODY.match(text):
            return described(match, face, ending)
    return None


def _bracketed(text: str, face: Face) -> Label | None:
    """`[Ana] text`, `(Q) text`, `"Ana": text`: a name in brackets, with or without a colon."""
    if (
        (adorned := _ADORNED.fullmatch(text))
        and looks_like_a_name(name := adorned[2].strip())
        and not name[0].islower()
    ):
        return Label(name, None, len(text), face, "alone")
    match = _BRACKETED.match(text)
    if match is None or match.lastgroup is None:
        return None
    timeless = _TIME_IN_BRACKETS.sub("", match[match.lastgroup])
    inner = " ".join(re.sub(r"(?<=\w)[:#](?=\d)", " ", timeless).split())
    name, aside = inner, None
    if with_aside := _WITH_ASIDE.fullmatch(inner):
        name, aside = with_aside[1], with_aside[2]
    if match.lastgroup == "round" and len(name.split()) > 2:
        return None
    if match.lastgroup == "angle":
        sure = _NICKNAME.fullmatch(inner) is not None
    else:  # a role may be in small letters: `(host)`, `(question cont.)`
        name = _CONTINUED.sub("", name) if match.lastgroup in ("round", "square") else name
        sure = match.lastgroup in ("round", "square") and words_of(name) <= ROLES | {"speaker"}
    if not sure and (name[:1].islower() or not looks_like_a_name(name)):
        return None
    if face == "plain" and name.isupper() and len(name) > 1:
        face = "capitals"
    return Label(name, aside, match.end(), face, "bracket")


def _typeface_length(line: Line) -> int:
    """How many characters at the start of the line share a typeface."""
    face, size = (line.runs[0].bold, line.runs[0].italic), 0
    for run in line.runs:
        if (run.bold, run.italic) != face:
            break
        size += len(run.text)
    return size


def _label_from(match: re.Match[str], face: Face, ending: Ending, text: str) -> Label | None:
    """The label for a match of one form, or None if it does not look like a name."""
    name, aside, length = match[1].strip(), match[2], match.end()
    examiner = _EXAMINER.match(name)
    cut = examiner is not None and ending == "stop"  # `EXAMINATION BY MR.` goes on
    if examiner and ending in ("colon", "alone") and name[examiner.end()].isupper():
        name = name[examiner.end() :]
    else:
        examiner = None
    if ending == "bar" and _LETTER_AND_STOP.match(name):  # `Q.   Were you there?`
        name, ending = name[0], "stop"
    if numbered := _NUMBERED.match(name):
        name = numbered[1]
    name = _COUNTED.sub("", name, count=1)
    if ending == "colon":
        name = name if name.split(" ")[0].casefold() in _PRONOUNS else _SAYS.sub("", name, count=1)
        name = answer[1] if (answer := _ANSWER_OF.match(name)) else name
    if "#" in name:
        name = _DISCRIMINATOR.sub("", name)
    if ending == "dash" and not match[3] and not (name.isupper() and len(name) > 1) and face != "bold":
        return None
    if not looks_like_a_name(name):
        return None
    if cut or (ending == "stop" and name.casefold() in TITLES):
        return None
    if (name[0].islower() and ending != "colon") or name.startswith("Q "):
        return None
    if name.casefold() in QUESTION_OR_ANSWER and (number := _NUMBER.match(text, length)):
        length = number.end()
    if face == "plain" and name.isupper() and len(name) > 1:
        face = "capitals"
    return Label(name, aside, length, face, ending, examiner is not None)
