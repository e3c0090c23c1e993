"""What to write into an audio file's tags, whatever its container."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from audiorender.model import Chapter, Meta
from audiorender.publish.readback import Mark


@dataclass(frozen=True, slots=True)
class Revision:
    """The changes to one chapter of a file: None leaves a field as it is, '' removes a link or a picture.

    `origin` counts, from 0, in the order in which the file's reader lists its chapters; None is a new chapter. `start`
    and `end` are in samples at `model.RATE`, `image` is a key of the edit's `pictures`.
    """

    origin: int | None
    start: int | None = None
    end: int | None = None
    title: str | None = None
    url: str | None = None
    image: str | None = None

    @property
    def in_place(self) -> bool:
        """Whether the chapter exists already and does not move."""
        return self.origin is not None and self.start is None and self.end is None


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes to an audio file's tags: None leaves what is there, and whatever is not named always stays.

    `chapters` are in samples at `model.RATE`, whatever the audio's own rate, ascending and without gaps; an empty tuple
    removes all chapters. A chapter's `image` is a key of `pictures`, whose values are JPEG or PNG files. `comment` is
    the description that apps show, `encoder` the program that made the file.

    If `revised` is set, `chapters` are the file's own after an edit, and `revised` says what the edit changes in each:
    the rest of a chapter stays byte for byte. `found` are the file's chapters as its reader listed them. `tidy` also
    puts their tables and numbers in order. Anything that would still be lost raises OutputError before the file is
    written, unless `drop_unknown` allows it.
    """

    title: str | None = None
    show: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    comment: str | None = None
    season: int | None = None
    episode: int | None = None
    encoder: str | None = None
    cover: bytes | None = None
    chapters: tuple[Chapter, ...] | None = None
    pictures: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    revised: tuple[Revision, ...] | None = None
    found: tuple[Mark, ...] = ()
    tidy: bool = False
    drop_unknown: bool = False

    def named(self) -> list[tuple[int, Chapter]]:
        """The new and changed chapters by number, with the links and pictures that the edit sets."""
        numbered = list(enumerate(self.chapters or (), start=1))
        if self.revised is None:
            return numbered
        return [
            (
                number,
                replace(
                    chapter,
                    url=chapter.url if revision.origin is None or revision.url is not None else None,
                    image=chapter.image if revision.origin is None or revision.image is not None else None,
                ),
            )
            for (number, chapter), revision in zip(numbered, self.revised, strict=True)
            if revision.origin is None or revision != Revision(revision.origin)
        ]

    @classmethod
    def of(
        cls,
        meta: Meta,
        chapters: tuple[Chapter, ...],
        *,
        comment: str | None = None,
        encoder: str | None = None,
        cover: bytes | None = None,
        pictures: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Edit:
        """Everything known about an episode; `comment` is appended to its description."""
        return cls(
            meta.title,
            meta.show,
            meta.author,
            meta.date,
            meta.language,
            " ".join(filter(None, (meta.description, comment))) or None,
            meta.season,
            meta.episode,
            encoder,
            cover,
            chapters,
            pictures,
        )
