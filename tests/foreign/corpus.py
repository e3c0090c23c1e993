"""Audio files as the world makes them: sound by ffmpeg, tags of every sort by mutagen and by hand."""

from __future__ import annotations

import base64
import struct
import subprocess
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import mutagen
from mutagen.flac import FLAC, MetadataBlock, Picture
from mutagen.id3 import APIC, CHAP, COMM, CTOC, GEOB, ID3, POPM, PRIV, TIT2, TIT3, TPE1, TSOA, TXXX, UFID, USLT, WXXX
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from PIL import Image
from publish.films import outer

from audiorender.audio import ffmpeg
from audiorender.publish.tags.mp4.index.boxes import Box, taken_apart
from audiorender.publish.tags.mp4.index.track import Media, Place, track_box

SECONDS = 40
SOUND = ("-f", "lavfi", "-i", f"sine=330:r=44100:d={SECONDS}", "-ac", "1")
CHAPTERS = ";FFMETADATA1\ntitle=Old\nartist=Ann\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start * 1000}\nEND={start * 1000 + 10_000}\ntitle={title}\n"
    for start, title in ((0, "Intro"), (10, "Mitte – ü"), (20, "Third"), (30, "End"))
)


def picture(form: str, side: int = 40) -> bytes:
    file = BytesIO()
    Image.radial_gradient("L").resize((side, side)).convert("RGB").save(file, form)
    return file.getvalue()


def made(path: Path, *options: str, chapters: bool = False) -> Path:
    """A file by ffmpeg, with or without the four chapters."""
    listed = path.with_suffix(".ffmetadata")
    listed.write_text(CHAPTERS, encoding="utf-8")
    extra = ["-i", str(listed), "-map_metadata", "1"] if chapters else ["-map_metadata", "-1"]
    command = [ffmpeg.executable(), "-v", "error", "-y", *SOUND[:4], *extra, "-map", "0:a", "-ac", "1", *options]
    subprocess.run([*command, str(path)], check=True)
    listed.unlink()
    return path


def frame(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">IH", len(content), 0) + content


def tagged(path: Path, *frames: bytes) -> Path:
    """The MP3 behind a tag of version 2.3 with these frames."""
    body = b"".join(frames) + bytes(64)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\3\0\0" + size + body + path.read_bytes())
    return path


def wide(words: str) -> bytes:
    return b"\1\xff\xfe" + words.encode("utf-16-le")


def chap(element: bytes, start: int, end: int, *inside: bytes) -> bytes:
    return frame(b"CHAP", element + b"\0" + struct.pack(">4I", start, end, 0xFFFFFFFF, 0xFFFFFFFF) + b"".join(inside))


def ctoc(element: bytes, flags: int, children: list[bytes], *inside: bytes) -> bytes:
    names = b"".join(child + b"\0" for child in children)
    return frame(b"CTOC", element + b"\0" + bytes([flags, len(children)]) + names + b"".join(inside))


def bare_mp3(path: Path) -> Path:
    return made(path, "-c:a", "libmp3lame", "-b:a", "64k", "-id3v2_version", "0")


def full_mp3(path: Path) -> Path:
    """Chapters with frames that nobody knows, pictures of every kind, tables within tables, and a hidden chapter."""
    inner = (
        frame(b"TIT3", wide("sub")),
        frame(b"COMM", b"\1eng" + wide("")[1:] + b"\0\0" + wide("c")[1:]),
        frame(b"XQRS", b"\0nobody knows"),
        frame(b"APIC", b"\0image/webp\0\0\0RIFF\4\0\0\0WEBP"),
        frame(b"APIC", b"\0-->\0\0x\0https://e.org/a.jpg"),
        frame(b"WXXX", b"\0\0https://e.org/"),
    )
    chapters = [
        chap(b"c%d" % n, n * 10_000, n * 10_000 + 10_000, frame(b"TIT2", wide(f"Title {n}")), *inner) for n in range(4)
    ]
    return tagged(
        bare_mp3(path),
        frame(b"TIT2", wide("Old")),
        frame(b"APIC", b"\0image/jpeg\0\3\0" + picture("JPEG")),
        frame(b"APIC", b"\0image/jpeg\0\4back\0" + picture("JPEG", 50)),
        frame(b"TPE1", b"\0Ann"),
        frame(b"PRIV", b"e.org\0\xff\xe0"),
        frame(b"XABC", b"\0any"),
        frame(b"TLEN", b"\x0040000"),
        ctoc(b"top", 3, [b"part1", b"part2"], frame(b"TIT2", wide("Contents"))),
        ctoc(b"part1", 1, [b"c0", b"c1"], frame(b"TIT2", wide("Part one"))),
        ctoc(b"part2", 1, [b"c3"], frame(b"TIT2", wide("Part two"))),
        *chapters,
    )


