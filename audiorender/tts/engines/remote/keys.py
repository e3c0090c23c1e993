"""The key of a server: from the environment alone, sent only where it belongs, and never shown."""

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
    """A server's address, taken apart. Raises EngineError for one that is not valid, or that holds a secret itself."""
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
            f"engine '{engine}': 'base_url' holds more than the address of a server",
            hint="a key comes only from the environment",
        )
    return parts


def is_local(address: SplitResult) -> bool:
    """Whether a server runs on this machine."""
    return _LOCAL.fullmatch(address.hostname or "") is not None


def check_name(engine: str, name: str) -> None:
    """Raise EngineError where `name` is not that of an environment variable that may hold a key."""
    if name and not _NAME.fullmatch(name):
        raise EngineError(
            f"engine '{engine}': 'key' names no environment variable for a key",
            hint="it names one in capitals that ends with _KEY or _TOKEN, and never holds the key itself",
        )


def key_for(engine: str, name: str, address: SplitResult, environment: Mapping[str, str] = os.environ) -> str | None:
    """The key in the variable `name`, None where there is none or it must not be sent to `address`.

    It is sent to this machine and over https. Raises EngineError, without it, for one that cannot be a key.
    """
    key = environment.get(name, "").strip() if name else ""
    if not key or not (address.scheme == "https" or is_local(address)):
        return None
    if not re.fullmatch(r"[\x21-\x7e]+", key):
        raise EngineError(f"engine '{engine}': {name} holds characters that a key cannot have", hint="set it again")
    return key


def without(secret: str | None, text: str) -> str:
    """`text` where no piece of the secret is left: else nothing at all, for a server may quote it as it likes."""
    if secret and any(secret[start : start + 6] in text for start in range(max(len(secret) - 5, 1))):
        return ""
    return text
