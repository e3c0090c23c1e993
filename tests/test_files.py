"""A file is there whole or not at all, whatever goes wrong and wherever."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender import files
from audiorender.errors import OutputError
from audiorender.files import Scratch, all_or_none, sha256, sweep, whole_file, write_whole

OLD = b"what was there"
REFUSALS = st.sampled_from([errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EDQUOT])


class Faulty:
    """A file that the system refuses a write after `good` bytes, as a full disk does: what fits is written."""

    def __init__(self, file: BinaryIO, good: int, number: int) -> None:
        self._file, self._good, self._number = file, good, number

    def write(self, data: bytes) -> int:
        fits = data[: max(self._good, 0)]
        self._file.write(fits)
        self._good -= len(data)
        if len(fits) < len(data):
            raise OSError(self._number, os.strerror(self._number))
        return len(data)


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "episode.mp3"
    path.write_bytes(OLD)
    return path


def nothing_has_changed(target: Path) -> None:
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


@given(st.lists(st.binary()), st.integers(0, 200), REFUSALS)
def test_a_write_that_fails(target: Path, parts: list[bytes], good: int, number: int) -> None:
    def write() -> None:
        with whole_file(target) as file:
            faulty = Faulty(file, good, number)
            for part in parts:
                faulty.write(part)

    if sum(map(len, parts)) <= good:
        write()
        assert target.read_bytes() == b"".join(parts)
        target.write_bytes(OLD)
        return
    with pytest.raises(OutputError, match=os.strerror(number)[1:]) as caught:
        write()
    assert caught.value.path == target
    nothing_has_changed(target)


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.open", "pathlib.Path.mkdir"])
@given(data=st.binary(), number=REFUSALS)
def test_a_call_that_fails(call: str, target: Path, data: bytes, number: int) -> None:
    refused = OSError(number, os.strerror(number))
    with mock.patch(call, side_effect=refused), pytest.raises(OutputError, match="cannot write"):
        write_whole(target, data)
    nothing_has_changed(target)


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, MemoryError])
def test_a_block_that_ends_badly(target: Path, stop: type[BaseException]) -> None:
    def half() -> None:
        with whole_file(target) as file:
            file.write(b"half")
            raise stop

    with pytest.raises(stop):
        half()
    nothing_has_changed(target)


def test_nobody_sees_it_before_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.json"
    with whole_file(path) as file:
        file.write(b"{")
        assert not path.exists()
        assert Path(file.name).name.startswith(".")
        assert file.name.endswith(".part")
    assert path.read_bytes() == b"{"


def test_text_is_utf8_with_plain_newlines(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.vtt", "Zoë\n")
    assert (tmp_path / "a.vtt").read_bytes() == "Zoë\n".encode()


def test_a_name_as_long_as_the_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".mp3")
    write_whole(path, b"x")
    assert list(tmp_path.iterdir()) == [path]


def test_two_at_once_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with whole_file(path) as one, whole_file(path) as other:
        one.write(b"one")
        other.write(b"other")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").mkdir()
    with pytest.raises(OutputError, match=r"talk\.vtt: cannot write: .*; choose another folder with -o"):
        write_whole(tmp_path / "talk.vtt", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["talk.vtt"]


def gone() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize(
    ("name", "goes"),
    [
        (lambda: f".talk.mp3.{gone()}-1-0.part", True),
        (lambda: f".a.b.c.{gone()}-140-12.part", True),
        (lambda: f".talk.mp3.{os.getpid()}-1-0.part", False),
        (lambda: f"talk.mp3.{gone()}-1-0.part", False),
        (lambda: ".talk.script.base", False),
        (lambda: ".talk.part", False),
    ],
)
def test_only_what_killed_processes_left_is_swept(tmp_path: Path, name: Callable[[], str], goes: bool) -> None:
    left = tmp_path / name()
    left.write_bytes(b"half")
    (tmp_path / "below").mkdir()
    below = tmp_path / "below" / left.name
    below.write_bytes(b"half")
    assert sweep(tmp_path) == goes
    assert left.exists() != goes
    assert below.exists()


def test_sweeping_what_is_not_there() -> None:
    assert sweep(Path("no such folder")) == 0


def test_the_next_file_that_is_written_there_sweeps(tmp_path: Path) -> None:
    left = tmp_path / f".talk.mp3.{gone()}-1-0.part"
    left.write_bytes(b"half")
    with whole_file(tmp_path / "of a cache", durable=False) as file:
        file.write(b"x")
    assert left.exists()
    write_whole(tmp_path / "feed.xml", "<rss/>")
    assert not left.exists()


def test_a_killed_process_leaves_what_sweep_finds(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom audiorender.files import whole_file\n"
        "with whole_file(Path(sys.argv[1])) as file:\n"
        "    file.write(b'half')\n    file.flush()\n    os.kill(os.getpid(), signal.SIGTERM)\n"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path / "talk.mp3"], check=False)
    assert len(list(tmp_path.iterdir())) == 1
    assert sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_files_that_appear_together(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_bytes(b"old")
    with all_or_none() as parts:
        first = parts.write(tmp_path / "a/one", "é\n")
        parts.part(tmp_path / "two").write_bytes(b"2")
        parts.remove(old)
        assert first.read_bytes() == "é\n".encode()
        assert {path.name for path in tmp_path.iterdir() if path.suffix != ".part"} == {"a", "old"}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "one", "two"]


def test_when_one_fails_none_appears_and_the_old_ones_stay(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"old")
    (tmp_path / "stale").write_bytes(b"old")

    def fails() -> None:
        with all_or_none() as parts:
            parts.write(tmp_path / "one", b"new")
            parts.remove(tmp_path / "stale")
            raise RuntimeError("later")

    with pytest.raises(RuntimeError, match="later"):
        fails()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one": b"old", "stale": b"old"}


def test_a_folder_in_the_way_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with pytest.raises(OutputError, match="directory"), all_or_none() as parts:
        parts.part(tmp_path / "one")


def test_a_part_that_was_never_written_is_an_error(tmp_path: Path) -> None:
    def forgets() -> None:
        with all_or_none() as parts:
            parts.write(tmp_path / "one", b"new")
            parts.part(tmp_path / "two")

    with pytest.raises(OutputError, match="cannot write"):
        forgets()
    assert list(tmp_path.iterdir()) == []


def test_blocks_put_away_come_back_in_order_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = [bytes([number]) * number for number in range(9)]
    for in_memory in (1000, 10):
        monkeypatch.setattr("audiorender.files._IN_MEMORY", in_memory)
        with Scratch() as scratch:
            for block in blocks:
                scratch.append(block)
            assert list(scratch) == blocks
            assert list(scratch) == blocks


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_of_blocks_put_away(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115  `Scratch` closes it
    monkeypatch.setattr("tempfile.SpooledTemporaryFile", lambda _: full)
    with pytest.raises(OutputError, match="cannot write"), Scratch() as scratch:
        scratch.append(b"block")


def test_a_digest_is_computed_again_only_if_the_file_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, expected = tmp_path / "a", hashlib.sha256
    for data in (b"one", b"two", b"six"):
        path.write_bytes(data)
        assert sha256(path) == sha256(path) == expected(data).hexdigest(), "written just now, it may change unseen"
    monkeypatch.setattr(files, "_SETTLED", -(10**12))
    sha256(path)
    with mock.patch("hashlib.file_digest", side_effect=AssertionError("read again")):
        assert sha256(path) == expected(b"six").hexdigest()
    path.write_bytes(b"seven")
    assert sha256(path) == expected(b"seven").hexdigest()
