"""Transcripts in YAML: the same content as JSON transcripts, written with dashes and indentation.

PyYAML decides what is YAML and where each value is. The characters of a value are located here, since PyYAML returns
them folded and without positions. https://yaml.org/spec/1.2.2/ describes the five styles of text (7.3 and 8.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Document, Marked, Run
from audiorender.script.readers.data.jsonspeech import Said, find
from audiorender.script.readers.data.jsontree import Tree, Value
from audiorender.script.readers.data.transcriptjson import meta_of, paragraphs, rule_of, speech_in
from audiorender.script.readers.pieces import dropped
from audiorender.script.reading.source import Source
from audiorender.script.reading.yamlfault import fault

NAME = "YAML"

_KEYS = (
    r"[\"']?(?:speaker(?:[ _-]?(?:name|id|label))?|text|start|end|name|who|said|says|body|time|role|line|content"
    r"|utterance|question|answer|q|a|id|author)[\"']?[ \t]*:(?:[ \t]|$)"
)
_ITEM = expression(rf"^[ \t]*-[ \t]+\{{?[ \t]*{_KEYS}", re.MULTILINE | re.IGNORECASE)
_NAMED_ITEM = expression(
    r"^[ \t]*-[ \t]+[^\s\"'\[{#][^:\n]{0,40}:[ \t]+(?:[|>][+-]?[0-9]?[ \t]*$|[\"'].*[\"'][ \t]*$)", re.MULTILINE
)
_MEMBER = expression(rf"^(?:[ \t]+|[ \t]*-[ \t]+\{{.*,[ \t]*){_KEYS}", re.MULTILINE | re.IGNORECASE)
_ROW = expression(r"[ \t]*(?:-(?:[ \t]|\Z)|#|[\w\"'][^:\n]{0,40}:(?:[ \t]|\Z)|[}\]{\[])|[ \t]+\S|---|\.\.\.|%")
_ALL = 0.95
"""From this share of lines that look like YAML on, the file is meant to be YAML."""
_SAID = ("text", "said", "says")
_DEEPEST = 100
_PROPERTY = expression(r"(?:[&!]\S*\s+)+")
"""The anchor and the tag of a value."""
_HEADER = expression(r"[|>][^\n]*\n?")
_QUOTED_PIECE = expression(
    r"(?P<fold>\\\n[ \t]*)|(?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.))"
    r"|(?P<end>[ \t]*\n[ \t]*)|(?P<words>(?:(?![ \t]*\n)[^\\\n])+)"
)
_SINGLE_PIECE = expression(r"(?P<escape>'')|(?P<end>[ \t]*\n[ \t]*)|(?P<words>(?:(?![ \t]*\n)[^'\n])+)")
_PLAIN_PIECE = expression(r"(?P<end>[ \t]*\n[ \t]*)|(?P<words>(?:(?![ \t]*\n)[^\n])+)")


def looks(text: str) -> bool:
    """Whether all or nearly all of it is YAML in which named people say something."""
    if not (_ITEM.search(text) or _NAMED_ITEM.search(text)):
        return False
    rows = [row for row in text.split("\n") if row.strip()]
    if sum(_ROW.match(row) is not None for row in rows) < _ALL * len(rows):
        return False
    try:
        said = find(_tree(Source(None, "", text)), text)
    except SourceError:
        return sum(1 for _ in _MEMBER.finditer(text)) > 1
    return sum(segment.speaker is not None for segment in said.segments) > 1


def read(source: Source) -> Document:
    """Read `source` as YAML, however speakers and texts are nested.

    Raises SourceError, with line and column, for invalid YAML, and if there is no speech in it.
    """
    tree = _tree(source)
    said = speech_in(tree, source, NAME, "'text'")
    blocks, blanks = paragraphs(source, said, _runs)
    marks = [*_silent(tree, said), *dropped(blanks, blocks, ())]
    taken = [*(mark.span for mark in marks), *(run.span for each in blocks for line in each.lines for run in line.runs)]
    marks.extend(_between(source.text, taken))
    return Document(source, meta_of(tree), said.people, blocks, tuple(sorted(marks, key=lambda mark: mark.span)))


def _tree(source: Source) -> Tree:
    """The values of a YAML text. Raises SourceError if it is invalid."""
    try:
        roots = list(yaml.compose_all(source.text, Loader=yaml.SafeLoader))
        made = _Builder(source.text)
        values = tuple(made.value(node) for node in roots)
    except (yaml.YAMLError, RecursionError) as error:
        found = fault(error, source.text)
        raise SourceError(
            f"this looks like YAML, but is not: {found.problem}",
            path=source.path,
            line=None if found.line is None else found.line + 1,
            column=None if found.column is None else found.column + 1,
            hint="correct it, or quote the value",
        ) from error
    return Tree(values, tuple(made.keys), ())


class _Builder:
    """Builds values from PyYAML's nodes. What an alias refers to is built once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.keys: list[Span] = []
        self._seen: dict[int, Value] = {}

    def value(self, node: yaml.Node, depth: int = 0, under: str = "") -> Value:
        """The value for `node`. A number counts as text if it is `under` a key that can only hold text."""
        if id(node) in self._seen:
            return self._seen[id(node)]
        if depth > _DEEPEST:
            raise RecursionError
        start, end = node.start_mark.index, node.end_mark.index
        if named := _PROPERTY.match(self._text, start, end):
            start = named.end()
        if isinstance(node, yaml.MappingNode):
            members = []
            for key, member in node.value:
                self.keys.append(Span(key.start_mark.index, key.end_mark.index))
                members.append((str(key.value), self.value(member, depth + 1, str(key.value))))
            made = Value(start, end, True, members=tuple(members))
        elif isinstance(node, yaml.SequenceNode):
            made = Value(start, end, True, items=tuple(self.value(item, depth + 1) for item in node.value))
        else:
            kind = node.tag.rpartition(":")[2]
            bare = kind == "null" or (kind in ("int", "float") and under.casefold() not in _SAID)
            made = Value(start, end, text=None if bare else node.value)
        self._seen[id(node)] = made
        return made


