"""Find the rendered episodes in some folders by their reports, and check them against these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audiorender.errors import SourceError, UsageError
from audiorender.folder import REPORT
from audiorender.publish.feed.addresses import address_below
from audiorender.report.reading import check_audio, check_file, read_report
from audiorender.report.schema import Report


@dataclass(frozen=True, slots=True)
class Place:
    """An episode's folder and report, and the folder names that lead to it from the published folder."""

    folder: Path
    report: Report
    names: tuple[str, ...]

    def url(self, base: str, file: str) -> str:
        """The address at which a file of the episode will be published."""
        return address_below(base, *self.names, file)


def episodes_in(given: Sequence[Path]) -> tuple[Path, list[Place], list[Path]]:
    """The published folder, the requested episodes, and the folders without one.

    Raises UsageError for folders that are not episodes or cannot be published together; SourceError for episodes that
    do not match their reports, and if there are none.
    """
    try:
        root, places, skipped = _listed(given)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=error.filename) from error
    for place in places:
        _check(place)
    _check_guids(places)
    return root, places, skipped


def _listed(given: Sequence[Path]) -> tuple[Path, list[Place], list[Path]]:
    for path in given:
        if not path.is_dir():
            what = "is a file" if path.exists() else "does not exist"
            raise UsageError(what, path=path, hint="name episode folders, or the folder that holds them")
    real = {path.resolve(): path for path in given}
    if len({path.parent for path in real}) > 1:
        raise UsageError("these folders are not all in the same folder, which a feed needs", hint="name one at a time")
    several = len(real) > 1
    root = next(iter(real)).parent if several else given[0]
    places: list[Place] = []
    skipped: list[Path] = []
    for full, path in real.items():
        lead = (full.name,) if several else ()
        inner = sorted(each for each in path.iterdir() if each.is_dir() and not each.name.startswith("."))
        own = (path / REPORT).is_file()
        places += [Place(path, read_report(path), lead)] if own else []
        for each in inner:
            if (each / REPORT).is_file():
                places.append(Place(each, read_report(each), (*lead, each.name)))
            elif not own:
                skipped.append(each)
    if not places:
        where = None if several else root
        raise SourceError(f"no episodes were found: no folder has a {REPORT}", path=where, hint="render one first")
    return root, places, skipped


def _check(place: Place) -> None:
    for audio in place.report.files:
        check_audio(place.folder, audio)
    for beside in place.report.beside:
        check_file(place.folder, beside.file)


def _check_guids(places: Sequence[Place]) -> None:
    seen: dict[str, Path] = {}
    for place in places:
        guid, folder = place.report.guid, place.folder
        if guid in seen:
            raise SourceError(
                f"this episode and that in {seen[guid]} have the same guid, so apps would show only one",
                path=folder / REPORT,
                hint="give one of them its own 'guid: ...' in the front matter, and render it again",
            )
        seen[guid] = folder
