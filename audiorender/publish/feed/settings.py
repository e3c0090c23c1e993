"""The description of a podcast as a whole: the table `[feed]` of the settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """The settings of a feed; None if not given.

    `url` is the address of the published folder, with a slash at the end, `link` that of the podcast's page. `category`
    are names in `categories.PARENTS`. `image` is a picture's file or address. `hosts` are the speakers who ask the
    questions. `guid` is the podcast's permanent ID if it already has one. `locked` tells other hosting services whether
    they may import the feed.
    """

    url: str | None = None
    link: str | None = None
    description: str | None = None
    category: tuple[str, ...] = ()
    explicit: bool | None = None
    image: Path | str | None = None
    owner: str | None = None
    email: str | None = None
    copyright: str | None = None
    hosts: tuple[str, ...] = ()
    guid: str | None = None
    locked: bool | None = None
