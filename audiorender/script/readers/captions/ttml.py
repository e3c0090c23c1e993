"""TTML captions, as used by broadcasters and Apple Podcasts: paragraphs with times, and agents who say them.

https://www.w3.org/TR/ttml2/ defines the times (10.3) and the agents (14.1.1). Apple marks each word with a `span`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from audiorender.expressions import expression
from audiorender.model import Meta, Span
from audiorender.script.document import Document, Line, Marked, Run
from audiorender.script.readers.captions.cues import CueReader
from audiorender.script.readers.captions.habits import Cue
from audiorender.script.readers.pieces import speaker_name
from audiorender.script.reading.source import Lines, Source

NAME = "TTML"

_OPENS = expression(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:[\w-]+:)?tt[\s>][^>]*\bttml?\b", re.DOTALL)
_PIECE = expression(
    r"(?P<comment><!--.*?(?:-->|\Z))|(?P<tag></?[A-Za-z][^<>]*>|<[?!][^<>]*>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});)|(?P<text>[^<&]+|[<&])",
    re.DOTALL,
)
_TAG = expression(r"<(?P<closes>/?)(?:[\w-]+:)?(?P<name>[A-Za-z][\w-]*)(?P<rest>[^>]*?)(?P<alone>/?)>\Z", re.DOTALL)
_ATTRIBUTE = expression(r"(?P<key>[\w:-]+)\s*=\s*(?:\"(?P<one>[^\"]*)\"|'(?P<other>[^']*)')")
_CLOCK = expression(r"(\d{2,}):(\d{2}):(\d{2}(?:\.\d+)?)(?::\d+(?:\.\d+)?)?\Z")
_OFFSET = expression(r"(\d+(?:\.\d+)?)(h|m|s|ms)?\Z")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, None: 1.0}
_NOT_SHOWN = ("head", "metadata")


def looks(text: str) -> bool:
    """Whether the root element is TTML's `tt`."""
    return _OPENS.match(text) is not None


def read(source: Source) -> Document:
    """Read `source` as TTML, even if its markup is faulty."""
    reader = _Reader(source)
    blocks, marks = reader.read()
    meta = Meta(" ".join(reader.title.split()), language=reader.language)
    return Document(source, meta if meta.title or meta.language else None, (), blocks, marks)


class _Reader(CueReader):
    """Parses the tags. `title` and `language` are those of the file; without them, empty and None."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._source = source
        self._lines = Lines(source.text)
        self._stack: list[tuple[str, str | None]] = []
        self._agents: dict[str, str] = {}
        self._agent = ""
        self._shown: list[tuple[str | None, Line]] = []
        self._runs: list[Run] = []
        self._span: tuple[float | None, float | None] | None = None
        self.title = ""
        self.language: str | None = None

    def cues(self) -> Iterator[Cue]:
        """Every `p` with its times; everything else is silenced."""
        for piece in _PIECE.finditer(self._source.text):
            if piece["text"] or piece["entity"]:
                self._words(*piece.span(), piece[0])
                continue
            self.marks.append(Marked(Span(*piece.span()), "html-comment" if piece["comment"] else "html-tag"))
            if match := _TAG.match(piece[0]):
                yield from self._tag(match)
        yield from self._end()

    def _tag(self, match: re.Match[str]) -> Iterator[Cue]:
        """Handle one tag; yields a caption when its `p` ends."""
        name = match["name"].casefold()
        if name == "br":
            self._end_line()
        elif match["closes"]:
            yield from self._close(name)
        else:
            found = {each["key"]: each["one"] or each["other"] or "" for each in _ATTRIBUTE.finditer(match["rest"])}
            if name == "p":
                yield from self._end()
                self._span = (_seconds(found.get("begin", "")), _seconds(found.get("end", "")))
            self._begin(name, found)
            if not match["alone"]:
                self._stack.append((name, found.get("ttm:agent")))

    def _close(self, name: str) -> Iterator[Cue]:
        """Close elements up to the innermost one called `name`; yields a caption when its `p` ends."""
        if name == "p":
            yield from self._end()
        while any(each == name for each, _ in self._stack):
            if self._stack[-1][1] is not None:
                self._end_line()
            if self._stack.pop()[0] == name:
                break

    def _begin(self, name: str, found: Mapping[str, str]) -> None:
        """Open an element, with its agents and times."""
        if name == "tt" and re.fullmatch(r"[A-Za-z]{2,3}(?:-\w+)*", found.get("xml:lang", "")):
            self.language = found["xml:lang"]
        elif name == "agent":
            self._agent = found.get("xml:id", "")
        elif name == "span" and self._runs:
            word = any(key.endswith("unit") and found[key] == "word" for key in found)
            if "ttm:agent" in found or (word and not self._runs[-1].text[-1:].isspace()):
                self._end_line()  # a new speaker, or words with no space between

    def _words(self, start: int, end: int, written: str) -> None:
        """Text or an entity, which is spoken inside a caption."""
        text = html.unescape(written) if written[0] == "&" else written
        if self._span is not None and not any(name in _NOT_SHOWN for name, _ in self._stack):
            if text.strip() or self._runs:
                shown = re.sub(r"\s", " ", text) if len(text) == end - start else text
                self._runs.append(Run(shown, Span(start, end)))
                return
        elif text.strip():
            self._named(text)
        if written.strip():
            self.marks.append(Marked(Span(start, end), "page-head"))

    def _named(self, text: str) -> None:
        """The text in the head: the title, and the names of agents, of which the full name is preferred."""
        inside = [name for name, _ in self._stack]
        if "agent" in inside and inside[-1] == "name":
            self._agents[self._agent] = speaker_name(text) or self._agents.get(self._agent, "")
        elif inside[-1:] == ["title"]:
            self.title += text

    def _end_line(self) -> None:
        if self._runs:
            line = Line(self._lines.number(self._runs[0].span.start), tuple(self._runs))
            self.blanks.extend(run for run in self._runs if run.text.isspace())
            self._shown.extend([(self._speaker(), line.stripped())] if line.text.strip() else [])
            self._runs = []

    def _end(self) -> Iterator[Cue]:
        """The open caption."""
        self._end_line()
        if self._span is not None:
            yield Cue(*self._span, tuple(self._shown))
        self._shown, self._span = [], None

    def _speaker(self) -> str | None:
        """The agents of the innermost element that has any, by name, or by their ids if they have none."""
        agents = next((agents for _, agents in reversed(self._stack) if agents), "")
        return speaker_name(" & ".join(self._agents.get(each) or each.replace("_", " ") for each in agents.split()))


def _seconds(time: str) -> float | None:
    """A TTML time in seconds; None for frames and ticks, whose length is given elsewhere."""
    if clock := _CLOCK.match(time):
        return int(clock[1]) * 3600.0 + int(clock[2]) * 60 + float(clock[3])
    offset = _OFFSET.match(time)
    return float(offset[1]) * _UNITS[offset[2]] if offset else None