def same_ids_mp3(path: Path) -> Path:
    chapters = [chap(b"ch", n * 10_000, n * 10_000 + 10_000, frame(b"TIT2", wide(f"Title {n}"))) for n in range(4)]
    return tagged(bare_mp3(path), frame(b"TIT2", wide("Old")), ctoc(b"toc", 3, [b"ch"] * 4), *chapters)


def large_pictures_mp3(path: Path) -> Path:
    large = frame(b"APIC", b"\0image/png\0\0\0" + picture("PNG") + bytes(120_000))
    chapters = [chap(b"c%d" % n, n * 9000, n * 9000 + 7000, large, frame(b"TIT2", b"\0One %d" % n)) for n in range(4)]
    return tagged(bare_mp3(path), ctoc(b"toc", 3, [b"c%d" % n for n in range(4)]), *chapters)


def newer_mp3(path: Path) -> Path:
    """ID3v2.4 as ffmpeg writes it, with what mutagen adds."""
    made(path, "-c:a", "libmp3lame", "-b:a", "64k", "-id3v2_version", "4", chapters=True)
    tag = ID3(path)
    tag.add(TSOA(encoding=3, text=["sort"]))
    tag.add(TXXX(encoding=3, desc="RATING", text=["5"]))
    tag.add(USLT(encoding=3, lang="eng", desc="", text="Lines\nof words"))
    tag.add(POPM(email="a@e.org", rating=200, count=7))
    tag.add(UFID(owner="http://e.org", data=b"17"))
    tag.add(GEOB(encoding=0, mime="text/plain", filename="a.txt", desc="d", data=bytes(range(256))))
    tag.save(path, v2_version=4)
    return path


def by_mutagen_mp3(path: Path) -> Path:
    bare_mp3(path)
    tag = ID3()
    tag.add(TIT2(encoding=1, text=["Old"]))
    tag.add(TPE1(encoding=1, text=["Ann"]))
    tag.add(PRIV(owner="e.org", data=bytes(range(256))))
    tag.add(COMM(encoding=1, lang="eng", desc="iTunNORM", text=["0000 1111"]))
    tag.add(CTOC(element_id="toc", flags=3, child_element_ids=["a", "b", "c", "d"], sub_frames=[TIT2(text=["All"])]))
    for n, name in enumerate("abcd"):
        inside = [TIT2(text=[f"T{n}"]), TIT3(text=["sub"]), WXXX(desc="chapter url", url="https://e.org/x")]
        image = APIC(mime="image/png", desc="", type=0, data=picture("PNG"))
        start = 10_000 * n
        tag.add(CHAP(element_id=name, start_time=start, end_time=start + 10_000, sub_frames=[*inside, image]))
    tag.save(path, v2_version=3)
    return path


