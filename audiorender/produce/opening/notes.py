"""Notes about the script that will be spoken: what was guessed, replaced or left out, and what may sound wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from audiorender.model import Draft, Script, Voice
from audiorender.produce.casting import DEFAULT_LANGUAGE, language_of
from audiorender.produce.note import Note
from audiorender.produce.request import Overrides
from audiorender.script.file.scriptfile import unknown_names
from audiorender.script.file.turnlabel import find_speaker, merged_speakers
from audiorender.script.reading.source import Source
from audiorender.tts.casting.cast import Casting
from audiorender.tts.casting.order import NATURAL
from audiorender.tts.catalogue.installed import installed, missing_packages
from audiorender.tts.voices import same_language


def remarks(draft: Draft | None, source: Source) -> Iterator[Note]:
    """What is dropped or read aloud because of a guess, each with its line in the source."""
    where = f"{source.path}, line" if source.path else "line"
    yield from (Note(f"{where} {remark.line}: {remark.text}") for remark in (draft.remarks if draft else ()))


def read_as(source: Source) -> Iterator[Note]:
    """How a source was read if that was uncertain (a Western 8-bit encoding fits any bytes), and characters in it that
    are not text."""
    name = source.path or "standard input"
    if source.encoding in ("ISO-8859-1", "Windows-1252"):
        yield Note(f"{name} is not UTF-8; it was read as {source.encoding}")
    if source.controls:
        count = f"{source.controls} control character{'s were' if source.controls > 1 else ' was'}"
        yield Note(f"{name}: {count} left out, as they cannot be read aloud")


def merged(script: Script, overrides: Overrides) -> Iterator[Note]:
    """Speakers of an edited script that become one through the requested names."""
    known = [name for name, _ in script.cast]
    for olds, new in merged_speakers(
        known,
        {find_speaker(old, known): new for old, new in overrides.names.items() if new not in known or old in known},
    ):
        yield Note(f"--name makes {olds} one speaker, '{new}'")


def retired(script: Script, voices: Mapping[str, Voice]) -> Iterator[Note]:
    """Voices in the script that no longer exist, and their replacements."""
    for old in dict.fromkeys(name for _, name in script.cast if name is not None):
        if (new := voices[old].name) != old:
            yield Note(f"there is no voice '{old}' any more; '{new}', which sounds closest, speaks in its place")


def foreign(script: Script, casting: Casting, draft: Draft | None) -> Iterator[Note]:
    """That a language was detected, if it changes the sound, and which voices do not speak it."""
    language = language_of(script)
    if draft and draft.detected == language != DEFAULT_LANGUAGE:
        yield Note(f"the text seems to be in '{language}', as the script now says; if that is wrong, change the script")
    others = [seat.voice.name for _, seat in casting.seats if not same_language(seat.voice.language, language)]
    if others:
        names = ", ".join(dict.fromkeys(others))
        yield Note(f"{names} cannot speak '{language}' and will sound foreign", lessened=True)


def unknown_speakers(text: str, path: Path) -> Iterator[Note]:
    """Names at the start of a script's paragraphs that are read aloud, because the cast has no such speaker."""
    for each in unknown_names(text, path):
        yield Note(
            f"{path}:{each.line}:{each.column}: '{each.name}:' is read aloud, as no such speaker is in"
            r" the cast; add the name to the cast, or write '\:' if it is text",
            lessened=True,
        )


def silent_speakers(script: Script) -> Iterator[Note]:
    """Cast members without a turn: often a name that was changed in the cast but not in the turns."""
    heard = {turn.speaker for turn in script.turns}
    mute = [name for name, _ in script.cast if name not in heard]
    if mute:
        yield Note(f"in the cast, but never speaking: {', '.join(mute)}")


def unusable(casting: Casting) -> Iterator[Note]:
    """Better voices that were added but cannot speak, if none of their engine can."""
    used = {seat.voice.engine for _, seat in casting.seats}
    here = [each for each in installed().values() if each.engine in NATURAL and each.engine not in used]
    for entry, command in missing_packages(here).items():
        yield Note(f"'{entry}' is installed but cannot speak, because a package is missing; {command}")
