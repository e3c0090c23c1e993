"""Music and sounds from files into the store: decoded block by block, in chunks that a mix reads one at a time.

Any file that ffmpeg decodes is accepted, with any number of channels and at any rate; it becomes stereo at `RATE`. Of a
long file, not much more is decoded than an episode can use. A file is identified by its bytes, so that a moved or
renamed recording is not decoded again. A damaged file is used as far as it can be decoded, and its recording says that
it is damaged. A playlist is refused: it would be a way to other files.
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.audio.decode import decode_stereo
from audiorender.audio.loudness import amplitude, integrated
from audiorender.audio.wav import sixteen_bits
from audiorender.audio.weighting import CellEnergies, Samples
from audiorender.errors import SourceError, ToolError
from audiorender.files import cannot_read, sha256
from audiorender.mixer.music.own import VERSION, own
from audiorender.model import CELL, CHUNK, RATE, Clip, Held, Recording
from audiorender.store import Store
from audiorender.store.sounds import CHUNKS

LONGEST = 30 * 60 * RATE
"""How many samples of a file are read, including leading silence: a longer bed repeats, as a shorter one does, and an
endless file has an end."""

MEASURED = 60 * CHUNK
"""How many samples of a file are read at least (9.6 minutes). It has the loudness of these, so that its level does not
depend on how much of it an episode uses."""

SCHEMA = 3
"""Part of every recording's key: raise it when the same file would give other samples, or is packed differently."""

_STRETCH = 12 * CHUNK  # by which more is read at a time, so that an edit of a word hardly ever makes it more
_BLOCK = CHUNK // 10  # samples measured at a time: small enough that their memory is used again and again
_CUT = 0.1  # seconds: encoders count their frames in different ways
_SILENT = amplitude(-60.0)  # quieter sound at either end is trimmed, so that the conversation does not wait for it
_HEAD = RATE // 1000  # samples kept before the first sound
_TAIL = RATE // 20  # samples kept after the last sound
_PACKED = struct.Struct("<dI?")  # loudness, frames, whether it goes on; then the level cells and the damage
_PLAYLISTS = (b"#EXTM3U", b"ffconcat", b"<?xml", b"<MPD")
_CELLS = CHUNK // CELL

_Pcm = NDArray[np.int16]  # samples (n, 2), as they are stored


def read_recording(path: Path, store: Store, reach: int = LONGEST) -> Recording:
    """The recording in the file `path`, decoded now or earlier, at least up to `reach` samples.

    Raises SourceError for a file that cannot be read or decoded, or is silent.
    """
    try:
        if not path.is_file():
            raise SourceError("there is no such music or sound file", path=path, hint="correct the name")
        digest = sha256(path)
        with path.open("rb") as file:
            playlist = file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_PLAYLISTS)
    except OSError as error:
        raise cannot_read(path, error) from error
    if playlist:
        raise SourceError("is a playlist, not a sound", path=path, hint="name the sound file itself")
    key = _key("file", digest, ffmpeg.version())
    try:
        return _up_to(reach, path, key, store)
    except ToolError as error:
        hint = "convert it to WAV, MP3 or FLAC, or use another"
        raise SourceError(f"cannot be decoded as audio: {error.message}", path=path, hint=hint) from error
    except ValueError as error:
        raise SourceError(str(error), path=path, hint="use another file") from error


def own_recording(name: str, store: Store) -> Recording:
    """The recording of our own music called `name` (`own.NAMES`)."""
    key = _key("own", name, str(VERSION), np.__version__)
    return _stored(key, key, store) or _Making(store, key, key).all_of(own(name))


def _key(*facts: str) -> str:
    return hashlib.sha256("\n".join((str(SCHEMA), *facts)).encode()).hexdigest()


