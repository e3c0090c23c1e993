"""docs/licences.md names every distribution that audiorender brings with it, and what each says of its licence."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(__file__).parents[1] / "docs" / "licences.md"


def on_the_page() -> dict[str, str]:
    """Distribution to licence, as the page's table has them."""
    rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \| <https://", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): licence for name, licence in rows}


def needed(name: str) -> set[str]:
    """What the distribution requires, and what that requires, on any platform, but for extras."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        try:
            requires = distribution(waiting.pop()).requires or []
        except PackageNotFoundError:  # it is for another platform, and its metadata is not here
            continue
        for requirement in map(Requirement, requires):
            each = canonicalize_name(requirement.name)
            if each not in found and "extra" not in str(requirement.marker or ""):
                found.add(each)
                waiting.append(each)
    return found


def test_every_dependency_is_on_the_page_and_nothing_else() -> None:
    assert set(on_the_page()) == needed("audiorender")


def test_dependencies_of_dependencies_and_of_other_platforms_are_found() -> None:
    assert {"mdurl", "cffi", "comtypes"} <= needed("audiorender")
    assert "pytest" not in needed("audiorender")


@pytest.mark.parametrize(("name", "licence"), sorted(on_the_page().items()))
def test_the_licence_is_what_the_distribution_says(name: str, licence: str) -> None:
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        pytest.skip("for another platform")
    classifiers = [text for text in metadata.get_all("Classifier", []) if text.startswith("License")]
    statements = metadata.get_all("License-Expression", []) or [*metadata.get_all("License", []), *classifiers]
    if name == "espeakng-loader":
        assert not statements, "it states a licence now: put it on the page"
        return
    first = licence.partition(",")[0]
    family = first.partition("-")[0]
    assert any(re.search(rf"(?<![\w-]){re.escape(first)}(?![\w-])|\b{family} License", text) for text in statements)
