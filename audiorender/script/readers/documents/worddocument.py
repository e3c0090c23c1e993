"""Word files (.docx), as exported by transcription services: paragraphs, headings, tables, bold and italic.

`reading.docx` has unpacked the file into flat XML (ECMA-376 part 1 names the elements). The document's own source is
the text in it, one line per paragraph, and its spans and line numbers refer to that. Deleted text, field codes, and the
second of two drawings of one text box are left out, since Word does not show them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Document, Run
from audiorender.script.readers.documents.flow import Flow
from audiorender.script.readers.talk import timed
from audiorender.script.reading.source import Source

NAME = "a Word file"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FLAT = expression(r"(?:<\?[^<>]*>\s*)*<pkg:package\b")
_NOT_SHOWN = frozenset([f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rPr", _FALLBACK])
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class _Style:
    """The properties of a style: a heading's level (0: none), bold, italic."""

    level: int = 0
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """A stretch of text in one typeface."""

    text: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph: its heading level, the table column it is in (None: no table), its text."""

    level: int
    column: int | None
    texts: tuple[_Text, ...]
    ends_table: bool = False


def looks(text: str) -> bool:
    """Whether the text is the flat XML of a Word file."""
    return _FLAT.match(text) is not None and "<w:document" in text


def read(source: Source) -> Document:
    """Read `source` as the flat XML of a Word file.

    Raises SourceError for broken XML, and if there is no text in it.
    """
    package = _parsed(source)
    styles = dict(_styles(package))
    body = package.find(f".//{_W}body")
    paragraphs = list(_paragraphs(body, styles)) if body is not None else []
    text = "\n".join("".join(each.text for each in paragraph.texts) for paragraph in paragraphs)
    inner = replace(source, text=text)
    if not text.strip():
        raise SourceError("there is no text in it", path=source.path, hint="text in pictures is not read")
    if timed.looks(inner.text):
        return timed.read(inner)
    flow = Flow(inner.text)
    at = 0
    for paragraph in paragraphs:
        if paragraph.ends_table:
            flow.forget()
        flow.begin("heading" if paragraph.level else "paragraph", paragraph.level)
        if paragraph.column is not None:
            flow.name_begins(f"cell {paragraph.column}")
        for each in paragraph.texts:
            at = _add(flow, each, at)
        flow.name_ends()
        at += 1
    blocks, marks = flow.finish()
    return Document(inner, None, (), blocks, tuple(sorted(marks, key=lambda mark: mark.span)))


def _add(flow: Flow, piece: _Text, at: int) -> int:
    """Add text that begins at character `at`; returns where it ends."""
    for number, row in enumerate(piece.text.split("\n")):
        if number:
            flow.end_line()
            at += 1
        if row:
            flow.add(Run(row, Span(at, at + len(row)), piece.bold, piece.italic))
        at += len(row)
    return at


def _parsed(source: Source) -> ElementTree.Element:
    """The XML, parsed. Raises SourceError if it is broken or could be malicious."""
    text = source.text.replace(_STRICT, _W[1:-1])
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # Word files have neither, and both can expand without limit
        raise SourceError("a Word file with a document type in its XML", path=source.path, hint="save it again in Word")
    try:
        return ElementTree.fromstring(text)  # noqa: S314 - what is dangerous in XML needs the document type
    except ElementTree.ParseError as error:
        raise SourceError(
            f"a damaged Word file: its XML is broken ({error})", path=source.path, hint="save it again in Word"
        ) from error


def _paragraphs(body: ElementTree.Element, styles: dict[str, _Style]) -> Iterator[_Paragraph]:
    """Every paragraph, in order. Those in a text box come after the paragraph it is anchored to."""
    waiting: list[tuple[ElementTree.Element, int | None, int]] = [(body, None, 0)]
    after_table = False
    while waiting:
        element, column, depth = waiting.pop()
        if element.tag == f"{_W}p":
            boxes: list[ElementTree.Element] = []
            yield replace(_paragraph(element, column, styles, boxes), ends_table=after_table)
            after_table = False
            waiting.extend((box, column, depth + 1) for box in reversed(boxes) if depth < _DEEPEST)
        elif element.tag == f"{_W}tbl-end":
            after_table = True
        elif element.tag not in _NOT_SHOWN and depth < _DEEPEST:
            cells = [child for child in element if child.tag == f"{_W}tc"]
            if element.tag == f"{_W}tbl":
                waiting.append((ElementTree.Element(f"{_W}tbl-end"), None, depth))
            for child in reversed(element):
                inside = cells.index(child) if len(cells) > 1 and child in cells else column
                waiting.append((child, inside, depth + 1))


def _paragraph(
    element: ElementTree.Element, column: int | None, styles: dict[str, _Style], boxes: list[ElementTree.Element]
) -> _Paragraph:
    """One paragraph; its text boxes are added to `boxes`."""
    own = styles.get(_value(element.find(f"{_W}pPr/{_W}pStyle")) or "", _Style())
    texts: list[_Text] = []
    face = (own.bold, own.italic)
    waiting: list[tuple[ElementTree.Element, tuple[bool, bool]]] = [(child, face) for child in reversed(element)]
    while waiting:
        child, face = waiting.pop()
        if child.tag == f"{_W}t" or child.tag in _MARKS:
            text = _MARKS.get(child.tag) or (child.text or "").replace("\n", " ").replace("\r", " ")
            if text:
                texts.append(_Text(text, *face))
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag not in _NOT_SHOWN and child.tag != f"{_W}pPr":
            inner = _face(child, face, styles) if child.tag == f"{_W}r" else face
            waiting.extend((each, inner) for each in reversed(child))
    return _Paragraph(own.level, column, tuple(texts))


def _face(run: ElementTree.Element, face: tuple[bool, bool], styles: dict[str, _Style]) -> tuple[bool, bool]:
    """Bold and italic of a run: its own, or else its style's, or else the paragraph's."""
    style = styles.get(_value(run.find(f"{_W}rPr/{_W}rStyle")) or "", _Style())
    bold, italic = (_on(run.find(f"{_W}rPr/{_W}{name}")) for name in ("b", "i"))
    return ((face[0] or style.bold) if bold is None else bold, (face[1] or style.italic) if italic is None else italic)


def _styles(package: ElementTree.Element) -> Iterator[tuple[str, _Style]]:
    """Styles by their id, which is in Word's own language; their name is in English."""
    based: dict[str, tuple[str | None, ElementTree.Element]] = {}
    for element in package.iter(f"{_W}style"):
        if key := element.get(f"{_W}styleId"):
            based[key] = (_value(element.find(f"{_W}basedOn")), element)
    for key in based:
        level, bold, italic = 0, None, None
        at: str | None = key
        for _ in range(10):
            if at is None or at not in based:
                break
            at, element = based[at]
            name = (_value(element.find(f"{_W}name")) or "").casefold()
            match = re.fullmatch(r"heading ([1-6])", name)
            level = level or (int(match[1]) if match else 1 if name == "title" else 0)
            own_bold, own_italic = (_on(element.find(f"{_W}rPr/{_W}{face}")) for face in ("b", "i"))
            bold, italic = own_bold if bold is None else bold, own_italic if italic is None else italic
        yield key, _Style(level, bold or False, italic or False)


def _value(element: ElementTree.Element | None) -> str | None:
    return element.get(f"{_W}val") if element is not None else None


def _on(element: ElementTree.Element | None) -> bool | None:
    """A switch: on if it is there without a value; None if it is not there."""
    return None if element is None else (_value(element) or "true") not in ("0", "false", "off", "none")
