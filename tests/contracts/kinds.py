"""For each container how a bare file of it is made, what it can hold, and who else reads it."""

from __future__ import annotations

import base64
import json
import logging
import struct
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from io import BytesIO
from pathlib import Path

import mutagen
from imageio_ffmpeg import get_ffmpeg_exe
from mutagen.flac import FLAC, MetadataBlock, Picture
from mutagen.id3 import GEOB, ID3, PRIV, TXXX, UFID
from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.wave import WAVE
from wavinfo import WavInfoReader

from audiorender.model import RATE
from audiorender.timecode import milliseconds

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
    late: int = 0
    """Milliseconds that ffprobe takes the file for longer than it sounds: it adds an encoder's delay."""


def by_ffprobe(path: Path) -> tuple[tuple[int, int, str], ...]:
    """Start and end in milliseconds, rounded half up, and title, in ffprobe's order."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    return tuple(
        (_half_up(c["start_time"]), _half_up(c["end_time"]), c["tags"]["title"])
        for c in json.loads(done.stdout)["chapters"]
    )


def _half_up(seconds: str) -> int:
    return int((Decimal(seconds) * 1000).quantize(Decimal(1), ROUND_HALF_UP))


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


def plant_mp4(path: Path) -> None:
    file = MP4(path)
    if file.tags is None:
        file.add_tags()
    file["----:com.example:REPLAYGAIN_TRACK_GAIN"] = [MP4FreeForm(b"-3.2 dB"), MP4FreeForm(b"-3.3 dB")]
    file["\xa9wrt"] = ["Orla Finn", "Moll Kerr"]
    file["\xa9xyz"] = ["an item that nobody has defined"]
    file["tmpo"] = [97]
    file["cpil"] = True
    file.save(padding=lambda _info: 100)


def planted_mp4(path: Path) -> object:
    tags = MP4(path).tags
    return {key: repr(tags[key]) for key in tags if key[:4] in {"----", "\xa9wrt", "\xa9xyz", "tmpo", "cpil"}}


def by_mutagen_and_mediainfo(path: Path) -> Listed:
    """Nero's list by mutagen; the track by MediaInfo, which cuts times to milliseconds, says the same."""
    nero = [(_half_up(f"{chapter.start:.7f}"), chapter.title) for chapter in MP4(path).chapters]
    track = by_mediainfo(path)
    assert [title for _, title in track] == [title for _, title in nero]
    assert all(0 <= listed - shown <= 1 for (listed, _), (shown, _) in zip(nero, track, strict=True))
    return nero


def cut(title: str, size: int) -> str:
    """A title in so many bytes of UTF-8; the test's long ones are of one character each."""
    if len(title.encode()) <= size:
        return title
    return title[: (size - 3) // len(title[0].encode())] + "…"


MP4_KIND = Kind(
    encode=("-c:a", "aac", "-b:a", "64k", "-f", "ipod"),
    plant=plant_mp4,
    planted=planted_mp4,
    third=by_mutagen_and_mediainfo,
    shown=partial(cut, size=127),
    pictures=True,
)


def plant_comments(path: Path) -> None:
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    file["REPLAYGAIN_TRACK_GAIN"] = "-3.2 dB"
    file["metadata_block_picture"] = base64.b64encode(artist_picture().write()).decode()
    file["chapters"] = "not a chapter"
    if isinstance(file, FLAC):
        file.add_picture(artist_picture())
        file.metadata_blocks.append(application_block())
    file.save()


def planted_comments(path: Path) -> object:
    file = mutagen.File(path)
    kept = {"replaygain_track_gain", "chapters"}
    own = [value for key, value in file.tags if key.lower() in kept]
    pictures = [Picture(base64.b64decode(text)) for text in file.tags.get("metadata_block_picture", [])]
    if isinstance(file, FLAC):
        pictures += file.pictures
        own += [block.data for block in file.metadata_blocks if block.code == 2]
        own += [block.write() for block in file.metadata_blocks if block.code == 3]
    return own, [picture.data for picture in pictures if picture.type == 8]


def artist_picture() -> Picture:
    picture = Picture()
    picture.type, picture.mime, picture.data = 8, "image/png", b"a face"
    return picture


def application_block() -> MetadataBlock:
    block = MetadataBlock(b"riff" + bytes(range(256)))
    block.code = 2
    return block


def in_comments(*encode: str, late: int = 0) -> Kind:
    return Kind(encode, plant_comments, planted_comments, by_mediainfo, shown_by_all=100, late=late)


def plant_chunks(path: Path) -> None:
    """Chunks of broadcasters, samplers and nobody, before and after the sound; two of them of odd lengths."""
    content = path.read_bytes()
    before = chunk(b"bext", bytes(602) + b"A=PCM") + chunk(b"LIST", b"INFO" + chunk(b"IKEY", b"weather\0"))
    after = chunk(b"smpl", bytes(range(36))) + chunk(b"odd ", b"7 bytes") + chunk(b"id3 ", planted_frame())
    body = content[12:36] + before + content[36:] + after
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body)


def planted_frame() -> bytes:
    tag, file = ID3(), BytesIO()
    tag.add(TXXX(encoding=0, desc="mood", text=["calm"]))
    tag.save(file, v2_version=3)
    return file.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(content)) + content + bytes(len(content) % 2)


def planted_chunks(path: Path) -> object:
    content = path.read_bytes()
    own = [chunk(b"bext", bytes(602) + b"A=PCM"), chunk(b"smpl", bytes(range(36))), chunk(b"odd ", b"7 bytes")]
    mood = WAVE(path).tags.get("TXXX:mood") if b"mood" in content else None
    return str(mood) == "calm" and all(each in content for each in [*own, chunk(b"IKEY", b"weather\0")])


def by_wavinfo(path: Path) -> Listed:
    file = WavInfoReader(str(path), info_encoding="utf-8")
    titles = {label.name: label.text for label in file.cues.labels}
    return [(milliseconds(point.sample_offset), titles[point.name]) for point in file.cues.cues]


KINDS: Mapping[str, Kind] = {
    ".mp3": Kind(
        encode=("-c:a", "libmp3lame", "-b:a", "64k", "-id3v2_version", "0"),
        plant=plant_id3,
        planted=planted_id3,
        third=by_eyed3,
        pictures=True,
    ),
    ".opus": in_comments("-c:a", "libopus", "-b:a", "32k", late=7),
    ".ogg": in_comments("-c:a", "libvorbis", "-q:a", "1"),
    ".oga": in_comments("-c:a", "libopus", "-b:a", "32k", "-f", "ogg", late=7),
    ".flac": in_comments("-c:a", "flac"),
    ".m4a": MP4_KIND,
    ".m4b": MP4_KIND,
    ".mp4": MP4_KIND,
    ".wav": Kind(
        encode=("-c:a", "pcm_s16le"),
        plant=plant_chunks,
        planted=planted_chunks,
        third=by_wavinfo,
        shown=partial(cut, size=511),
        links=False,
    ),
}
