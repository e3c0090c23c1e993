# ruff: noqa: E501  a case is a row
"""`check` on good files of foreign encoders finds no error; planted faults are found, and the named remedy mends them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from desk import Desk
from mutagen.id3 import ID3, TIT2
from PIL import Image

import audiorender
from audiorender.publish.check.finding import Finding
from foreign.corpus import bare_mp3, chap, chunk, ctoc, cued_flac, frame, made, picture, tagged

AAC = ("-c:a", "aac", "-b:a", "128k")
MP3 = ("-c:a", "libmp3lame", "-b:a", "128k")
GOOD: dict[str, tuple[str, ...]] = {
    **{f"mp3-{rate}-{sides}.mp3": (*MP3, "-ar", rate, "-ac", sides) for rate in ("44100", "48000") for sides in "12"},
    **{f"mp3-{kbit}.mp3": ("-c:a", "libmp3lame", "-b:a", f"{kbit}k") for kbit in (96, 320)},
    **{f"id3v2.{version}.mp3": (*MP3, "-id3v2_version", str(version)) for version in (0, 3, 4)},
    "id3v1.mp3": (*MP3, "-write_id3v1", "1"),
    **{f"aac-{rate}-{sides}.m4a": (*AAC, "-ar", rate, "-ac", sides) for rate in ("44100", "48000") for sides in "12"},
    "faststart.m4a": (*AAC, "-movflags", "+faststart"),
    "late.m4a": AAC,
    "fragmented.m4a": (*AAC, "-movflags", "frag_keyframe+empty_moov"),
    "book.m4b": (*AAC, "-f", "ipod", "-brand", "M4B "),
    "film.mp4": AAC,
    "alac.m4a": ("-c:a", "alac"),
    **{f"opus-{kbit}.opus": ("-c:a", "libopus", "-b:a", f"{kbit}k") for kbit in (24, 96)},
    "opus.ogg": ("-c:a", "libopus", "-f", "ogg"),
    "opus.oga": ("-c:a", "libopus", "-f", "ogg"),
    **{f"vorbis-{quality}.ogg": ("-c:a", "libvorbis", "-q:a", str(quality)) for quality in (1, 8)},
    **{f"flac-{bits}.flac": ("-c:a", "flac", "-sample_fmt", bits) for bits in ("s16", "s32")},
    "flac-96.flac": ("-c:a", "flac", "-ar", "96000"),
    "flac-mono.flac": ("-c:a", "flac", "-ac", "1"),
    **{f"{codec}.wav": ("-c:a", codec) for codec in ("pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_u8")},
    "large.wav": ("-c:a", "pcm_s16le", "-rf64", "always"),
}
"""ffmpeg's options; each is made with and without chapters where the container has some."""


TOOLED: dict[str, tuple[str, ...]] = {
    "lame-cbr.mp3": ("lame", "--quiet", "-b", "128", "IN", "OUT"),
    "lame-tags.mp3": ("lame", "--quiet", "-b", "160", "--tt", "Tür", "--ta", "Ann", "--add-id3v2", "IN", "OUT"),
    "lame-old-tag.mp3": ("lame", "--quiet", "-b", "96", "--tt", "Old", "--id3v1-only", "IN", "OUT"),
    "lame-mono.mp3": ("lame", "--quiet", "-m", "m", "--cbr", "-b", "64", "IN", "OUT"),
    "opusenc.opus": ("opusenc", "--quiet", "--bitrate", "48", "--title", "T", "IN", "OUT"),
    "opusenc-hard.opus": ("opusenc", "--quiet", "--hard-cbr", "--framesize", "60", "IN", "OUT"),
    "oggenc.ogg": ("oggenc", "--quiet", "-q", "3", "-t", "T", "-o", "OUT", "IN"),
    "oggenc-managed.ogg": ("oggenc", "--quiet", "--managed", "-b", "80", "-o", "OUT", "IN"),
    "fdkaac.m4a": ("fdkaac", "-S", "-b", "96000", "-o", "OUT", "IN"),
    "flac-best.flac": ("flac", "--silent", "--best", "-T", "TITLE=T", "-o", "OUT", "IN"),
    "flac-padded.flac": ("flac", "--silent", "--fast", "--padding=9000", "-S", "1s", "-o", "OUT", "IN"),
    "flac-ogg.flac": ("flac", "--silent", "--no-padding", "--no-seektable", "-o", "OUT", "IN"),
}
"""Programs that Debian has."""


