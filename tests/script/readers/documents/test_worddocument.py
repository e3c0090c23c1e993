"""Word files: the text that Word shows, its tables and headings, and malicious archives."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from audiorender.errors import SourceError
from audiorender.script.document import Document
from audiorender.script.readers.documents import worddocument
from audiorender.script.reading.source import read_bytes
from script.readers.examples import paragraph, word_file


def _read(body: str, styles: str = "") -> Document:
    source = read_bytes(word_file(body, styles), Path("talk.docx"))
    assert source.encoding == "Word"
    assert worddocument.looks(source.text)
    return worddocument.read(source)


def test_deletions_are_gone_and_insertions_are_there() -> None:
    document = _read(
        "<w:p><w:r><w:t>It was </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>very</w:t><w:br/><w:t>dark.</w:t></w:r></w:ins></w:p>"
    )
    assert [block.text for block in document.blocks] == ["It was very dark."]
    assert document.source.text == "It was very\ndark."


def test_headings_and_typefaces_come_from_styles_too() -> None:
    document = _read(
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>The tower</w:t></w:r></w:p>'
        '<w:p><w:r><w:rPr><w:rStyle w:val="S"/></w:rPr><w:t>Ana:</w:t></w:r><w:r><w:t> Yes.</w:t></w:r></w:p>',
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>',
    )
    assert [(block.kind, block.level, block.line) for block in document.blocks] == [
        ("heading", 1, 1),
        ("paragraph", 0, 2),
    ]
    assert [run.bold for run in document.blocks[1].lines[0].runs] == [True, False]


def test_a_table_with_a_column_for_the_speaker() -> None:
    rows = [("Ana", "0:01", "Is it lit?"), ("Bo", "0:02", "It is."), ("Ana", "0:03", "Good.")]
    cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    document = _read("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>" + paragraph("The end."))
    assert [(block.speaker, block.text) for block in document.blocks] == [
        ("Ana", "Is it lit?"),
        ("Bo", "It is."),
        ("Ana", "Good."),
        (None, "The end."),
    ]


def _archive(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"word/document.xml": b" " * 400_000}, "unpacks to more than 300,000 bytes"),
        ({"word/document.xml": b"<w:document"}, "XML is broken"),
        ({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document>&b;</w:document>"}, "document type"),
        ({"word/document.xml": b"\xff\xfe\x00"}, "damaged"),
        ({"content.xml": b"<a/>", "mimetype": b"application/epub+zip"}, "OpenDocument or EPUB"),
        ({"xl/workbook.xml": b"<a/>"}, "Excel"),
        ({"a.txt": b"Ana: hi"}, "ZIP archive"),
    ],
)
def test_archives_that_are_not_word_files(files: dict[str, bytes], says: str) -> None:
    with pytest.raises(SourceError, match=says):
        worddocument.read(read_bytes(_archive(files), Path("talk.docx"), 100_000))
