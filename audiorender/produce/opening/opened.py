"""A script that is ready to be spoken: whose it is, who speaks with which voice, and what somebody should know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audiorender.errors import few
from audiorender.folder import Folder
from audiorender.model import Draft, Script, Seat, Voice
from audiorender.produce.namedfiles import Places
from audiorender.produce.note import Note
from audiorender.produce.request import Overrides
from audiorender.report.schema import GuessedRow
from audiorender.tts.casting.cast import Casting

_KEPT = {
    "title": "title",
    "show": "show",
    "author": "author",
    "date": "date",
    "description": "description",
    "cover": "cover",
    "name": "names",
    "voice": "voices",
}
"""Options that are remembered in a script that we write: the field of `Overrides`."""

FRONT_MATTER = 1
"""The line number of speech that is not in the script."""


@dataclass(frozen=True, slots=True)
class OpenedScript:
    """A script with the requested titles, names and voices.

    Its lines are those of the script file, which is called `path` in messages; `origin` is the file on the command
    line, and pictures are searched beside it. `text` is the file's text, and `base` the text to remember as written by
    us, None if the script is a person's. `draft` is set if a source was built. `fallback` is the voice that says what
    another fails to say. Files that the script names must be in its folders or that of the `settings`, unless
    `allow_outside`. `cover` is the picture that the user named beside the source.
    """

    script: Script
    casting: Casting
    path: Path
    origin: Path
    folder: Folder
    text: str
    base: str | None
    draft: Draft | None
    notes: tuple[Note, ...] = ()
    fallback: Voice | None = None
    settings: Path | None = None
    allow_outside: bool = False
    cover: Path | None = None

    @property
    def places(self) -> Places:
        """Where the files that the script names are searched."""
        folders = (self.origin.parent, self.folder.path, Path())
        return Places(self.path, folders, self.settings, self.allow_outside, self.cover)

    @property
    def seats(self) -> dict[str, Seat]:
        """Each speaker's seat and voice."""
        return dict(self.casting.seats)

    def guessed(self) -> list[GuessedRow]:
        """The turns whose speaker was guessed, the least certain first if the builder gives its confidence."""
        first = sum(turn.line == FRONT_MATTER for turn in self.script.turns[:1])
        turns = tuple(turn for turn in self.script.turns if turn.line != FRONT_MATTER)
        guesses = self.draft.guesses if self.draft and self.draft.script.turns == turns else ()
        found = []
        for number, turn in enumerate(turns, start=first):
            if turn.guessed:
                guess = guesses[number - first] if guesses else None
                sure, why = (round(guess.confidence, 3), guess.reason) if guess else (None, None)
                found.append(GuessedRow(number + 1, turn.line, turn.speaker, sure, why))
        return sorted(found, key=lambda one: (one.confidence is None, one.confidence or 0, one.turn))

    def not_kept(self, overrides: Overrides) -> Iterator[Note]:
        """A note that options changed the episode, but not a person's script."""
        if self.draft is not None and self.base is not None:
            return
        asked = [f"--{option}" for option, field in _KEPT.items() if getattr(overrides, field)]
        if asked:
            verb, it = ("holds", "it") if len(asked) == 1 else ("hold", "them")
            yield Note(f"{', '.join(asked)} {verb} for this render only; to keep {it}, write {it} into {self.path}")

    def doubts(self, *, written: bool = True) -> Iterator[Note]:
        """Notes on guessed turns and shared voices: nothing is wrong, but somebody should know.

        A script that is not `written` yet is not named.
        """
        unsure = self.guessed()
        path = self.path if written else "the script that a render writes"
        if len(unsure) == 1:
            yield Note(f"1 turn has a guessed speaker ({path}, line {unsure[0].line})")
        elif unsure:
            where = f"{path}, lines {few([one.line for one in unsure])}, the least certain first"
            yield Note(f"{len(unsure)} turns have a guessed speaker ({where})")
        yield from (Note(f"these share a voice: {', '.join(group)}") for group in self.casting.shared)
