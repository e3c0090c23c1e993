"""What every format of chapters in `publish.chapters` promises: what is written is read again, and junk is refused."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import time
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.audio import ffmpeg
from audiorender.cli.commands.chapters import FORMS
from audiorender.errors import OutputError, SourceError
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish import chapters as room
from audiorender.publish.chapters import BY_NAME, BY_SUFFIX, FORMATS, Listing, read_listing
from audiorender.publish.chapters.cuesheet import MAX_TRACKS
from audiorender.publish.oneline import one_line
from audiorender.timecode import milliseconds

META = Meta(title="Kites = wind; #1", show="Small Machines", author="Lena Fuchs")

STEPS = {"json": 48, "psc": 48, "vtt": 48, "ffmetadata": 48, "ogm": 48, "cue": 640, "audacity": 1, "text": RATE}
STEPS |= {"matroska": 48, "markers": 48}
"""Samples in the smallest step of time that each format tells."""

LINKED = {"json", "psc"}
"""Formats that hold links and pictures."""

HOSTILE = [
    "- 10:30 to Bern",
    "10:30 - 11:00",
    "[a](https://b.example)",
    "**bold**",
    '"quoted" "twice"',
    "C:\\[x]\\",
    "a\tb\nc\r\nd\x00e",
    "]]></psc:chapter>&amp;<script>",
    "#;=\\",
    "TITLE INDEX 01 00:00:00",
    "CHAPTER01NAME=x",
    "0:00:01.000 --> 0:00:02.000",
    "[CHAPTER]",
    "{",
    "\u202eright to left",
    "\ufeffmark",
    "\ud800 half",
    "ends at 10:30",
    "…" * 300,
    "ü 漢字 🎈 \u2028 x",
]

each_format = pytest.mark.parametrize("name", sorted(BY_NAME))


def contiguous(starts: list[int], titles: list[str], last: int) -> list[Chapter]:
    ends = [*starts[1:], last]
    return [Chapter(start, end, title) for start, end, title in zip(starts, ends, titles, strict=True)]


TITLES = st.text(min_size=1).filter(one_line) | st.sampled_from(HOSTILE)


@st.composite
def plans(draw: st.DrawFn, step: int) -> list[Chapter]:
    """Chapters from 0 on, each a step of the format from the next at least, elsewhere on any sample."""
    lengths = draw(st.lists(st.integers(step, 4000 * RATE), min_size=1, max_size=12))
    starts = [sum(lengths[:number]) for number in range(len(lengths))]
    return contiguous(starts, draw(st.lists(TITLES, min_size=len(starts), max_size=len(starts))), sum(lengths))


def expected(name: str, title: str) -> str:
    return one_line(title).replace('"', "'") if name == "cue" else one_line(title)


def test_every_module_stands_in_the_table_and_has_its_line_here() -> None:
    found = [import_module(f"{room.__name__}.{module.name}") for module in pkgutil.iter_modules(room.__path__)]
    assert {module.NAME for module in found if hasattr(module, "looks")} == BY_NAME.keys() == STEPS.keys()
    assert len(BY_NAME) == len(FORMATS)
    assert sum(len(each.SUFFIXES) for each in FORMATS) == len(BY_SUFFIX)


@each_format
@given(data=st.data())
def test_what_is_written_is_known_and_read_again(name: str, data: st.DataObject) -> None:
    step = STEPS[name]
    planned = data.draw(plans(max(2 * step, RATE // 500)))
    text = BY_NAME[name].write(planned, META, "kites.mp3")
    text.encode()
    assert next(each for each in FORMATS if each.looks(text)) is BY_NAME[name]
    found = read_listing(text)
    assert found.notes == ()
    assert [entry.title for entry in found.entries] == [expected(name, chapter.title) for chapter in planned]
    for entry, chapter in zip(found.entries, planned, strict=True):
        assert entry.start % step == 0
        assert abs(entry.start - chapter.start) < step
        assert step == RATE or abs(entry.start - chapter.start) <= step / 2


@each_format
@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_on_its_line(name: str, title: str) -> None:
    planned = contiguous([0, 60 * RATE, 7200 * RATE], ["One", title, "Three"], 7300 * RATE)
    entries = read_listing(BY_NAME[name].write(planned, META, "a.wav")).entries
    assert [entry.title for entry in entries] == ["One", expected(name, title), "Three"]
    assert [entry.start for entry in entries] == [0, 60 * RATE, 7200 * RATE]


@each_format
def test_links_and_pictures_stay_where_they_can(name: str) -> None:
    url = 'https://example.org/a+b%20c?d=ü&e="f"'
    text = BY_NAME[name].write([Chapter(0, RATE, "One", url, "pictures/one two.png")], META, "a.mp3")
    (entry,) = read_listing(text).entries
    assert (entry.url, entry.image) == ((url, "pictures/one two.png") if name in LINKED else (None, None))


@each_format
@pytest.mark.parametrize("count", [1, 2, 99, 100, 255, 1000])
def test_as_many_chapters_as_it_holds(name: str, count: int) -> None:
    starts = [number * 10 * RATE for number in range(count)]
    planned = contiguous(starts, [f"Chapter {number}" for number in range(count)], count * 10 * RATE)
    if name == "cue" and count > MAX_TRACKS:
        with pytest.raises(OutputError, match="at most 99"):
            BY_NAME[name].write(planned, META, "a.mp3")
        return
    entries = read_listing(BY_NAME[name].write(planned, META, "a.mp3")).entries
    assert [(entry.start, entry.title) for entry in entries] == [(c.start, c.title) for c in planned]


JUNK = [
    "",
    "\n",
    "x",
    "{",
    "[]",
    "{}",
    "<",
    "<a>",
    ";FFMETADATA1\nx",
    "CHAPTER01=x",
    "TRACK 01 AUDIO\nINDEX 02",
    "0\t1\n\t",
]


@each_format
@pytest.mark.parametrize("text", [*JUNK, "\ud800", "\0", "[" * 100_000, "<a>" * 10_000, "9" * 10_000, "1:" * 10_000])
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    with suppress(SourceError):
        assert isinstance(BY_NAME[name].read(text), Listing)


@each_format
@given(data=st.data())
def test_a_damaged_text_is_read_or_refused(name: str, data: st.DataObject) -> None:
    text = BY_NAME[name].write(contiguous([0, 90 * RATE], ["One", "Two"], 99 * RATE), META, "a.mp3")
    at, more = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 30))
    broken = text[:at] + data.draw(st.text(max_size=5)) + text[at + more :]
    for read in (BY_NAME[name].read, read_listing):
        try:
            entries = read(broken).entries
        except SourceError:
            continue
        assert all(milliseconds(a.start) < milliseconds(b.start) for a, b in pairwise(entries))


_ENDLESS = {
    "blanks": " " * 200_000,
    "dashes": "-" * 200_000,
    "bullets": "- " * 100_000,
    "times": "1:00 " * 40_000,
    "dots": "." * 200_000 + "1:00",
    "brackets": "[" * 200_000,
    "backslashes": "\\" * 200_000,
    "tracks": "TRACK " * 40_000,
    "open elements": "<chapters" * 30_000,
    "tabs": "\t1" * 100_000,
    "breaks": "<" + "<br>" * 50_000 + "</",
    "escapes": ";FFMETADATA" + "=\\" * 99_999,
}


@pytest.mark.parametrize("kind", list(_ENDLESS))
def test_nothing_hangs(kind: str) -> None:
    began = time.process_time()
    for each in FORMATS:
        try:
            each.read(_ENDLESS[kind])
        except SourceError:
            continue
    assert time.process_time() - began < 5


# -- read by others ------------------------------------------------------------------------------------------------

PLAN = [
    Chapter(0, 61 * RATE, 'First = 1; #2 \\ "q" & <b>'),
    Chapter(61 * RATE, 3700 * RATE + 24, "Zweite, über 漢字 🎈", "https://example.org/?a=1&b=2"),
    Chapter(3700 * RATE + 24, 3800 * RATE, "Last"),
]


def test_ffmpeg_reads_the_metadata(tmp_path: Path) -> None:
    source = tmp_path / "chapters.ffmetadata"
    source.write_text(BY_NAME["ffmetadata"].write(PLAN, META, "a.mp3"), encoding="utf-8")
    command = [ffmpeg.executable(), "-v", "error", "-i", str(source), "-f", "ffmetadata", "-"]
    again = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert "title=Kites \\= wind\\; \\#1\n" in again
    entries = read_listing(again).entries
    assert [entry.title for entry in entries] == [chapter.title for chapter in PLAN]
    assert [milliseconds(entry.start) for entry in entries] == [milliseconds(c.start) for c in PLAN]


def test_json_reads_the_json() -> None:
    document = json.loads(BY_NAME["json"].write(PLAN, META, "a.mp3"))
    assert [one["title"] for one in document["chapters"]] == [chapter.title for chapter in PLAN]
    assert [one["startTime"] for one in document["chapters"]] == [0, 61, 3700.001]
    assert [one.get("url") for one in document["chapters"]] == [chapter.url for chapter in PLAN]


def test_a_parser_of_xml_reads_the_psc() -> None:
    root = ElementTree.fromstring(BY_NAME["psc"].write(PLAN, META, "a.mp3").encode())  # noqa: S314  it is our own
    names = {"psc": "http://podlove.org/simple-chapters"}
    assert root.tag == f"{{{names['psc']}}}chapters"
    found = root.findall("psc:chapter", names)
    assert [one.get("title") for one in found] == [chapter.title for chapter in PLAN]
    assert [one.get("start") for one in found] == ["00:00:00.000", "00:01:01.000", "01:01:40.001"]
    assert [one.get("href") for one in found] == [chapter.url for chapter in PLAN]


def test_the_command_line_offers_every_format() -> None:
    assert sorted(FORMS) == sorted(BY_NAME)
