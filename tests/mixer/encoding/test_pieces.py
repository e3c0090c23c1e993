"""MP3 in pieces: exact in length, seamless, loud as planned, and unchanged where nothing changed."""

from __future__ import annotations

import functools
import io
import json
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.audio.decode import decode
from audiorender.audio.formats import FORMATS
from audiorender.audio.formats.format import CEILING
from audiorender.audio.loudness import Meter
from audiorender.audio.mp3 import read_info
from audiorender.errors import ToolError
from audiorender.mixer.encoding.cuts import Cut, cut
from audiorender.mixer.encoding.pieces import (
    Measured,
    Piece,
    Settings,
    assemble,
    encode_piece,
    piece_keys,
    unpack,
)
from audiorender.mixer.levels.matching import DELIVERED_PEAK, TARGET, plan_master
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Mixer
from audiorender.mixer.timeline import lay_out
from audiorender.model import FRAME, RATE, Heading, Timeline
from mixer.episodes import Recording

Channels = Literal[1, 2]
BITRATE = {channels: FORMATS["mp3"].bitrate(channels) or 0 for channels in (1, 2)}
LOSS = {channels: FORMATS["mp3"].coder.loss_at(bitrate) for channels, bitrate in BITRATE.items()}


@functools.cache
def recording() -> Recording:
    talk = Recording()
    for chapter in ("One", "Two", "Three"):
        talk.add(Heading(chapter)).say("Ada", f"a question in {chapter}?", seconds=0.8)
        talk.say("Ben", f"an answer in {chapter}", "and more", seconds=1.1)
    return talk


@functools.cache
def timeline(channels: Channels = 2) -> Timeline:
    return lay_out(recording().script, recording().lines, recording().seats(), channels=channels)


def piece_key(timeline: Timeline, cut: Cut, plan: Master, settings: Settings) -> str:
    return piece_keys(timeline, (cut,), plan, settings)[0]


def plan(channels: Channels = 2) -> Master:
    return plan_master(
        timeline(channels), recording().clips, target=TARGET[channels], ceiling=CEILING, loss=LOSS[channels]
    )


def settings(channels: Channels = 2) -> Settings:
    return Settings(BITRATE[channels], "test")


def encode(of: Timeline, each: Cut, master: Master) -> Piece:
    return encode_piece(of, each, master, Settings(BITRATE[of.channels], "test"), recording().samples.__getitem__)


@functools.cache
def pieces(channels: Channels = 2) -> tuple[Piece, ...]:
    with ThreadPoolExecutor(2) as pool:
        return tuple(pool.map(lambda each: encode(timeline(channels), each, plan(channels)), cut(timeline(channels))))


def written(path: Path, channels: Channels = 2) -> None:
    with path.open("wb") as file:
        assemble(file, timeline(channels), settings(channels), pieces(channels))


def together(each: Iterable[Piece]) -> tuple[float, float, float]:
    measured = Measured()
    for piece in each:
        measured.add(piece.energy, piece.peak)
    return measured.levels()


def levels(channels: Channels) -> tuple[float, float]:
    return together(pieces(channels))[:2]


def mastered(channels: Channels = 2) -> NDArray[np.float32]:
    mixer = Mixer(timeline(channels), recording().samples.__getitem__)
    return mixer.mastered(0, timeline(channels).frames, plan(channels))


@pytest.mark.parametrize("channels", [1, 2])
def test_the_decoded_file_is_the_plan_to_the_sample(tmp_path: Path, channels: Channels) -> None:
    written(tmp_path / "a.mp3", channels)
    decoded = np.concatenate(list(decode(tmp_path / "a.mp3", channels)), axis=1)
    assert decoded.shape == (channels, timeline(channels).frames)
    info = read_info(tmp_path / "a.mp3")
    assert (info.samples, info.bitrate, info.channels) == (timeline(channels).frames, BITRATE[channels], channels)
    assert info.size == (tmp_path / "a.mp3").stat().st_size
    for early in (-1, 1):
        assert error(decoded, np.roll(mastered(channels), early, axis=1)) > error(decoded, mastered(channels))


