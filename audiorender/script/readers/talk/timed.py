"""Transcripts with a name and a time on a line or two above each speech, as transcription services export them.

Ana Ruiz  0:03
So the lamp went out?
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script import words
from audiorender.script.document import Document, Line, Marked, Run
from audiorender.script.readers.pieces import Talk, speaker_name
from audiorender.script.reading.source import Source
from audiorender.script.silence.chatprogram import robots, says_at_a_time, without_codes
from audiorender.script.silence.page.furniture import is_dated
from audiorender.timecode import WRITTEN

NAME = "a transcript with names and times"

_NAME = (
    r"(?P<name>(?![ap]\.?m\b)(?:(?:u/|@)[\w.-]{2,30}|(?=[\w.-]*[^\W_]_)[^\W_][\w.-]{1,30}|[\w.]{2,32}#\d{4}"
    r"|[^\W\d_][^\W_]*(?:[ .,'’&-]{1,2}[^\W_]+){0,4}\.?(?:[ \t]*\([^()\d]{1,40}\))?))"
)
_DAY = r"(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_DATE = rf"(?:\d{{1,4}}[./-](?:\d{{1,2}}|[a-z]{{3,9}})[./-]\d{{1,4}},?|{_DAY})(?: at)?"
_AGO = r"(?:an?|\d{1,3}) ?(?:s|sec|m|min|h|hr|hour|d|day|w|wk|week|mo|month|y|yr|year)s?\.? ago"
_WHEN = rf"(?:(?:{_DATE}[ \t]+)?{WRITTEN}(?:[ \u00a0\u202f]?[ap]\.?m\.?)?|{_AGO})"
_POINTS = r"(?:[ \t]*[·•|,–-][ \t]*[\d.,]+k? (?:points?|upvotes?|likes?|votes?))?"
_BAR = r"[ \t]*(?:[:,|·•–—]|--?)?[ \t]+"
_HEAD = expression(
    rf"(?:{_NAME}{_BAR}[\[(]?{_WHEN}[\])]?{_POINTS}|[\[(]?{_WHEN}[\])]?{_BAR}{_NAME.replace('<name>', '<after>')})"
    r"[ \t]*:?[ \t]*\Z",
    re.IGNORECASE,
)
_POST = expression(
    rf"(?:\[[–—+-]\][ \t]*(?P<name>\[deleted\]|[\w-]{{2,30}})(?:[ \t]*\[[A-Z]+\])*[ \t].*{_AGO}.*"
    rf"|(?:posted|submitted)(?: {_AGO})?[ *]*by (?P<after>(?:u/)?[\w-]{{2,30}})(?:[ \t]*{_AGO})?)\Z",
    re.IGNORECASE,
)
"""The line above a comment and above the first post, in a page copied from a forum."""
_THREAD = expression(
    rf"(?:[\d,]+ points? by )?(?P<name>[\w-]{{2,30}}) (?:on [\w ,]{{4,20}}|{_AGO})[ \t]*(?:\|.*|\[[–—+-]\])\Z",
    re.IGNORECASE,
)
"""`ana 3 hours ago | parent | next [-]`: above a comment or, with its points, below a title."""
_SENT_TO = expression(
    rf"(?:[\[(]?{_WHEN}[\])]?[ \t]+)?"
    r"(?:From|Von|De|Da|Van)[ \t]+(?P<name>[^:\n]{1,60}?)[ \t]+(?:to|an|à|a|aan)[ \t]+"
    r"(?:\(?(?:everyone|alle|tous|todos|tutti|iedereen|me|mich|hosts? and panelists)\b"
    r"|[^:\n]{1,60}\(direct message\))[^:\n]{0,40}:?\Z",
    re.IGNORECASE,
)
"""`14:03:22 From Ana Bell to Everyone:`: above each message, in the saved chat of a meeting."""
_LINKS = expression(r"[^|\n.?!]{2,24}(?:[ \t]*[|·•][ \t]*[^|\n.?!]{2,24}){3,}\Z")
"""The row of links at the foot of a page."""
_NAMELESS = expression(rf"(?:[:,|·•—–-]+[ \t]*)?[\[(]?{_WHEN}[\])]?\Z", re.IGNORECASE)
"""A line above a speech from which the name is missing. In exports by Rev, `(0:20):` is the same person's paragraph."""
_TIME_ROW = expression(rf"[\[(]?{WRITTEN}[\])]?(?:[ \t]*(?:-->?|–|—|to)[ \t]*{WRITTEN})?\Z")
_NAME_ROW = expression(rf"(?:{_NAME.replace('?P<name>', '').replace('{1,2}', '{1,3}')}|\+?\d[\d ()-]{{6,20}}):?\Z")
_ATTACHED = expression(r"\{(?:Reactions|Attachments?|Embed|Stickers?)\}\Z")
"""What a chat export lists below a message, up to the next empty line."""
_SIGNS = expression(r"[-=_*~#]{3,}")
_SURE = expression(rf"{_NAME}[ \t]+\(\d{{1,2}}(?::\d{{2}}){{1,2}}\):\Z")
"""A head in the form of transcripts made by a program: `Ana Ruiz (00:03):`."""
_FEWEST = 3
_NEAR = 4
"""A message must follow within this many rows of its date."""
_LABELLED = expression(r"[^\W\d_][^:\n]{0,40}: (?!\d)")
_HEADING = expression(r"#{1,6}[ \t]+(?=\S)")
_TITLE_WORDS = 8
_SHARE = 0.1


