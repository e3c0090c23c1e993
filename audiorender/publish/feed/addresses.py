"""Where things are on the web: the base address of a feed, the addresses of files below it, and names derived from
them."""

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
    """`text` as an absolute http(s) address in ASCII; characters that need it are percent-encoded, and so is `+`.

    Raises ValueError, with a message for the user, if it is not such an address.
    """
    parts = _split(text)
    place = map(percent_encoded, (parts.path, parts.query, parts.fragment))
    return urlunsplit((*_beginning(parts), *place))


def base_address(text: str) -> str:
    """`text` as the address of a folder, with a slash at the end.

    Raises ValueError, with a message for the user, if it is not one.
    """
    parts = _split(text)
    if "?" in text or "#" in text:
        raise ValueError("a folder's address has no '?' and no '#'")
    if parts.path.lower().endswith((".xml", ".rss")):
        raise ValueError("this is the address of a feed; give that of its folder")
    return urlunsplit((*_beginning(parts), percent_encoded(parts.path.rstrip("/")) + "/", "", ""))


def address_below(base: str, *names: str) -> str:
    """The address of a file from the names of its folders and its own, each percent-encoded as its bytes on disk."""
    return base + "/".join(quote(os.fsencode(name), safe="") for name in names)


def podcast_guid(feed: str) -> str:
    """A podcast's permanent ID, derived from the address of its first feed (Podcasting 2.0, `podcast:guid`)."""
    return str(uuid5(_PODCAST, re.sub(r"^[a-z]+://", "", feed, flags=re.IGNORECASE).rstrip("/")))


def _split(text: str) -> SplitResult:
    """The parts of an address, if it is valid."""
    if re.search(r"[\x00-\x20\x7f\\]", text.strip()):
        raise ValueError("an address must not contain blanks, backslashes or control characters")
    try:
        parts = urlsplit(text.strip())
        _ = parts.port
    except ValueError as error:
        raise ValueError(f"this is not an address: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an address begins with https:// and a host name")
    if "@" in parts.netloc:
        raise ValueError("a public address must not contain a user name or password")
    if _UNFINISHED.search(text):
        raise ValueError("'%' must be followed by two hexadecimal digits, or written %25")
    return parts


def _beginning(parts: SplitResult) -> tuple[str, str]:
    """The scheme and the host, which is converted to ASCII for the name system (RFC 5891)."""
    try:
        return parts.scheme, ascii_host(parts)
    except UnicodeError as error:
        raise ValueError(f"'{parts.hostname}' is not a host name") from error