def _runs(source: Source, value: Value) -> Iterator[Run]:
    """The characters of a text. Its line breaks stay line breaks, or become spaces between words."""
    text, at, end = source.text, value.start, value.end
    if text[at] in "|>":
        header = _HEADER.match(text, at, end)
        at, pattern = header.end() if header else end, _PLAIN_PIECE
        at += len(text[at:end]) - len(text[at:end].lstrip())
        end -= len(text[at:end]) - len(text[at:end].rstrip())
    elif text[at] == '"':
        at, end, pattern = at + 1, end - 1, _QUOTED_PIECE
    elif text[at] == "'":
        at, end, pattern = at + 1, end - 1, _SINGLE_PIECE
    else:
        pattern = _PLAIN_PIECE
    for match in pattern.finditer(text, at, end):
        kind, written, span = match.lastgroup, match[0], Span(*match.span())
        if kind == "words":
            yield Run(written, span)
        elif kind == "escape":
            yield Run("'" if pattern is _SINGLE_PIECE else _unescaped(written), span)
        elif kind == "end":
            for place, character in enumerate(written):
                if character == "\n":
                    yield Run("\n", Span(span.start + place, span.start + place + 1))


def _unescaped(written: str) -> str:
    """The character for an escape in double quotes."""
    character = str(yaml.safe_load(f'"{written}"'))
    return re.sub("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]", "\ufffd", character)


def _silent(tree: Tree, said: Said) -> Iterator[Marked]:
    """The keys, and the values that nobody says."""
    spoken = {segment.value for segment in said.segments}
    labels = {segment.label for segment in said.segments}
    for span in tree.keys:
        yield Marked(span, "yaml-key")
    for value in dict.fromkeys(tree.leaves()):
        if value not in spoken and value.start < value.end:
            yield Marked(Span(value.start, value.end), rule_of(value, said, labels, "yaml-value"))


def _between(text: str, taken: list[Span]) -> Iterator[Marked]:
    """What is outside all values: dashes, colons, quotes, comments."""
    at = 0
    for start, end in [*sorted((span.start, span.end) for span in taken), (len(text), len(text))]:
        for match in re.finditer(r"\S(?:[^\n]*\S)?", text[at:start]):
            yield Marked(Span(at + match.start(), at + match.end()), "yaml-mark")
        at = max(at, end)
