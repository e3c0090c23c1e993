"""A person's edits and a changed source, each combined with each, through the merge of `--rebuild`.

What should come of it is known: the person's edit made in the script that is built of the new source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from audiorender.errors import SourceError
from audiorender.script.builder import draft
from audiorender.script.file.merge import merge
from audiorender.script.file.scriptfile import parse_script
from audiorender.script.file.writing import format_script
from audiorender.script.reading.source import Source

TALK = """\
---
title: The ferry
---

## Casting off

**Host:** How long have you kept the ferry?

**Ines Moreau:** Since the bridge fell. That makes nineteen years.

Nobody thought the bridge would ever fall down.

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

Edit = Callable[[str], str]


def changed(*changes: tuple[str, str]) -> Edit:
    """Replaces each first text with the second. Raises LookupError if it is missing."""

    def edit(text: str) -> str:
        for old, new in changes:
            if old not in text:
                raise LookupError(old)
            text = text.replace(old, new)
        return text

    return edit


PERSON: dict[str, Edit] = {
    "settle": changed(("Host?: And", "Host: And")),
    "settle other": changed(("Host?: And", "Ines Moreau: And")),
    "rename": changed(("Ines Moreau", "Ines")),
    "rename host": changed(("Host", "Maria")),
    "change speaker": changed(("Host: Did you", "Ines Moreau: Did you")),
    "split turn": changed((" You hear the rope, and", "\n\nHost: Truly?\n\nInes Moreau: You hear the rope, and")),
    "split para": changed(("nothing at all. You", "nothing at all.\n\nYou")),
    "merge paras": changed(("years.\n\nNobody", "years. Nobody")),
    "merge turns": changed(("still.\n\nHost?: And", "still. And")),
    "edit words": changed(("rope, and the water", "rope, and the wind")),
    "edit words first": changed(("How long have", "For how many years have")),
    "edit words last": changed(("the bridge comes back", "the bridge is back")),
    "add pause": changed(("# The bell\n\n", "# The bell\n\n[pause 2s]\n\n")),
    "add pause end": lambda text: text + "\n[pause 2s]\n",
    "add pause mid": changed(("still.\n\n", "still.\n\n[pause 2s]\n\n")),
    "voice": changed(("Host: amber", "Host: cedar")),
    "voice guest": changed(("Moreau: basil", "Moreau: dill")),
    "title": changed(("# The bell", "# Two bells")),
    "title first": changed(("# Casting off", "# Away")),
    "episode title": changed(("title: The ferry", "title: Nineteen years of rope")),
    "description": changed(("language: en\n", "language: en\ndescription: Rope.\n")),
    "written": changed(("nineteen years", "{nineteen|19} years")),
    "stress": changed(("the second one", "the *second* one")),
    "drop turn": changed(("Host: Will you ever stop?\n\n", "")),
    "drop chapter": changed(("# The bell\n\n", "")),
    "add turn": changed(("# The bell\n", "Host: Lovely.\n\n# The bell\n")),
    "add chapter": changed(("Host: What does", "# A good crossing\n\nHost: What does")),
    "link": changed(("# The bell\n", "# The bell\n\n[link https://bell.example]\n")),
    "wrap": changed(("My daughter gave", "My daughter\ngave")),
}

