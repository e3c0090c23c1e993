"""What every container of audiorender.publish.tags promises. A new one needs an entry in tests/contracts/kinds.py."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imageio_ffmpeg import get_ffmpeg_exe

from audiorender.errors import AudiorenderError, OutputError, SourceError, VerifyError
from audiorender.files import sweep
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.edit import Edit
from audiorender.publish.readback import Mark
from audiorender.publish.tags import CONTAINERS, read_tags, write_tags
from audiorender.publish.tags.link import web_link
from audiorender.timecode import milliseconds
from contracts.kinds import FRAMES, KINDS, SECONDS, by_ffmpeg, by_ffprobe, packets

TITLES = {
    "ascii": ["Finding the fault", "A & B; C = <D>\\ #1"],
    "latin": ["L'été à Brême", "Ångström’s “rule”"],
    "cyrillic": ["Маяк на мысу", "Ёлки"],
    "cjk": ["灯台の無線機", "修理 一九八七"],
    "emoji": ["📻 on the air", "👩🏽‍🔧"],
    "long": ["é" * 300, "w" * 300],
}
LINKS = [
    "https://example.org/a+b?c=%20d",
    "http://example.org/Mot%C3%B6r head/été#ü",
    "https://bücher.example/?q=a&b=c",
    None,
]
HOSTILE = [
    "a\0b\r\nc\x1b[31m",
    "\u202egnp.exe\u202c",
    "<script>alert(1)</script>",
    "x" * 10_000,
    "\ud800 lone",
    "]]>&amp;",
]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256))
META = Meta(title="A test of names", show="Tests", author="Nell Ashby", date="2023-04-09", language="en")

containers = pytest.mark.parametrize("suffix", sorted(CONTAINERS))
Fresh = Callable[[str], Path]


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The same seconds of a tone in every container, with no tags at all; each made once."""
    folder = tmp_path_factory.mktemp("bare")

    def make(suffix: str) -> bytes:
        path = folder / f"bare{suffix}"
        if not path.exists():
            tone = ["-f", "lavfi", "-i", f"sine=330:sample_rate={RATE}:duration={SECONDS}"]
            exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact"]
            command = [get_ffmpeg_exe(), "-v", "error", *tone, "-ac", "1", *KINDS[suffix].encode, *exact, str(path)]
            subprocess.run(command, check=True)
        return path.read_bytes()

    return make


@pytest.fixture
def fresh(tmp_path: Path, bare: Callable[[str], bytes]) -> Fresh:
    """A new file of a container, without tags."""

    def make(suffix: str) -> Path:
        path = tmp_path / f"a{suffix}"
        path.write_bytes(bare(suffix))
        return path

    return make


