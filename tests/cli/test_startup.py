"""Help comes at once: what takes long to load is loaded by the commands that need it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SLOW = {"jinja2", "markdown_it", "msgspec", "mutagen", "numpy", "PIL", "platformdirs", "rich", "unicode_rbnf", "yaml"}
OWN = {"audiorender.languages", "audiorender.produce", "audiorender.settings.project", "audiorender.tts"}

PROGRAM = """
import json, sys
from audiorender.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
print("\\n" + json.dumps(list(sys.modules)))
"""


def loaded(*arguments: str) -> set[str]:
    """The modules that a command line has loaded when it ends."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return set(json.loads(subprocess.run(command, check=True, capture_output=True).stdout.splitlines()[-1]))


@pytest.mark.parametrize("command", ["", "render", "script", "preview", "voices", "chapters", "check", "feed", "cache"])
def test_help_loads_nothing_slow(command: str) -> None:
    assert loaded(*filter(None, [command]), "--help") & (SLOW | OWN) == set()


def test_versions_are_told_without_what_only_a_render_needs() -> None:
    assert loaded("--version") & {"jinja2", "markdown_it", "mutagen", "PIL", "rich", "yaml"} == set()
