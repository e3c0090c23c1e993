"""Captions: a time, then lines of text. The words of one speaker are joined across captions.

No library says which characters of the file a caption's words came from, so the lines are parsed here; tests compare
the result with webvtt-py. A line with `-->` is a time, whatever else is wrong with it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script import words
from audiorender.script.document import Block, Line, Marked, Run, silence
from audiorender.script.labels.names import ROLES, looks_like_a_name, words_of
from audiorender.script.readers.captions.habits import (
    BRACKETED,
    CHEVRONS,
    HYPHEN,
    LABEL,
    SOUND,
    Cue,
    carried,
    describes_sounds,
    is_italic,
    labels_in,
    names_in,
    unlabelled_questions,
)
from audiorender.script.readers.captions.meetings import head_of, meeting_names
from audiorender.script.readers.pieces import Talk, dropped, speaker_name
from audiorender.script.reading.source import Lines, Source
from audiorender.timecode import WRITTEN

TIMING = expression(rf"^[ \t]*({WRITTEN})[ \t]*-->[ \t]*({WRITTEN})(?![\d:])", re.MULTILINE)

_NOTE = expression(r"(?:NOTE|STYLE|REGION)(?:[ \t]|\Z)")
_NOTE_INSIDE = expression(r"NOTE[ \t]+[a-z]")
_PIECE = expression(
    r"<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^<>]*)>"
    rf"|(?P<tag></?(?:[ibucvs]|ruby|rt|lang|font)\b[^<>]*>|<{WRITTEN}>|\{{\\[^{{}}]*\}})"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});)",
    re.IGNORECASE,
)
_LEADING_SOUND = expression(r"[(\[](?:[a-z][\w'’-]* ){0,4}[a-z][\w'’-]*(?:s|ing|ed|ly)[)\]][ \t]+(?=\S)")
"""`(man chuckles) Yes.`: who or what makes a sound, and which, in lower case."""
_INNER_LABEL = expression(r"(?<=[.?!…\"”)—-])[ \t]+" + LABEL.pattern)
_FEW_CREDITS = 2
"""How many captions at the start and at the end may be credits."""
_ROLLING = 0.3
"""From this share of captions that begin with the last line of the one before, they are rolling captions."""


def read_captions(source: Source) -> tuple[tuple[Block, ...], tuple[Marked, ...]]:
    """The paragraphs of captions, and everything silent in them. Accepts any text."""
    return CueReader(source).read()


class CueReader:
    """Parses the captions of a source. Other caption formats override `cues`."""

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._starts = Lines(source.text).starts
        self._rows = source.text.split("\n")
        self._voice: str | None = None
        self._spoken_by: str | None = None
        self._lower: dict[str, bool] = {}
        """Whether what precedes a colon is also written in small letters, and so is a word and not a name."""
        self.marks: list[Marked] = []
        self.blanks: list[Run] = []

    def read(self) -> tuple[tuple[Block, ...], tuple[Marked, ...]]:
        """The paragraphs, and everything silent, in order."""
        blocks = self._blocks()
        marks = [*self.marks, *dropped(self.blanks, blocks, self.marks)]
        return blocks, tuple(sorted(marks, key=lambda mark: mark.span))

    def _blocks(self) -> tuple[Block, ...]:
        """The paragraphs of all captions, with labels, sounds and speaker marks silenced."""
        cues = self._without_repeats(list(self.cues()))
        labels = labels_in(cues)
        names, below = names_in(cues, labels), False
        habit = meeting_names([cue.lines[0][1].text for cue in cues if cue.lines and cue.lines[0][0] is None])
        sounds = describes_sounds(cues)
        talk = Talk()
        slanted = False
        turns = unlabelled_questions(cues, labels)
        cues = self._without_credits(cues)
        for place, cue in enumerate(cues):
            if cue.lines:
                below, slanted = below or place in turns or is_italic(cue) != slanted, is_italic(cue)
            dashed = any(HYPHEN.match(line.text) for _, line in cue.lines)
            for voice, line in self._without_names(cue, habit):
                if line.text in names:
                    if (name := line.text.strip("()[]")) in labels:
                        talk.say([line], voice, cue.start, cue.end, fresh=True)
                        below = True
                    else:
                        self._spoken_by = speaker_name(name[:1].upper() + name[1:])
                        self.marks.extend(silence(line.runs, "label"))
                    continue
                if SOUND.fullmatch(line.text):
                    self.marks.extend(silence(line.runs, "stage-direction"))
                    continue
                whole, begun = self._without_sounds(line) if sounds else line, ""
                if dashed and (match := HYPHEN.match(whole.text)):
                    self.marks.extend(silence(whole.cut(0, match.end()).stripped().runs, "turn-dash"))
                    whole, begun = whole.cut(match.end()), ">>"
                    whole = self._without_sounds(whole) if sounds else whole
                for part, opened in self._parts(whole, labels):
                    label = LABEL.match(part.text) or BRACKETED.match(part.text)
                    fresh, below = below or (label is not None and label[1] in labels), False
                    talk.say([part], voice, cue.start, cue.end, fresh=fresh, mark="" if voice else opened or begun)
                    begun = ""
        return talk.blocks()

    def _without_credits(self, cues: list[Cue]) -> list[Cue]:
        """The captions without the first and last ones that say who made them."""
        shown = [place for place, cue in enumerate(cues) if cue.lines]
        for place in {*shown[:_FEW_CREDITS], *shown[-_FEW_CREDITS:]}:
            lines = cues[place].lines
            if lines[0][0] is None and words.CREDITS.match(lines[0][1].text.lstrip("-–—*[( ♪")):
                for _, line in lines:
                    self.marks.extend(silence(line.runs, "byline"))
                cues[place] = replace(cues[place], lines=())
        return cues

    def _without_names(self, cue: Cue, habit: Collection[str]) -> Iterator[tuple[str | None, Line]]:
        """The lines of `cue` with their voice. A name from `habit` stays in effect until the next one."""
        for place, (voice, line) in enumerate(cue.lines):
            head = head_of(line.text) if habit and voice is None and not place else None
            rest = line
            if head is not None and head in habit:
                self._spoken_by = speaker_name(head)
                self.marks.extend(silence(line.cut(0, len(head) + 1).runs, "label"))
                rest = line.cut(len(head) + 1).stripped()
            elif CHEVRONS.match(line.text) or (place and HYPHEN.match(line.text)):
                self._spoken_by = None  # a mark says that someone else speaks
            if rest.runs:
                yield voice or self._spoken_by, rest

    def _without_sounds(self, line: Line) -> Line:
        """`line` without a sound in brackets at its start, as captions for the deaf have it."""
        if (match := _LEADING_SOUND.match(line.text)) is None:
            return line
        self.marks.extend(silence(line.cut(0, match.end()).stripped().runs, "stage-direction"))
        return line.cut(match.end())

    def _parts(self, line: Line, labels: frozenset[str]) -> Iterator[tuple[Line, str]]:
        """`line`, split where `>>` or a label marks a new speaker; each part with the mark of its block."""
        at, mark = 0, ""
        chevrons = [(match.start(), match.end(), ">>") for match in CHEVRONS.finditer(line.text)]
        named = [(m.start(1), m.start(1), "") for m in _INNER_LABEL.finditer(line.text) if m[1] in labels]
        for start, end, next_mark in sorted([*chevrons, *named]):
            if start < at:
                continue
            yield line.cut(at, start).stripped(), mark
            self.marks.extend(silence(line.cut(start, end).stripped().runs, "speaker-mark"))
            at, mark = end, next_mark
        yield line.cut(at).stripped(), mark

    # -- captions ------------------------------------------------------------------------------------------------------

    def cues(self) -> Iterator[Cue]:
        """Every caption; the text around them is silenced."""
        timed = [number for number, row in enumerate(self._rows) if "-->" in row]
        heads = [self._head(number, before) for before, number in pairwise([-1, *timed])]
        self._front(heads[0] if heads else len(self._rows))
        for number, head, after in zip(timed, heads, [*heads, len(self._rows)][1:], strict=True):
            for row in range(head, number):
                self._silent(row, "cue-number")
            self._silent(number, "cue-time")
            times = TIMING.match(self._rows[number])
            start, end = (_seconds(times[1]), _seconds(times[2])) if times else (None, None)
            yield Cue(start, end, tuple(self._spoken(number + 1, after)))

    def _head(self, timed: int, before: int) -> int:
        """The row of the number or name above a time, or the time's own row if there is none."""
        above = timed - 1
        if above <= before or not self._rows[above].strip():
            return timed
        alone = above == 0 or not self._rows[above - 1].strip()
        return above if alone or self._rows[above].strip().isdecimal() else timed

    def _front(self, end: int) -> None:
        for row in range(end):
            self._silent(row, "caption-header")

    def _spoken(self, first: int, end: int) -> Iterator[tuple[str | None, Line]]:
        """The lines of text in these rows. A note extends to the next empty row."""
        note = False
        faces = {"b": 0, "i": 0}
        for row in range(first, end):
            text = self._rows[row].strip()
            opens = not self._rows[row - 1].strip() and _NOTE.match(text) is not None
            alone = row == first and not "".join(self._rows[row + 1 : row + 2]).strip()
            note = bool(text) and (note or opens or (alone and _NOTE_INSIDE.match(text) is not None))
            if note:
                self._silent(row, "caption-note")
            elif text:
                yield from self._line(row, faces, self._name_before(row) if row == first else 0)

    def _name_before(self, row: int) -> int:
        """How long a name and a colon are that begin a caption without a tag, where others have voice tags."""
        match = LABEL.match(self._rows[row]) if self._voice else None
        if match is None or not looks_like_a_name(match[1]) or words_of(match[1]) & (words.NOT_PEOPLE | ROLES):
            return 0
        if match[1] not in self._lower:
            self._lower[match[1]] = re.search(rf"\b{re.escape(match[1].lower())}\b", self._text) is not None
        if self._lower[match[1]]:
            return 0
        start = self._starts[row]
        self.marks.append(Marked(Span(start, start + len(match[0].rstrip())), "label"))
        self._voice = speaker_name(match[1])
        return match.end()

    def _line(self, row: int, faces: dict[str, int], named: int) -> Iterator[tuple[str | None, Line]]:
        """One row behind `named` characters, split where the voice changes. `faces` counts open tags."""
        at, end = self._starts[row] + named, self._starts[row] + len(self._rows[row])
        if HYPHEN.match(self._text, at, end):
            self._voice = None  # a dash marks a new speaker without a name
        runs: list[Run] = []
        for match in _PIECE.finditer(self._text, at, end):
            runs.extend(self._run(at, match.start(), faces))
            at = match.end()
            if match["name"] is not None:
                if any(run.text.strip() for run in runs):
                    yield self._voice, Line(row + 1, tuple(runs)).stripped()
                    runs = []
                self._name(match)
            elif match["tag"]:
                self.marks.append(Marked(Span(*match.span()), "cue-tag"))
                if face := re.match(r"<(/?)([bi])\b", match[0], re.IGNORECASE):
                    faces[face[2].lower()] += -1 if face[1] else 1
            elif (decoded := html.unescape(match[0])) == match[0]:
                runs.extend(self._run(match.start(), at, faces))
            elif not decoded:  # a number that is not a character's
                self.marks.append(Marked(Span(*match.span()), "space-entity"))
            else:
                runs.append(Run(decoded, Span(*match.span()), faces["b"] > 0, faces["i"] > 0))
                self.blanks.extend(runs[-1:] if decoded.isspace() else ())
        runs.extend(self._run(at, end, faces))
        if any(run.text.strip() for run in runs):
            yield self._voice, Line(row + 1, tuple(runs)).stripped()

    def _run(self, start: int, end: int, faces: dict[str, int]) -> Iterator[Run]:
        if start < end:
            yield Run(self._text[start:end], Span(start, end), faces["b"] > 0, faces["i"] > 0)

    def _name(self, match: re.Match[str]) -> None:
        """A voice tag: the name in it is a label, the rest is a tag."""
        start, end = match.span("name")
        self.marks.append(Marked(Span(match.start(), start), "cue-tag"))
        self.marks.append(Marked(Span(end, match.end()), "cue-tag"))
        if start < end:
            self.marks.append(Marked(Span(start, end), "label"))
        self._voice = speaker_name(html.unescape(match["name"])) or self._voice

    def _silent(self, row: int, rule: str) -> None:
        text = self._rows[row]
        if text.strip():
            start = self._starts[row] + len(text) - len(text.lstrip())
            self.marks.append(Marked(Span(start, start + len(text.strip())), rule))

    def _without_repeats(self, cues: list[Cue]) -> list[Cue]:
        """The captions without the lines that rolling captions repeat from the one before."""
        shown = [cue for cue in cues if cue.lines]
        again = sum(carried(before, cue) > 0 for before, cue in pairwise(shown))
        if len(shown) < 4 or again < _ROLLING * len(shown):
            return cues
        kept = shown[:1]
        for before, cue in pairwise(shown):
            count = carried(before, cue)
            for _, line in cue.lines[:count]:
                self.marks.extend(silence(line.runs, "repeated-caption"))
            kept.append(Cue(cue.start, cue.end, cue.lines[count:]))
        return kept


def _seconds(time: str) -> float:
    """`1:02:03,4` in seconds."""
    whole, _, fraction = time.replace(",", ".").partition(".")
    total = 0
    for part in whole.split(":"):
        total = total * 60 + int(part)
    return total + float(f"0.{fraction or 0}")
