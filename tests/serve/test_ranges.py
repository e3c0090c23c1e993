"""Which bytes are wanted, against what a slice of them would be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.serve.ranges import UnsatisfiableError, wanted

sizes = st.integers(0, 300)


@given(sizes, st.integers(0, 400), st.integers(0, 400))
def test_from_here_to_there(size: int, first: int, last: int) -> None:
    data = range(size)
    header = f"bytes={first}-{last}"
    if last < first:
        assert wanted(header, size) is None
    elif not data[first : last + 1]:
        with pytest.raises(UnsatisfiableError):
            wanted(header, size)
    else:
        found = wanted(header, size)
        assert found
        assert data[slice(*found)] == data[first : last + 1]
        assert found[1] <= size


@given(sizes, st.integers(0, 400))
def test_from_here_and_the_last(size: int, count: int) -> None:
    data = range(size)
    for header, expected in ((f"bytes={count}-", data[count:]), (f"bytes=-{count}", data[-count:] if count else ())):
        if expected:
            found = wanted(header, size)
            assert found
            assert data[slice(*found)] == expected
        else:
            with pytest.raises(UnsatisfiableError):
                wanted(header, size)


@pytest.mark.parametrize(
    "header",
    [
        *(None, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=1-2,4-5", "items=0-1", "bytes=--5"),
        *("bytes=5--6", "bytes=0-1;", "0-1", "bytes=" + "9" * 5000 + "-", "bytes=٣-٤", "bytes=+1-2", "bytes=0x1-"),
    ],
)
def test_what_is_not_understood_counts_as_nothing(header: str | None) -> None:
    assert wanted(header, 100) is None
