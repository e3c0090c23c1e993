"""Builds the paragraphs of a page or Word file from a stream of elements, and decides which elements name speakers.

An element may hold a name: a class `speaker`, a `<cite>`, a term in a definition list, a table cell. Whether a kind of
element does is decided for all of that kind at once: they are short and, unless the kind is a sure sign, a few names
recur.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from audiorender.expressions import expression
from audiorender.script.document import Block, Kind, Line, Marked, Run, silence
from audiorender.script.readers.pieces import speaker_name
from audiorender.script.reading.source import Lines
from audiorender.timecode import WRITTEN

_MOST_WORDS = 8
_TIME = expression(rf"\s*[\[(]?{WRITTEN}[\])]?(?:\s*[–—-]+>?\s*[\[(]?{WRITTEN}[\])]?)?\s*\Z")
_COLON = expression(r"[ \t\u00a0]*[:：>][ \t]*|[ \t]*\n?")
_SCRIBE = frozenset({"scribe", "unknown_speaker"})
"""What minutes of the W3C (scribe.perl) have for a name where whoever spoke last probably goes on."""


@dataclass(slots=True)
class Name:
    """An element that may hold a speaker's name. `shape` is its kind, and a `sure` kind needs no further evidence.

    `typed` means that its person wrote in a chat (`<ana>`), beside what is said aloud.
    """

    shape: str
    sure: bool
    typed: bool = False
    text: str = ""


@dataclass(slots=True)
class _Raw:
    """A paragraph before names are known: the runs of each line, each with the name element it belongs to."""

    kind: Kind
    level: int
    quote: int
    mark: str = ""
    after_rule: bool = False
    lines: list[list[tuple[Run, Name | None]]] = field(default_factory=lambda: [[]])
    forgets: bool = False


class Flow:
    """Takes runs and paragraph breaks in order; returns blocks and silent text."""

    def __init__(self, text: str) -> None:
        self._lines = Lines(text)
        self._raw: list[_Raw] = []
        self._names: list[Name] = []
        self._open = _Raw("paragraph", 0, 0)
        self.name: Name | None = None
        self.quote = 0
        self.after_rule = False
        """Whether a horizontal rule precedes the next paragraph."""

    @property
    def empty(self) -> bool:
        """Whether the open paragraph has no words yet."""
        return not any(run.text.strip() for line in self._open.lines for run, _ in line)

    @property
    def opens(self) -> bool:
        """Whether the open paragraph has no words yet, but for the `<` before a name in a chat."""
        return self.empty or "".join(run.text for run, _ in self._open.lines[0]).strip() == "<"

    @property
    def at_line_start(self) -> bool:
        """Whether the open line has no words yet."""
        return not any(run.text.strip() for run, _ in self._open.lines[-1])

    def begin(self, kind: Kind = "paragraph", level: int = 0, mark: str = "") -> None:
        """Close the open paragraph and open a new one; `mark` is a list item's marker."""
        if any(self._open.lines):
            self._raw.append(self._open)
            self.after_rule = False if self._open.after_rule else self.after_rule
        self._open = _Raw(kind, level, self.quote, mark, self.after_rule)

    def forget(self) -> None:
        """Forget the last speaker: what follows does not belong to them."""
        self.begin()
        self._raw.append(_Raw("paragraph", 0, 0, forgets=True))

    def name_begins(self, shape: str, *, sure: bool = False) -> Name:
        """The runs from here to `name_ends` may be a name."""
        self.name = Name(shape, sure, typed=self.opens and not self.empty)
        if self.name.typed:
            self._open.lines[0] = [(run, self.name) for run, _ in self._open.lines[0]]
        self._names.append(self.name)
        return self.name

    def name_ends(self) -> None:
        """See `name_begins`."""
        self.name = None

    def add(self, run: Run) -> None:
        """Add a run to the open line."""
        if self.name is not None:
            self.name.text += run.text
        self._open.lines[-1].append((run, self.name))

    def end_line(self) -> None:
        """Begin a new line. Called twice with nothing in between, it begins a paragraph."""
        if any(self._open.lines) and not any(run.text.strip() for run, _ in self._open.lines[-1]):
            self.begin(self._open.kind, self._open.level)
        else:
            self.next_line()

    def next_line(self) -> None:
        """Begin a new line of the same paragraph."""
        self._open.lines.append([])

    def trim(self) -> None:
        """Cut blanks at the end of the open line."""
        line = self._open.lines[-1]
        while line and line[-1][0].verbatim:
            run, name = line.pop()
            if kept := run.cut(0, len(run.text.rstrip())):
                line.append((kept, name))
                break

    def finish(self) -> tuple[tuple[Block, ...], list[Marked]]:
        """All blocks, and what is silent in them or at their edges."""
        self.begin()
        shapes = _names(self._names)
        blocks: list[Block] = []
        marks: list[Marked] = []
        speaker: str | None = None
        aloud: str | None = None
        guessed = False
        for raw in self._raw:
            if raw.forgets:
                speaker = None
                continue
            for name, lines in _cut(raw, shapes):
                rest = lines
                if name is not None:
                    guessed = aloud is not None and name.text.strip(": ").casefold() in _SCRIBE
                    speaker = aloud if guessed else speaker_name(name.text) or speaker
                    aloud = aloud if name.typed else speaker
                    marks.extend(silence((run for line in lines for run, of in line if of is name), "label"))
                    rest = [[pair for pair in line if pair[1] is not name] for line in lines]
                made = self._block(raw, rest, speaker, named=name is not None, marks=marks)
                blocks.extend(replace(block, guessed=guessed) for block in made)
        return tuple(blocks), marks

    def _block(
        self,
        raw: _Raw,
        lines: Sequence[Sequence[tuple[Run, Name | None]]],
        speaker: str | None,
        *,
        named: bool,
        marks: list[Marked],
    ) -> Iterator[Block]:
        """The block for part of a paragraph, with times and the colon after a name silenced."""
        kept: list[Line] = []
        for runs in lines:
            if not runs:
                continue
            line = Line(self._lines.number(runs[0][0].span.start), tuple(run for run, _ in runs))
            if _TIME.match(line.text) and line.text.strip():
                marks.extend(silence(line.stripped().runs, "timestamp"))
                continue
            if named and not kept and (colon := _COLON.match(line.text)):
                marks.extend(silence(line.cut(0, colon.end()).stripped().runs, "label"))
                line = line.cut(colon.end())
            kept.extend(one for one in [line.stripped()] if one.runs)
        if kept:
            said = None if raw.kind == "heading" else speaker
            yield Block(raw.kind, tuple(kept), raw.quote, raw.level, raw.mark, raw.after_rule, said)


