"""Read Vorbis comments with mutagen: what apps show, and the rules of the Chapter Extension that are broken."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from mutagen.flac import FLAC, Picture
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from audiorender.audio.unreadable import UNREADABLE, reason_of
from audiorender.errors import VerifyError
from audiorender.expressions import expression
from audiorender.publish.readback import Fault, Mark, Tags
from audiorender.publish.tags.faults import in_chapters, mark_faults
from audiorender.timecode import loose_clock, of_seconds

_KEY = expression(r"CHAPTER([0-9]{1,6})", re.IGNORECASE)
_TIME = expression(r"([0-9]{2,}):([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
_LINK = expression(r"https?://[!-*,-~]+", re.IGNORECASE)
_COVER = 3

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A chapter's entries: its number as written, its start in milliseconds (None if it cannot be read).

    `exact` says whether the time is written as the Chapter Extension requires.
    """

    number: str
    start: int | None
    exact: bool
    title: str
    url: str | None


def read_ogg(path: Path) -> Tags:
    """The tags and chapters of an Ogg file with Opus or Vorbis. Raises VerifyError if it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(1 << 16)
        if b"OpusHead" in head:
            file = OggOpus(path)
        elif b"\x01vorbis" in head:
            file = OggVorbis(path)
        else:
            raise VerifyError("the file contains neither Opus nor Vorbis", path=path)
        pictures = [Picture(base64.b64decode(text)) for text in file.tags.get("metadata_block_picture", [])]
        return _tags(list(file.tags), file.info.length, pictures)
    except binascii.Error as error:
        raise VerifyError("a picture in the comments is damaged", path=path) from error
    except UNREADABLE as error:
        raise VerifyError(f"the Ogg file cannot be read: {reason_of(error)}", path=path) from error


def read_flac(path: Path) -> Tags:
    """The tags and chapters of a FLAC file. Raises VerifyError if it cannot be read."""
    try:
        file = FLAC(path)
        length = file.info.total_samples / file.info.sample_rate
        untold = (Fault("flac-length", "the FLAC header does not say how long the audio is"),) * (not length)
        tags = _tags(list(file.tags or ()), length, file.pictures, untold)
        return replace(tags, faults=(*tags.faults, *_mixed(file, tags.chapters)))
    except UNREADABLE as error:
        raise VerifyError(f"the FLAC file cannot be read: {reason_of(error)}", path=path) from error


def _mixed(file: FLAC, marks: Sequence[Mark]) -> Iterator[Fault]:
    """A cue sheet beside chapters; its last track is the lead-out (RFC 9639 §8.7)."""
    tracks = len(file.cuesheet.tracks) - 1 if file.cuesheet else 0
    if marks and tracks > 0:
        yield Fault("flac-cue-sheet", f"a cue sheet of {tracks} tracks is there too, and FFmpeg mixes the two")


def _tags(pairs: Pairs, length: float, pictures: Iterable[Picture], faults: tuple[Fault, ...] = ()) -> Tags:
    """`length` is that of the audio in seconds, where the last chapter ends."""
    found = list(_chapters(pairs))
    timed = [(each, each.start) for each in found if each.start is not None]
    ends = [start for _, start in timed[1:]] + [of_seconds(length)]
    spans = zip(timed, ends[: len(timed)], strict=True)
    marks = tuple(Mark(start, end, each.title, each.url) for (each, start), end in spans)
    first: dict[str, str] = {}
    for key, value in pairs:
        first.setdefault(key.upper(), value)
    covers = sorted(pictures, key=lambda picture: picture.type != _COVER)
    return Tags(
        first.get("TITLE"),
        marks,
        (*faults, *mark_faults(marks), *_faults(found, pairs)),
        first.get("ALBUM"),
        first.get("ARTIST"),
        bytes(covers[0].data) if covers else None,
    )


def _chapters(pairs: Pairs) -> Iterator[_Found]:
    """The chapters in order of time, as FFmpeg lists them; only the first with each number."""
    texts = {_plain(key): value for key, value in reversed(pairs)}
    seen: set[int] = set()
    for key, value in pairs:
        match = _KEY.fullmatch(key)
        if match and int(match[1]) not in seen:
            seen.add(int(match[1]))
            number = str(int(match[1]))
            title = texts.get(f"{number}NAME", texts.get(f"NAME{number}", ""))
            url = texts.get(f"{number}URL", texts.get(f"URL{number}"))
            yield _Found(match[1], loose_clock(value), bool(_TIME.fullmatch(value)), title, url)


def _plain(key: str) -> str:
    """A chapter's key, normalised for case and the width of its number."""
    return re.sub(r"[0-9]+", lambda digits: str(int(digits[0])), key.upper().removeprefix("CHAPTER"), count=1)


def _faults(found: Sequence[_Found], pairs: Pairs) -> Iterator[Fault]:
    numbered = list(enumerate(found, start=1))
    yield from in_chapters("xiph-time", "a time is not HH:MM:SS.mmm", (n for n, each in numbered if not each.exact))
    yield from in_chapters(
        "xiph-number", "a number does not have three digits", (n for n, each in numbered if len(each.number) != 3)
    )
    timed = [int(match[1]) for key, _ in pairs if (match := _KEY.fullmatch(key))]
    if any(b != a + 1 for a, b in pairwise(timed)):
        yield Fault("xiph-number", "the chapters are not numbered one after the other")
    yield from in_chapters(
        "link-form",
        "a link is not a percent-encoded http or https address without +",
        (n for n, each in numbered if each.url is not None and not _LINK.fullmatch(each.url)),
    )
    places: Mapping[str, int] = {key.upper(): at for at, (key, _) in reversed(list(enumerate(pairs)))}
    names = [(n, f"CHAPTER{each.number}") for n, each in numbered]
    early = (n for n, key in names if places.get(f"{key}NAME", places[key]) < places[key])
    other = (n for n, each in numbered if f"CHAPTERNAME{each.number}" in places)
    yield from in_chapters("xiph-title-name", "a title is called CHAPTERNAMExxx, which few apps read", other)
    yield from in_chapters("xiph-title-early", "a title comes before its time, where FFmpeg does not find it", early)
