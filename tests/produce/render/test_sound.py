"""What is planned of silences, music and levels stands in the delivered file, and the same bytes come of it again."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from desk import Desk
from numpy.typing import NDArray

import audiorender
from audiorender.audio import ffmpeg
from audiorender.audio.decode import decode
from audiorender.audio.loudness import Meter, integrated
from audiorender.errors import SourceError
from audiorender.mixer.music import recordings
from audiorender.model import CHUNK, RATE, Role
from audiorender.produce import planning
from audiorender.produce.namedfiles import HINT
from audiorender.store.sounds import CHUNKS

TALK = """---
audiorender: 1
title: Tides
show: Low Water
cast:
  Ada: low
  Ben: high
---

# Out at low water

Ada: How far out, in your own words, did you walk?

Ben: Past the second sandbank, until the church was a pencil mark. And then the fog came in, all at once.

Ada: So you stood in it, I think, and you \N{EM DASH}

Ben: I counted. [pause 2s] Then I walked.

[music bed.wav under -20dB]

Ada: And the boat?

Ben: It was tied up, where I had left it, in the harbour.

Ada: Right.

[music out]

# The way back

Ada: Were you afraid?

Ben: Only of my mother.
"""

SETTINGS = 'voices = "tones"\nsting = "sting.wav"\n'


@pytest.fixture(scope="module")
def music_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a talk that has music of two tones."""
    desk = Desk.at(tmp_path_factory.mktemp("desk"))
    desk.write("talk.md", TALK)
    desk.write("audiorender.toml", SETTINGS)
    for name, pitch, length in (("bed", 1500, 20), ("sting", 2500, 2)):
        # ffmpeg puts a mono source into both channels 3 dB lower
        source = f"aevalsrc=0.2*sin({pitch}*2*PI*t):s=48000:d={length}"
        ffmpeg.run(("-f", "lavfi", "-i", source, "-ac", "2", "-y", f"file:{desk.path / f'{name}.wav'}"))
    return desk


@pytest.fixture(scope="module", autouse=True)  # the first render of the desk, whichever test comes first
def made(music_desk: Desk) -> audiorender.Episode:
    return music_desk.render("talk.md", formats=("mp3", "wav"))


def decoded(path: Path) -> NDArray[np.float32]:
    return np.concatenate(list(decode(path, 2)), axis=1)


@pytest.mark.parametrize("suffix", ["mp3", "wav", "opus"])
def test_the_levels_that_are_told_are_those_of_the_decoded_file(suffix: str, music_desk: Desk, tmp_path: Path) -> None:
    episode = music_desk.render("talk.md", dry=True, formats=(suffix,), output=tmp_path)
    sound = decoded(episode.audio)
    assert episode.report.loudness == pytest.approx(_loudness(sound), abs=0.1)
    assert episode.report.true_peak is not None
    assert 20 * np.log10(np.abs(sound).max()) < episode.report.true_peak + 0.1
    assert episode.report.levels is not None
    for name, told in episode.report.levels.speakers.items():
        said = [one for one in episode.timeline.placements if one.speaker == name]
        voice = np.concatenate([sound[:, one.start : one.end] for one in said], axis=1)
        assert told.loudness == pytest.approx(_loudness(voice), abs=0.15)


def _loudness(sound: NDArray[np.float32]) -> float:
    meter = Meter(2)
    meter.process(sound)
    return float(integrated(meter.cells()))


def test_pause_always_wins_inside_a_paragraph_too(made: audiorender.Episode) -> None:
    voices = [one for one in made.timeline.placements if one.role is Role.VOICE]
    gaps = [(b.start - a.end) / RATE for a, b in pairwise(voices)]
    assert any(abs(gap - 2.0) <= 0.0125 for gap in gaps)


def test_stems_sum_to_the_mix(music_desk: Desk, tmp_path: Path) -> None:
    episode = music_desk.render("talk.md", formats=("wav",), stems=True)
    folder = episode.audio.parent
    stems = sorted(folder.glob("*.stem-*.flac"))
    assert [re.sub(r".*stem-|\.flac", "", path.name) for path in stems] == ["Ada", "Ben", "music", "room"]
    total = sum(decoded(path).astype(np.float64) for path in stems)
    mixed = decoded(episode.audio).astype(np.float64) / 10 ** (episode.files[0].gain / 20)
    assert mixed.shape == np.shape(total)
    assert np.abs(mixed - total).max() < 1e-4
    labels = (folder / "talk.stems.txt").read_text().splitlines()
    assert labels[0].split("\t")[2] in ("# Out at low water", "Ada")
    assert len(labels) == len(episode.timeline.chapters) + len(episode.timeline.turns)
    assert (
        (folder / "talk.stems.csv").read_text().startswith("#,Name,Start,End,Length\nM1,Out at low water,0.000000,,\n")
    )


