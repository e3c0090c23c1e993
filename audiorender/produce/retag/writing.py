"""Write chapters and tags into an audio file, or into a copy of it, and read them back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audiorender.audio.formats import SUFFIXES
from audiorender.audio.probe import length
from audiorender.errors import SourceError, UsageError, VerifyError
from audiorender.files import staged
from audiorender.model import Chapter
from audiorender.produce.note import Note
from audiorender.produce.retag.request import RetagRequest
from audiorender.produce.retag.result import Retagged
from audiorender.produce.retag.sources import ChapterList, container_of
from audiorender.publish.editing.changes import Changes, fitted
from audiorender.publish.editing.edit import Edit
from audiorender.publish.editing.revising import revised, tidied
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark, Tags
from audiorender.publish.tags import read_tags, write_tags
from audiorender.timecode import milliseconds


@dataclass(frozen=True, slots=True)
class Audio:
    """An audio file: its kind by content, its length in samples at `model.RATE`, and its tags."""

    path: Path
    suffix: str
    length: int
    tags: Tags

    @classmethod
    def of(cls, path: Path) -> Audio:
        """Read the file at `path`. Raises UsageError for an unknown kind, SourceError for a damaged file."""
        suffix = container_of(path)
        if suffix is None or suffix not in SUFFIXES:
            raise UsageError("not a known audio format", path=path, hint=f"known: {', '.join(sorted(SUFFIXES))}")
        return cls(path, suffix, length(path, suffix), read_tags(path, suffix))


def placed_in(wanted: RetagRequest, given: ChapterList, audio: Audio) -> tuple[tuple[Chapter, ...], list[Note]]:
    """The chapters fitted to the audio, and notes about that."""
    title = one_line(wanted.title or "") or audio.tags.title or audio.path.stem
    try:
        placed, said = fitted(given.entries, audio.length, title, whole_seconds=wanted.changes.whole_seconds)
    except SourceError as error:
        where = wanted.source if wanted.source not in {None, "-"} else audio.path
        raise error.at(where) from error
    return placed, [*given.notes, *map(Note, said)]


def tag(wanted: RetagRequest, given: ChapterList, audio: Audio, output: str | Path | None = None) -> Retagged:
    """Write the chapters and tags into `audio`, or into a copy called `output`."""
    notes: list[Note] = []
    edit = Edit(one_line(wanted.title or "") or None, wanted.show, wanted.author, drop_unknown=wanted.drop_unknown)
    if wanted.tidies:
        edit = _readable(replace(edit, tidy=True), audio.tags)
    if wanted.cover is not None:
        cover, said = _cover(Path(wanted.cover))
        edit, notes = replace(edit, cover=cover), [*notes, *said]
    if _own(wanted, given, audio):
        edit, said = _revised(edit, wanted, given, audio)
        notes += said
    elif wanted.chapters or wanted.to is not None:
        placed, said = placed_in(wanted, given, audio)
        pictures, unseen = _pictures(placed, given, wanted.changes)
        seen = tuple(replace(one, image=one.image if one.image in pictures else None) for one in placed)
        edit, notes = replace(edit, chapters=seen, pictures=pictures), [*notes, *said, *unseen]
    if wanted.dry_run:
        return Retagged(audio.path, audio.length, planned_tags(audio.tags, edit), tuple(notes))
    target = Path(output) if output is not None else audio.path
    notes += (Note(sentence, lessened=True) for sentence in _write(audio, target, edit))
    tags = read_tags(target, audio.suffix)
    _verify(target, sorted(tags.chapters, key=lambda mark: mark.start), edit.chapters)
    return Retagged(target, audio.length, tags, (*notes, *map(Note, tags.faults)), (target,))


def _readable(edit: Edit, tags: Tags) -> Edit:
    """The edit with title, show and author as they were read, if some apps would misread the tag's own."""
    if not any(fault.rule == "title-encoding" for fault in tags.faults):
        return edit
    return replace(
        edit,
        title=edit.title or one_line(tags.title or "") or None,
        show=edit.show or tags.show,
        author=edit.author or tags.author,
    )


