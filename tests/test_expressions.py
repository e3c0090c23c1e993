"""Expressions that are compiled when first used: as good as compiled ones, and all of ours are without an error."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import audiorender
from audiorender import expressions
from audiorender.expressions import expression
from audiorender.patterns import Patterns
from audiorender.rewriting import Rule


def test_an_expression_answers_as_a_compiled_one() -> None:
    waiting, compiled = expression(r"(b)(a)?", re.IGNORECASE), re.compile(r"(b)(a)?", re.IGNORECASE)
    text = "aBabb"
    for _ in range(2):
        assert waiting.pattern == compiled.pattern
        assert waiting.flags == compiled.flags
        assert waiting.findall(text) == compiled.findall(text)
        assert waiting.sub(r"[\1]", text, count=1) == compiled.sub(r"[\1]", text, count=1)
        assert [match.span() for match in waiting.finditer(text)] == [m.span() for m in compiled.finditer(text)]
        assert (waiting.match(text), waiting.fullmatch("b") is None) == (None, False)
    assert expression(rb"\d").search(b"a1") is not None


def test_nothing_is_compiled_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def compile_(pattern: str, _flags: int = 0) -> type[re.Pattern[str]]:
        compiled.append(pattern)
        return re.Pattern

    monkeypatch.setattr(re, "compile", compile_)
    waiting = expression(r"a+")
    assert (waiting.pattern, compiled) == ("a+", [])
    assert waiting.search is not None
    assert compiled == ["a+"]


@pytest.fixture(scope="module")
def _everything() -> None:
    for module in pkgutil.walk_packages(audiorender.__path__, f"{audiorender.__name__}."):
        if not module.name.endswith(("__main__", "worker")):
            importlib.import_module(module.name)
    gc.unfreeze()  # the command line freezes what it leaves behind, in tests too


@pytest.mark.usefixtures("_everything")
def test_every_expression_of_ours_is_one() -> None:
    waiting = [each for each in gc.get_objects() if type(each) is expressions._Waiting]
    assert len(waiting) > 500
    for each in waiting:
        re.compile(each.pattern, each._flags)


@pytest.mark.usefixtures("_everything")
def test_no_rule_matches_nothing_at_all() -> None:
    rules = [each for each in gc.get_objects() if type(each) is Rule]
    assert len(rules) > 300
    assert [each.name for each in rules if each.pattern.fullmatch("")] == []


@pytest.mark.usefixtures("_everything")
def test_every_expression_of_ours_survives_being_kept(tmp_path: Path) -> None:
    kept = Patterns(tmp_path / "kept")
    waiting = {(each.pattern, int(each._flags)) for each in gc.get_objects() if type(each) is expressions._Waiting}
    for pattern, flags in waiting:
        assert kept.compile(pattern, flags) == re.compile(pattern, flags)
    assert len(kept._known or ()) == len(waiting)
