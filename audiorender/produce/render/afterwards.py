"""What needs the plan of an episode but not its audio: the files beside the audio, and the final checks.

This module loads the templates, the writers and the checkers. `episode` loads it while the audio is being encoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audiorender.files import Parts
from audiorender.produce.check.files import check_rendered
from audiorender.produce.note import Note
from audiorender.produce.planning import Planned
from audiorender.produce.render.audio.files import Order
from audiorender.produce.render.beside.artwork import Artwork, write_artwork
from audiorender.produce.render.beside.player import around, write_page
from audiorender.produce.render.beside.sidecars import sidecars, write_sidecars
from audiorender.publish.check.finding import Level
from audiorender.publish.shown import Shown
from audiorender.report.schema import BesideFile


def write_beside(
    planned: Planned, order: Order, art: Artwork, shown: Shown, feed_url: str | None, parts: Parts
) -> list[BesideFile]:
    """Write everything beside the audio, and return what the report says about it."""
    folder = order.folder
    beside = sidecars(folder.stem, shown)
    write_sidecars(beside, folder, shown, parts)
    pictures = write_artwork(art, folder, parts)
    names = [order.path(form).name for form, _ in order.forms]
    place = around(folder, beside, art, feed_url)
    player = write_page(
        planned.script, folder, planned.clips, planned.timeline, names, art, shown.disclosure, place, parts
    )
    return [*(sidecar.row() for sidecar in beside), *pictures, player]


def warnings(folder: Path, names: Sequence[str], target: float) -> Iterator[Note]:
    """What `check` would warn about, without listening: the audio was measured when it was made."""
    for finding in check_rendered(folder, names, target):
        if finding.level is not Level.NOTE and finding.rule != "xiph-over-100":  # the tags' writer has reported it
            yield Note(str(finding), lessened=True)