def _up_to(reach: int, path: Path, key: str, store: Store) -> Recording:
    """At least `reach` samples of the file, stored or decoded now; more of it is read if it begins with silence."""
    limit = max(MEASURED, -(-reach // _STRETCH) * _STRETCH) + CHUNK
    while True:
        limit = min(limit, LONGEST)
        name = _key(key, str(limit))
        found = _stored(name, key, store) or _Making(store, name, key).first_of(path, limit)
        if found is not None and (not found.goes_on or found.frames >= reach):
            return found
        limit *= 2


def _chunk_key(key: str, number: int) -> str:
    return _key(key, "chunk", str(number))


def _stored(name: str, key: str, store: Store) -> Recording | None:
    """The recording stored under `name`, if all its chunks are there too."""
    packed = store.get(CHUNKS, name)
    if packed is None or len(packed) < _PACKED.size:
        return None
    found = _unpacked(key, packed)
    return found if all(store.holds(CHUNKS, chunk.key) for chunk in found.chunks) else None


def _unpacked(key: str, packed: bytes) -> Recording:
    loudness, frames, goes_on = _PACKED.unpack_from(packed)
    cells = -(-frames // CELL) * 4
    levels = packed[_PACKED.size :]
    energy, peak, damage = levels[:cells], levels[cells : 2 * cells], levels[2 * cells :]
    chunks = []
    for number, start in enumerate(range(0, frames, CHUNK)):
        here = slice(number * _CELLS * 4, (number + 1) * _CELLS * 4)
        chunks.append(Clip(_chunk_key(key, number), min(CHUNK, frames - start), (), Held(energy[here], peak[here])))
    return Recording(loudness, tuple(chunks), damage.decode(), goes_on)


class _Making:
    """Stores a recording chunk by chunk and measures it: its chunks are named after `key`, and itself `name`."""

    def __init__(self, store: Store, name: str, key: str) -> None:
        self._store, self._name, self._key = store, name, key
        self._weighting = CellEnergies(2)
        self._energies, self._peaks = [np.zeros(0)], [np.zeros(0, np.float32)]
        self._waiting: list[bytes] = []
        self._chunks = self._frames = self._last = 0

    def all_of(self, sound: Samples) -> Recording:
        """All of these samples (2, n)."""
        sound = sound[:, _first(np.abs(sound).max(axis=0), _SILENT) or 0 :]
        for start in range(0, sound.shape[1], _BLOCK):
            block = sound[:, start : start + _BLOCK]
            self._add(sixteen_bits(block).T, block)
        return self._made()

    def first_of(self, path: Path, limit: int) -> Recording | None:
        """Up to `limit` samples of a file; of one that is longer, whole chunks, or None if these are silent.

        Raises ValueError if all of the file is silent.
        """
        decoded = _Decoded(path, limit)
        for pcm in _blocks(decoded.heard()):
            block = np.empty((2, len(pcm)), np.float32)
            block[:] = pcm.T
            block *= np.float32(1 / 32768)
            self._add(pcm, block)
        return self._made(decoded.complaint, goes_on=decoded.goes_on) if self._last or not decoded.goes_on else None

    def _add(self, pcm: _Pcm, block: Samples) -> None:
        """Take the next `_BLOCK` samples, or the last: as they are stored, and as floats (2, n)."""
        self._energies.append(self._weighting.process(block))
        highest = np.abs(block)
        peaks = np.maximum.reduceat(highest, np.arange(0, highest.shape[1], CELL), axis=1).max(axis=0)
        loud = np.flatnonzero(peaks > _SILENT)
        if len(loud):
            cell = highest[:, loud[-1] * CELL : (loud[-1] + 1) * CELL].max(axis=0)
            self._last = self._frames + int(loud[-1]) * CELL + int(np.flatnonzero(cell > _SILENT)[-1]) + 1
        self._frames += len(pcm)
        self._peaks.append(peaks)
        self._waiting.append(pcm.astype("<i2", copy=False).tobytes())
        if self._frames % CHUNK == 0:
            self._put()

    def _put(self) -> None:
        """Store the chunk that is complete now."""
        self._store.put(CHUNKS, _chunk_key(self._key, self._chunks), b"".join(self._waiting))
        self._waiting.clear()
        self._chunks += 1

    def _made(self, complaint: str = "", *, goes_on: bool = False) -> Recording:
        if not self._last:
            raise ValueError("is silent")
        if self._waiting and not goes_on:
            self._put()
        frames = self._chunks * CHUNK if goes_on else min(self._frames, self._last + _TAIL)
        cells = -(-frames // CELL)
        energy = np.concatenate((*self._energies, self._weighting.rest()))[:cells]
        loudness = integrated(np.resize(energy, max(len(energy), 100))[: MEASURED // CELL])
        if not np.isfinite(loudness):
            raise ValueError("is too quiet to be heard")
        levels = (energy / 2).astype("<f4").tobytes() + np.concatenate(self._peaks)[:cells].astype("<f4").tobytes()
        packed = _PACKED.pack(loudness, frames, goes_on) + levels + complaint.encode()
        self._store.put(CHUNKS, self._name, packed)
        return _unpacked(self._key, packed)


class _Decoded:
    """The first `limit` samples of a file; after the last block, it says whether the file goes on or is damaged."""

    def __init__(self, path: Path, limit: int) -> None:
        self._path = path
        self._blocks: Generator[_Pcm, None, str] = decode_stereo(path, limit)
        self._limit = limit
        self.complaint = ""
        self.goes_on = False

    def heard(self) -> Iterator[_Pcm]:
        """The samples from the first sound on."""
        begun, count = False, 0
        while True:
            try:
                block = next(self._blocks)
            except StopIteration as ended:
                whole = count < self._limit
                self.complaint = str(ended.value) or (_missing(self._path) if whole else "")
                self.goes_on = self._limit < LONGEST and not whole
                return
            count += len(block)
            if not begun:
                first = _first(np.abs(block.astype(np.int32)).max(axis=1), _SILENT * 32768)
                begun, block = first is not None, block[first or 0 :]
            if begun:
                yield block


def _missing(path: Path) -> str:
    """How much is missing from a file cut off between two frames, which no decoder notices; "" if nothing is."""
    from audiorender.audio.probe import lacking  # loads what only a recording of one's own needs

    seconds = lacking(path)
    if math.isinf(seconds):
        return "its end is missing"
    return f"it is {seconds:.1f} s shorter than it states" if seconds > _CUT else ""


def _first(highest: NDArray[np.float32] | NDArray[np.int32], above: float) -> int | None:
    """Where a recording with these peaks per sample begins; None if all of it is silent."""
    loud = np.flatnonzero(highest > above)
    return max(0, int(loud[0]) - _HEAD) if len(loud) else None


def _blocks(decoded: Iterator[_Pcm]) -> Iterator[_Pcm]:
    """The same samples in blocks of `_BLOCK`, the last one shorter."""
    held: list[_Pcm] = []
    count = 0
    for block in decoded:
        held.append(block)
        count += len(block)
        if count < _BLOCK:
            continue
        whole = np.concatenate(held)
        last = count // _BLOCK * _BLOCK
        yield from whole[:last].reshape(-1, _BLOCK, 2)
        held, count = [whole[last:]], count - last
    if count:
        yield np.concatenate(held)
