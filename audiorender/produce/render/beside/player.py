"""The player page of an episode, from what was planned and delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from audiorender.files import Parts
from audiorender.folder import FEED, Folder
from audiorender.mixer.levels.waveform import waveform
from audiorender.model import Clip, Script, Timeline
from audiorender.produce.render.beside.artwork import Artwork
from audiorender.produce.render.beside.sidecars import Sidecar
from audiorender.publish.feed.addresses import address_below
from audiorender.publish.page import page
from audiorender.publish.page.rows import Around
from audiorender.publish.pictures import thumbnail
from audiorender.report.schema import BesideFile

COVER_SIDE, CHAPTER_SIDE = 480, 176
"""Pixels: twice what the page shows, for high-resolution screens."""


def around(folder: Folder, beside: Sequence[Sidecar], art: Artwork, feed_url: str | None) -> Around:
    """What is around the page in an episode's folder; `feed_url` is where the folder above it will be published."""
    return Around(
        transcripts=tuple(one.file for one in beside if one.kind.role == "transcript"),
        cover=art.cover_file(folder.stem),
        side=art.cover.width,
        address=address_below(feed_url, folder.path.resolve().name, "") if feed_url else None,
        feed=address_below(feed_url, FEED) if feed_url else None,
    )


def write_page(
    script: Script,
    folder: Folder,
    clips: Mapping[str, Clip],
    timeline: Timeline,
    audio: Sequence[str],
    art: Artwork,
    disclosure: str | None,
    around: Around,
    parts: Parts,
) -> BesideFile:
    """Write `index.html` for the audio files with these names in the episode's folder; return its row for the report.

    Raises OutputError if it cannot be written.
    """
    pictures = {name: thumbnail(picture, CHAPTER_SIDE) for name, picture in art.chapters.items()}
    html = page(
        script,
        timeline,
        audio,
        levels=waveform(timeline, clips),
        cover=thumbnail(art.cover, COVER_SIDE),
        pictures=MappingProxyType(pictures),
        disclosure=disclosure,
        around=around,
    )
    parts.write(folder.page, html)
    return BesideFile(folder.page.name, "page", "text/html")