def contiguous(titles: Sequence[str]) -> tuple[Chapter, ...]:
    """Chapters of unequal lengths, most of which do not begin on a millisecond, to the end of the file."""
    count = len(titles)
    edges = [FRAMES * n * (count + n) // (2 * count * count) for n in range(count)] + [FRAMES]
    return tuple(Chapter(edges[n], edges[n + 1], title) for n, title in enumerate(titles))


def planned(suffix: str, chapters: Sequence[Chapter]) -> tuple[Mark, ...]:
    """What is read of them in this container."""
    shown = KINDS[suffix].shown
    return tuple(Mark(milliseconds(c.start), milliseconds(c.end), shown(c.title)) for c in chapters)


def shrinking(count: int) -> list[str]:
    """Titles that get shorter: a writer that sorts its entries by size would turn them round."""
    return [f"Part {n} {'x' * (count - n)}" for n in range(count)]


def test_every_container_is_under_contract() -> None:
    assert set(KINDS) == set(CONTAINERS)


def test_an_unknown_container_is_an_error(tmp_path: Path) -> None:
    for call in (read_tags, lambda path: write_tags(path, Edit())):
        with pytest.raises(VerifyError, match=r"no reader for '\.mp33' files; did you mean '\.mp3'"):
            call(tmp_path / "a.mp33")


@containers
@pytest.mark.parametrize("count", [1, 2, 100, 255])
def test_chapters_come_back_in_order_and_to_the_millisecond(fresh: Fresh, suffix: str, count: int) -> None:
    chapters, path = contiguous(shrinking(count)), fresh(suffix)
    said = write_tags(path, Edit.of(META, chapters))
    tags = read_tags(path)
    assert tags.chapters == planned(suffix, chapters)
    assert (tags.title, tags.show, tags.author) == (META.title, META.show, META.author)
    assert tags.faults == ()
    cut = any(mark.title != chapter.title for mark, chapter in zip(tags.chapters, chapters, strict=True))
    assert bool(said) == (cut or count > KINDS[suffix].shown_by_all)


@containers
@pytest.mark.parametrize("titles", TITLES.values(), ids=TITLES)
def test_titles_come_back(fresh: Fresh, suffix: str, titles: list[str]) -> None:
    path, chapters = fresh(suffix), contiguous(titles)
    said = write_tags(path, Edit.of(META, chapters))
    tags = read_tags(path)
    assert tags.chapters == planned(suffix, chapters)
    assert tags.faults == ()
    assert bool(said) == any(KINDS[suffix].shown(title) != title for title in titles)


@containers
def test_the_title_of_the_file_comes_back_whatever_it_is(fresh: Fresh, suffix: str) -> None:
    path = fresh(suffix)
    for title in [title for titles in TITLES.values() for title in titles]:
        write_tags(path, Edit(title=title, show=title, author=title))
        tags = read_tags(path)
        assert (tags.title, tags.show, tags.author) == (title, title, title)


@containers
def test_as_many_chapters_as_it_holds_and_not_one_more(fresh: Fresh, suffix: str) -> None:
    most, path = CONTAINERS[suffix].most, fresh(suffix)
    chapters = contiguous(["x"] * (most + 1))
    before = path.read_bytes()
    with pytest.raises(OutputError, match=f"at most {most} chapters, this episode has {most + 1}"):
        write_tags(path, Edit(chapters=chapters))
    assert path.read_bytes() == before
    write_tags(path, Edit(chapters=(*chapters[:-2], Chapter(chapters[-2].start, FRAMES, "last"))))
    assert len(read_tags(path).chapters) == most


@containers
def test_links_are_written_so_that_every_app_opens_them(fresh: Fresh, suffix: str) -> None:
    path = fresh(suffix)
    chapters = tuple(
        Chapter(c.start, c.end, c.title, url) for c, url in zip(contiguous(["a", "b", "c", "d"]), LINKS, strict=True)
    )
    said = write_tags(path, Edit(chapters=chapters))
    tags = read_tags(path)
    assert tags.faults == ()
    if KINDS[suffix].links:
        assert [mark.url for mark in tags.chapters] == [url and web_link(url) for url in LINKS]
        assert said == ()
    else:
        assert [mark.url for mark in tags.chapters] == [None] * 4
        assert len(said) == 1
    said = write_tags(path, Edit(chapters=(Chapter(0, FRAMES, "x", "javascript:alert(1)"),)))
    assert len(said) == 1
    assert "link" in said[0]
    assert read_tags(path).chapters[0].url is None


@containers
def test_pictures_of_chapters_come_back_or_are_told_of(fresh: Fresh, suffix: str) -> None:
    path = fresh(suffix)
    one, two = contiguous(["a", "b"])
    chapters = (Chapter(one.start, one.end, "a", image="a.png"), Chapter(two.start, two.end, "b", image="b.jpg"))
    said = write_tags(path, Edit(chapters=chapters, pictures={"a.png": PNG, "b.jpg": JPEG}))
    found = [mark.image for mark in read_tags(path).chapters]
    if KINDS[suffix].pictures:
        assert (found, said) == ([PNG, JPEG], ())
    else:
        assert found == [None, None]
        assert len(said) == 1
        assert "picture" in said[0]


@containers
@pytest.mark.parametrize("cover", [PNG, JPEG, JPEG + bytes(300_000)], ids=["png", "jpeg", "large"])
def test_the_cover_comes_back_and_can_be_replaced(fresh: Fresh, suffix: str, cover: bytes) -> None:
    path = fresh(suffix)
    write_tags(path, Edit.of(META, contiguous(["a", "b"]), cover=cover))
    assert read_tags(path).cover == (cover if KINDS[suffix].cover else None)
    write_tags(path, Edit(cover=PNG))
    tags = read_tags(path)
    assert tags.cover == (PNG if KINDS[suffix].cover else None)
    assert [mark.title for mark in tags.chapters] == ["a", "b"]
    assert (tags.title, tags.faults) == (META.title, ())


@containers
def test_what_an_edit_does_not_name_stays(fresh: Fresh, suffix: str) -> None:
    path = fresh(suffix)
    KINDS[suffix].plant(path)
    planted = KINDS[suffix].planted(path)
    assert planted
    write_tags(path, Edit.of(META, contiguous(["a", "b"]), cover=PNG, comment="Weather."))
    assert KINDS[suffix].planted(path) == planted
    before = read_tags(path)
    write_tags(path, Edit(author="Moll"))
    assert KINDS[suffix].planted(path) == planted
    after = read_tags(path)
    assert after.author == "Moll"
    assert (after.title, after.show, after.chapters, after.cover) == (
        before.title,
        before.show,
        before.chapters,
        before.cover,
    )
    write_tags(path, Edit(chapters=()))
    assert read_tags(path).chapters == ()
    assert read_tags(path).title == META.title
    assert KINDS[suffix].planted(path) == planted


@containers
def test_the_sound_stays_byte_for_byte(fresh: Fresh, suffix: str) -> None:
    path = fresh(suffix)
    before = packets(path)
    write_tags(path, Edit.of(META, contiguous(shrinking(200)), cover=JPEG + bytes(200_000)))
    assert packets(path) == before
    write_tags(path, Edit(chapters=contiguous(["One"])))
    assert packets(path) == before


@containers
def test_writing_twice_gives_the_same_bytes(fresh: Fresh, suffix: str, tmp_path: Path) -> None:
    edit = Edit.of(META, contiguous(["One", "Zwei"]), cover=PNG, comment="Weather.", encoder="a test")
    path = fresh(suffix)
    write_tags(path, edit)
    first = path.read_bytes()
    write_tags(path, edit)
    assert path.read_bytes() == first
    write_tags(path, Edit())
    assert path.read_bytes() == first
    path = fresh(suffix)
    KINDS[suffix].plant(path)
    write_tags(path, edit)
    first = path.read_bytes()
    write_tags(path, edit)
    assert path.read_bytes() == first


@containers
@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_text_comes_out_harmless(fresh: Fresh, suffix: str, title: str) -> None:
    path = fresh(suffix)
    chapters = contiguous([title, "After it"])
    write_tags(path, Edit.of(Meta(title=title, show=title, author=title, description=title), chapters))
    tags = read_tags(path)
    assert len(tags.chapters) == 2
    assert tags.chapters[1].title == "After it"
    for shown in (tags.title, tags.show, tags.author, tags.chapters[0].title):
        assert shown
        assert all(ord(character) >= 32 and not 0xD800 <= ord(character) < 0xE000 for character in shown)
    assert tags.faults == ()


@containers
def test_titles_that_cannot_be_shown_are_an_error(fresh: Fresh, suffix: str) -> None:
    path = fresh(suffix)
    before = path.read_bytes()
    for edit in (Edit(title=" \n"), Edit(chapters=contiguous(["One", "\x07"]))):
        with pytest.raises(OutputError, match="has no title"):
            write_tags(path, edit)
        assert path.read_bytes() == before


@containers
def test_ffmpeg_lists_the_chapters_in_order(fresh: Fresh, suffix: str) -> None:
    if not KINDS[suffix].by_ffmpeg:
        pytest.skip("ffmpeg reads no chapters of this container")
    path = fresh(suffix)
    chapters = contiguous(shrinking(100))
    write_tags(path, Edit.of(META, chapters))
    assert by_ffmpeg(path) == [mark.title for mark in planned(suffix, chapters)]


LISTS = {"one": ["Only"], "most": shrinking(255), **TITLES}


@pytest.mark.debian
@containers
@pytest.mark.parametrize("titles", LISTS.values(), ids=LISTS)
def test_ffprobe_lists_the_same_chapters(fresh: Fresh, suffix: str, titles: list[str]) -> None:
    if not KINDS[suffix].by_ffmpeg:
        pytest.skip("ffmpeg reads no chapters of this container")
    path, chapters = fresh(suffix), contiguous(titles)
    write_tags(path, Edit.of(META, chapters))
    *found, (start, end, title) = by_ffprobe(path)
    *marks, last = planned(suffix, chapters)
    assert found == [(mark.start, mark.end, mark.title) for mark in marks]
    assert (start, title) == (last.start, last.title)
    assert 0 <= end - last.end <= KINDS[suffix].late


@pytest.mark.debian
@containers
@pytest.mark.parametrize("titles", LISTS.values(), ids=LISTS)
def test_a_third_reader_lists_the_same_chapters(fresh: Fresh, suffix: str, titles: list[str]) -> None:
    path, chapters = fresh(suffix), contiguous(titles)
    write_tags(path, Edit.of(META, chapters))
    found = KINDS[suffix].third(path)
    assert found == [(mark.start, mark.title) for mark in planned(suffix, chapters)]


@pytest.fixture
def no_room() -> Iterator[Callable[[int], None]]:
    """Let the system refuse every write past so many bytes of a file, as a full disk does."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))


EDIT = Edit.of(META, contiguous(shrinking(20)), cover=JPEG + bytes(100_000))
"""More than 100 KB of tags before 100 KB of sound or more."""


@containers
@pytest.mark.parametrize("room", [0, 1, 3_000, 100_000, 150_000])
def test_a_full_disk_leaves_the_old_file(
    fresh: Fresh, suffix: str, room: int, no_room: Callable[[int], None], tmp_path: Path
) -> None:
    path = fresh(suffix)
    write_tags(path, Edit(title="The old one"))
    before = path.read_bytes()
    no_room(room)
    with pytest.raises(AudiorenderError) as caught:
        write_tags(path, EDIT)
    no_room(resource.RLIM_INFINITY)
    assert caught.value.exit_code == 1
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


KILLED = """
import resource, signal, sys
from pathlib import Path
from audiorender.model import Chapter, Meta
from audiorender.publish.edit import Edit
from audiorender.publish.tags import write_tags
path, room, frames = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
edit = Edit.of(Meta("New"), (Chapter(0, frames, "One"),), cover=b"\\xff\\xd8\\xff" + bytes(100_000))
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
write_tags(path, edit)
"""


@containers
@pytest.mark.parametrize("room", [0, 50_000, 150_000])
def test_a_process_killed_while_writing_leaves_the_old_file(
    fresh: Fresh, suffix: str, room: int, tmp_path: Path
) -> None:
    path = fresh(suffix)
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, path, str(room), str(FRAMES)], check=False, capture_output=True
    )
    assert done.returncode == -signal.SIGXFSZ, done.stderr
    assert path.read_bytes() == before
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


@containers
@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_or_folder_that_may_not_be_written_is_an_error(fresh: Fresh, suffix: str, tmp_path: Path) -> None:
    path = fresh(suffix)
    before = path.read_bytes()
    for what, mode in ((path, 0o444), (tmp_path, 0o555)):
        usual = what.stat().st_mode
        what.chmod(mode)
        with pytest.raises(OutputError, match="permission denied"):
            write_tags(path, Edit(title="New"))
        what.chmod(usual)
        assert path.read_bytes() == before


@containers
def test_permissions_and_links_stay(fresh: Fresh, suffix: str, tmp_path: Path) -> None:
    path = fresh(suffix)
    path.chmod(0o640)
    link = tmp_path / f"link{suffix}"
    link.symlink_to(path.name)
    write_tags(link, Edit(title="New"))
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert read_tags(path).title == "New"


@containers
@pytest.mark.parametrize("content", [b"", b"x", b"no audio at all" * 500, bytes(5000), b"RIFF\x10\0\0\0AVI LIST"])
def test_what_is_no_such_file_is_an_error(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(VerifyError):
        read_tags(path)
    with pytest.raises((VerifyError, SourceError)):
        write_tags(path, Edit(title="New"))
    assert path.read_bytes() == content
    path.unlink()
    with pytest.raises(VerifyError):
        read_tags(path)
    with pytest.raises((VerifyError, SourceError)):
        write_tags(path, Edit(title="New"))


@containers
@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_read_or_is_an_error(
    suffix: str, data: st.DataObject, bare: Callable[[str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"damaged{suffix}"
    path.write_bytes(bare(suffix))
    write_tags(path, Edit.of(META, contiguous(["One", "Two"]), cover=PNG))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, 1500) | st.integers(0, len(content) - 1))
        content[at : at + 4] = data.draw(st.binary(max_size=4) | st.sampled_from([b"\xff" * 4, bytes(4), b"\x7f" * 4]))
    content = content[: data.draw(st.just(len(content)) | st.integers(0, len(content)))]
    path.write_bytes(content)
    with contextlib.suppress(AudiorenderError):
        read_tags(path)
    with contextlib.suppress(AudiorenderError):
        write_tags(path, Edit(title="New", chapters=contiguous(["One"])))
