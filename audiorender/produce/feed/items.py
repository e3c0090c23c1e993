"""From episodes' reports to the values of a feed: the role of each file, credits, and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from audiorender.audio.formats import FORMATS
from audiorender.errors import SourceError, few, near
from audiorender.expressions import expression
from audiorender.files import cannot_read
from audiorender.folder import SETTINGS
from audiorender.model import Chapter
from audiorender.produce.feed.descriptions import made_description
from audiorender.produce.feed.episodes import Place
from audiorender.produce.note import Note
from audiorender.produce.voices.credits import public_name
from audiorender.publish.feed.channel import Enclosure, Item, Person, Resource
from audiorender.publish.feed.dates import day
from audiorender.publish.published import disclosure
from audiorender.report.schema import AudioFile, Report
from audiorender.script.labels.label import Label
from audiorender.settings.project import Project

_ANYBODY = expression(r"(?:speaker|voice|person|spk|s)[\W_]*(?:\d+|[A-Z])?", re.IGNORECASE)
_BODY = expression(r"<body\b[^>]*>(.*)</body>", re.IGNORECASE | re.DOTALL)


def item(place: Place, base: str, project: Project) -> Item:
    """The episode as an item of a feed. Raises SourceError for show notes that cannot be read."""
    report = place.report
    beside = {role: tuple(report.role(role)) for role in ("transcript", "chapters", "page", "cover")}
    page, cover = (next((place.url(base, each.file) for each in beside[role]), None) for role in ("page", "cover"))
    resources = {
        role: tuple(Resource(place.url(base, each.file), each.media_type) for each in beside[role])
        for role in ("transcript", "chapters")
    }
    return Item(
        guid=report.guid,
        title=report.title,
        audio=tuple(_enclosure(place, audio, base) for audio in sorted(report.files, key=_preference)),
        samples=report.samples,
        published=day(report.date),
        description=paragraphs(
            report.description or made_description(report, _transcript(place)),
            _disclosure(report.engines, report.language, project),
        ),
        notes=_notes(place),
        author=report.author or project.author,
        season=report.season,
        episode=report.episode,
        explicit=report.explicit,
        language=report.language,
        link=page,
        image=cover,
        people=people(report, project.feed.hosts),
        chapters=tuple(_chapter(place, chapter.chapter(), base) for chapter in report.chapters),
        chapter_files=tuple(each for each in resources["chapters"] if each.media_type == "application/json+chapters"),
        transcripts=tuple(_one_of_each(resources["transcript"])),
        synthetic=bool(project.disclosure) and bool(report.engines),
    )


def people(report: Report, hosts: Sequence[str]) -> tuple[Person, ...]:
    """The people to credit: cast members with personal names, if it is known which of them asks the questions.

    The settings say so, or a speaker called "Host" or the like, which is then not a name; otherwise nobody is credited,
    since a `podcast:person` without a role would be taken for a host.
    """
    tags = [Label(speaker, None, len(speaker), "plain") for speaker in report.cast]
    asker = any(tag.role > 0 and not tag.crowd for tag in tags)
    if not hosts and not asker:
        return ()
    known = set(hosts)
    named = (tag.name for tag in tags if tag.name in known or _is_a_name(tag))
    return tuple(Person(name, "host" if name in known else "guest") for name in named)


def item_notes(places: Sequence[Place], project: Project) -> Iterator[Note]:
    """Notes about the episodes of a feed."""
    for place in places:
        report = place.report
        if not report.description:
            what = f"{place.folder}: the episode has no description of its own"
            message = "the feed has its first words, chapters and speakers"
            yield Note(f"{what}, so {message}; write 'description: ...' in the front matter, and render it again")
        if report.date is None:
            why = "has no date"
        elif day(report.date) is None:
            why = f"has an invalid date, '{report.date}'"
        else:
            why = None
        if why:
            what = f"{place.folder}: the episode {why}, so apps may list it in any order"
            yield Note(f"{what}; write 'date: 2024-03-16' in the front matter, and render it again", True)
        if not any(audio.format in FORMATS and FORMATS[audio.format].everywhere for audio in report.files):
            yield Note(f"{place.folder}: Apple Podcasts plays MP3 and M4A only; render it with --format mp3 too")
    yield from _people_notes(places, project.feed.hosts)


def show_of(places: Sequence[Place], project: Project) -> str | None:
    """The show's name: from the settings, else the one that all episodes share."""
    return project.show or _common([place.report.show for place in places])


