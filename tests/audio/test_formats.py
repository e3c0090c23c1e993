"""Formats and the bitrates that they have."""

from __future__ import annotations

import pytest

from audiorender.audio.formats import FORMATS, near_format
from audiorender.audio.mp3 import info_frame


@pytest.mark.parametrize("name", FORMATS)
def test_the_default_can_be_asked_for(name: str) -> None:
    form = FORMATS[name]
    for channels in (1, 2):
        default = form.bitrate(channels)
        assert form.bitrate(channels, default) == default
        assert (default is None) == form.lossless
    assert form.suffix == f".{name}"
    assert form.media_type.startswith("audio/")


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.lossless])
def test_a_rate_outside_of_the_range_names_the_range(name: str) -> None:
    form = FORMATS[name]
    for rate in (form.lowest, form.highest):
        assert form.bitrate(2, rate) == rate
    for rate in (form.lowest - 1, form.highest + 1, 0, -5):
        with pytest.raises(ValueError, match=f"{form.lowest}.*{form.highest}"):
            form.bitrate(2, rate)


def test_what_loses_nothing_has_no_rate() -> None:
    assert FORMATS["flac"].bitrate(2, 96) is None


@pytest.mark.parametrize("channels", [1, 2])
def test_every_mp3_rate_has_room_for_the_info_frame(channels: int) -> None:
    for rate in FORMATS["mp3"].rates:
        assert info_frame(channels, rate, 48_000, 0)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("mp4", "m4a"),
        (".mp4", "m4a"),
        ("AAC", "m4a"),
        ("vorbis", "ogg"),
        ("mp2", "mp3"),
        ("WAV", "wav"),
        ("oga", "ogg"),
    ],
)
def test_what_others_call_a_format(name: str, meant: str) -> None:
    assert near_format(name) == f"did you mean '{meant}'?"


def test_a_name_that_is_like_none_gets_the_whole_choice() -> None:
    assert near_format("shellac") == "known: flac, m4a, m4b, mp3, ogg, opus, wav"
