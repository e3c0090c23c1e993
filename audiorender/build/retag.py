"""Good chapters and tags for an audio file that is there already: shown, changed, brought and written elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from audiorender.audio.probe import length
from audiorender.build.chapterlists import Given, container_of, given_chapters, in_tags
from audiorender.build.request import Note
from audiorender.build.retagged import Retagged
from audiorender.errors import AudiorenderError, SourceError, UsageError, VerifyError, near
from audiorender.files import staged, write_whole
from audiorender.folder import SCRIPT_SUFFIX
from audiorender.model import Chapter, Meta
from audiorender.publish.chapters import BY_NAME, BY_SUFFIX, Format, Listing
from audiorender.publish.chapters.editing import Changes, edited, fitted
from audiorender.publish.edit import Edit
from audiorender.publish.link import web_link
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark, Tags
from audiorender.publish.tags import CONTAINERS, read_tags, write_tags
from audiorender.timecode import milliseconds

__all__ = ["Changes", "Retag", "chapters"]


@dataclass(frozen=True, slots=True)
class Retag:
    """What is wanted of the audio file `audio`.

    `source` has the chapters to begin with, in place of the file's own; `changes` are made to those. `output` is a copy
    to write in place of the file. `to` (`-` is standard output) is a file for the chapters, which leaves `audio` as it
    is: another audio file, or a text in the form called `form`, else in the one its name says. `dry_run` writes
    nothing.
    """

    audio: str | Path
    source: str | Path | None = None
    changes: Changes = field(default_factory=Changes)
    title: str | None = None
    show: str | None = None
    author: str | None = None
    cover: str | Path | None = None
    output: str | Path | None = None
    to: str | Path | None = None
    form: str | None = None
    dry_run: bool = False

    @property
    def shows(self) -> bool:
        """Whether nothing is to be written."""
        known = (self.title, self.show, self.author, self.cover, self.source, self.output, self.to)
        return not self.changes.any and all(each is None for each in known)

    @property
    def chapters(self) -> bool:
        """Whether the chapters are other ones than the file's, or are put in order in a copy."""
        return self.source is not None or self.changes.any or self.output is not None


def chapters(wanted: Retag) -> Retagged:
    """Show an audio file's chapters and tags, or do with them what is `wanted`.

    Killed at any time, a file is as it was before or as it is meant to be; its sound stays byte for byte.

    Raises AudiorenderError for whatever is wrong.
    """
    _check(wanted)
    audio = _Audio.of(Path(wanted.audio))
    if wanted.shows:
        return Retagged(audio.path, audio.length, audio.tags, tuple(map(Note, audio.tags.faults)))
    given = in_tags(audio.tags.chapters) if wanted.source is None else given_chapters(wanted.source, audio.path.parent)
    given = replace(given, entries=edited(given.entries, wanted.changes))
    elsewhere = None
    if wanted.to is not None:
        form = _form(wanted)
        elsewhere = (
            _tag(wanted, given, _Audio.of(Path(wanted.to))) if form is None else _text(wanted, given, audio, form)
        )
        if wanted.output is None:
            return elsewhere
    here = _tag(wanted, given, audio, wanted.output)
    if elsewhere is None:
        return here
    notes = tuple(dict.fromkeys(here.notes + elsewhere.notes))
    return replace(here, notes=notes, written=elsewhere.written + here.written, text=elsewhere.text)


@dataclass(frozen=True, slots=True)
class _Audio:
    """An audio file: what it is by its content, how long in samples at `model.RATE`, and what its tags say."""

    path: Path
    suffix: str
    length: int
    tags: Tags

    @classmethod
    def of(cls, path: Path) -> _Audio:
        suffix = container_of(path)
        if suffix is None or suffix not in CONTAINERS:
            raise UsageError(
                "not an audio file that we know", path=path, hint=f"known: {', '.join(sorted(CONTAINERS))}"
            )
        return cls(path, suffix, length(path, suffix), read_tags(path, suffix))