def test_a_video_has_stills_sound_captions_and_chapters(music_desk: Desk, tmp_path: Path) -> None:
    episode = music_desk.render("talk.md", video=True, output=tmp_path)
    path = tmp_path / "talk.video.mp4"
    assert path.name in [each.file for each in episode.report.beside]
    sound = decoded(path)
    assert abs(sound.shape[1] - episode.timeline.frames) <= 2048
    shown = ffmpeg.run(("-i", f"file:{path}", "-map", "0:v:0", "-f", "framecrc", "pipe:1")).decode()
    frames = len([line for line in shown.splitlines() if not line.startswith("#")])
    assert abs(frames / 2 - episode.timeline.frames / RATE) <= 0.5, "the last still ends with the sound"
    captions = ffmpeg.run(("-i", f"file:{path}", "-map", "0:s:0", "-f", "srt", "pipe:1")).decode()
    assert "pencil mark" in captions
    told = ffmpeg.run(("-i", f"file:{path}", "-f", "ffmetadata", "pipe:1")).decode()
    assert [line for line in told.splitlines() if line.startswith("title=")][1:] == [
        f"title={chapter.title}" for chapter in episode.timeline.chapters
    ]
    raw = ("-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1")
    still = ffmpeg.run(("-ss", "1", "-i", f"file:{path}", *raw))
    assert len(still) == 1280 * 720 * 3
    assert len(set(still[:: 3 * 977])) > 1


def test_the_same_bytes_come_cold_and_warm_with_one_worker_and_two(
    music_desk: Desk, made: audiorender.Episode, tmp_path: Path
) -> None:
    for jobs, cache in ((1, tmp_path / "cold"), (2, tmp_path / "cold"), (2, tmp_path / "colder")):
        desk = replace(music_desk, environment={"AUDIORENDER_CACHE": str(cache)})
        again = desk.render("talk.md", jobs=jobs, output=tmp_path / f"{jobs}{cache.name}")
        assert again.audio.read_bytes() == made.audio.read_bytes()


def test_one_edited_word_makes_one_clip(music_desk: Desk, made: audiorender.Episode, tmp_path: Path) -> None:
    music_desk.write("edited.md", TALK.replace("pencil mark", "pencil line"))
    again = music_desk.render("edited.md", output=tmp_path)
    assert again.clips_made == 1
    assert again.pieces_made < made.pieces_made, "the second chapter is as it was"


def test_a_long_file_is_read_as_far_as_it_is_heard_and_sounds_the_same_however_far(
    music_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "aevalsrc=0.2*sin(300*(2+sin(t/5))*t):s=48000:d=100"
    ffmpeg.run(("-f", "lavfi", "-i", source, "-y", f"file:{music_desk.path / 'long.flac'}"))
    music_desk.write("long.md", re.sub(r"\[music .*\n", "", TALK.replace("show:", "bed: long.flac\nshow:")))
    monkeypatch.setattr(recordings, "MEASURED", CHUNK)
    monkeypatch.setattr(recordings, "_STRETCH", CHUNK)
    made, stored = [], []
    for slow in (10**9, planning._SLOW, 1):
        monkeypatch.setattr(planning, "_SLOW", slow)
        cache = tmp_path / f"cache{slow}"
        desk = replace(music_desk, environment={"AUDIORENDER_CACHE": str(cache)})
        made.append(desk.render("long.md", output=tmp_path / f"episode{slow}"))
        stored.append(sum(path.stat().st_size for path in (cache / CHUNKS).rglob("*") if path.is_file()))
    assert [made[0].audio.read_bytes()] * 2 == [one.audio.read_bytes() for one in made[1:]]
    assert max(chapter.end - chapter.start for chapter in made[0].timeline.chapters) > 2 * CHUNK, "more had to be read"
    assert stored[0] < stored[2] - 40 * 4 * RATE


def test_dry_leaves_all_music_out(music_desk: Desk, tmp_path: Path) -> None:
    episode = music_desk.render("talk.md", dry=True, output=tmp_path)
    assert {one.role for one in episode.timeline.placements} == {Role.VOICE, Role.ROOM}


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        ("[music bad.wav]", "there is no file 'bad.wav'; did you mean 'bed.wav'?"),
        ("[music /etc/hostname]", "'/etc/hostname' is outside the folders of the source and the settings"),
        ("[sting ../outside.wav]", "'../outside.wav' is outside the folders of the source and the settings"),
        ("[sound talk.md]", "cannot be decoded as audio"),
        ("[music linked.wav]", "'linked.wav' is outside the folders of the source and the settings"),
        ("[music silent.wav]", "'silent.wav' is silent"),
        ("[music out]", "no music is playing here"),
    ],
)
def test_a_cue_that_cannot_be_heard_is_named_with_its_line(
    cue: str, words: str, music_desk: Desk, tmp_path: Path
) -> None:
    (music_desk.path.parent / "outside.wav").write_bytes((music_desk.path / "bed.wav").read_bytes())
    linked = music_desk.path / "linked.wav"
    if not linked.is_symlink():
        linked.symlink_to(music_desk.path.parent / "outside.wav")
        ffmpeg.run(("-f", "lavfi", "-i", "anullsrc=duration=2", "-y", f"file:{music_desk.path / 'silent.wav'}"))
    text = TALK.replace("[music bed.wav under -20dB]\n\n", f"{cue}\n\n").replace("[music out]\n\n# The", "# The")
    music_desk.write("wrong.md", text)
    with pytest.raises(SourceError) as caught:
        music_desk.render("wrong.md", output=tmp_path)
    assert words in str(caught.value)
    assert f"wrong.md:{text.splitlines().index(cue) + 1}:" in str(caught.value)


