"""What each app would show of an audio file, from what is known about how it reads (`docs/standards.md`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.publish.check.found import MP3, MP4, OGG, Found
from audiorender.publish.check.rules import ANTENNA, APPLE, FFMPEG, OVERCAST, POCKET, SPOTIFY, YOUTUBE
from audiorender.publish.notes import CLOSEST, FEWEST
from audiorender.publish.readback import Fault

_UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class View:
    """What one app shows: its chapters, their titles, pictures. `shown` counts the chapters; None if unknown."""

    app: str
    shown: int | None
    chapters: str
    titles: str
    pictures: str

    def as_json(self) -> dict[str, object]:
        """The view as `check --json` prints it."""
        words = {"chapters": self.chapters, "titles": self.titles, "pictures": self.pictures}
        return {"app": self.app, "shown": self.shown, **words}


def views(found: Found, notes: Sequence[int] | None, listed: int | None) -> tuple[View, ...]:
    """One view per app. `notes` are the times in the show notes in seconds, `listed` the number of chapters in a JSON
    list."""
    faults = {fault.rule: fault for fault in found.tags.faults}
    apple, overcast, pocket, antenna, ffmpeg = (
        reader(found, faults) for reader in (_apple, _overcast, _pocket, _antenna, _ffmpeg)
    )
    if notes and len(notes) >= FEWEST and apple.shown == 0 and found.suffix in MP3 | MP4:
        apple = View(APPLE, 0, f"{apple.chapters}; from iOS 26.2 on, {len(notes)} from the show notes", "", "")
    if listed and listed == antenna.shown:
        antenna = View(ANTENNA, listed, f"{listed}, from the JSON list", antenna.titles, antenna.pictures)
    return (apple, overcast, pocket, antenna, ffmpeg, *_from_notes(notes))


Faults = Mapping[str, Fault]


def _view(app: str, found: Found, shown: int, why: str = "", lost: int = 0, *, pictures: bool = True) -> View:
    """The usual view: `shown` chapters, all titles except `lost` ones; not all apps show chapter `pictures`."""
    chapters = f"{shown or 'none'}{': ' if why else ''}{why}"
    if not found.tags.chapters:
        chapters = "none: the file has none"
    titles = "" if not shown else f"{lost} of {shown} lost" if lost else "all"
    count = sum(mark.image is not None for mark in found.tags.chapters) if shown and pictures else 0
    where = [*(["cover"] if found.tags.cover else []), *([f"{count} of chapters"] if count else [])]
    return View(app, shown, chapters, titles, ", ".join(where) or "none")


def _unknown(app: str) -> View:
    return View(app, None, _UNKNOWN, "", "")


def _apple(found: Found, faults: Faults) -> View:
    if found.suffix in MP3:
        return _by_table(APPLE, found, faults)
    if found.suffix in MP4:
        if "mp4-track-missing" in faults:
            return _view(APPLE, found, 0, "it has no chapter track")
        return _view(APPLE, found, len(found.tags.chapters))
    return View(APPLE, 0, "none: it plays only MP3 and M4A", "", "none")


def _overcast(found: Found, faults: Faults) -> View:
    return _by_table(OVERCAST, found, faults) if found.suffix in MP3 else _unknown(OVERCAST)


def _by_table(app: str, found: Found, faults: Faults) -> View:
    """Apps that read the table of contents and show what it lists."""
    if "ctoc-missing" in faults:
        return _view(app, found, 0, "it has no CTOC")
    return _listed(app, found, faults, lost=app == APPLE)


def _listed(app: str, found: Found, faults: Faults, *, lost: bool) -> View:
    hidden = len(faults["ctoc-unlisted"].chapters) if "ctoc-unlisted" in faults else 0
    gone = len(faults["id3-long"].chapters) if lost and "id3-long" in faults else 0
    why = f"{hidden} are not in the CTOC" if hidden else ""
    shown = len(found.tags.chapters) - hidden
    return _view(app, found, shown, why, min(gone, shown))


def _pocket(found: Found, faults: Faults) -> View:
    return _listed(POCKET, found, faults, lost=True) if found.suffix in MP3 else _unknown(POCKET)


def _antenna(found: Found, faults: Faults) -> View:
    count = len(found.tags.chapters)
    if found.suffix in MP4:
        if "mp4-list-missing" in faults:
            return _view(ANTENNA, found, 0, "it has no chapter list (chpl)")
        count, long = min(count, found.tags.listed or count), ""
        if count < len(found.tags.chapters):
            long = f"its list has {count} of {len(found.tags.chapters)}"
        if "mp4-title-long" in faults:
            count, long = faults["mp4-title-long"].chapters[0] - 1, "a title has more than 127 bytes"
        return _view(ANTENNA, found, count, long, pictures=False)
    if found.suffix in MP3:
        return _view(ANTENNA, found, count)
    if found.suffix in OGG:
        return _view(ANTENNA, found, 0, "there are more than 100") if count > 100 else _view(ANTENNA, found, count)
    return _unknown(ANTENNA)


def _ffmpeg(found: Found, faults: Faults) -> View:
    shuffled = "chapter-order" in faults
    lost = len(faults["id3-long"].chapters) if "id3-long" in faults else 0
    why = "in the wrong order" if shuffled else ""
    why = "mixed with the tracks of a cue sheet" if "flac-cue-sheet" in faults else why
    return _view(FFMPEG, found, len(found.tags.chapters), why, lost, pictures=False)


def _from_notes(notes: Sequence[int] | None) -> tuple[View, View]:
    """Apps that find chapters only in show notes."""
    if not notes:
        none = "none: there are no show notes with times"
        return View(SPOTIFY, 0, none, "", ""), View(YOUTUBE, 0, none, "", "")
    few = "" if len(notes) >= FEWEST else f"there are fewer than {FEWEST}"
    few = few or ("" if notes[0] == 0 else "the first is not at 0:00")
    close = any(b - a < CLOSEST for a, b in pairwise(notes))
    lines = {SPOTIFY: few, YOUTUBE: few or (f"some are less than {CLOSEST} s apart" if close else "")}
    spotify, youtube = (
        View(app, 0 if why else len(notes), f"none: {why}" if why else f"{len(notes)}, from the show notes", "", "")
        for app, why in lines.items()
    )
    return spotify, youtube
