"""MP4 files as ffmpeg makes them, and a way to change what is in their index."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

from audiorender.model import RATE, Chapter
from audiorender.publish.readback import Mark
from audiorender.publish.tags.mp4.index.boxes import Box, taken_apart
from audiorender.publish.tags.mp4.index.tables import chunk_offsets, set_chunk_offsets

TWO = (Chapter(0, RATE, "One"), Chapter(RATE, 3 * RATE, "Zweí"))
MARKS = (Mark(0, 1000, "One"), Mark(1000, 3000, "Zweí"))
METADATA = """;FFMETADATA1
title=By another
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1500
title=Theirs
[CHAPTER]
TIMEBASE=1/1000
START=1500
END=3000
title=Überall
"""
THEIRS = (Mark(0, 1500, "Theirs"), Mark(1500, 3000, "Überall"))
Make = Callable[..., Path]


def maker(folder: Path) -> Make:
    """Three seconds of a tone as ffmpeg writes them with such options; a new copy of the file each time."""
    (folder / "chapters.txt").write_text(METADATA, encoding="utf-8")
    made: dict[tuple[str, ...], bytes] = {}

    def run(*options: str, film: bool = False, chapters: bool = False) -> Path:
        key = (*options, str(film), str(chapters))
        path = folder / "a.mp4"
        if key not in made:
            sources = ["-f", "lavfi", "-i", f"sine=330:sample_rate={RATE}:duration=3"]
            sources += ["-f", "lavfi", "-i", "testsrc=duration=3:size=64x64:rate=5"] * film
            sources += ["-i", str(folder / "chapters.txt"), "-map_metadata", "2" if film else "1"] * chapters
            maps = ["-map", "0", "-map", "1", "-c:v", "mpeg4"] if film else ["-map", "0"]
            command = [get_ffmpeg_exe(), "-v", "error", "-y", *sources, *maps, "-c:a", "aac", "-b:a", "48k"]
            subprocess.run([*command, *options, "-fflags", "+bitexact", str(path)], check=True)
            made[key] = path.read_bytes()
        path.write_bytes(made[key])
        return path

    return run


def outer(content: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and bytes of each box of the outermost level, by ISO/IEC 14496-12 §4.2 and nothing else."""
    found, at = [], 0
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        size = {0: len(content) - at, 1: int.from_bytes(content[at + 8 : at + 16], "big")}.get(size, size)
        found.append((kind, content[at : at + size]))
        at += size
    return found


def index_of(path: Path) -> Box:
    (content,) = [box[8:] for kind, box in outer(path.read_bytes()) if kind == b"moov"]
    return taken_apart(b"moov", content)


def with_index(path: Path, change: Callable[[Box], None]) -> None:
    """Change the index of a file whose index comes last, so that no place in it moves."""
    boxes = outer(path.read_bytes())
    assert boxes[-1][0] == b"moov"
    moov = taken_apart(b"moov", boxes[-1][1][8:])
    change(moov)
    path.write_bytes(b"".join(box for _, box in boxes[:-1]) + moov.rendered())


def with_index_last(path: Path, boxes: list[tuple[bytes, bytes]]) -> None:
    moov = index_of(path)
    shift = len(moov.rendered())
    for track in moov.all(b"trak"):
        set_chunk_offsets(track, chunk_offsets(track) - shift)
    path.write_bytes(b"".join(box for kind, box in boxes if kind != b"moov") + moov.rendered())


def with_tracks(path: Path, *tracks: tuple[Box, bytes]) -> None:
    """Put chapter tracks and their samples into a file whose index comes last, as the chapters of its first track."""
    *before, (_, index) = outer(path.read_bytes())
    moov = taken_apart(b"moov", index[8:])
    place = sum(len(box) for _, box in before) + 8
    numbers = range(100, 100 + len(tracks))
    for number, (track, samples) in zip(numbers, tracks, strict=True):
        head = track.need(b"tkhd")
        head.content = head.content[:12] + struct.pack(">I", number) + head.content[16:]
        set_chunk_offsets(track, chunk_offsets(track) + place)
        moov.open().append(track)
        place += len(samples)
    moov.need(b"trak").put(Box(b"tref", children=[Box(b"chap", struct.pack(f">{len(numbers)}I", *numbers))]))
    samples_box = Box(b"mdat", b"".join(samples for _, samples in tracks))
    path.write_bytes(b"".join(box for _, box in before) + samples_box.rendered() + moov.rendered())
