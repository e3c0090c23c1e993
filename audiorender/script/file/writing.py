"""Writes a script as text: one line per paragraph, an empty line between blocks (docs/script-format.md).

The inverse of `scriptfile.parse_script`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Cue, Heading, Item, Pause, Script, Turn
from audiorender.script.file.cues import LINK, MOST_TAKES, escape_cues, format_pause, format_sound
from audiorender.script.file.header import format_header
from audiorender.script.file.marks import check_line, format_text
from audiorender.script.file.turnlabel import FOREIGN, escape_colons, format_label

_FOREIGN = expression(FOREIGN)


def format_script(script: Script) -> str:
    """The script as text, one line per paragraph. Raises SourceError for what the format cannot hold."""
    return _written(script)[0]


def placed(script: Script) -> tuple[str, Script]:
    """The script as text, and with the line numbers that its items have there: what parsing that text returns."""
    text, items = _written(script)
    return text, replace(script, items=items)


def _written(script: Script) -> tuple[str, tuple[Item, ...]]:
    """The text, and the items with their line numbers in it: each block takes one line, after an empty one."""
    speakers = frozenset(name for name, _ in script.cast)
    header = f"---\n{format_header(script.meta, script.cast, script.sexes)}---\n"
    body: list[str] = []
    items: list[Item] = []
    first = header.count("\n") + 2
    for item in script.items:
        line = first + 2 * len(body)
        made = tuple(_format_item(item, speakers))
        body += made
        if isinstance(item, Turn):
            line += 2 * (item.take > 1)
            lines = tuple(range(each, each + 1) for each in range(line, line + 2 * len(item.paragraphs), 2))
            items.append(replace(item, line=line, lines=lines))
        else:
            items.append(replace(item, line=line))
    return header + "".join(f"\n{block}\n" for block in body), tuple(items)


def _format_item(item: Item, speakers: frozenset[str]) -> Iterator[str]:
    """The blocks of one item, each on one line."""
    if isinstance(item, Heading):
        check_line(item.title, "a chapter's title")
        yield f"# {item.title}"
        yield from _below_title(item)
    elif isinstance(item, Pause):
        yield format_pause(item)
    elif isinstance(item, Cue):
        yield format_sound(item)
    else:
        first, *others = item.paragraphs
        if item.take > 1:
            if item.take > MOST_TAKES:
                raise SourceError(f"take {item.take} is more than {MOST_TAKES}")
            yield f"[take {item.take}]"
        yield f"{format_label(item.speaker, item.guessed)} {escape_cues(format_text(first))}"
        for text in others:
            raw = escape_colons(escape_cues(format_text(text)), speakers)
            yield f"\\{raw}" if raw[0] in "#[" or _FOREIGN.match(raw) else raw


def _below_title(title: Heading) -> Iterator[str]:
    """The cues that follow a title: its link and its picture."""
    if title.url is not None:
        if not LINK.fullmatch(title.url):
            raise SourceError(f"'{title.url}' is not a link that a script can contain", hint="it begins with https://")
        yield f"[link {title.url}]"
    if title.image is not None:
        check_line(title.image, "a picture's name")
        if "]" in title.image or "[" in title.image:
            raise SourceError(f"a script cannot name a picture '{title.image}'", hint="rename it, without brackets")
        yield f"[image {title.image}]"
