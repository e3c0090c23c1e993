"""Files heard side by side: each as it is alone, whatever becomes of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.audio.analysis import Analyser
from audiorender.audio.decode import decode
from audiorender.errors import ToolError
from audiorender.model import RATE
from audiorender.produce.check.sound import hear_all
from audiorender.publish.check.found import Found
from audiorender.publish.readback import Tags
from audiorender.watch import Progress, Tracker
from produce.check.faulty import both, encode, tone


def found(path: Path, seconds: int) -> Found:
    return Found(path.name, path.suffix, path.stat().st_size, 1000 * seconds, RATE, 2, Tags(None, ()))


def test_each_is_heard_as_it_is_alone(tmp_path: Path) -> None:
    paths = [encode(tmp_path / f"{level}.wav", both(tone(-level, 5))) for level in (16, 20, 23)]
    (tmp_path / "no.wav").write_bytes(b"RIFF\4\0\0\0WAVE")
    heard = hear_all({path: found(path, 5) for path in (*paths, tmp_path / "no.wav")}, Tracker())
    assert isinstance(heard.pop(tmp_path / "no.wav"), ToolError)
    for path in paths:
        alone = Analyser(2)
        for block in decode(path, 2):
            alone.process(block)
        assert heard[path] == alone.result()


def test_stopped_it_ends_at_once(tmp_path: Path) -> None:
    path = encode(tmp_path / "long.flac", both(tone(seconds=60)))
    copies = [path.with_name(f"{number}.flac") for number in range(8)]
    for copy in copies:
        copy.hardlink_to(path)

    blocks = []

    def stop(progress: Progress) -> None:
        if progress.done:
            blocks.append(progress)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hear_all({copy: found(copy, 60) for copy in copies}, Tracker(stop))
    assert len(blocks) < 2 * len(copies)
