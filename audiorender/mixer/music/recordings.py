"""Music and sounds from files into the store: decoded once, block by block, in chunks that a mix reads one at a time.

Any file that ffmpeg decodes is accepted, with any number of channels and at any rate; it becomes stereo at `RATE`. A
file is identified by its bytes, so that a moved or renamed recording is not decoded again. A damaged file is used as
far as it can be decoded, and its recording says that it is damaged. A playlist is refused: it would be a way to other
files.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import numpy as np

from audiorender.audio import ffmpeg
from audiorender.audio.decode import decode
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

SCHEMA = 2
"""Part of every recording's key: raise it when the same file would give other samples, or is packed differently."""

_SILENT = amplitude(-60.0)  # quieter sound at either end is trimmed, so that the conversation does not wait for it
_TAIL = RATE // 20  # samples kept after the last sound
_HEAD = struct.Struct("<dI")  # loudness, frames; followed by the level cells and the description of any damage
_PLAYLISTS = (b"#EXTM3U", b"ffconcat", b"<?xml", b"<MPD")
_CELLS = CHUNK // CELL


def read_recording(path: Path, store: Store) -> Recording:
    """The recording in the file `path`, decoded now or earlier.

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
    key = hashlib.sha256(f"{SCHEMA}\n{digest}\n{ffmpeg.version()}".encode()).hexdigest()
    try:
        return _stored(key, store) or _made(key, decode(path, 2), store)
    except ToolError as error:
        hint = "convert it to WAV, MP3 or FLAC, or use another"
        raise SourceError(f"cannot be decoded as audio: {error.message}", path=path, hint=hint) from error
    except ValueError as error:
        raise SourceError(str(error), path=path, hint="use another file") from error


def own_recording(name: str, store: Store) -> Recording:
    """The recording of our own music called `name` (`own.NAMES`)."""
    key = hashlib.sha256(f"{SCHEMA}\nown\n{name}\n{VERSION}\n{np.__version__}".encode()).hexdigest()
    return _stored(key, store) or _made(key, _alone(own(name)), store)


def _chunk_key(key: str, number: int) -> str:
    return hashlib.sha256(f"{key}/{number}".encode()).hexdigest()


def _stored(key: str, store: Store) -> Recording | None:
    """The recording stored under `key`, if all its chunks are there too."""
    packed = store.get(CHUNKS, key)
    if packed is None or len(packed) < _HEAD.size:
        return None
    found = _unpacked(key, packed)
    return found if all(store.holds(CHUNKS, chunk.key) for chunk in found.chunks) else None


def _unpacked(key: str, packed: bytes) -> Recording:
    loudness, frames = _HEAD.unpack_from(packed)
    cells = -(-frames // CELL) * 4
    levels = packed[_HEAD.size :]
    energy, peak, damage = levels[:cells], levels[cells : 2 * cells], levels[2 * cells :]
    chunks = []
    for number, start in enumerate(range(0, frames, CHUNK)):
        here = slice(number * _CELLS * 4, (number + 1) * _CELLS * 4)
        chunks.append(Clip(_chunk_key(key, number), min(CHUNK, frames - start), (), Held(energy[here], peak[here])))
    return Recording(loudness, tuple(chunks), damage.decode())


def _alone(sound: Samples) -> Generator[Samples, None, str]:
    """A single block without damage."""
    yield sound
    return ""


def _made(key: str, blocks: Generator[Samples, None, str], store: Store) -> Recording:
    """Store a recording, chunk by chunk; ValueError if it is silent."""
    complaint: list[str] = []
    weighting, energies, peaks, frames, last = CellEnergies(2), [np.zeros(0)], [np.zeros(0, np.float32)], 0, 0
    for number, chunk in enumerate(_chunks(_heard(_listened(blocks, complaint)))):
        energies.append(weighting.process(chunk))
        highest = np.abs(chunk).max(axis=0)
        loud = np.flatnonzero(highest > _SILENT)
        last = frames + int(loud[-1]) + 1 if len(loud) else last
        frames += len(highest)
        peaks.append(np.pad(highest, (0, -len(highest) % CELL)).reshape(-1, CELL).max(axis=1))
        store.put(CHUNKS, _chunk_key(key, number), sixteen_bits(chunk).T.astype("<i2").tobytes())
    frames = min(frames, last + _TAIL)
    if not last:
        raise ValueError("is silent")
    cells = -(-frames // CELL)
    energy = np.concatenate((*energies, weighting.rest()))[:cells]
    loudness = integrated(np.resize(energy, max(len(energy), 100)))
    if not np.isfinite(loudness):
        raise ValueError("is too quiet to be heard")
    levels = (energy / 2).astype("<f4").tobytes() + np.concatenate(peaks)[:cells].astype("<f4").tobytes()
    packed = _HEAD.pack(loudness, frames) + levels + "".join(complaint).encode()
    store.put(CHUNKS, key, packed)
    return _unpacked(key, packed)


def _listened(blocks: Generator[Samples, None, str], complaint: list[str]) -> Iterator[Samples]:
    """The blocks; after the last one, `complaint` has the decoder's complaint."""
    complaint.append((yield from blocks))


def _heard(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """The first `LONGEST` samples of the blocks, from the first sound on."""
    begun, left = False, LONGEST
    for block in blocks:
        sound = block[:, :left]
        left -= sound.shape[1]
        if not begun:
            loud = np.flatnonzero(np.abs(sound).max(axis=0) > _SILENT)
            begun = bool(len(loud))
            sound = sound[:, max(0, int(loud[0]) - RATE // 1000) :] if begun else sound[:, :0]
        if begun:
            yield sound
        if not left:
            return


def _chunks(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """The same samples in blocks of `CHUNK`, the last one shorter."""
    held: list[Samples] = []
    count = 0
    for block in blocks:
        held.append(block)
        count += block.shape[1]
        while count >= CHUNK:
            whole = np.concatenate(held, axis=1)
            yield whole[:, :CHUNK]
            held, count = [whole[:, CHUNK:]], count - CHUNK
    if count:
        yield np.concatenate(held, axis=1)