def comments(path: Path, times: tuple[str, str, str, str], *more: str) -> Path:
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    for n, time in enumerate(times):
        file.tags.append((f"CHAPTER{n:03d}", time))
        file.tags.append((f"CHAPTER{n:03d}NAME", f"Title {n}"))
        file.tags.append((f"CHAPTER{n:03d}IMAGE", "nobody knows"))
    for each in ("REPLAYGAIN_TRACK_GAIN=-3 dB", "X=1", "X=2", "x=3", *more):
        key, _, value = each.partition("=")
        file.tags.append((key, value))
    back = Picture()
    back.type, back.mime, back.data = 4, "image/jpeg", picture("JPEG")
    if isinstance(file, FLAC):
        file.add_picture(back)
        block = MetadataBlock(b"riff" + bytes(range(256)))
        block.code = 2
        file.metadata_blocks.append(block)
    else:
        file.tags.append(("METADATA_BLOCK_PICTURE", base64.b64encode(back.write()).decode()))
    file.save()
    return path


EXACT = ("00:00:00.000", "00:00:10.000", "00:00:20.000", "00:00:30.000")
LOOSE = ("0:00:00", "00:10,000", "0:20.5", "0:00:30.000 --> 0:00:40.000")


def exact_opus(path: Path) -> Path:
    return comments(made(path, "-c:a", "libopus", "-b:a", "32k"), EXACT)


def loose_opus(path: Path) -> Path:
    return comments(made(path, "-c:a", "libopus", "-b:a", "32k"), LOOSE)


def loose_ogg(path: Path) -> Path:
    return comments(made(path, "-c:a", "libvorbis", "-q:a", "1"), LOOSE)


def loose_flac(path: Path) -> Path:
    return comments(made(path, "-c:a", "flac"), LOOSE)


def cued_flac(path: Path) -> Path:
    comments(made(path, "-c:a", "flac"), EXACT)
    index = struct.pack(">QB3x", 0, 1)
    tracks = struct.pack(">QB12s14xB", 0, 1, b"", 1) + index + struct.pack(">QB12s14xB", SECONDS * 44100, 255, b"", 0)
    sheet = struct.pack(">128sQB258xB", b"", 0, 0, 2) + tracks
    data = path.read_bytes()
    path.write_bytes(data[:42] + b"\x05" + len(sheet).to_bytes(3) + sheet + data[42:])
    return path


def plain_m4a(path: Path) -> Path:
    return made(path, "-c:a", "aac", "-b:a", "64k", "-f", "ipod", chapters=True)


def full_m4a(path: Path) -> Path:
    """The chapters of ffmpeg, foreign items, and a box that nobody knows."""
    made(path, "-c:a", "aac", "-b:a", "64k", "-movflags", "+faststart", chapters=True)
    file = MP4(path)
    file["----:com.apple.iTunes:iTunSMPB"] = [MP4FreeForm(b" 00000000 00000840 0000037C 00000000001ACD1C")]
    file["----:com.example:GAIN"] = [MP4FreeForm(b"-3 dB"), MP4FreeForm(b"-4 dB")]
    file["\xa9wrt"] = ["Orla", "Moll"]
    file["\xa9xyz"] = ["undefined"]
    file["covr"] = [MP4Cover(picture("PNG"), MP4Cover.FORMAT_PNG)]
    file.save()
    path.write_bytes(path.read_bytes() + struct.pack(">I4s", 32, b"uuid") + bytes(range(24)))
    return path


def many_tracks_m4a(path: Path) -> Path:
    """Chapters of ffmpeg, titles in another language, and pictures in PNG, one of which is no chapter's."""
    made(path, "-c:a", "aac", "-b:a", "64k", "-f", "ipod", chapters=True)
    outside = outer(path.read_bytes())
    assert outside[-1][0] == b"moov"
    moov = taken_apart(b"moov", outside[-1][1][8:])
    stills = [picture("PNG", side) for side in (40, 50, 60, 70, 80)]
    words = [struct.pack(">H", len(name)) + name for name in (b"Eins", b"Zwei", b"Drei", b"Ende")]
    starts = {b"text": (0, 10, 20, 30), b"vide": (0, 10, 15, 20, 30)}
    place = sum(len(box) for _, box in outside[:-1]) + 8
    for number, (kind, samples) in enumerate({b"text": words, b"vide": stills}.items(), start=70):
        described = [Box({b"text": b"text", b"vide": b"png "}[kind], bytes(78))]
        media = Media(kind, b"By hand", Box(b"gmhd"), described, [*map(len, samples)], [(1, len(samples), 1)], [place])
        edges = [second * 48_000 for second in (*starts[kind], SECONDS)]
        moov.open().append(track_box(media, edges, Place(number, 1000, 0x15C7)))
        place += sum(map(len, samples))
    moov.need(b"trak", b"tref", b"chap").content += struct.pack(">II", 70, 71)
    added = Box(b"mdat", b"".join((*words, *stills))).rendered()
    path.write_bytes(b"".join(box for _, box in outside[:-1]) + added + moov.rendered())
    return path


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(content)) + content + bytes(len(content) % 2)


