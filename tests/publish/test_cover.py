"""The drawn cover: as large as apps ask, the same for the same words, legible whatever the title is."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageStat

from audiorender.publish.cover import drawn
from audiorender.publish.pictures import cover


def lower(data: bytes) -> Image.Image:
    """Where the words stand, small and grey."""
    return Image.open(BytesIO(data)).convert("L").resize((300, 300)).crop((20, 160, 280, 275))


def test_it_is_a_cover_that_apps_take_and_repeats() -> None:
    picture, said = drawn("The lamp room", "Small Machines")
    assert said == ()
    assert (picture.width, picture.height, picture.media_type) == (3000, 3000, "image/jpeg")
    assert cover(picture.data) == (picture, ())
    assert drawn("The lamp room", "Small Machines") == (picture, ())
    assert drawn("The lamp room", "Other Machines")[0].data != picture.data


@pytest.mark.parametrize(
    "title",
    ["One", "Über Brücken und Nebel", "Маяк на мысу", "Ο φάρος", "w" * 10_000, "a word or two " * 200],
)
def test_the_words_are_there_and_inside(title: str) -> None:
    picture, said = drawn(title)
    assert said == ()
    assert ImageStat.Stat(lower(picture.data)).extrema[0][1] > 200, "white words"
    edge = Image.open(BytesIO(picture.data)).convert("L").crop((2800, 0, 3000, 3000))
    assert ImageStat.Stat(edge).extrema[0][1] < 140, "nothing runs over the edge"


def test_the_bars_stay_clear_of_a_long_show_name() -> None:
    """Of the bars' colour there are whole rows of nothing between them and the first line of the show's name."""
    show = "The extraordinarily long name of a podcast about small machines, their makers and all who kept them " * 2
    picture, _ = drawn(
        "What a long title does when nobody thought of it and it goes on until five lines are full", show
    )
    bright = Image.open(BytesIO(picture.data)).convert("L").point(lambda level: 255 * (level > 120))
    rows = bright.resize((1, 3000), Image.Resampling.BOX).tobytes()
    filled = [y for y in range(3000) if rows[y] > 0]
    gap = next(b - a for a, b in pairwise(filled) if b - a > 1)
    assert gap >= 60


def test_a_script_that_no_font_here_knows_is_said() -> None:
    picture, said = drawn("\U00012000\U00012001", "Small Machines")  # cuneiform
    assert said == ("no installed font can draw the title on the cover: name a picture with 'cover'",)
    assert picture.width == 3000


def test_a_title_of_half_a_surrogate_pair_or_of_nothing_is_drawn_without_words() -> None:
    for title in ("\ud800", "\x07"):
        assert drawn(title)[0].width == 3000