def _check(wanted: Retag) -> None:
    """Raise UsageError for wishes that are at odds, before anything is read."""
    for option in ("title", "show", "author"):
        words = getattr(wanted, option)
        if words is not None and not one_line(words):
            raise UsageError(f"--{option} is empty", hint="give it, or leave it out")
    for number, url in wanted.changes.links.items():
        if url and web_link(url) is None:
            raise UsageError(f"--link {number}: '{url}' is no address of the web", hint="begin it with https://")
    if wanted.changes.clear and wanted.source is not None:
        raise UsageError("--clear takes away what --from brings", hint="leave one out")
    if wanted.form is not None and wanted.to is None:
        raise UsageError("--as says how --to writes, which is not there", hint="add --to FILE, or --to -")
    if wanted.output is not None and _container(wanted.output) != _container(wanted.audio):
        raise UsageError("-o writes a copy in the same form", path=wanted.output, hint="keep the audio's suffix")
    if wanted.to is not None and str(wanted.to).endswith(SCRIPT_SUFFIX):
        raise UsageError("--to would overwrite a script", path=wanted.to, hint="choose another name")


def _container(path: str | Path) -> object:
    suffix = Path(path).suffix.lower()
    return CONTAINERS.get(suffix, suffix)


def _form(wanted: Retag) -> Format | None:
    """How `to` is written; None where it is an audio file. Raises UsageError where nothing says how."""
    if wanted.form is not None:
        if wanted.form not in BY_NAME:
            raise UsageError(f"--as knows no '{wanted.form}'", hint=near(wanted.form, BY_NAME))
        return BY_NAME[wanted.form]
    if str(wanted.to) == "-":
        return BY_NAME["text"]
    suffix = Path(str(wanted.to)).suffix.lower()
    if suffix not in BY_SUFFIX and suffix not in CONTAINERS:
        known = ", ".join([*BY_SUFFIX, *CONTAINERS])
        raise UsageError(f"--to does not know '{suffix}' files", path=wanted.to, hint=f"known: {known}; or add --as")
    return BY_SUFFIX.get(suffix)


def _placed(wanted: Retag, given: Given, audio: _Audio) -> tuple[tuple[Chapter, ...], list[Note]]:
    """The chapters as they fit the audio, and what is to be said of them."""
    title = one_line(wanted.title or "") or audio.tags.title or audio.path.stem
    try:
        placed, said = fitted(given.entries, audio.length, title, whole_seconds=wanted.changes.whole_seconds)
    except SourceError as error:
        where = wanted.source if wanted.source not in {None, "-"} else audio.path
        raise SourceError(error.message, path=where, line=error.line, hint=error.hint) from error
    return placed, [*given.notes, *map(Note, said)]


# -- into tags -----------------------------------------------------------------------------------------------------


def _tag(wanted: Retag, given: Given, audio: _Audio, output: str | Path | None = None) -> Retagged:
    """Write the chapters and tags into `audio`, or into a copy called `output`."""
    notes: list[Note] = []
    edit = Edit(one_line(wanted.title or "") or None, wanted.show, wanted.author)
    if wanted.cover is not None:
        cover, said = _cover(Path(wanted.cover))
        edit, notes = replace(edit, cover=cover), [*notes, *said]
    if wanted.chapters or wanted.to is not None:
        placed, said = _placed(wanted, given, audio)
        pictures, unseen = _pictures(placed, given, wanted.changes)
        seen = tuple(replace(one, image=one.image if one.image in pictures else None) for one in placed)
        edit, notes = replace(edit, chapters=seen, pictures=pictures), [*notes, *said, *unseen]
    if wanted.dry_run:
        return Retagged(audio.path, audio.length, _planned(audio.tags, edit), tuple(notes))
    target = Path(output) if output is not None else audio.path
    notes += (Note(sentence, lessened=True) for sentence in _write(audio, target, edit))
    tags = read_tags(target, audio.suffix)
    _verify(target, tags.chapters, edit.chapters)
    return Retagged(target, audio.length, tags, (*notes, *map(Note, tags.faults)), (target,))


def _write(audio: _Audio, target: Path, edit: Edit) -> tuple[str, ...]:
    if target == audio.path or (target.exists() and target.samefile(audio.path)):
        return write_tags(target, edit, audio.suffix)
    with staged(target) as part:
        shutil.copyfile(audio.path, part)
        try:
            return write_tags(part, edit, audio.suffix)
        except AudiorenderError as error:
            raise type(error)(error.message, path=target, hint=error.hint) from error


def _cover(path: Path) -> tuple[bytes, list[Note]]:
    from audiorender.publish.pictures import cover, embedded, read_picture

    picture, said = cover(read_picture(path), path)
    return embedded(picture), [Note(sentence) for sentence in said]


