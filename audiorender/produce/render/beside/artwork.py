"""An episode's pictures: its cover, given or drawn, and those of its chapters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import PIL

from audiorender.errors import SourceError
from audiorender.files import Parts
from audiorender.folder import Folder
from audiorender.keys import key_of
from audiorender.model import Heading, Meta, Script
from audiorender.produce.namedfiles import Places, check_settings_file, named_file
from audiorender.produce.note import Note
from audiorender.publish.cover import drawn
from audiorender.publish.pictures import Picture, as_jpeg, chapter_picture, cover, embedded, read_picture
from audiorender.report.schema import BesideFile
from audiorender.store import Store

KIND = "cover"
"""The store's name for drawn covers."""

_SCHEMA = 2  # raise it whenever the same words would give another picture


@dataclass(frozen=True, slots=True)
class Artwork:
    """The `cover` beside the audio, the smaller one `embedded` in its tags, and pictures by `Chapter.image`."""

    cover: Picture
    embedded: bytes
    chapters: Mapping[str, Picture]
    notes: tuple[Note, ...]

    def files(self, stem: str) -> Mapping[str, str]:
        """The file name of each chapter's picture beside the audio, by `Chapter.image`."""
        numbered = enumerate(self.chapters.items(), start=1)
        return MappingProxyType({name: f"{stem}.picture-{number}{each.suffix}" for number, (name, each) in numbered})

    def cover_file(self, stem: str) -> str:
        """The file name of the cover beside the audio."""
        return f"{stem}.cover{self.cover.suffix}"

    @property
    def pictures(self) -> Mapping[str, bytes]:
        """The chapters' pictures for `publish.editing.edit.Edit`."""
        return MappingProxyType({name: picture.data for name, picture in self.chapters.items()})


def artwork(script: Script, places: Places, default: Path | None, store: Store) -> Artwork:
    """All pictures of an episode, adapted for apps.

    The cover is the one from the command line or the front matter, else the `default`, else drawn. Raises SourceError
    for a picture that cannot be read or is outside the allowed folders.
    """
    front, notes = _cover(script.meta, places, default, store)
    pictures = {name: chapter_picture(*_read(name, places)) for name in _chapter_images(script)}
    return Artwork(front, embedded(front), MappingProxyType(pictures), tuple(map(Note, notes)))


def check_pictures(script: Script, places: Places, default: Path | None) -> None:
    """Raise what `artwork` raises for the given pictures; nothing is drawn."""
    if places.cover is not None:
        read_picture(places.cover)
    elif script.meta.cover is not None:
        _read(script.meta.cover, places)
    elif default is not None:
        _default(default, places)
    for name in _chapter_images(script):
        _read(name, places)


def write_artwork(art: Artwork, folder: Folder, parts: Parts) -> list[BesideFile]:
    """Write the pictures beside the audio, and remove those of an earlier render; return their rows for the report."""
    files = art.files(folder.stem)
    cover_file = art.cover_file(folder.stem)
    made = {cover_file: art.cover, **{files[name]: picture for name, picture in art.chapters.items()}}
    for name, picture in made.items():
        parts.write(folder.path / name, picture.data)
    ours = re.compile(re.escape(folder.stem) + r"\.(?:cover|picture-\d+)\.(?:jpg|png)")
    for name in {path.name for path in folder.path.iterdir() if ours.fullmatch(path.name)} - set(made):
        parts.remove(folder.path / name)
    return [
        BesideFile(name, "cover" if name == cover_file else "picture", picture.media_type)
        for name, picture in made.items()
    ]


def _cover(meta: Meta, places: Places, default: Path | None, store: Store) -> tuple[Picture, tuple[str, ...]]:
    if places.cover is not None:
        return cover(read_picture(places.cover), places.cover)
    if meta.cover is not None:
        return cover(*_read(meta.cover, places))
    if default is not None:
        return cover(_default(default, places), default)
    facts = (_SCHEMA, PIL.__version__, meta.title, meta.show)
    key = key_of(facts)
    stored = store.get(KIND, key)
    if stored is not None:
        return as_jpeg(stored), ()
    picture, said = drawn(meta.title, meta.show)
    if not said:
        store.put(KIND, key, picture.data)
    return picture, said


def _chapter_images(script: Script) -> list[str]:
    """The pictures that headings name, each once."""
    return list(dict.fromkeys(item.image for item in script.items if isinstance(item, Heading) and item.image))


def _read(name: str, places: Places) -> tuple[bytes, Path]:
    """The picture `name` and its path: beside the source, in the episode's folder, or in the working folder."""
    if "\0" in name:
        raise SourceError("a picture's name cannot contain U+0000", path=places.script, hint="correct the name")
    path = named_file(name, places) or places.folders[0] / name
    return read_picture(path), path


def _default(path: Path, places: Places) -> bytes:
    """The picture that the settings name."""
    check_settings_file(path, places.settings, *places.folders[:1], allow_outside=places.allow_outside)
    return read_picture(path)
