"""Lines with a time and a title, as people write them in show notes: `00:00 Title`.

Apple Podcasts, Spotify and YouTube show such lines as chapters. In a longer text the list starts at the first line with
time zero (or, without one, at the first with a time); times come before the titles or after them. Times may have units
(`1m02s`); a time with a single unit only counts if others have two, since a line may well begin with `90s music`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Chapter, Meta
from audiorender.publish.chapters.columns import time_and_title
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.timecode import from_people, stamp
from audiorender.unspaced import UNSPACED

NAME = "text"
SUFFIXES: tuple[str, ...] = (".txt", ".md", ".markdown")

_DASHES = "-–—:|•·~〜～="
_ARROWS = "→➔➜➡⇒»›▶►>"
_BETWEEN = expression(rf"[-=]{{1,2}}>|[{_ARROWS}]\ufe0f?|[-–—]{{2,3}}|\.{{2,}}|…+|[{re.escape(_DASHES)}]")
_SIGNED = expression(r"-[0-9]")
_ROW = expression(r"[ \t]*\|(.*\S)[ \t]*\|[ \t]*")
_CELLS = expression(r"[ \t]*(?<!\\)\|[ \t]*")
_HOURS, _MINUTES, _SECONDS = r"[0-9]{1,3} ?h(?:rs?)?", r"[0-9]{1,3} ?m(?:ins?)?", r"[0-9]{1,3} ?s(?:ecs?)?"
_UNITS = rf"(?i:{_HOURS} ?{_MINUTES}(?: ?{_SECONDS})?|{_HOURS} ?{_SECONDS}|{_MINUTES} ?{_SECONDS})\b"
_UNIT = rf"(?i:{_UNITS}|(?:{_HOURS}|{_MINUTES}|{_SECONDS})\b)"
_CLOCK = r"[0-9]{1,3}(?::[0-9]{2}){1,2}(?:[.,][0-9]{1,9})?(?!:?[0-9])"
_COUNTED = r"#?[0-9]{1,3}[.):]?|\([0-9]{1,3}\)|#{1,6}|[^\W\d_]{2,12} #?[0-9]{1,3}[:.)]?"  # such as `Chapter 3:`
_MARKS = (
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # of no width: directions of writing, and joiners
)
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DIGITS = r"\d{1,3}(?:[:：∶]\d{2}){1,2}(?!\d)"
_FIRST = expression(rf"(\W{{0,12}})({_DIGITS})([\])）】]?)[{_MARKS}]*([{_BLANKS}]*)")
_LAST = expression(rf"[{_MARKS}]*([\[(（【]?)({_DIGITS})([\])）】]?)[{_MARKS}]*$")
_KEYCAP = r"[0-9]{1,2}\ufe0f?\u20e3[ \t]*"
_ITEM = r"[-*+•‣◦·–—►▶>]|\[[ xX]\]"
_BULLETS = expression(
    rf"[ \t]*(?:(?:{_ITEM}|{_COUNTED})(?:[ \t]+[-–—])?[ \t]+|{_KEYCAP}|[^\w\s!-~]+[ \t]*){{0,3}}(\*\*|__)?"
)
_DASH = expression(r"[ \t]*(?:[-*+•][ \t]+)?")


def _timed(time: str) -> re.Pattern[str]:
    return expression(rf"(?:`|\*\*|__)?[\[(<@（【]?({time})[\])>）】]?(?:(?<=\])\([^()\s]*\))?(?:`|\*\*|__)?")


_CLOCKS = (_timed(_CLOCK),)
_IN_UNITS = (*_CLOCKS, _timed(_UNITS))
_IN_A_UNIT = (*_CLOCKS, _timed(_UNIT))
_TO = r"[ \t]*(?:[-–—]{1,2}>?|[→~〜～]|to\b)[ \t]*"
_END = expression(rf"{_TO}[\[(]?{_CLOCK}[\])]?(?=[ \t]|:[ \t]|$)")
_RANGE = expression(rf"(?:^|[ \t])[\[(]?({_CLOCK})[\])]?{_TO}[\[(]?{_CLOCK}[\])]?$")
_FIELD = expression(rf"^([ \t]*\"?{_CLOCK}\"?)[ \t]*[,;](?=[ \t]*[^\s0-9])[ \t]*")
_ANGLED = expression(r"(.*\S)[ \t]+<(https?://[^<>\s]+)>[ \t]*")
_ANY = expression(rf"(?<![0-9:.])(?:{_CLOCK}|[0-9]{{1,2}}(?::[0-9]{{2}}){{2}}[:;][0-9]{{2}}(?![0-9:]))")
_FRAMES = expression(r"(?<![0-9:.])[0-9]{1,2}(?::[0-9]{2}){2}[:;][0-9]{2}(?![0-9:])")
_KEY = expression(
    r"[ \t]*(?:-[ \t]+)?[\"']?(?:start|begin|at|time|timestamp|position|starttime|start_time)[\"']?[ \t]*:[ \t]*",
    re.IGNORECASE,
)
_LINK = expression(r"\[((?:[^\[\]\\]|\\.)+)\]\((https?://[^()\s]+)\)")
_ESCAPED = expression(r"\\([\\\[\]*_`|])")
_TO_ESCAPE = expression(r"([\\\[\]*_`])")
_BREAK = expression(r"<br\b[^<>]*>|</(?:li|p|div|tr|h[1-6])>", re.IGNORECASE)
_CELL = expression(r"</t[dh]>[ \t]*(?=<t[dh]\b)", re.IGNORECASE)
_ELEMENT = expression(r"</?[a-zA-Z][^<>]*>")


def looks(text: str) -> bool:
    """Whether there is a line with a time, before or after its title."""
    return any(_leading(line, _IN_UNITS) or _trailing(line, _IN_UNITS) for _, line in _lines(text))


def read(text: str) -> Listing:
    """The lines that have a time, without bullets, brackets and emphasis; a linked title has its link.

    Raises SourceError if there is no such line, for a time that goes backwards or is invalid, and for times in frames.
    """
    lines = list(_lines(text))
    if not any(_leading(line, _IN_UNITS) or _trailing(line, _IN_UNITS) for _, line in lines):
        lines = [(number, _without_commas(line)) for number, line in lines]
    before, behind = [], []
    units = any(_leading(line, _IN_UNITS[1:]) or _trailing(line, _IN_UNITS[1:]) for _, line in lines)
    forms = _IN_A_UNIT if units else _CLOCKS
    for place, (number, line) in enumerate(lines):
        if found := _leading(line, forms):
            time, title = found
            before.append(_entry(time, title or _next_title(lines[place + 1 : place + 4]), number))
        elif found := _trailing(line, forms):
            behind.append(_entry(*found, number))
    timed = max((before, behind), key=lambda some: any(entry.start == 0 for entry in some)) or before or behind
    _refuse_others(lines, timed)
    entries = _from_zero(timed)
    passed = timed[: -len(entries)]
    if entries[0] in before:
        entries = _with_others(entries, behind)
    taken = {entry.line for entry in (*entries, *passed)}
    skipped = [number for number, line in lines if number not in taken and _ANY.search(line)]
    return listing(entries, notes=(*_passed_over(passed), *_skipped(skipped)), ordered=True)


def _without_commas(line: str) -> str:
    """A line such as `12:34, "Title"` with blanks in place of the comma and the quotes."""
    field = _FIELD.match(line)
    if field is None:
        return line
    title = line[field.end() :].strip()
    if len(title) > 1 and title[0] == title[-1] == '"':
        title = title[1:-1].replace('""', '"')
    return f"{field[1].replace(chr(34), '')} {title}"


def _refuse_others(lines: Sequence[tuple[int, str]], timed: Sequence[Entry]) -> None:
    """Raise SourceError for lists of other kinds: times in frames, keys and values, or no times at all."""
    texts = dict(lines)
    if timed and all(_KEY.match(texts[entry.line]) for entry in timed):
        hint = "write lines such as 12:34 Title"
        raise SourceError("names and values (YAML) are not read as chapters", line=timed[0].line, hint=hint)
    if timed:
        return
    for number, line in lines:
        if frames := _FRAMES.search(line):
            message = f"'{frames[0]}' counts frames, and the list does not say how many a second has"
            raise SourceError(message, line=number, hint="export the markers with minutes and seconds")
    raise SourceError("no chapters: no line begins or ends with a time", hint="write lines such as 12:34 Title")


def _next_title(following: Sequence[tuple[int, str]]) -> str:
    """The title for a time that is alone on its line: the next line with text, if that has no time of its own."""
    title = next((line.strip() for _, line in following if line.strip()), "")
    return "" if _ANY.search(title) else title


def _with_others(entries: Sequence[Entry], behind: Sequence[Entry]) -> Sequence[Entry]:
    """The chapters, together with those whose time follows the title, if these are in order."""
    found = list(entries)
    for entry in behind:
        place = next((n for n, each in enumerate(found) if each.line > entry.line), len(found))
        earlier, later = found[:place][-1:], found[place : place + 1]
        if earlier and earlier[0].start < entry.start and all(entry.start < each.start for each in later):
            found.insert(place, entry)
    return found


def _skipped(numbers: Sequence[int]) -> Iterator[str]:
    if numbers:
        lines = ", ".join(map(str, numbers[:5])) + (", ..." if len(numbers) > 5 else "")
        yield f"line{'s' * (len(numbers) > 1)} with a time, but not read as a chapter: {lines}"


def _passed_over(entries: Sequence[Entry]) -> Iterator[str]:
    """A note about lines with a time before time zero, which are taken for text around the list."""
    if entries:
        lines = ", ".join(str(entry.line) for entry in entries[:5]) + (", ..." if len(entries) > 5 else "")
        where = f"line{'s' * (len(entries) > 1)} {lines}"
        yield f"the list begins at time zero, and times above that were left out ({where})"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; for a web page, without its markup."""
    page = text.lstrip().startswith("<") and "</" in text
    columns: tuple[int, int] | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        if page:
            parts = _BREAK.split(_CELL.sub(" - ", raw))
            yield from ((number, _plain_time(html.unescape(_ELEMENT.sub("", part)))) for part in parts)
            continue
        line = _plain_time(raw)
        row = _ROW.fullmatch(line)
        cells = _CELLS.split((row[1] if row else line).strip())
        columns = (time_and_title(cells) or columns) if len(cells) > 1 else None
        if columns and len(cells) > max(columns):
            yield number, " - ".join(cells[place] for place in columns)
        else:
            yield number, " - ".join(cells) if row else line


