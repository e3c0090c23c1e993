"""Links as every app opens them: ASCII, percent-encoded, for the web."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from audiorender.publish.oneline import one_line

_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "%!$&'()*,;=:@/?~"


def web_link(url: str) -> str | None:
    """`url` in ASCII, or None where it is no address of the web (http or https, with a host).

    What is percent-encoded stays so; other characters are encoded by RFC 3986 and host names by IDNA. A `+` becomes
    `%2B`, because AntennaPod decodes a chapter's link once, as a form, and makes a space of it.
    """
    try:
        parts = urlsplit(one_line(url))
        if parts.scheme not in {"http", "https"} or not parts.hostname or (parts.port or 1) < 0:
            return None
        user, at, _ = parts.netloc.rpartition("@")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
    except ValueError:  # a port that is no number, half an IPv6 address, a label that IDNA does not know
        return None
    if re.search(r"[^a-zA-Z0-9._~:%\[\]-]", host):
        return None
    port = "" if parts.port is None else f":{parts.port}"
    place = (_encoded(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, f"{_encoded(user)}{at}{host}{port}", *place))


def _encoded(part: str) -> str:
    return quote(_STRAY.sub("%25", part), safe=_SAFE)
