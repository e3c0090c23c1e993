"""A podcast's feed as RSS 2.0, with the tags of Apple (`itunes`), Podcasting 2.0 (`podcast`) and Podlove (`psc`).

Follows RSS 2.0.11, Apple's "A podcaster's guide to RSS" and the Podcast Namespace 1.0. It uses no clock: the feed's
date is that of its newest episode.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from audiorender.expressions import expression
from audiorender.model import RATE, Chapter
from audiorender.publish.chapters import psc
from audiorender.publish.feed.categories import PARENTS
from audiorender.publish.feed.channel import Channel, Enclosure, Item, Person
from audiorender.publish.feed.dates import rfc_2822
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, rescaled

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "atom": "http://www.w3.org/2005/Atom",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "podcast": "https://podcastindex.org/namespace/1.0",
        "psc": psc.NAMESPACE,
    }
)
"""Namespaces by prefix: some apps look for the prefix rather than the namespace."""

LONGEST_NAME = 128
"""Maximum length of a `podcast:person`; apps cut longer ones."""

_ILLEGAL = expression("[^\t\n\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITY = expression(r"&(?=(#?\w+;?))")


def rss(channel: Channel) -> bytes:
    """The feed as an XML document in UTF-8; the same values give the same bytes."""
    for prefix, name in NAMESPACES.items():
        ET.register_namespace(prefix, name)
    root = ET.Element("rss", {"version": "2.0"})
    top = ET.SubElement(root, "channel")
    _about(top, channel)
    for item in channel.items:
        _item(ET.SubElement(top, "item"), item)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def clean(text: str) -> str:
    """`text` with its lines, but without characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def described(text: str) -> str:
    """A description, which apps show as HTML (RSS 2.0), with markup escaped and line breaks kept.

    A `&` that begins no entity is left alone: every reader shows it, and some show an escaped one literally.
    """
    lines = "\n".join(map(one_line, text.splitlines())).strip()
    written = _ENTITY.sub(lambda at: "&" if html.unescape(f"&{at[1]}") == f"&{at[1]}" else "&amp;", lines)
    return written.replace("<", "&lt;")


def _about(top: ET.Element, channel: Channel) -> None:
    _add(top, "atom:link", attributes={"href": channel.url, "rel": "self", "type": "application/rss+xml"})
    if channel.owner or channel.email:
        owner_tag = _add(top, "itunes:owner")  # before the author: some readers keep the last of the two
        _add_text(owner_tag, "itunes:name", channel.owner)
        _add_text(owner_tag, "itunes:email", channel.email)
    newest = max((item.published for item in channel.items if item.published), default=None)
    for tag, text in (
        ("title", one_line(channel.title)),
        ("link", channel.link),
        ("description", described(channel.description)),
        ("language", channel.language),
        ("copyright", channel.copyright),
        ("pubDate", rfc_2822(newest) if newest else None),
        ("generator", channel.generator),
        ("itunes:author", channel.author),
        ("itunes:summary", described(channel.description)),
        ("itunes:type", "episodic"),
        ("itunes:explicit", _truth(channel.explicit)),
        ("podcast:guid", channel.guid),
        ("podcast:medium", "podcast"),
    ):
        _add_text(top, tag, text)
    if channel.locked is not None:
        owner = {"owner": channel.email} if channel.email else {}
        _add(top, "podcast:locked", "yes" if channel.locked else "no", owner)
    if channel.image:
        _picture(top, channel.image)
    if channel.synthetic:
        _ai_content(top)
    _categories(top, channel.categories)


def _categories(top: ET.Element, names: Iterable[str]) -> None:
    """Each category once, with its selected subcategories."""
    chosen: dict[str, list[str]] = {}
    for name in names:
        parent = PARENTS[name]
        parts = chosen.setdefault(parent or name, [])
        if parent and name not in parts:
            parts.append(name)
    for name, parts in chosen.items():
        category = _add(top, "itunes:category", attributes={"text": name})
        for part in parts:
            _add(category, "itunes:category", attributes={"text": part})


