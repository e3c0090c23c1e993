"""Sound that a server or a program gives: every form of WAV that is whole, and nothing that is not."""

from __future__ import annotations

import io
import struct
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.audio import ffmpeg
from audiorender.model import RATE
from audiorender.tts.engines.sound import BadSoundError, speech_of
from tts.engines.speechserver import spoken, wav

PCM = spoken("A sound of some length.")
TONE = np.frombuffer(PCM, "<i2")


def coded(samples: np.ndarray, coding: int, bits: int, channels: int = 1, *, extensible: bool = False) -> bytes:
    """A WAV file of samples in another coding."""
    data = samples.tobytes()
    form = struct.pack("<HHIIHH", 0xFFFE if extensible else coding, channels, 24_000, 0, channels * bits // 8, bits)
    if extensible:
        form += struct.pack("<HHIH14s", 22, bits, 0, coding, bytes(14))
    chunks = struct.pack("<4sI", b"fmt ", len(form)) + form + struct.pack("<4sI", b"data", len(data)) + data
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks), b"WAVE") + chunks


def test_a_wav_file_comes_through_sample_by_sample() -> None:
    speech = speech_of(wav(PCM))
    assert (speech.rate, speech.pcm) == (24_000, PCM)


@given(st.lists(st.integers(-32_767, 32_767), min_size=1, max_size=50), st.sampled_from([8_000, 22_050, 48_000]))
def test_what_the_standard_library_writes_is_read_as_it_is(values: list[int], rate: int) -> None:
    out = io.BytesIO()
    pcm = np.array(values, "<i2").tobytes()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm)
    speech = speech_of(out.getvalue())
    assert (speech.rate, speech.pcm) == (rate, pcm)


@pytest.mark.parametrize(
    "data",
    [
        coded((TONE.astype(np.int32) << 16), 1, 32),
        coded((TONE / np.float32(32_768)).astype("<f4"), 3, 32),
        coded((TONE / 32_768).astype("<f8"), 3, 64),
        coded(
            np.frombuffer(b"".join(int(v << 8).to_bytes(3, "little", signed=True) for v in TONE.tolist()), np.uint8),
            1,
            24,
        ),
        coded(((TONE >> 8) + 128).astype(np.uint8), 1, 8),
        coded(TONE, 1, 16, extensible=True),
        coded(np.repeat(TONE, 2), 1, 16, channels=2),
    ],
    ids=["32 bits", "float", "double", "24 bits", "8 bits", "extensible", "stereo"],
)
def test_other_codings_sound_the_same(data: bytes) -> None:
    heard = np.frombuffer(speech_of(data).pcm, "<i2").astype(int)
    assert len(heard) == len(TONE)
    assert np.abs(heard - TONE).max() <= 260


@pytest.mark.parametrize("form", ["mp3", "flac", "ogg"])
def test_what_ffmpeg_knows_is_decoded(form: str) -> None:
    data = ffmpeg.run(("-f", "s16le", "-ar", "24000", "-ac", "1", "-i", "pipe:0", "-f", form, "pipe:1"), PCM)
    speech = speech_of(data)
    assert speech.rate == RATE
    assert len(speech.pcm) / 2 / RATE == pytest.approx(len(PCM) / 2 / 24_000, abs=0.1)


def test_a_stream_that_did_not_know_its_length_is_whole_where_its_end_was_said() -> None:
    data = wav(PCM, size=0xFFFFFFFF)
    assert speech_of(data, ended=True).pcm == PCM
    with pytest.raises(BadSoundError, match="did not say where the sound ends"):
        speech_of(data, ended=False)
    assert speech_of(wav(PCM), ended=False).pcm == PCM  # its own header says it


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "gave no sound"),
        (wav(b""), "gave no sound"),
        (wav(PCM)[:-2], r"gave 77,278 of 77,280 bytes of sound"),
        (wav(PCM)[:30], "without sound"),
        (wav(PCM, rate=0), "at 0 samples a second"),
        (wav(PCM, rate=4_000_000), "at 4000000 samples a second"),
        (wav(PCM, size=3), "half a sample"),
        (wav(PCM, channels=0), "broken header"),
        (b"RIFF\0\0\0\0AVI " + PCM, "not a WAV file"),
        (coded(TONE, 7, 16), "an unsupported kind"),
        (coded(np.full(100, np.nan, "<f4"), 3, 32), "values that are not sound"),
        (b"<!DOCTYPE html><p>no</p>", "a web page instead of sound"),
        (b'  {"error": "no"}', "a message instead of sound"),
        (b"nothing of the kind", "damaged, or of an unknown kind"),
    ],
)
def test_what_is_not_whole_sound_is_refused(data: bytes, fault: str) -> None:
    with pytest.raises(BadSoundError, match=fault):
        speech_of(data)


@given(st.binary(max_size=200), st.integers(0, 60))
def test_a_damaged_header_is_refused_or_read_and_nothing_else(junk: bytes, place: int) -> None:
    whole = wav(PCM[:400])
    try:
        speech = speech_of(whole[:place] + junk + whole[place + len(junk) :], raw_rate=24_000)
    except BadSoundError:
        return
    assert len(speech.pcm) % 2 == 0
    assert speech.pcm


def test_bare_samples_are_taken_at_the_rate_that_was_said() -> None:
    assert speech_of(PCM, raw_rate=16_000).rate == 16_000
    with pytest.raises(BadSoundError, match="half a sample"):
        speech_of(PCM[:-1], raw_rate=16_000)
    with pytest.raises(BadSoundError, match="may be incomplete"):
        speech_of(PCM, raw_rate=16_000, ended=False)