SOURCE: dict[str, Edit] = {
    "none": lambda text: text,
    "turn before all": changed(
        ("**Host:** How", "**Host:** Welcome aboard.\n\n**Ines Moreau:** Mind the step.\n\n**Host:** How")
    ),
    "turn before bell": changed(
        ("**Host:** Why", "**Host:** There is a bell here.\n\n**Ines Moreau:** Two bells.\n\n**Host:** Why")
    ),
    "turn at end": lambda text: text + "\n**Host:** Thank you.\n\n**Ines Moreau:** Come again.\n",
    "words": changed(("deaf on the left", "deaf in my left ear")),
    "words in the same para": changed(("Like nothing at all", "Like almost nothing")),
    "removed": changed(("**Host:** Will you ever stop?\n\n**Ines Moreau:** When the bridge comes back.\n", "")),
    "removed first": changed(("Nobody thought the bridge would ever fall down.\n\n", "")),
    "heading": changed(("## The bell", "## Bells")),
    "heading2": changed(("## Casting off", "## Off")),
    "heading gone": changed(("## The bell\n\n", "")),
    "new heading": changed(("**Host:** Will", "## The end\n\n**Host:** Will")),
    "banter words": changed(("Every week, to", "Each week, to")),
    "banter more": changed(("> —And nobody listened.", "> —And nobody listened.\n> —Not one.")),
    "source title": changed(("title: The ferry", "title: The last ferry")),
    "new speaker": changed(("**Host:** Will", "**Noor:** May I?\n\n**Host:** Will")),
    "unmarked line": changed(("We knew it would.", "We all knew it would.")),
}

DISAGREE = {
    ("split turn", "words in the same para"),
    ("split para", "words in the same para"),
    ("edit words last", "removed"),
    ("title", "heading"),
    ("title", "heading gone"),
    ("title first", "heading2"),
    ("episode title", "source title"),
    ("drop chapter", "heading"),
    ("link", "heading gone"),
}
"""Edits of the same words or line, or of something the other side removed."""

IN_THEIR_OWN_ORDER = {("add pause end", "turn at end")}
"""Both add something at the end: the person's addition comes first."""


@cache
def build(text: str) -> str:
    """The script of a source, with voices chosen."""
    script = draft(Source(None, "ferry", text)).script
    voices = ("amber", "basil", "cedar")
    return format_script(replace(script, cast=tuple(zip((name for name, _ in script.cast), voices, strict=False))))


@pytest.mark.parametrize("person", PERSON)
@pytest.mark.parametrize("source", SOURCE)
def test_both_edits_stay_or_there_is_a_conflict(person: str, source: str) -> None:
    base, theirs = build(TALK), build(SOURCE[source](TALK))
    mine = PERSON[person](base)
    if (person, source) in DISAGREE:
        with pytest.raises(SourceError, match="your edit"):
            merge(base, mine, theirs)
        return
    merged = merge(base, mine, theirs)
    parse_script(merged)
    try:
        wanted = PERSON[person](theirs)
    except LookupError:  # what the person edited, the source no longer has in these words
        return
    if (person, source) in IN_THEIR_OWN_ORDER:
        assert sorted(merged.splitlines()) == sorted(wanted.splitlines())
    else:
        assert merged == wanted


@pytest.mark.parametrize("source", SOURCE)
@pytest.mark.parametrize("person", ["settle", "settle other"])
def test_a_resolved_conflict_stays_resolved(person: str, source: str) -> None:
    base = build(TALK)
    merged = merge(base, PERSON[person](base), build(SOURCE[source](TALK)))
    assert [turn.guessed for turn in parse_script(merged).turns if "And nobody listened" in str(turn)] == [False]


@pytest.mark.parametrize("person", PERSON)
def test_a_second_time_changes_nothing(person: str) -> None:
    theirs = build(SOURCE["turn before bell"](TALK))
    merged = merge(build(TALK), PERSON[person](build(TALK)), theirs)
    assert merge(theirs, merged, theirs) == merged


def test_marking_how_a_word_sounds_does_not_change_it() -> None:
    base = build(
        "**Maya:** Who?\n\n**Tomas:** The queen was called Siobhan.\n\n**Maya:** And?\n\n**Tomas:** Six hives.\n"
    )
    mine = base.replace("Siobhan", "{Siobhan|shivawn}")
    theirs = base.replace("The queen", "The old queen").replace("Six", "Seven")
    merged = merge(base, mine, theirs)
    assert "The old queen was called {Siobhan|shivawn}." in merged
    assert "Seven hives." in merged
    assert merge(base, mine.replace("The queen", "The old queen"), theirs) == merged
