"""Download one file: resumed after an interruption, retried while there is progress, and never trusted.

What has arrived is in `NAME.part` beside `NAME.etag`, the server's identifier for the content. A part is only continued
if the server still has the same content; otherwise it starts over. The caller verifies the hash of the whole.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import time
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from typing import IO, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from audiorender.errors import OutputError, ToolError
from audiorender.files import cannot_write
from audiorender.tts.catalogue.entries import File

ATTEMPTS = 5
"""How many attempts in a row may bring nothing before a download fails."""

TIMEOUT = 30.0
"""Seconds without a byte after which a connection is considered broken."""

BLOCK = 1 << 18

_HEADERS = {"User-Agent": "audiorender", "Accept-Encoding": "identity"}

_AGAIN = "run the command again: it continues where it stopped"


class _BrokenError(Exception):
    """The connection ended early; the text says how."""


class _StaleError(_BrokenError):
    """The server's content has changed since the download began."""


def fetch(file: File, into: Path, on_bytes: Callable[[int], None], pause: Callable[[float], None] = time.sleep) -> Path:
    """The part file in the folder `into` that contains all of `file`, with its length checked, but not its hash.

    `on_bytes` is called with the number of bytes so far. Raises ToolError if the server refuses, sends something else
    or disconnects too often; OutputError for the disk.
    """
    part = into / f"{Path(file.name).name}.part"
    best, failures = _size(part), 0
    on_bytes(best)
    while _size(part) != file.size:
        reason = "the connection broke"
        try:
            _receive(file, part, on_bytes)
        except _BrokenError as broken:
            reason = str(broken)
            if isinstance(broken, _StaleError):
                forget(part)
        headway = _size(part) > best
        best, failures = max(best, _size(part)), 0 if headway else failures + 1
        if failures >= ATTEMPTS:
            raise ToolError(f"cannot be fetched: {reason}", path=file.address, hint=_AGAIN)
        if _size(part) != file.size:
            pause(2.0**failures / 2)
    return part


def _receive(file: File, part: Path, on_bytes: Callable[[int], None]) -> None:
    """Read as much as one connection sends. Raises _BrokenError if it makes sense to retry."""
    have = _size(part)
    tag = _tag_of(part)
    if have > file.size or (have and tag is None and file.sha256 is None):
        have = 0  # without a tag, nothing can tell whether the rest belongs to it
    with _opened(file, have, tag) as answer:
        start = _start_of(answer, have, file)
        _note_tag(part, answer.headers)
        try:
            with part.open("r+b" if part.exists() else "wb") as out:
                out.truncate(start)
                out.seek(start)
                _copy(cast("IO[bytes]", answer), out, file, start, on_bytes)
        except OSError as error:
            if isinstance(error, TimeoutError | ConnectionError):
                raise _BrokenError("the connection broke") from error
            raise _disk(part, error) from error


def _copy(answer: IO[bytes], out: IO[bytes], file: File, start: int, on_bytes: Callable[[int], None]) -> None:
    done = start
    while True:
        try:
            data = answer.read(BLOCK)
        except http.client.IncompleteRead as cut:
            data = cut.partial
        except http.client.HTTPException as error:
            raise _BrokenError("the connection broke") from error
        if done + len(data) > file.size:
            raise ToolError(f"sends more than the expected {file.size:,} bytes", path=file.address)
        if not data:
            return
        out.write(data)
        done += len(data)
        on_bytes(done)


def _opened(file: File, have: int, tag: str | None) -> contextlib.AbstractContextManager[http.client.HTTPResponse]:
    headers = dict(_HEADERS)
    if have:
        headers["Range"] = f"bytes={have}-"
        if tag:
            headers["If-Range"] = tag
    address = str(file.address)
    try:
        request = Request(address, headers=headers)  # noqa: S310  the scheme is checked in _opener
        return cast("http.client.HTTPResponse", _opener(address).open(request, timeout=TIMEOUT))
    except HTTPError as error:
        with error:
            raise _refusal(error, file, have) from None
    except (URLError, http.client.HTTPException, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise _BrokenError(
            f"no connection: {getattr(reason, 'strerror', None) or reason or type(error).__name__}"
        ) from None


def _refusal(error: HTTPError, file: File, have: int) -> Exception:
    said = f"the server answers {error.code} {error.reason}".rstrip()
    if error.code == 416 and have:  # it has fewer bytes: what we have belongs to another version
        return _StaleError(said)
    if error.code in {408, 425, 429, 500, 502, 503, 504}:
        return _BrokenError(said)
    hint = "the file may have moved: download it by hand, and add it with --from" if error.code in {404, 410} else None
    return ToolError(f"cannot be fetched: {said}", path=file.address, hint=hint)


def _start_of(answer: http.client.HTTPResponse, have: int, file: File) -> int:
    """The position in the file at which the answer begins. Raises ToolError if it is not the file."""
    headers = answer.headers
    if headers.get_content_type() == "text/html" and not file.name.endswith((".html", ".htm")):
        raise ToolError("sends a web page instead of the file", path=file.address, hint="is a sign-in page in the way?")
    length = headers.get("Content-Length", "")
    start, total = 0, int(length) if length.isdigit() else None
    if answer.status == 206:
        found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+|\*)", headers.get("Content-Range", "").strip())
        if found is None or int(found[1]) != have:
            raise _StaleError("it sends a range that was not requested")
        start, total = have, None if found[3] == "*" else int(found[3])
    if total is not None and total != file.size:
        raise ToolError(
            f"has {total:,} bytes instead of {file.size:,}", path=file.address, hint="it has changed, or is damaged"
        )
    return start


def _opener(address: str) -> OpenerDirector:
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ToolError("is not an address of a web server", path=address)
    return build_opener(_Onwards())


class _Onwards(HTTPRedirectHandler):
    """Follows redirects, but never from a secure to an insecure connection."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        old, new = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if new != "https" and (new, old) != ("http", "http"):
            fp.close()
            raise ToolError("redirects to an unsafe address", path=req.full_url)
        return super().redirect_request(req, fp, code, msg, cast("http.client.HTTPMessage", headers), newurl)


def forget(part: Path) -> None:
    """Delete a part and its tag."""
    part.unlink(missing_ok=True)
    part.with_suffix(".etag").unlink(missing_ok=True)


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _tag_of(part: Path) -> str | None:
    try:
        return part.with_suffix(".etag").read_text(encoding="ascii") or None
    except (OSError, UnicodeDecodeError):
        return None


def _note_tag(part: Path, headers: Message) -> None:
    """Keep the server's strong ETag; a weak one guarantees nothing about the bytes."""
    tag = headers.get("ETag", "")
    note = part.with_suffix(".etag")
    try:
        if tag.startswith('"') and tag.isascii() and len(tag) < 200:
            note.write_text(tag, encoding="ascii")
        else:
            note.unlink(missing_ok=True)
    except OSError as error:
        raise _disk(note, error) from error


def _disk(path: Path, error: OSError) -> OutputError:
    cause = cannot_write(path, error)
    return OutputError(cause.message, path=path, hint="free some space, or name another folder in AUDIORENDER_VOICES")
