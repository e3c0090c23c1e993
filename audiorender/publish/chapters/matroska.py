"""Matroska chapters as XML, as written by MKVToolNix and read by mkvmerge, HandBrake and others.

An edition has atoms with a start in nanoseconds and titles in one or more languages (Matroska, RFC 9559 §5.1.7).
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from audiorender.errors import SourceError
from audiorender.model import Chapter, Meta
from audiorender.publish.chapters.elements import Elements
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, from_people

NAME = "matroska"
SUFFIXES: tuple[str, ...] = (".mkv.xml",)


@dataclass(slots=True)
class _Atom:
    """A chapter in the text: how deeply nested, whether it is shown, and on which line."""

    line: int
    depth: int
    edition: int
    start: str = ""
    title: str | None = None
    shown: bool = True


def looks(text: str) -> bool:
    """Whether the text is XML that contains an edition of chapters."""
    return text.lstrip().startswith("<") and "<EditionEntry" in text


def read(text: str) -> Listing:
    """The top-level chapters of the default edition, each with its first title.

    Raises SourceError, with line and column, for text that is not XML or declares entities, and for a chapter without a
    time.
    """
    found = _Found()
    found.parse(text)
    edition = found.default or 1
    mine = [atom for atom in found.atoms if atom.edition == edition]
    taken = [atom for atom in mine if atom.depth == 1 and atom.shown]
    if not taken:
        raise SourceError("it has no chapter", hint="name a file with chapters")
    return listing(map(_entry, taken), notes=_left_out(found.atoms, mine, taken), ordered=False)


def _left_out(every: Sequence[_Atom], mine: Sequence[_Atom], taken: Sequence[_Atom]) -> Iterator[str]:
    if len(every) > len(mine):
        yield f"only the default edition was read: {len(every) - len(mine)} chapters of other editions were left out"
    if len(mine) > len(taken):
        yield f"chapters that are hidden or nested were left out: {len(mine) - len(taken)}"


def _entry(atom: _Atom) -> Entry:
    start = from_people(atom.start)
    if start is None:
        what = f"'{atom.start.strip()}' is not a time" if atom.start.strip() else "a chapter has no time"
        raise SourceError(what, line=atom.line, hint="write <ChapterTimeStart>00:01:02.000</ChapterTimeStart>")
    return Entry(start, atom.title or "", line=atom.line)


class _Found(Elements):
    """The chapters of a text, in its order; `default` is the number of the edition that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.atoms: list[_Atom] = []
        self.default = self._editions = 0
        self._open: list[_Atom] = []

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        """An edition or a chapter."""
        if name == "EditionEntry":
            self._editions += 1
        elif name == "ChapterAtom":
            atom = _Atom(self.line, len(self._open) + 1, self._editions)
            self._open.append(atom)
            self.atoms.append(atom)

    def end(self, name: str, words: str) -> None:
        """The end of a chapter, or something about it or its edition."""
        if name == "EditionFlagDefault" and words == "1" and not self.default:
            self.default = self._editions
        if not self._open:
            return
        atom = self._open[-1]
        if name == "ChapterAtom":
            self._open.pop()
        elif name == "ChapterTimeStart":
            atom.start = words
        elif name == "ChapterString" and atom.title is None:
            atom.title = words
        elif (name, words) in {("ChapterFlagHidden", "1"), ("ChapterFlagEnabled", "0")}:
            atom.shown = False


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:  # noqa: ARG001  one signature for all formats
    """One edition with an atom per chapter, with times in nanoseconds as mkvmerge writes them."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<Chapters>", "  <EditionEntry>"]
    for chapter in chapters:
        times = (("Start", chapter.start), ("End", chapter.end))
        lines += ["    <ChapterAtom>"]
        lines += [f"      <ChapterTime{name}>{clock(at)}000000</ChapterTime{name}>" for name, at in times]
        words = html.escape(one_line(chapter.title), quote=False)
        lines += ["      <ChapterDisplay>", f"        <ChapterString>{words}</ChapterString>"]
        lines += ["        <ChapterLanguage>und</ChapterLanguage>", "      </ChapterDisplay>", "    </ChapterAtom>"]
    return "\n".join([*lines, "  </EditionEntry>", "</Chapters>"]) + "\n"
