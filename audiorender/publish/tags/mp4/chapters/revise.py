"""Edit the chapters of an MP4 file in place: whatever an edit does not name stays in the tracks and in the list.

Other chapter tracks follow the titles (`following`). If chapters are moved, added or removed, and an edit list moves
the titles or there are tables that we do not know, the tracks are rebuilt; that is refused if something would be lost:
see `cannot_hold`. New pictures go into a track of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from audiorender.errors import OutputError, VerifyError
from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.readback import Mark
from audiorender.publish.tags.fields import check_count
from audiorender.publish.tags.mp4.chapters.following import follow
from audiorender.publish.tags.mp4.chapters.listed import TEXTS
from audiorender.publish.tags.mp4.chapters.make import CALLED, MOST, contents, not_listed, text_sample
from audiorender.publish.tags.mp4.chapters.nero import revise_list
from audiorender.publish.tags.mp4.chapters.replaced import left_behind, recoded, strange_parts
from audiorender.publish.tags.mp4.chapters.stills import CALLED as STILLS_CALLED
from audiorender.publish.tags.mp4.chapters.titles import (
    Title,
    bound_to_samples,
    fitting,
    held_link,
    in_units,
    plainly_timed,
    retitled,
    set_samples,
    set_times,
    titles_of,
)
from audiorender.publish.tags.mp4.index.boxes import Box, Movie, Range, chapter_tracks, handler
from audiorender.publish.tags.mp4.index.layout import Added, unneeded
from audiorender.publish.tags.mp4.index.tables import length

_OURS = frozenset({b"href", b"encd"})


def stays_in_place(movie: Movie, edit: Edit) -> bool:
    """Whether the tracks can stay, so that only their contents are edited."""
    if edit.revised is None or edit.tidy:
        return False
    tracks = _text_tracks(movie.moov)
    if not tracks:
        return not any(revision.url or revision.image for revision in edit.revised)
    linked = any(revision.url is not None for revision in edit.revised)
    if linked and len(tracks) > 1:
        return False
    pictured = new_pictures(edit)
    if _stay(edit) and not pictured:
        return True
    if not edit.revised or _ours(movie.moov):
        return False
    gone = picture_tracks(movie.moov) if pictured else []
    beside = [track for track in chapter_tracks(movie.moov) if track not in gone]
    counted = len(edit.revised) == len(edit.found)
    return all(plainly_timed(track, movie.moov) and (counted or not bound_to_samples(track)) for track in beside)


def new_pictures(edit: Edit) -> bool:
    """Whether the edit replaces or removes chapter pictures."""
    return any(revision.image is not None for revision in edit.revised or ())


def lost_pictures(moov: Box, edit: Edit) -> Iterator[str]:
    """What our track could not hold of the existing pictures, one sentence each. Raises BoxError like `cannot_hold`."""
    yield from left_behind(moov)
    for track in picture_tracks(moov):
        yield from strange_parts(track)
    yield from recoded(edit)


def picture_tracks(moov: Box) -> list[Box]:
    """The chapter tracks that show pictures."""
    return [track for track in chapter_tracks(moov) if handler(track) == b"vide"]


def _ours(moov: Box) -> bool:
    """Whether the tracks are one of titles and one of pictures as we write them, which can be rebuilt without loss."""
    names = {handler(track): track.need(b"mdia", b"hdlr").content[24:] for track in chapter_tracks(moov)}
    ours = {b"text": CALLED + b"\0", b"vide": STILLS_CALLED + b"\0"}
    return names == ours and len(chapter_tracks(moov)) == 2


def _stay(edit: Edit) -> bool:
    """Whether no chapter moves."""
    revised = edit.revised or ()
    same = [revision.origin for revision in revised] == list(range(len(edit.found)))
    return same and all(revision.in_place for revision in revised)


def revised_in_place(
    file: BinaryIO, movie: Movie, kept: list[Range], edit: Edit
) -> tuple[list[Range], list[Added], tuple[str, ...]]:
    """Edit the list and the tracks; return the boxes that stay, the track with its samples, and what was lost.

    If the edit has pictures, picture tracks stay as they are, and are replaced later.

    Raises OutputError for a blank title, for more chapters than a track holds and for a first one that does not begin
    at 0, VerifyError for chapters that are not those that the edit was made for.
    """
    chapters = edit.chapters or ()
    check_count(chapters, MOST, "an MP4 file")
    revise_list(movie.moov, edit)
    tracks, gone = _text_tracks(movie.moov), picture_tracks(movie.moov) if new_pictures(edit) else []
    losses = (*_cut(edit), *(not_listed(len(chapters)) if len(chapters) > len(edit.found) else ()))
    if not tracks or (_stay(edit) and all(r.title is None and r.url is None for r in edit.revised or ())):
        unused = unneeded(movie, gone)
        return [box for box in kept if box not in unused], [], losses
    track, titles = _title_track(file, movie.moov, tracks)
    if [title.when.start for title in titles] != [mark.start for mark in edit.found]:
        raise VerifyError("the chapters of the track cannot be told apart, so none can be changed")
    samples = [_sample(edit, place, titles) for place in range(len(chapters))]
    kinds = [titles[0 if each.origin is None else each.origin].when.sample.described for each in edit.revised or ()]
    unused = unneeded(movie, [track, *gone])
    if not _stay(edit):
        _set_times(track, movie.moov, edit, titles)
        for other in chapter_tracks(movie.moov):
            if other not in {track, *gone}:
                follow(other, movie.moov, edit)
                losses += _added_beside(other, edit)
    set_samples(track, samples, kinds)
    return [box for box in kept if box not in unused], [Added(track, b"".join(samples))], losses


def _added_beside(track: Box, edit: Edit) -> tuple[str, ...]:
    """Messages about new chapters for which another track has no content of its own."""
    numbers = [place for place, each in enumerate(edit.revised or (), start=1) if each.origin is None]
    if not numbers:
        return ()
    if handler(track) == b"vide":
        return tuple(f"chapter {n} has no picture of its own, so the one before stays on the screen" for n in numbers)
    return tuple(
        f"chapter {n} is not in the file's other track of titles or links, which stays as it is" for n in numbers
    )


def _sample(edit: Edit, place: int, titles: Sequence[Title]) -> bytes:
    """The sample for the chapter at this position in the edit."""
    revision, chapter = (edit.revised or ())[place], (edit.chapters or ())[place]
    if revision.origin is None:
        return text_sample(fitting(chapter.title, place + 1), held_link(chapter.url))
    title = titles[revision.origin]
    if revision.title is None and revision.url is None:
        return title.sample
    return retitled(title, revision.title, revision.url, place + 1)


def _set_times(track: Box, moov: Box, edit: Edit, titles: Sequence[Title]) -> None:
    """Times that the edit does not name stay exact; the last chapter is extended to the track's end if that is
    later."""
    pairs = list(zip(edit.revised or (), edit.chapters or (), strict=True))
    starts = [
        in_units(track, chapter.start)
        if revision.origin is None or revision.start is not None
        else titles[revision.origin].when.sample.start
        for revision, chapter in pairs
    ]
    if starts[0]:
        raise OutputError(
            "the first chapter of an MP4 file must begin at 0", hint="put another before it: --add 0=TITLE"
        )
    whole = length(track)
    set_times(track, moov, starts, whole if starts[-1] < whole else in_units(track, pairs[-1][1].end))


def _cut(edit: Edit) -> tuple[str, ...]:
    """Messages about new titles and links that do not fit."""
    brought = []
    for place, (revision, chapter) in enumerate(zip(edit.revised or (), edit.chapters or (), strict=True)):
        fresh = revision.origin is None
        title = chapter.title if fresh or revision.title is not None else "-"
        url = chapter.url if fresh or revision.url is not None else None
        brought.append(Chapter(place, place + 1, title, url))  # the messages do not depend on the time
    return tuple(loss for loss in contents(brought, {}, None).losses if loss not in not_listed(len(brought)))


def cannot_hold(file: BinaryIO, movie: Movie, edit: Edit) -> Iterator[str]:
    """What our tracks could not hold of the existing chapters, one sentence each.

    Raises BoxError for broken tracks.
    """
    moov = movie.moov
    tracks = _text_tracks(moov)
    yield from left_behind(moov)
    if tracks:
        main, titles = _title_track(file, moov, tracks)
        others = [track for track in tracks if not _links_only(file, moov, track)]
        if len(others) > 1:
            more = len(others) - 1
            yield f"{more} more track{'s' * (more > 1)} of chapters, as in other languages"
        kinds = {box.kind for title in titles for box in title.behind} - _OURS
        if kinds:
            yield f"what follows the titles in the chapter track ({_names(kinds)})"
        yield from strange_parts(main)
    for track in picture_tracks(moov):
        yield from strange_parts(track)
    yield from recoded(edit)
    if edit.revised and not edit.tidy and not all(plainly_timed(track, moov) for track in chapter_tracks(moov)):
        yield "the edit list of a chapter track"
    pictures = {f"{n}": mark.image for n, mark in enumerate(edit.found) if mark.image}
    there = [_chapter(n, mark) for n, mark in enumerate(edit.found)]
    if len(there) <= MOST and all(chapter.title.strip() for chapter in there):
        said = contents(sorted(there, key=lambda chapter: chapter.start), pictures, None).losses
        yield from (loss for loss in said if loss not in not_listed(len(there)))


def _names(kinds: frozenset[bytes] | set[bytes]) -> str:
    return ", ".join(sorted(kind.decode("latin-1") for kind in kinds))


def _chapter(place: int, mark: Mark) -> Chapter:
    ms = RATE // 1000
    end = max(mark.end, mark.start + 1)
    return Chapter(mark.start * ms, end * ms, mark.title, mark.url, f"{place}" if mark.image else None)


def _text_tracks(moov: Box) -> list[Box]:
    return [track for track in chapter_tracks(moov) if handler(track) in TEXTS]


def _title_track(file: BinaryIO, moov: Box, tracks: Sequence[Box]) -> tuple[Box, list[Title]]:
    """The track without links if there is one, since links may have a track of their own."""
    return min(
        ((track, titles_of(file, moov, track)) for track in tracks),
        key=lambda found: any(box.kind == b"href" for title in found[1] for box in title.behind),
    )


def _links_only(file: BinaryIO, moov: Box, track: Box) -> bool:
    titles = titles_of(file, moov, track)
    return bool(titles) and all(any(box.kind == b"href" for box in title.behind) for title in titles)