def _pictures(placed: Sequence[Chapter], given: Given, changes: Changes) -> tuple[Mapping[str, bytes], list[Note]]:
    """The pictures of the chapters by their names, and what is to be said of those that are not to be had.

    A list from elsewhere may name files of its own folder alone; what stands on the web is not fetched.
    """
    found: dict[str, bytes] = {}
    notes = []
    for number, chapter in enumerate(placed, start=1):
        name = chapter.image
        if name is None or name in found:
            continue
        if name in given.pictures:
            found[name] = given.pictures[name]
            continue
        path = Path(name) if name in changes.images.values() else _inside(given.folder, name)
        if path is None:
            what = f"the picture of chapter {number} was left out: {name} is no file beside the chapters"
            notes.append(Note(f"{what}; --image {number}=FILE gives one", lessened=True))
            continue
        from audiorender.publish.pictures import chapter_picture, read_picture

        found[name] = chapter_picture(read_picture(path), path).data
    return found, notes


def _inside(folder: Path, name: str) -> Path | None:
    path = folder / name
    if "\0" in name or ".." in Path(name).parts or Path(name).is_absolute() or not path.is_file():
        return None
    return path


def _planned(tags: Tags, edit: Edit) -> Tags:
    """What the tags would be after the edit, as far as the container holds it."""
    marks = tags.chapters
    if edit.chapters is not None:
        marks = tuple(
            Mark(milliseconds(c.start), milliseconds(c.end), one_line(c.title), c.url, edit.pictures.get(c.image or ""))
            for c in edit.chapters
        )
    title, show, author = edit.title or tags.title, edit.show or tags.show, edit.author or tags.author
    return Tags(title, marks, (), show, author, edit.cover or tags.cover)


def _verify(path: Path, found: Sequence[Mark], planned: Sequence[Chapter] | None) -> None:
    """Raise VerifyError where a chapter is not where it was put, to a millisecond."""
    if planned is None:
        return
    starts = [milliseconds(chapter.start) for chapter in planned]
    there = [mark.start for mark in found]
    if len(there) != len(starts) or any(abs(a - b) > 1 for a, b in zip(there, starts, strict=True)):
        raise VerifyError(
            f"read back, the chapters begin at {there[:9]} ms, written were {starts[:9]}", path=path, hint="report this"
        )


# -- into texts ----------------------------------------------------------------------------------------------------


def _text(wanted: Retag, given: Given, audio: _Audio, form: Format) -> Retagged:
    """Write the chapters into a file of their own, and say what its format does not hold."""
    placed, notes = _placed(wanted, given, audio)
    if not placed:
        raise SourceError("there are no chapters to write", path=audio.path, hint="bring some with --from or --add")
    shown = [replace(chapter, image=None if chapter.image in given.pictures else chapter.image) for chapter in placed]
    tags = _planned(audio.tags, Edit(wanted.title, wanted.show, wanted.author))
    title = one_line(tags.title or "") or audio.path.stem
    text = form.write(shown, Meta(title=title, show=tags.show, author=tags.author), audio.path.name)
    try:
        notes += _not_held(placed, form.read(text))
    except SourceError as error:
        raise SourceError(
            f"as {form.NAME}: {error.message}", path=audio.path, hint="--as json tells them apart"
        ) from error
    tags = _planned(tags, Edit(chapters=placed, pictures=given.pictures))
    done = Retagged(audio.path, audio.length, tags, tuple(notes))
    if str(wanted.to) == "-":
        return replace(done, text=text)
    if wanted.dry_run:
        return done
    path = Path(str(wanted.to))
    write_whole(path, text)
    return replace(done, written=(path,))


def _not_held(placed: Sequence[Chapter], found: Listing) -> Iterator[Note]:
    """What is not in the text, found by reading it again."""
    pairs = list(zip(placed, found.entries, strict=True))
    links = sum(bool(chapter.url and not entry.url) for chapter, entry in pairs)
    pictures = sum(bool(chapter.image and not entry.image) for chapter, entry in pairs)
    titles = sum(one_line(chapter.title) != entry.title for chapter, entry in pairs)
    times = sum(milliseconds(chapter.start) != milliseconds(entry.start) for chapter, entry in pairs)
    lost = {"links are not in it": links, "pictures are not in it": pictures, "titles are not the same in it": titles}
    yield from (Note(f"{what}: {count}", lessened=True) for what, count in lost.items() if count)
    if times:
        yield Note(f"its times are coarser than the chapters': {times} of {len(pairs)} are rounded")
