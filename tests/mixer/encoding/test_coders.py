"""What each encoder takes from speech is what the table says."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from audiorender.audio import ffmpeg
from audiorender.audio.formats import FORMATS
from audiorender.audio.loudness import Meter
from audiorender.errors import OutputError, ToolError
from audiorender.mixer.encoding.streams import Measured, Stream, stream_key, write_streams
from audiorender.mixer.levels.matching import DELIVERED_PEAK, TARGET, plan_master
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Mixer
from audiorender.mixer.timeline import lay_out
from audiorender.model import Heading, Timeline
from audiorender.watch import Tracker
from mixer.episodes import Recording

Channels = Literal[1, 2]
CODERS = ["m4a", "m4b", "opus", "ogg", "flac", "wav"]


@functools.cache
def recording() -> Recording:
    talk = Recording()
    for chapter in ("One", "Two", "Three"):
        talk.add(Heading(chapter)).say("Ada", f"a question in {chapter}?", seconds=0.8)
        talk.say("Ben", f"an answer in {chapter}", "and more", seconds=1.1)
    return talk


@functools.cache
def timeline(channels: Channels) -> Timeline:
    return lay_out(recording().script, recording().lines, recording().seats(), channels=channels)


def stream(name: str, channels: Channels, folder: Path) -> Stream:
    form = FORMATS[name]
    bitrate = form.bitrate(channels)
    plan = plan_master(
        timeline(channels),
        recording().clips,
        target=TARGET[channels],
        ceiling=form.coder.ceiling,
        loss=form.coder.loss_at(bitrate),
    )
    return Stream(form, bitrate, plan, folder / f".{name}.part", folder / f"a.{name}")


def written(streams: list[Stream], channels: Channels) -> tuple[Measured, ...]:
    with ThreadPoolExecutor(2) as pool:
        read = recording().samples.__getitem__
        return write_streams(timeline(channels), streams, read, pool, Tracker())


@pytest.mark.parametrize("channels", [1, 2])
def test_each_encoder_takes_what_the_table_says(tmp_path: Path, channels: Channels) -> None:
    streams = [stream(name, channels, tmp_path) for name in CODERS]
    mixer = Mixer(timeline(channels), recording().samples.__getitem__)
    for each, found in zip(streams, written(streams, channels), strict=True):
        meter = Meter(channels)
        meter.process(mixer.mastered(0, timeline(channels).frames, each.plan))
        assert meter.integrated() - found.loudness == pytest.approx(each.format.coder.loss_at(each.bitrate), abs=0.15)
        assert found.true_peak <= DELIVERED_PEAK
        assert found.samples == timeline(channels).frames


def test_alone_or_with_others_the_bytes_are_the_same(tmp_path: Path) -> None:
    streams = [stream(name, 2, tmp_path) for name in CODERS]
    written(streams, 2)
    together = {each.path: each.path.read_bytes() for each in streams}
    for each in streams:
        written([each], 2)
        assert each.path.read_bytes() == together[each.path]


@pytest.mark.parametrize(("bitrate", "encoded"), [(128, ["m4b"]), (96, ["m4b", "m4a"])])
def test_one_sound_is_encoded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bitrate: int, encoded: list[str]
) -> None:
    feed, fed = ffmpeg.feed, []

    def counted(arguments: Sequence[str], blocks: Iterable[bytes]) -> None:
        fed.append(arguments[-1].split(".")[-2])
        feed(arguments, blocks)

    monkeypatch.setattr(ffmpeg, "feed", counted)
    book, other = stream("m4b", 2, tmp_path), replace(stream("m4a", 2, tmp_path), bitrate=bitrate)
    first, second = written([book, other], 2)
    assert sorted(fed) == sorted(encoded)
    assert (first == second) == (len(encoded) == 1)
    assert (book.path.read_bytes()[8:12], other.path.read_bytes()[8:12]) == (b"M4B ", b"M4A ")


def test_what_is_lossless_holds_the_mix_in_sixteen_bits(tmp_path: Path) -> None:
    from audiorender.audio.decode import decode

    streams = [stream(name, 2, tmp_path) for name in ("flac", "wav")]
    written(streams, 2)
    mixed = Mixer(timeline(2), recording().samples.__getitem__).mastered(0, timeline(2).frames, streams[0].plan)
    for each in streams:
        heard = np.concatenate(list(decode(each.path, 2)), axis=1)
        assert np.abs(heard - mixed).max() <= 0.5001 / 32768


def test_the_key_changes_with_all_that_changes_the_bytes() -> None:
    opus = FORMATS["opus"]
    plan = Master(3.0, -1.5)
    keys = [
        stream_key(timeline(2), opus, 80, plan, "1"),
        stream_key(timeline(1), opus, 80, plan, "1"),
        stream_key(timeline(2), FORMATS["ogg"], 80, plan, "1"),
        stream_key(timeline(2), opus, 64, plan, "1"),
        stream_key(timeline(2), opus, 80, Master(3.1, -1.5), "1"),
        stream_key(timeline(2), opus, 80, plan, "2"),
    ]
    assert len(set(keys)) == len(keys)


def test_a_file_that_cannot_be_written_is_called_by_its_name(tmp_path: Path) -> None:
    for name in ("opus", "wav"):
        each = stream(name, 2, tmp_path / "nowhere")
        (tmp_path / "nowhere").write_bytes(b"")
        with pytest.raises((OutputError, ToolError), match=rf"a\.{name}") as caught:
            written([each], 2)
        assert "part" not in str(caught.value).partition(":")[0]


def test_every_format_has_its_options_and_its_loss() -> None:
    assert {name for name, form in FORMATS.items() if form.coder.options} == set(FORMATS) - {"mp3", "wav"}
    for form in FORMATS.values():
        for channels in (1, 2):
            assert 0 <= form.coder.loss_at(form.bitrate(channels)) < 0.5