def error(found: NDArray[np.float32], wanted: NDArray[np.float32]) -> float:
    return float(np.square(found - wanted).mean() ** 0.5)


def test_at_the_seams_it_is_as_good_as_in_one_pass(tmp_path: Path) -> None:
    written(tmp_path / "a.mp3")
    whole = encode(timeline(), Cut(0, timeline().frames, sum(piece.frames for piece in pieces())), plan())
    with (tmp_path / "one.mp3").open("wb") as file:
        assemble(file, timeline(), settings(), [whole])
    joined, one = (np.concatenate(list(decode(tmp_path / name, 2)), axis=1) for name in ("a.mp3", "one.mp3"))
    seams = [each.start for each in cut(timeline())[1:]]
    assert len(seams) >= 4
    for seam in seams:
        near = slice(seam - 2 * FRAME, seam + 2 * FRAME)
        wanted = mastered()[:, near]
        assert error(joined[:, near], wanted) <= 1.1 * error(one[:, near], wanted) + 1e-5


@pytest.mark.parametrize("channels", [1, 2])
def test_the_file_is_as_loud_as_planned_and_ffmpeg_agrees(tmp_path: Path, channels: Channels) -> None:
    written(tmp_path / "a.mp3", channels)
    meter = Meter(channels)
    for block in decode(tmp_path / "a.mp3", channels):
        meter.process(block)
    loudness, true_peak = levels(channels)
    assert loudness == pytest.approx(meter.integrated(), abs=0.02)
    assert true_peak == pytest.approx(meter.true_peak(), abs=0.05)
    assert loudness == pytest.approx(TARGET[channels], abs=0.3)
    assert true_peak <= DELIVERED_PEAK


@pytest.mark.parametrize("channels", [1, 2])
def test_the_encoder_takes_what_the_table_says(channels: Channels) -> None:
    meter = Meter(channels)
    meter.process(mastered(channels))
    assert meter.integrated() - levels(channels)[0] == pytest.approx(LOSS[channels], abs=0.05)


def test_a_piece_that_overshoots_is_limited_harder_by_itself() -> None:
    hot = Master(30.0, -0.1)
    (found,) = (encode(timeline(), each, hot) for each in cut(timeline())[:1])
    assert 20 * np.log10(found.peak) <= DELIVERED_PEAK
    assert 20 * np.log10(found.peak) > DELIVERED_PEAK - 1


def test_a_piece_that_was_moved_keeps_its_key_and_its_bytes() -> None:
    moved = replace(
        timeline(),
        frames=timeline().frames + 125 * FRAME,
        placements=tuple(replace(p, start=p.start + 125 * FRAME) for p in timeline().placements),
        captions=(),
        turns=(),
        chapters=(replace(timeline().chapters[0], end=timeline().frames + 125 * FRAME),),
    )
    here = cut(timeline())[2]
    there = Cut(here.start + 125 * FRAME, here.end + 125 * FRAME, here.frames)
    assert piece_key(moved, there, plan(), settings()) == piece_key(timeline(), here, plan(), settings())
    assert encode(moved, there, plan()) == pieces()[2]


def test_the_key_changes_with_all_that_changes_the_bytes() -> None:
    here = cut(timeline())[0]
    first, *others = timeline().placements
    louder = replace(timeline(), placements=(replace(first, gains=(1.0, 0.5)), *others))
    other = replace(timeline(), placements=(replace(first, source="another"), *others))
    faded = replace(timeline(), placements=(replace(first, envelope=((0, 0.5),)), *others))
    shorter = replace(timeline(), placements=(replace(first, frames=first.frames - 1), *others))
    keys = [
        piece_key(timeline(), here, plan(), settings()),
        *(piece_key(of, here, plan(), settings()) for of in (louder, other, faded, shorter)),
        piece_key(timeline(1), here, plan(), settings()),
        piece_key(timeline(), replace(here, frames=here.frames + 1), plan(), settings()),
        piece_key(timeline(), here, replace(plan(), gain=0.0), settings()),
        piece_key(timeline(), here, replace(plan(), ceiling=-3.0), settings()),
        piece_key(timeline(), here, plan(), Settings(128, "another version")),
        piece_key(timeline(), here, plan(), Settings(160, "test")),
    ]
    assert len(set(keys)) == len(keys)


