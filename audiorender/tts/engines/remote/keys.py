"""The key of a server: only from the environment, only sent where it belongs, and never shown."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from audiorender.errors import EngineError
from audiorender.expressions import expression

_LOCAL = expression(r"localhost|127(\.\d+){3}|::1|\[::1\]")
_NAME = expression(r"[A-Z][A-Z0-9_]*_(KEY|TOKEN)")


def address_of(engine: str, text: str) -> SplitResult:
    """Parse a server's address. Raises EngineError if it is invalid, or contains a secret."""
    try:
        parts = urlsplit(text.strip())
        parts.port  # noqa: B018  raises where it is no number
    except ValueError:
        raise EngineError(f"engine '{engine}': 'base_url' is not an address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise EngineError(
            f"engine '{engine}': 'base_url' is not an address of a web server",
            hint="for example https://api.openai.com/v1",
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise EngineError(
            f"engine '{engine}': 'base_url' contains more than the address of a server",
            hint="a key comes only from the environment",
        )
    return parts


def is_local(address: SplitResult) -> bool:
    """Whether a server runs on this machine."""
    return _LOCAL.fullmatch(address.hostname or "") is not None


def check_name(engine: str, name: str) -> None:
    """Raise EngineError if `name` cannot be an environment variable for a key."""
    if name and not _NAME.fullmatch(name):
        raise EngineError(
            f"engine '{engine}': 'key' names no environment variable for a key",
            hint="it must name one in capitals that ends with _KEY or _TOKEN, never the key itself",
        )


def key_for(engine: str, name: str, address: SplitResult, environment: Mapping[str, str] = os.environ) -> str | None:
    """The key in the variable `name`, None if there is none or it must not be sent to `address`.

    It is only sent to this machine or over https. Raises EngineError, without showing it, for an impossible key.
    """
    key = environment.get(name, "").strip() if name else ""
    if not key or not (address.scheme == "https" or is_local(address)):
        return None
    if not re.fullmatch(r"[\x21-\x7e]+", key):
        raise EngineError(f"engine '{engine}': {name} contains characters that a key cannot have", hint="set it again")
    return key


def without(secret: str | None, text: str) -> str:
    """`text` if it contains no part of the secret, else nothing: a server may quote it in any form."""
    if secret and any(secret[start : start + 6] in text for start in range(max(len(secret) - 5, 1))):
        return ""
    return text
