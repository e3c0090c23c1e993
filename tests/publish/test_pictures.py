"""Covers and chapter pictures: what fits stays as it is, what does not is made to fit, what is none is refused."""

from __future__ import annotations

import resource
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from audiorender.errors import SourceError
from audiorender.publish import pictures
from audiorender.publish.pictures import chapter_picture, cover, embedded, read_picture
from audiorender.publish.tags.fields import MAX_PICTURE
from publish.pictures import a_picture, noise

Made = tuple[int, int] | tuple[int, int, str] | tuple[int, int, str, str]
"""What `a_picture` is asked for; the pictures themselves would make every worker's collection slow."""


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = a_picture(8, 8)
    monkeypatch.setattr(pictures, "_MOST_BYTES", len(data))
    path = tmp_path / "a.png"
    path.write_bytes(data)
    assert read_picture(path) == data
    path.write_bytes(data + b"!")
    with pytest.raises(SourceError, match=f"a picture of more than {len(data)} bytes"):
        read_picture(path)


@pytest.mark.parametrize(
    "made",
    [(1400, 1400, "JPEG"), (3000, 3000), (2000, 2000, "PNG", "L")],
    ids=["least", "most", "grey"],
)
def test_a_cover_that_fits_stays_as_it_is(made: Made) -> None:
    data = a_picture(*made)
    picture, said = cover(data)
    assert picture.data == data
    assert said == ()
    assert (picture.width, picture.height) == opened(data).size


@pytest.mark.parametrize(
    ("made", "side", "words"),
    [
        ((4000, 4000, "JPEG"), 3000, ""),
        ((600, 600), 1400, "600 x 600 pixels: enlarged to 1400"),
        ((2000, 1000), 2000, "blurred copy of itself"),
        ((1500, 1500, "WEBP"), 1500, ""),
        ((1500, 1500, "GIF", "P"), 1500, ""),
        ((1500, 1500, "PNG", "RGBA"), 1500, ""),
        ((1500, 1500, "JPEG", "CMYK"), 1500, ""),
        ((1500, 1500, "TIFF", "I;16"), 1500, ""),
        ((1, 3), 1400, "make it square"),
        ((1500, 1400), 1400, "cropped to a square"),
    ],
)
def test_any_other_becomes_a_square_jpeg_in_rgb(made: Made, side: int, words: str) -> None:
    picture, said = cover(a_picture(*made))
    found = opened(picture.data)
    assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (side, side))
    assert (picture.media_type, picture.suffix) == ("image/jpeg", ".jpg")
    assert words in " ".join(said)
    assert bool(words) == bool(said)
    assert cover(picture.data) == (picture, ())


def test_nothing_is_cut_off_a_picture_that_is_not_square() -> None:
    wide = Image.new("RGB", (3000, 1000), "blue")
    wide.paste("red", (0, 0, 1500, 1000))
    file = BytesIO()
    wide.save(file, "PNG")
    found = opened(cover(file.getvalue())[0].data)
    for x, colour in ((30, 0), (2970, 2)):
        pixel = found.getpixel((x, 1500))
        assert isinstance(pixel, tuple)
        assert pixel[colour] > 200


def test_a_long_strip_costs_no_more_memory_than_it_holds() -> None:
    strip = Image.new("L", (16, 1_000_000), 90)
    file = BytesIO()
    strip.save(file, "PNG")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert cover(file.getvalue())[0].width == 3000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "kilobytes"


def test_a_picture_is_turned_as_its_camera_held_it() -> None:
    image = Image.new("RGB", (1500, 1500), "blue")
    image.paste("red", (0, 0, 1500, 750))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    file = BytesIO()
    image.save(file, "JPEG", exif=exif)
    pixel = opened(cover(file.getvalue())[0].data).getpixel((750, 1400))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200


def test_what_is_transparent_stands_on_white() -> None:
    file = BytesIO()
    Image.new("RGBA", (1500, 1500), (0, 0, 0, 0)).save(file, "PNG")
    assert opened(cover(file.getvalue())[0].data).getpixel((9, 9)) == (255, 255, 255)


def test_a_chapters_picture_is_light() -> None:
    light = a_picture(300, 200, "JPEG")
    assert chapter_picture(light).data == light
    made = chapter_picture(noise(1500))
    assert len(made.data) <= MAX_PICTURE
    assert opened(made.data).size == (made.width, made.height)


def test_the_cover_in_the_tags_is_light_too() -> None:
    picture, _ = cover(noise(1500))
    assert len(picture.data) > 4 * MAX_PICTURE >= len(embedded(picture))
    light, _ = cover(a_picture(1400, 1400, "JPEG"))
    assert embedded(light) == light.data


@pytest.mark.parametrize("make", [cover, chapter_picture])
@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda: b"", "this picture cannot be read"),
        (lambda: b"\xff\xd8\xff" + bytes(99), "this picture cannot be read"),
        (lambda: a_picture(1400, 1400)[:-300], "damaged"),
        (lambda: a_picture(20000, 6000, "PNG", "1"), "100 million pixels"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "this picture cannot be read"),
    ],
    ids=["empty", "head", "cut off", "vast", "drawing"],
)
def test_what_is_no_picture_is_an_error_that_names_it(make: object, broken: Callable[[], bytes], words: str) -> None:
    assert callable(make)
    with pytest.raises(SourceError, match=words) as caught:
        make(broken(), "art.png")
    assert str(caught.value).startswith("art.png: ")
    assert "\n" not in str(caught.value)


@given(st.sampled_from(("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")), st.data())
def test_a_damaged_picture_is_read_or_refused(kind: str, draw: st.DataObject) -> None:
    data = a_picture(40, 30, kind)
    damaged = bytearray(data)
    for at in draw.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=8)):
        damaged[at] = draw.draw(st.integers(0, 255))
    try:
        picture = chapter_picture(bytes(damaged[: draw.draw(st.integers(1, len(data)))]))
    except SourceError:
        return
    assert opened(picture.data).size == (picture.width, picture.height)