def test_the_key_stays_when_something_changes_far_away() -> None:
    *others, last = timeline().placements
    other = replace(timeline(), placements=(*others, replace(last, source="another")))
    cuts = cut(timeline())
    same = [
        piece_key(timeline(), each, plan(), settings()) == piece_key(other, each, plan(), settings()) for each in cuts
    ]
    assert same == [True] * (len(cuts) - 1) + [False]


def test_pieces_survive_the_store() -> None:
    for piece in pieces():
        assert unpack(piece.pack()) == piece


@given(st.binary(max_size=60))
def test_what_is_no_piece_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="piece"):
        unpack(data)


@pytest.mark.parametrize("size", [0, 5, 30, 1000, -1])
def test_a_piece_cut_short_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="piece"):
        unpack(pieces()[0].pack()[:size])


def test_an_episode_without_one_of_its_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match="do not make up the episode"):
        assemble(io.BytesIO(), timeline(), settings(), pieces()[1:])


def test_the_file_may_begin_behind_a_tag(tmp_path: Path) -> None:
    tag = b"ID3\3\0\0\0\0\0\5" + bytes(5)
    with (tmp_path / "a.mp3").open("wb") as file:
        file.write(tag)
        assemble(file, timeline(), settings(), pieces())
    written(tmp_path / "b.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == tag + (tmp_path / "b.mp3").read_bytes()


def test_an_episode_of_silence_is_delivered_too(tmp_path: Path) -> None:
    silent = Recording().say("Ada", "")
    empty = lay_out(silent.script, silent.lines, silent.seats())
    with (tmp_path / "a.mp3").open("wb") as file:
        silence = [encode(empty, each, Master(0.0, CEILING)) for each in cut(empty)]
        assemble(file, empty, settings(), silence)
    assert together(silence) == (-np.inf, -np.inf, 0.0)
    assert sum(block.shape[1] for block in decode(tmp_path / "a.mp3", 2)) == empty.frames


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo 'Unknown encoder' >&2; exit 1", "Unknown encoder"),
        ("cat > /dev/null", "another kind"),
        ("cat > /dev/null; head -c 3840 /dev/zero", "another kind"),
        ("exec '{ffmpeg}' \"$@\" -b:a 192k", "another kind"),
        ("'{ffmpeg}' \"$@\" | head -c 3840", "too few MP3 frames"),
    ],
)
def test_an_encoder_that_does_something_else_is_found_out(
    script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "ffmpeg"
    real = ffmpeg.executable()
    lines = script.replace("{ffmpeg}", real).replace('"$@" -b:a 192k', "$(echo \"$@\" | sed 's/128k/192k/')")
    program.write_text(f"#!/bin/sh\n{lines}\n")
    program.chmod(0o755)
    monkeypatch.setenv("AUDIORENDER_FFMPEG", str(program))
    with pytest.raises(ToolError, match=message):
        encode(timeline(), cut(timeline())[1], plan())


@pytest.mark.debian
def test_ffprobe_reads_every_frame_without_complaint(tmp_path: Path) -> None:
    written(tmp_path / "a.mp3")
    options = ["-v", "warning", "-count_packets", "-show_streams", "-of", "json"]
    done = subprocess.run(["ffprobe", *options, str(tmp_path / "a.mp3")], capture_output=True, check=True)
    (stream,) = json.loads(done.stdout)["streams"]
    assert not done.stderr
    assert (stream["sample_rate"], stream["channels"], stream["bit_rate"]) == (str(RATE), 2, "128000")
    assert int(stream["nb_read_packets"]) == sum(piece.frames for piece in pieces())
