"""Whole files in several formats at once: the timeline is mixed once, block by block, for all encoders.

Each encoder and each meter has its own thread and a short queue, so that the slowest sets the pace and memory does not
grow with the episode. ffmpeg writes the files itself, since it goes back to their start when it ends.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from audiorender.audio import ffmpeg
from audiorender.audio.decode import decode
from audiorender.audio.formats.format import Format
from audiorender.audio.loudness import Meter, loudness_range, steps
from audiorender.audio.wav import sixteen_bits, write_wav
from audiorender.audio.weighting import Samples
from audiorender.errors import OutputError, ToolError
from audiorender.files import cannot_write
from audiorender.keys import key_of
from audiorender.mixer.encoding.sink import Consume, Sink
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Mixer, Read
from audiorender.model import RATE, Timeline
from audiorender.watch import Stage, Tracker

SCHEMA = 2
"""Raise it whenever the same plan would give other bytes: the mixing, the limiter, the encoding below."""

_BLOCK = 4 * RATE


@dataclass(frozen=True, slots=True)
class Stream:
    """A file to write at the temporary `path`, later called `name`: format, `bitrate` in kbit/s, gain, ceiling."""

    format: Format
    bitrate: int | None
    plan: Master
    path: Path
    name: Path


@dataclass(frozen=True, slots=True)
class Measured:
    """The measurements of a decoded file: `samples` per channel, LUFS, dBTP, and its range in LU."""

    samples: int
    loudness: float
    true_peak: float
    loudness_range: float

    @classmethod
    def by(cls, meter: Meter, samples: int) -> Measured:
        """The results of a meter after `samples` samples."""
        return cls(samples, meter.integrated(), meter.true_peak(), loudness_range(steps(meter.cells())))


def stream_key(timeline: Timeline, form: Format, bitrate: int | None, plan: Master, encoder: str) -> str:
    """Everything that a file's audio depends on, as a hexadecimal digest. `encoder` is ffmpeg's version."""
    facts = (SCHEMA, form.name, form.coder.options, bitrate, asdict(plan), encoder)
    sounds = (timeline.channels, timeline.frames, [one.sound(0, timeline.frames, 0) for one in timeline.placements])
    return key_of((facts, sounds))


def write_streams(
    timeline: Timeline, streams: Sequence[Stream], read: Read, executor: Executor, tracker: Tracker
) -> tuple[Measured, ...]:
    """Write all files at once and measure each; `read` returns a clip's samples.

    Lossy files are decoded again by `executor`. Files that differ only in their brand are encoded and decoded once.
    Raises ToolError, naming the format, if an encoder fails or its file is not as long as the timeline, and OutputError
    if a file cannot be written.
    """
    sounds: dict[object, Stream] = {}
    model = {stream: sounds.setdefault(_sound(stream), stream) for stream in streams}
    made = list(sounds.values())
    meters = {stream.plan: Meter(timeline.channels) for stream in made if stream.format.lossless}
    tracker.begin(Stage.ENCODING, timeline.frames, _names(streams))
    _encode(timeline, made, meters, read, tracker)
    lossy = [stream for stream in made if not stream.format.lossless]
    heard: dict[Stream, Measured] = {}
    if lossy:
        tracker.begin(Stage.MEASURING, timeline.frames * len(lossy), _names(lossy))
        heard = dict(zip(lossy, executor.map(lambda stream: _heard(stream, timeline, tracker), lossy), strict=True))
    exact = {plan: Measured.by(meter, timeline.frames) for plan, meter in meters.items()}
    for stream in streams:
        if model[stream] is not stream:
            _rebrand(model[stream], stream)
    return tuple(heard.get(model[stream]) or exact[stream.plan] for stream in streams)


def _sound(stream: Stream) -> object:
    """Everything that the samples of a stream's file depend on."""
    return stream.format.coder.sound, stream.bitrate, stream.plan