def _plain_time(line: str) -> str:
    """The line with the time at its beginning or end in ASCII, and without invisible marks around it."""
    if line.isascii():
        return line
    if first := _FIRST.match(line):
        before = re.sub(f"[{_BLANKS}]", " ", re.sub(f"[{_MARKS}]", "", first[1]))
        return f"{before}{_ascii(first[2])}{first[3]}{' ' * bool(first[4])}{line[first.end() :]}"
    return _LAST.sub(lambda last: f"{last[1]}{_ascii(last[2])}{last[3]}", line)


def _ascii(time: str) -> str:
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else ":" for each in time)


def _from_zero(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The list from time zero on, with the lines directly above it: those are in the wrong order."""
    first = next((place for place, entry in enumerate(entries) if entry.start == 0), 0)
    while first and entries[first - 1].line == entries[first].line - 1:
        first -= 1
    return entries[first:]


def _leading(line: str, forms: Sequence[re.Pattern[str]]) -> tuple[str, str] | None:
    """(time, title) of a line that begins with a time in one of the `forms`, else None."""
    bullets = _BULLETS.match(line)
    dash = _DASH.match(line)  # `1 min` is not a chapter number
    starts = [found.end() for found in (bullets, dash) if found]
    timed = next((found for form in forms for start in starts if (found := form.match(line, start))), None)
    if timed is None:
        return None
    at = timed.start()
    emphasis = bullets[1] if bullets and bullets.end() == at else None
    ended = _END.match(line, timed.end())
    rest = line[(ended or timed).end() :]
    if rest and rest[0] not in f" \t{_DASHES}{_ARROWS}" and timed[0][-1] not in "]）】" and not UNSPACED.match(rest):
        return None
    signed = rest[:1] in {" ", "\t"} and _SIGNED.match(rest.strip(" \t"))  # `-5 degrees` is a title
    rest = rest.strip(" \t")
    if not signed and (parted := _BETWEEN.match(rest)):
        rest = rest[parted.end() :].lstrip(" \t")
    if "Chapter #" in line[:at] and len(rest) > 1 and rest[0] == rest[-1] == '"':  # as printed by `mp4chaps --list`
        rest = rest[1:-1]
    return timed[1], rest.removesuffix(emphasis) if emphasis else rest


def _trailing(line: str, forms: Sequence[re.Pattern[str]]) -> tuple[str, str] | None:
    """(time, title) of a line that ends with a time in one of the `forms`, else None."""
    line = line.rstrip(" \t|")
    bullets = _BULLETS.match(line)
    first = bullets.end() if bullets else 0
    if (span := _RANGE.search(line, first)) and line[first : span.start()].strip():
        return span[1], line[first : span.start()].rstrip(f" \t{_DASHES}@.…")
    start = max(line.rfind(" "), line.rfind("\t")) + 1
    timed = next((found for form in forms if (found := form.fullmatch(line, start))), None)
    if timed is None:
        return None
    title = line[first:start].rstrip(f" \t{_DASHES}@.…")
    return (timed[1], title) if title else None


def _entry(time: str, title: str, number: int) -> Entry:
    link = _LINK.fullmatch(title) or _ANGLED.fullmatch(title)
    words = _ESCAPED.sub(r"\1", link[1] if link else title)
    start = from_people(time)
    if start is None:
        raise SourceError(f"'{time}' is not a time", line=number, hint="minutes and seconds go up to 59")
    return Entry(start, words, link[2] if link else None, line=number)


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:  # noqa: ARG001  one signature for all formats
    """A line per chapter, with its time in whole seconds, rounded down so that its beginning is never missed."""
    return "".join(f"{_line(chapter)}\n" for chapter in chapters)


def _line(chapter: Chapter) -> str:
    """The simplest line that reads back as this title: one that begins with a dash needs a dash before it."""
    clock, end, title = stamp(chapter.start), stamp(chapter.end), one_line(chapter.title)
    escaped = _TO_ESCAPE.sub(r"\\\1", title)
    lines = [
        f"{clock}{between}{words}"
        for words in (title, escaped)
        for between in (" ", " - ", f" - {end} ", f" - {end} - ")
    ]
    return next((line for line in lines if _title(line) == title), lines[0])


def _title(line: str) -> str | None:
    found = _leading(line, _CLOCKS)
    return _entry(*found, 0).title if found and not _LINK.fullmatch(found[1]) else None
