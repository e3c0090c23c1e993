"""Reports read back, and whether the files are those of which they tell. Whoever wants a report asks here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from audiorender.errors import SourceError
from audiorender.files import cannot_read, sha256
from audiorender.folder import REPORT
from audiorender.report.schema import SCHEMA, AudioFile, Report

_AGAIN = "render the episode again"


@dataclass(frozen=True, slots=True)
class _Version:
    """What every version of the schema has."""

    schema: int


def read_report(folder: Path) -> Report:
    """The report in `folder`.

    Raises SourceError for one that cannot be read, is of another version, or is not as `schema` says.
    """
    path = folder / REPORT
    try:
        data = path.read_bytes()
    except OSError as error:
        raise cannot_read(path, error) from error
    try:
        version = msgspec.json.decode(data, type=_Version).schema
        if version != SCHEMA:
            raise SourceError(f"is version {version}, and this audiorender reads {SCHEMA}", path=path, hint=_AGAIN)
        return msgspec.json.decode(data, type=Report)
    except msgspec.ValidationError as error:
        raise SourceError(_plain(str(error)), path=path, hint=_AGAIN) from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise SourceError("is not readable JSON", path=path, hint=_AGAIN) from error


def _plain(fault: str) -> str:
    """What msgspec says is wrong, as this program says it."""
    what, _, where = fault.partition(" - at `$")
    place = f"'{where.strip('`').lstrip('.')}'" if where else "the report"
    if missing := re.search(r"missing required field `(\w+)`", what):
        return f"{place} has no '{missing[1]}': it is from another version of audiorender, or was changed"
    return f"{place} is not right: {what[:1].lower()}{what[1:]}".replace("`", "")


def last_report(folder: Path) -> Report | None:
    """The report in the folder; None where there is none that this version can read."""
    try:
        return read_report(folder)
    except SourceError:
        return None


def check_file(folder: Path, name: str) -> Path:
    """The path of a file that a report names. Raises SourceError when there is no such file."""
    path = folder / name
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise SourceError(f"is missing, and {REPORT} beside it names it", path=path, hint=_AGAIN)
    return path


def check_audio(folder: Path, audio: AudioFile) -> None:
    """Raise SourceError where the file on the disk is not the one that was reported: missing, longer, other bytes."""
    path = check_file(folder, audio.file)
    try:
        length = path.stat().st_size
        digest = sha256(path) if length == audio.bytes else None
    except OSError as error:
        raise cannot_read(path, error) from error
    if length != audio.bytes:
        raise SourceError(f"has {length} bytes, but {REPORT} says {audio.bytes}", path=path, hint=_AGAIN)
    if digest != audio.sha256:
        raise SourceError(f"is not the file that {REPORT} describes: it was changed", path=path, hint=_AGAIN)


def still_there(folder: Path, audio: AudioFile) -> bool:
    """Whether the file has the bytes that were reported."""
    try:
        check_audio(folder, audio)
    except SourceError:
        return False
    return True
