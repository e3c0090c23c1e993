"""Where things are on the web: the base of a feed, the addresses of files below it, the names made from them."""

from __future__ import annotations

import os
import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit
from uuid import UUID, uuid5

from audiorender.expressions import expression
from audiorender.publish.link import ascii_host, percent_encoded

_PODCAST = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_UNFINISHED = expression(r"%(?![0-9A-Fa-f]{2})")


def web_address(text: str) -> str:
    """`text` as an absolute http(s) address in ASCII; what may not stand in one is percent-encoded, and so is `+`.

    Raises ValueError, with words for a person, for what is not such an address.
    """
    parts = _split(text)
    place = map(percent_encoded, (parts.path, parts.query, parts.fragment))
    return urlunsplit((*_beginning(parts), *place))


def base_address(text: str) -> str:
    """`text` as the address of a folder, with a slash at its end.

    Raises ValueError, with words for a person, for what is not one.
    """
    parts = _split(text)
    if "?" in text or "#" in text:
        raise ValueError("a folder's address has no '?' and no '#'")
    if parts.path.lower().endswith((".xml", ".rss")):
        raise ValueError("this is the address of a feed, and that of the folder it lies in is wanted")
    return urlunsplit((*_beginning(parts), percent_encoded(parts.path.rstrip("/")) + "/", "", ""))


def address_below(base: str, *names: str) -> str:
    """The address of a file by the names of its folders and its own, each percent-encoded as its bytes on disk."""
    return base + "/".join(quote(os.fsencode(name), safe="") for name in names)


def podcast_guid(feed: str) -> str:
    """A podcast's name for life, from the address of its first feed (Podcasting 2.0, `podcast:guid`)."""
    return str(uuid5(_PODCAST, re.sub(r"^[a-z]+://", "", feed, flags=re.IGNORECASE).rstrip("/")))


def _split(text: str) -> SplitResult:
    """The parts of an address, if it can be one."""
    if re.search(r"[\x00-\x20\x7f\\]", text.strip()):
        raise ValueError("an address has no blanks, no backslashes and no control characters")
    try:
        parts = urlsplit(text.strip())
        _ = parts.port
    except ValueError as error:
        raise ValueError(f"this is not an address: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an address begins with https:// and a host's name")
    if "@" in parts.netloc:
        raise ValueError("an address that everybody reads has no user and no password")
    if _UNFINISHED.search(text):
        raise ValueError("'%' is followed by two hexadecimal digits, or written %25")
    return parts


def _beginning(parts: SplitResult) -> tuple[str, str]:
    """The scheme and the host, which outside of ASCII is written as the name system has it (RFC 5891)."""
    try:
        return parts.scheme, ascii_host(parts)
    except UnicodeError as error:
        raise ValueError(f"'{parts.hostname}' is not a host name") from error
