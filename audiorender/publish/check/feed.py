"""A podcast's feed beside the audio: what directories require, and whether it matches the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from audiorender.audio.formats import FORMATS
from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.feed.rss import NAMESPACES

_ITUNES, _PODCAST = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("itunes", "podcast"))
_ALSO = {
    "audio/x-m4a": "audio/mp4",
    "audio/mp4a-latm": "audio/mp4",
    "audio/mp3": "audio/mpeg",
    "audio/opus": "audio/ogg",
}
_DURATION = expression(r"(?:(?:([0-9]{1,4}):)?([0-9]{1,6}):)?([0-9]{1,9})(?:\.[0-9]+)?")
_EXPLICIT = frozenset({"true", "false", "yes", "no", "clean", "explicit"})
_ADDRESSES = {
    "itunes": (NAMESPACES["itunes"],),
    "podcast": (
        NAMESPACES["podcast"],
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ),
}
_XMLNS = expression(r"""xmlns:(itunes|podcast)\s*=\s*["']([^"']*)["']""")
_WANTED = ("title", "description", "language", f"{_ITUNES}image", f"{_ITUNES}category", f"{_ITUNES}explicit")


@dataclass(frozen=True, slots=True)
class File:
    """An audio file that a feed may list: the end of its path (folders and name), bytes, milliseconds."""

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
    """The channel of a feed. Raises SourceError if it is not RSS."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise SourceError("it declares a document type, which a feed does not need")
    try:
        channel = ET.fromstring(text.encode()).find("channel")  # noqa: S314  entities were refused above
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise SourceError(f"it is not well-formed XML{_where(error)}") from error
    if channel is None:
        raise SourceError("it has no channel")
    return channel


def _where(error: Exception) -> str:
    line, column = getattr(error, "position", (0, 0))
    return f", at line {line}, column {column + 1}" if line else ""


def channel_findings(channel: ET.Element, name: str) -> Iterator[Finding]:
    """What Apple's directory requires of the channel, and every app of each episode."""
    missing = [tag.replace(_ITUNES, "itunes:") for tag in _WANTED if channel.find(tag) is None]
    if missing:
        yield finding("feed-channel", f"the channel lacks {', '.join(missing)}", name)
    if channel.find(f".//{_PODCAST}images") is not None and channel.find(f".//{_PODCAST}image") is None:
        yield finding("feed-image", "it has podcast:images, which newer apps do not read, and no podcast:image", name)
    explicit = channel.find(f"{_ITUNES}explicit")
    yield from _explicit(explicit, "the channel", name)
    guids: set[str] = set()
    for number, item in enumerate(channel.findall("item"), start=1):
        guid = (item.findtext("guid") or "").strip()
        lacks = [tag for tag in ("title", "guid") if not (item.findtext(tag) or "").strip()]
        enclosures = item.findall("enclosure")
        lacks += ["enclosure"] * (not enclosures)
        if len(enclosures) > 1:
            yield finding(
                "feed-enclosures", f"episode {number} has {len(enclosures)} enclosures, and apps play only one", name
            )
        if not (item.findtext("description") or "").strip():
            yield finding("feed-description", f"episode {number} has no description", name)
        yield from _explicit(item.find(f"{_ITUNES}explicit"), f"episode {number}", name)
        if lacks:
            yield finding("feed-item", f"episode {number} lacks {', '.join(lacks)}", name)
        if guid and guid in guids:
            yield finding("feed-item", f"episode {number} has the same guid as another: apps show only one", name)
        guids.add(guid)
        date = (item.findtext("pubDate") or "").strip()
        if not _is_date(date):
            what = f"'{date}' is not a date that every app reads" if date else "there is no date"
            yield finding(
                "feed-date", f"episode {number}: {what}; write one such as Sat, 04 May 2024 09:30:00 +0200", name
            )


def _explicit(tag: ET.Element | None, whose: str, name: str) -> Iterator[Finding]:
    said = (tag.text or "").strip().lower() if tag is not None else "true"
    if said not in _EXPLICIT:
        yield finding("feed-explicit", f"{whose} has '{said}' for explicit, not true or false", name)


def namespace_findings(text: str, name: str) -> Iterator[Finding]:
    """Whether the usual prefixes are bound to the usual namespaces: apps compare those literally."""
    for prefix, address in _XMLNS.findall(text):
        if address not in _ADDRESSES[prefix]:
            message = f"'{prefix}' is bound to '{address}', but apps look for '{_ADDRESSES[prefix][0]}'"
            yield finding("feed-namespace", message, name)


def beside_links(channel: ET.Element, file: File) -> Iterator[str]:
    """The names of the chapter files and transcripts that the feed lists for an audio file."""
    for one in _enclosures(channel):
        folder, _, last = unquote(urlsplit(one.url).path).rpartition("/")
        if not one.first or last != file.name or [*folder.split("/"), last][-len(file.path) :] != list(file.path):
            continue
        for tag in (*one.item.findall(f"{_PODCAST}chapters"), *one.item.findall(f"{_PODCAST}transcript")):
            link = urlsplit(tag.get("url", ""))
            where, _, what = unquote(link.path).rpartition("/")
            if where == folder and link.netloc == urlsplit(one.url).netloc:
                yield what


def says_ai_content(channel: ET.Element, file: File) -> bool | None:
    """Whether the feed declares that an audio file has synthetic voices; None if it does not list the file."""
    for one in _enclosures(channel):
        parts = unquote(urlsplit(one.url).path).split("/")
        if one.first and parts[-len(file.path) :] == list(file.path):
            return any(tag.get("purpose") == "ai-content" for tag in one.item.findall(f"{_PODCAST}txt"))
    return None


def _is_date(text: str) -> bool:
    """Whether it is an RFC 2822 date."""
    try:
        return bool(parsedate_to_datetime(text))
    except (ValueError, OverflowError):
        return False


def file_findings(channel: ET.Element, file: File, name: str) -> Iterator[Finding]:
    """Whether the feed describes one audio file correctly; nothing if it does not list the file."""
    for one in _enclosures(channel):
        parts = unquote(urlsplit(one.url).path).split("/")
        if parts[-len(file.path) :] != list(file.path):
            continue
        if one.length.strip() != str(file.size):
            yield finding("feed-length", f"{file.name} has {file.size} bytes, the feed says '{one.length}'", name)
        known = FORMATS.get(file.name.rpartition(".")[2].lower())
        declared = one.media_type.split(";")[0].strip().lower()
        if known and _ALSO.get(declared, declared) != known.media_type:
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
    declared = (item.findtext(f"{_ITUNES}duration") or "").strip()
    match = _DURATION.fullmatch(declared)
    if match is None:
        yield finding("feed-duration", f"the duration of {file.name} is '{declared}'", name)
        return
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    told_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000
    if abs(told_ms - file.length) > 1000:
        message = f"{file.name} lasts {file.length / 1000:.0f} s, the feed says {told_ms // 1000} s"
        yield finding("feed-duration", message, name)
