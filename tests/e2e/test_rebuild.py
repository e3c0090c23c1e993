"""A person's decisions outlive a changed source, by the real command."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

TALK = """\
---
title: The ferry
---

## Casting off

**Host:** How long have you kept the ferry?

**Ines Moreau:** Since the bridge fell. That makes nineteen years.

> We knew it would.
> —Did you say so?
> —Every week, to anyone who sat still.
> —And nobody listened.

**What does a good crossing sound like?**

> Like nothing at all. You hear the rope, and the water under the planks.

## The bell

**Host:** Why is there a bell on each bank?

**Ines Moreau:** Because I am deaf on the left. My daughter gave me the second one.

**Host:** Will you ever stop?

**Ines Moreau:** When the bridge comes back.
"""

DECISIONS = (
    ("Host?: And nobody", "Ines Moreau: And nobody"),
    ("Host: Did you say", "Bo: Did you say"),
    ("  Host:", "  Bo: low\n  Host:"),
    ("  Ines Moreau: amber", "  Ines Moreau: high"),
    ("Host", "Maria"),
    ("at all. You hear", "at all.\n\nMaria: Truly?\n\nInes Moreau: You hear"),
    ("fell. That makes nineteen years", "fell, {nineteen|19} years ago"),
    ("# The bell\n", "# Two bells\n\n[pause 2s]\n"),
)
"""A `?` settled, a turn given away, a voice, a new and a renamed speaker, a turn split, words, a title and a pause."""

NEWS = (
    ("## Casting off\n", "## Casting off\n\n**Host:** Welcome aboard.\n\n**Ines Moreau:** Mind the step.\n"),
    ("deaf on the left", "deaf in my left ear"),
    (
        "**Host:** Will you ever stop?\n\n**Ines Moreau:** When",
        "**Host:** And now?\n\n## The end\n\n**Ines Moreau:** When",
    ),
)
"""Turns put in before, words changed, a question replaced, and a new heading."""


def changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def source(desk: Desk) -> Path:
    """A talk whose script was built."""
    source = desk.write("ferry.md", TALK)
    assert desk.inside("script", source, "--quiet").code == 0
    return source


def test_all_decisions_and_all_news_are_there(desk: Desk, source: Path) -> None:
    script = desk.path / "output/ferry/ferry.script.md"
    mine = changed(script.read_text(), DECISIONS)
    script.write_text(mine)
    source.write_text(changed(TALK, NEWS))
    ran = desk.run("script", source, "--rebuild")
    assert ran.code == 0, ran
    merged = script.read_text()
    theirs = desk.path / "other/ferry.script.md"
    assert desk.inside("script", source, "--quiet", "-o", theirs.parent).code == 0
    assert merged == changed(theirs.read_text(), DECISIONS)
    assert "?:" not in merged
    again = desk.inside("script", source, "--rebuild")
    assert (again.code, script.read_text()) == (0, merged)


def test_the_same_words_changed_twice_are_shown_and_nothing_is_lost(desk: Desk, source: Path) -> None:
    script = desk.path / "output/ferry/ferry.script.md"
    mine = script.read_text().replace("When the bridge comes back", "When the bridge is back")
    script.write_text(mine)
    source.write_text(TALK.replace("When the bridge comes back", "Not before the bridge is up"))
    before = sorted((path.name, path.read_bytes()) for path in script.parent.iterdir())
    ran = desk.run("script", source, "--rebuild")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "When the bridge is back" in ran.err
    assert "Not before the bridge is up" in ran.err
    assert sorted((path.name, path.read_bytes()) for path in script.parent.iterdir()) == before
