"""The values in a feed. All addresses are absolute; times are in samples at `model.RATE`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audiorender.model import Chapter


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that apps download: its address and its media type."""

    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One form of an episode's audio: `length` in bytes, `sha256` in hexadecimal."""

    url: str
    media_type: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker; `role` is a word of the Podcast Taxonomy (`host`, `guest`)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Item:
    """One episode. `samples` is its length; `audio` its forms, starting with the one that most apps play.

    `published` is None if the episode has no date. A chapter's `image` is an address. `notes` are HTML. `synthetic`
    means that the voices are.
    """

    guid: str
    title: str
    audio: tuple[Enclosure, ...]
    samples: int
    published: datetime | None = None
    description: str | None = None
    notes: str | None = None
    author: str | None = None
    season: int | None = None
    episode: int | None = None
    explicit: bool | None = None
    language: str | None = None
    link: str | None = None
    image: str | None = None
    people: tuple[Person, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    chapter_files: tuple[Resource, ...] = ()
    transcripts: tuple[Resource, ...] = ()
    synthetic: bool = False

    def __post_init__(self) -> None:
        if not self.audio:
            raise ValueError("an episode needs audio")


@dataclass(frozen=True, slots=True)
class Channel:
    """A podcast: its description as a whole, and its episodes, newest first. `url` is the feed's own address."""

    url: str
    title: str
    link: str
    description: str
    guid: str
    generator: str
    items: tuple[Item, ...]
    language: str | None = None
    categories: tuple[str, ...] = ()
    explicit: bool | None = None
    image: str | None = None
    author: str | None = None
    owner: str | None = None
    email: str | None = None
    copyright: str | None = None
    locked: bool | None = None
    synthetic: bool = False


def newest_first(item: Item) -> tuple[object, ...]:
    """The key for sorting episodes in reverse: by date, undated ones last; then by number and title."""
    moment = item.published
    return (
        moment is not None,
        moment.timestamp() if moment else 0.0,
        item.season or 0,
        item.episode or 0,
        item.title,
        item.guid,
    )
