"""What is said of a podcast as a whole: the table `[feed]` of the settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """None where the file is silent.

    `url` is the address of the folder that is published, with a slash at its end, `link` that of the podcast's page.
    `category` are names of `categories.PARENTS`. `image` is a picture's file, or its address. `hosts` are those of all
    speakers who ask. `guid` is the podcast's name for life where it has got one already. `locked` tells other hosting
    services whether they may import the feed.
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
