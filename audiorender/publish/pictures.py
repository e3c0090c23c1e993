"""Pictures that apps show: checked, and adapted if needed.

Apple Podcasts asks for a square cover of 1400 to 3000 pixels, JPEG or PNG, in RGB (podcasters.apple.com, "Artwork
requirements"). Every phone that opens an audio file reads the pictures in it: chapter pictures stay below about 100 KB
(`docs/standards.md`), and the cover in the tags below a few hundred.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageEnhance, ImageFilter, ImageOps, UnidentifiedImageError

from audiorender.errors import SourceError
from audiorender.publish.tags.fields import MAX_PICTURE, picture_type

SMALLEST, LARGEST = 1400, 3000
"""Smallest and largest side of a cover in pixels."""

NEARLY_SQUARE = 1.15
"""Up to this aspect ratio a cover is cropped: losing two edges is less disturbing than a border."""

_KINDS = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png")}
_READABLE = (*_KINDS, "WEBP", "GIF", "BMP", "TIFF")
_MOST_BYTES = 200_000_000
_MOST_PIXELS = 100_000_000
_HINT = "give a JPEG or PNG picture"


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG or PNG file as bytes, and its size in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def suffix(self) -> str:
        """The file's suffix, with the dot."""
        return next(suffix for media_type, suffix in _KINDS.values() if media_type == self.media_type)


def cover(data: bytes, path: Path | str | None = None) -> tuple[Picture, tuple[str, ...]]:
    """The picture as a cover that Apple Podcasts accepts, and a sentence for each change to it.

    A picture that fits stays as it is, byte for byte. Otherwise it is rotated as its EXIF data say, made square,
    enlarged or reduced, and written as JPEG. A nearly square picture is cropped; any other is placed on a blurred copy
    of itself.

    Raises SourceError, with `path`, if it is not a readable picture.
    """
    image, said = _opened(data, path), []
    width, height = image.size
    if _fits(image) and width == height and SMALLEST <= width <= LARGEST:
        return Picture(data, _KINDS[image.format or ""][0], width, height), ()
    upright = _upright(_no_larger(image), path)
    whole = max(upright.size) > NEARLY_SQUARE * min(upright.size)
    if upright.width != upright.height:
        how = "set on a blurred copy of itself to make it square" if whole else "cropped to a square"
        said.append(f"the cover is {width} x {height} pixels: {how}")
    had = max(upright.size) if whole else min(upright.size)
    if had < SMALLEST:
        said.append(f"the cover is {width} x {height} pixels: enlarged to {SMALLEST}, the least that apps take")
    side = min(max(had, SMALLEST), LARGEST)
    square = _on_blurred_ground(upright, side) if whole else ImageOps.fit(upright, (side, side))
    square.info["icc_profile"] = upright.info.get("icc_profile")
    return _jpeg(square, 90), tuple(said)


def _no_larger(image: Image.Image) -> Image.Image:
    """The picture with no side longer than `LARGEST`: reduced before it is copied, rotated and converted."""
    if max(image.size) <= LARGEST or image.mode not in {"RGB", "RGBA", "L", "CMYK"}:
        return image
    smaller = ImageOps.contain(image, (LARGEST, LARGEST))
    smaller.info.update(image.info)
    return smaller


