"""The project's own script, read as a source."""

from __future__ import annotations

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

SCRIPT = """---
audiorender: 1
title: The lamp
cast:
  Ana:
  Bo:
---

Ana: 0:01 is when it went out, (laughs) was it not?

Bo: Yes.
"""


def test_what_a_script_says_is_said_even_if_it_looks_like_a_time_or_a_stage_direction() -> None:
    turns = draft(Source(None, "lamp", SCRIPT)).script.turns
    assert [(turn.speaker, written(turn.paragraphs[0])) for turn in turns] == [
        ("Ana", "0:01 is when it went out, (laughs) was it not?"),
        ("Bo", "Yes."),
    ]