def regions_wav(path: Path) -> Path:
    """Markers with notes, regions with words, and chunks of broadcasters."""
    made(path, "-c:a", "pcm_s16le", "-ar", "8000", "-map_metadata", "-1", "-fflags", "+bitexact")
    starts = [0, 80_000, 160_000, 240_000]
    points = [struct.pack("<II4sIII", n + 1, at, b"data", 0, 0, at) for n, at in enumerate(starts)]
    labels = [chunk(b"labl", struct.pack("<I", n + 1) + b"Title %d\0" % n) for n in range(4)]
    notes = [chunk(b"note", struct.pack("<I", n + 1) + b"a note %d\0" % n) for n in range(4)]
    rows = [(n + 1, 40_000, b"rgn ", 0, 0, 0, 0) for n in range(4)]
    regions = [chunk(b"ltxt", struct.pack("<II4sHHHH", *row) + b"words\0") for row in rows]
    odd = chunk(b"xyzw", struct.pack("<I", 2) + b"nobody knows")
    adtl = chunk(b"LIST", b"adtl" + b"".join((*labels, *notes, odd, *regions)))
    info = chunk(b"LIST", b"INFO" + chunk(b"IKEY", b"k\0") + chunk(b"INAM", b"Old\0") + chunk(b"IXYZ", b"odd"))
    cue = chunk(b"cue ", struct.pack("<I", 4) + b"".join(points))
    bext = chunk(b"bext", bytes(603))
    data = path.read_bytes()
    body = data[12:36] + bext + info + data[36:] + cue + adtl + chunk(b"iXML", b"<X/>") + chunk(b"odd ", b"7 bytes")
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body)
    return path


CORPUS: Mapping[str, Callable[[Path], Path]] = {
    "full.mp3": full_mp3,
    "same-ids.mp3": same_ids_mp3,
    "large-pictures.mp3": large_pictures_mp3,
    "by-mutagen.mp3": by_mutagen_mp3,
    "newer.mp3": newer_mp3,
    "exact.opus": exact_opus,
    "loose.opus": loose_opus,
    "loose.ogg": loose_ogg,
    "loose.flac": loose_flac,
    "cued.flac": cued_flac,
    "plain.m4a": plain_m4a,
    "full.m4a": full_m4a,
    "many-tracks.m4a": many_tracks_m4a,
    "regions.wav": regions_wav,
}
"""Each with four chapters, which begin at 0, 10, 20 and 30 s or nearly so, but for `large-pictures` (0, 9, 18, 27)."""


TOLD = [
    *(f"CHAPTER{n:03d}={time}" for n, time in enumerate(LOOSE)),
    *(f"CHAPTER{n:03d}NAME=Title {n}" for n in range(4)),
    *(f"CHAPTER{n:03d}IMAGE=nobody knows" for n in range(4)),
    "X=1",
    "X=2",
]


def by_tool(path: Path) -> Path:
    """A file by the tool of Xiph that it is named after, which is told the chapters as comments."""
    source = made(path.with_suffix(".wav"), "-c:a", "pcm_s16le")
    option = "-T" if path.suffix == ".flac" else "--comment"
    said = [word for each in TOLD for word in (option, each)]
    files = [str(source), str(path)] if path.stem == "opusenc" else ["-o", str(path), str(source)]
    subprocess.run([path.stem, *said, *files], check=True, capture_output=True)
    source.unlink()
    return path