def language_of(places: Sequence[Place], project: Project) -> str | None:
    """The language from the settings, else that of all episodes."""
    return project.language or _common([place.report.language for place in places])


def author_of(places: Sequence[Place], project: Project) -> str | None:
    """The author from the settings, else that of all episodes."""
    return project.author or _common([place.report.author for place in places])


def explicit_of(places: Sequence[Place], project: Project) -> bool | None:
    """What the settings say; else whether any episode is explicit, if each says so."""
    said = [place.report.explicit for place in places]
    return project.feed.explicit if project.feed.explicit is not None or None in said else any(said)


def voices_of(places: Sequence[Place], project: Project) -> str | None:
    """The notice about the voices of all episodes."""
    engines = [engine for place in places for engine in place.report.engines]
    return _disclosure(engines, language_of(places, project), project)


def paragraphs(*texts: str | None) -> str:
    """The texts that are not empty, separated by blank lines."""
    return "\n\n".join(filter(None, texts))


def _common(values: Sequence[str | None]) -> str | None:
    return values[0] if len(set(values)) == 1 else None


def _disclosure(engines: Sequence[str], language: str | None, project: Project) -> str | None:
    return disclosure(map(public_name, engines), language) if project.disclosure else None


def _preference(audio: AudioFile) -> int:
    order = sorted(FORMATS, key=lambda name: not FORMATS[name].everywhere)
    return order.index(audio.format) if audio.format in order else len(order)


def _enclosure(place: Place, audio: AudioFile, base: str) -> Enclosure:
    suffix = Path(audio.file).suffix.removeprefix(".").lower()
    known = FORMATS.get(suffix)
    media_type = known.media_type if known else audio.media_type
    return Enclosure(place.url(base, audio.file), media_type, audio.bytes, audio.sha256)


def _one_of_each(resources: Sequence[Resource]) -> Iterator[Resource]:
    """The first of each media type: others, such as word-by-word captions, are not for apps."""
    seen: set[str] = set()
    for each in resources:
        if each.media_type not in seen:
            seen.add(each.media_type)
            yield each


def _chapter(place: Place, chapter: Chapter, base: str) -> Chapter:
    """The chapter with the address of its picture, if that is beside the audio."""
    lying = {each.file for each in place.report.role("picture")}
    return replace(chapter, image=place.url(base, chapter.image) if chapter.image in lying else None)


def _notes(place: Place) -> str | None:
    """The show notes as HTML without a page around them."""
    text = _beside(place, "notes", "text/html")
    body = _BODY.search(text) if text is not None else None
    return (body[1] if body else text).strip() if text is not None else None


def _transcript(place: Place) -> str | None:
    """The plain transcript."""
    return _beside(place, "transcript", "text/plain")


def _beside(place: Place, role: str, media_type: str) -> str | None:
    """The text of the file with this role beside the audio; None if there is none."""
    found = next((each for each in place.report.role(role) if each.media_type == media_type), None)
    if found is None:
        return None
    path = place.folder / found.file
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise cannot_read(path, error) from error
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8", path=path, hint="render the episode again") from error


def _is_a_name(tag: Label) -> bool:
    return not (tag.role or tag.crowd or tag.asks_or_answers or _ANYBODY.fullmatch(tag.name))


def _people_notes(places: Sequence[Place], hosts: Sequence[str]) -> Iterator[Note]:
    speakers = {speaker for place in places for speaker in place.report.cast}
    for name in hosts:
        if name not in speakers:
            hint = near(name, speakers)
            again = f"; {hint}" if hint else ""
            yield Note(f"'hosts' in {SETTINGS} names '{name}', who speaks in no episode{again}")
    uncredited = [str(place.folder) for place in places if not people(place.report, hosts)]
    named = any(len(place.report.cast) > 1 for place in places)
    if uncredited and not hosts and named:
        whom = few(uncredited, 3)
        yield Note(f'nobody is credited in {whom}; name the host with hosts = ["NAME"] below [feed] in {SETTINGS}')
