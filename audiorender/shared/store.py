"""The shared store: clips and pieces that other machines have made. Entries are verified when read, and written once.

An entry is a marker, the SHA-256 of its name and data, and the data. An entry with a wrong hash, under another name, or
with data that does not parse counts as missing: a note says so once, and the new data replaces it.

A store that does not answer costs a render a few seconds at most: a note says so, and it is not used again.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from itertools import islice
from threading import Lock

from audiorender.shared.hands import Hands
from audiorender.shared.places import Place, place_of, without_secrets
from audiorender.watch import LOG

VARIABLE = "AUDIORENDER_SHARED_STORE"

CONTACT = 10.0
"""Seconds to wait for the first answer."""

DEADLINE = 60.0
"""Seconds within which at least one of the entries in progress must be read or written."""

MOST = 500_000_000
"""The most bytes of an entry that are read or written: a clip of an hour has 350 million."""

_READING, _WRITING = 16, 4
"""How many entries are read and written at the same time: most of the time is network latency."""

_ABSENT = 60.0
"""Seconds for which a missing entry is not looked for again."""

_FAILURES = 3
"""After this many failures in a row, reading or writing stops."""

_MARK = b"ARS1"
_HEAD = len(_MARK) + hashlib.sha256().digest_size

Forms = Mapping[str, Callable[[bytes], object]]
"""The kinds of entries that are shared, each with a function that raises ValueError for data that does not parse."""


class SharedStore:
    """The store at `address`. Its methods may be called from any thread; their failures become notes."""

    def __init__(self, address: str, forms: Forms) -> None:
        """Raises UsageError as `place_of` does; connects to nothing."""
        self.address = without_secrets(address)
        self._place: Place = place_of(address)
        self._forms = forms
        self._reading, self._writing = Hands(_READING, "shared-read"), Hands(_WRITING, "shared-write")
        self._meeting, self._lock = Lock(), Lock()
        self._met = self._given_up = False
        self._readable = self._writable = True
        self._failed = {"read": 0, "written": 0}
        self._damaged: set[str] = set()
        self._absent: dict[str, float] = {}
        self._told: list[str] = []
        self._reported: set[str] = set()
        self._under_way: set[Future[None]] = set()

    def notes(self) -> list[str]:
        """What went wrong since the last call, as sentences."""
        with self._lock:
            notes, self._told = self._told, []
        return notes

    def fetch(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The entries that exist, as they arrive."""
        if kind not in self._forms:
            return
        waiting: dict[Future[bytes | None], str] = {}
        left = (key for key in keys if time.monotonic() >= self._absent.get(_name(kind, key), 0.0))
        while True:
            for key in islice(left, _READING - len(waiting)):
                if self._readable and self._there():
                    name = _name(kind, key)
                    waiting[self._reading.submit(partial(self._place.read, name, MOST + _HEAD))] = key
            if not waiting:
                return
            done = wait(waiting, DEADLINE, FIRST_COMPLETED).done
            if not done:
                self._give_up(f"no answer for {DEADLINE:.0f} s")
                return
            for future in done:
                key = waiting.pop(future)
                data = self._data(kind, key, future)
                if data is not None:
                    yield key, data

    def put(self, kind: str, key: str, read: Callable[[], bytes | None]) -> None:
        """Write what `read` returns in the background, unless there is a good entry already."""
        if kind not in self._forms or not self._writable or not self._there():
            return
        name = _name(kind, key)

        def write() -> None:
            data = read() if self._writable else None
            if data is not None and len(data) <= MOST:
                self._place.write(name, _head(name, data) + data, over=name in self._damaged)

        future = self._writing.submit(write)
        with self._lock:
            self._under_way.add(future)
        future.add_done_callback(self._written)

    def settle(self) -> None:
        """Wait until everything is written."""
        while not self._given_up:
            with self._lock:
                under_way = set(self._under_way)
            if not under_way:
                return
            if not wait(under_way, DEADLINE, FIRST_COMPLETED).done:
                self._give_up(f"no answer for {DEADLINE:.0f} s")

    def close(self) -> None:
        """Let its threads end; from now on nothing is read or written."""
        with self._lock:
            self._readable = self._writable = False
            self._given_up = True
        self._reading.close()
        self._writing.close()

    def _there(self) -> bool:
        """Whether it can be reached, which is tested once."""
        with self._meeting:
            if not self._met:
                self._met = True
                future = self._reading.submit(self._place.meet)
                if not wait([future], CONTACT).done:
                    self._give_up(f"no answer for {CONTACT:.0f} s")
                elif error := future.exception():
                    self._give_up(_reason(error))
            return self._readable or self._writable

    def _data(self, kind: str, key: str, future: Future[bytes | None]) -> bytes | None:
        """The verified data of an entry, or None."""
        error = future.exception()
        if error is not None:
            self._fail("read", error)
            return None
        self._failed["read"] = 0
        name, entry = _name(kind, key), future.result()
        if entry is None:
            self._absent[name] = time.monotonic() + _ABSENT
            return None
        data = entry[_HEAD:]
        if entry[:_HEAD] == _head(name, data) and self._formed(kind, data):
            return data
        if not self._damaged:
            self._tell(f"{name} in the shared store {self.address} is damaged and will be made again")
        self._damaged.add(name)
        self._absent[name] = time.monotonic() + _ABSENT
        return None

    def _formed(self, kind: str, data: bytes) -> bool:
        try:
            self._forms[kind](data)
        except ValueError:
            return False
        return True

    def _written(self, future: Future[None]) -> None:
        if error := future.exception():
            self._fail("written", error)
        else:
            self._failed["written"] = 0
        with self._lock:  # last, because whoever waits for it then reads the notes
            self._under_way.discard(future)

    def _fail(self, what: str, error: BaseException) -> None:
        """Note once that reading or writing failed; stop trying after a few failures."""
        with self._lock:
            self._failed[what] += 1
            for_good = self._failed[what] >= _FAILURES or isinstance(error, PermissionError)
            if for_good and what == "read":
                self._readable = False
            elif for_good:
                self._writable = False
            tell = what not in self._reported
            self._reported.add(what)
        if tell:
            lacking = "everything is made on this machine" if what == "read" else "what is made here is not shared"
            self._tell(f"the shared store {self.address} cannot be {what}, so {lacking}: {_reason(error)}")

    def _give_up(self, reason: str) -> None:
        with self._lock:
            tell = self._readable or self._writable
            self._readable = self._writable = False
            self._given_up = True
        if tell:
            self._tell(
                f"the shared store {self.address} cannot be used, so everything is made on this machine: {reason}"
            )

    def _tell(self, text: str) -> None:
        LOG.warning("%s", text)
        with self._lock:
            self._told.append(text)


def _name(kind: str, key: str) -> str:
    return f"{kind}/{key[:2]}/{key}"


def _head(name: str, data: bytes) -> bytes:
    digest = hashlib.sha256(f"{name}\0".encode())
    digest.update(data)
    return _MARK + digest.digest()


def _reason(error: BaseException) -> str:
    """What went wrong, on one short line."""
    said = getattr(error, "strerror", None) or str(error)
    return " ".join(f"{said or type(error).__name__}".split())[:200]
