"""A delivered audio file as `report.json` tells of it, and whether it is still what the last report says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from audiorender.files import sha256
from audiorender.folder import Folder


@dataclass(frozen=True, slots=True)
class Delivered:
    """One form of the episode: `bytes` and `sha256` of the file, `samples` a channel and level of its decoded sound.

    `bitrate` is the kbit/s it was encoded with, None where nothing is lost; `loudness` in LUFS and `true_peak` in
    dBTP are None for silence. `audio_key` says all that its sound was made of, `tag_key` all that its tags were made
    of; `tagged` are the fields of the tags that were written, and `left_out` says what the container could not hold.
    """

    file: str
    format: str
    media_type: str
    bytes: int
    sha256: str
    samples: int
    loudness: float | None
    true_peak: float | None
    bitrate: int | None
    gain: float
    audio_key: str
    tag_key: str
    tagged: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it stands in the report's list `files`."""
        return {**asdict(self), "tagged": list(self.tagged), "left_out": list(self.left_out)}


_LEVEL = (float, int, type(None))
_KINDS: Mapping[str, tuple[type, ...]] = {
    "bytes": (int,),
    "samples": (int,),
    "gain": (float, int),
    "bitrate": (int, type(None)),
    "loudness": _LEVEL,
    "true_peak": _LEVEL,
    "tagged": (list,),
    "left_out": (list,),
}


def last_delivered(folder: Folder) -> dict[str, Delivered]:
    """What the report in `folder` says of the audio files, by their names; what it does not say well is left out."""
    found = last_report(folder).get("files")
    entries = (_delivered(entry) for entry in found) if isinstance(found, list) else ()
    return {entry.file: entry for entry in entries if entry}


def last_report(folder: Folder) -> dict[str, Any]:
    """The report that is in the folder; nothing where there is none that can be read."""
    try:
        found = json.loads(folder.report.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _delivered(entry: object) -> Delivered | None:
    names = [field.name for field in fields(Delivered)]
    if not isinstance(entry, dict) or set(entry) != set(names):
        return None
    if not all(isinstance(entry[name], _KINDS.get(name, (str,))) for name in names):
        return None
    lists = {name: tuple(map(str, entry[name])) for name in ("tagged", "left_out")}
    return Delivered(**{**entry, **lists})


def still_there(path: Path, told: Delivered) -> bool:
    """Whether the file at `path` has the bytes that were reported."""
    try:
        return path.stat().st_size == told.bytes and sha256(path) == told.sha256
    except OSError:
        return False
