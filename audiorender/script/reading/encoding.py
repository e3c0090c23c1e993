"""From bytes to text: finds a source's encoding, by rules that a person can follow.

A byte order mark decides. Otherwise zeros in every second byte mean UTF-16; valid UTF-8 is UTF-8; a web page may
declare its encoding; and all else is a Western 8-bit encoding. Since any bytes would fit one, they must also look like
it.
"""

from __future__ import annotations

from pathlib import Path

from audiorender.errors import SourceError
from audiorender.expressions import expression

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\0\0", "utf-32", "UTF-32"),
    (b"\0\0\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_DECLARED = expression(
    rb"(?i)<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*"
    rb"(iso-8859-\d{1,2}|windows-125\d|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5|macintosh)\b"
)
_HEAD = 2048
"""How many bytes to search for a page's declared encoding; HTML requires the first 1024."""

_CONTROLS = expression(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SEQUENCE = expression(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = expression(rb"[\x80-\xff]")
_ACCENTED = expression(rb"[\xc0-\xff]")
_LETTERS = expression(rb"[A-Za-z]")
_C1 = expression(rb"[\x80-\x9f]")
_MOST_ACCENTS = 0.5
"""Accented per plain letters: about 0.05 in French, far above 1 in Russian or Greek misread as Latin."""


def decode(data: bytes, path: Path | str) -> tuple[str, str]:
    """The text in `data` without its byte order mark, and the name of its encoding; `path` is for errors.

    Raises SourceError, with line and column if a single byte is at fault, for anything but text in a known encoding.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, name, path), name
    if b"\0" in data:
        return _unmarked_utf16(data, path), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if declared := _DECLARED.search(data, 0, _HEAD):
            name = declared[1].decode("ascii").lower()
            return _strictly(data, name, name, path), name
        return _western(data, path, error)


def _strictly(data: bytes, codec: str, name: str, path: Path | str) -> str:
    """The text in this encoding. Raises SourceError if the bytes are not in it, or not text."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        byte = f"byte 0x{data[error.start]:02X} at offset {error.start}"
        raise SourceError(f"not {name}, as it claims to be: {byte}", path=path, hint="save it as UTF-8") from error
    if "\0" in text:
        raise _binary(path)
    return text


def _unmarked_utf16(data: bytes, path: Path | str) -> str:
    """UTF-16 without a byte order mark: in Western text nearly every second byte is zero, and no other byte is."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    for zeros, others, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if not others and zeros * 4 > len(data):
            return _strictly(data, codec, "UTF-16", path)
    raise _binary(path)


def _western(data: bytes, path: Path | str, why_not_utf8: UnicodeDecodeError) -> tuple[str, str]:
    """ISO-8859-1, or Windows-1252 if there are bytes for which only that has a character."""
    if _CONTROLS.search(data):
        raise _binary(path)
    sequences = _SEQUENCE.findall(data)
    high = len(_HIGH.findall(data))
    if 2 * sum(map(len, sequences)) > high:  # mostly UTF-8: as Latin-1 every accented letter would be wrong
        raise _at("not UTF-8, though most of it is", data, why_not_utf8, path)
    if len(_ACCENTED.findall(data)) > _MOST_ACCENTS * len(_LETTERS.findall(data)):
        raise _at("neither UTF-8 nor a Western 8-bit encoding", data, why_not_utf8, path)
    if not _C1.search(data):
        return data.decode("iso-8859-1"), "ISO-8859-1"
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise _at("neither UTF-8 nor Windows-1252", data, error, path) from error


def _at(what: str, data: bytes, error: UnicodeDecodeError, path: Path | str) -> SourceError:
    """The error for the byte that could not be decoded, with its line and column."""
    before = data[: error.start]
    row = before[before.rfind(b"\n") + 1 :]
    return SourceError(
        f"{what}: byte 0x{data[error.start]:02X} at offset {error.start}",
        path=path,
        line=before.count(b"\n") + 1,
        column=len(row.decode("utf-8", errors="replace")) + 1,
        hint="save it as UTF-8",
    )


def _binary(path: Path | str) -> SourceError:
    return SourceError("binary data, not text", path=path, hint="give a text, a web page, captions or a Word file")
