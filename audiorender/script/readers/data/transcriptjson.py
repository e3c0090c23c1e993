"""JSON transcripts: those of Podcasting 2.0 and of other services.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Meta, Span
from audiorender.script.document import UNKNOWN, Block, Document, Line, Marked, Run
from audiorender.script.readers.data.jsonspeech import Said, Segment, find
from audiorender.script.readers.data.jsontree import Tree, Value, parse, runs
from audiorender.script.readers.pieces import Talk, dropped, rows
from audiorender.script.reading.source import Lines, Source

NAME = "JSON"

_OPENS = expression(
    r"\s*(?:\{\s*(?:\"(?:[^\"\\\n]|\\.)*\"\s*:|\})|\[\s*(?:[\[{]\s*[\"\[{]|\"[^\"\n]*\"\s*[,\]]|\](?!\{)))"
)
_JOINED_MARK = expression(r"[^\w\s\"“‘(\[¿¡—–-]+")


def looks(text: str) -> bool:
    """Whether the text begins as only JSON can."""
    return _OPENS.match(text) is not None


def read(source: Source) -> Document:
    """Read `source` as JSON, however speakers and texts are nested.

    Raises SourceError for invalid JSON, and if there is no speech in it.
    """
    tree = parse(source)
    said = speech_in(tree, source, NAME, "'text' or 'body'")
    blocks, blanks = paragraphs(source, said, runs)
    marks = [*_silent(tree, said), *dropped(blanks, blocks, ())]
    return Document(source, meta_of(tree), said.people, blocks, tuple(sorted(marks, key=lambda mark: mark.span)))


def speech_in(tree: Tree, source: Source, form: str, keys: str) -> Said:
    """What is said in `source`. Raises SourceError, with its `form` and the `keys` for texts, if nothing is."""
    said = find(tree, source.text)
    if not said.segments:
        hint = f"put texts under a key such as {keys}, and the speaker's name under 'speaker'"
        raise SourceError(f"{form} without speech", path=source.path, hint=hint)
    return said


def rule_of(value: Value, said: Said, labels: Collection[Value | None], other: str) -> str:
    """The rule for a value that nobody says: it names a speaker, repeats what is said, or is some `other`."""
    return "label" if value in labels else "json-repeat" if value in said.repeats else other


def paragraphs(
    source: Source, said: Said, runs_of: Callable[[Source, Value], Iterable[Run]]
) -> tuple[tuple[Block, ...], list[Run]]:
    """The paragraphs of speech, and the blanks in it. `runs_of` returns the characters of a string."""
    talk = Talk()
    blanks: list[Run] = []
    verbatim = _verbatim(said.segments)
    lines = Lines(source.text)
    speaker: str | None = None
    gap: list[Run] = []
    named = sum(segment.speaker not in (None, UNKNOWN) for segment in said.segments)
    unknown = any(segment.speaker == UNKNOWN for segment in said.segments)
    for segment in said.segments:
        if segment.speaker is not None:
            speaker = segment.speaker if named else None
        elif unknown:
            speaker = UNKNOWN
        pieces = list(runs_of(source, segment.value))
        blanks.extend(run for run in pieces if run.text.isspace())
        before, gap = gap, _blanks_at_the_end(pieces)
        if segment.continues:
            pieces = [*before, *pieces]
        clings = verbatim or segment.continues or _JOINED_MARK.fullmatch((segment.value.text or "").strip())
        if clings and talk.attach(pieces, speaker, segment.start, segment.end):
            continue
        fresh = False
        for row in rows(pieces):
            number = lines.number(row[0].span.start) if row else 0
            line = Line(number, tuple(row))
            if line.text.strip():
                talk.say([line], speaker, segment.start, segment.end, fresh=fresh)
            fresh = not line.text.strip()
    return talk.blocks(), blanks


def _blanks_at_the_end(runs: Sequence[Run]) -> list[Run]:
    """The white space with which `runs` end, which a paragraph does not keep."""
    found: list[Run] = []
    for run in reversed(runs):
        blank = run.cut(len(run.text.rstrip()), len(run.text))
        if blank is not None and blank.text.isspace():
            found.insert(0, blank)
        if run.text.strip():
            break
    return found


def _verbatim(segments: Sequence[Segment]) -> bool:
    """Whether the pieces contain their own spaces and are joined without any."""
    texts = [segment.value.text or "" for segment in segments]
    return len(texts) > 2 and sum(text[:1].isspace() or text[-1:].isspace() for text in texts) > 0.3 * len(texts)


def _silent(tree: Tree, said: Said) -> Iterator[Marked]:
    """Everything except the content of strings that are said."""
    spoken = {segment.value for segment in said.segments}
    labels = {segment.label for segment in said.segments}
    for span in tree.brackets:
        yield Marked(span, "json-mark")
    for span in tree.keys:
        yield Marked(span, "json-key")
    for value in tree.leaves():
        if value in spoken:
            yield Marked(Span(value.start, value.start + 1), "json-mark")
            yield Marked(Span(value.end - 1, value.end), "json-mark")
        else:
            yield Marked(Span(value.start, value.end), rule_of(value, said, labels, "json-value"))


def meta_of(tree: Tree) -> Meta | None:
    """The title and the language in the outermost object."""
    members = {key.casefold(): value.text for root in tree.values for key, value in root.members if value.text}
    title, language = members.get("title"), members.get("language") or members.get("lang")
    code = language if language and re.fullmatch(r"[A-Za-z]{2,3}(?:-\w+)*", language) else None
    return Meta(" ".join((title or "").split()), language=code) if title or code else None
