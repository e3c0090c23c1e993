"""Two seconds of a tone in the containers of Xiph, without tags, made by ffmpeg."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from audiorender.audio import ffmpeg
from audiorender.model import RATE, Chapter

TWO = (Chapter(0, RATE // 2, "One", "https://example.org/1"), Chapter(RATE // 2, 2 * RATE, "Zwö"))
CODECS = {".opus": ("libopus", "ogg"), ".ogg": ("libvorbis", "ogg"), ".flac": ("flac", "flac")}
TONE = ["-f", "lavfi", "-i", "sine=duration=2:sample_rate=48000"]


@cache
def sound(suffix: str) -> bytes:
    codec, form = CODECS[suffix]
    with tempfile.TemporaryDirectory() as folder:  # into a pipe, FLAC would not say how long it is
        path = Path(folder) / "sound"
        ffmpeg.run([*TONE, "-c:a", codec, *ffmpeg.EXACT, "-f", form, str(path)])
        return path.read_bytes()


def saved(folder: Path, suffix: str, data: bytes | None = None) -> Path:
    path = folder / f"talk{suffix}"
    path.write_bytes(sound(suffix) if data is None else data)
    return path
