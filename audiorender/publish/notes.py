"""Show notes in plain text, Markdown and HTML: the description, the chapters as apps recognise them, the speakers.

Apple Podcasts, Spotify and YouTube turn lines `00:00 Title` in an episode's notes into chapters, so every form has such
lines, with nothing before the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

from jinja2 import Environment, StrictUndefined
from markdown_it import MarkdownIt

from audiorender.expressions import expression
from audiorender.model import Timeline
from audiorender.publish.link import web_link
from audiorender.publish.oneline import one_line
from audiorender.publish.phrases import phrases, spoken_by_us
from audiorender.publish.published import Published
from audiorender.publish.tags.language import is_tag
from audiorender.timecode import stamp

FEWEST, CLOSEST, LONGEST = 3, 10, 40
"""Chapters that Apple, Spotify and YouTube require; seconds between them for YouTube; characters that Spotify shows."""

_MARKS = expression(r"[\\`*_\[\]<>#&~|]|^[-+=]|^\d+(?=[.)])")

_PAGE = """\
{% set ours %}{% if spoken %} lang="{{ spoken }}"{% endif %}{% endset %}
{% macro heading(key) %}<h2{{ ours }}>{{ notes.say[key] }}</h2>{% endmacro %}
<!doctype html>
<html{% if language %} lang="{{ language }}"{% endif %} dir="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ notes.title }}</title>
</head>
<body>
<h1>{{ notes.title }}</h1>
{% for paragraph in notes.about %}
<p>{{ paragraph }}</p>
{% endfor %}
{% if notes.chapters %}
{{ heading("chapters") }}
<p>{% for line in notes.chapters %}{{ line }}{% if not loop.last %}<br>
{% endif %}{% endfor %}</p>
{% endif %}
{% if notes.speakers %}
{{ heading("speakers") }}
<p>{% for name in notes.speakers %}{{ name }}{% if not loop.last %}<br>
{% endif %}{% endfor %}</p>
{% endif %}
{% if notes.links %}
{{ heading("links") }}
<p>{% for title, url in notes.links %}<a href="{{ url }}">{{ title }}</a>{% if not loop.last %}<br>
{% endif %}{% endfor %}</p>
{% endif %}
{% if notes.footnotes %}
{{ heading("footnotes") }}
<p>{% for note in notes.footnotes %}{{ note }}{% if not loop.last %}<br>
{% endif %}{% endfor %}</p>
{% endif %}
{% if notes.disclosure %}
<p{{ ours }}>{{ notes.disclosure }}</p>
{% endif %}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Notes:
    """The content of show notes, each entry one line: `chapters` with their times, `links` as titles and addresses.

    `say` are our own words, in the episode's language if we have it.
    """

    title: str
    about: tuple[str, ...]
    chapters: tuple[str, ...]
    speakers: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    footnotes: tuple[str, ...]
    disclosure: str | None
    say: Mapping[str, str]

    @classmethod
    def of(cls, published: Published) -> Notes:
        """The notes of an episode. A single chapter is ignored: it is the episode."""
        meta, timeline, say = published.meta, published.timeline, phrases(published.meta.language)
        numbered = (("season", meta.season), ("episode", meta.episode))
        numbers = (say[what].format(number=number) for what, number in numbered if number is not None)
        facts = ", ".join(filter(None, [one_line(meta.show or ""), *numbers, one_line(meta.date or "")]))
        paragraphs = (one_line(paragraph) for paragraph in re.split(r"\n\s*\n", meta.description or ""))
        author = say["by"].format(name=one_line(meta.author)) if meta.author else ""
        marks = timeline.chapters if len(timeline.chapters) > 1 else ()
        linked = (*((c.title, c.url or "") for c in timeline.chapters), *((link.text, link.url) for link in meta.links))
        return cls(
            title=one_line(meta.title),
            about=tuple(filter(None, (facts, author, *paragraphs))),
            chapters=tuple(f"{stamp(c.start, timeline.rate)} {one_line(c.title)}" for c in marks),
            speakers=published.speakers(),
            links=tuple((title, url) for url, title in _addresses(linked).items()),
            footnotes=tuple(filter(None, map(one_line, meta.footnotes))),
            disclosure=published.disclosure,
            say=say,
        )

    def lines(self, *, addresses: bool = False) -> tuple[str, ...]:
        """Every visible line from the top, with single blanks; links with their `addresses` or without."""
        links = self.addressed() if addresses else tuple(title for title, _ in self.links)
        below = (line for head, lines in self.sections(links) for line in (head, *lines))
        published = (self.title, *self.about, *below, self.disclosure or "")
        return tuple(filter(None, (" ".join(line.split()) for line in published)))

    def addressed(self) -> tuple[str, ...]:
        """The links in plain text, with their addresses; a link whose title is its address appears once."""
        return tuple(url if title == url else f"{title}: {url}" for title, url in self.links)

    def sections(self, links: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The parts below the description, as headings and their lines; `links` are the links as they are written."""
        everything = (
            (self.say["chapters"], self.chapters),
            (self.say["speakers"], self.speakers),
            (self.say["links"], links),
            (self.say["footnotes"], self.footnotes),
        )
        return ((head, lines) for head, lines in everything if lines)


def _addresses(links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each web address once, with its first title; one without a title is its own."""
    found: dict[str, str] = {}
    for title, url in links:
        address = web_link(url, keep_plus=True)
        if address:
            found.setdefault(address, address if title in ("", url) else one_line(title) or address)
    return found


def advice(timeline: Timeline) -> tuple[str, ...]:
    """What keeps apps from turning the notes' lines into chapters, in sentences; readers can use them anyway.

    Sources: the help pages of Apple Podcasts for Creators, Spotify for Creators and YouTube.
    """
    chapters, rate = timeline.chapters, timeline.rate
    if len(chapters) < FEWEST:
        many = "is 1 chapter" if len(chapters) == 1 else f"are {len(chapters)} chapters"
        return (
            f"there {many}: Apple, Spotify and YouTube take them from show notes only if there are {FEWEST} or more",
        )
    close = (
        f"chapter {number} begins {(b.start - a.start) // rate} s after the one before it: "
        f"YouTube shows chapters only if all are {CLOSEST} s apart"
        for number, (a, b) in enumerate(pairwise(chapters), start=2)
        if b.start - a.start < CLOSEST * rate
    )
    long = (
        f"the title of chapter {number} has {len(one_line(c.title))} characters: Spotify cuts it after {LONGEST}"
        for number, c in enumerate(chapters, start=1)
        if len(one_line(c.title)) > LONGEST
    )
    return (*close, *long)


def notes_text(published: Published) -> str:
    """The notes as plain text, to be pasted anywhere."""
    notes = Notes.of(published)
    below = ("\n".join((head, *lines)) for head, lines in notes.sections(notes.addressed()))
    return "\n\n".join([notes.title, *notes.about, *below, *filter(None, [notes.disclosure])]) + "\n"


def notes_markdown(published: Published) -> str:
    """The notes as CommonMark: the same text, with headings and links."""
    notes = Notes.of(published)
    links = tuple(f"[{_escaped(title)}](<{url}>)" for title, url in notes.links)
    below = (
        f"## {head}\n\n{_broken(lines if lines is links else tuple(map(_escaped, lines)))}"
        for head, lines in notes.sections(links)
    )
    about = map(_escaped, notes.about)
    ending = map(_escaped, filter(None, [notes.disclosure]))
    return "\n\n".join([f"# {_escaped(notes.title)}", *about, *below, *ending]) + "\n"


def _broken(lines: Sequence[str]) -> str:
    """Lines with two blanks at the end, which keep the line break and are invisible in the source."""
    return "  \n".join(lines)


def _escaped(line: str) -> str:
    """`line` as CommonMark, with a backslash before anything that would be syntax."""
    return _MARKS.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", line)


def notes_html(published: Published) -> str:
    """The notes as a small page; the content of its body can be given to a host or a feed."""
    language = published.meta.language or ""
    page = Environment(autoescape=True, trim_blocks=True, undefined=StrictUndefined).from_string(_PAGE)
    tag = language if is_tag(language) else None
    spoken = spoken_by_us(tag) if tag and tag.lower().split("-")[0] != spoken_by_us(tag) else None
    text = page.render(notes=Notes.of(published), language=tag, spoken=spoken)
    return f"{text.rstrip()}\n"


def read_notes_text(text: str) -> tuple[str, ...]:
    """The lines of plain notes that are not empty, with single blanks."""
    return tuple(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def read_notes_markdown(text: str) -> tuple[str, ...]:
    """The lines that a CommonMark renderer shows."""
    return read_notes_html(f"<body>{MarkdownIt('commonmark').render(text)}</body>")


def read_notes_html(text: str) -> tuple[str, ...]:
    """The lines of the body that a browser shows."""
    parser = _Lines()
    parser.feed(text)
    parser.close()
    return tuple(parser.lines())


class _Lines(HTMLParser):
    """The text of a page's body in lines: every element starts a new one, unless it is a link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._shown = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the parser's
        self._shown = self._shown or tag == "body"
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)

    def handle_data(self, data: str) -> None:
        self._parts += [data.replace("\n", " ")] if self._shown else []

    def _break(self, tag: str) -> None:
        self._parts += ["\n"] if tag != "a" else []

    def lines(self) -> Iterator[str]:
        """The lines that are not empty, with single blanks."""
        return filter(None, (" ".join(line.split()) for line in "".join(self._parts).split("\n")))
