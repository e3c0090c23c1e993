"""Chats, and notes in which each message begins with its author: `[12.03.24, 18:04] Ana: text`, `<ana> text`.

A chat is recognised by having the same form on nearly all messages, with a few names that recur.
"""

from __future__ import annotations

import re
from collections import Counter

from audiorender.expressions import expression
from audiorender.languages.detection.identify import SHORT_WORDS
from audiorender.model import Span
from audiorender.script.document import Document, Line, Marked, Run
from audiorender.script.readers.pieces import Talk, speaker_name
from audiorender.script.reading.source import Source
from audiorender.script.silence.chatprogram import DATE, STAMP, says_at_a_time, without_codes
from audiorender.script.words import ANSWERS, LEADS_IN, NOT_PEOPLE

NAME = "a chat"

_WHO = r"(?P<name>(?:\+(?=\d))?[^\W_][^:<>|\[\]–—\n]{0,40}?)"
_NICK = r"(?P<name>[\w\[\]\\^{}|`-]{1,40}|[^\W_][^:<>|\n]{0,40}?)"
"""A name in angle brackets; IRC allows more signs in one (RFC 2812, section 2.3.1)."""
_FORMS = tuple(
    expression(form)
    for form in (
        rf"(?=[\[(]?{DATE}){STAMP}(?:[ \t]+[-–—])?[ \t]+{_WHO}:[ \t]+(?=\S)",
        rf"{STAMP}[ \t]+From[ \t]+{_WHO}(?:[ \t]+to[ \t]+[^:\n]{{1,60}})?[ \t]*:[ \t]+(?=\S)",
        rf"(?:{STAMP}[ \t]+)?<[@+%~& ]?{_NICK}>[ \t]+(?=\S)",
        rf"\[{_WHO}\][ \t]+(?=\S)",
        rf"{_WHO}[ \t]+(?:\||->|→|[–—])[ \t]+(?=\S)",
        rf"{STAMP}[ \t]+[@+%~&]?(?P<name>[\w\[\]\\^{{}}|`-]{{1,40}})[ \t]+(?=\S)(?![^\n:]{{0,40}}:\s)",
    )
)
_IRC_FORM, _BARE_FORM = _FORMS[2], _FORMS[-1]
_DATED = expression(rf"(?=[\[(]?{DATE}){STAMP}[ \t]+(?=\S)")
"""A date and a time; without a name after them, the line is the program's own."""
_SYSTEM = expression(
    rf"(?:{STAMP}[ \t]+(?:[-–—][ \t]+)?)?\u200e?(?:Messages and calls are end-to-end encrypted\b.*"
    r"|<?(?:image|video|audio|voice message|sticker|gif|document|media|contact card) omitted>?"
    r"|this message was deleted\.?|you deleted this message\.?|missed (?:voice|video) call\b.*)\Z",
    re.IGNORECASE,
)
"""Lines from the chat program itself."""
_LEFT_TO_RIGHT = "\u200e"
"""WhatsApp's mark before a message of its own, or one that has an attachment."""
_INSERTED = expression(r"\u200e.*\Z|<[^<>\d][^<>]{2,40}>\Z")
"""WhatsApp's text in place of a message, in any language: after a left-to-right mark, or in angle brackets."""
_EDITED = expression(r"[ \t]*(?:\u200e<[^<>]{3,60}>|<[^\W\d_]+(?: [^\W\d_]+){2,6}\.?>)\Z")
"""WhatsApp's note after a message, in any language: `<This message was edited>`."""
_IRC = expression(rf"(?:{STAMP}[ \t]+)?(?:-!-|\*\*\*|-->|<--|\*[ \t]+\S)|---[ \t]*(?:Log|Day) ")
"""Joins, parts, actions and what else an IRC program writes beside the messages."""
_LONGEST_SYSTEM = 160
_SHARE = 0.8
"""The least share of messages that have the form."""
_FEWEST = 6
_MOST_WORDS = 4
_MOST_ABOVE = 8
"""The most rows of Markdown above and below a log in a code fence."""


def looks(text: str) -> bool:
    """Whether nearly all paragraphs or lines begin with one of a few names."""
    return _form(text) is not None