@pytest.mark.debian
@pytest.mark.parametrize("name", TOOLED)
def test_a_good_file_of_another_encoder_has_no_error(tmp_path: Path, name: str) -> None:
    program, *rest = TOOLED[name]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    source, path = made(tmp_path / "in.wav", "-c:a", "pcm_s16le"), tmp_path / name
    words = [{"IN": str(source), "OUT": str(path)}.get(word, word) for word in rest]
    subprocess.run([program, *words], check=True, capture_output=True)
    assert errors(path) == set()


def errors(path: Path) -> set[str]:
    return {each.rule for each in audiorender.check(path, listen=False).findings if each.level == "error"}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_has_no_error(tmp_path: Path, name: str) -> None:
    assert errors(made(tmp_path / name, *GOOD[name], chapters=False)) == set()
    titled = made(tmp_path / f"c-{name}", *GOOD[name], chapters=True)
    assert errors(titled) <= {"mp4-list-missing", "mp4-track-missing", "ctoc-missing"}


def test_a_wav_from_a_pipe_has_no_error(tmp_path: Path) -> None:
    path = made(tmp_path / "a.wav", "-c:a", "pcm_s16le")
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[4:8], data[at : at + 4] = b"\xff" * 4, b"\xff" * 4
    path.write_bytes(data)
    assert errors(path) == set()


def chapters(n: int = 3) -> list[bytes]:
    return [chap(b"c%d" % i, i * 10_000, i * 10_000 + 10_000, frame(b"TIT2", b"\0Title %d" % i)) for i in range(n)]


TABLE = ctoc(b"toc", 3, [b"c0", b"c1", b"c2"])
TITLE = frame(b"TIT2", b"\0Old")


def mp3(*frames: bytes) -> Callable[[Path], Path]:
    return lambda folder: tagged(bare_mp3(folder / "a.mp3"), TITLE, *frames)


def opus(*pairs: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        import mutagen

        path = made(folder / "a.opus", "-c:a", "libopus", "-b:a", "32k")
        file = mutagen.File(path)
        file.tags.extend(pair.split("=", 1) for pair in pairs)
        file.save()
        return path

    return make


def wav(*more: bytes, labels_last: bool = False, numbers: tuple[int, int] = (1, 2)) -> Callable[[Path], Path]:
    import struct

    def make(folder: Path) -> Path:
        path = made(folder / "a.wav", "-c:a", "pcm_s16le", "-ar", "48000")
        points = b"".join(
            struct.pack("<II4sIII", number, at, b"data", 0, 0, at)
            for number, at in zip(numbers, (0, 480_000), strict=True)
        )
        labels = [chunk(b"labl", struct.pack("<I", n) + b"Title %d\0" % n) for n in numbers]
        lengths = [chunk(b"ltxt", struct.pack("<II4s8x", n, 480_000, b"rgn ")) for n in numbers[:1]]
        inside = [*lengths, *labels] if labels_last else [*labels, *lengths]
        cue = chunk(b"cue ", struct.pack("<I", 2) + points)
        body = path.read_bytes()[12:] + cue + chunk(b"LIST", b"adtl" + b"".join(inside)) + b"".join(more)
        path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body)
        return path

    return make


