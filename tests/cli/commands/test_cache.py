"""`audiorender cache`: what is kept, what may go, and why something is made anew."""

from __future__ import annotations

import os
import time
from pathlib import Path

from desk import SCRIPT, Desk, Ran

from audiorender.store import Store
from audiorender.store.upkeep import usage


def filled(desk: Desk) -> Store:
    store = Store(desk.cache)
    for number in range(4):
        store.put("clip", f"{number:040x}", bytes(250_000))
    store.put("piece", "f" * 40, bytes(100_000))
    return store


def test_its_size(desk: Desk) -> None:
    store = filled(desk)
    kinds = {
        kind: {"entries": used.entries, "bytes": used.size, "oldest": used.oldest, "hits": 0, "misses": 0}
        for kind, used in usage(store.root).items()
    }
    for words in (("cache",), ("cache", "size")):
        ran = desk.inside(*words)
        assert ran.code == 0
        assert [line.split() for line in ran.out.splitlines()[1:]] == [
            ["kind", "entries", "MB", "days", "unused", "found", "not", "found"],
            ["clip", "4", "1.0", "0", "0", "0"],
            ["piece", "1", "0.1", "0", "0", "0"],
        ]
    assert desk.inside("cache", "size", "--json").json == {"folder": str(desk.cache), "kinds": kinds}
    assert desk.inside("cache", "size", "--quiet") == Ran(0, "", "")


def test_an_empty_one_is_not_made(desk: Desk) -> None:
    assert desk.inside("cache", "size", "--json").json == {"folder": str(desk.cache), "kinds": {}}
    assert not desk.cache.exists()


def test_the_longest_unused_go_first(desk: Desk) -> None:
    store = filled(desk)
    old = desk.cache / "clip" / "00" / f"{2:040x}"
    os.utime(old, (time.time() - 10 * 86_400,) * 2)
    assert desk.inside("cache", "prune", "--unused", "5").out == "removed 1 entry, 0.3 MB\n"
    assert not old.exists()
    told = desk.inside("cache", "prune", "--keep", "0", "--json").json
    assert told["entries"] == 4
    assert sum(used.entries for used in usage(store.root).values()) == 0


def test_why(desk: Desk) -> None:
    told = desk.inside("cache", "why", "tides.script.md", "--json").json
    assert [one["line"] for one in told] == [11, 13, 15, 19, 21, 25]
    assert {one["why"] for one in told} == {"it has not been rendered before"}
    desk.inside("render", "tides.script.md")
    assert (
        desk.inside("cache", "why", "tides.script.md").out
        == "nothing would be made again: every clip is in the cache\n"
    )
    desk.write("tides.script.md", SCRIPT.replace("my mother", "my father"))
    assert desk.inside("cache", "why", Path("tides.script.md")).out.splitlines()[1].split("  ")[-1].strip() == (
        "its words are new"
    )
