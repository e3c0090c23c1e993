"""What is to be written into an audio file's tags, whatever its container."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from audiorender.model import Chapter, Meta


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes to an audio file's tags: None leaves what is there, and what is not named here always stays.

    `chapters` are in samples at `model.RATE`, whatever the audio's own rate, ascending and without gaps; an empty tuple
    takes all chapters out. A chapter's `image` is a key of `pictures`, whose values are JPEG or PNG files. `comment` is
    the description that apps show, `encoder` the program that made the file.
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
        """All that is known of an episode; `comment` follows its description."""
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