def m4a(spoil: Callable[[bytes], bytes] = bytes, *options: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = made(folder / "a.m4a", "-c:a", "aac", "-b:a", "64k", *options, chapters=True)
        path.write_bytes(spoil(path.read_bytes()))
        return path

    return make


def v24(folder: Path) -> Path:
    path = tagged(bare_mp3(folder / "a.mp3"), TITLE, TABLE, *chapters())
    tag = ID3(path)
    tag.getall("CHAP")[1].sub_frames.add(TIT2(encoding=3, text=["é" * 90]))
    tag.save(path, v2_version=4)
    return path


T0, T1 = ("CHAPTER000=00:00:00.000", "CHAPTER000NAME=One"), ("CHAPTER001=00:00:10.000", "CHAPTER001NAME=Two")
PLANTED: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "no CTOC": ("ctoc-missing", mp3(*chapters())),
    "CTOC lacks one": ("ctoc-unlisted", mp3(ctoc(b"toc", 3, [b"c0", b"c2"]), *chapters())),
    "CTOC lists a stranger": ("ctoc-order", mp3(ctoc(b"toc", 3, [b"c0", b"c1", b"c2", b"x"]), *chapters())),
    "CTOC out of order": ("ctoc-order", mp3(ctoc(b"toc", 3, [b"c1", b"c0", b"c2"]), *chapters())),
    "CTOC behind a chapter": ("ctoc-order", mp3(chapters()[0], TABLE, *chapters()[1:])),
    "CTOC flags": ("ctoc-flags", mp3(ctoc(b"toc", 0, [b"c0", b"c1", b"c2"]), *chapters())),
    "shuffled": ("chapter-order", mp3(TABLE, *reversed(chapters()))),
    "gap": ("chapter-gap", mp3(TABLE, chap(b"c0", 0, 5000, frame(b"TIT2", b"\0T")), *chapters()[1:])),
    "overlap": ("chapter-overlap", mp3(TABLE, chap(b"c0", 0, 15_000, frame(b"TIT2", b"\0T")), *chapters()[1:])),
    "offsets": (
        "chapter-offsets",
        mp3(TABLE, frame(b"CHAP", b"c0\0" + bytes(4) + b"\0\0\x27\x10" + bytes(8) + TITLE), *chapters()[1:]),
    ),
    "no title": ("chapter-title", mp3(TABLE, chap(b"c0", 0, 10_000), *chapters()[1:])),
    "title without a mark": (
        "title-encoding",
        mp3(TABLE, chap(b"c0", 0, 10_000, frame(b"TIT2", b"\1" + "Tür".encode("utf-16-be"))), *chapters()[1:]),
    ),
    "title in Latin-1": (
        "title-encoding",
        mp3(TABLE, chap(b"c0", 0, 10_000, frame(b"TIT2", b"\0T\xfcr")), *chapters()[1:]),
    ),
    "link with a NUL": (
        "link-form",
        mp3(TABLE, chap(b"c0", 0, 10_000, TITLE, frame(b"WXXX", b"\0\0https://e.org/\0")), *chapters()[1:]),
    ),
    "link with a plus": (
        "link-plus",
        mp3(TABLE, chap(b"c0", 0, 10_000, TITLE, frame(b"WXXX", b"\0\0https://e.org/a+b")), *chapters()[1:]),
    ),
    "link with blanks": (
        "link-form",
        mp3(TABLE, chap(b"c0", 0, 10_000, TITLE, frame(b"WXXX", b"\0\0https://e.org/a b")), *chapters()[1:]),
    ),
    "picture too large": (
        "picture-size",
        mp3(
            TABLE,
            chap(b"c0", 0, 10_000, TITLE, frame(b"APIC", b"\0image/png\0\0\0" + picture("PNG") + bytes(120_000))),
            *chapters()[1:],
        ),
    ),
    "picture in WebP": (
        "picture-type",
        mp3(
            TABLE,
            chap(b"c0", 0, 10_000, TITLE, frame(b"APIC", b"\0image/webp\0\0\0" + picture("WEBP"))),
            *chapters()[1:],
        ),
    ),
    "one ID for all": (
        "chapter-ids",
        mp3(ctoc(b"toc", 3, [b"ch"] * 2), *(chap(b"ch", n * 10_000, n * 10_000 + 10_000, TITLE) for n in range(2))),
    ),
    "version 2.4": ("id3-version", v24),
    "long in 2.4": ("id3-long", v24),
    "no tag": ("tag-missing", lambda folder: bare_mp3(folder / "a.mp3")),
    "no title of the whole": (
        "title-missing",
        lambda folder: tagged(bare_mp3(folder / "a.mp3"), frame(b"TPE1", b"\0A")),
    ),
    "first late": ("chapter-first", mp3(ctoc(b"toc", 3, [b"c1", b"c2"]), *chapters()[1:])),
    "time 0:10": ("xiph-time", opus(*T0, "CHAPTER001=0:10", T1[1])),
    "time with a comma": ("xiph-time", opus(*T0, "CHAPTER001=00:00:10,000", T1[1])),
    "time in seconds": ("xiph-time", opus(*T0, "CHAPTER001=00:10", T1[1])),
    "time with an arrow": ("xiph-time", opus(*T0, "CHAPTER001=00:00:10.000 --> 00:00:20.000", T1[1])),
    "numbers with two digits": ("xiph-number", opus("CHAPTER00=00:00:00.000", "CHAPTER00NAME=One")),
    "numbers with a gap": ("xiph-number", opus(*T0, "CHAPTER005=00:00:10.000", "CHAPTER005NAME=Two")),
    "title before its time": ("xiph-title-early", opus(T0[1], T0[0], *T1)),
    "title called otherwise": ("xiph-title-name", opus("CHAPTER000=00:00:00.000", "CHAPTERNAME000=One")),
    "comments out of order": ("chapter-order", opus(*T1, *T0)),
    "labels late": ("wav-label-late", wav(labels_last=True)),
    "one number": ("wav-number", wav(numbers=(1, 1))),
    "index late": ("mp4-index-late", m4a()),
    "no list": ("mp4-list-missing", m4a(lambda data: data.replace(b"chpl", b"free"))),
    "no track": ("mp4-track-missing", m4a(lambda data: data.replace(b"tref", b"free"))),
    "list and track differ": ("mp4-differ", m4a(lambda data: data.replace(b"\x05Intro", b"\x05Other", 1))),
}
FEW = mp3(ctoc(b"toc", 3, [b"c0", b"c1"]), *chapters(2))
WHOLE = (
    '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Title 0"}, {"startTime": 10, "title": "Title 1"}]}'
)


