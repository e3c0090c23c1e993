"""A request to a server, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult


@dataclass(frozen=True, slots=True)
class Call:
    """A request, the secret in its headers, and the maximum size of a plausible answer in bytes."""

    address: SplitResult
    headers: Mapping[str, str] = field(repr=False)
    body: Mapping[str, Any] = field(repr=False)
    secret: str | None = field(repr=False)
    key_name: str
    most: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of an answer; `ended` if the server announced their end and it was reached."""

    data: bytes
    ended: bool
