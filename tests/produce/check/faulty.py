"""A good episode in a folder, made by ffmpeg and this package's tags, and sounds to spoil it with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from audio.sounds import sine
from numpy.typing import NDArray
from publish.pictures import a_picture

import audiorender
from audiorender.audio import ffmpeg
from audiorender.model import RATE, Chapter
from audiorender.produce.check.result import Checked
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags import write_tags

SECONDS = 24
TITLES = ("Low water", "The second sandbank", "Fog")
STARTS = (0, 8, 16)

Sound = NDArray[np.float32]


def both(left: Sound, right: Sound | None = None) -> Sound:
    return np.stack((left, left if right is None else right))


def tone(level: float = -16.0, seconds: float = SECONDS) -> Sound:
    """In stereo as loud as its level says."""
    return sine(997, level, seconds)


def encode(path: Path, sound: Sound, *options: str) -> Path:
    """The samples as ffmpeg makes a file of them, without tags."""
    raw = ["-f", "f32le", "-ar", str(RATE), "-ac", str(len(sound)), "-i", "pipe:0", "-map_metadata", "-1"]
    ffmpeg.run([*raw, *options, "-y", str(path)], stdin=np.ascontiguousarray(sound.T).tobytes())
    return path


@cache
def cover() -> bytes:
    return a_picture(1400, 1400, "JPEG", quality=40)


def chapters(titles: tuple[str, ...] = TITLES, seconds: float = SECONDS) -> tuple[Chapter, ...]:
    ends = (*STARTS[1:], seconds)
    return tuple(
        Chapter(start * RATE, round(end * RATE), title) for start, end, title in zip(STARTS, ends, titles, strict=True)
    )


def tagged(path: Path, **changes: Any) -> Path:
    """With a title, a cover and three chapters, unless `changes` say otherwise."""
    write_tags(path, Edit(**{"title": "Tides", "cover": cover(), "chapters": chapters(), **changes}))
    return path


def good(folder: Path, suffix: str = ".mp3", sound: Sound | None = None, *options: str, **changes: Any) -> Path:
    """A file without a fault."""
    path = folder / f"tides{suffix}"
    given = ("-b:a", "128k") if suffix == ".mp3" and not options else options
    return tagged(encode(path, both(tone()) if sound is None else sound, *given), **changes)


def rules(checked: Checked, level: str | None = None) -> set[str]:
    """The names of the rules that are broken; of `level` alone where it is given."""
    return {each.rule for each in checked.findings if level is None or each.level == level}


def broken(path: Path, **how: Any) -> set[str]:
    """What a check of a path finds above a note."""
    found = audiorender.check(path, **how)
    return rules(found, "error") | rules(found, "warning")
