"""What a player knows before the first sample: rates, bitrates, tables, and whether the file is complete."""

from __future__ import annotations

from collections.abc import Iterator

from audiorender.audio.mp3frames import Mp3Frames
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.check.found import Found

_LOWEST_RATE = 44_100
_LOWEST_BITRATES = (96, 128)
_STEREO = 2


def header_findings(found: Found) -> Iterator[Finding]:
    """Findings on the audio as it is stored."""
    name = found.name
    if found.rate < _LOWEST_RATE:
        yield finding("sample-rate", f"the sample rate is {found.rate} Hz", name)
    if found.channels > _STEREO:
        yield finding("channels", f"it has {found.channels} channels", name)
    if found.codec:
        yield finding("codec", f"the audio is {found.codec}, which few apps play in such a file", name)
    if found.frames:
        yield from _mp3(found.frames, name)


def _mp3(frames: Mp3Frames, name: str) -> Iterator[Finding]:
    if len(frames.rates) > 1:
        yield finding("mp3-mixed", f"frames at {' and '.join(map(str, frames.rates))} Hz follow each other", name)
    yield from _bitrate(frames, name)
    yield from _info(frames, name)
    if frames.cut:
        yield finding("mp3-cut", f"the last frame is {frames.cut} bytes short", name)
    around = {"before the first frame": frames.before, "between frames": frames.between, "at the end": frames.after}
    loose = [f"{size} bytes {where}" for where, size in around.items() if size]
    if loose:
        yield finding("mp3-junk", f"it has bytes that are neither tag nor audio: {', '.join(loose)}", name)


def _bitrate(frames: Mp3Frames, name: str) -> Iterator[Finding]:
    if not frames.constant:
        span = f"{frames.bitrates[0]} to {frames.bitrates[-1]} kbit/s"
        if frames.info is None:
            why = f"the bitrate varies ({span}) and no table says where a minute begins: jumps miss by minutes"
            yield finding("mp3-vbr-no-header", why, name)
        else:
            yield finding("mp3-vbr", f"the bitrate varies ({span}): a jump to a chapter may miss by seconds", name)
    elif frames.bitrates[0] < _LOWEST_BITRATES[min(frames.channels, _STEREO) - 1]:
        sides = "mono" if frames.channels == 1 else "stereo"
        yield finding("bitrate", f"{frames.bitrates[0]} kbit/s in {sides}", name)


def _info(frames: Mp3Frames, name: str) -> Iterator[Finding]:
    info = frames.info
    if info is None:
        if frames.constant:
            yield finding("mp3-info-missing", "no Info frame: players guess the length, and start 25 ms late", name)
        return
    if info.hidden is None:
        yield finding("mp3-gapless", f"its {info.kind} frame does not give the encoder's delay and padding", name)
    if info.frames is not None and info.frames != frames.frames and frames.whole:
        message = f"its {info.kind} frame counts {info.frames} frames, but there are {frames.frames}"
        yield finding("mp3-frame-count", message, name)