def _own(wanted: RetagRequest, given: ChapterList, audio: Audio) -> bool:
    """Whether the file's own chapters are edited: there are some, and no others were given."""
    if given.changes is not None and wanted.to is None:
        return bool(audio.tags.chapters)
    mine = wanted.source is None and wanted.to is None and not wanted.changes.clear
    return mine and bool(audio.tags.chapters) and (wanted.changes.any or wanted.tidies)


def _revised(edit: Edit, wanted: RetagRequest, given: ChapterList, audio: Audio) -> tuple[Edit, list[Note]]:
    """The edit with the file's own chapters: what changes in each, and the final list."""
    marks = audio.tags.chapters
    try:
        if wanted.tidies:
            after = tidied(marks, audio.length, one_line(wanted.title or "") or audio.tags.title or audio.path.stem)
        else:
            after = revised(marks, wanted.changes if given.changes is None else given.changes, audio.length)
    except SourceError as error:
        raise error.at(audio.path) from error
    pictures, unseen = _pictures(after.chapters, given, wanted.changes)
    chapters = tuple(replace(one, image=one.image if one.image in pictures else None) for one in after.chapters)
    edit = replace(edit, chapters=chapters, pictures=pictures, revised=after.revisions, found=marks)
    return edit, [*map(Note, after.notes), *unseen]


def _write(audio: Audio, target: Path, edit: Edit) -> tuple[str, ...]:
    if target == audio.path or (target.exists() and target.samefile(audio.path)):
        return write_tags(target, edit, audio.suffix)
    with staged(target) as part:
        shutil.copyfile(audio.path, part)
        return write_tags(part, edit, audio.suffix, target)


def _cover(path: Path) -> tuple[bytes, list[Note]]:
    from audiorender.publish.pictures import cover, embedded, read_picture

    picture, said = cover(read_picture(_there(path)), path)
    return embedded(picture), [Note(sentence) for sentence in said]


def _pictures(
    placed: Sequence[Chapter], given: ChapterList, changes: Changes
) -> tuple[Mapping[str, bytes], list[Note]]:
    """The pictures of the chapters by name, and notes about those that are not available.

    A list from elsewhere can only name files in its own folder; pictures on the web are not fetched.
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
        path = _there(Path(name)) if name in changes.images.values() else _inside(given.folder, name)
        if path is None:
            what = f"the picture of chapter {number} was left out: there is no file {name} beside the chapters"
            notes.append(Note(f"{what}; --image {number}=FILE gives one", lessened=True))
            continue
        from audiorender.publish.pictures import chapter_picture, read_picture

        found[name] = chapter_picture(read_picture(path), path).data
    return found, notes


def _there(path: Path) -> Path:
    """A file from the command line. Raises UsageError if it does not exist."""
    if "\0" not in str(path) and not path.exists():
        raise UsageError("no such file", path=path, hint="name an existing picture")
    return path


def _inside(folder: Path, name: str) -> Path | None:
    path = folder / name
    if "\0" in name or ".." in Path(name).parts or Path(name).is_absolute() or not path.is_file():
        return None
    return path


def planned_tags(tags: Tags, edit: Edit) -> Tags:
    """The tags after the edit, as far as the container can hold them."""
    marks = tags.chapters
    if edit.chapters is not None:
        marks = tuple(
            Mark(milliseconds(c.start), milliseconds(c.end), one_line(c.title), c.url, edit.pictures.get(c.image or ""))
            for c in edit.chapters
        )
    title, show, author = edit.title or tags.title, edit.show or tags.show, edit.author or tags.author
    return Tags(title, marks, (), show, author, edit.cover or tags.cover)


def _verify(path: Path, found: Sequence[Mark], planned: Sequence[Chapter] | None) -> None:
    """Raise VerifyError if a chapter is not where it was written, to a millisecond."""
    if planned is None:
        return
    starts = [milliseconds(chapter.start) for chapter in planned]
    there = [mark.start for mark in found]
    if len(there) != len(starts) or any(abs(a - b) > 1 for a, b in zip(there, starts, strict=True)):
        raise VerifyError(
            f"read back, the chapters begin at {there[:9]} ms, but were written at {starts[:9]}",
            path=path,
            hint="report this",
        )
