"""One thing is heard alone: only its clips are made, and they are the episode's."""

from __future__ import annotations

import wave
from collections.abc import Generator
from typing import Any

import miniaudio
import numpy as np
import pytest
from desk import SCRIPT, Desk

from audiorender.audio.decode import decode_mp3
from audiorender.errors import OutputError, UsageError
from audiorender.model import RATE
from audiorender.produce.listen.preview import Selection, chosen
from audiorender.produce.opening.script import open_script

OPENING = SCRIPT.replace("# Out at low water\n\nAda:", "Ada: Good evening.\n\n# Out at low water\n\nAda:")


@pytest.mark.parametrize(
    ("choice", "turns"),
    [
        (Selection(turn=1), {0}),
        (Selection(turn=5), {4}),
        (Selection(line=13), {1}),
        (Selection(line=15), {1}),
        (Selection(chapter=1), {0, 1}),
        (Selection(chapter=2), {2, 3, 4}),
        (Selection(speaker="Ben"), {1, 3}),
    ],
)
def test_what_is_chosen(desk: Desk, choice: Selection, turns: set[int]) -> None:
    opened = open_script(desk.request())
    assert chosen(opened.script, opened.path, choice) == turns


def test_what_is_said_before_the_first_title_is_a_chapter(desk: Desk) -> None:
    desk.write("tides.script.md", OPENING)
    opened = open_script(desk.request())
    assert [chosen(opened.script, opened.path, Selection(chapter=n)) for n in (1, 2, 3)] == [{0}, {1, 2}, {3, 4, 5}]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Selection(turn=6), "there is no turn 6; the script has 5"),
        (Selection(chapter=3), "there is no chapter 3; the script has 2"),
        (Selection(line=12), r"tides\.script\.md: nobody speaks on line 12"),
        (Selection(line=9), "nobody speaks on line 9"),
        (Selection(line=999), "nobody speaks on line 999"),
        (Selection(speaker="Bem"), "there is no speaker 'Bem'; did you mean 'Ben'"),
    ],
)
def test_what_is_not_there(desk: Desk, choice: Selection, words: str) -> None:
    opened = open_script(desk.request())
    with pytest.raises(UsageError, match=words):
        chosen(opened.script, opened.path, choice)


@pytest.mark.parametrize("wishes", [{}, {"turn": 1, "line": 11}, {"chapter": 1, "speaker": "Ada"}])
def test_exactly_one_thing(wishes: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="exactly one of --turn, --line, --chapter and --speaker"):
        Selection(**wishes)


def test_only_its_clips_are_made_and_the_episode_uses_them(desk: Desk) -> None:
    heard = desk.preview(speaker="Ben", into=desk.path / "ben.wav")
    made = desk.kept("clip")
    assert (heard.planned.clips_made, len(made)) == (3, 3)
    assert heard.as_json()["lines"] == [13, 15, 21]
    assert not (desk.path / "output").exists()
    episode = desk.render()
    assert episode.clips_made == 3
    assert made == {clip.key for clip in episode.report.clips if clip.speaker == "Ben"}


@pytest.mark.parametrize("channels", [1, 2])
def test_a_wav_is_as_long_as_planned(own: Desk, channels: int) -> None:
    heard = own.preview(turn=2, into=own.path / "two.wav", channels=channels)
    assert heard.planned.clips_made == 0
    with wave.open(str(own.path / "two.wav")) as file:
        assert (file.getnframes(), file.getframerate()) == (heard.planned.timeline.frames, RATE)
        assert (file.getnchannels(), file.getsampwidth()) == (channels, 2)
        assert np.frombuffer(file.readframes(RATE), "<i2").any()
    assert heard.summary().startswith(f'{own.path / "two.wav"}: turn 2, Ben (high): "Past the second sandbank')


def test_an_mp3_sounds_as_long(own: Desk) -> None:
    heard = own.preview(turn=2, into=own.path / "two.MP3")
    data = (own.path / "two.MP3").read_bytes()
    sound = np.concatenate(list(decode_mp3(data, heard.planned.timeline.channels)), axis=1)
    assert 0 <= sound.shape[1] - heard.planned.timeline.frames < RATE // 10
    assert np.abs(sound).max() > 0.05


@pytest.mark.parametrize("name", ["two.ogg", "two", "two.wav.txt"])
def test_other_forms_are_refused_before_anything_is_made(desk: Desk, name: str) -> None:
    with pytest.raises(UsageError, match=r"a preview is \.wav or \.mp3"):
        desk.preview(turn=2, into=desk.path / name)
    assert not desk.cache.exists()


class Device:
    """Stands in for a sound device: takes all that it is given, a tenth of a second at a time."""

    def __init__(self, nchannels: int, sample_rate: int) -> None:
        self.width = nchannels * 2
        assert sample_rate == RATE
        Device.heard = b""

    heard = b""

    def __enter__(self) -> Device:
        return self

    def __exit__(self, *_: object) -> None: ...

    def start(self, source: Generator[bytes, int, None]) -> None:
        try:
            while True:
                Device.heard += source.send(RATE // 10)
        except StopIteration:
            return


def test_without_a_file_it_is_played_to_the_end(own: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(miniaudio, "PlaybackDevice", Device)
    heard = own.preview(turn=3)
    assert len(Device.heard) == heard.planned.timeline.frames * 4
    assert heard.path is None
    assert heard.summary() == 'played turn 3, Ada (low): "Were you afraid?", 0:01'
    own.preview(turn=3, into=own.path / "three.wav")
    with wave.open(str(own.path / "three.wav")) as file:
        assert file.readframes(10 * RATE) == Device.heard


def test_without_a_sound_device_it_says_what_to_do(own: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(**_: object) -> Device:
        raise miniaudio.MiniaudioError("no device", -1)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", none)
    with pytest.raises(OutputError, match=r"no sound device to play on; write a file with -o preview\.wav"):
        own.preview(turn=3)


def test_a_file_that_cannot_be_written(own: Desk) -> None:
    (own.path / "taken.wav").mkdir()
    with pytest.raises(OutputError, match=r"taken\.wav: cannot write"):
        own.preview(turn=3, into=own.path / "taken.wav")
