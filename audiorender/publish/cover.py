"""A plain cover for an episode without one: its title and show above a waveform, 3000 pixels square.

The same title and show give the same picture; another show has other colours.
"""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import font_manrope
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from audiorender.publish.oneline import one_line
from audiorender.publish.pictures import LARGEST, Picture

_MARGIN = 260
_WIDTH = LARGEST - 2 * _MARGIN
_TITLE_SIZES = range(400, 140, -20)
_MOST_LINES = 5
_LEADING = 1.12
_STRIP = 100  # rows
_CLEAR = 90  # minimum pixels between the bars and the words below them

# Dark background, background further down, and the colour of the wave: white text has a contrast of at least 7 on each.
_COLOURS = (
    ("#101f3c", "#1f3f73", "#7cc6fe"),
    ("#22153a", "#4b2a6e", "#f4a9d8"),
    ("#0d2b2a", "#17544d", "#8fe3c8"),
    ("#2b1513", "#6a2a22", "#ffb59a"),
    ("#1b2411", "#3d5220", "#d8ee8a"),
    ("#141a22", "#344458", "#ffd479"),
    ("#2a1226", "#641f4a", "#ff9fb2"),
    ("#0c2436", "#125070", "#9be7ff"),
)

_ELSEWHERE = (
    "NotoSans-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    "NotoSansCJK-Bold.ttc",
    "NotoSansCJK-Regular.ttc",
    "Arial Unicode.ttf",
    "ARIALUNI.TTF",
    "arialbd.ttf",
    "segoeuib.ttf",
    "msyhbd.ttc",
    "YuGothB.ttc",
    "malgunbd.ttf",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "AppleSDGothicNeo.ttc",
)
"""Fonts of the three operating systems for scripts that ours lacks."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Lines of text in one font, and the height of a line."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont

    @property
    def height(self) -> int:
        return round(self.font.size * _LEADING)


def drawn(title: str, show: str | None = None) -> tuple[Picture, tuple[str, ...]]:
    """The cover as a JPEG, and a sentence for each text that is left out because no installed font can draw it."""
    title, show = one_line(title), one_line(show or "")
    said = []
    digest = hashlib.sha256((show or title).encode("utf-8", "surrogatepass")).digest()
    top, bottom, bright = _COLOURS[digest[0] % len(_COLOURS)]
    image = _ground(top, bottom)
    draw = ImageDraw.Draw(image)
    y = LARGEST - _MARGIN
    for words, what, sizes, weight, colour in (
        (title, "title", _TITLE_SIZES, font_manrope.ManropeExtraBold, "white"),
        (show, "show", range(120, 60, -10), font_manrope.ManropeSemiBold, bright),
    ):
        block = _set(words, weight, sizes) if words else None
        if block:
            y -= block.height * len(block.lines)
            for number, line in enumerate(block.lines):
                rtl = _right_to_left(line)
                at = (LARGEST - _MARGIN, y + number * block.height) if rtl else (_MARGIN, y + number * block.height)
                draw.text(at, line, fill=colour, font=block.font, anchor="ra" if rtl else "la")
            y -= 70
        elif words:
            said.append(f"no installed font can draw the {what} on the cover: name a picture with 'cover'")
    _wave(draw, hashlib.sha256(title.encode("utf-8", "surrogatepass")).digest(), bright, y)
    file = BytesIO()
    image.save(file, "JPEG", quality=88, optimize=True)
    return Picture(file.getvalue(), "image/jpeg", LARGEST, LARGEST), tuple(said)


def _ground(top: str, bottom: str) -> Image.Image:
    """A gradient from one colour to the other, downwards and slightly to the right, in strips: the whole takes 150
    MB."""
    axis = np.linspace(0.0, 1.0, LARGEST, dtype=np.float32)
    # Half a step of fixed noise hides the banding of such a slow gradient.
    random = np.random.default_rng(0)
    image = Image.new("RGB", (LARGEST, LARGEST))
    for start in range(0, LARGEST, _STRIP):
        share = 0.8 * axis[start : start + _STRIP, None] + 0.2 * axis[None, :]
        noise = random.random(share.shape, np.float32)
        strip = np.empty((*share.shape, 3), np.uint8)
        for band, (first, last) in enumerate(zip(_rgb(top), _rgb(bottom), strict=True)):
            level = share * np.float32(last - first)
            level += np.float32(first)
            level += noise
            strip[..., band] = level
        image.paste(Image.fromarray(strip), (0, start))
    return image


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _wave(draw: ImageDraw.ImageDraw, digest: bytes, colour: str, bottom: float) -> None:
    """Bars in the upper third, or in what is left of it above `bottom`; their heights come from the title's digest."""
    count, wide = 31, 44
    top = LARGEST * 0.1
    most = min(LARGEST * 0.17, (bottom - _CLEAR - top) / 2)
    middle = top + most
    step = (_WIDTH - wide) / (count - 1)
    for number in range(count):
        slow = math.sin(math.pi * (number + 0.5) / count) ** 0.8
        level = 0.18 + 0.82 * digest[number] / 255
        half = max(wide, most * slow * level)
        left = _MARGIN + number * step
        draw.rounded_rectangle((left, middle - half, left + wide, middle + half), wide // 2, fill=colour)


# -- words -----------------------------------------------------------------------------------------------------------


def _set(words: str, ours: str, sizes: Sequence[int]) -> _Words | None:
    """The words as large as they fit, in our font or another that can draw them; None if none can.

    Text that does not fit at the smallest size ends with an ellipsis.
    """
    face = _face(words, ours)
    if face is None:
        return None
    for size in sizes:
        font = ImageFont.truetype(face, size)
        lines = tuple(_wrapped(words, font))
        if len(lines) <= _MOST_LINES and len(lines) * size * _LEADING <= LARGEST * 0.45:
            return _Words(lines, font)
    shown = list(lines[:_MOST_LINES])
    while shown[-1] and font.getlength(shown[-1] + "…") > _WIDTH:
        shown[-1] = shown[-1][:-1]
    return _Words((*shown[:-1], shown[-1].rstrip() + "…"), font)


def _face(words: str, ours: str) -> str | None:
    """The first font that has a glyph for every character."""
    for name in (ours, *_ELSEWHERE):
        try:
            font = ImageFont.truetype(name, 40)
        except OSError:
            continue
        unknown = bytes(font.getmask("\U0010ffff"))
        if all(bytes(font.getmask(character)) != unknown for character in set(words) - {" "}):
            return name
    return None


def _wrapped(words: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    line = ""
    for word in _breakable(words.split(), font):
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > _WIDTH:
            yield line
            longer = word
        line = longer
    yield line


def _breakable(words: Iterable[str], font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """The words, split into parts that fit if they are wider than a line (or have no blanks, as in Chinese)."""
    for word in words:
        part = ""
        for character in word[:500]:
            if part and not unicodedata.combining(character) and font.getlength(part + character) > _WIDTH:
                yield part
                part = ""
            part += character
        yield part


def _right_to_left(line: str) -> bool:
    return next(
        (kind in {"R", "AL"} for c in line if (kind := unicodedata.bidirectional(c)) in {"L", "R", "AL"}), False
    )
