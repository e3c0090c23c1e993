"""Read reports back, and check that the files beside them are those they describe. All access to reports goes through
here."""

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
    """The field that every version of the schema has."""

    schema: int


def read_report(folder: Path) -> Report:
    """Read the report in `folder`.

    Raises SourceError if it cannot be read, has another version, or does not match `schema`.
    """
    path = folder / REPORT
    try:
        data = path.read_bytes()
    except OSError as error:
        raise cannot_read(path, error) from error
    try:
        version = msgspec.json.decode(data, type=_Version).schema
        if version != SCHEMA:
            raise SourceError(
                f"is version {version}, but this audiorender reads version {SCHEMA}", path=path, hint=_AGAIN
            )
        return msgspec.json.decode(data, type=Report)
    except msgspec.ValidationError as error:
        raise SourceError(_plain(str(error)), path=path, hint=_AGAIN) from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise SourceError("is not valid JSON", path=path, hint=_AGAIN) from error


def _plain(fault: str) -> str:
    """Rephrase msgspec's message as one of ours."""
    what, _, where = fault.partition(" - at `$")
    place = f"'{where.strip('`').lstrip('.')}'" if where else "the report"
    if missing := re.search(r"missing required field `(\w+)`", what):
        return f"{place} has no '{missing[1]}': it was changed, or comes from another version of audiorender"
    return f"{place} is invalid: {what[:1].lower()}{what[1:]}".replace("`", "")


def last_report(folder: Path) -> Report | None:
    """The report in the folder; None if there is none that this version can read."""
    try:
        return read_report(folder)
    except SourceError:
        return None


def check_file(folder: Path, name: str) -> Path:
    """The path of a file that a report names. Raises SourceError if the file does not exist."""
    path = folder / name
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise SourceError(f"is missing, although {REPORT} beside it names it", path=path, hint=_AGAIN)
    return path


def check_audio(folder: Path, audio: AudioFile) -> None:
    """Raise SourceError if the file is missing, or differs in length or content from the reported one."""
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
    """Whether the file still has the bytes that were reported."""
    try:
        check_audio(folder, audio)
    except SourceError:
        return False
    return True
