"""Files in containers for music only that were cut off, at whichever byte, and those that state no end."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path

import pytest

from audiorender.audio import ffmpeg
from audiorender.audio.probe import lacking

KINDS = ["aiff", "au", "w64", "caf", "wma"]
TONE = (ffmpeg.executable(), "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", "-ac", "2")


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_file_lacks_nothing_and_a_shorter_one_its_end(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    subprocess.run([*TONE, path], check=True)
    whole = path.read_bytes()
    assert lacking(path) == 0.0
    for size in (len(whole) - 2, len(whole) * 2 // 3, len(whole) // 2):
        path.write_bytes(whole[:size])
        share = 1 - size / len(whole)
        seconds = pytest.approx(share, abs=0.02) if kind in {"aiff", "wma"} else math.inf  # the others state no length
        assert lacking(path) == seconds
        assert lacking(path) > 0
    path.write_bytes(whole + b"more")
    assert lacking(path) == 0.0


@pytest.mark.parametrize(("kind", "form"), [("au", "au"), ("w64", "w64"), ("caf", "caf"), ("wma", "asf")])
def test_a_file_from_a_pipe_states_no_end(kind: str, form: str, tmp_path: Path) -> None:
    codec = ("-c:a", "pcm_s16le") if kind == "caf" else ()
    written = subprocess.run([*TONE, *codec, "-f", form, "pipe:1"], check=True, capture_output=True).stdout
    path = tmp_path / f"a.{kind}"
    path.write_bytes(written[: len(written) // 2])
    assert lacking(path) == 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_a_header_alone_is_no_crash(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    subprocess.run([*TONE, path], check=True)
    whole = path.read_bytes()
    for size in range(0, 120, 7):
        path.write_bytes(whole[:size])
        assert lacking(path) >= 0.0


def test_a_caf_of_empty_chunks_is_no_long_wait(tmp_path: Path) -> None:
    path = tmp_path / "a.caf"
    with path.open("wb") as file:
        file.write(b"caff\0\1\0\0")
        file.truncate(1 << 34)
    assert lacking(path) == 0.0
