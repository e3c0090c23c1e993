"""Which ffmpeg runs, and that none of its failures is missed."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import cast

import pytest

from audiorender.audio import ffmpeg
from audiorender.errors import ToolError


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for ffmpeg, to be filled with a script."""
    path = tmp_path / "an ffmpeg"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.setenv("AUDIORENDER_FFMPEG", str(path))
    return path


def test_the_environment_decides_first(program: Path) -> None:
    assert ffmpeg.executable() == str(program)


def test_a_wrong_environment_is_an_error_not_a_fall_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDIORENDER_FFMPEG", str(tmp_path / "none"))
    with pytest.raises(ToolError, match="does not name a program; correct it, or unset it"):
        ffmpeg.executable()


def test_the_wheel_comes_before_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDIORENDER_FFMPEG", raising=False)
    assert "imageio_ffmpeg" in ffmpeg.executable()


def test_without_the_wheel_the_path_is_searched(monkeypatch: pytest.MonkeyPatch, program: Path) -> None:
    monkeypatch.delenv("AUDIORENDER_FFMPEG")
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    monkeypatch.setenv("PATH", str(program.parent))
    with pytest.raises(ToolError, match="ffmpeg was not found; install imageio-ffmpeg with pip"):
        ffmpeg.executable()
    program.rename(program.parent / "ffmpeg")
    assert ffmpeg.executable() == str(program.parent / "ffmpeg")


def test_the_version_is_told() -> None:
    assert ffmpeg.version()[0].isdigit() or ffmpeg.version()[0] in "nN"


def test_a_program_that_hangs_is_given_up(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "DEADLINE", 0.2)
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    with pytest.raises(ToolError, match="did not finish within 0 s"):
        ffmpeg.run(())
    with pytest.raises(ToolError, match="did not finish within 0 s"):
        list(ffmpeg.stream((), 4))


def test_another_program_is_not_taken_for_ffmpeg(program: Path) -> None:
    program.write_text("#!/bin/sh\necho hello\n")
    with pytest.raises(ToolError, match="not ffmpeg"):
        ffmpeg.version()


def test_data_goes_through() -> None:
    pcm = bytes(range(256)) * 1000
    assert ffmpeg.run(("-f", "u8", "-ar", "8000", "-ac", "1", "-i", "pipe:0", "-f", "u8", "pipe:1"), pcm) == pcm


def test_blocks_need_not_be_there_together() -> None:
    arguments = ("-f", "u8", "-ar", "8000", "-ac", "1", "-i", "pipe:0", "-f", "u8", "pipe:1")
    blocks = (bytes([number]) * 100_000 for number in range(5))
    assert ffmpeg.converted(arguments, blocks, 500_000) == b"".join(bytes([number]) * 100_000 for number in range(5))


def test_an_error_of_the_blocks_ends_ffmpeg(program: Path, tmp_path: Path) -> None:
    program.write_text(f"#!/bin/sh\necho $$ > '{tmp_path}/pid'\nexec cat > /dev/null\n")

    def blocks() -> Iterator[bytes]:
        yield bytes(1 << 20)
        while not (tmp_path / "pid").exists():
            time.sleep(0.01)
        raise KeyError("a clip")

    with pytest.raises(KeyError, match="a clip"):
        ffmpeg.converted((), blocks(), 2 << 20)
    assert gone(int((tmp_path / "pid").read_text()))


def test_a_failure_is_an_error_with_its_reason() -> None:
    with pytest.raises(ToolError, match=r"failed with exit code .*Invalid data"):
        ffmpeg.run(("-i", "pipe:0", "-f", "wav", "pipe:1"), b"no sound at all" * 10_000)


def test_output_before_a_failure_is_not_success(program: Path) -> None:
    program.write_text("#!/bin/sh\necho half\necho broken >&2\nexit 3\n")
    with pytest.raises(ToolError, match="an ffmpeg failed with exit code 3: broken"):
        ffmpeg.run(())
    with pytest.raises(ToolError, match="broken"):
        list(ffmpeg.stream((), 100))


def test_a_signal_is_told_as_one(program: Path) -> None:
    program.write_text("#!/bin/sh\nkill -9 $$\n")
    with pytest.raises(ToolError, match="was killed by signal 9: it printed nothing"):
        ffmpeg.run(())


def test_one_that_cannot_be_started_is_an_error(program: Path) -> None:
    program.write_text("#!/no/such/shell\n")
    with pytest.raises(ToolError, match="cannot be started"):
        ffmpeg.run(())


def test_a_flood_of_complaints_does_not_stop_the_stream(program: Path) -> None:
    program.write_text("#!/bin/sh\nhead -c 300000 /dev/zero >&2\nhead -c 1000 /dev/zero\n")
    assert [len(block) for block in ffmpeg.stream((), 400)] == [400, 400, 200]


def test_leaving_a_stream_ends_the_process(program: Path, tmp_path: Path) -> None:
    program.write_text(f"#!/bin/sh\necho $$ > '{tmp_path}/pid'\nexec cat /dev/zero\n")
    stream = cast("Generator[bytes]", ffmpeg.stream((), 10))
    next(stream)
    pid = int((tmp_path / "pid").read_text())
    stream.close()
    assert not Path(f"/proc/{pid}").exists()


def test_a_playlist_cannot_reach_the_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        playlist = tmp_path / "list.ffconcat"
        playlist.write_text(f"ffconcat version 1.0\nfile http://127.0.0.1:{server.getsockname()[1]}/a.wav\n")
        arguments = ("-safe", "0", "-i", f"file:{playlist}", "-f", "wav", "pipe:1")
        with pytest.raises(ToolError, match="ffmpeg"):
            ffmpeg.run((*ffmpeg.LOCAL_ONLY, *arguments))
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("ending", ["exit 0", "sleep 60"])
def test_the_children_of_a_wrapper_end_with_it(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """A child keeps the pipe open, whether the wrapper ends or hangs: neither is waited for, and none is left."""
    monkeypatch.setattr(ffmpeg, "DEADLINE", 0.5)
    program.write_text(f"#!/bin/sh\nsleep 61 &\necho $! > '{tmp_path}/pid'\n{ending}\n")
    calls = (lambda: ffmpeg.run(()), lambda: list(ffmpeg.stream((), 4)), lambda: ffmpeg.feed((), [bytes(1 << 20)] * 2))
    for call in calls:
        started = time.monotonic()
        with pytest.raises(ToolError, match=r"did not finish within|before the end"):
            call()
        assert time.monotonic() - started < 5
        assert gone(int((tmp_path / "pid").read_text()))


def gone(pid: int) -> bool:
    """Whether the process has ended, or does so within a second."""
    status = Path(f"/proc/{pid}/status")
    for _ in range(50):
        try:
            if "\nState:\tZ" in status.read_text():
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def test_who_does_not_read_is_given_up(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "DEADLINE", 0.3)
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    with pytest.raises(ToolError, match="did not finish"):
        ffmpeg.feed((), [bytes(1 << 20)] * 3)
    with pytest.raises(ToolError, match="did not finish"):
        ffmpeg.run((), bytes(1 << 20))


def test_much_to_do_may_take_longer() -> None:
    assert ffmpeg._patience(0) == ffmpeg.DEADLINE
    assert ffmpeg._patience(60_000_000) > 2 * ffmpeg.DEADLINE
