"""Random damage to files of every container: a plain error or a whole edit, no traceback, no long wait, nothing changed
on an error.

`AUDIORENDER_DAMAGE` says how many files a container are tried (5000 before a release); 40 in a normal run.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from audiorender.errors import AudiorenderError
from audiorender.produce.retag.change import change_chapters
from audiorender.produce.retag.request import Changes, RetagRequest
from audiorender.publish.check.chapters import tag_findings
from audiorender.publish.check.header import header_findings
from audiorender.publish.check.reading import read_audio
from foreign.corpus import CORPUS

COUNT = int(os.environ.get("AUDIORENDER_DAMAGE", "40"))
LONGEST = 10.0
HEAD = 6000
"""Bytes at the beginning and at the end, where headers and tags stand: most of the damage is done there."""


def damaged(data: bytes, draw: random.Random) -> bytes:
    """A few bytes changed, taken out, put in, doubled or cut off."""
    spoiled = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 4, 8))):
        size = len(spoiled)
        if size < 16:
            break
        near = draw.random()
        at = draw.randrange(min(HEAD, size)) if near < 0.6 else size - 1 - draw.randrange(min(HEAD, size))
        at = draw.randrange(size) if near > 0.95 else at
        kind = draw.randrange(6)
        if kind == 0:
            spoiled[at] = draw.choice((0, 1, 0x7F, 0x80, 0xFF, draw.randrange(256)))
        elif kind == 1:
            spoiled[at : at + 4] = draw.choice((bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff", draw.randbytes(4)))
        elif kind == 2:
            del spoiled[at : at + draw.choice((1, 2, 7, 300))]
        elif kind == 3:
            spoiled[at:at] = draw.randbytes(draw.choice((1, 3, 64)))
        elif kind == 4:
            spoiled[at:at] = spoiled[at : at + draw.choice((8, 100))]
        else:
            del spoiled[max(at, 1) :]
    return bytes(spoiled)


def refusal(call: Callable[[], object]) -> str:
    """What a person is told; nothing where it went well. Any other error is one of the test."""
    try:
        call()
    except AudiorenderError as error:
        return str(error)
    return ""


def looked_at(path: Path) -> None:
    """All that `check` asks without decoding."""
    found = read_audio(path, "spoiled")
    assert all([*header_findings(found), *tag_findings(found)])


_JARGON = ("unpack", "Traceback", "object")
NAMES = [
    *("full.mp3", "newer.mp3", "loose.opus", "loose.ogg", "cued.flac"),
    *("full.m4a", "plain.m4a", "many-tracks.m4a", "regions.wav"),
]


@pytest.mark.parametrize("name", NAMES)
def test_damage_is_an_error_in_words_or_does_not_matter(tmp_path: Path, name: str) -> None:
    source = CORPUS[name](tmp_path / name)
    whole = source.read_bytes()
    path = tmp_path / f"spoiled{source.suffix}"
    refused = 0
    for seed in range(COUNT):
        draw = random.Random(f"{name} {seed}")
        data = damaged(whole, draw)
        path.write_bytes(data)
        started = time.monotonic()
        said = refusal(partial(looked_at, path))
        changes = draw.choice((Changes(rename={1: "New"}), Changes(add=((25 * 48_000, "New"),)), Changes()))
        wanted = RetagRequest(path, changes=changes, title=None if changes.any else "New")
        refusing = refusal(partial(change_chapters, wanted))
        if refusing:
            refused += 1
            assert path.read_bytes() == data, f"seed {seed}: changed in spite of an error: {refusing}"
        assert not any(word in said + refusing for word in _JARGON), f"seed {seed}: {said} {refusing}"
        assert time.monotonic() - started < LONGEST, f"seed {seed}"
        assert not list(tmp_path.glob(".*")), f"seed {seed}: something was left behind"
    assert 0 < refused < COUNT
