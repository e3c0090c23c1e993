"""The player page: one file that needs only the audio beside it, no network and no other files.

`page.html` is the template; `page.css` and the scripts are inserted unchanged, the scripts joined into one except for
the part that runs before anything is painted. A Content-Security-Policy allows just these scripts and this style, so
that nothing in the text can ever run.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, StrictUndefined, Template

from audiorender.audio.formats import FORMATS
from audiorender.model import Meta, Script, Timeline
from audiorender.publish.link import web_link
from audiorender.publish.oneline import one_line
from audiorender.publish.page.colours import Look, looks
from audiorender.publish.page.transcript import Exchange, Section, sections, word_times
from audiorender.publish.phrases import long_date, page_phrases, spoken_by_us
from audiorender.publish.tags.fields import picture_type
from audiorender.publish.tags.language import is_tag
from audiorender.timecode import for_people, milliseconds

_EARLY = "theme.js"  # runs before anything is painted
_SCRIPTS = ("words.js", "voice.js", "player.js", "search.js", "start.js")
_SPEEDS = (0.75, 1, 1.25, 1.5, 1.75, 2)
_VAST = 1000  # number of turns above which the browser only lays out what is near; below it, all positions are exact
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
_SHORTCUTS = (
    (("space", "K"), "toggle"),
    (("J", "L"), "keys-skip"),
    (("←", "→"), "keys-step"),
    (("P", "N"), "keys-chapter"),
    (("1", "…", "9"), "keys-chapters"),
    (("O",), "keys-list"),
    (("<", ">"), "keys-speed"),
    (("/",), "search"),
    (("F",), "follow"),
    (("C",), "copy"),
    (("D",), "theme"),
    (("?",), "keys-help"),
)
"""Keyboard shortcuts, and the phrase that describes each; `space` is a phrase, too."""


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


def page(
    script: Script,
    timeline: Timeline,
    audio: Sequence[str],
    *,
    levels: Sequence[float] = (),
    cover: bytes | None = None,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    disclosure: str | None = None,
    around: Around | None = None,
) -> str:
    """The page of an episode as HTML.

    `audio` are the names of the audio files beside it, at least one, each with a suffix of `FORMATS`. `levels` is the
    waveform, from 0 to 1, in equal parts of the episode. `cover` and the values of `pictures`, whose keys are images of
    chapters, are small JPEG or PNG files that are embedded in the page. The same arguments give the same page.
    """
    meta, around = script.meta, around or Around()
    look = looks([name for name, _ in script.cast], [turn.speaker for turn in script.turns])
    shown = sections(script, timeline)
    style, early, code = _resource("page.css"), _resource(_EARLY), "\n".join(map(_resource, _SCRIPTS))
    anchors: set[str] = set()
    say = page_phrases(meta.language)
    return _template().render(
        policy=_policy(style, (early, code)),
        style=style,
        early=early,
        code=code,
        plan=_plan(meta, timeline, shown, audio, levels, look),
        language=_language(meta.language),
        rtl=(meta.language or "").lower().split("-")[0] in _RIGHT_TO_LEFT,
        title=one_line(meta.title),
        show=one_line(meta.show or ""),
        author=one_line(meta.author or ""),
        description=one_line(meta.description or ""),
        disclosure=one_line(disclosure or ""),
        date=_date(meta.date, meta.language),
        length=for_people(timeline.frames, timeline.rate),
        seconds=_seconds(timeline.frames, timeline.rate),
        cover=_data_uri(cover) if cover else None,
        voices=[(one_line(name), look[name].classes) for name, _ in script.cast],
        audio=[_file(name) for name in _ordered(audio)],
        sections=[_section(section, timeline.rate, pictures, anchors, look) for section in shown],
        links=_links(meta),
        transcripts=[_transcript(name) for name in around.transcripts],
        published=around.address,
        picture=_picture(around),
        feed=around.feed,
        vast=len(script.turns) > _VAST,
        speeds=_SPEEDS,
        shortcuts=[([say.get(key, key) for key in keys], say[what]) for keys, what in _SHORTCUTS],
        say=say,
        spoken=spoken_by_us(meta.language),
    )


@cache
def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(_resource("page.html"))


def _policy(style: str, scripts: Sequence[str]) -> str:
    """What the browser may load and run (w3.org/TR/CSP3): our style and scripts, embedded pictures, audio beside it.

    `file:` is needed because a page opened from a disk has no origin that 'self' could mean.
    """
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src", *(f"'{_hash(code)}'" for code in scripts)]),
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "media-src 'self' file:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _plan(
    meta: Meta,
    timeline: Timeline,
    shown: Sequence[Section],
    audio: Sequence[str],
    levels: Sequence[float],
    look: Mapping[str, Look],
) -> str:
    """What the script needs, as JSON without any text: times in milliseconds, levels as digits."""
    rate = timeline.rate
    spoken = [p for section in shown for turn in section.turns for p in turn.paragraphs if p.words]
    identity = "\n".join([meta.guid or "", meta.show or "", meta.title, *audio])
    return json.dumps(
        {
            "key": sha256(identity.encode(errors="replace")).hexdigest()[:16],
            "length": milliseconds(timeline.frames, rate),
            "chapters": [milliseconds(chapter.start, rate) for chapter in timeline.chapters],
            "levels": "".join(_DIGITS[round(min(max(level, 0.0), 1.0) * 35)] for level in levels),
            "voices": _voices(shown, timeline, len(levels), look),
            "words": [word_times(paragraph, rate) for paragraph in spoken],
        },
        separators=(",", ":"),
    )


def _voices(shown: Sequence[Section], timeline: Timeline, parts: int, look: Mapping[str, Look]) -> str:
    """For each part of the waveform, the hue of the speaker in the middle of it, or of the last one before."""
    turns = [turn for section in shown for turn in section.turns if turn.start is not None]
    found, index = [], 0
    for part in range(parts):
        middle = (2 * part + 1) * timeline.frames // (2 * parts)
        while index + 1 < len(turns) and (turns[index + 1].start or 0) <= middle:
            index += 1
        found.append(str(look[turns[index].speaker].hue) if turns else "0")
    return "".join(found)


def _section(
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
        "image": _data_uri(picture) if picture else None,
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


def _links(meta: Meta) -> list[dict[str, str]]:
    """The source's web links, as they were written, each address once."""
    found = {url: one_line(link.text) for link in reversed(meta.links) if (url := web_link(link.url, keep_plus=True))}
    return [{"url": url, "text": text or url} for url, text in reversed(found.items())]


