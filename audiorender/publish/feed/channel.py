"""The values that a feed is made of. All addresses are absolute; times are in samples at `model.RATE`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audiorender.model import Chapter


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that apps fetch: where it is, and its media type."""

    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One form of an episode's audio: `length` in bytes, `sha256` in hexadecimal digits."""

    url: str
    media_type: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks; `role` is a word of the Podcast Taxonomy (`host`, `guest`)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Item:
    """One episode. `samples` is its length; `audio` its forms, the one that most apps play first.

    `published` is None where the episode says no day. A chapter's `image` is an address. `notes` are HTML.
    `synthetic` says that the voices are.
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
            raise ValueError("an episode has audio")


@dataclass(frozen=True, slots=True)
class Channel:
    """A podcast: what is said of it as a whole, and its episodes, the newest first. `url` is the feed's own address."""

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
    """The key by which episodes are sorted in reverse: by day, those without one last; then by number and title."""
    moment = item.published
    return (
        moment is not None,
        moment.timestamp() if moment else 0.0,
        item.season or 0,
        item.episode or 0,
        item.title,
        item.guid,
    )
