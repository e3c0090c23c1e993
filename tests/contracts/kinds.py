"""For each container how a bare file of it is made, what it can hold, and who else reads it."""

from __future__ import annotations

import json
import logging
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe
from mutagen.id3 import GEOB, ID3, PRIV, TXXX, UFID

from audiorender.model import RATE

SECONDS = 30
FRAMES = SECONDS * RATE

Listed = list[tuple[int, str]]
"""Start in milliseconds and title of each chapter, in the order of a reader."""


@dataclass(frozen=True)
class Kind:
    """What is special about one container.

    `encode` are ffmpeg's options; `plant` adds foreign tags by mutagen, and `planted` finds them again; `third` is a
    reader that is neither ours nor ffmpeg. `shown` is what of a chapter's title is there; from more chapters than
    `shown_by_all` on, a sentence warns.
    """

    encode: tuple[str, ...]
    plant: Callable[[Path], None]
    planted: Callable[[Path], object]
    third: Callable[[Path], Listed]
    shown: Callable[[str], str] = str
    shown_by_all: int = 255
    links: bool = True
    pictures: bool = False
    cover: bool = True
    by_ffmpeg: bool = True


def by_ffprobe(path: Path) -> tuple[tuple[float, float, str], ...]:
    """Start and end in milliseconds and title, in ffprobe's order."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    return tuple(
        (float(c["start_time"]) * 1000, float(c["end_time"]) * 1000, c["tags"]["title"])
        for c in json.loads(done.stdout)["chapters"]
    )


def by_ffmpeg(path: Path) -> list[str]:
    """The chapters' titles in the order of the ffmpeg that the program itself uses."""
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-f", "ffmetadata", "-"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    _, *chapters = done.stdout.split("[CHAPTER]\n")
    return [chapter.partition("title=")[2].rstrip("\n") for chapter in chapters]


def by_mediainfo(path: Path) -> Listed:
    """What MediaInfo calls the menu."""
    done = subprocess.run(["mediainfo", "--Output=JSON", str(path)], capture_output=True, check=True, encoding="utf-8")
    menus = [track["extra"] for track in json.loads(done.stdout)["media"]["track"] if track["@type"] == "Menu"]
    return [(_ms(key), title) for menu in menus[:1] for key, title in menu.items() if key[:1] == "_"]


def _ms(key: str) -> int:
    hours, minutes, seconds, thousandths = map(int, key.strip("_").split("_"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def by_eyed3(path: Path) -> Listed:
    """The chapters in the order of the table of contents, as eyeD3 finds them."""
    import eyed3

    logging.getLogger("eyed3").setLevel(logging.ERROR)
    tag = eyed3.load(path).tag
    assert tag.version == (2, 3, 0)
    (table,) = tag.table_of_contents
    assert table.toplevel
    assert table.ordered
    return [(frame.times[0], frame.title) for frame in map(tag.chapters.get, table.child_ids)]


def packets(path: Path) -> str:
    """A hash over the packets of the sound."""
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-map", "0:a", "-c", "copy", "-f", "streamhash", "-"]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def plant_id3(path: Path) -> None:
    tag = ID3()
    tag.add(TXXX(encoding=1, desc="replaygain_track_gain", text=["-3.2 dB"]))
    tag.add(PRIV(owner="example.org", data=bytes(range(256))))
    tag.add(GEOB(encoding=0, mime="text/plain", filename="a.txt", desc="notes", data=b"\xff\xe0\0\0" * 9))
    tag.add(UFID(owner="http://example.org", data=b"17"))
    tag.save(path, v2_version=3)


def planted_id3(path: Path) -> object:
    tag = ID3(path, translate=False)
    return {key: repr(frame) for key, frame in tag.items() if frame.FrameID in {"TXXX", "PRIV", "GEOB", "UFID"}}


KINDS: Mapping[str, Kind] = {
    ".mp3": Kind(
        encode=("-c:a", "libmp3lame", "-b:a", "64k", "-id3v2_version", "0"),
        plant=plant_id3,
        planted=planted_id3,
        third=by_eyed3,
        pictures=True,
    ),
}
