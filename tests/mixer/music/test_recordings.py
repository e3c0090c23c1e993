"""Any file of music becomes chunks in the store; what cannot be heard is refused in one line that says why."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.errors import SourceError
from audiorender.mixer.music import recordings
from audiorender.mixer.music.own import NAMES, own
from audiorender.mixer.music.recordings import own_recording, read_recording
from audiorender.model import CHUNK, RATE, Recording
from audiorender.store import Store
from audiorender.store.sounds import CHUNKS, chunk_samples
from audiorender.store.upkeep import prune


def sound(path: Path, *arguments: str, source: str = "sine=frequency=500:sample_rate=48000:duration=3") -> Path:
    """A file made by ffmpeg from one of its own sources."""
    ffmpeg.run(("-f", "lavfi", "-i", source, *arguments, "-y", f"file:{path}"))
    return path


def samples(recording: Recording, store: Store) -> NDArray[np.int16]:
    blobs = [store.get(CHUNKS, chunk.key) for chunk in recording.chunks]
    assert None not in blobs
    whole: Sequence[NDArray[np.int16]] = [
        chunk_samples(blob)[: chunk.frames] for blob, chunk in zip(blobs, recording.chunks, strict=True) if blob
    ]
    return np.concatenate(whole)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("a.wav", ()),
        ("a.flac", ("-ar", "192000")),
        ("a.mp3", ("-ar", "22050", "-ac", "1")),
        ("a.ogg", ("-ac", "2")),
        ("a.opus", ()),
        ("a.wav", ("-ac", "8")),
        ("a.aiff", ("-ar", "8000")),
    ],
)
def test_any_rate_and_any_number_of_channels(
    name: str, arguments: tuple[str, ...], tmp_path: Path, store: Store
) -> None:
    found = read_recording(sound(tmp_path / name, *arguments), store)
    heard = samples(found, store)
    assert heard.shape == (found.frames, 2)
    assert abs(found.frames - 3 * RATE) < RATE // 5
    assert np.abs(heard[RATE:]).max() > 500
    spectrum = np.abs(np.fft.rfft(heard[RATE : 2 * RATE, 0]))
    assert abs(int(spectrum.argmax()) - 500) <= 1


def test_a_long_file_is_chunks_that_join(tmp_path: Path, store: Store) -> None:
    path = sound(tmp_path / "a.wav", source="sine=frequency=500:sample_rate=48000:duration=25")
    found = read_recording(path, store)
    assert [chunk.frames for chunk in found.chunks] == [CHUNK, CHUNK, found.frames - 2 * CHUNK]
    heard = samples(found, store)[:, 0].astype(float)
    assert np.abs(np.diff(heard)).max() < 1.1 * 2 * np.pi * 500 / RATE * np.abs(heard).max()


def test_it_is_decoded_once_by_any_name(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_recording(sound(tmp_path / "a.wav"), store)
    (tmp_path / "a.wav").rename(tmp_path / "b.wav")
    monkeypatch.setattr(recordings, "decode_stereo", None)
    assert read_recording(tmp_path / "b.wav", store) == first


def test_a_chunk_that_was_pruned_is_made_again(tmp_path: Path, store: Store) -> None:
    path = sound(tmp_path / "a.wav")
    first = read_recording(path, store)
    prune(store.root, keep_bytes=0)
    assert read_recording(path, store) == first
    assert len(samples(first, store)) == first.frames


def test_silence_at_its_ends_is_left_out(tmp_path: Path, store: Store) -> None:
    source = "sine=frequency=500:sample_rate=48000:duration=1,adelay=2000:all=1,apad=pad_dur=3"
    found = read_recording(sound(tmp_path / "a.wav", source=source), store)
    assert abs(found.frames - RATE) < RATE // 10


def test_a_file_without_an_end(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "LONGEST", 2 * CHUNK + 1000)
    found = read_recording(sound(tmp_path / "a.wav", source="sine=frequency=500:sample_rate=48000:duration=60"), store)
    assert found.frames == 2 * CHUNK + 1000


def test_of_a_long_file_no_more_is_decoded_than_is_needed(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "MEASURED", 2 * CHUNK)
    monkeypatch.setattr(recordings, "_STRETCH", 2 * CHUNK)
    louder = "sine=frequency=500:sample_rate=48000:duration=120,volume='if(lt(t,30),0.1,1)':eval=frame"
    path = sound(tmp_path / "a.flac", source=louder)
    found = {reach: read_recording(path, store, reach * RATE) for reach in (1, 30, 38, 110, 300)}
    assert [one.goes_on for one in found.values()] == [True, True, True, False, False]
    assert [one.frames / CHUNK for one in found.values()] == [3, 5, 5, 120 * RATE / CHUNK, 120 * RATE / CHUNK]
    assert len({one.loudness for one in found.values()}) == 1, "it is that of its beginning, however much is read"
    whole = samples(found[300], store)
    for one in found.values():
        np.testing.assert_array_equal(samples(one, store), whole[: one.frames])
        assert [chunk.key for chunk in one.chunks] == [chunk.key for chunk in found[300].chunks[: len(one.chunks)]]


def test_silence_before_a_long_sound_does_not_make_it_shorter(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "MEASURED", CHUNK)
    source = "sine=frequency=500:sample_rate=48000:duration=120,adelay=60000:all=1"
    assert read_recording(sound(tmp_path / "a.flac", source=source), store, CHUNK).frames >= CHUNK


def test_24_bits_are_rounded_and_not_cut_off(tmp_path: Path, store: Store) -> None:
    source = "anoisesrc=color=white:amplitude=0.5:duration=2:seed=3:sample_rate=48000,aformat=sample_fmts=s32"
    path = sound(tmp_path / "a.wav", "-c:a", "pcm_s24le", "-ac", "2", source=source)
    exact = np.frombuffer(ffmpeg.run(("-i", f"file:{path}", "-f", "f64le", "pipe:1")), "<f8").reshape(-1, 2) * 32768
    found = samples(read_recording(path, store), store)
    assert np.abs(found - exact[-len(found) :]).max() <= 0.5001


def test_what_cannot_be_heard_is_refused(tmp_path: Path, store: Store) -> None:
    (tmp_path / "text.mp3").write_text("It is not sound.")
    (tmp_path / "empty.wav").touch()
    (tmp_path / "cut.flac").write_bytes(sound(tmp_path / "a.flac").read_bytes()[:60])
    sound(tmp_path / "silent.wav", source="anullsrc=duration=2")
    sound(tmp_path / "picture.png", "-frames:v", "1", source="color=size=16x16")
    for name in ("text.mp3", "empty.wav", "cut.flac", "picture.png", "none.mp3", "."):
        with pytest.raises(SourceError) as caught:
            read_recording(tmp_path / name, store)
        assert caught.value.hint
    with pytest.raises(SourceError, match="is silent"):
        read_recording(tmp_path / "silent.wav", store)


def test_what_is_damaged_is_heard_as_far_as_it_can_be_and_says_so(tmp_path: Path, store: Store) -> None:
    whole = sound(tmp_path / "a.flac", source="sine=frequency=500:sample_rate=48000:duration=20").read_bytes()
    half = len(whole) // 2
    for name, data in (("cut", whole[:half]), ("hit", whole[:half] + bytes(900) + whole[half + 900 :])):
        (tmp_path / f"{name}.flac").write_bytes(data)
        for found in (
            read_recording(tmp_path / f"{name}.flac", store),
            read_recording(tmp_path / f"{name}.flac", store),
        ):
            assert found.damage
            assert "0x" not in found.damage
            assert 5 * RATE < found.frames < 20 * RATE
    assert not read_recording(tmp_path / "a.flac", store).damage


@pytest.mark.parametrize("name", ["constant.mp3", "varying.mp3", "low.mp3", "a.wav", "a.aiff"])
def test_an_end_that_was_cut_off_is_noticed_though_no_decoder_does(name: str, tmp_path: Path, store: Store) -> None:
    options = {"varying.mp3": ("-q:a", "4"), "low.mp3": ("-ar", "16000")}.get(name, ())
    path = sound(tmp_path / name, *options, source="sine=frequency=500:sample_rate=48000:duration=20")
    assert not read_recording(path, store).damage
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 // 4 * 4])
    found = read_recording(path, store)
    assert found.damage.startswith("it is 10.")
    assert abs(found.frames - 10 * RATE) < RATE // 2


@pytest.mark.parametrize("name", ["a.ogg", "a.opus", "a.oga"])
def test_an_ogg_file_without_its_last_page_is_noticed(name: str, tmp_path: Path, store: Store) -> None:
    options = ("-c:a", "flac") if name == "a.oga" else ()
    path = sound(tmp_path / name, *options, source="sine=frequency=500:sample_rate=48000:duration=20")
    assert not read_recording(path, store).damage
    whole = path.read_bytes()
    for end in (whole.rindex(b"OggS"), len(whole) - 1, len(whole) // 2):
        path.write_bytes(whole[:end])
        found = read_recording(path, store)
        assert found.damage == "its end is missing"
        assert 8 * RATE < found.frames < 20 * RATE


def test_a_length_that_was_not_known_when_it_was_written_is_none_that_is_missed(tmp_path: Path, store: Store) -> None:
    source = ("-f", "lavfi", "-i", "sine=frequency=500:sample_rate=48000:duration=3")
    for kind in ("wav", "ogg"):
        (tmp_path / f"a.{kind}").write_bytes(ffmpeg.run((*source, "-f", kind, "pipe:1")))
        assert not read_recording(tmp_path / f"a.{kind}", store).damage


def test_the_silence_before_a_sound_counts_to_what_is_read(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sound(tmp_path / "a.wav", source="sine=frequency=500:sample_rate=48000:duration=4,adelay=2000:all=1")
    for seconds in (3, 5):
        monkeypatch.setattr(recordings, "LONGEST", seconds * RATE)
        assert abs(read_recording(path, Store(tmp_path / str(seconds))).frames - (seconds - 2) * RATE) < RATE // 100
    monkeypatch.setattr(recordings, "LONGEST", RATE)
    with pytest.raises(SourceError, match="is silent"):
        read_recording(path, store)


@pytest.mark.parametrize(
    "head", ["#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n", "\ufeffffconcat version 1.0\nfile "]
)
def test_a_playlist_is_no_way_to_another_file(head: str, tmp_path: Path, store: Store) -> None:
    sound(tmp_path / "a.ts", "-c:a", "aac")
    (tmp_path / "list.mp3").write_text(f"{head}a.ts\n", encoding="utf-8")
    with pytest.raises(SourceError, match="is a playlist, not a sound"):
        read_recording(tmp_path / "list.mp3", store)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_no_file(tmp_path: Path, store: Store) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(SourceError, match="no such music or sound file"):
        read_recording(tmp_path / "pipe.wav", store)


@pytest.mark.parametrize("name", NAMES)
def test_our_own_music_is_sound_without_a_click(name: str, store: Store) -> None:
    made = own(name)
    assert made.dtype == np.float32
    assert 0.05 < np.abs(made).max() <= 0.9
    assert np.abs(made[:, -10:]).max() < 0.35
    np.testing.assert_array_equal(made, own(name))
    jump = np.abs(np.diff(made, axis=1)).max()
    assert jump < (0.25 if name == "room" else 0.12)
    if name in ("bed", "room"):
        assert np.abs(made[:, 0] - made[:, -1]).max() < jump * 2, "it goes on from its end to its beginning"
    else:
        assert np.abs(made[:, [0, -1]]).max() < 0.01
    assert own_recording(name, store) == own_recording(name, store)
