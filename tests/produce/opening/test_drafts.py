"""The draft of a source is kept: what comes back is what was built, and only while nothing has changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from audiorender.model import Draft
from audiorender.produce.opening.drafts import KIND, drafted
from audiorender.produce.request import Request
from audiorender.script.reading.source import Source
from audiorender.settings.project import Project
from audiorender.store import Store

TALK = """---
title: Tides
---

*Recorded on the pier.*

# Out

## At low water

Ada: How far out did you walk[^1]? See [the map](https://example.org/map).

Ben: Past the *second* sandbank.

— And back?

— [laughs] Only just.

# The way back

Ada: Were you afraid?

Ben: Only of my mother.

[^1]: On foot.
"""


class Desk:
    """A store and a source; `built` counts how often the source was attributed."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path / "cache")
        self.source = Source(path / "talk.md", "talk", TALK)
        self.built = 0

    def draft(self, **options: Any) -> Draft:
        from audiorender.script import builder

        asked = Request("talk.md", **options)
        with mock.patch.object(builder, "draft", wraps=builder.draft) as built:
            found = drafted(
                self.source, asked.overrides, asked.project, None, narrator=asked.narrator, store=self.store
            )
        self.built += built.call_count
        return found

    @property
    def entries(self) -> list[Path]:
        return [path for path in (self.store.root / KIND).rglob("*") if path.is_file()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_comes_back_is_what_was_built(desk: Desk) -> None:
    first = desk.draft()
    assert desk.built == 1
    again = desk.draft()
    assert desk.built == 1
    assert repr(again) == repr(first)  # lines take no part in comparisons
    assert first.silent
    assert first.script.meta.links
    assert first.script.meta.footnotes


@pytest.mark.parametrize(
    "options",
    [{"title": "Another"}, {"names": {"Ben": "Bo"}}, {"project": Project(language="en-GB")}, {"narrator": False}],
    ids=str,
)
def test_other_options_build_it_again(desk: Desk, options: dict[str, Any]) -> None:
    desk.draft()
    other = desk.draft(**options)
    assert desk.built == 2
    assert repr(desk.draft(**options)) == repr(other)
    assert desk.built == 2


def test_another_text_builds_it_again_and_takes_the_place_of_the_old_one(desk: Desk) -> None:
    desk.draft()
    desk.source = replace(desk.source, text=TALK.replace("mother", "brother"))
    assert "brother" in repr(desk.draft())
    assert desk.built == 2
    assert len(desk.entries) == 1


def test_another_version_of_the_program_builds_it_again(desk: Desk) -> None:
    desk.draft()
    with mock.patch("audiorender.produce.opening.drafts.installed", return_value=iter(["another"])):
        desk.draft()
    assert desk.built == 2


@pytest.mark.parametrize("kept", [b"", b"{}", b"[1]", b'{"facts": 3}'])
def test_what_cannot_be_read_is_built_again(desk: Desk, kept: bytes) -> None:
    first = desk.draft()
    (entry,) = desk.entries
    desk.store.put(KIND, entry.name, kept)
    assert desk.draft() == first
    assert desk.built == 2