def _rebrand(model: Stream, stream: Stream) -> None:
    """Write the file of `stream`: that of `model` with the brand of its format (ISO/IEC 14496-12 §4.3)."""
    try:
        shutil.copyfile(model.path, stream.path)
        with stream.path.open("r+b") as file:
            old, new = (each.format.coder.brand or b"" for each in (model, stream))
            head = file.read(int.from_bytes(file.read(4)) - 4)
            file.seek(4)
            file.write(head.replace(old, new))
    except OSError as error:
        raise cannot_write(stream.name, error) from error


def _encode(
    timeline: Timeline,
    streams: Sequence[Stream],
    meters: Mapping[Master, Meter],
    read: Read,
    tracker: Tracker,
) -> None:
    mixer = Mixer(timeline, read)
    plans = tuple(dict.fromkeys(stream.plan for stream in streams))
    with contextlib.ExitStack() as running:
        sinks = [(stream.plan, running.enter_context(Sink(_writer(stream, timeline)))) for stream in streams]
        sinks += [(plan, running.enter_context(Sink(_listener(meter)))) for plan, meter in meters.items()]
        for start in range(0, timeline.frames, _BLOCK):
            frames = min(_BLOCK, timeline.frames - start)
            for plan, sound in zip(plans, mixer.mastered_by(start, frames, plans), strict=True):
                for wanted, sink in sinks:
                    if wanted == plan:
                        sink.put(sound)
            tracker.advance(frames)
        for _, sink in sinks:
            sink.close()


def _writer(stream: Stream, timeline: Timeline) -> Consume:
    """A function that writes a stream's file from blocks."""

    def write(blocks: Iterator[Samples]) -> None:
        with _named(stream):
            if stream.format.coder.options:
                ffmpeg.feed(_arguments(stream, timeline.channels), (_packed(block, stream.format) for block in blocks))
            else:
                write_wav(stream.path, blocks, timeline.channels, timeline.frames)

    return write


def _listener(meter: Meter) -> Consume:
    """A function that measures the blocks as a lossless file holds them."""

    def listen(blocks: Iterator[Samples]) -> None:
        for block in blocks:
            meter.process(sixteen_bits(block).astype(np.float32) / np.float32(32768))

    return listen


def _arguments(stream: Stream, channels: int) -> tuple[str, ...]:
    kind = "s16le" if stream.format.lossless else "f32le"
    source = ("-f", kind, "-ar", str(RATE), "-ac", str(channels), "-i", "pipe:0", "-map_metadata", "-1")
    rate = () if stream.bitrate is None else ("-b:a", f"{stream.bitrate}k")
    return (*source, *stream.format.coder.options, *rate, *ffmpeg.EXACT, "-y", f"file:{stream.path}")


def _packed(block: Samples, form: Format) -> bytes:
    """The samples interleaved, in 16 bits for lossless formats (the encoder's own rounding might dither)."""
    return (sixteen_bits(block).astype("<i2") if form.lossless else block.astype("<f4")).T.tobytes()


def _names(streams: Sequence[Stream]) -> str:
    return ", ".join(stream.format.name for stream in streams)


def _heard(stream: Stream, timeline: Timeline, tracker: Tracker) -> Measured:
    """Decode a finished file and measure it."""
    meter, samples = Meter(timeline.channels), 0
    with _named(stream):
        for block in decode(stream.path, timeline.channels):
            meter.process(block)
            samples += block.shape[1]
            tracker.advance(block.shape[1])
        if abs(samples - timeline.frames) > stream.format.slack:
            raise ToolError(f"ffmpeg wrote {samples} samples of {timeline.frames}", hint="try another ffmpeg")
    return Measured.by(meter, samples)


@contextlib.contextmanager
def _named(stream: Stream) -> Iterator[None]:
    """Add to errors which file could not be made, and why if ffmpeg says so."""
    try:
        yield
    except OutputError as error:
        raise error.at(stream.name) from error
    except ToolError as error:
        for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EACCES, errno.EIO):
            if os.strerror(number) in error.message:
                raise cannot_write(stream.name, OSError(number, os.strerror(number))) from error
        raise error.at(stream.name) from error
