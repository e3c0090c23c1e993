"""The parts of an episode as the template of the page takes them."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from audiorender.audio.formats import FORMATS
from audiorender.model import Meta
from audiorender.publish.link import web_link
from audiorender.publish.oneline import one_line
from audiorender.publish.page.colours import Look
from audiorender.publish.page.transcript import Exchange, Section
from audiorender.publish.phrases import long_date
from audiorender.publish.tags.fields import picture_type
from audiorender.timecode import for_people, milliseconds


@dataclass(frozen=True, slots=True)
class Around:
    """The page's surroundings that it refers to.

    `transcripts` and `cover` are names of files beside it; the cover is `side` pixels wide and high. `address` is that
    of the page's folder on the web, with a slash at the end, and `feed` that of the podcast's feed; both are None if
    the place of publication is unknown.
    """

    transcripts: Sequence[str] = ()
    cover: str | None = None
    side: int = 0
    address: str | None = None
    feed: str | None = None


def section_row(
    section: Section, rate: int, pictures: Mapping[str, bytes], anchors: set[str], look: Mapping[str, Look]
) -> dict[str, Any]:
    """A chapter as the template shows it; `anchors` are those already used."""
    chapter = section.chapter
    anchor = _anchor(chapter.start, rate)
    anchors.add(anchor)
    picture = pictures.get(chapter.image) if chapter.image else None
    return {
        "anchor": anchor,
        "clock": for_people(chapter.start, rate),
        "title": one_line(chapter.title),
        **_link(chapter.url),
        "image": data_uri(picture) if picture else None,
        "turns": [_turn(turn, rate, anchors, look[turn.speaker]) for turn in section.turns],
    }


def _turn(turn: Exchange, rate: int, anchors: set[str], look: Look) -> dict[str, Any]:
    anchor = None if turn.start is None else _anchor(turn.start, rate)
    own = anchor is not None and anchor not in anchors
    if own:
        anchors.add(str(anchor))
    return {
        "speaker": one_line(turn.speaker),
        "colour": look.classes,
        "anchor": anchor,
        "own_anchor": own,
        "clock": None if turn.start is None else for_people(turn.start, rate),
        "paragraphs": turn.paragraphs,
    }


def _link(url: str | None) -> dict[str, str | None]:
    """A web link and the host that is shown for it, as it was written; other kinds of links are not linked."""
    link = web_link(url or "", keep_plus=True)
    host = urlsplit(one_line(url or "")).hostname if link else None
    return {"url": link, "host": host.removeprefix("www.") if host else None}


def link_rows(meta: Meta) -> list[dict[str, str]]:
    """The source's web links, as they were written, each address once."""
    found = {url: one_line(link.text) for link in reversed(meta.links) if (url := web_link(link.url, keep_plus=True))}
    return [{"url": url, "text": text or url} for url, text in reversed(found.items())]


def transcript_row(name: str) -> dict[str, str]:
    """`talk.transcript.json` is offered as JSON: the end of its name says what a file is."""
    return {"href": quote(name, safe=""), "label": name.rpartition(".")[2].upper()}


def picture_row(around: Around) -> dict[str, Any] | None:
    """The cover beside the page, for apps that show a link to it."""
    if around.cover is None:
        return None
    return {"href": quote(around.cover, safe=""), "width": around.side, "height": around.side}


def audio_row(name: str) -> dict[str, str]:
    """An audio file beside the page."""
    form = FORMATS[name.rpartition(".")[2]]
    return {"name": name, "href": quote(name, safe=""), "media_type": form.media_type, "label": form.name.upper()}


def in_order(audio: Sequence[str]) -> list[str]:
    """MP3, which every browser plays, first: a browser takes the first that it can play."""
    order = list(FORMATS)
    return sorted(audio, key=lambda name: order.index(name.rpartition(".")[2]))


def _anchor(samples: int, rate: int) -> str:
    """`t=83`: the ID of what begins there, so that a link to a moment also works without the script."""
    return f"t={in_seconds(samples, rate)}"


def in_seconds(samples: int, rate: int) -> str:
    """Samples as seconds: `83.5`."""
    return f"{milliseconds(samples, rate) / 1000:.3f}".rstrip("0").rstrip(".")


def date_row(date: str | None, language: str | None) -> dict[str, str | None] | None:
    """The date for people, and for machines if it is ISO 8601; otherwise as it was given."""
    if not date or not one_line(date):
        return None
    parts = re.match(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=$|[T ])", date)
    if parts is None:
        return {"iso": None, "shown": one_line(date)}
    return {"iso": parts[0], "shown": long_date(int(parts[1]), int(parts[2]), int(parts[3]), language)}


def data_uri(picture: bytes) -> str:
    """A picture as an address that contains it."""
    return f"data:{picture_type(picture)};base64,{b64encode(picture).decode()}"
