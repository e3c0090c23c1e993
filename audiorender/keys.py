"""Keys of the store and of reports: a digest of all that changes what is filed under it."""

from __future__ import annotations

import hashlib


def key_of(facts: object) -> str:
    """The SHA-256 of `facts` in hexadecimal digits: values whose `repr` says all of them, and always the same."""
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()
