"""The player page: one file that needs only the audio beside it, no network and no other files.

`page.html` is the template; `page.css` and the scripts are inserted unchanged, the scripts joined into one except for
the part that runs before anything is painted. A Content-Security-Policy allows just these scripts and this style, so
that nothing in the text can ever run.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType

from jinja2 import Environment, StrictUndefined, Template

from audiorender.model import Meta, Script, Timeline
from audiorender.publish.oneline import one_line
from audiorender.publish.page.colours import Look, looks
from audiorender.publish.page.rows import (
    Around,
    audio_row,
    data_uri,
    date_row,
    in_order,
    in_seconds,
    link_rows,
    picture_row,
    section_row,
    transcript_row,
)
from audiorender.publish.page.transcript import Section, sections
from audiorender.publish.phrases import page_phrases, spoken_by_us
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
        date=date_row(meta.date, meta.language),
        length=for_people(timeline.frames, timeline.rate),
        seconds=in_seconds(timeline.frames, timeline.rate),
        cover=data_uri(cover) if cover else None,
        voices=[(one_line(name), look[name].classes) for name, _ in script.cast],
        audio=[audio_row(name) for name in in_order(audio)],
        sections=[section_row(section, timeline.rate, pictures, anchors, look) for section in shown],
        links=link_rows(meta),
        transcripts=[transcript_row(name) for name in around.transcripts],
        published=around.address,
        picture=picture_row(around),
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
    """What the script needs, as JSON without any text: times in milliseconds, levels as digits.

    Words come paragraph by paragraph: as one structure, the numbers of ten hours take 50 MB to write.
    """
    rate = timeline.rate
    spoken = [p for section in shown for turn in section.turns for p in turn.paragraphs if p.times]
    identity = "\n".join([meta.guid or "", meta.show or "", meta.title, *audio])
    plan = json.dumps(
        {
            "key": sha256(identity.encode(errors="replace")).hexdigest()[:16],
            "length": milliseconds(timeline.frames, rate),
            "chapters": [milliseconds(chapter.start, rate) for chapter in timeline.chapters],
            "levels": "".join(_DIGITS[round(min(max(level, 0.0), 1.0) * 35)] for level in levels),
            "voices": _voices(shown, timeline, len(levels), look),
        },
        separators=(",", ":"),
    )
    words = ",".join(json.dumps(paragraph.times.tolist(), separators=(",", ":")) for paragraph in spoken)
    return f'{plan[:-1]},"words":[{words}]}}'


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


def _language(tag: str | None) -> str | None:
    """The language of the text, if the tag is valid (BCP 47); the page's own words may be in another."""
    return tag if tag and is_tag(tag) else None
