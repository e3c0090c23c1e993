"""A podcast's feed from rendered episodes, made only from their reports and the files beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from audiorender import __version__
from audiorender.errors import SourceError, UsageError
from audiorender.files import cannot_write, write_whole
from audiorender.folder import FEED, INDEX, REPORT, SETTINGS
from audiorender.produce.feed.episodes import Place, episodes_in
from audiorender.produce.feed.items import (
    author_of,
    explicit_of,
    item,
    item_notes,
    language_of,
    paragraphs,
    show_of,
    voices_of,
)
from audiorender.produce.namedfiles import check_settings_file
from audiorender.produce.note import Note
from audiorender.publish.cover import drawn
from audiorender.publish.feed.addresses import address_below, base_address, podcast_guid
from audiorender.publish.feed.channel import Channel, newest_first
from audiorender.publish.feed.index import index_page, is_index_page
from audiorender.publish.feed.rss import rss
from audiorender.publish.pictures import Picture, cover, read_picture
from audiorender.settings.project import Project

_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "show": '"Small Machines"',
        "language": '"en"',
        "url": '"https://example.org/show"',
        "description": '"What it is about."',
        "category": '"Technology"',
        "explicit": "false",
    }
)


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """Episode folders, or one folder that contains them.

    `output` is the feed's file, by default `feed.xml` in the folder. `url` is the address at which that folder is
    published; it takes precedence over the settings. `allow_outside` lets the settings name a picture outside their
    folder.
    """

    folders: Sequence[str | Path]
    output: Path | None = None
    url: str | None = None
    project: Project = field(default_factory=Project)
    allow_outside: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A finished feed: its values, its bytes, and its picture.

    `root` is the published folder, `folders` are the requested ones. `picture` is None if the settings give the address
    of one, and `page` is the page of all episodes if one was written.
    """

    path: Path
    root: Path
    folders: tuple[Path, ...]
    channel: Channel
    xml: bytes
    picture: Picture | None
    notes: tuple[Note, ...]
    page: Path | None = None

    @property
    def picture_path(self) -> Path | None:
        """The path of the podcast's picture, beside the feed."""
        return self.path.with_suffix(self.picture.suffix) if self.picture else None

    def pages(self) -> Mapping[str, bytes]:
        """What a server offers beside the folder's own files, by name; the one without a name is its front page."""
        pages = {FEED: self.xml, "": index_page(self.channel).encode()}
        if self.picture and self.picture_path:
            pages[self.picture_path.name] = self.picture.data
        return pages

    def summary(self) -> str:
        """One line for people."""
        count = len(self.channel.items)
        beside = "".join(f", {each.name}" for each in (self.page, self.picture_path) if each)
        episodes = f"{count} episode{'s' * (count > 1)}"
        return f"{self.path}{beside}: {self.channel.title}, {episodes}, for {self.channel.url}"

    def as_json(self) -> dict[str, Any]:
        """The feed as JSON."""
        return {
            "feed": str(self.path),
            "page": str(self.page) if self.page else None,
            "url": self.channel.url,
            "title": self.channel.title,
            "guid": self.channel.guid,
            "image": self.channel.image,
            "episodes": [
                {
                    "guid": each.guid,
                    "title": each.title,
                    "published": each.published.isoformat() if each.published else None,
                    "url": each.audio[0].url,
                    "bytes": each.audio[0].length,
                }
                for each in self.channel.items
            ],
            "notes": [note.text for note in self.notes],
        }


def write_feed(request: FeedRequest) -> Feed:
    """Write the feed of the episodes in these folders, and beside it its picture and a page of all episodes.

    An `index.html` that we did not write is left alone.

    Raises UsageError for invalid folders and addresses, SourceError for missing settings and for episodes that do not
    match their reports, OutputError if a file cannot be written; then the feed is unchanged.
    """
    made = _gather(request, None)
    if made.picture and made.picture_path:
        write_whole(made.picture_path, made.picture.data)
    write_whole(made.path, made.xml)
    index = made.path.with_name(INDEX)
    if (index.parent / REPORT).exists():
        return made  # an episode's own folder, with its own page
    if index.exists() and not is_index_page(_text(index)):
        said = Note(f"{index} was not made by audiorender and is left alone, so there is no page of all episodes")
        return replace(made, notes=(*made.notes, said))
    write_whole(index, index_page(made.channel))
    return replace(made, page=index)


