"""docs/python.md: every example runs, prints what it says, and every function that it names is there."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

import audiorender

PAGE = (Path(__file__).parents[1] / "docs/python.md").read_text(encoding="utf-8")
TALK = "**Ada:** How far out did you walk?\n\n**Ben:** Past the second sandbank, until the fog came in.\n"


def test_every_example_runs_and_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, as a reader would try them."""
    monkeypatch.setenv("AUDIORENDER_CACHE", str(tmp_path / "cache"))
    (tmp_path / "talk.md").write_text(TALK)
    examples = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {"__name__": "example"}
    with contextlib.chdir(tmp_path):
        for number, example in enumerate(examples, start=1):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(example, f"example {number} of docs/python.md", "exec"), names)  # noqa: S102  our own page
            told = re.findall(r"^ *print\(.*\) +# (.*)$", example, re.MULTILINE)
            said = out.getvalue().splitlines()
            assert [line for line in told if line in said] == told, (example, said)
    assert len(examples) >= 9


def test_the_page_names_every_function_and_no_other() -> None:
    rows = re.findall(r"^\| (`\w+\(.*?\)`.*?) \|", PAGE, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)\(", row)}
    there = {name for name in audiorender.__all__ if name.islower()}
    assert told == there


def test_every_error_is_named() -> None:
    errors = {name for name in audiorender.__all__ if name.endswith("Error")}
    assert {name for name in errors if f"`{name}`" in PAGE or f"audiorender.{name}" in PAGE} == errors
