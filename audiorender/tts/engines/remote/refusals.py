"""What a server means by an answer that is not speech: to try again, or why there will be none.

No message contains a header, a key or the text that was sent.
"""

from __future__ import annotations

import email.utils
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from audiorender.errors import EngineError
from audiorender.tts.engines.remote.call import Call
from audiorender.tts.engines.remote.keys import without

if TYPE_CHECKING:
    import httpx

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})


class AgainError(Exception):
    """A failure that may succeed on a retry; `wait` is how many seconds the server wants to be left alone."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


def failed(call: Call, reason: str, hint: str | None = None) -> EngineError:
    """The error for a call that has failed for good."""
    return EngineError(f"the server at {call.address.netloc} {reason}", hint=hint)


def refused(call: Call, status: int, reply: httpx.Response) -> Exception:
    """The error for an answer other than 200: AgainError if another try may help, else EngineError."""
    if status in _AGAIN:
        return AgainError(f"answers {status}{_name(status)}", _retry_after(reply.headers.get("Retry-After")))
    if 300 <= status < 400:
        return _redirected(call, status, reply.headers.get("Location", ""))
    if status in {401, 403}:
        return failed(call, f"refuses the request ({status}{_name(status)})", _about_key(call))
    said = without(call.secret, _said(reply))
    hints = {404: "are 'base_url', 'model' and 'voice' right?", 402: "is there credit left?"}
    return failed(call, f"answers {status}{_name(status)}{said}", hints.get(status))


def _redirected(call: Call, status: int, where: str) -> EngineError:
    """Redirects are not followed: a key is only sent to the address that the profile names."""
    target = urlsplit(urljoin(call.address.geturl(), where))
    host = target.hostname or "another address"
    return failed(call, f"redirects to {host} ({status})", "if you trust that server, put its address into 'base_url'")


def _retry_after(value: str | None) -> float | None:
    """Seconds from a Retry-After header: a number, or a date (RFC 9110 §10.2.3)."""
    if not value:
        return None
    value = value.strip()
    if value.isdigit():
        return float(value)
    try:
        return max(email.utils.parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def _name(status: int) -> str:
    from http import HTTPStatus

    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""


def _said(reply: httpx.Response) -> str:
    """A short form of the server's own explanation; empty if it is a web page."""
    data = b""
    for block in reply.iter_bytes():
        data += block
        if len(data) > 20_000:
            return ""
    try:
        answer = json.loads(data)
    except ValueError:
        return ""
    while isinstance(answer, dict):
        answer = next((answer[key] for key in ("error", "detail", "message", "msg") if answer.get(key)), None)
    text = answer if isinstance(answer, str) else ""
    return f": {' '.join(text.split())[:200]}" if text else ""


def _about_key(call: Call) -> str:
    if call.secret:
        return f"is the key in {call.key_name} right?"
    if call.address.scheme == "http":
        return f"it got no key: {call.key_name} is sent only over https or to this machine"
    return f"set {call.key_name} to your key"
