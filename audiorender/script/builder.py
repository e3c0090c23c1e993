"""From a source to a draft: read, split, attribute, join into turns, and check that no character is lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from audiorender.errors import SourceError, UsageError
from audiorender.model import Draft, Guess, Heading, Item, Meta, Remark, Script, Silent, Turn, written
from audiorender.script.chapters import DEFAULT, Lengths, Opening, choose, shorten
from audiorender.script.coverage import check, silences
from audiorender.script.document import Document, Marked
from audiorender.script.file.reread import reread
from audiorender.script.file.scriptfile import is_script, parse_script
from audiorender.script.file.turnlabel import find_speaker, merged_speakers
from audiorender.script.labels.capitals import in_name_case
from audiorender.script.labels.forms.candidate import candidate
from audiorender.script.language import detect
from audiorender.script.links import bare_links, without_repeated_text, worth_showing
from audiorender.script.readers import read_document
from audiorender.script.reading.controls import without_controls
from audiorender.script.reading.source import Source
from audiorender.script.remarks import silenced, spoken_names, unread
from audiorender.script.turns import turns_of
from audiorender.script.units.cutting import cut
from audiorender.script.units.paragraphs import spans
from audiorender.script.units.quotations import join_quotations
from audiorender.script.units.unit import Section, Unit
from audiorender.script.who.attribution import Attributed, attribute
from audiorender.script.who.framing import NARRATOR
from audiorender.script.who.rawtranscript import read_raw
from audiorender.script.who.unnamed import introduced

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
    candidate.cache_clear()  # labels of the lines of another text
    document = read_document(source)
    source = document.source
    parts = cut(document)
    parts = replace(parts, items=introduced(join_quotations(parts.items)))
    attributed, narration = _who(document, parts.items, evidence, narrator=narrator)
    rename = _check_names(dict.fromkeys(part.speaker for part in attributed), rename)
    merged = merged_speakers([part.speaker for part in attributed], rename)
    named = tuple(replace(part, speaker=rename.get(part.speaker, part.speaker)) for part in attributed)
    kept = [item for item in parts.items if not any(item is part.unit for part in narration)]
    growing, openings = turns_of(kept, named)
    turns = [part.turn() for part in growing]
    guesses = tuple(part.guess(number, source.text) for number, part in enumerate(growing))
    meta = _meta(document, title, parts.title)
    said = [" ".join(written(text) for text in turn.paragraphs) for turn in turns]
    detected = None if meta.language or language else detect(said)
    meta = replace(meta, language=meta.language or language or detected)
    items = _with_chapters(turns, choose(openings, said, _first_title(meta, source), chapters))
    cast = tuple((name, None) for name in dict.fromkeys(turn.speaker for turn in turns))
    silent = _silent(document, [*parts.marks, *_marked(narration)], guesses)
    check(source, (span for guess in guesses for span in guess.spans), silent)
    remarks = [
        *document.remarks,
        *(Remark(turns[0].line, f"--name makes {olds} one speaker, '{new}'") for olds, new in merged),
        *_general_remarks(meta, source, [item for item in parts.items if isinstance(item, Unit)]),
        *parts.known.remarks,
        *spoken_names(parts.items, parts.known),
        *unread(parts.items),
        *_silenced(silent, guesses),
    ]
    remarks.sort(key=lambda remark: remark.line)
    return Draft(Script(meta, cast, items), guesses, silent, detected, tuple(remarks))


def _who(
    document: Document, items: Sequence[Unit | Section], evidence: Source | None, *, narrator: bool
) -> tuple[tuple[Attributed, ...], tuple[Attributed, ...]]:
    """Who says each unit, and the narration that stays silent. Raises SourceError if nobody speaks."""
    attributed = attribute(document, items, read_raw(evidence) if evidence else None)
    narration = (
        () if narrator else tuple(part for part in attributed if part.speaker == NARRATOR and not part.unit.label)
    )
    attributed = tuple(part for part in attributed if part not in narration)
    if not attributed:
        hint = "it has only markup, titles or notes"
        raise SourceError("there is no speech in it", path=document.source.path, hint=hint)
    attributed = tuple(replace(part, speaker=without_controls(part.speaker) or part.speaker) for part in attributed)
    shown = in_name_case([part.speaker for part in attributed], [part.unit.text for part in attributed])
    return tuple(replace(part, speaker=shown[part.speaker]) for part in attributed), narration


def _marked(narration: Iterable[Attributed]) -> Iterator[Marked]:
    return (Marked(span, "narration") for part in narration for span in spans(part.unit))


def _silent(document: Document, marked: Sequence[Marked], guesses: Sequence[Guess]) -> tuple[Silent, ...]:
    """Everything in the source that stays silent."""
    marks = [*document.marks, *marked]
    return silences([*marks, *_unspoken_blanks(document, marks, guesses)], document.source.text)


def _silenced(silent: Sequence[Silent], guesses: Sequence[Guess]) -> Iterator[Remark]:
    """Remarks on text between the first words and the last that a guess has silenced."""
    said_at = sorted(span.start for guess in guesses for span in guess.spans)
    return silenced(silent, said_at[0], said_at[-1])


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
        yield Remark(1, f"there is no title, so the episode is called '{source.stem}'; give it one with --title")
    if not any(unit.label or unit.asks or unit.dash for unit in units):
        yield Remark(units[0].line, "there are no speakers' names and no questions, so one voice reads everything")


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
