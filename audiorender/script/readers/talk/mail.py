"""An interview by e-mail: answers written between the quoted lines (`>`) of the questions.

RFC 3676 defines quote marks (section 4.5) and the signature line `-- ` (4.3). The line above the first quote says who
asks, and `From:` who answers. Without these, it is decided as for any block quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Block, Document, Line, Marked, Run
from audiorender.script.readers.pieces import speaker_name
from audiorender.script.reading.source import Source

NAME = "an interview by e-mail"

_FIELD = expression(
    r"(?:\*\*)?(?:from|to|cc|bcc|subject|date|sent|reply-to|message-id|in-reply-to|mime-version"
    r"|content-[\w-]+|x-[\w-]+|received|von|an|betreff|gesendet|datum|de|à|objet|envoyé"
    r"|para|asunto|enviado):(?:\*\*)?[ \t]+\S",
    re.IGNORECASE,
)
_FROM = expression(
    r"(?:\*\*)?(?:from|von|de):(?:\*\*)?[ \t]+\"?(?P<name>[^\W\d_][^<>\"@\n]{1,60}?)\"?(?:[ \t]*<[^<>\n]*>)?[ \t]*\Z",
    re.IGNORECASE,
)
_WHO = r"[^\W\d_a-z][\w.'’-]*(?:[ ][^\W\d_a-z][\w.'’-]*){0,3}"
_WROTE = expression(
    r"(?:(?i:on|am|le|el|op|il)\b.{6,80}?(?:[,:]|\d{2}h?|[AP]M)[ \t]+)?"
    rf"(?P<name>{_WHO})(?:[ \t]*[<(\[][^<>]*[>)\]])?,?[ \t]+(?:wrote|schrieb|a écrit|escribió|ha scritto)[ \t]?:?\Z"
    rf"|(?i:am)\b.{{6,60}}?\bschrieb[ \t]+(?P<after>{_WHO})(?:[ \t]*<[^<>]*>)?[ \t]*:\Z",
    re.DOTALL,
)
_VERB = expression(r"\b(?:wrote|schrieb|écrit|escribió|scritto)\b")
_QUOTED = expression(r"(?:>[ \t]?)+")
_RULE = expression(r"_{10,}\Z")
"""Below this line come a company's details, or the previous mail."""
_FOOT = expression(
    r"(?:sent|gesendet|envoyé|enviado|inviato|verzonden|verstuurd)\b.{0,12}\b(?:from|von|de|depuis|desde|da|do|dal|van|vanaf)\b"
    r".{1,40}|von meinem .{1,30} gesendet"
    r"|(?:this|diese[rs]?|ce(?:tte)?|este|questo|esta|dit|deze) (?:e-?mail|message|nachricht|mensaje|mensagem|messaggio"
    r"|bericht|courriel)\b.{0,60}\b(?:confiden|vertraulich|intended|destin|privileged|vertrouwelijk|riservat).*"
    r"|please consider the environment\b.*",
    re.IGNORECASE,
)
"""What a program or a company adds below a mail."""
_NEXT_MAIL = expression(r"-{3,}[^-\n]{0,40}-{3,}\Z")
"""`-----Original Message-----`"""
_NUMBER = expression(r"\d{1,2}[.)][ \t]+(?=\S)")
_TITLE = expression(r"#{1,6}[ \t]+(?=\S)")
_FEWEST = 2
"""The fewest quoted stretches with answers between them."""
_DEEPEST = 3
_NUMBERED = 3
_LONGEST = 200
"""The longest line, in characters, that can say who wrote."""
_NEAR = 4
"""A quote must follow within this many rows of the line that says whose it is."""


def looks(text: str) -> bool:
    """Whether there is a mail header, or a line that says who wrote, and answers between quotes."""
    rows = text.split("\n")
    depths = [_depth(row) for row in rows if row.strip(" \t>")]
    if not any(_alternates(depths, level) for level in range(1, _DEEPEST + 1)):
        return False
    head = sum(_FIELD.match(row) is not None for row in rows[:12])
    return head >= _FEWEST or any(_wrote(rows, number) for number in range(len(rows)))


def _depth(row: str) -> int:
    """How many quote marks a row begins with."""
    quote = _QUOTED.match(row.strip())
    return quote[0].count(">") if quote else 0


def _alternates(depths: Sequence[int], level: int) -> bool:
    """Whether stretches quoted at `level` or deeper alternate with answers one level up."""
    quoted = [depth >= level for depth in depths if depth >= level - 1]
    turns = sum(now and not before for before, now in zip([False, *quoted], quoted, strict=False))
    return _FEWEST <= turns <= len(quoted) - turns


def read(source: Source) -> Document:
    """Read `source` as a mail and its reply."""
    reader = _Reader(source.text)
    reader.read()
    return Document(source, None, (), tuple(reader.blocks()), tuple(sorted(reader.marks, key=lambda mark: mark.span)))


def _wrote(rows: Sequence[str], number: int) -> tuple[str, int] | None:
    """Who wrote the quote below this row, and how many rows say so, since mail programs wrap that line."""
    if not any(_VERB.search(row) for row in rows[number : number + 2]):
        return None
    for count in (1, 2):
        text = " ".join(row.strip().lstrip("> ") for row in rows[number : number + count])
        match = _WROTE.match(text) if len(text) < _LONGEST and "?" not in text else None
        below = next((row for row in rows[number + count : number + count + _NEAR] if row.strip()), "")
        name = (match["name"] or match["after"]) if match else ""
        if below.startswith(">") and (" " in name or (name and re.search(r"\d", text))):
            return name, count
    return None


