"""Keys for the store and for reports: a digest of everything that an entry depends on."""

from __future__ import annotations

import hashlib


def key_of(facts: object) -> str:
    """The SHA-256 of `facts` in hexadecimal: values whose `repr` is complete and stable."""
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()
