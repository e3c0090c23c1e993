"""What one machine made another takes, nothing that was changed on the way, and nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from audiorender.errors import UsageError
from audiorender.shared import store as room
from audiorender.shared.places import Folder, Place, place_of
from audiorender.shared.store import SharedStore
from audiorender.store import Store

KEY = "ab" + "0" * 30
OTHER = "cd" + "1" * 30


def short(data: bytes) -> None:
    """The form of the only kind that is shared here."""
    if len(data) > 100:
        raise ValueError("too long")


FORMS = {"clip": short}


@dataclass
class Team:
    """Machines with one shared store."""

    address: str
    folder: Path

    def machine(self, name: str) -> tuple[Store, SharedStore]:
        """A machine with a cache of its own."""
        shared = SharedStore(self.address, FORMS)
        return Store(self.folder / name, shared=shared), shared

    @property
    def place(self) -> Place:
        return place_of(self.address)


@pytest.fixture(params=["folder", "file", "memory"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Team:
    (tmp_path / "share").mkdir()
    if request.param != "folder":
        pytest.importorskip("fsspec")
    address = {
        "folder": str(tmp_path / "share"),
        "file": (tmp_path / "share").as_uri(),
        "memory": f"memory://{uuid4().hex}/deep",
    }[request.param]
    return Team(address, tmp_path)


def test_what_one_has_made_another_takes_and_keeps(team: Team) -> None:
    first, shared = team.machine("first")
    assert first.get("clip", KEY) is None
    first.put("clip", KEY, b"sound")
    first.put("clip", OTHER, b"")
    shared.settle()
    second, _ = team.machine("second")
    assert second.get("clip", KEY) == b"sound"
    assert second.get("clip", OTHER) == b""
    assert Store(team.folder / "second").get("clip", KEY) == b"sound"
    assert shared.notes() == []


def test_many_are_fetched_at_once_and_what_is_missing_is_not_asked_for_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [f"{number:02x}" * 16 for number in range(40)]
    first, shared = team.machine("first")
    for key in keys[:30]:
        first.put("clip", key, key.encode())
    shared.settle()
    second, brought = team.machine("second")
    came: list[None] = []
    second.fetch("clip", keys, lambda: came.append(None))
    assert len(came) == 30
    monkeypatch.setattr(type(team.place), "read", lambda *_: pytest.fail("it is asked for again"))
    assert [second.get("clip", key) for key in keys] == [*(key.encode() for key in keys[:30]), *[None] * 10]
    assert brought.notes() == []


def test_a_kind_that_is_not_shared_stays_here(team: Team) -> None:
    first, shared = team.machine("first")
    first.put("answer", KEY, b"of this machine")
    shared.settle()
    second, _ = team.machine("second")
    assert second.get("answer", KEY) is None


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "a bit": lambda entry: entry[:-1] + bytes([entry[-1] ^ 1]),
    "cut off": lambda entry: entry[:-1],
    "empty": lambda _: b"",
    "longer": lambda entry: entry + b"x",
    "other": lambda _: b"<html>not found</html>" * 9,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_told_once_and_made_anew_for_all(team: Team, damage: str) -> None:
    first, shared = team.machine("first")
    first.put("clip", KEY, b"sound")
    first.put("clip", OTHER, b"music")
    shared.settle()
    for key in (KEY, OTHER):
        name = f"clip/{key[:2]}/{key}"
        entry = team.place.read(name, 1000)
        assert entry is not None
        team.place.write(name, DAMAGE[damage](entry), over=True)
    second, seen = team.machine("second")
    assert second.get("clip", KEY) is None
    assert second.get("clip", OTHER) is None
    second.put("clip", KEY, b"sound")
    second.put("clip", OTHER, b"music")
    seen.settle()
    (note,) = seen.notes()
    assert note.endswith("is damaged and will be made again")
    assert KEY in note
    third, clean = team.machine("third")
    assert third.get("clip", KEY) == b"sound"
    assert third.get("clip", OTHER) == b"music"
    assert clean.notes() == []


def test_an_entry_under_anothers_name_is_not_taken(team: Team) -> None:
    first, shared = team.machine("first")
    first.put("clip", KEY, b"sound")
    shared.settle()
    entry = team.place.read(f"clip/{KEY[:2]}/{KEY}", 1000)
    assert entry is not None
    team.place.write(f"clip/{OTHER[:2]}/{OTHER}", entry, over=False)
    second, seen = team.machine("second")
    assert second.get("clip", OTHER) is None
    assert len(seen.notes()) == 1


def test_an_entry_that_is_whole_but_of_another_form_is_not_taken(team: Team) -> None:
    first, shared = team.machine("first")
    first.put("clip", KEY, bytes(101))
    shared.settle()
    second, seen = team.machine("second")
    assert second.get("clip", KEY) is None
    assert len(seen.notes()) == 1


def test_what_is_there_is_not_written_again(team: Team) -> None:
    first, shared = team.machine("first")
    first.put("clip", KEY, b"sound")
    shared.settle()
    second, other = team.machine("second")
    second.put("clip", KEY, b"drawn anew")
    other.settle()
    third, _ = team.machine("third")
    assert third.get("clip", KEY) == b"sound"


def test_many_machines_write_one_entry_at_once_and_it_is_whole(team: Team) -> None:
    machines = [team.machine(str(number)) for number in range(6)]
    for store, _ in machines:
        store.put("clip", KEY, b"sound" * 20)
    for _, shared in machines:
        shared.settle()
        assert shared.notes() == []
    assert team.machine("last")[0].get("clip", KEY) == b"sound" * 20
    assert [path for path in team.folder.rglob("*.part") if path.is_file()] == []


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A short deadline, and an event that ends what hangs."""
    monkeypatch.setattr(room, "DEADLINE", 0.5)
    release = threading.Event()
    yield release
    release.set()


