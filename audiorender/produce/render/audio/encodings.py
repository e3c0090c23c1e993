"""The formats in which an episode was requested, and their bitrates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audiorender.audio.formats import FORMATS, near_format
from audiorender.audio.formats.format import Format
from audiorender.errors import OutputError, UsageError
from audiorender.model import RATE


@dataclass(frozen=True, slots=True)
class Encoding:
    """A file to deliver: its format and its bitrate in kbit/s (None for lossless formats)."""

    format: Format
    bitrate: int | None

    def least(self, seconds: float, channels: int) -> float:
        """Bytes per second that such a file has at the very least: half of its bitrate, or 2 bits a sample if
        lossless."""
        return seconds * (self.bitrate * 1000 / 16 if self.bitrate else RATE * channels / 4)


def encodings_of(
    names: Sequence[str], channels: int, bitrate: int | None, by_format: Mapping[str, int]
) -> tuple[Encoding, ...]:
    """The encodings with these names, each once, in order.

    All lossy ones use this `bitrate` (kbit/s), else the one in `by_format`, else the format's default.

    Raises UsageError for an unknown format, and for a bitrate that it does not have.
    """
    found = []
    for name in dict.fromkeys(names):
        kind = FORMATS.get(name)
        if kind is None:
            raise UsageError(f"unknown format '{name}'", hint=near_format(name))
        asked = by_format.get(name) if bitrate is None else bitrate
        try:
            found.append(Encoding(kind, kind.bitrate(channels, asked)))
        except ValueError as error:
            raise UsageError(f"--bitrate: {error}") from error
    return tuple(found)


def check_chapters(encodings: tuple[Encoding, ...], chapters: int) -> None:
    """Raise OutputError if one of the encodings cannot hold this many chapters."""
    for encoding in encodings:
        most = encoding.format.holds.chapters
        if chapters > most:
            raise OutputError(
                f"{encoding.format.name} holds at most {most} chapters, but this episode has {chapters}",
                hint="remove some headings from the script, or choose another --format",
            )