def _text(path: Path) -> str:
    """The text of an existing page. Raises OutputError if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise cannot_write(path, error) from error


def trial_feed(request: FeedRequest, url: str) -> Feed:
    """The feed of the episodes in these folders at `url`, to be tried out without writing anything.

    Missing settings that a published feed needs are then a note. Raises like `write_feed`.
    """
    return _gather(request, url)


def _gather(request: FeedRequest, trial: str | None) -> Feed:
    given = tuple(Path(folder) for folder in request.folders)
    root, places, skipped = episodes_in(given)
    base = trial or _base(request)
    path = request.output or root / FEED
    missing = _missing(places, base, request.project)
    if missing and trial is None:
        raise _lacking(missing)
    base = base or ""  # if it has none, it is among the missing settings
    picture, said = _picture(places, request)
    channel = _channel(places, base, path, root, picture, request.project)
    notes = (
        *(Note(f"{folder}: skipped, as it has no {REPORT}") for folder in skipped),
        *item_notes(places, request.project),
        *(Note(text) for text in said),
        *(Note(f"{_lacking(missing).message}; here it is served without") for _ in missing[:1]),
    )
    return Feed(path, root, given, channel, rss(channel), picture, notes)


def _base(request: FeedRequest) -> str | None:
    if request.url is None:
        return request.project.feed.url
    try:
        return base_address(request.url)
    except ValueError as error:
        raise UsageError(f"--url '{request.url}': {error}", hint="for example https://example.org/show") from error


def _missing(places: Sequence[Place], base: str | None, project: Project) -> list[str]:
    """The settings that RSS or Apple's directory require and that nothing else provides."""
    found = {
        "show": show_of(places, project),
        "language": language_of(places, project),
        "url": base,
        "description": project.feed.description,
        "category": project.feed.category,
        "explicit": explicit_of(places, project),
    }
    return [name for name, value in found.items() if value in (None, ())]


def _lacking(missing: Sequence[str]) -> SourceError:
    """The error that names all of them at once, with how to write each."""
    above, below = (
        "; ".join(f"{name} = {_EXAMPLES[name]}" for name in missing if (name in {"show", "language"}) is outside)
        for outside in (True, False)
    )
    lines = "; ".join(filter(None, (above, below and f"[feed]; {below}")))
    return SourceError(
        f"a feed needs {', '.join(missing)}", path=SETTINGS, hint=f"add these lines, in this order: {lines}"
    )


def _picture(places: Sequence[Place], request: FeedRequest) -> tuple[Picture | None, Sequence[str]]:
    """The podcast's picture, if we provide it, and a sentence for each change to it."""
    project = request.project
    image = project.feed.image
    if isinstance(image, str):
        return None, ()
    image = image or project.cover
    if image is not None:
        check_settings_file(image, project.folder, allow_outside=request.allow_outside)
        return cover(read_picture(image), image)
    return drawn(show_of(places, project) or places[0].report.title)


def _channel(
    places: Sequence[Place], base: str, path: Path, root: Path, picture: Picture | None, project: Project
) -> Channel:
    settings, author = project.feed, author_of(places, project)
    place, top = path.parent.resolve(), root.resolve()
    names = (*(place.relative_to(top).parts if place.is_relative_to(top) else ()), path.name)
    url = address_below(base, *names)
    beside = address_below(base, *names[:-1], path.with_suffix(picture.suffix).name) if picture else None
    title = show_of(places, project) or places[0].report.title
    return Channel(
        url=url,
        title=title,
        link=settings.link or base,
        description=paragraphs(settings.description or title, voices_of(places, project)),
        synthetic=voices_of(places, project) is not None,
        guid=settings.guid or podcast_guid(url),
        generator=f"audiorender {__version__}",
        items=tuple(sorted((item(place, base, project) for place in places), key=newest_first, reverse=True)),
        language=language_of(places, project),
        categories=settings.category,
        explicit=explicit_of(places, project),
        image=settings.image if isinstance(settings.image, str) else beside,
        author=author,
        owner=settings.owner or (author if settings.email else None),
        email=settings.email,
        copyright=settings.copyright,
        locked=settings.locked,
    )
