"""Which speaker has which voice: voices are loaded once, and the script is cast once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audiorender.errors import SourceError, UsageError
from audiorender.model import Script, Voice
from audiorender.tts.casting.cast import Casting, cast
from audiorender.tts.casting.measured import apart
from audiorender.tts.casting.order import Order, order_of
from audiorender.tts.voices import known_voices, speaking, unknown

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Voices:
    """Every voice by all its names, the user's folders, and the engine that casting is limited to, if any."""

    known: Mapping[str, Voice]
    folders: tuple[Path, ...] = ()
    engine: str | None = None

    @classmethod
    def load(cls, folders: Sequence[Path], engine: str | None = None) -> Voices:
        """Load those of these folders, the engines' own and the shipped ones. Raises SourceError for an invalid
        profile."""
        return cls(known_voices(folders), tuple(folders), engine)

    def order(self, language: str, speakers: int = 2) -> Order:
        """The order of voices for a cast of this size that speaks `language`. Raises UsageError like `order_of`."""
        return order_of(language, self.known, self.folders, self.engine, speakers)

    def called(self, name: str, who: str) -> Voice:
        """The voice called `name`. If there is none, raises UsageError, whose message begins with `who` asks for it."""
        if name not in self.known:
            raise UsageError(f"{who}there is no voice '{name}'", hint=unknown(name, self.known))
        return self.known[name]

    def listed(self) -> list[Voice]:
        """All of them, the default cast first."""
        first = {name: place for place, name in enumerate(self.order(DEFAULT_LANGUAGE).names)}
        names = [name for name, voice in self.known.items() if voice.name == name]
        return [self.known[name] for name in sorted(names, key=lambda name: (first.get(name, len(first)), name))]

    def cast(self, script: Script, path: Path) -> Casting:
        """A voice and a seat for everybody in the script, which is called `path` in errors."""
        language = language_of(script)
        for speaker, name in script.cast:
            if name is not None and name not in self.known:
                hint = unknown(name, self.known)
                raise SourceError(f"'{speaker}' has a voice that does not exist, '{name}'", path=path, hint=hint)
        order = self.order(language, len(script.cast))
        try:
            casting = cast(script, self.known, order.names, apart, ranked=order.ranked)
        except SourceError as error:
            raise error.at(path) from error
        seats = tuple((name, replace(seat, voice=speaking(seat.voice, language))) for name, seat in casting.seats)
        return replace(casting, seats=seats)


def language_of(script: Script) -> str:
    """The language that a script is spoken in (a BCP 47 tag)."""
    return script.meta.language or DEFAULT_LANGUAGE


def seated(script: Script, casting: Casting) -> Script:
    """The script with each speaker's voice written into it, so that later renders and edits keep it."""
    return replace(script, cast=tuple((name, seat.voice.name) for name, seat in casting.seats))
