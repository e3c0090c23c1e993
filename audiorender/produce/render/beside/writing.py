"""What needs the plan of an episode but not its audio: text files, pictures and page.

This module loads the templates and the writers, so `delivery` loads it while the audio is being encoded.
"""

from __future__ import annotations

from audiorender.files import Parts
from audiorender.heap import give_back
from audiorender.produce.planning import Planned
from audiorender.produce.render.audio.files import Order
from audiorender.produce.render.beside.artwork import Artwork, write_artwork
from audiorender.produce.render.beside.player import around, write_page
from audiorender.produce.render.beside.sidecars import sidecars, write_sidecars
from audiorender.publish.published import Published
from audiorender.report.schema import BesideFile


def write_beside(
    planned: Planned, order: Order, art: Artwork, published: Published, feed_url: str | None, parts: Parts
) -> list[BesideFile]:
    """Write everything beside the audio, and return what the report says about it."""
    folder = order.folder
    beside = sidecars(folder.stem, published)
    write_sidecars(beside, folder, published, parts)
    pictures = write_artwork(art, folder, parts)
    names = [order.path(encoding).name for encoding, _ in order.encodings]
    give_back()
    place = around(folder, beside, art, feed_url)
    player = write_page(
        planned.script, folder, planned.clips, planned.timeline, names, art, published.disclosure, place, parts
    )
    return [*(sidecar.row() for sidecar in beside), *pictures, player]