def beside(suffix: str, text: str, make: Callable[[Path], Path] = FEW) -> Callable[[Path], Path]:
    def both(folder: Path) -> Path:
        path = make(folder)
        (folder / f"{path.stem}{suffix}").write_text(text)
        return path

    return both


def timed(start: int) -> Callable[[Path], Path]:
    second = chap(b"c1", start, start + 100, frame(b"TIT2", b"\0Title 1"))
    return mp3(ctoc(b"toc", 3, [b"c0", b"c1"]), chap(b"c0", 0, start, frame(b"TIT2", b"\0Title 0")), second)


PLANTED |= {
    "title twice": (
        "chapter-title-twice",
        mp3(TABLE, *chapters()[:2], chap(b"c2", 20_000, 30_000, frame(b"TIT2", b"\0Title 1"))),
    ),
    "title too long for Spotify": (
        "chapter-title-long",
        mp3(ctoc(b"toc", 3, [b"c0"]), chap(b"c0", 0, 40_000, frame(b"TIT2", b"\0" + b"word " * 12 + b"end"))),
    ),
    "half a second": ("chapter-second", timed(10_500)),
    "last ends early": ("chapter-end", FEW),
    "begins after the end": ("chapter-beyond-end", timed(50_000)),
    "cover missing": ("cover-missing", FEW),
    "cover small": ("cover-size", mp3(frame(b"APIC", b"\0image/png\0\3\0" + picture("PNG", 300)))),
    "cover early": (
        "cover-early",
        mp3(frame(b"APIC", b"\0image/png\0\3\0" + picture("PNG", 1400)), TABLE, *chapters()),
    ),
    "chapters missing": ("chapters-missing", mp3()),
    "list without version": ("list-version", beside(".chapters.json", WHOLE.replace('"version": "1.2.0", ', ""))),
    "list with words for times": ("list-damaged", beside(".chapters.json", WHOLE.replace("10,", '"10",'))),
    "list out of order": ("list-order", beside(".chapters.json", WHOLE.replace("10,", "5,").replace(": 0,", ": 10,"))),
    "list that is no JSON": ("list-damaged", beside(".chapters.json", WHOLE[:50])),
    "list with another title": ("list-differ", beside(".chapters.json", WHOLE.replace("Title 1", "Other"))),
    "list that goes on": ("list-beyond-end", beside(".chapters.json", WHOLE.replace("10,", "400,"))),
    "Podlove list with other times": (
        "list-differ",
        beside(
            ".psc.xml",
            '<chapters version="1.2" xmlns="http://podlove.org/simple-chapters"><chapter start="0" title="T"/></chapters>',
        ),
    ),
    "list alone": ("list-only", beside(".chapters.json", WHOLE, mp3())),
}
"""`chapters-missing` and `list-only` name a list that a person has: the one that `remedy` writes."""