def by_lame(path: Path) -> Path:
    """By LAME, with its own tag and Info frame; the chapters stand behind its frames."""
    source = made(path.with_suffix(".wav"), "-c:a", "pcm_s16le")
    cover = path.with_suffix(".jpg")
    cover.write_bytes(picture("JPEG"))
    tags = ["--tt", "Old", "--ta", "Ann", "--tl", "Album", "--ty", "1999", "--tg", "Speech", "--tc", "words"]
    more = ["--tv", "TXXX=RATING=5", "--tv", "TSRC=XX1234567890", "--ti", str(cover), "--id3v2-only"]
    subprocess.run(["lame", "--quiet", "-b", "64", *tags, *more, str(source), str(path)], check=True)
    source.unlink()
    cover.unlink()
    return with_frames(path, *four_chapters())


def with_frames(path: Path, *frames: bytes) -> Path:
    """More frames behind those of an ID3v2.3 tag, before its padding."""
    data = path.read_bytes()
    assert data[:5] == b"ID3\3\0"
    size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
    end = 10
    while end < 10 + size and data[end]:
        end += 10 + int.from_bytes(data[end + 4 : end + 8])
    more = b"".join(frames)
    counted = bytes((size + len(more)) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(data[:6] + counted + data[10:end] + more + data[end:])
    return path


def by_atomicparsley(path: Path) -> Path:
    """The chapters of ffmpeg, and all that AtomicParsley puts beside them."""
    made(path, "-c:a", "aac", "-b:a", "64k", "-f", "ipod", chapters=True)
    cover = path.with_suffix(".png")
    cover.write_bytes(picture("PNG"))
    tags = ["--artist", "Ann", "--title", "Old", "--album", "Album", "--genre", "Speech", "--tracknum", "1/9"]
    more = ["--comment", "words", "--composer", "Orla", "--advisory", "clean", "--stik", "Audiobook", "--podcastFlag"]
    rest = ["true", "--longdesc", "many words", "--rDNSatom", "odd", "name=X", "domain=org.example"]
    words = ["AtomicParsley", str(path), *tags, *more, *rest, "--artwork", str(cover), "--overWrite"]
    subprocess.run(words, check=True, capture_output=True)
    cover.unlink()
    return path


def by_metaflac(path: Path) -> Path:
    """By flac, with a picture, a table of places and padding by metaflac."""
    with TemporaryDirectory(dir=path.parent) as folder:  # where no other file of that name may be
        named = by_tool(Path(folder, "flac.flac")).rename(path)
    back = path.with_suffix(".jpg")
    back.write_bytes(picture("JPEG"))
    words = ["--add-seekpoint=1s", "--add-padding=777", "--set-tag=REPLAYGAIN_TRACK_GAIN=-3 dB"]
    subprocess.run(["metaflac", *words, str(named)], check=True)
    subprocess.run(["metaflac", f"--import-picture-from=4|image/jpeg|back||{back}", str(named)], check=True)
    back.unlink()
    return path


def by_vorbiscomment(path: Path) -> Path:
    """By oggenc, with comments by vorbiscomment."""
    named = by_tool(path.with_name("oggenc.ogg")).rename(path)
    subprocess.run(["vorbiscomment", "-a", "-t", "MOOD=calm", "-t", "mood=grey", str(named)], check=True)
    return path


def four_chapters() -> list[bytes]:
    listed = [chap(b"c%d" % n, n * 10_000, n * 10_000 + 10_000, frame(b"TIT2", wide(f"Title {n}"))) for n in range(4)]
    return [ctoc(b"toc", 3, [b"c%d" % n for n in range(4)]), *listed]


def by_eyed3(path: Path) -> Path:
    """Chapters that eyeD3 writes again with its own frames around them."""
    tagged(bare_mp3(path), frame(b"TIT2", b"\0Old"), *four_chapters())
    cover = path.with_suffix(".png")
    cover.write_bytes(picture("PNG"))
    tags = ["--artist", "Ann", "--album", "Album", "--comment", "words", "--add-comment", "more words:about:deu"]
    more = [
        "--user-text-frame",
        "RATING:5",
        "--unique-file-id",
        "http\\://e.org:17",
        "--add-popularity",
        "a@e.org:200:7",
    ]
    words = ["eyeD3", "--quiet", "--to-v2.3", *tags, *more, "--add-image", f"{cover}:FRONT_COVER", str(path)]
    subprocess.run(words, check=True, capture_output=True)
    cover.unlink()
    return path


def by_id3v2(path: Path) -> Path:
    """Frames by id3v2 on LAME's kind of file, and chapters behind them."""
    bare_mp3(path)
    tags = ["-t", "Old", "-a", "Ann", "-c", "about:words:eng", "-T", "1/9", "--TSRC", "XX1234567890", "--WXXX", "e.org"]
    subprocess.run(["id3v2", "-2", *tags, str(path)], check=True, capture_output=True)
    return with_frames(path, *four_chapters())


def by_fdkaac(path: Path) -> Path:
    """By fdkaac, which tells the encoder's delay; the chapters come with ffmpeg's copy."""
    source, bare = made(path.with_suffix(".wav"), "-c:a", "pcm_s16le"), path.with_name(f"bare-{path.name}")
    words = [
        "-S",
        "-b",
        "64000",
        "--title",
        "Old",
        "--artist",
        "Ann",
        "--comment",
        "words",
        "-o",
        str(bare),
        str(source),
    ]
    subprocess.run(["fdkaac", *words], check=True, capture_output=True)
    listed = path.with_suffix(".ffmetadata")
    listed.write_text(CHAPTERS, encoding="utf-8")
    copy = ["-i", str(bare), "-i", str(listed), "-map", "0:a", "-map_metadata", "0", "-map_chapters", "1", "-c", "copy"]
    subprocess.run([ffmpeg.executable(), "-v", "error", "-y", *copy, str(path)], check=True)
    for each in (source, bare, listed):
        each.unlink()
    return path


def by_mp4chaps(path: Path) -> Path:
    """Both kinds of chapters and a cover by the tools of mp4v2."""
    made(path, "-c:a", "aac", "-b:a", "64k", "-f", "ipod")
    told, cover = path.with_suffix(".chapters.txt"), path.with_suffix(".png")
    told.write_text("".join(f"00:00:{n * 10:02d}.000 Title {n}\n" for n in range(4)))
    cover.write_bytes(picture("PNG"))
    subprocess.run(["mp4art", "--add", str(cover), str(path)], check=True, capture_output=True)
    subprocess.run(["mp4chaps", "--chapter-any", "--import", str(path)], check=True, capture_output=True)
    told.unlink(missing_ok=True)
    cover.unlink()
    return path


TOOLS: Mapping[str, tuple[str, Callable[[Path], Path]]] = {
    "opusenc.opus": ("opusenc", by_tool),
    "oggenc.ogg": ("oggenc", by_tool),
    "flac.flac": ("flac", by_tool),
    "metaflac.flac": ("metaflac", by_metaflac),
    "vorbiscomment.ogg": ("vorbiscomment", by_vorbiscomment),
    "lame.mp3": ("lame", by_lame),
    "atomicparsley.m4a": ("AtomicParsley", by_atomicparsley),
    "eyed3.mp3": ("eyeD3", by_eyed3),
    "id3v2.mp3": ("id3v2", by_id3v2),
    "fdkaac.m4a": ("fdkaac", by_fdkaac),
    "mp4chaps.m4a": ("mp4chaps", by_mp4chaps),
}
"""The same by other programs, each with the one that it needs. Debian 12 has the last two not in `main`, and nobody has
seen these cases run.
"""
