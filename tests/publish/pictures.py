"""Pictures made for tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image


def a_picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB", **options: Any) -> bytes:
    """A picture file with a gradient, so that it does not shrink to nothing."""
    file = BytesIO()
    gradient = Image.linear_gradient("L").resize((width, height))
    gradient.convert("RGB").convert(mode).save(file, kind, **options)
    return file.getvalue()


def noise(side: int) -> bytes:
    """A picture that no codec makes small."""
    file = BytesIO()
    Image.effect_noise((side, side), 100).convert("RGB").save(file, "PNG")
    return file.getvalue()
