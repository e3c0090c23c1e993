"""Walk the frames that an MP3 file really contains, whatever its header says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audiorender.audio.mp3 import Header, parse_header, tags_end
from audiorender.expressions import expression

_BUFFER = 1 << 20
_STRETCH = 1 << 22
_SEARCH = 1 << 16
_MOST_HOLES = 10_000
_BEGIN = expression(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]", re.DOTALL)
_XING = ((1, 4), (2, 4), (4, 100), (8, 4))
_APE = 32
_ID3V1 = 128


@dataclass(frozen=True, slots=True)
class InfoFrame:
    """What a first frame without audio says: `kind` is `Info`, `Xing` or `VBRI`; values are None if not given.

    `frames` is the number of frames after it, `hidden` the samples of the encoder's delay and padding.
    """

    kind: str
    frames: int | None = None
    hidden: int | None = None


@dataclass(frozen=True, slots=True)
class Mp3Frames:
    """The audio frames of a file, and what lies around them, in bytes.

    `before`, `between` and `after` are bytes that belong to no frame or tag; `cut` is how many bytes the last frame
    lacks. `bitrates` in kbit/s and `rates` in Hz are all that occur. `samples` per channel excludes the hidden ones.
    `whole` is False if the walk was given up because there are too many gaps.
    """

    frames: int
    samples: int
    rates: tuple[int, ...]
    bitrates: tuple[int, ...]
    channels: int
    info: InfoFrame | None
    before: int
    between: int
    after: int
    cut: int
    whole: bool

    @property
    def constant(self) -> bool:
        """Whether all frames have the same bitrate."""
        return len(self.bitrates) == 1


def walk(path: Path) -> Mp3Frames | None:
    """Walk all frames of the file after its tag; None if there is no frame. Raises OSError."""
    with path.open("rb", buffering=_BUFFER) as file:
        end = _end_of_sound(file)
        return _Walk(file, end).over(tags_end(file))


class _Walk:
    """One pass from frame to frame."""

    def __init__(self, file: BinaryIO, end: int) -> None:
        self._file, self._end = file, end
        self._headers: dict[bytes, Header | None] = {}
        self._counts: dict[Header, int] = {}
        self._holes: list[int] = []

    def over(self, start: int) -> Mp3Frames | None:
        first = self._next(start)
        if first is None:
            return None
        self._file.seek(first)
        head = self._header(self._file.read(4))
        assert head is not None  # noqa: S101  `_next` found it
        self._file.seek(first)
        info = _info_frame(self._file.read(head.size), head)
        at = first + head.size if info else first
        end, cut = self._frames(at)
        if not self._counts:
            return None
        frames = sum(self._counts.values())
        samples = sum(header.samples * count for header, count in self._counts.items())
        return Mp3Frames(
            frames,
            max(0, samples - ((info and info.hidden) or 0)),
            tuple(sorted({header.rate for header in self._counts})),
            tuple(sorted({header.bitrate for header in self._counts})),
            max(self._counts, key=lambda header: self._counts[header]).channels,
            info,
            first - start,
            sum(self._holes),
            max(0, self._end - end),
            cut,
            len(self._holes) < _MOST_HOLES,
        )

    def _frames(self, at: int) -> tuple[int, int]:
        """Count the frames from `at` on; return where the last one ends, and how many bytes it lacks."""
        while True:
            at = self._alike(at)
            self._file.seek(at)
            while at < self._end and (header := self._header(self._file.read(4))) is not None:
                if at + header.size > self._end:
                    self._count(header)
                    return self._end, at + header.size - self._end
                self._count(header)
                at += header.size
                self._file.seek(header.size - 4, 1)
            following = self._next(at) if at < self._end and len(self._holes) < _MOST_HOLES else None
            if following is None:
                return at, 0
            self._holes.append(following - at)
            at = following

    def _alike(self, at: int) -> int:
        """Count the frames of equal size from `at` on, as in a file of constant bitrate, and return where they end.

        They are compared many at a time; the first stretch with a different frame is left for the ordinary walk.
        """
        self._file.seek(at)
        first = self._header(self._file.read(4))
        while first is not None:
            self._file.seek(at)
            data = self._file.read(min(_STRETCH, self._end - at))
            data = data[: len(data) // first.size * first.size]
            heads = Counter(data[start : start + 4] for start in range(0, len(data), first.size))
            headers = {word: self._header(word) for word in heads}
            if not heads or any(header is None or header.size != first.size for header in headers.values()):
                break
            for word, times in heads.items():
                if header := headers[word]:
                    self._count(header, times)
            at += len(data)
        return at

    def _count(self, header: Header, times: int = 1) -> None:
        self._counts[header] = self._counts.get(header, 0) + times

    def _header(self, word: bytes) -> Header | None:
        if word not in self._headers:
            self._headers[word] = parse_header(word)
        return self._headers[word]

    def _next(self, start: int) -> int | None:
        """The start of the first frame from `start` on that is followed by another frame or the end of the audio; else
        None."""
        for at in self._candidates(start):
            self._file.seek(at)
            header = parse_header(self._file.read(4))
            if header is None:
                continue
            self._file.seek(at + header.size)
            after = parse_header(self._file.read(4))
            if at + header.size == self._end or (after is not None and after.rate == header.rate):
                return at
        return None

    def _candidates(self, start: int) -> Iterator[int]:
        while start < self._end:
            self._file.seek(start)
            data = self._file.read(min(_SEARCH, self._end - start) + 2)
            yield from (start + found.start() for found in _BEGIN.finditer(data) if start + found.start() < self._end)
            start += _SEARCH


def _end_of_sound(file: BinaryIO) -> int:
    """The end of the audio, before ID3v1 and APE tags."""
    end = file.seek(0, 2)
    file.seek(max(0, end - _ID3V1))
    if file.read(3) == b"TAG":
        end -= _ID3V1
    file.seek(max(0, end - _APE))
    footer = file.read(_APE)
    if footer.startswith(b"APETAGEX") and len(footer) == _APE:
        size, flags = int.from_bytes(footer[12:16], "little"), int.from_bytes(footer[20:24], "little")
        end -= min(end, size + (_APE if flags >> 31 else 0))
    return end


def _info_frame(frame: bytes, header: Header) -> InfoFrame | None:
    """What a frame says if it holds information in place of audio; None for an audio frame."""
    if frame[36:40] == b"VBRI":
        return InfoFrame("VBRI", int.from_bytes(frame[50:54], "big"))
    at = 4 + header.side
    kind = frame[at : at + 4]
    if kind not in {b"Info", b"Xing"}:
        return None
    fields = int.from_bytes(frame[at + 4 : at + 8], "big")
    frames = int.from_bytes(frame[at + 8 : at + 12], "big") if fields & 1 else None
    at += 8 + sum(size for bit, size in _XING if fields & bit)
    if frame[at : at + 4] not in {b"LAME", b"Lavc", b"Lavf"} or len(frame) < at + 24:
        return InfoFrame(kind.decode(), frames)
    delay, padding = divmod(int.from_bytes(frame[at + 21 : at + 24], "big"), 1 << 12)
    return InfoFrame(kind.decode(), frames, delay + padding)
