"""Links as every app opens them: ASCII, percent-encoded, for the web."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from audiorender.expressions import expression
from audiorender.publish.oneline import one_line

_STRAY = expression("%(?![0-9A-Fa-f]{2})")
_SAFE = "%!$&'()*,;=:@/?~"


def web_link(url: str, *, keep_plus: bool = False) -> str | None:
    """`url` in ASCII, or None where it is not a web address (http or https, with a host).

    What is percent-encoded stays so; other characters are encoded by RFC 3986 and host names by IDNA. A `+` becomes
    `%2B`, because AntennaPod decodes a chapter's link once, as a form, and makes a space of it; `keep_plus` is for what
    only browsers read.
    """
    try:
        parts = urlsplit(one_line(url))
        if parts.scheme not in {"http", "https"} or not parts.hostname or (parts.port or 1) < 0:
            return None
        host = ascii_host(parts)
    except ValueError:  # a port that is no number, half an IPv6 address, a label that IDNA does not know
        return None
    if re.search(r"[^a-zA-Z0-9._~:%\[\]-]", host):
        return None
    user, at, _ = parts.netloc.rpartition("@")
    safe = "+" * keep_plus
    place = (percent_encoded(part, safe) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, f"{percent_encoded(user, safe)}{at}{host}", *place))


def ascii_host(parts: SplitResult) -> str:
    """The host and the port as a name server knows them (IDNA). Raises UnicodeError for what is not a host name."""
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name.encode("idna").decode("ascii")
    return host if parts.port is None else f"{host}:{parts.port}"


def percent_encoded(part: str, safe: str = "") -> str:
    """A path, query or fragment in ASCII (RFC 3986); what is encoded already stays so, a `+` only as `safe`."""
    return quote(_STRAY.sub("%25", part), safe=_SAFE + safe, errors="surrogatepass")