@pytest.mark.parametrize("part", ["intro", "outro", "bed", "sting"])
def test_music_of_the_settings_is_in_their_folder_or_the_source_s(part: str, music_desk: Desk, tmp_path: Path) -> None:
    desk = Desk.at(tmp_path / "inner")
    desk.write("talk.md", TALK.replace("[music bed.wav under -20dB]\n\n", "").replace("[music out]\n\n", ""))
    bed = (music_desk.path / "bed.wav").read_bytes()
    (tmp_path / "mine.wav").write_bytes(bed)
    desk.write("audiorender.toml", f'voices = "tones"\n{part} = "../mine.wav"\n')
    for more in ([], ["--dry-run"]):
        ran = desk.inside("render", "talk.md", *more)
        told = f"mine.wav: is outside the folders of the source and the settings; {HINT}"
        assert (ran.code, told in ran.err) == (1, True), ran
    assert not desk.kept("clip")
    assert desk.inside("render", "talk.md", "--dry-run", "--allow-outside").code == 0


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        ("[music bed.wav]", "this music would begin after the last words"),
        ("[music out]", "no music is playing here"),
    ],
)
def test_a_cue_behind_the_talk_is_named_with_its_line(cue: str, words: str, music_desk: Desk, tmp_path: Path) -> None:
    text = f"{TALK}\n{cue}\n"
    music_desk.write("behind.md", text)
    with pytest.raises(SourceError, match=words) as caught:
        music_desk.render("behind.md", output=tmp_path)
    assert f"behind.md:{len(text.splitlines())}:" in str(caught.value)


def test_damaged_music_is_heard_as_far_as_it_can_be_and_named(music_desk: Desk, tmp_path: Path) -> None:
    source = "sine=frequency=700:sample_rate=48000:duration=20"
    whole = ffmpeg.run(("-f", "lavfi", "-i", source, "-f", "flac", "pipe:1"))
    music_desk.write("cut.flac", whole[: len(whole) // 2])
    music_desk.write("damaged.md", TALK.replace("bed.wav", "cut.flac"))
    episode = music_desk.render("damaged.md", output=tmp_path)
    assert [note for note in episode.notes if note.lessened and "'cut.flac' is damaged" in note.text]


def test_a_sound_that_goes_on_after_the_last_words_is_noted(music_desk: Desk, tmp_path: Path) -> None:
    source = "sine=frequency=700:sample_rate=48000:duration=75"
    ffmpeg.run(("-f", "lavfi", "-i", source, "-y", f"file:{music_desk.path / 'rain.flac'}"))
    music_desk.write("rain.md", f"{TALK}\n[sound rain.flac]\n")
    notes = [note.text for note in music_desk.render("rain.md", output=tmp_path).notes]
    assert [note for note in notes if re.match("a sound is heard for 1:1[0-9] after the last words", note)], notes
    assert not [note for note in music_desk.render("talk.md", output=tmp_path).notes if "last words" in note.text]


def test_lines_around_the_talk_are_spoken(music_desk: Desk, tmp_path: Path) -> None:
    lines = 'opening = "This is {show}: {title}, with {speakers}."\nclosing = "That was it."\ndisclosure = "spoken"\n'
    music_desk.write("audiorender.toml", lines + SETTINGS)
    try:
        episode = music_desk.render("talk.md", output=tmp_path)
        music_desk.write("audiorender.toml", 'opening = "This is {place}."\n' + SETTINGS)
        with pytest.raises(SourceError, match=r"'\{place\}'"):
            music_desk.render("talk.md", output=tmp_path)
    finally:
        music_desk.write("audiorender.toml", SETTINGS)
    said = [clip.spoken for clip in episode.report.clips]
    assert said[0] == "This is Low Water: Tides, with Ada and Ben."
    assert said[1] == "The voices in this episode are synthetic."
    assert said[-1] == "That was it."
    assert episode.report.turns[0].speaker == episode.report.turns[-1].speaker == "Ada"


def test_stems_and_a_video_are_no_forms_of_the_episode(music_desk: Desk, tmp_path: Path) -> None:
    music_desk.render("talk.md", stems=True, video=True, output=tmp_path)
    ran = music_desk.inside("check", tmp_path, "--json")
    assert {Path(each["file"]).name for each in ran.json["files"]} == {"talk.mp3"}