def _cut(raw: _Raw, shapes: set[str]) -> Iterator[tuple[Name | None, list[list[tuple[Run, Name | None]]]]]:
    """A paragraph split before each name in it; each part with its name."""
    part: list[list[tuple[Run, Name | None]]] = [[]]
    current: Name | None = None
    for line in raw.lines:
        for pair in line:
            name = pair[1] if pair[1] is not None and pair[1].shape in shapes else None
            if name is not None and name is not current:
                yield current, part
                part, current = [[]], name
            part[-1].append(pair)
        part.append([])
    yield current, part


def _names(found: Sequence[Name]) -> set[str]:
    """The shapes whose elements are names."""
    by_shape: defaultdict[str, list[Name]] = defaultdict(list)
    for name in found:
        if name.text.strip() and not _TIME.match(name.text):
            by_shape[name.shape].append(name)
    accepted: set[str] = set()
    for shape, names in by_shape.items():
        texts = [speaker_name(name.text) or name.text.strip() for name in names]
        short = sum(len(text.split()) <= _MOST_WORDS and not text.endswith(("?", "!")) for text in texts)
        few = len(set(texts)) <= len(texts) / 2 or (len(texts) > 2 and len(set(texts)) < len(texts))
        if short == len(texts) and (names[0].sure or few):
            accepted.add(shape)
    cells = sorted(shape for shape in accepted if shape.startswith("cell"))
    return accepted - set(cells[1:])