def _transcript(name: str) -> dict[str, str]:
    """`talk.transcript.json` is offered as JSON: the end of its name says what a file is."""
    return {"href": quote(name, safe=""), "label": name.rpartition(".")[2].upper()}


def _picture(around: Around) -> dict[str, Any] | None:
    if around.cover is None:
        return None
    return {"href": quote(around.cover, safe=""), "width": around.side, "height": around.side}


def _file(name: str) -> dict[str, str]:
    form = FORMATS[name.rpartition(".")[2]]
    return {"name": name, "href": quote(name, safe=""), "media_type": form.media_type, "label": form.name.upper()}


def _ordered(audio: Sequence[str]) -> list[str]:
    """MP3, which every browser plays, first: a browser takes the first that it can play."""
    order = list(FORMATS)
    return sorted(audio, key=lambda name: order.index(name.rpartition(".")[2]))


def _anchor(samples: int, rate: int) -> str:
    """`t=83`: the ID of what begins there, so that a link to a moment also works without the script."""
    return f"t={_seconds(samples, rate)}"


def _seconds(samples: int, rate: int) -> str:
    return f"{milliseconds(samples, rate) / 1000:.3f}".rstrip("0").rstrip(".")


def _language(tag: str | None) -> str | None:
    """The language of the text, if the tag is valid (BCP 47); the page's own words may be in another."""
    return tag if tag and is_tag(tag) else None


def _date(date: str | None, language: str | None) -> dict[str, str | None] | None:
    """The date for people, and for machines if it is ISO 8601; otherwise as it was given."""
    if not date or not one_line(date):
        return None
    parts = re.match(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=$|[T ])", date)
    if parts is None:
        return {"iso": None, "shown": one_line(date)}
    return {"iso": parts[0], "shown": long_date(int(parts[1]), int(parts[2]), int(parts[3]), language)}


def _data_uri(picture: bytes) -> str:
    return f"data:{picture_type(picture)};base64,{b64encode(picture).decode()}"