def read(source: Source) -> Document:
    """Read `source` as a chat. A line without an author continues the message above it."""
    form = _form(source.text) or _FORMS[0]
    talk, marks = Talk(), list[Marked]()
    speaker: str | None = None
    start, fresh = 0, False
    inside = _fenced(source.text)
    for number, row in enumerate(source.text.split("\n"), 1):
        text = row.strip()
        at = start + len(row) - len(row.lstrip())
        start += len(row) + 1
        if inside and text and number not in inside:
            marks.append(Marked(Span(at, at + len(text)), "page-part"))
            continue
        if not text:
            fresh = True
            continue
        if text.startswith(_LEFT_TO_RIGHT) and _DATED.match(text[1:]):
            marks.append(Marked(Span(at, at + 1), "timestamp"))
            text, at = text[1:], at + 1
        if match := form.match(text):
            speaker = speaker_name(match["name"]) or speaker
            first, end = match.start("name"), len(match[0].rstrip())
            if before := text[:first].rstrip():
                marks.append(Marked(Span(at, at + len(before)), "timestamp" if ":" in before else "label"))
            marks.append(Marked(Span(at + first, at + end), "label"))
            text, at, fresh = text[match.end() :], at + match.end(), True
        if _is_system(text) or (_INSERTED.match(text) if match else _is_program_line(text, form)):
            marks.append(Marked(Span(at, at + len(text)), "page-part"))
            continue
        if edited := _EDITED.search(text):
            begin = edited.end() - len(edited[0].lstrip())
            marks.append(Marked(Span(at + begin, at + len(text)), "page-part"))
            text = text[: edited.start()]
        line, codes = without_codes(Line(number, (Run(text, Span(at, at + len(text))),)))
        marks.extend(codes)
        talk.say([line], speaker, fresh=fresh)
        fresh = False
    return Document(source, None, (), talk.blocks(), tuple(marks))


def _is_system(row: str) -> bool:
    """Whether the program wrote this line, with or without a time before it."""
    if len(row) > _LONGEST_SYSTEM:
        return False
    return _SYSTEM.match(row) is not None or says_at_a_time(row)


def _is_program_line(row: str, form: re.Pattern[str]) -> bool:
    """Whether the row is the program's own: in a chat with dates, a date without a name after it; in IRC, a sign."""
    if form in (_IRC_FORM, _BARE_FORM):
        return _IRC.match(row) is not None
    return form is _FORMS[0] and _DATED.match(row) is not None and form.match(row) is None


def _fenced(text: str) -> range | None:
    """The numbers of the rows in a code fence, if there is one, and at most a few rows of Markdown around it."""
    fences = [number for number, row in enumerate(text.split("\n"), 1) if row.startswith("```")]
    if len(fences) != 2 or fences[0] > _MOST_ABOVE or text.count("\n") - fences[1] > _MOST_ABOVE:
        return None
    return range(fences[0] + 1, fences[1])


def _form(text: str) -> re.Pattern[str] | None:
    """The form of nearly all messages, or None if this is not a chat."""
    inside = _fenced(text)
    rows = [
        row.strip().lstrip(_LEFT_TO_RIGHT)
        for number, row in enumerate(text.split("\n"), 1)
        if not inside or number in inside
    ]
    opening = [row for row, before in zip(rows, ["", *rows], strict=False) if row and not before]
    filled = [row for row in rows if row]
    if len(filled) < _FEWEST or filled[0].startswith("#"):
        return None
    for form in _FORMS:
        for messages in (filled, opening):
            found = [match["name"] for match in map(form.match, messages) if match]
            if len(found) < _FEWEST or 2 * len(found) < len(messages):
                continue
            names = Counter(found)
            often = sum(count > 1 for count in names.values())
            if (
                len(found) >= _SHARE * sum(not _is_system(row) and not _is_program_line(row, form) for row in messages)
                and often > 1
                and len(names) <= len(found) / 2
                and all(len(name.split()) <= _MOST_WORDS for name in names)
                and (form is not _BARE_FORM or _are_nicknames(names))
            ):
                return form
    return None


def _are_nicknames(names: Counter[str]) -> bool:
    """Whether these words, which stand between a time and a message, are names: hardly any begins one message only.

    Where the times divide one person's talk, words such as "and" recur there, too.
    """
    again = {name.casefold(): count for name, count in names.items() if count > 1}
    common = any(ANSWERS.match(name) or LEADS_IN.match(name) for name in again)
    usual = NOT_PEOPLE.union(*SHORT_WORDS.values())
    return not common and again.keys().isdisjoint(usual) and sum(again.values()) >= _SHARE * names.total()
