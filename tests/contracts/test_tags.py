"""What every container of audiorender.publish.tags promises. A new one needs an entry in tests/contracts/kinds.py."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from audiorender.audio.formats import SUFFIXES
from audiorender.errors import OutputError, VerifyError
from audiorender.model import Chapter, Meta
from audiorender.publish.editing.edit import Edit
from audiorender.publish.link import web_link
from audiorender.publish.tags import read_tags, write_tags
from contracts.edits import JPEG, META, PNG, Fresh, containers, contiguous, kinds, planned, shrinking
from contracts.kinds import FRAMES, KINDS, by_ffmpeg, by_ffprobe, packets

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


def test_every_container_is_under_contract() -> None:
    assert set(KINDS) == set(SUFFIXES)


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
    most, path = SUFFIXES[suffix].holds.chapters, fresh(suffix)
    chapters = contiguous(["x"] * (most + 1))
    before = path.read_bytes()
    with pytest.raises(OutputError, match=f"at most {most} chapters, but there are {most + 1}"):
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
        assert said == ()
        assert found[1] == JPEG
        assert seen(found[0]) == seen(PNG)
        write_tags(path, Edit(chapters=(one, two)))
        assert [mark.image for mark in read_tags(path).chapters] == [None, None]
    else:
        assert found == [None, None]
        assert len(said) == 1
        assert "picture" in said[0]


def seen(picture: bytes | None) -> tuple[tuple[int, int], tuple[int, ...]]:
    """The size of a picture of one colour, and the colour, coarsely."""
    image = Image.open(BytesIO(picture or b"")).convert("RGB")
    return image.size, tuple(round(band / 16) for band in image.resize((1, 1)).tobytes())


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
@kinds
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
@kinds
@pytest.mark.parametrize("titles", LISTS.values(), ids=LISTS)
def test_a_third_reader_lists_the_same_chapters(fresh: Fresh, suffix: str, titles: list[str]) -> None:
    path, chapters = fresh(suffix), contiguous(titles)
    write_tags(path, Edit.of(META, chapters))
    found = KINDS[suffix].third(path)
    assert found == [(mark.start, mark.title) for mark in planned(suffix, chapters)]
