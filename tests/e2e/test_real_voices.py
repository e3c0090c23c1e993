"""With real weights: a cast without a word from the user, the same bytes with any number of workers, four engines."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import webvtt
from desk import Desk
from mutagen.id3 import ID3
from numpy.typing import NDArray
from tts.engines.speechserver import speaking

from audiorender.audio import ffmpeg
from audiorender.model import RATE
from audiorender.tts.engines import open_engine
from e2e.conftest import Decode

SCRIPT = """---
audiorender: 1
title: Ferries
cast:
  Ada:
  Ben:
---

Ada: Is it late?

Ben: Right. The last ferry left at nine; we shall have to row.
"""


@pytest.fixture
def voiced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk without voices of its own, in a house where Kokoro's were added."""
    monkeypatch.setenv("AUDIORENDER_VOICES", os.environ["AUDIORENDER_TEST_VOICES"])
    (tmp_path / "ferries.script.md").write_text(SCRIPT)
    return Desk(tmp_path)


@pytest.mark.weights("kokoro")
def test_the_best_voices_are_cast_and_give_the_same_bytes(voiced: Desk) -> None:
    sounds, voices = [], []
    for jobs, cache in ((1, "one"), (2, "two")):
        wishes = ("-o", f"out{jobs}", "--jobs", str(jobs), "--json")
        ran = voiced.run("render", "ferries.script.md", *wishes, AUDIORENDER_CACHE=str(voiced.path / cache))
        assert ran.code == 0, ran.err
        sounds.append((voiced.path / f"out{jobs}" / "ferries.mp3").read_bytes())
        voices.append({clip["voice"] for clip in ran.json["clips"]})
    assert sounds[0] == sounds[1]
    assert voices[0] == voices[1]
    assert len(voices[0]) == 2
    assert all(name.startswith("kokoro/") for name in voices[0])


FOUR = """---
audiorender: 1
title: The ferry that went twice
cast:
  Ines: amber
  Joe: piper/en_US-joe-medium
  Hana: kokoro/af_heart
  Otto: otto
---

# The timetable

Ines: Four of us once kept one timetable, and none of us agreed what it was for. Joe, you drew it.

Joe: I drew it on the back of a chart, in the winter when the harbour froze. The first boat left at seven, and the last
one left when the captain was hungry.

Hana: Nobody believes that now. But the shop ordered its bread by it, and the school rang its bell by it, so it was the
only clock that mattered.

Otto: I only ever saw it wet. It hung beside the pump, and every wave that came over the wall took another hour away.

# The second crossing

Ines: And then there was the day when the ferry went twice. Who told them to turn round?

Otto: I did. A child had left her shoes on the other side, and her mother would not hear the end of it.

Joe: We lost the evening train because of those shoes. I have never been sorry, though I said I was.

Hana: She wears a larger pair today. She is the captain, and she still turns round when somebody waves.

Ines: That is a good place to stop.
"""

SPREAD = 0.5
"""LU between the loudest and the quietest of the four speakers."""


@pytest.fixture
def four(voiced: Desk) -> Iterator[Desk]:
    """A desk with one speaker on each of four engines; the server says what eSpeak NG's British voice says."""
    pytest.importorskip("httpx")
    engine = open_engine("pyttsx3", workers=2)
    with speaking() as (address, desk):
        desk.say = lambda text: engine.speak(text, (("voice", "en-gb"),))
        profile = f'engine = "openai"\nabout = "a server"\nlanguage = "en"\n\n[options]\nbase_url = "{address}/v1"\n'
        voiced.write("own/otto.toml", profile)
        voiced.write("audiorender.toml", 'voices = "own"\n')
        voiced.write("four.script.md", FOUR)
        yield voiced
    engine.close()


@pytest.mark.weights("kokoro", "piper:en_US-joe-medium")
def test_four_engines_in_one_episode_are_equally_loud_and_fit_their_marks(four: Desk, decode: Decode) -> None:
    ran = four.run("render", "four.script.md", "-o", "out", "--json", AUDIORENDER_CACHE=str(four.path / "cache"))
    assert ran.code == 0, ran.err
    report, folder = ran.json, four.path / "out"
    assert {member["engine"] for member in report["cast"].values()} == {"pyttsx3", "piper", "kokoro", "openai"}
    sound = decode(folder / "four.mp3")
    loudness = {name: _loudness(_turns_of(name, report, sound)) for name in report["cast"]}
    assert round(max(loudness.values()) - min(loudness.values()), 1) <= SPREAD, loudness  # told to a tenth
    _captions_fit(webvtt.read(str(folder / "four.vtt")), report, sound)
    marks = [frame.start_time for frame in ID3(folder / "four.mp3").getall("CHAP")]
    assert marks == [round(chapter["start"] * 1000 / RATE) for chapter in report["chapters"]]
    assert all(mark % 1000 == 0 for mark in marks)
    for mark in marks[1:]:
        assert 0 <= _onset(sound, mark * RATE // 1000) <= 30


def _turns_of(name: str, report: dict[str, Any], sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """All that somebody says, one turn after the other."""
    turns = [turn for turn in report["turns"] if turn["speaker"] == name]
    return np.concatenate([sound[:, turn["start"] : turn["end"]] for turn in turns], axis=1)


def _loudness(sound: NDArray[np.float32]) -> float:
    """Integrated loudness in LUFS, by ffmpeg's meter."""
    command = [ffmpeg.executable(), "-f", "f32le", "-ar", str(RATE), "-ac", "2", "-i", "-", "-af", "ebur128", "-f"]
    said = subprocess.run([*command, "null", "-"], input=sound.T.tobytes(), capture_output=True, check=True).stderr
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said.decode())[-1])


def _captions_fit(captions: webvtt.WebVTT, report: dict[str, Any], sound: NDArray[np.float32]) -> None:
    """Each begins where something is heard, in its speaker's turn; a turn's first one with the turn's first sound."""
    turns = [(turn["start"], turn["end"], turn["speaker"]) for turn in report["turns"]]
    first = set()
    for caption in captions.captions:
        start, end = _sample(caption.start), _sample(caption.end)
        number = next(n for n, (opens, closes, _) in enumerate(turns) if opens - RATE // 50 <= start < closes)
        assert caption.voice in (None, turns[number][2])
        assert np.abs(sound[:, start:end]).max() > 0.05
        if number not in first:
            assert -20 <= _onset(sound, start) <= 60
        first.add(number)
    assert first == set(range(len(turns)))


def _sample(written: str) -> int:
    """The sample of a time like 00:01:02.345."""
    hours, minutes, seconds = written.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * RATE)


def _onset(sound: NDArray[np.float32], sample: int) -> float:
    """Milliseconds from a sample to where the sound after it passes -40 dBFS; the room is below."""
    return float(np.argmax(np.abs(sound[:, sample : sample + RATE]).max(axis=0) > 0.01)) * 1000 / RATE
