"""Show, change, import and export the chapters and tags of an existing audio file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from audiorender.errors import SourceError
from audiorender.files import write_whole
from audiorender.model import Chapter, Meta
from audiorender.produce.note import Note
from audiorender.produce.retag.request import RetagRequest, check_request, text_form
from audiorender.produce.retag.result import Retagged
from audiorender.produce.retag.sources import ChapterList, given_chapters, in_tags
from audiorender.produce.retag.writing import Audio, placed_in, planned_tags, tag
from audiorender.publish.chapters import Format, Listing
from audiorender.publish.editing.changes import edited
from audiorender.publish.editing.edit import Edit
from audiorender.publish.oneline import one_line
from audiorender.timecode import milliseconds


def change_chapters(wanted: RetagRequest) -> Retagged:
    """Show an audio file's chapters and tags, or change them as `wanted`.

    If killed at any time, a file is either unchanged or complete; its audio stays byte for byte.

    Raises AudiorenderError.
    """
    check_request(wanted)
    audio = Audio.of(Path(wanted.audio))
    if wanted.shows:
        return Retagged(audio.path, audio.length, audio.tags, tuple(map(Note, audio.tags.faults)))
    marks = audio.tags.chapters
    given = in_tags(marks) if wanted.source is None else given_chapters(wanted.source, audio.path, marks)
    if wanted.changes.any:
        given = replace(given, entries=edited(given.entries, wanted.changes), changes=None)
    elsewhere = None
    if wanted.to is not None:
        form = text_form(wanted)
        elsewhere = tag(wanted, given, Audio.of(Path(wanted.to))) if form is None else _text(wanted, given, audio, form)
        if wanted.output is None:
            return elsewhere
    here = tag(wanted, given, audio, wanted.output)
    if elsewhere is None:
        return here
    notes = tuple(dict.fromkeys(here.notes + elsewhere.notes))
    return replace(here, notes=notes, written=elsewhere.written + here.written, text=elsewhere.text)


def _text(wanted: RetagRequest, given: ChapterList, audio: Audio, form: Format) -> Retagged:
    """Write the chapters to a separate file, and note what its format does not hold."""
    placed, notes = placed_in(wanted, given, audio)
    if not placed:
        raise SourceError("there are no chapters to write", path=audio.path, hint="add some with --from or --add")
    shown = [replace(chapter, image=None if chapter.image in given.pictures else chapter.image) for chapter in placed]
    tags = planned_tags(audio.tags, Edit(wanted.title, wanted.show, wanted.author))
    title = one_line(tags.title or "") or audio.path.stem
    text = form.write(shown, Meta(title=title, show=tags.show, author=tags.author), audio.path.name)
    try:
        notes += _not_held(placed, form.read(text))
    except SourceError as error:
        raise SourceError(
            f"as {form.NAME}: {error.message}", path=audio.path, hint="--as json keeps them apart"
        ) from error
    tags = planned_tags(tags, Edit(chapters=placed, pictures=given.pictures))
    done = Retagged(audio.path, audio.length, tags, tuple(notes))
    if str(wanted.to) == "-":
        return replace(done, text=text)
    if wanted.dry_run:
        return done
    path = Path(str(wanted.to))
    write_whole(path, text)
    return replace(done, written=(path,))


def _not_held(placed: Sequence[Chapter], found: Listing) -> Iterator[Note]:
    """What the text does not hold, found by reading it back."""
    pairs = list(zip(placed, found.entries, strict=True))
    links = sum(bool(chapter.url and not entry.url) for chapter, entry in pairs)
    pictures = sum(bool(chapter.image and not entry.image) for chapter, entry in pairs)
    titles = sum(one_line(chapter.title) != entry.title for chapter, entry in pairs)
    times = sum(milliseconds(chapter.start) != milliseconds(entry.start) for chapter, entry in pairs)
    lost = {"links are not in it": links, "pictures are not in it": pictures, "titles are not the same in it": titles}
    yield from (Note(f"{what}: {count}", lessened=True) for what, count in lost.items() if count)
    if times:
        yield Note(f"its times are coarser than the chapters': {times} of {len(pairs)} are rounded")
