"""The machine's sound device: what is available, and playing sound to the end."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.errors import OutputError
from audiorender.model import RATE
from audiorender.watch import Tracker


def sound_devices() -> list[str]:
    """The available devices by their system names; empty if the default device cannot be opened.

    The list alone is not enough: ALSA lists a device that discards all samples on machines without another.
    """
    import miniaudio

    try:
        with _quiet_stderr():
            names = [str(device["name"]) for device in miniaudio.Devices().get_playbacks()]
            miniaudio.PlaybackDevice(nchannels=2, sample_rate=RATE).close()
    except miniaudio.MiniaudioError:
        return []
    return names


def segment_of(samples: NDArray[np.int16]) -> Any:
    """The samples (frames, channels) as a pydub segment; pydub uses our ffmpeg and prints no warnings on import."""
    with warnings.catch_warnings():
        # warnings about ffmpeg not being on PATH, and about invalid escapes in its source
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    AudioSegment.converter = ffmpeg.executable()
    return AudioSegment(samples.astype("<i2").tobytes(), sample_width=2, frame_rate=RATE, channels=samples.shape[1])


@contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Suppress messages of the system's sound library about missing devices on standard error."""
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


def play(samples: NDArray[np.int16], tracker: Tracker) -> None:
    """Play to the end on the machine's sound device. Raises OutputError if there is none."""
    import threading

    import miniaudio

    done = threading.Event()
    segment = segment_of(samples)

    def stream() -> Any:
        data, width = segment.raw_data, segment.channels * segment.sample_width
        wanted = yield b""
        at = 0
        while at < len(data):
            block = data[at : at + wanted * width]
            at += len(block)
            wanted = yield block
        done.set()

    source = stream()
    next(source)
    try:
        with _quiet_stderr():
            device = miniaudio.PlaybackDevice(nchannels=segment.channels, sample_rate=segment.frame_rate)
        with device:
            device.start(source)
            while not done.wait(0.1):
                tracker.check()
    except miniaudio.MiniaudioError as error:
        raise OutputError("there is no sound device to play on", hint="write a file with -o preview.wav") from error
