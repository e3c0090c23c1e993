"""Pictures made for tests."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image


@cache
def a_picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB", **options: Any) -> bytes:
    """A picture file with a gradient, so that it does not shrink to nothing."""
    file = BytesIO()
    if kind == "PNG":
        options = {"compress_level": 1, **options}  # ten times as quick as Pillow's usual 6
    gradient = Image.linear_gradient("L").resize((width, height))
    (gradient.convert(mode) if mode in ("1", "L") else gradient.convert("RGB").convert(mode)).save(
        file, kind, **options
    )
    return file.getvalue()


@cache
def noise(side: int) -> bytes:
    """A picture that no codec makes small."""
    file = BytesIO()
    Image.effect_noise((side, side), 100).convert("RGB").save(file, "PNG", compress_level=1)
    return file.getvalue()
