"""A key is the same for the same facts, and another for others."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from audiorender.keys import key_of

FACTS = st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.tuples(inner, inner), max_leaves=5)


@given(FACTS, FACTS)
def test_keys_are_equal_where_facts_are(one: object, other: object) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", key_of(one))
    assert (key_of(one) == key_of(other)) == (repr(one) == repr(other))