def _unquoted_author(rows: Sequence[str], number: int) -> str | None:
    """Who wrote the unquoted message below this row, as in a thread."""
    text = rows[number].strip()
    match = _WROTE.match(text) if len(text) < _LONGEST and _VERB.search(text) and "?" not in text else None
    below = next((row for row in rows[number + 1 : number + _NEAR] if row.strip()), ">")
    if match is None or below.startswith(">") or not re.search(r"\d", text):
        return None
    return speaker_name(match["name"] or match["after"])


def _next_head(rows: Sequence[str], number: int) -> str | None:
    """Who wrote the mail whose header begins on this row, below another mail."""
    match = _FROM.match(rows[number].strip())
    if match is None or not any(_FIELD.match(row.strip()) for row in rows[number + 1 : number + 2]):
        return None
    return speaker_name(match["name"])


@dataclass(slots=True)
class _Paragraph:
    depth: int
    lines: list[Line]
    speaker: str | None = None


class _Reader:
    """Goes through the rows of a mail and collects its paragraphs."""

    def __init__(self, text: str) -> None:
        self._rows = text.split("\n")
        self._paragraphs: list[_Paragraph] = []
        self._answers: str | None = None
        self._above = 0
        """How many paragraphs stand above the header, as on a page that shows the mail."""
        self._now: str | None = None
        """Who wrote the current message, if a line said so and no quote followed."""
        self._quoted: dict[int, str] = {}
        """Who wrote what is quoted at each depth, as the line above the first such quote says."""
        self.marks: list[Marked] = []

    def read(self) -> None:
        """Collect the paragraphs with their quote depth; headers and signatures are silent."""
        start, skip, depth, signed, fresh, head, over = 0, 0, 0, 0, True, True, False
        for number, row in enumerate(self._rows):
            text, at = row.strip(), start + len(row) - len(row.lstrip())
            start += len(row) + 1
            if not text:
                fresh = True
                continue
            head = head and _FIELD.match(text) is not None
            if not head and self._paragraphs and (name := _next_head(self._rows, number)):
                self._now, head, over, fresh = name, True, False, True
            if not text.startswith(">") and (name := _unquoted_author(self._rows, number)):
                self._now, over, fresh = name, False, True
                self.marks.append(Marked(Span(at, at + len(text)), "mail-head"))
                continue
            ends = row.rstrip() == "--" or _RULE.match(text) or _FOOT.fullmatch(text)
            over = (over or bool(ends)) and not text.startswith(">")
            if head and (match := _FROM.match(text)):
                self._above = self._above if self._answers else len(self._paragraphs)
                self._answers = self._answers or speaker_name(match["name"])
            if not skip and (wrote := _wrote(self._rows, number)):
                skip = wrote[1]
                if name := speaker_name(wrote[0]):
                    self._quoted.setdefault(_depth(text) + 1, name)
            if head or skip or over or _NEXT_MAIL.match(text) or not text.strip("-* _"):
                self.marks.append(Marked(Span(at, at + len(text)), "mail-head"))
                skip = max(0, skip - 1)
                continue
            quote = _QUOTED.match(text)
            now = quote[0].count(">") if quote else 0
            body = text[quote.end() :] if quote else text
            if quote:
                self.marks.extend(
                    Marked(Span(at + i, at + i + 1), "quote-mark") for i, char in enumerate(quote[0]) if char == ">"
                )
            signed = now if body.rstrip() == "--" else signed * (now == signed)
            if not body or signed:
                self.marks.extend(
                    [Marked(Span(at + len(text) - len(body), at + len(text)), "mail-head")] if body else []
                )
                fresh = True
                continue
            if fresh or now != depth or not self._paragraphs:
                self._paragraphs.append(_Paragraph(now, [], self._now))
            place = at + len(text) - len(body)
            self._paragraphs[-1].lines.append(Line(number + 1, (Run(body, Span(place, place + len(body))),)))
            depth, fresh = now, False

    def blocks(self) -> Iterator[Block]:
        """All paragraphs, without the numbers of numbered questions."""
        numbered = sum(_NUMBER.match(each.lines[0].text) is not None for each in self._paragraphs if each.depth)
        for place, each in enumerate(self._paragraphs):
            match = _NUMBER.match(each.lines[0].text) if numbered >= _NUMBERED and each.depth else None
            if match:
                number = each.lines[0].cut(0, match.end()).stripped()
                self.marks.extend(Marked(run.span, "list-mark") for run in number.runs)
                each.lines[0] = each.lines[0].cut(match.end())
            block = Block("paragraph", tuple(each.lines), quote=each.depth)
            if place < self._above and (title := _TITLE.match(block.lines[0].text)):
                self.marks.extend(Marked(run.span, "heading-mark") for run in block.lines[0].cut(0, title.end()).runs)
                lines = (block.lines[0].cut(title.end()), *block.lines[1:])
                yield replace(block, kind="heading", level=len(title[0].strip()), lines=lines)
            elif place < self._above or not (self._quoted and self._answers):
                yield block
            elif each.depth:
                wrote = self._quoted.get(each.depth) or (self._quoted.get(1) if each.depth % 2 else self._answers)
                yield replace(block, speaker=wrote)
            else:
                yield replace(block, speaker=each.speaker or self._answers)
