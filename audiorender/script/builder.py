"""From a source to a draft: read, split, attribute, join into turns, and check that no character is lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from audiorender.errors import SourceError, UsageError
from audiorender.model import Draft, Guess, Heading, Item, Meta, Piece, Remark, Script, Span, Text, Turn, written
from audiorender.script.chapters import DEFAULT, Lengths, Opening, choose, question_title, shorten
from audiorender.script.coverage import check, silences, spread
from audiorender.script.document import Document, Marked
from audiorender.script.file.reread import reread
from audiorender.script.file.scriptfile import is_script, parse_script
from audiorender.script.file.turnlabel import find_speaker, merged_speakers
from audiorender.script.labels.capitals import in_name_case
from audiorender.script.language import detect
from audiorender.script.links import bare_links, without_repeated_text, worth_showing
from audiorender.script.readers import read_document
from audiorender.script.reading.controls import without_controls
from audiorender.script.reading.source import Source
from audiorender.script.remarks import silenced, spoken_names
from audiorender.script.units.cutting import cut
from audiorender.script.units.paragraphs import joined, paragraph, spans
from audiorender.script.units.quotations import join_quotations
from audiorender.script.units.unit import Section, Unit
from audiorender.script.who.attribution import Attributed, attribute
from audiorender.script.who.framing import NARRATOR
from audiorender.script.who.rawtranscript import read_raw
from audiorender.script.who.unnamed import introduced

GUESSED_BELOW = 0.8
"""Turns with a lower confidence than this are marked as guesses."""

_INTRODUCTION = MappingProxyType(
    {"de": "Einleitung", "es": "Introducción", "it": "Introduzione", "pt": "Introdução", "nl": "Inleiding"}
)
"""The title of what precedes the first question, in languages that do not call it "Introduction"."""


def draft(
    source: Source,
    *,
    title: str | None = None,
    rename: Mapping[str, str] = {},
    evidence: Source | None = None,
    language: str | None = None,
    chapters: Lengths = DEFAULT,
    narrator: bool = True,
) -> Draft:
    """The script of `source`, a guess for every turn, and everything in the source that stays silent.

    `title` takes precedence over the source's own, and `rename` maps speakers' names to new ones. The language is the
    one the source states, otherwise `language`, otherwise what the text looks like. `evidence` is a raw transcript of
    one speaker, or of several with labels; what it contains is settled. Without a `narrator`, what the author says
    around the interview is silent.

    Turns of one speaker stay separate if one is a guess and its neighbour is not, so that a mark covers no more than it
    must, and if one begins with a dash, so that correcting a guess only means changing a name. A source that is already
    a script keeps everything it says.

    Raises SourceError if no reader reads the source or nobody speaks in it, UsageError for an unknown name.
    """
    if is_script(source.text):
        rename = _check_names([name for name, _ in parse_script(source.text, source.path).cast], rename)
        return reread(source, title, rename, language)
    document = read_document(source)
    source = document.source
    parts = cut(document)
    parts = replace(parts, items=introduced(join_quotations(parts.items)))
    attributed = attribute(document, parts.items, read_raw(evidence) if evidence else None)
    narration = (
        () if narrator else tuple(part for part in attributed if part.speaker == NARRATOR and not part.unit.label)
    )
    attributed = tuple(part for part in attributed if part not in narration)
    if not attributed:
        raise SourceError("there is no speech in it", path=source.path, hint="it has only markup, titles or notes")
    attributed = tuple(replace(part, speaker=without_controls(part.speaker) or part.speaker) for part in attributed)
    shown = in_name_case([part.speaker for part in attributed], [part.unit.text for part in attributed])
    attributed = tuple(replace(part, speaker=shown[part.speaker]) for part in attributed)
    rename = _check_names(dict.fromkeys(part.speaker for part in attributed), rename)
    merged = merged_speakers([part.speaker for part in attributed], rename)
    named = tuple(replace(part, speaker=rename.get(part.speaker, part.speaker)) for part in attributed)
    kept = [item for item in parts.items if not any(item is part.unit for part in narration)]
    growing, openings = _turns(kept, named)
    turns = [part.turn() for part in growing]
    guesses = tuple(part.guess(number, source.text) for number, part in enumerate(growing))
    meta = _meta(document, title, parts.title)
    said = [" ".join(written(text) for text in turn.paragraphs) for turn in turns]
    detected = None if meta.language or language else detect(said)
    meta = replace(meta, language=meta.language or language or detected)
    items = _with_chapters(turns, choose(openings, said, _first_title(meta, source), chapters))
    marks = [*document.marks, *parts.marks]
    marks += [Marked(span, "narration") for part in narration for span in spans(part.unit)]
    marks.extend(_unspoken_blanks(document, marks, guesses))
    silent = silences(marks, source.text)
    check(source, (span for guess in guesses for span in guess.spans), silent)
    cast = tuple((name, None) for name in dict.fromkeys(turn.speaker for turn in turns))
    said_at = sorted(span.start for guess in guesses for span in guess.spans)
    remarks = [
        *document.remarks,
        *(Remark(turns[0].line, f"--name makes {olds} one speaker, '{new}'") for olds, new in merged),
        *_general_remarks(meta, source, [item for item in parts.items if isinstance(item, Unit)]),
        *parts.known.remarks,
        *spoken_names(parts.items, parts.known),
        *silenced(silent, said_at[0], said_at[-1]),
    ]
    remarks.sort(key=lambda remark: remark.line)
    return Draft(Script(meta, cast, items), guesses, silent, detected, tuple(remarks))


@dataclass(slots=True)
class _Growing:
    """A turn to which units are being added."""

    speaker: str
    line: int
    guessed: bool
    paragraphs: list[list[Text]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    sure: float = 0.0
    words: int = 0
    least: float = 2.0
    reason: str = ""
    last: Unit | None = None

    def add(self, part: Attributed) -> None:
        """Add a unit: to the last paragraph if both are from one block of the source, else as a new one."""
        text, size = paragraph(part.unit), len(part.unit.text.split()) or 1
        if self.last is not None and self.last.block is part.unit.block:
            self.paragraphs[-1].append(text)
        else:
            self.paragraphs.append([text])
        self.spans.extend(spans(part.unit))
        if part.confidence < self.least:
            self.least, self.reason = part.confidence, part.reason
        self.sure += part.confidence * size
        self.words += size
        self.last = part.unit

    def turn(self) -> Turn:
        return Turn(self.speaker, tuple(_joined(parts) for parts in self.paragraphs), self.guessed, self.line)

    def guess(self, number: int, text: str) -> Guess:
        return Guess(number, round(self.sure / self.words, 3), self.reason, spread(self.spans, text))


def _joined(parts: Sequence[Text]) -> Text:
    """Parts of a paragraph joined with spaces. Adjacent pieces of one kind become one, as in the script file."""
    return parts[0] if len(parts) == 1 else joined(piece for part in parts for piece in (Piece(" "), *part))


def _turns(items: Sequence[Unit | Section], attributed: Sequence[Attributed]) -> tuple[list[_Growing], list[Opening]]:
    """Units joined into turns, and where chapters may begin: at section titles, and at each new question."""
    growing: list[_Growing] = []
    openings: list[Opening] = []
    parts = iter(attributed)
    fresh = True
    for item in items:
        if isinstance(item, Section):
            openings.append(Opening(len(growing), shorten(item.title), True, item.line))
            fresh = True
            continue
        part = next(parts)
        guessed = part.confidence < GUESSED_BELOW
        if fresh or item.dash or growing[-1].speaker != part.speaker or growing[-1].guessed != guessed:
            growing.append(_Growing(part.speaker, item.line, guessed))
        fresh = False
        growing[-1].add(part)
        asked = None if item.banter or not part.asks else question_title(item.text)
        if asked is not None:
            openings.append(Opening(_start_of_speech(growing), asked, False, item.line))
    return growing, openings


def _start_of_speech(growing: Sequence[_Growing]) -> int:
    """The turn in which the last speaker began, since a question may follow a remark."""
    number = len(growing) - 1
    while number and growing[number - 1].speaker == growing[number].speaker:
        number -= 1
    return number


def _with_chapters(turns: Sequence[Turn], chapters: Iterable[Opening]) -> tuple[Item, ...]:
    """The turns, with the heading of each chapter before its first turn."""
    titles = {chapter.turn: Heading(chapter.title, chapter.line) for chapter in chapters}
    items: list[Item] = []
    for number, turn in enumerate(turns):
        if number in titles:
            items.append(titles[number])
        items.append(turn)
    return tuple(items)


def _meta(document: Document, title: str | None, heading: str | None) -> Meta:
    """The front matter's values. The title is --title's, or else its own, the first top heading, or the file name."""
    meta = document.meta or Meta("")
    bare = bare_links(block.text for block in document.blocks)
    return replace(
        meta,
        title=title or meta.title or heading or document.source.stem,
        links=tuple(map(without_repeated_text, worth_showing([*meta.links, *document.links, *bare]))),
        footnotes=(*meta.footnotes, *document.footnotes),
    )


def _general_remarks(meta: Meta, source: Source, units: Sequence[Unit]) -> Iterator[Remark]:
    """Remarks on the document as a whole: no title, or no questions and no named speakers."""
    if meta.title == source.stem:
        yield Remark(1, f"it has no title, so the episode is called '{source.stem}'; give it one with --title")
    if not any(unit.label or unit.asks or unit.dash for unit in units):
        yield Remark(units[0].line, "it names no speakers and has no questions, so one voice reads all of it")


def _first_title(meta: Meta, source: Source) -> str:
    """The title of what precedes the first question: the episode's, unless that is only the file name."""
    opening = _INTRODUCTION.get((meta.language or "").lower().split("-")[0], "Introduction")
    return opening if meta.title == source.stem else shorten(meta.title)


def _check_names(known: Collection[str], rename: Mapping[str, str]) -> dict[str, str]:
    """The new names by current name. Raises UsageError for a name that no speaker has."""
    for old, new in rename.items():
        if not new.strip():
            raise UsageError(f"--name has no new name for '{old}'", hint='write --name "OLD=NEW"')
    return {find_speaker(old, known): new for old, new in rename.items()}


def _unspoken_blanks(document: Document, marks: Iterable[Marked], guesses: Iterable[Guess]) -> Iterable[Marked]:
    """Blanks written as entities, at the ends of a turn or a label."""
    used = {mark.span for mark in marks}
    spoken = sorted(span for guess in guesses for span in guess.spans)
    blanks = [
        run.span
        for block in document.blocks
        for line in block.lines
        for run in line.runs
        if not run.verbatim and run.text.isspace() and run.span not in used
    ]
    starts = [span.start for span in spoken]
    return [
        Marked(blank, "space-entity")
        for blank in blanks
        if not ((at := bisect_right(starts, blank.start)) and blank.start < spoken[at - 1].end)
    ]
