"""The recipes of docs/architecture.md ("To add something") name every place that a new one touches.

For each kind one that is there already is looked for in the code, the documents and the contracts: wherever it is
named, a new one has to be named too.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("## To add something")[2].partition("\n## ")[0]
RECIPES = dict(re.findall(r"^- \*\*(.+?)\*\*(.*?)(?=^- \*\*|\Z)", SECTION, re.MULTILINE | re.DOTALL))

PLACES = (
    "audiorender/**/*.py",
    "voices/*.toml",
    "docs/*.md",
    "README.md",
    "tests/contracts/*.py",
    "tests/test_json.py",
)

SAMPLES = {
    "An engine": ("tone", r"^ +\(\"tone\", \"tone\"\)|engines\.tone\b|^ +engine = \"tone\""),
    "A reader": ("fountain", r"\bfountain\b|\bFountain\b"),
    "A container": ("flac", r"import [^\n]*\bflac\b|[\"']\.flac[\"']|FORMATS\[\"flac\"\]|^ +\"flac\":"),
    "A language": ("nl", r"[\"']nl[\"']:|languages\.nl\b|\bnl\.LANGUAGE"),
    "A chapter format": ("ogm", r"[\"']ogm[\"']|\bogm,|\bogm\."),
    "A file beside the audio": ("psc.xml", r"[\"']\.psc\.xml[\"']"),
    "A rule of `check`": ("chapter-second", r"[\"'`]chapter-second[\"'`]"),
    "A voice": ("amber", r"^order = [^\]]*\"amber\""),
    "A command": ("preview", r"^def preview|\bpreview,|[\"'`]preview[\"'(]|^(?:##|\$) `?audiorender preview"),
}
"""One of each kind, and how it is named where one of its kind has to be."""

OWN = {"A container": "audiorender/publish/tags/xiph/", "A command": "audiorender/cli/commands/episode.py"}
"""Where the sample of this kind is at home, if its file is not called after it."""


def paths(recipe: str) -> set[str]:
    """The files and folders that a recipe names, from the top of the project."""
    named = set(re.findall(r"`([\w./-]+(?:/|\.\w+))`", RECIPES[recipe]))
    named |= {f"docs/{page}" for page in re.findall(r"\]\(([\w.-]+\.md)\)", RECIPES[recipe])}
    return {name for name in named if "LL" not in name}


def touched(recipe: str) -> set[str]:
    """The files in which the sample of this kind is named, but for its own."""
    member, pattern = SAMPLES[recipe]
    stem = re.sub(r"\W.*", "", member)
    found = set()
    for place in PLACES:
        for file in ROOT.glob(place):
            name = file.relative_to(ROOT).as_posix()
            if name == "docs/architecture.md" or stem in file.stem or name.startswith(OWN.get(recipe, "no such place")):
                continue
            if re.search(pattern, file.read_text("utf-8"), re.MULTILINE):
                found.add(name)
    return found


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_path_that_a_recipe_names_exists(recipe: str) -> None:
    missing = {name for name in paths(recipe) if not (ROOT / name).exists()}
    assert not missing


@pytest.mark.parametrize("recipe", SAMPLES)
def test_a_recipe_names_every_place(recipe: str) -> None:
    assert touched(recipe) - paths(recipe) == set()
    assert touched(recipe)


def test_a_missed_place_is_seen() -> None:
    assert "audiorender/publish/check/rules.py" in touched("A rule of `check`")
    assert "docs/check.md" in touched("A rule of `check`")


def test_every_kind_has_its_recipe() -> None:
    assert set(SAMPLES) <= set(RECIPES)
