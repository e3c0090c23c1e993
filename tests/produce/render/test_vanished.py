"""What somebody removes from the cache in mid-render is made again."""

from __future__ import annotations

import shutil

import pytest
from desk import Desk

import audiorender
from audiorender.watch import Progress, Stage


@pytest.mark.parametrize(
    ("kind", "stage"), [("clip", Stage.ENCODING_PIECES), ("piece", Stage.ENCODING_PIECES), ("clip", Stage.ENCODING)]
)
def test_what_vanishes_is_made_again(desk: Desk, rendered: Desk, kind: str, stage: Stage) -> None:
    gone: list[str] = []

    def remove(progress: Progress) -> None:
        if progress.stage is stage and progress.done == (0 if kind == "clip" else progress.total) and not gone:
            gone.append(kind)
            shutil.rmtree(desk.cache / kind)

    formats = ["mp3", "flac"] if stage is Stage.ENCODING else ["mp3"]
    episode = desk.render(watch=remove, formats=formats)
    assert gone == [kind]
    assert episode.audio.read_bytes() == (rendered.path / "output/tides.mp3").read_bytes()


def test_what_always_vanishes_is_an_error(desk: Desk) -> None:
    def remove(progress: Progress) -> None:
        if progress.stage is Stage.ENCODING_PIECES and progress.done == 0:
            shutil.rmtree(desk.cache / "clip")

    with pytest.raises(audiorender.OutputError, match="a clip vanished from the cache"):
        desk.render(watch=remove)


def test_a_clip_whose_samples_are_damaged_is_made_again(own: Desk, rendered: Desk) -> None:
    shutil.rmtree(own.cache / "piece")
    for entry in (own.cache / "clip").glob("*/*"):
        data = bytearray(entry.read_bytes())
        data[-9] ^= 1
        entry.write_bytes(data)
    (own.path / "output/tides.mp3").unlink()
    episode = own.render()
    assert episode.clips_made > 0
    assert episode.audio.read_bytes() == (rendered.path / "output/tides.mp3").read_bytes()
