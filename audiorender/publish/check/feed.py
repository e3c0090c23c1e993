"""A podcast's feed beside the audio: what directories ask of it, and whether it tells the truth of the files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from audiorender.audio.formats import FORMATS
from audiorender.errors import SourceError
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.feed.rss import NAMESPACES

_ITUNES, _PODCAST = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("itunes", "podcast"))
_ALSO = {
    "audio/x-m4a": "audio/mp4",
    "audio/mp4a-latm": "audio/mp4",
    "audio/mp3": "audio/mpeg",
    "audio/opus": "audio/ogg",
}
_DURATION = re.compile(r"(?:(?:([0-9]{1,4}):)?([0-9]{1,6}):)?([0-9]{1,9})(?:\.[0-9]+)?")
_WANTED = ("title", "description", "language", f"{_ITUNES}image", f"{_ITUNES}category", f"{_ITUNES}explicit")


@dataclass(frozen=True, slots=True)
class File:
    """An audio file that a feed may tell of: the end of its path (folders and name), bytes, milliseconds."""

    path: Sequence[str]
    name: str
    size: int
    length: int


@dataclass(frozen=True, slots=True)
class _Enclosure:
    item: ET.Element
    url: str
    length: str
    media_type: str
    first: bool


def parsed(text: str) -> ET.Element:
    """The channel of a feed. Raises SourceError for what is no RSS."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise SourceError("it declares a document type, which no feed needs")
    try:
        channel = ET.fromstring(text.encode()).find("channel")  # noqa: S314  entities were refused above
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise SourceError(f"it is not well-formed XML: {error}") from error
    if channel is None:
        raise SourceError("there is no channel in it")
    return channel


def channel_findings(channel: ET.Element, name: str) -> Iterator[Finding]:
    """What Apple's directory asks of the whole, and every app of each episode."""
    missing = [tag.replace(_ITUNES, "itunes:") for tag in _WANTED if channel.find(tag) is None]
    if missing:
        yield finding("feed-channel", f"the channel lacks {', '.join(missing)}", name)
    guids: set[str] = set()
    for number, item in enumerate(channel.findall("item"), start=1):
        guid = (item.findtext("guid") or "").strip()
        lacks = [tag for tag in ("title", "guid") if not (item.findtext(tag) or "").strip()]
        lacks += ["enclosure"] * (item.find("enclosure") is None)
        if lacks:
            yield finding("feed-item", f"episode {number} lacks {', '.join(lacks)}", name)
        if guid and guid in guids:
            yield finding("feed-item", f"episode {number} has the guid of another one: apps show one of them", name)
        guids.add(guid)
        date = (item.findtext("pubDate") or "").strip()
        if not _is_date(date):
            what = f"'{date}' is no date that every app reads" if date else "there is no date"
            yield finding(
                "feed-date", f"episode {number}: {what}; write one such as Sat, 04 May 2024 09:30:00 +0200", name
            )


def _is_date(text: str) -> bool:
    """Whether it is a date of RFC 2822."""
    try:
        return bool(parsedate_to_datetime(text))
    except (ValueError, OverflowError):
        return False


def file_findings(channel: ET.Element, file: File, name: str) -> Iterator[Finding]:
    """Whether the feed tells the truth of one audio file; nothing where it does not tell of it."""
    for one in _enclosures(channel):
        parts = unquote(urlsplit(one.url).path).split("/")
        if parts[-len(file.path) :] != list(file.path):
            continue
        if one.length.strip() != str(file.size):
            yield finding("feed-length", f"{file.name} has {file.size} bytes, the feed says '{one.length}'", name)
        known = FORMATS.get(file.name.rpartition(".")[2].lower())
        told = one.media_type.split(";")[0].strip().lower()
        if known and _ALSO.get(told, told) != known.media_type:
            yield finding("feed-type", f"{file.name} is {known.media_type}, the feed says '{one.media_type}'", name)
        if one.first:
            yield from _duration(one.item, file, name)


def _enclosures(channel: ET.Element) -> Iterator[_Enclosure]:
    for item in channel.findall("item"):
        for tag in item.findall("enclosure"):
            yield _Enclosure(item, tag.get("url", ""), tag.get("length", ""), tag.get("type", ""), True)
        for tag in item.findall(f"{_PODCAST}alternateEnclosure"):
            for source in tag.findall(f"{_PODCAST}source"):
                yield _Enclosure(item, source.get("uri", ""), tag.get("length", ""), tag.get("type", ""), False)


def _duration(item: ET.Element, file: File, name: str) -> Iterator[Finding]:
    told = (item.findtext(f"{_ITUNES}duration") or "").strip()
    match = _DURATION.fullmatch(told)
    if match is None:
        yield finding("feed-duration", f"the duration of {file.name} is '{told}'", name)
        return
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    told_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000
    if abs(told_ms - file.length) > 1000:
        message = f"{file.name} lasts {file.length / 1000:.0f} s, the feed says {told_ms // 1000} s"
        yield finding("feed-duration", message, name)
