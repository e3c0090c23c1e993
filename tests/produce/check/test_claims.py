"""Feeds are checked by what the settings want them to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from report.made import episode

import audiorender
from audiorender.produce.check.claims import feed_findings
from audiorender.produce.check.result import CheckedFile
from audiorender.produce.feed.podcast import FeedRequest, write_feed
from audiorender.publish.feed.settings import FeedSettings
from audiorender.settings.project import Disclosure, Project

FEED = FeedSettings(
    "https://e.org/", description="Boats.", category=("Arts",), explicit=False, image="https://e.org/i.png"
)


@pytest.mark.parametrize("disclosed", [True, False])
def test_a_feed_says_that_voices_are_synthetic_unless_the_settings_do_not_want_it(
    tmp_path: Path, disclosed: bool
) -> None:
    home = episode(tmp_path)
    quiet = Project(show="S", language="en", feed=FEED, disclosure=Disclosure.NONE)
    write_feed(FeedRequest([tmp_path], project=quiet))
    file = CheckedFile(home / "tides.mp3", 120_000, None, (), ())
    rules = {each.rule for each in feed_findings([file], disclosed=disclosed)}
    assert ("feed-ai-content" in rules) is disclosed
    write_feed(FeedRequest([tmp_path], project=Project(show="S", language="en", feed=FEED)))  # the remedy
    assert "feed-ai-content" not in {each.rule for each in feed_findings([file], disclosed=True)}


def test_the_door_takes_the_settings(tmp_path: Path) -> None:
    home = episode(tmp_path)
    quiet = Project(show="S", language="en", feed=FEED, disclosure=Disclosure.NONE)
    write_feed(FeedRequest([tmp_path], project=quiet))
    found = audiorender.check(home / "tides.mp3", settings=quiet, listen=False).findings
    assert "feed-ai-content" not in {each.rule for each in found}
