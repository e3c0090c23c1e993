"""Who of a script speaks with which voice: the voices are loaded once, and the script is cast once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audiorender.errors import SourceError
from audiorender.model import Script, Voice
from audiorender.tts.casting import Casting, cast
from audiorender.tts.voices import default_order, load_voices, speaking

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Voices:
    """Every voice by its name, and the `order` in which casting takes them."""

    known: Mapping[str, Voice]
    order: tuple[str, ...]

    @classmethod
    def load(cls, folders: Sequence[Path]) -> Voices:
        """The voices of these folders, and the shipped ones. Raises SourceError for a profile that is not right."""
        known = load_voices(folders)
        return cls(known, default_order(folders, known))

    def listed(self) -> list[Voice]:
        """All of them, the default cast first."""
        first = {name: place for place, name in enumerate(self.order)}
        return [self.known[name] for name in sorted(self.known, key=lambda name: (first.get(name, len(first)), name))]

    def cast(self, script: Script, path: Path) -> Casting:
        """A voice and a chair for everybody in the script, which is called `path` in errors."""
        try:
            casting = cast(script, self.known, self.order)
        except SourceError as error:
            raise error.at(path) from error
        language = language_of(script)
        seats = tuple((name, replace(seat, voice=speaking(seat.voice, language))) for name, seat in casting.seats)
        return replace(casting, seats=seats)


def language_of(script: Script) -> str:
    """The language that a script is spoken in (a BCP 47 tag)."""
    return script.meta.language or DEFAULT_LANGUAGE


def seated(script: Script, casting: Casting) -> Script:
    """The script with each speaker's voice written down, so that later renders and edits keep it."""
    return replace(script, cast=tuple((name, seat.voice.name) for name, seat in casting.seats))