def _on_blurred_ground(image: Image.Image, side: int) -> Image.Image:
    """The picture, as large as it fits into a square of `side` pixels, on a blurred and darkened copy that fills it."""
    small = ImageOps.fit(image, (64, 64)).filter(ImageFilter.GaussianBlur(4))
    ground = ImageEnhance.Brightness(small).enhance(0.7).resize((side, side), Image.Resampling.BICUBIC)
    front = ImageOps.contain(image, (side, side))
    ground.paste(front, ((side - front.width) // 2, (side - front.height) // 2))
    return ground


def embedded(picture: Picture) -> bytes:
    """The cover for an audio file's tags: unchanged if it is small, else a JPEG of at most 1400 pixels."""
    if len(picture.data) <= 4 * MAX_PICTURE:
        return picture.data
    return _within(_upright(_opened(picture.data, None), None), SMALLEST, 4 * MAX_PICTURE).data


def chapter_picture(data: bytes, path: Path | str | None = None) -> Picture:
    """The picture of a chapter: unchanged if it is small enough, else a JPEG of at most `MAX_PICTURE`.

    Raises SourceError, with `path`, if it is not a readable picture.
    """
    image = _opened(data, path)
    if _fits(image) and len(data) <= MAX_PICTURE:
        return Picture(data, _KINDS[image.format or ""][0], *image.size)
    return _within(_upright(image, path), 1000, MAX_PICTURE)


def as_jpeg(data: bytes) -> Picture:
    """A JPEG or PNG file as JPEG of at most `MAX_PICTURE`; a JPEG stays as it is, and only its header is read.

    Raises SourceError if it is not a readable picture.
    """
    if picture_type(data) == "image/jpeg":
        return Picture(data, "image/jpeg", *_opened(data, None, whole=False).size)
    return _within(_upright(_opened(data, None), None), 1000, MAX_PICTURE)


def thumbnail(picture: Picture, side: int) -> bytes:
    """The picture as a JPEG with sides of at most `side` pixels, for a page that shows it small."""
    image = _opened(picture.data, None, near=2 * side)
    return _within(_upright(image, None), side, MAX_PICTURE // 2).data


def read_picture(path: Path) -> bytes:
    """A picture file's bytes. Raises SourceError if it cannot be read, is too large, or begins like no picture."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not a file name"
        raise SourceError(f"the picture cannot be read: {reason}", path=path, hint="correct the name") from error
    if len(data) > _MOST_BYTES:
        raise SourceError(f"a picture of more than {_MOST_BYTES:,} bytes", path=path, hint=_HINT)
    _opened(data, path, whole=False)
    return data


def _opened(data: bytes, path: Path | str | None, *, whole: bool = True, near: int | None = None) -> Image.Image:
    """The picture, `whole` or only its header; a JPEG larger than `near` pixels need not be fully decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # warnings about many pixels and odd metadata: the first is checked below
            image = Image.open(BytesIO(data), formats=_READABLE)
            if image.width * image.height > _MOST_PIXELS:
                raise Image.DecompressionBombError
            if near is not None:
                image.draft(None, (near, near))
            if whole:
                image.load()
    except Image.DecompressionBombError as error:
        raise SourceError("the picture has more than 100 million pixels", path=path, hint=_HINT) from error
    except UnidentifiedImageError as error:
        raise SourceError("this picture cannot be read", path=path, hint=_HINT) from error
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        ArithmeticError,
        LookupError,
    ) as error:  # what its decoders raise
        raise SourceError(f"the picture is damaged: {error}", path=path, hint=_HINT) from error
    return image


def _fits(image: Image.Image) -> bool:
    """Whether every app shows the file as it is: the right format, screen colours, upright."""
    return image.format in _KINDS and image.mode in {"RGB", "L", "P"} and image.getexif().get(0x0112, 1) == 1


def _upright(image: Image.Image, path: Path | str | None) -> Image.Image:
    """The picture in RGB, rotated as its EXIF data say; transparency becomes white."""
    try:
        turned = ImageOps.exif_transpose(image)
        if turned.mode.startswith("I;16"):
            turned = turned.convert("L")
        if turned.mode == "RGB":
            return turned
        if "A" in turned.getbands() or "transparency" in turned.info:
            layer = turned.convert("RGBA")
            turned = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
        return turned.convert("RGB")
    except (OSError, ValueError) as error:
        raise SourceError(f"the picture cannot be converted: {error}", path=path, hint=_HINT) from error


def _within(image: Image.Image, side: int, most: int) -> Picture:
    """The picture as a JPEG of at most `side` pixels and `most` bytes: quality is reduced first, then size."""
    for pixels, quality in _steps(side):
        smaller = ImageOps.contain(image, (pixels, pixels)) if max(image.size) > pixels else image
        found = _jpeg(smaller, quality)
        if len(found.data) <= most:
            break
    return found


def _steps(side: int) -> Iterator[tuple[int, int]]:
    while side >= 16:
        yield from ((side, quality) for quality in (88, 78, 68, 58))
        side = side * 3 // 4


def _jpeg(image: Image.Image, quality: int) -> Picture:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True, icc_profile=image.info.get("icc_profile"))
    return Picture(file.getvalue(), "image/jpeg", *image.size)
