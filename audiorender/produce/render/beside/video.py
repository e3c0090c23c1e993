"""`render --video`: an MP4 for video platforms: the cover or the chapters' pictures as stills, with captions.

H.264 at two frames a second, AAC, the captions as a track that viewers can switch on, and chapters that players show.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from audiorender.audio import ffmpeg
from audiorender.audio.formats import FORMATS
from audiorender.errors import OutputError
from audiorender.files import Parts
from audiorender.folder import Folder
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Mixer, Read
from audiorender.model import RATE, Timeline
from audiorender.produce.planning import Planned
from audiorender.produce.render.beside.artwork import Artwork
from audiorender.publish.chapters import ffmetadata
from audiorender.publish.published import Published
from audiorender.publish.transcripts.srt import srt
from audiorender.report.schema import BesideFile

SIZE = (1280, 720)
"""Pixels: what platforms accept, and more than a still needs."""

FRAMES = 2
"""Frames per second: stills need few, but players need some to jump to."""

BITRATE = 192
"""kbit/s of its audio."""

_BLOCK = 4 * RATE
_FIT = (
    f"scale={SIZE[0]}:{SIZE[1]}:force_original_aspect_ratio=decrease:force_divisible_by=2,"
    f"pad={SIZE[0]}:{SIZE[1]}:-1:-1,setsar=1,fps={FRAMES},format=yuv420p"
)


def video_file(folder: Folder) -> Path:
    """The path of an episode's video."""
    return folder.path / f"{folder.stem}.video.mp4"


def write_video(
    planned: Planned, target: float, art: Artwork, published: Published, folder: Folder, parts: Parts, read: Read
) -> BesideFile:
    """Write `NAME.video.mp4`; return its row for the report. `target` in LUFS.

    Raises ToolError if ffmpeg fails, OutputError if a file cannot be written.
    """
    path = video_file(folder)
    part = parts.part(path)
    coder = FORMATS["m4a"].coder
    plan = planned.master(target, coder.loss_at(BITRATE), coder.ceiling)
    try:
        with tempfile.TemporaryDirectory() as place:
            inputs = _inputs(Path(place), planned.timeline, art, published)
            ffmpeg.feed(_arguments(inputs, planned.timeline, part), _sound(planned.timeline, plan, read))
    except OSError as error:
        raise OutputError(f"no temporary file can be created: {error.strerror}", hint="free some space") from error
    return BesideFile(path.name, "video", "video/mp4")


def _inputs(place: Path, timeline: Timeline, art: Artwork, published: Published) -> tuple[Path, Path, Path]:
    """Input files for ffmpeg: the stills with their lengths, the captions, and the chapters."""
    cover = place / f"cover{art.cover.suffix}"
    cover.write_bytes(art.cover.data)
    files = {}
    for number, (image, picture) in enumerate(art.chapters.items()):
        files[image] = place / f"picture-{number}{picture.suffix}"
        files[image].write_bytes(picture.data)
    shots = [(files.get(c.image or "", cover).name, (c.end - c.start) / RATE) for c in timeline.chapters]
    lines = [f"file '{name}'\nduration {length:.6f}\n" for name, length in shots]
    stills, captions, chapters = place / "stills.txt", place / "captions.srt", place / "chapters.txt"
    stills.write_text("ffconcat version 1.0\n" + "".join(lines) + f"file '{shots[-1][0]}'\n", "utf-8")
    captions.write_text(srt(timeline.captions), "utf-8")
    chapters.write_text(ffmetadata.write(timeline.chapters, published.meta, ""), "utf-8")
    return stills, captions, chapters


def _arguments(inputs: tuple[Path, Path, Path], timeline: Timeline, part: Path) -> tuple[str, ...]:
    stills, captions, chapters = inputs
    sound = ("-f", "f32le", "-ar", str(RATE), "-ac", str(timeline.channels), "-i", "pipe:0")
    kinds = (("concat", stills), ("srt", captions), ("ffmetadata", chapters))
    given = [word for kind, path in kinds for word in ("-f", kind, "-i", f"file:{path}")]
    tracks = ("-map", "1:v", "-map", "0:a", "-map", "2:s?", "-map_metadata", "3", "-map_chapters", "3")
    picture = ("-vf", _FIT, "-c:v", "libx264", "-preset", "veryfast", "-tune", "stillimage", "-g", str(10 * FRAMES))
    rest = ("-c:a", "aac", "-aac_coder", "fast", "-b:a", f"{BITRATE}k", "-c:s", "mov_text", "-movflags", "+faststart")
    end = ("-t", f"{timeline.frames / RATE:.6f}")  # the last still is in the list twice, or it would be a single frame
    return (*sound, *given, *tracks, *picture, *rest, *ffmpeg.EXACT, *end, "-f", "mp4", "-y", f"file:{part}")


def _sound(timeline: Timeline, plan: Master, read: Read) -> Iterator[bytes]:
    mixer = Mixer(timeline, read)
    for start in range(0, timeline.frames, _BLOCK):
        yield mixer.mastered(start, min(_BLOCK, timeline.frames - start), plan).astype("<f4").T.tobytes()
