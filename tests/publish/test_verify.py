"""The check of the delivered episode finds what is not as planned, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from fastcrc.crc16 import arc
from mutagen.id3 import ID3, TIT2

from audiorender.audio.mp3 import frame_count, info_frame
from audiorender.audio.wav import write_wav
from audiorender.errors import VerifyError
from audiorender.model import RATE, Chapter, Meta, Timeline
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags import write_tags
from audiorender.publish.tags.mp3 import id3_tag
from audiorender.publish.verify import verify

META = Meta(title="The brass  barometer", show="Instrument Hour", language="en")
PLAN = Timeline(
    rate=RATE,
    channels=2,
    frames=3 * RATE + 1,
    placements=(),
    captions=(),
    chapters=(Chapter(0, RATE, "A question"), Chapter(RATE, 3 * RATE + 1, "Barómetro 📻", "https://example.org/ü")),
    turns=(),
)
STEREO_SILENCE = b"\xff\xfb\x94\x40" + bytes(380)


@dataclass(frozen=True, slots=True)
class Episode:
    """A delivered episode."""

    audio: Path

    def check(self, plan: Timeline = PLAN, meta: Meta = META) -> None:
        verify(self.audio, plan, meta)


@pytest.fixture
def episode(tmp_path: Path) -> Episode:
    made = Episode(tmp_path / "e.mp3")
    sound = STEREO_SILENCE * frame_count(PLAN.frames)
    info = info_frame(2, 128, PLAN.frames, arc(sound))
    made.audio.write_bytes(id3_tag(Edit.of(META, PLAN.chapters)) + info + sound)
    return made


def test_what_is_as_planned_passes(episode: Episode) -> None:
    episode.check()


def chapters(*marks: Chapter) -> Timeline:
    return replace(PLAN, chapters=marks)


@pytest.mark.parametrize(
    ("plan", "meta", "message"),
    [
        (
            replace(PLAN, frames=PLAN.frames + 1, chapters=(Chapter(0, PLAN.frames + 1, "x"),)),
            META,
            "the number of samples is 144001, not 144002 as planned",
        ),
        (replace(PLAN, channels=1), META, "the number of channels is 2, not 1 as planned"),
        (replace(PLAN, rate=44_100), META, "the sample rate is 48000, not 44100 as planned"),
        (PLAN, replace(META, title="The tin barometer"), "the title is The brass barometer, not The tin"),
        (
            chapters(Chapter(0, RATE + 48, "A question"), Chapter(RATE + 48, PLAN.frames, "Barómetro 📻")),
            META,
            "chapter 1 is 00:00:00.000 to 00:00:01.000 'A question', not 00:00:00.000 to 00:00:01.001",
        ),
        (
            chapters(Chapter(0, RATE, "A question"), Chapter(RATE, PLAN.frames, "Barometro 📻")),
            META,
            "not 00:00:01.000 to 00:00:03.000 'Barometro",
        ),
        (
            chapters(PLAN.chapters[0], replace(PLAN.chapters[1], url="http://example.org/u")),
            META,
            r"\(https://example.org/%C3%BC\), not .*\(http://example.org/u\)",
        ),
        (chapters(Chapter(0, PLAN.frames, "A question")), META, "chapter 1 is"),
    ],
)
def test_a_plan_that_differs_is_named(episode: Episode, plan: Timeline, meta: Meta, message: str) -> None:
    with pytest.raises(VerifyError, match=message):
        episode.check(plan, meta)


def cut_audio(episode: Episode) -> None:
    episode.audio.write_bytes(episode.audio.read_bytes()[:-1])


def no_tag(episode: Episode) -> None:
    content = episode.audio.read_bytes()
    episode.audio.write_bytes(content[content.index(b"\xff\xfb\x94") :])


def retag(episode: Episode) -> None:
    tag = ID3(episode.audio)
    tag.add(TIT2(encoding=3, text="The brass barometer"))
    tag.save(v2_version=4)


def no_audio(episode: Episode) -> None:
    episode.audio.unlink()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (cut_audio, r"e\.mp3: the size in bytes is"),
        (no_tag, r"e\.mp3: there is no ID3 tag"),
        (retag, r"e\.mp3: the tag is ID3v2\.4\.0"),
        (no_audio, r"e\.mp3: cannot be read"),
    ],
)
def test_damage_is_found_and_the_file_named(episode: Episode, damage: Callable[[Episode], None], message: str) -> None:
    damage(episode)
    with pytest.raises(VerifyError, match=message) as caught:
        episode.check()
    assert "\n" not in str(caught.value)


def test_a_title_that_a_wav_file_holds_in_part_is_as_planned(tmp_path: Path) -> None:
    path, plan = tmp_path / "e.wav", chapters(Chapter(0, PLAN.frames, "Käpt'n " * 100))
    write_wav(path, [np.zeros((2, PLAN.frames), np.float32)], 2, PLAN.frames)
    assert [told[:46] for told in write_tags(path, Edit.of(META, plan.chapters))] == [
        "the title of chapter 1 was cut to 511 bytes: '"
    ]
    verify(path, plan, META)
    with pytest.raises(VerifyError, match="chapter 1 is"):
        verify(path, chapters(Chapter(0, PLAN.frames, "Kapt'n " * 100)), META)
