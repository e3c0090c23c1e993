"""In which forms an episode was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from audiorender.audio.formats import FORMATS, near_format
from audiorender.audio.formats.form import Format
from audiorender.errors import OutputError, UsageError
from audiorender.produce.request import Request


@dataclass(frozen=True, slots=True)
class Form:
    """A file to deliver: its format, and the kbit/s it is encoded with (None where nothing is lost)."""

    format: Format
    bitrate: int | None


def forms_of(request: Request) -> tuple[Form, ...]:
    """The forms that the command line asks for, else the settings, each once, in their order.

    Raises UsageError for a format that is not there, and for a bitrate that it does not have.
    """
    found = []
    for name in dict.fromkeys(request.formats or request.project.formats):
        form = FORMATS.get(name)
        if form is None:
            raise UsageError(f"unknown format '{name}'", hint=near_format(name))
        asked = request.project.bitrate.get(name) if request.bitrate is None else request.bitrate
        try:
            found.append(Form(form, form.bitrate(request.channels, asked)))
        except ValueError as error:
            raise UsageError(f"--bitrate: {error}") from error
    return tuple(found)


def check_chapters(forms: tuple[Form, ...], chapters: int) -> None:
    """Raise OutputError where one of the forms cannot hold so many chapters."""
    for form in forms:
        most = form.format.holds.chapters
        if chapters > most:
            raise OutputError(
                f"{form.format.name} holds at most {most} chapters, this episode has {chapters}",
                hint="take some headings out of the script, or ask for another --format",
            )
