"""Read the chapters of an MP4 file from both places: Nero's list, and the chapter tracks with links and pictures.

A chapter's link is the `href` after its title (3GPP TS 26.245 §5.17.1.5) or, if a program put links into a track of
their own, as Apple's ChapterTool did, the one shown when the chapter begins. Pictures are found in the same way.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from audiorender.publish.tags.fields import picture_type
from audiorender.publish.tags.mp4.index.boxes import Box, BoxError, chapter_tracks, duration, handler, timescale
from audiorender.publish.tags.mp4.index.tables import COVER, descriptions
from audiorender.publish.tags.mp4.index.timing import TimedSample, sample_at, timed_samples
from audiorender.timecode import milliseconds

TEXTS = frozenset({b"text", b"sbtl", b"subt"})
_LONGEST_SAMPLE = 1 << 17  # a text has at most 64 KB, followed by styles
_MOST_PICTURES = 1 << 27  # total size in bytes
_BEGUN = 20  # how many milliseconds later a track with another clock may begin


@dataclass(frozen=True, slots=True)
class Listed:
    """The chapters from one of the two places: starts in ms, titles as bytes, and the end of the last in ms.

    `links` and `pictures` are those of a track, one for each chapter.
    """

    starts: tuple[int, ...]
    titles: tuple[bytes, ...]
    end: int
    links: tuple[str | None, ...]
    pictures: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text sample and its link."""

    when: TimedSample
    text: bytes
    link: str | None


def nero_list(moov: Box, whole: int = 0) -> Listed | None:
    """Nero's list: a version, a count and the entries. From version 1 on there are four more bytes.

    mp4v2 uses all bytes before the entries as the count, others only the last one. `whole` is the length of the audio
    in ms, for files whose header may not have it.
    """
    box = next((box for udta in moov.all(b"udta") for box in udta.all(b"chpl")), None)
    if box is None:
        return None
    content = box.content
    at = 9 if content[:1] != b"\0" else 5
    count = int.from_bytes(content[5:at] if at > 5 else content[4:5])
    if 9 * count > len(content):
        count = content[at - 1]
    starts, titles = [], []
    for _ in range(count):
        start, size = struct.unpack_from(">QB", content, at)
        title = content[at + 9 : at + 9 + size]
        if len(title) != size:
            raise BoxError("its list of chapters is cut off")
        starts.append((start + 5000) // 10_000)
        titles.append(title)
        at += 9 + size
    header = moov.need(b"mvhd")
    units = timescale(header)
    whole = max(whole, milliseconds(duration(header), units))
    none = (None,) * count
    return Listed(tuple(starts), tuple(titles), max([whole, *starts]), none, none)


def tracked(file: BinaryIO, moov: Box) -> Listed | None:
    """The chapters of the chapter tracks; None if there is no text track. Raises BoxError for broken ones."""
    tracks = chapter_tracks(moov)
    written = [list(_texts(file, track, moov)) for track in tracks if handler(track) in TEXTS]
    if not written:
        return None
    titles = min(written, key=lambda texts: any(text.link for text in texts))
    times = [text.when.start + min(_BEGUN, (text.when.end - text.when.start) // 2) for text in titles]
    others = [[text for text in texts if text.link] for texts in written if texts is not titles]
    links = (title.link or _link_at(others, time) for title, time in zip(titles, times, strict=True))
    return Listed(
        tuple(title.when.start for title in titles),
        tuple(title.text for title in titles),
        titles[-1].when.end if titles else 0,
        tuple(links),
        tuple(_pictures(file, [_own_pictures(track, moov) for track in tracks if handler(track) == b"vide"], times)),
    )


def _texts(file: BinaryIO, track: Box, moov: Box) -> Iterator[_Text]:
    for when in timed_samples(track, moov):
        file.seek(when.sample.place)
        sample = file.read(min(when.sample.size, _LONGEST_SAMPLE))
        size = int.from_bytes(sample[:2])
        if len(sample) < min(when.sample.size, 2) or len(sample) < 2 + size:
            raise BoxError("a chapter's text is cut off")
        yield _Text(when, sample[2 : 2 + size], _link(sample[2 + size :]))


def _link(behind: bytes) -> str | None:
    """The link in the boxes after a text: a character range, then the link's length and the link."""
    at = 0
    while at + 8 <= len(behind):
        size, kind = struct.unpack_from(">I4s", behind, at)
        if kind == b"href" and size >= 13:
            length = behind[at + 12 : at + 13]
            return behind[at + 13 : at + size][: length[0]].decode("latin-1") or None if length else None
        at += max(size, 8)
    return None


def _link_at(others: Sequence[Sequence[_Text]], time: int) -> str | None:
    shows = (text for texts in others for text in texts if text.when.start <= time < text.when.end)
    return next((text.link for text in shows), None)


def on_cover(track: Box) -> frozenset[int]:
    """The numbers of a picture track's sample descriptions that we use for chapters without a picture."""
    numbered = enumerate(descriptions(track), start=1)
    return frozenset(number for number, each in numbered if COVER in each.content[42:74])


def _own_pictures(track: Box, moov: Box) -> list[TimedSample]:
    covers = on_cover(track)
    return [each for each in timed_samples(track, moov) if each.sample.described not in covers]


def _pictures(file: BinaryIO, tracks: Sequence[Sequence[TimedSample]], times: Sequence[int]) -> Iterator[bytes | None]:
    """The JPEG or PNG file shown at each time; each is read once."""
    found: dict[tuple[int, int], bytes | None] = {}
    left = _MOST_PICTURES
    for time in times:
        here = next((show.sample for shows in tracks if (show := sample_at(shows, time))), None)
        place, size = (here.place, here.size) if here else (0, 0)
        if (place, size) not in found:
            file.seek(place)
            kind = picture_type(file.read(min(size, 8)))
            left -= size if kind else 0
            if left < 0:
                raise BoxError("its chapter pictures are more than 128 MB")
            file.seek(place)
            found[place, size] = file.read(size) if kind else None
        yield found[place, size]