def _item(tag: ET.Element, item: Item) -> None:
    first, *others = item.audio
    title, description = one_line(item.title), described(item.description or "")
    _add_text(tag, "title", title)
    _add(tag, "guid", item.guid, {"isPermaLink": "false"})
    _add(tag, "enclosure", attributes={"url": first.url, "length": str(first.length), "type": first.media_type})
    for name, text in (
        ("link", item.link),
        ("pubDate", rfc_2822(item.published) if item.published else None),
        ("description", description),
        ("content:encoded", clean(item.notes or "")),
        ("itunes:title", title),
        ("itunes:summary", description),
        ("itunes:author", item.author),
        ("itunes:duration", str(seconds(item.samples))),
        ("itunes:season", _number(item.season)),
        ("itunes:episode", _number(item.episode)),
        ("itunes:episodeType", "full"),
        ("itunes:explicit", _truth(item.explicit)),
        ("podcast:season", _number(item.season)),
        ("podcast:episode", _number(item.episode)),
    ):
        _add_text(tag, name, text or None)
    if item.image:
        _picture(tag, item.image)
    if item.synthetic:
        _ai_content(tag)
    for transcript in item.transcripts:
        language = {"language": item.language} if item.language else {}
        _add(tag, "podcast:transcript", attributes={"url": transcript.url, "type": transcript.media_type, **language})
    for chapters in item.chapter_files:
        _add(tag, "podcast:chapters", attributes={"url": chapters.url, "type": chapters.media_type})
    for person in item.people:
        _person(tag, person)
    for other in others:
        _alternate(tag, other)
    _chapters(tag, item.chapters)


def _picture(tag: ET.Element, address: str) -> None:
    """For Apple, and for apps of the podcast namespace, where `podcast:image` has replaced `podcast:images`."""
    for name in ("itunes:image", "podcast:image"):
        _add(tag, name, attributes={"href": address})


def _ai_content(tag: ET.Element) -> None:
    """The declaration that the voices are synthetic, in the podcast namespace since March 2026."""
    _add(tag, "podcast:txt", "true", {"purpose": "ai-content"})


def _person(tag: ET.Element, person: Person) -> None:
    name = one_line(person.name)
    shown = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
    _add(tag, "podcast:person", shown, {"role": person.role, "group": "cast"})


def _alternate(tag: ET.Element, audio: Enclosure) -> None:
    """Another form of the same audio, with a digest that apps can verify (W3C Subresource Integrity)."""
    form = _add(tag, "podcast:alternateEnclosure", attributes={"type": audio.media_type, "length": str(audio.length)})
    _add(form, "podcast:source", attributes={"uri": audio.url})
    digest = base64.b64encode(bytes.fromhex(audio.sha256)).decode()
    _add(form, "podcast:integrity", attributes={"type": "sri", "value": f"sha256-{digest}"})


def _chapters(tag: ET.Element, chapters: Iterable[Chapter]) -> None:
    """Podlove Simple Chapters 1.2."""
    found = list(chapters)
    if not found:
        return
    top = _add(tag, "psc:chapters", attributes={"version": "1.2"})
    for chapter in found:
        more = {"href": chapter.url, "image": chapter.image}
        attributes = {"start": clock(chapter.start), "title": chapter.title}
        _add(
            top,
            "psc:chapter",
            attributes={**attributes, **{name: address for name, address in more.items() if address}},
        )


def seconds(samples: int) -> int:
    """A length in whole seconds, rounded half up, but at least 1: apps take 0 for unknown."""
    return max(1, rescaled(samples, RATE, 1))


def _truth(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


def _number(value: int | None) -> str | None:
    """A number for Apple, which counts from 1."""
    return str(value) if value else None


def _add_text(parent: ET.Element, tag: str, text: str | None) -> None:
    """Add an element with this text, or nothing if there is none."""
    if text:
        _add(parent, tag, text)


def _add(
    parent: ET.Element, tag: str, text: str | None = None, attributes: Mapping[str, str] = MappingProxyType({})
) -> ET.Element:
    """Add an element below `parent`; `tag` has its prefix. Attributes are put on one line, as XML reads them anyway."""
    prefix, colon, name = tag.partition(":")
    full = f"{{{NAMESPACES[prefix]}}}{name}" if colon else tag
    element = ET.SubElement(parent, full, {key: one_line(value) for key, value in attributes.items()})
    element.text = None if text is None else clean(text)
    return element
