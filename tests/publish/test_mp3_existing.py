"""Changing the tags of MP3 files that others have made: what is converted, what stays, and what is found wrong."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import eyed3
import pytest
from imageio_ffmpeg import get_ffmpeg_exe
from mutagen.apev2 import APEv2
from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    IPLS,
    PRIV,
    RVA2,
    SEEK,
    TCON,
    TDRC,
    TIPL,
    TIT2,
    TPE1,
    TSOP,
    TXXX,
    WXXX,
    CTOCFlags,
)
from mutagen.id3 import Frame as Id3Frame

from audiorender.errors import OutputError, VerifyError
from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags.mp3 import PADDING, read_tags, write_tags
from publish.id3 import FRAME, PNG, SOUND, frame, saved, tag

TWO = (Chapter(0, RATE // 2, "One"), Chapter(RATE // 2, RATE, "Two"))


def body_of(path: Path) -> bytes:
    """The tag without its header and padding."""
    content = path.read_bytes()
    assert content[:6] == bytes.fromhex("494433030000")
    size = sum(byte << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
    assert content[10 + size : 10 + size + 2] == b"\xff\xfb"
    return content[10 : 10 + size].removesuffix(bytes(PADDING))


FOREIGN = (
    frame(b"TXXX", b"\0gain\0-3.2 dB"),
    frame(b"PRIV", b"example.org\0" + bytes(range(256))),
    frame(b"COMM", b"\0engiTunNORM\0 0000 1111"),
    frame(b"XSOP", b"\0a frame that nobody has defined"),
    frame(b"GEOB", b"\0\0\0\0\xff\xe0\xff\0", 0x2000),
    frame(b"TCOM", b"\0\0\0\x01x\x9cnot really", 0x0080),
    frame(b"TCON", b"\0Rede\xe9"),
    frame(b"UFID", b"http://example.org\x0017"),
)


def test_foreign_frames_stay_byte_for_byte_and_in_order(tmp_path: Path) -> None:
    face = frame(b"APIC", b"\0image/png\0\x08\0a face")
    old = [frame(b"APIC", b"\0image/jpeg\0\x03\0old"), face, frame(b"TIT2", b"\0Old"), *FOREIGN]
    path = saved(tmp_path, tag(*old, padding=50), SOUND)
    assert write_tags(path, Edit(title="New", chapters=TWO, cover=PNG, comment="Weather.")) == ()
    body = body_of(path)
    assert b"".join(FOREIGN) in body
    assert body.startswith(frame(b"TIT2", b"\0New\0"))
    assert body.endswith(frame(b"APIC", b"\0image/png\0\x03\0" + PNG) + face)
    assert body.index(frame(b"COMM", b"\0XXX\0Weather.\0")) > body.index(b"UFID")
    assert path.read_bytes().endswith(SOUND)
    assert body.count(b"TIT2") == 3
    assert b"old" not in body


def test_only_what_is_named_changes(tmp_path: Path) -> None:
    chapters = [
        frame(b"CTOC", b"x\0\x03\x01one\0"),
        frame(b"CHAP", b"one\0" + bytes(16) + frame(b"TIT3", b"\0under") + frame(b"XYZW", b"?")),
    ]
    path = saved(tmp_path, tag(*FOREIGN, *chapters), SOUND)
    write_tags(path, Edit(author="Moll"))
    assert body_of(path) == b"".join([frame(b"TPE1", b"\0Moll\0"), *FOREIGN, *chapters])
    write_tags(path, Edit(chapters=()))
    assert body_of(path) == b"".join([frame(b"TPE1", b"\0Moll\0"), *FOREIGN])
    write_tags(path, Edit(author=""))
    assert body_of(path) == b"".join(FOREIGN)


def test_a_file_without_a_tag_gets_one(tmp_path: Path) -> None:
    path = saved(tmp_path, SOUND)
    assert read_tags(path).faults == ("there is no ID3 tag",)
    assert read_tags(path).chapters == ()
    write_tags(path, Edit(title="New"))
    assert read_tags(path).title == "New"
    assert path.read_bytes().endswith(b"\0" * PADDING + SOUND)


def test_what_stands_behind_the_sound_stays(tmp_path: Path) -> None:
    path = saved(tmp_path, SOUND, b"TAG" + b"An old title".ljust(125, b"\0"))
    ape = APEv2()
    ape["Title"] = "another old title"
    ape.save(path)
    behind = path.read_bytes()
    write_tags(path, Edit(title="New", chapters=TWO))
    assert path.read_bytes().endswith(behind)
    assert read_tags(path).title == "New"


def version1(*fields: str, track: int = 7, genre: int = 57) -> bytes:
    """Title, artist, album, year and comment as ID3v1.1 has them."""
    sizes = (30, 30, 30, 4, 28)
    texts = (field.encode("latin-1").ljust(size, b"\0") for field, size in zip(fields, sizes, strict=True))
    return b"TAG" + b"".join(texts) + bytes([0, track, genre])


OLD = version1("Die Küche", "Nell Ashby", "Weather", "1998", "seen from the pier")


def test_what_version_1_says_is_said_in_the_new_tag(tmp_path: Path) -> None:
    path = saved(tmp_path, SOUND, OLD)
    before = read_tags(path)
    assert (before.title, before.show, before.author) == ("Die Küche", "Weather", "Nell Ashby")
    assert before.faults == ("the only ID3 tag is of version 1",)
    write_tags(path, Edit(chapters=TWO))
    assert path.read_bytes().endswith(SOUND + OLD)
    told = ID3(path, translate=False, load_v1=False)
    assert told.version == (2, 3, 0)
    words = {name: str(told[name]) for name in ("TIT2", "TPE1", "TALB", "TYER", "TRCK", "TCON")}
    assert words == {
        **{"TIT2": "Die Küche", "TPE1": "Nell Ashby", "TALB": "Weather"},
        **{"TYER": "1998", "TRCK": "7", "TCON": "Comedy"},
    }
    assert told["COMM::XXX"].text == ["seen from the pier"]
    once = path.read_bytes()
    write_tags(path, Edit(chapters=TWO))
    assert path.read_bytes() == once


def test_of_version_1_only_what_is_there_and_not_changed_is_carried_over(tmp_path: Path) -> None:
    path = saved(tmp_path, SOUND, version1("", "Nell Ashby", "", "1998", "old", track=0, genre=255))
    write_tags(path, Edit(title="New", date="2023-04-09", comment="new"))
    told = ID3(path, translate=False, load_v1=False)
    assert set(told) == {"TIT2", "TPE1", "TYER", "TDAT", "COMM::XXX"}
    assert (str(told["TYER"]), told["COMM::XXX"].text) == ("2023", ["new"])
    path = saved(tmp_path, tag(frame(b"TIT2", b"\0Theirs")), SOUND, OLD)
    write_tags(path, Edit(author="Moll"))
    assert set(ID3(path, translate=False, load_v1=False)) == {"TIT2", "TPE1"}
    path = saved(tmp_path, SOUND, version1("", "", "", "", "", track=0, genre=240))
    write_tags(path, Edit(author="Moll"))
    assert set(ID3(path, translate=False, load_v1=False)) == {"TPE1"}
    short = saved(tmp_path, SOUND[:384])
    write_tags(short, Edit(title="New"))
    assert read_tags(short).author is None


def test_other_readers_see_what_version_1_said(tmp_path: Path) -> None:
    path = saved(tmp_path, SOUND, OLD)
    write_tags(path, Edit(chapters=TWO))
    told = eyed3.load(path).tag
    assert (told.artist, told.album, told.genre.name, told.track_num[0]) == ("Nell Ashby", "Weather", "Comedy", 7)
    assert [comment.text for comment in told.comments] == ["seen from the pier"]
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-f", "ffmetadata", "-"]
    listed = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    for line in ("title=Die Küche", "artist=Nell Ashby", "album=Weather", "genre=Comedy", "comment=seen from the pier"):
        assert f"{line}\n" in listed


def test_a_tag_of_v24_is_converted(tmp_path: Path) -> None:
    path = saved(tmp_path, SOUND)
    old = ID3()
    for each in (
        TIT2(encoding=3, text="Été"),
        TPE1(encoding=3, text=["Nell", "Moll"]),
        TDRC(encoding=3, text="2023-04-09 10:30"),
        TCON(encoding=3, text="Speech"),
        TIPL(encoding=3, people=[["engineer", "Ines"]]),
        TSOP(encoding=3, text="Ashby, Nell"),
        TXXX(encoding=3, desc="Größe", text="groß"),
        COMM(encoding=3, lang="eng", desc="note", text="a note"),
        RVA2(desc="album", channel=1, gain=-3.5, peak=0.5),
        PRIV(owner="example.org", data=b"\xff\xe0\0\xff"),
        SEEK(offset=99),
        APIC(encoding=3, mime="image/png", type=3, desc="", data=PNG),
        CTOC(element_id="toc", flags=CTOCFlags(3), child_element_ids=["a", "b"], sub_frames=[]),
        chap("a", 0, 500, TIT2(encoding=3, text="é" * 90), WXXX(encoding=3, url="http://example.org/")),
        chap("b", 500, 1000, TIT2(encoding=3, text="Two"), APIC(encoding=0, mime="image/png", data=PNG)),
    ):
        old.add(each)
    old.save(path, v2_version=4)
    before = read_tags(path)
    assert "the tag is ID3v2.4.0, not ID3v2.3.0" in before.faults
    assert "the chapters are not in order" in " | ".join(before.faults)  # mutagen sorts them by size
    old = path.read_bytes()
    with pytest.raises(OutputError, match="would not keep everything: the frame SEEK"):
        write_tags(path, Edit(show="Instrument Hour"))
    assert path.read_bytes() == old
    assert write_tags(path, Edit(show="Instrument Hour", drop_unknown=True)) == (
        "the frame SEEK was left out: ID3v2.3 cannot hold it",
    )
    new = ID3(path, translate=False)
    assert new.version == (2, 3, 0)
    words = {name: str(new[name]) for name in ("TIT2", "TPE1", "TALB", "TYER", "TDAT", "TIME", "TCON", "TSOP")}
    assert words == {
        "TIT2": "Été",
        "TPE1": "Nell/Moll",
        "TALB": "Instrument Hour",
        "TYER": "2023",
        "TDAT": "0904",
        "TIME": "1030",
        "TCON": "Speech",
        "TSOP": "Ashby, Nell",
    }
    assert new["IPLS"] == IPLS(encoding=1, people=[["engineer", "Ines"]])
    assert str(new["TXXX:Größe"]) == "groß"
    assert new["COMM:note:eng"].text == ["a note"]
    assert new["RVA2:album"].gain == -3.5
    assert new["PRIV:example.org:\xff\xe0\0\xff"].data == b"\xff\xe0\0\xff"
    assert "TDRC" not in new
    assert "SEEK" not in new
    after = read_tags(path)
    assert after.faults == ()
    assert [mark.title for mark in after.chapters] == ["é" * 90, "Two"]
    assert after.chapters[0].url == "http://example.org/"
    assert after.chapters[1].image == PNG
    assert after.cover == PNG
    assert path.read_bytes().endswith(SOUND)
    first = path.read_bytes()
    write_tags(path, Edit(show="Instrument Hour"))
    assert path.read_bytes() == first


def test_several_values_that_have_to_be_joined_are_told(tmp_path: Path) -> None:
    path = saved(tmp_path, SOUND)
    old = ID3()
    old.add(TPE1(encoding=3, text=["Nell", "Moll"]))
    old.add(TIT2(encoding=3, text=["Weather", "Wetter"]))
    old.add(TXXX(encoding=3, desc="moods", text=["calm", "gay"]))
    old.add(TXXX(encoding=2, desc="mood", text="calm"))
    old.save(path, v2_version=4)
    assert sorted(write_tags(path, Edit(show="Instrument Hour"))) == [
        "the values of TIT2 were joined by slashes: ID3v2.3 holds only one",
        "the values of TXXX were joined by slashes: ID3v2.3 holds only one",
    ]
    assert str(ID3(path, translate=False)["TIT2"]) == "Weather/Wetter"
    assert write_tags(path, Edit(show="Instrument Hour")) == ()


def chap(name: str, start: int, end: int, *inside: Id3Frame) -> Id3Frame:
    return CHAP(element_id=name, start_time=start, end_time=end, sub_frames=list(inside))


def test_a_frame_of_v24_that_mutagen_does_not_know_is_kept_where_it_can_be(tmp_path: Path) -> None:
    unknown = frame(b"XSOP", b"plain") + frame(b"XSOQ", b"\0\0\0\x05plain", 0x0001)
    path = saved(tmp_path, tag(frame(b"TIT2", b"\x03Old"), unknown, version=4), SOUND)
    assert write_tags(path, Edit(author="Moll")) == ()
    assert frame(b"XSOP", b"plain") in body_of(path)
    assert frame(b"XSOQ", b"plain") in body_of(path)
    assert read_tags(path).title == "Old"


def test_a_tag_of_v22_is_converted(tmp_path: Path) -> None:
    def small(name: bytes, content: bytes) -> bytes:
        return name + len(content).to_bytes(3, "big") + content

    frames = [
        small(b"TT2", b"\0Old"),
        small(b"TP1", b"\0Nell"),
        small(b"TYE", b"\x002001"),
        small(b"PIC", b"\0PNG\x03\0" + PNG),
    ]
    path = saved(tmp_path, tag(*frames, version=2), SOUND)
    before = read_tags(path)
    assert (before.title, before.author, before.cover) == ("Old", "Nell", PNG)
    assert before.faults == ("the tag is ID3v2.2.0, not ID3v2.3.0",)
    write_tags(path, Edit(chapters=TWO))
    after = read_tags(path)
    assert (after.title, after.author, after.cover, after.faults) == ("Old", "Nell", PNG, ())
    assert str(ID3(path, translate=False)["TYER"]) == "2001"


def test_unsynchronised_and_extended_tags_are_written_plainly(tmp_path: Path) -> None:
    priv = frame(b"PRIV", b"a\0\xff\xe0\xff\0")
    extended = struct.pack(">IHI", 6, 0, 0)
    body = (extended + priv).replace(b"\xff\0", b"\xff\0\0").replace(b"\xff\xe0", b"\xff\0\xe0")
    path = saved(tmp_path, tag(body, flags=0xC0), SOUND)
    assert "the tag is unsynchronised or has an extended header" in read_tags(path).faults
    write_tags(path, Edit(title="New"))
    assert body_of(path) == frame(b"TIT2", b"\0New\0") + priv
    # Some taggers set the flag and write no extended header.
    path = saved(tmp_path, tag(priv, flags=0x40), SOUND)
    write_tags(path, Edit(title="New"))
    assert body_of(path) == frame(b"TIT2", b"\0New\0") + priv


def test_a_second_tag_is_told_of_and_left(tmp_path: Path) -> None:
    second = tag(frame(b"TIT2", b"\0Older"), padding=300_000)
    path = saved(tmp_path, tag(frame(b"TIT2", b"\0Old")), second, SOUND)
    assert read_tags(path).faults == ("a second ID3 tag follows the first",)
    assert write_tags(path, Edit(title="New")) == ("a second ID3 tag, which follows the first, was left as it is",)
    assert path.read_bytes().endswith(bytes(PADDING) + second + SOUND)


@pytest.mark.parametrize(
    "content",
    [
        tag(frame(b"TIT2", b"\0Old"))[:-2],
        tag(frame(b"TIT2", b"\0Old"), b"junk in a tag, junk in a tag") + SOUND,
        tag(struct.pack(">4sIH", b"TIT2", 1 << 30, 0)) + SOUND,
        tag(frame(b"TIT2", b"\0Old"), version=5) + SOUND,
        b"ID3\x03\0\0\x80\0\0\0" + SOUND,
        tag(frame(b"TIT2", b"\0Old")) + b"OggS" + bytes(3000),
        tag(frame(b"TIT2", b"\0Old")),
        b"RIFF\0\0\0\0WAVEfmt " + bytes(900),
        FRAME[:20],
    ],
    ids=["cut", "junk", "huge", "version", "header", "ogg", "no sound", "wav", "part of a frame"],
)
def test_a_damaged_tag_and_what_is_no_mp3_are_left_alone(tmp_path: Path, content: bytes) -> None:
    path = saved(tmp_path, content)
    with pytest.raises(VerifyError, match=r"talk\.mp3: "):
        write_tags(path, Edit(title="New"))
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_pictures_of_more_than_a_tag_holds_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiorender.publish.tags.mp3.write._LARGEST", 3000)
    path = saved(tmp_path, SOUND)
    with pytest.raises(OutputError, match="too large"):
        write_tags(path, Edit(cover=PNG + bytes(3000)))


def test_what_is_left_out_is_told_in_one_sentence_each(tmp_path: Path) -> None:
    chapters = [
        Chapter(n * 480, (n + 1) * 480, "x", "mailto:a@example.org", "large.png" if n % 2 else "none.png")
        for n in range(12)
    ]
    said = write_tags(
        saved(tmp_path, SOUND),
        Edit(chapters=tuple(chapters), pictures={"large.png": PNG + bytes(100_000)}, language="x-klingon"),
    )
    assert said == (
        "the links of 12 chapters (1, 2, 3, 4, 5, ...) were left out: apps only open http and https links",
        "the pictures of 6 chapters (1, 3, 5, 7, 9, ...) were left out: not found",
        "the pictures of 6 chapters (2, 4, 6, 8, 10, ...) were left out: more than 100 kB",
        "the language 'x-klingon' was left out: ISO 639-2 has no code for it",
    )
    with pytest.raises(OutputError, match="the picture of chapter 1 is neither JPEG nor PNG"):
        write_tags(saved(tmp_path, SOUND), Edit(chapters=tuple(chapters[:1]), pictures={"none.png": b"GIF89a"}))