def looks(text: str) -> bool:
    """Whether lines with a name and a time, with speech below them, recur."""
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    heads = [_head(row) is not None for row in rows]
    above = sum(head and not after for head, after in zip(heads, [*heads[1:], True], strict=True)) if rows else 0
    labelled = sum(_LABELLED.match(row) is not None for row in rows)  # then `Ana: 5:30` is an answer
    sure = sum(_SURE.match(row) is not None for row in rows) > 1  # however long the turns below them are
    apart = _below_times(rows) or _above_times([row.strip() for row in text.split("\n")])[0]
    return (above > max(1, labelled) and (sure or above >= _SHARE * len(rows))) or bool(apart)


def read(source: Source) -> Document:
    """Read `source` as such a transcript. The format names no speaker for text before the first name."""
    talk, marks = Talk(), list[Marked]()
    speaker: str | None = None
    start, fresh, begun, attached = 0, False, False, False
    rows = source.text.rstrip().split("\n")
    bare, last = [row.strip() for row in rows], len(rows)
    below = _below_times(bare)
    names_above, times = _above_times(bare)
    heads = [match for text in bare if (match := _head(text))]
    nameless = _nameless(bare, below, heads)
    untold = below | times | nameless
    names = Counter(map(_name_in, heads))
    people = {speaker_name(rows[number]) or "" for number in below}
    programs, headed = robots(names), 0
    for number, row in enumerate(rows, 1):
        text = row.strip()
        at = start + len(row) - len(row.lstrip())
        start += len(row) + 1
        if not text:
            fresh, attached = True, False
        elif heading := _HEADING.match(text):
            marks.append(Marked(Span(at, at + len(heading[0].rstrip())), "heading-mark"))
            talk.heading(_line(number, text[heading.end() :], at + heading.end()), level=heading[0].count("#"))
        elif attached or _ATTACHED.match(text) or (number > last - _NEAR and _LINKS.match(text)):
            marks.append(Marked(Span(at, at + len(text)), "page-part"))
            attached = attached or _ATTACHED.match(text) is not None
        elif (
            number in untold
            or (begun and _is_sent(text, people))
            or (fresh and is_dated(text) and _head(_next(rows, number)))
        ):
            marks.append(Marked(Span(at, at + len(text)), "timestamp"))
            speaker, fresh = None if number in nameless else speaker, True
        elif number - 1 in below or number in names_above:
            speaker = speaker_name(text)
            marks.append(Marked(Span(at, at + len(text)), "label"))
            fresh, begun = True, True
        elif (match := _head(text)) and (headed != number - 1 or names[_name_in(match)] > 1):
            headed = number
            group = "name" if match["name"] else "after"
            speaker = speaker_name(match[group].strip("[]"))
            first, end = match.span(group)
            for one, other, rule in ((0, first, "timestamp"), (first, end, "label"), (end, len(text), "timestamp")):
                if text[one:other].strip():
                    marks.append(Marked(Span(at + one, at + other), rule))
            fresh, begun = True, True
        elif begun and (speaker in programs or says_at_a_time(text) or _SIGNS.fullmatch(text)):
            marks.append(Marked(Span(at, at + len(text)), "page-part"))
            fresh = True
        elif not begun and _is_title(text, _next(rows, number)):
            talk.heading(_line(number, text, at), level=1)
        else:
            line, codes = without_codes(_line(number, text, at))
            marks.extend(codes)
            talk.say([line], speaker, fresh=fresh)
            fresh, begun = False, True
    return Document(source, None, (), talk.blocks(), tuple(marks))


