"""The options for a script: checked, and normalised to what a script can hold."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from audiorender.errors import SourceError, UsageError
from audiorender.languages.days import iso_day
from audiorender.model import Script
from audiorender.produce.casting import Voices
from audiorender.produce.request import Overrides
from audiorender.script.file.marks import forbidden
from audiorender.script.file.turnlabel import check_name, find_speaker
from audiorender.script.reading.source import nearest_file
from audiorender.settings.project import Project


def check_overrides(overrides: Overrides, voices: Voices) -> None:
    """Raise UsageError for a title or names that a script cannot hold, and for voices that do not exist."""
    if overrides.title is not None and not overrides.title.strip():
        raise UsageError("--title is empty", hint="give the episode a title")
    for name in ("title", "show", "author", "date", "description", "cover"):
        if found := forbidden(str(getattr(overrides, name) or "")):
            raise UsageError(f"--{name} contains {found[1]}", hint="remove it")
    for name in overrides.names.values():
        try:
            check_name(name)
        except SourceError as error:
            raise UsageError(f"--name: {error.message}", hint=error.hint) from error
    for voice in overrides.voices.values():
        voices.called(voice, "--voice: ")


def normalised(overrides: Overrides, origin: Path) -> Overrides:
    """The overrides with their date in ISO 8601 and their cover as a script names it, None if it cannot.

    A script can only name pictures in its own folder.

    Raises UsageError for an invalid date, and for a cover that is not a file.
    """
    date, cover = overrides.date or None, overrides.cover or None
    try:
        date = date and iso_day(date)
    except ValueError as error:
        raise UsageError(f"--date: {error}", hint="write it as 2026-05-03 or '3 May 2026'") from error
    if cover is not None:
        if not Path(cover).is_file():
            hint = nearest_file(Path(cover)) or "--cover takes a JPEG or PNG picture"
            raise UsageError("no such file", path=cover, hint=hint)
        real, folder = Path(cover).resolve(), origin.parent.resolve()
        cover = real.relative_to(folder).as_posix() if real.is_relative_to(folder) else None
    return replace(overrides, date=date, cover=cover)


def iso_date(date: str | None) -> str | None:
    """The date in ISO 8601 if it names a day, else unchanged."""
    with suppress(ValueError):
        return date and iso_day(date)
    return date


def with_options(script: Script, overrides: Overrides, project: Project) -> Script:
    """The script with the title, show, author, language, names and voices from options and settings."""
    meta = replace(
        script.meta,
        title=overrides.title or script.meta.title,
        show=overrides.show or script.meta.show or project.show,
        author=overrides.author or script.meta.author or project.author,
        language=script.meta.language or project.language,
        date=overrides.date or iso_date(script.meta.date),
        description=overrides.description or script.meta.description,
        cover=str(overrides.cover) if overrides.cover else script.meta.cover,
    )
    known = [name for name, _ in script.cast]
    script = script.renamed(
        {  # building a source has already renamed its speakers
            old if old not in known and new in known else find_speaker(old, known): new
            for old, new in overrides.names.items()
        }
    )
    voices = {find_speaker(name, dict(script.cast)): voice for name, voice in overrides.voices.items()}
    cast = tuple((name, voices.get(name) or voice or project.cast.get(name)) for name, voice in script.cast)
    return replace(script, meta=meta, cast=cast)