def _folder(path: Path) -> tuple[Store, SharedStore]:
    (path / "share").mkdir(exist_ok=True)
    shared = SharedStore(str(path / "share"), FORMS)
    return Store(path / "cache", shared=shared), shared


@pytest.mark.parametrize("what", ["meet", "read", "write"])
def test_a_store_that_hangs_is_told_once_and_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patient: threading.Event, what: str
) -> None:
    calls: list[object] = []

    def hang(*given: object, **_: object) -> None:
        calls.append(given)
        patient.wait(30)

    monkeypatch.setattr(Folder, what, hang)
    if what == "meet":
        monkeypatch.setattr(room, "CONTACT", 0.2)
    store, shared = _folder(tmp_path)
    for key in (KEY, OTHER):
        store.put("clip", key, b"sound")
        shared.settle()
        assert store.get("clip", "ef" + key[2:]) is None
    (note,) = shared.notes()
    assert "cannot be used, so everything is made on this machine: no answer for" in note
    assert len(calls) == 1
    assert store.get("clip", KEY) == b"sound"


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    shared = SharedStore(str(tmp_path / "share"), FORMS)
    store = Store(tmp_path / "cache", shared=shared)
    store.put("clip", KEY, b"sound")
    assert store.get("clip", KEY) == b"sound"
    assert store.get("clip", OTHER) is None
    shared.settle()
    (note,) = shared.notes()
    assert note.endswith("cannot be used, so everything is made on this machine: no such folder")
    assert not (tmp_path / "share").exists()


def test_a_store_that_may_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, shared = _folder(tmp_path)
    store.put("clip", KEY, b"sound")
    shared.settle()
    tries: list[object] = []

    def refuse(*given: object, **_: object) -> None:
        tries.append(given)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Folder, "write", refuse)
    reader = SharedStore(str(tmp_path / "share"), FORMS)
    second = Store(tmp_path / "second", shared=reader)
    assert second.get("clip", KEY) == b"sound"
    for number in range(3):
        second.put("clip", f"{number:02x}" * 16, b"mine")
        reader.settle()
    (note,) = reader.notes()
    assert "cannot be written, so what is made here is not shared: Permission denied" in note
    assert len(tries) == 1


def test_one_failure_is_told_and_three_end_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[object] = []

    def fail(*given: object) -> None:
        tries.append(given)
        raise ValueError("a file system of somebody else's raises what it likes")

    monkeypatch.setattr(Folder, "read", fail)
    store, shared = _folder(tmp_path)
    for number in range(6):
        assert store.get("clip", f"{number:02x}" * 16) is None
        assert len(shared.notes()) == (number == 0)
    assert len(tries) == 3


def test_an_address_that_nobody_knows_is_one_line() -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(UsageError, match=r"//bucket has the unknown protocol 'nowhere'; use a folder, or an address"):
        SharedStore("nowhere://me:secret@bucket", FORMS)


def test_no_password_is_shown() -> None:
    pytest.importorskip("fsspec")
    assert SharedStore("memory://me:secret@host/x", FORMS).address == "memory://host/x"


def test_without_fsspec_the_command_that_helps_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiorender.shared.places.find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r"needs the package fsspec; run `pip install 'audiorender\[remote-store\]'`"):
        SharedStore("s3://bucket", FORMS)


def test_a_package_that_fsspec_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec = pytest.importorskip("fsspec")

    def lacking(_protocol: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec, "get_filesystem_class", lacking)
    with pytest.raises(UsageError, match="needs a missing package: Install s3fs to access S3; install it"):
        SharedStore("s3://bucket", FORMS)