def _name_in(head: re.Match[str]) -> str:
    return speaker_name((head["name"] or head["after"]).strip("[]")) or ""


def _next(rows: Sequence[str], number: int) -> str:
    """The next non-empty row near row `number`, stripped; "" if there is none."""
    return next(filter(None, map(str.strip, rows[number : number + _NEAR])), "")


def _below_times(rows: Sequence[str]) -> frozenset[int]:
    """The numbers (from 1) of rows with a time, followed by a name and speech, if a few names recur."""
    found = [
        number
        for number, (time, name, said) in enumerate(zip(rows, rows[1:], rows[2:], strict=False), 1)
        if said and _TIME_ROW.match(time) and _NAME_ROW.match(name) and not _TIME_ROW.match(said)
    ]
    names = Counter(rows[number] for number in found)
    often = len(found) >= _FEWEST and len(names) <= len(found) / 2
    return frozenset(found if often else ())


def _above_times(rows: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers (from 1) of rows with a name above a time, and of those with a time alone, if a few names recur.

    A chat shows the name only above the first of somebody's messages, right below the message before it.
    """
    times = {number for number, row in enumerate(rows, 1) if _TIME_ROW.match(row)}
    found = {
        number - 1: rows[number - 2]
        for number in times
        if number > 1 and (number == 2 or rows[number - 3]) and _NAME_ROW.match(rows[number - 2])
    }
    count = Counter(found.values())
    if sum(more for more in count.values() if more > 1) < _FEWEST or len(count) > len(found) / 2:
        return frozenset(), frozenset()
    return frozenset(number for number, name in found.items() if count[name] > 1 or " " not in name), frozenset(times)


def _is_sent(row: str, people: Collection[str]) -> bool:
    """Whether it is the date and time below a message, with or without its author: `May 4, 2015 3:08 Ana`."""
    author = next((name for name in people if name and row.endswith(name)), "")
    return bool(people) and ":" in row and is_dated(row.removesuffix(author).strip())


def _nameless(rows: Sequence[str], below: Collection[int], heads: Iterable[re.Match[str]]) -> frozenset[int]:
    """The numbers of rows with a time as it stands beside or above names, but without one, at the top of a speech."""
    shapes = {_shape(match.string.replace(match["name"] or match["after"], "")) for match in heads}
    shapes |= {_shape(rows[number - 1]) for number in below}
    return frozenset(
        number
        for number, (before, row, said) in enumerate(zip(rows, rows[1:], rows[2:], strict=False), 2)
        if said and not before and number not in below and _NAMELESS.match(row) and _shape(row) in shapes
    )


def _shape(time: str) -> str:
    """How a time is written, whatever it is."""
    return re.sub(r"\d+", "0", time.casefold()).replace("pm", "am").strip(" \t:,|·•—–-")


def _head(row: str) -> re.Match[str] | None:
    """The name and time on a line with nothing else; `March 12, 2024 10:02` has no name."""
    if is_dated(row):
        return None
    match = _HEAD.match(row)
    if match and " " in (name := (match["name"] or match["after"]).partition(" (")[0]):
        last = name.rpartition(" ")[2]
        if name[0].islower() or (match["after"] and last.endswith(".") and last[0].islower()):
            match = None  # `10:04 is when it left.`, `[10:04] Ana me, too.`
    return _SENT_TO.match(row) or match or _POST.match(row) or _THREAD.match(row)


def _is_title(text: str, below: str) -> bool:
    """Whether it is not a sentence, and short or directly above the first name."""
    return (len(text.split()) <= _TITLE_WORDS or _head(below) is not None) and not words.ENDS.search(text)


def _line(number: int, text: str, at: int) -> Line:
    return Line(number, (Run(text, Span(at, at + len(text))),))