def second_tag(folder: Path) -> Path:
    """A whole tag, and behind it another one."""
    path = mp3(TABLE, *chapters())(folder)
    return tagged(path, TITLE, TABLE, *chapters())


def unsynchronised(folder: Path) -> Path:
    path = mp3(TABLE, *chapters())(folder)
    data = path.read_bytes()
    path.write_bytes(data[:5] + b"\x80" + data[6:])
    return path


def oblong() -> bytes:
    file = BytesIO()
    Image.new("RGB", (1600, 1400)).save(file, "PNG")
    return file.getvalue()


def coloured(mode: str, side: int = 40) -> bytes:
    file = BytesIO()
    Image.new(mode, (side, side)).save(file, "JPEG")
    return file.getvalue()


def pictured(kind: bytes, data: bytes, description: bytes = b"\0\0") -> Callable[[Path], Path]:
    shown = frame(b"APIC", description[:1] + kind + b"\0\0" + description[1:] + data)
    return mp3(TABLE, chap(b"c0", 0, 10_000, TITLE, shown), *chapters()[1:])


def short_chapter(end: int) -> Callable[[Path], Path]:
    listed = [(0, 10_000), (10_000, 10_000 + end), (10_000 + end, 40_000)]
    each = (chap(b"c%d" % n, *span, frame(b"TIT2", b"\0T %d" % n)) for n, span in enumerate(listed))
    return mp3(TABLE, *each)


def doubled(folder: Path) -> Path:
    tag = tagged(bare_mp3(folder / "b.mp3"), TITLE, TABLE, *chapters()).read_bytes()
    (folder / "b.mp3").unlink()
    return wav(chunk(b"id3 ", tag[: 10 + int.from_bytes(tag[8:10]) + (tag[8] * -128)]))(folder)


