"""What a chat program adds to messages: joins and leaves, counts of replies and reactions, posts by bots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from audiorender.expressions import expression
from audiorender.script.document import Line, Marked, Run, silence
from audiorender.timecode import WRITTEN

DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ \t]+"
STAMP = rf"[\[(]?(?:{DATE})?{WRITTEN}(?:[ \u00a0\u202f]?[APap]\.?[Mm]\.?)?[\])]?"
"""A date, if there is one, and a time: `[12.03.24, 18:04]`."""
_STAMPED = expression(rf"{STAMP}[ \t]+(?:[-–—][ \t]+)?(?=\S)")
_EMOJI = r"[\u2190-\u2bff\u3030\U0001f000-\U0001faff\ufe0f\u200d]"
_SHORTCODE = r":[a-z+-][a-z0-9_+-]{1,40}:(?::skin-tone-\d:)?"
_CODE = expression(rf"(?<![\w:])(?:{_SHORTCODE})+(?![\w:])[ \t]*")
_REACTIONS = expression(rf"(?:(?:{_SHORTCODE}|{_EMOJI}{{1,6}})[ \t]*(?:x[ \t]*)?\d{{1,5}}(?:[ \t]*[·•|])?[ \t]*)+\Z")
_WHERE = (
    r"(?:#[\w-]+|the (?:channel|group|call|room|meeting|server|chat|conversation|huddle)|this (?:channel|group|chat))"
)
_WHO = r"[^\s:.?!][^:.?!\n]{0,60}"
_CHANNEL = r"(?:channel|group)(?:['’]s)?"
_SYSTEM = expression(
    r"(?:exported \d+ messages?(?:\(s\))?"
    r"|\d{1,4} (?:replies|reply|new messages?|comments?|reactions?)(?:[ \t]+(?:last reply|view thread)\b.*)?"
    r"|last reply\b.{0,40}|view (?:thread|\d+ (?:more )?repl\w+)"
    r"|(?:also )?sent to the channel|new messages?|show (?:more|less)"
    rf"|{_WHO} (?:has |have |was |were )?(?:joined|left|added to|removed from|invited to) {_WHERE}"
    r"(?: \([^()]{3,80}\))?"
    r"|\S{1,40} \[[^\[\]\s]{3,80}\] (?:has )?(?:joined|entered|left|quit)\b.{0,80}"
    rf"|{_WHO} (?:un)?pinned a (?:message|file)(?: to this (?:channel|chat|conversation))?(?:\. see all\b.*)?"
    rf"|{_WHO} (?:set|changed|updated|cleared|renamed|archived) (?:the )?"
    rf"(?:{_CHANNEL} ?(?:topic|description|purpose|name|icon|settings)?|topic|subject|group)\b(?:(?: to|:) .*)?"
    rf"|{_WHO} created (?:(?:this|the) )?(?:channel|group)(?: .{{0,40}})?"
    rf"|{_WHO} (?:is|are) typing(?:…|\.{{3}})?)[.!]?\Z",
    re.IGNORECASE,
)
_BOT = expression(r".* (?:APP|BOT)|(?i:slackbot|automod\w*|zapier|giphy)")
"""Names under which bots post, as chats show them."""


_MOST_POSTS = 2


def says(text: str) -> bool:
    """Whether the program wrote this line."""
    return _SYSTEM.match(text) is not None or reacts(text)


def reacts(text: str) -> bool:
    """Whether the line has nothing but reactions to a message, and their number: `:wave: 3`."""
    return _REACTIONS.match(text) is not None


def says_at_a_time(text: str) -> bool:
    """The same, with or without a time before it; a time within a sentence stays."""
    stamp = _STAMPED.match(text)
    return says(text[stamp.end() :] if stamp else text)


def robots(names: Iterable[str]) -> frozenset[str]:
    """Authors of messages that are bots and take no part in the conversation: they post once or twice."""
    return frozenset(name for name, count in Counter(names).items() if count <= _MOST_POSTS and _BOT.fullmatch(name))


def without_codes(line: Line) -> tuple[Line, list[Marked]]:
    """`line` without emoji codes (`:wave:`), and these as marks."""
    marks: list[Marked] = []
    runs: list[Run] = []
    at = 0
    for start, end in [match.span() for match in _CODE.finditer(line.text)]:
        runs += line.cut(at, start).runs if start > at else ()
        marks += silence(line.cut(start, end).stripped().runs, "emoji")
        at = end
    runs += line.cut(at).runs if at < len(line.text) else ()
    return Line(line.number, tuple(runs)), marks
