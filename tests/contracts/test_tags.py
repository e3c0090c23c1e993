"""What every container of audiorender.publish.tags promises. A new container needs a maker here."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from audiorender.errors import OutputError, VerifyError
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.readback import Mark
from audiorender.publish.tags import READERS, read_tags
from audiorender.publish.tags.mp3 import id3_tag
from audiorender.timecode import milliseconds

MPEG_SILENCE = (b"\xff\xfb\x94\x00" + bytes(380)) * 42
"""A second of frames: MPEG 1 layer III, 128 kbit/s, 48 kHz, stereo, all of whose spectrum is zero."""


def make_mp3(path: Path, meta: Meta, chapters: Sequence[Chapter]) -> None:
    path.write_bytes(id3_tag(meta, chapters) + MPEG_SILENCE)


MAKERS: dict[str, Callable[[Path, Meta, Sequence[Chapter]], None]] = {".mp3": make_mp3}
"""How a file of each container is made."""

MOST = {".mp3": 255}
"""How many chapters it holds."""

TITLES = {
    "ascii": ["Finding the fault", "A & B; C = <D>\\ #1"],
    "latin": ["L'été à Brême", "Ångström’s “rule”"],
    "cyrillic": ["Маяк на мысу", "Ёлки"],
    "cjk": ["灯台の無線機", "修理 一九八七"],
    "emoji": ["📻 on the air", "👩🏽‍🔧"],
    "long": ["é" * 300, "w" * 300],
}

META = Meta(title="A test of names", show="Tests", language="en")
containers = pytest.mark.parametrize("suffix", sorted(READERS))


def contiguous(titles: Sequence[str]) -> list[Chapter]:
    """Chapters of unequal lengths that do not all begin on a millisecond."""
    ends = [0]
    for number, _ in enumerate(titles):
        ends.append(ends[-1] + RATE // 10 + 37 * (number + 1))
    return [Chapter(ends[n], ends[n + 1], title) for n, title in enumerate(titles)]


def planned(chapters: Sequence[Chapter]) -> tuple[Mark, ...]:
    return tuple(Mark(milliseconds(c.start), milliseconds(c.end), c.title) for c in chapters)


def by_ffprobe(path: Path) -> tuple[tuple[float, float, str], ...]:
    """Start and end in milliseconds and title, in ffprobe's order."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    return tuple(
        (float(c["start_time"]) * 1000, float(c["end_time"]) * 1000, c["tags"]["title"])
        for c in json.loads(done.stdout)["chapters"]
    )


def by_ffmpeg(path: Path) -> list[str]:
    """The chapters' titles in the order of the ffmpeg that the program itself uses."""
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-f", "ffmetadata", "-"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    _, *chapters = done.stdout.split("[CHAPTER]\n")
    return [chapter.partition("title=")[2].rstrip("\n") for chapter in chapters]


def test_every_container_is_under_contract() -> None:
    assert set(MAKERS) == set(MOST) == set(READERS)


def test_an_unknown_container_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match=r"no reader for '\.mp4' files; did you mean '\.mp3'"):
        read_tags(tmp_path / "a.mp4")


@containers
@pytest.mark.parametrize("count", [1, 2, 100, 255])
def test_chapters_come_back_in_order_and_to_the_millisecond(tmp_path: Path, suffix: str, count: int) -> None:
    # Titles that get shorter: a writer that sorts its entries by size would turn them round.
    chapters = contiguous([f"Part {n} {'x' * (count - n)}" for n in range(count)])
    path = tmp_path / f"a{suffix}"
    MAKERS[suffix](path, META, chapters)
    tags = read_tags(path)
    assert tags.chapters == planned(chapters)
    assert tags.title == META.title
    assert tags.faults == ()


@containers
@pytest.mark.parametrize("titles", TITLES.values(), ids=TITLES)
def test_titles_come_back(tmp_path: Path, suffix: str, titles: list[str]) -> None:
    path = tmp_path / f"a{suffix}"
    chapters = contiguous(titles)
    MAKERS[suffix](path, META, chapters)
    assert read_tags(path).chapters == planned(chapters)


@containers
def test_more_chapters_than_it_holds_are_an_error_that_leaves_no_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    too_many = contiguous(["x"] * (MOST[suffix] + 1))
    with pytest.raises(OutputError, match=f"at most {MOST[suffix]} chapters, this episode has {MOST[suffix] + 1}"):
        MAKERS[suffix](path, META, too_many)
    assert not path.exists()


@containers
def test_writing_twice_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    for path in (first, second):
        MAKERS[suffix](path, META, contiguous(["One", "Zwei"]))
    assert first.read_bytes() == second.read_bytes()


@containers
def test_ffmpeg_lists_the_chapters_in_order(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    titles = [f"Part {n} {'x' * (100 - n)}" for n in range(100)]
    MAKERS[suffix](path, META, contiguous(titles))
    assert by_ffmpeg(path) == titles


@pytest.mark.debian
@containers
@pytest.mark.parametrize(
    "titles",
    [["Only"], [f"Part {n} {'x' * (255 - n)}" for n in range(255)], *TITLES.values()],
    ids=["one", "most", *TITLES],
)
def test_ffprobe_lists_the_same_chapters(tmp_path: Path, suffix: str, titles: list[str]) -> None:
    path = tmp_path / f"a{suffix}"
    chapters = contiguous(titles)
    MAKERS[suffix](path, META, chapters)
    found = by_ffprobe(path)
    marks = planned(chapters)
    assert [(round(start), round(end), title) for start, end, title in found] == [
        (mark.start, mark.end, mark.title) for mark in marks
    ]
