"""The cache: what was put is got, whatever is damaged is absent, and nothing half-written is ever seen."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import OutputError
from audiorender.store import Store, default_root
from audiorender.store.upkeep import Usage, hits, prune, usage

KEY = "ab" + "0" * 30
OTHER = "cd" + "1" * 30


def _entry(store: Store, key: str = KEY) -> Path:
    return store.root / "clip" / key[:2] / key


def _days_ago(path: Path, days: float) -> None:
    then = time.time() - days * 86_400
    os.utime(path, (then, then))


def _dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_was_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path / "not yet there")
    assert store.get("clip", KEY) is None
    store.put("clip", KEY, b"sound")
    store.put("piece", KEY, b"")
    assert store.get("clip", KEY) == b"sound"
    assert store.get("piece", KEY) == b""
    assert store.get("clip", OTHER) is None


@given(data=st.binary(max_size=300), place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_one_turned_bit_makes_an_entry_absent_and_it_can_be_made_anew(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, place: int, bit: int
) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    store.put("clip", KEY, data)
    damaged = bytearray(_entry(store).read_bytes())
    damaged[place % len(damaged)] ^= 1 << bit
    _entry(store).write_bytes(damaged)
    assert store.get("clip", KEY) is None
    store.put("clip", KEY, data)
    assert store.get("clip", KEY) == data


@pytest.mark.parametrize("length", [0, 3, 4, 8])
def test_a_truncated_entry_is_absent(tmp_path: Path, length: int) -> None:
    store = Store(tmp_path)
    store.put("clip", KEY, b"sound")
    _entry(store).write_bytes(_entry(store).read_bytes()[:length])
    assert store.get("clip", KEY) is None


def test_an_entry_under_anothers_name_is_absent(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("clip", KEY, b"sound")
    _entry(store, OTHER).parent.mkdir()
    _entry(store).rename(_entry(store, OTHER))
    assert store.get("clip", OTHER) is None


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "AB" * 16, "ab", "con", "ab" * 65])
def test_a_key_that_is_no_file_name_everywhere_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not a valid entry name"):
        Store(tmp_path).put("clip", key, b"")


def test_a_kind_is_a_plain_word(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a valid entry name"):
        Store(tmp_path).get("../clip", KEY)


def test_a_folder_that_cannot_be_written_is_named_with_the_variable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file")
    assert store.get("clip", KEY) is None
    with pytest.raises(OutputError) as caught:
        store.put("clip", KEY, b"sound")
    assert str(caught.value).startswith(f"{tmp_path / 'file'}: cannot write: ")
    assert "AUDIORENDER_CACHE" in str(caught.value)
    assert "with -o" not in str(caught.value)


def test_a_full_disk_is_an_error_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="no space left on device, in the cache"):
        store.put("clip", KEY, b"sound")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_cannot_be_replaced_because_another_made_it_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path).put("clip", KEY, b"sound")
    store = Store(tmp_path)

    def in_use(source: object, target: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", in_use)
    store.put("clip", KEY, b"sound")
    with pytest.raises(OutputError):
        store.put("clip", KEY, b"another sound")


def test_the_leavings_of_killed_processes_go_when_their_folder_is_next_used(tmp_path: Path) -> None:
    folder = _entry(Store(tmp_path)).parent
    folder.mkdir(parents=True)
    mine = folder / f".{KEY}.{os.getpid()}-1-0.part"
    dead = folder / f".{KEY}.{_dead_process()}-1-0.part"
    mine.touch()
    dead.touch()
    Store(tmp_path).get("clip", KEY)
    assert mine.exists()
    assert not dead.exists()


def test_usage_counts_entries_by_kind_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert usage(store.root) == {}
    store.put("clip", KEY, b"123456")
    store.put("clip", OTHER, b"")
    store.put("piece", KEY, b"1")
    (tmp_path / "README").write_text("not ours")
    (_entry(store).parent / "notes.txt").write_text("not ours")
    assert usage(store.root) == {"clip": Usage(2, 14), "piece": Usage(1, 5)}


def test_pruning_by_age_removes_what_was_not_used(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("clip", KEY, b"old")
    store.put("clip", OTHER, b"new")
    _days_ago(_entry(store), 31)
    assert prune(store.root, unused_days=30) == Usage(1, 7)
    assert store.get("clip", KEY) is None
    assert store.get("clip", OTHER) == b"new"


def test_what_is_read_counts_as_used(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("clip", KEY, b"old")
    _days_ago(_entry(store), 31)
    assert store.get("clip", KEY) == b"old"
    assert prune(store.root, unused_days=30) == Usage()


def test_pruning_by_size_removes_the_longest_unused_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = [f"{number:02x}" * 16 for number in range(4)]
    for number, key in enumerate(keys):
        store.put("clip", key, b"123456")
        _days_ago(_entry(store, key), number)
    assert prune(store.root, keep_bytes=25) == Usage(2, 20)
    assert [key for key in keys if store.get("clip", key)] == keys[:2]
    assert prune(store.root, keep_bytes=0) == Usage(2, 20)


def test_pruning_removes_damaged_entries_and_leavings_but_no_strangers(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("clip", KEY, b"sound")
    _entry(store).write_bytes(b"xx")
    stranger = _entry(store).parent / "notes.txt"
    stranger.write_text("not ours")
    leaving = _entry(store).parent / f".{KEY}.{_dead_process()}-1-0.part"
    leaving.touch()
    assert prune(store.root) == Usage()
    assert not leaving.exists()
    assert prune(store.root, keep_bytes=0) == Usage(1, 2)
    assert stranger.exists()


def test_two_processes_share_one_folder(tmp_path: Path) -> None:
    program = (
        "import sys, hashlib; from pathlib import Path; from audiorender.store import Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for number in range(60):\n"
        "    data = str(number).encode() * 5000; key = hashlib.sha256(data).hexdigest()\n"
        "    assert store.get('clip', key) in (None, data)\n"
        "    store.put('clip', key, data)\n"
    )
    processes = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    store = Store(tmp_path)
    for number in range(60):
        data = str(number).encode() * 5000
        assert store.get("clip", hashlib.sha256(data).hexdigest()) == data
    assert list(tmp_path.rglob("*.part")) == []


def test_the_folder_is_the_one_named_or_the_users_own() -> None:
    assert default_root({"AUDIORENDER_CACHE": "some/where"}) == Path("some/where")
    assert default_root({}).name in {"audiorender", "Cache"}
    assert default_root({"AUDIORENDER_CACHE": ""}) == default_root({})


def test_a_part_of_an_entry(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("clip", KEY, b"0123456789")
    assert store.part("clip", KEY, 2, 3) == b"234"
    assert store.part("clip", KEY, 8, 3) is None  # there are not so many
    shutil.rmtree(tmp_path / "clip")
    assert store.part("clip", KEY, 2, 3) is None


def test_a_folder_in_the_place_of_an_entry_is_replaced(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (_entry(store) / "below").mkdir(parents=True)
    assert store.get("clip", KEY) is None
    assert usage(store.root)["clip"].entries == 0
    store.put("clip", KEY, b"sound")
    assert store.get("clip", KEY) == b"sound"


def test_pruning_leaves_what_a_running_render_uses(tmp_path: Path) -> None:
    first = Store(tmp_path, leased=True)
    for key in (KEY, OTHER):
        first.put("clip", key, b"sound")
        _days_ago(_entry(first, key), 40)
    first.close()
    running = Store(tmp_path, leased=True)
    assert running.get("clip", KEY) == b"sound"
    assert prune(tmp_path, keep_bytes=0).entries == 1
    assert running.get("clip", KEY) == b"sound"
    running.close()
    assert prune(tmp_path, keep_bytes=0).entries == 1


def test_who_was_killed_needs_nothing_any_more(tmp_path: Path) -> None:
    store = Store(tmp_path, leased=True)
    store.put("clip", KEY, b"sound")
    store.close()
    lease = tmp_path / ".running" / f"{_dead_process()}-0"
    lease.touch()
    _days_ago(lease, 1)
    assert prune(store.root, keep_bytes=0).entries == 1
    assert not lease.exists()


def test_hits_are_counted_over_runs(tmp_path: Path) -> None:
    for _ in range(2):
        store = Store(tmp_path, leased=True)
        if store.get("clip", KEY) is None:
            store.put("clip", KEY, b"sound")
        store.close()
    assert hits(tmp_path) == {"clip": (1, 1)}
