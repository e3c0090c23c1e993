"""The table of rules is the one in the documents, and each rule has somebody who asks it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audiorender.publish.check.rules import RULES, Level

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/check.md").read_text(encoding="utf-8")
SOURCES = [
    path
    for folder in ("publish/check", "publish/tags", "produce")
    for path in (ROOT / "audiorender" / folder).rglob("*.py")
    if path.name != "rules.py"
]


def test_the_page_has_every_rule_as_it_is() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (.*?) \|$", PAGE, re.MULTILINE)
    told = [
        (name, f"{rule.level} | {rule.about} | {rule.remedy} | {', '.join(rule.apps)}") for name, rule in RULES.items()
    ]
    assert [(name, text.rstrip()) for name, text in rows] == [(name, text.rstrip()) for name, text in told]


def test_every_rule_is_asked_and_every_fault_has_a_rule() -> None:
    named = {name for path in SOURCES for name in re.findall(r'"([\w-]+)"', path.read_text(encoding="utf-8"))}
    assert set(RULES) <= named
    faults = re.compile(r'(?:Fault|finding|in_chapters|_in)\(\s*(?:marks, )?"([\w-]+)"')
    used = {name for path in SOURCES for name in faults.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 50
    assert used <= set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_to_do(name: str) -> None:
    assert RULES[name].about[0].isupper()
    assert len(RULES[name].remedy) > 10
    assert RULES[name].level in Level
