"""A podcast's feed beside the audio: what directories require, and whether it matches the files."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from audiorender.audio.formats import FORMATS
from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.feed.categories import PARENTS
from audiorender.publish.feed.rss import NAMESPACES

_ITUNES, _PODCAST, _ATOM = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("itunes", "podcast", "atom"))
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
    "podcast": (NAMESPACES["podcast"], "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"),
}
_XMLNS = expression(r"""xmlns:(itunes|podcast)\s*=\s*["']([^"']*)["']""")
_LANGUAGE = expression(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{1,8})*")
_TYPES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "transcript": {
        ".vtt": ("text/vtt",),
        ".srt": ("application/x-subrip", "application/srt", "text/srt"),
        ".json": ("application/json",),
        ".html": ("text/html",),
        ".txt": ("text/plain",),
    },
    "chapters": {".json": ("application/json+chapters", "application/json")},
}
"""The media types of files beside the audio that apps accept, by the file's suffix; the first is the usual one."""

_IN_WORDS = ("title", "link", "description", "language")
_WANTED = (*_IN_WORDS, f"{_ITUNES}image", f"{_ITUNES}category", f"{_ITUNES}explicit")


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
        channels = ET.fromstring(text.encode()).findall("channel")  # noqa: S314  entities were refused above
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise SourceError(f"it is not well-formed XML{_where(error)}") from error
    if len(channels) != 1:
        raise SourceError(f"it has {len(channels)} channels, and apps read one" if channels else "it has no channel")
    return channels[0]


def _where(error: Exception) -> str:
    line, column = getattr(error, "position", (0, 0))
    return f", at line {line}, column {column + 1}" if line else ""


def channel_findings(channel: ET.Element, name: str) -> Iterator[Finding]:
    """What Apple's directory requires of the channel, and every app of each episode."""
    missing = [tag.replace(_ITUNES, "itunes:") for tag in _WANTED if _lacks(channel, tag)]
    if missing:
        yield finding("feed-channel", f"the channel lacks {', '.join(missing)}", name)
    yield from (finding("feed-channel", told, name) for told in _unknown_values(channel))
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
        for enclosure in enclosures:
            if not _is_web_address(url := enclosure.get("url", "")):
                yield finding("feed-item", f"episode {number}: '{url}' is not the web address of its audio", name)
        yield from _types(item, f"episode {number}", name)
        if guid and guid in guids:
            yield finding("feed-item", f"episode {number} has the same guid as another: apps show only one", name)
        guids.add(guid)
        date = (item.findtext("pubDate") or "").strip()
        if not _is_date(date):
            what = f"'{date}' is not a date that every app reads" if date else "there is no date"
            yield finding(
                "feed-date", f"episode {number}: {what}; write one such as Sat, 04 May 2024 09:30:00 +0200", name
            )


def _lacks(channel: ET.Element, tag: str) -> bool:
    return channel.find(tag) is None or (tag in _IN_WORDS and not (channel.findtext(tag) or "").strip())


def _unknown_values(channel: ET.Element) -> Iterator[str]:
    """Values of the channel that directories do not know."""
    language = (channel.findtext("language") or "").strip()
    if language and not _LANGUAGE.fullmatch(language):
        yield f"'{language}' is not the code of a language, such as en or de-AT"
    for category in channel.iterfind(f".//{_ITUNES}category"):
        if (named := html.unescape(category.get("text", "")).strip()) not in PARENTS:
            yield f"'{named}' is not one of Apple's categories"
    image = channel.find(f"{_ITUNES}image")
    if image is not None and not _is_web_address(image.get("href", "")):
        yield "itunes:image has no href with a web address"


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(map(str.isspace, text.strip()))


def _types(item: ET.Element, which: str, name: str) -> Iterator[Finding]:
    """Transcripts and chapters whose media type is missing, or not that of their suffix: apps choose by it."""
    for tag, types in _TYPES.items():
        for one in item.iterfind(f"{_PODCAST}{tag}"):
            url, told = one.get("url", ""), one.get("type", "").split(";")[0].strip().lower()
            suffix = PurePosixPath(_path_of(url)).suffix.lower()
            wanted = types.get(suffix, (told,))
            if not told or told not in wanted:
                should = f", not {wanted[0]}" if wanted[0] else ""
                yield finding("feed-type", f"{which}: the type of {url} is '{told}'{should}", name)


def _path_of(url: str) -> str:
    """The path of an address; empty if it is not one."""
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""


def missing_audio(channel: ET.Element, folder: Path) -> Iterator[str]:
    """The names of audio that, by the feed's own address, would be in its folder or one below, and is not there."""
    own = next((tag.get("href", "") for tag in channel.iterfind(f"{_ATOM}link") if tag.get("rel") == "self"), "")
    base = own.rpartition("/")[0] + "/"
    for one in _enclosures(channel):
        if own and one.first and one.url.startswith(base):
            below = PurePosixPath(_path_of(one.url[len(base) :]))
            if 1 <= len(below.parts) <= 2 and ".." not in below.parts and not (folder / below).is_file():
                yield str(below)


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
