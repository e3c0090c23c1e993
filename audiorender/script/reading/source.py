"""Reads the text that an episode is made from, a file or standard input, as one string with `\\n` line ends."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from audiorender.errors import SourceError, UsageError, few
from audiorender.expressions import expression
from audiorender.script.reading import docx, encoding
from audiorender.script.reading.controls import without_controls

LIMIT = 20_000_000
"""The most bytes a source may have; a whole day of talk is about 1.2 million."""

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"\x1f\x8b", "gzip data"),
    (b"ID3", "an MP3"),
    (b"OggS", "Ogg audio"),
    (b"RIFF", "a WAV or other RIFF file"),
    (b"fLaC", "FLAC audio"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
)

_NO_CHARACTER = expression("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded source: `path` (None for standard input), the `stem` that names its episode, and the `text`.

    `text` has no byte order mark, and every line ends in `\\n`, as in Python's own text files. Non-characters (NUL,
    lone surrogates) are replaced by U+FFFD. Control characters are removed; `controls` counts them. All spans are
    offsets into this string. `encoding` is the usual name of the encoding that was found; for a Word file it is "Word",
    and `text` is its XML.
    """

    path: Path | None
    stem: str
    text: str
    encoding: str = "UTF-8"
    controls: int = 0

    def __post_init__(self) -> None:
        whole = self.text.replace("\r\n", "\n").replace("\r", "\n")
        text = without_controls(_NO_CHARACTER.sub("\ufffd", whole))
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "controls", self.controls + len(whole) - len(text))


class Lines:
    """Where the lines of a text begin. Line numbers count from 1, offsets from 0."""

    __slots__ = ("starts",)

    def __init__(self, text: str) -> None:
        self.starts = [0]
        at = text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = text.find("\n", at + 1)

    def number(self, offset: int) -> int:
        """The number of the line with the character at `offset`."""
        return bisect_right(self.starts, offset)


def read_source(path: str | Path, limit: int = LIMIT) -> Source:
    """Read a source of at most `limit` bytes; `-` is standard input.

    Raises UsageError if `path` is not a file, SourceError if its content is not text that can be spoken.
    """
    if str(path) == "-":
        return read_bytes(sys.stdin.buffer.read(limit + 1), None, limit)
    return read_bytes(_read(Path(path), limit), Path(path), limit)


def read_bytes(data: bytes, path: Path | None, limit: int = LIMIT) -> Source:
    """The source in `data`, from the file `path`, or from standard input (None). Raises SourceError."""
    if path is None:
        return Source(None, "episode", *_decode(data, "standard input", limit))
    return Source(path, path.stem or path.name, *_decode(data, path, limit))


def read_text(given: str | bytes, name: str, limit: int = LIMIT) -> Source:
    """The source given as text or bytes, for the episode called `name`. Raises SourceError."""
    if isinstance(given, str):
        given = _NO_CHARACTER.sub("\ufffd", given).encode()
    return replace(read_bytes(given, None, limit), stem=name)


def _read(path: Path, limit: int) -> bytes:
    """The bytes of a file, one more than `limit` at most. Raises UsageError or SourceError with a hint."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError as error:
        if address := re.match(r"(https?:)/+(.*)", str(path)):
            message = "this is a web address; only files can be read"
            raise UsageError(
                message, path="//".join(address.groups()), hint="save the page to a file, and give that"
            ) from error
        raise UsageError("no such file", path=path, hint=_missing_file_hint(path)) from error
    except NotADirectoryError as error:
        raise UsageError("part of this path is a file, not a folder", path=path) from error
    except IsADirectoryError as error:
        raise UsageError("a folder, not a file", path=path, hint=_folder_hint(path)) from error
    except PermissionError as error:
        if path.is_dir():  # Windows says this of a folder
            raise UsageError("a folder, not a file", path=path, hint=_folder_hint(path)) from error
        raise SourceError("no permission to read it", path=path, hint="change its permissions, or copy it") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise UsageError(f"cannot be read: {reason or error}", path=path, hint="give a source to read") from error


def _missing_file_hint(path: Path) -> str:
    """The hint for a missing file: suggest a file with a similar name."""
    return nearest_file(path) or "give a source to read, or '-' for standard input"


def _folder_hint(path: Path) -> str:
    """The hint for a folder: suggest a file in it, if there is one."""
    try:
        inside = sorted(each.name for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
    except OSError:
        inside = []
    return f"name a file in it: {few(inside)}" if inside else "there is no file in it; name the file to read"


def nearest_file(path: Path) -> str | None:
    """A hint that names the file beside `path` with a similar name, if there is one."""
    alike = file_like(path)
    return f"did you mean '{alike}'?" if alike else None


def file_like(path: Path) -> Path | None:
    """The file beside `path` with a similar name."""
    try:
        beside = [each.name for each in path.parent.iterdir() if each.is_file()]
    except OSError:
        return None
    alike = get_close_matches(path.name, beside, n=1, cutoff=0.7)
    return path.with_name(alike[0]) if alike else None


def _decode(data: bytes, path: Path | str, limit: int) -> tuple[str, str]:
    """The text, and the encoding it was in."""
    if len(data) > limit:
        size = f"{path.stat().st_size:,} bytes" if isinstance(path, Path) else "more"
        raise SourceError(
            f"too long: the limit is {limit:,} bytes, this has {size}",
            path=path,
            hint="split it, or raise `limit` in audiorender.toml",
        )
    if data.startswith(docx.MAGIC):
        return docx.unpack(data, path, limit), "Word"
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise SourceError(f"{what}, not text", path=path, hint="export it as Word, HTML, Markdown or plain text")
    text, found = encoding.decode(data, path)
    if not text.strip():
        raise SourceError("there is nothing in it to speak", path=path, hint="give a file with text")
    return text, found