def many(count: int, make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """So many chapters, by hand where our own writer would take them."""

    def more(folder: Path) -> Path:
        path = make(folder)
        listed = folder / "many.txt"
        listed.write_text("".join(f"{n * 0.1:.1f}\t{n * 0.1:.1f}\tC {n}\n" for n in range(count)))
        assert Desk(folder).inside("chapters", path, "--from", listed).code in {0, 3}
        listed.unlink()
        return path

    return more


def long_title(folder: Path) -> Path:
    """A title of 130 bytes in the track and in the list of an MP4 file by ffmpeg."""
    return made(folder / "a.m4a", "-c:a", "aac", "-b:a", "64k", "-metadata:c:0", "title=" + "word " * 26, chapters=True)


PLANTED |= {
    "two tags": ("tag-second", second_tag),
    "unsynchronised": ("id3-header", unsynchronised),
    "UTF-8 in 2.3": ("id3-encoding", mp3(TABLE, *chapters(), frame(b"TPE1", b"\3J\xc3\xbcrgen"))),
    "UTF-8 in a chapter of 2.3": (
        "title-encoding",
        mp3(TABLE, chap(b"c0", 0, 10_000, frame(b"TIT2", b"\3T\xc3\xbcr")), *chapters()[1:]),
    ),
    "no chapters, and a title without a mark": (
        "title-encoding",
        lambda folder: tagged(bare_mp3(folder / "a.mp3"), frame(b"TIT2", b"\1" + "Tür".encode("utf-16-be"))),
    ),
    "no chapters, and UTF-8 in 2.3": (
        "id3-encoding",
        lambda folder: tagged(bare_mp3(folder / "a.mp3"), TITLE, frame(b"TCON", b"\3K\xc3\xbcche")),
    ),
    "picture's description": ("picture-description", pictured(b"image/jpeg", picture("JPEG"), b"\0\xfcber\0")),
    "picture that is cut off": ("picture-damaged", pictured(b"image/jpeg", picture("JPEG")[:300])),
    "picture in CMYK": ("picture-colours", pictured(b"image/jpeg", coloured("CMYK"))),
    "cover not square": (
        "cover-square",
        mp3(frame(b"APIC", b"\0image/png\0\3\0" + oblong())),
    ),
    "short chapter": ("chapter-short", short_chapter(500)),
    "empty chapter": ("chapter-empty", short_chapter(0)),
    "chapters of a WAV twice": ("wav-doubled", doubled),
    "256 chapters": ("mp4-list-full", many(256, m4a())),
    "101 chapters": ("xiph-over-100", many(101, opus())),
    "long title": ("mp4-title-long", long_title),
}


def remedy(found: Finding, path: Path, folder: Path) -> Path | None:
    """Run the command that a remedy names, with what it leaves open filled in: the file that is right then.

    N is the last chapter that the finding names; a list is the one that is at fault, or one that a person has.
    """
    command = re.search(r"`audiorender (chapters FILE [^`]*)`", found.remedy)
    if command is None:
        return None
    copy, image, cover = (folder / name for name in (f"mended{path.suffix}", "small.png", "large.png"))
    image.write_bytes(picture("PNG"))
    cover.write_bytes(picture("PNG", 1400))
    listed = Path(found.path)
    if listed.suffix not in {".json", ".xml"}:
        listed = folder / "listed.json"
        listed.write_text(WHOLE)
    elif found.rule == "list-only":
        listed = folder / f"{path.stem}.chapters.json"
    number = (re.findall(r"[( ](\d+)(?: of \d+)?\)", found.message) or ["1"])[-1]
    given = {
        "FILE": path,
        "COPY": copy,
        "TITLE": "Mended",
        "PICTURE": cover,
        "LIST": listed,
        "N=PICTURE": f"{number}={image}",
        "N=TITLE": f"{number}=Mended",
        "N": number,
        "N=TIME": f"{number}={'0' if number == '1' else '30'}",
    }
    words = [str(given.get(word, word)) for word in shlex.split(command[1])]
    done = Desk(folder).inside(*words)
    assert done.code in {0, 3}, done
    return copy if str(copy) in words else path


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_and_its_remedy_mends_it(tmp_path: Path, name: str) -> None:
    rule, plant = PLANTED[name]
    path = plant(tmp_path)
    found = [each for each in audiorender.check(path, listen=False).findings if each.rule == rule]
    assert found, f"{rule} was not found"
    mended = remedy(found[0], path, tmp_path)
    assert mended is not None
    assert rule not in {each.rule for each in audiorender.check(mended, listen=False).findings}


@pytest.mark.debian
def test_a_cue_sheet_is_taken_out_as_the_remedy_says(tmp_path: Path) -> None:
    path = cued_flac(tmp_path / "a.flac")
    (found,) = [each for each in audiorender.check(path, listen=False).findings if each.rule == "flac-cue-sheet"]
    command = re.search("`(metaflac .*?)`", found.remedy)
    assert command
    if shutil.which("metaflac") is None:
        pytest.skip("metaflac is not installed")
    subprocess.run([word.replace("FILE", str(path)) for word in shlex.split(command[1])], check=True)
    assert "flac-cue-sheet" not in {each.rule for each in audiorender.check(path, listen=False).findings}
