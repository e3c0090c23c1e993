"""docs/standards.md names code that exists."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "standards.md"
NAMES = sorted(set(re.findall(r"`(audiorender\.[\w.]+)`", PAGE.read_text(encoding="utf-8"))))


def test_the_page_names_code() -> None:
    assert len(NAMES) > 10


@pytest.mark.parametrize("name", NAMES)
def test_what_the_page_names_is_there(name: str) -> None:
    pkgutil.resolve_name(name)
