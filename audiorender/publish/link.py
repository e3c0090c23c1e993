"""Links in the form that every app opens: ASCII, percent-encoded, http or https."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from audiorender.expressions import expression
from audiorender.publish.oneline import one_line

_STRAY = expression("%(?![0-9A-Fa-f]{2})")
_SAFE = "%!$&'()*,;=:@/?~"


def web_link(url: str, *, keep_plus: bool = False) -> str | None:
    """`url` in ASCII, or None if it is not a web address (http or https, with a host).

    What is percent-encoded stays so; other characters are encoded by RFC 3986 and host names by IDNA. A `+` becomes
    `%2B`, because AntennaPod form-decodes a chapter's link, which turns it into a space; `keep_plus` is for links that
    only browsers read.
    """
    try:
        parts = urlsplit(one_line(url))
        if parts.scheme not in {"http", "https"} or not parts.hostname or (parts.port or 1) < 0:
            return None
        host = ascii_host(parts)
    except ValueError:  # an invalid port, an incomplete IPv6 address, a label that IDNA rejects
        return None
    if re.search(r"[^a-zA-Z0-9._~:%\[\]-]", host):
        return None
    user, at, _ = parts.netloc.rpartition("@")
    safe = "+" * keep_plus
    place = (percent_encoded(part, safe) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, f"{percent_encoded(user, safe)}{at}{host}", *place))


def ascii_host(parts: SplitResult) -> str:
    """The host and port as a name server knows them (IDNA). Raises UnicodeError if it is not a host name."""
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name.encode("idna").decode("ascii")
    return host if parts.port is None else f"{host}:{parts.port}"


def percent_encoded(part: str, safe: str = "") -> str:
    """A path, query or fragment in ASCII (RFC 3986); existing encoding stays, and `+` is kept only if in `safe`."""
    return quote(_STRAY.sub("%25", part), safe=_SAFE + safe, errors="surrogatepass")
