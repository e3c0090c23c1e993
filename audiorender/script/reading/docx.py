"""A Word file (.docx) as one XML text: the two parts we need, joined like Word's own "flat" XML files.

The packing is that of ECMA-376 part 2. That the text is in `word/document.xml` is what every program does.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from audiorender.errors import SourceError
from audiorender.expressions import expression

MAGIC = b"PK\x03\x04"
"""The first bytes of a ZIP archive."""

_PARTS = ("word/document.xml", "word/styles.xml")
_UNPACKED = 3
"""The parts may unpack to this many times the size limit: XML takes more room than its words."""

_DECLARATION = expression(r"\A\ufeff?\s*<\?xml[^>]*\?>")


def unpack(data: bytes, path: Path | str, limit: int) -> str:
    """The flat XML of the Word file in `data`.

    Raises SourceError for any other archive, a damaged one, and one that unpacks to much more than `limit` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if _PARTS[0] not in names:
                raise SourceError(_kind(names), path=path, hint="export it as Word, HTML, Markdown or plain text")
            parts = [(name, _part(archive, name, path, limit)) for name in _PARTS if name in names]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise SourceError(
            f"a damaged Word file or ZIP archive: {error}", path=path, hint="open it in Word and save it again"
        ) from error
    inner = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{_DECLARATION.sub("", xml)}</pkg:xmlData></pkg:part>'
        for name, xml in parts
    )
    return f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{inner}</pkg:package>'


def _part(archive: zipfile.ZipFile, name: str, path: Path | str, limit: int) -> str:
    """One part of the archive, decoded. Raises SourceError if it is too long."""
    with archive.open(name) as file:
        xml = file.read(_UNPACKED * limit + 1)
    if len(xml) > _UNPACKED * limit:
        raise SourceError(
            f"too long: {name} unpacks to more than {_UNPACKED * limit:,} bytes",
            path=path,
            hint="split it, or raise `limit` in audiorender.toml",
        )
    return xml.decode("utf-16" if xml[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")


def _kind(names: set[str]) -> str:
    if "mimetype" in names:
        return "an OpenDocument or EPUB file, which is not read"
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        return "an Excel or PowerPoint file, which is not read"
    return "a ZIP archive, not text"
