"""What takes too long is given up, once, and nothing else is."""

from __future__ import annotations

import threading

import pytest

from audiorender.watchdog import watchdog


def test_what_takes_too_long_is_given_up() -> None:
    given_up = threading.Event()
    with watchdog(0.01, given_up.set) as late:
        assert given_up.wait(10)
    assert late.is_set()


@pytest.mark.parametrize("error", [None, OSError])
def test_what_ends_in_time_is_left_alone(error: type[Exception] | None) -> None:
    before = threading.active_count()
    given_up = threading.Event()
    try:
        with watchdog(60, given_up.set) as late:
            if error:
                raise error
    except OSError:
        assert error
    assert not late.is_set()
    assert not given_up.is_set()
    assert threading.active_count() == before
