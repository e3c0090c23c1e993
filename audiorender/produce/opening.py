"""From the file on the command line to the script that will be spoken.

A source is built into a script; a script that a person has edited is read and never overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from audiorender.errors import OutputError, SourceError, UsageError, few
from audiorender.folder import Folder, stem_of
from audiorender.languages.days import iso_day
from audiorender.model import Draft, Script, Seat, Voice
from audiorender.produce.casting import DEFAULT_LANGUAGE, Voices, language_of, seated
from audiorender.produce.inside import Places
from audiorender.produce.request import Note, Request, Wishes
from audiorender.project import Project
from audiorender.report.schema import GuessedRow
from audiorender.script.builder import draft as draft_of
from audiorender.script.file.marks import forbidden
from audiorender.script.file.scriptfile import is_script, parse_script, unknown_names
from audiorender.script.file.turnlabel import check_name, find_speaker, merged_speakers
from audiorender.script.file.writing import format_script, placed
from audiorender.script.reading.source import Source, nearest_file, read_source
from audiorender.tts.casting import Casting
from audiorender.tts.catalogue.kept import idle, kept
from audiorender.tts.order import NATURAL
from audiorender.tts.voices import same_language, speaking

_TOLD = ("show", "author", "date", "description", "cover")
"""Options that supply what an episode's source lacks."""

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
"""Options that are remembered in a script that we write: the field of `Wishes`."""

FRONT_MATTER = 1
"""The line number of speech that is not in the script."""


@dataclass(frozen=True, slots=True)
class Opened:
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

    def unkept(self, wishes: Wishes) -> Iterator[Note]:
        """A note that options changed the episode, but not a person's script."""
        if self.draft is not None and self.base is not None:
            return
        asked = [f"--{option}" for option, field in _KEPT.items() if getattr(wishes, field)]
        if asked:
            verb = "holds" if len(asked) == 1 else "hold"
            yield Note(f"{', '.join(asked)} {verb} for this render only; to keep it, write it into {self.path}")

    def doubts(self) -> Iterator[Note]:
        """Notes on guessed turns and shared voices: nothing is wrong, but somebody should know."""
        unsure = self.guessed()
        if len(unsure) == 1:
            yield Note(f"1 turn has a guessed speaker ({self.path}, line {unsure[0].line})")
        elif unsure:
            where = f"{self.path}, lines {few([one.line for one in unsure])}, the least certain first"
            yield Note(f"{len(unsure)} turns have a guessed speaker ({where})")
        yield from (Note(f"these share a voice: {', '.join(group)}") for group in self.casting.shared)


def open_script(request: Request) -> Opened:
    """Read what `request` names, and decide whose script is used and who speaks with which voice.

    Writes nothing. Raises SourceError for text that cannot be read, UsageError for invalid names.
    """
    project = request.project
    voices = Voices.load(project.voices, request.engine or project.engine)
    _check_wishes(request.wishes, voices)
    source = _read(request.source, project.limit)
    origin = source.path or Path("-")
    wishes = _settled(request.wishes, origin)
    folder = Folder.of(stem_of(source.path) if source.path else source.stem, request.output)
    if is_script(source.text):
        found = _given(source, folder)
    else:
        if source.path:
            folder.check_origin(source.path)
        evidence = _read(request.evidence, project.limit) if request.evidence else None
        draft = _drafted(source, wishes, project, evidence, narrator=request.narrator)
        found = _built(draft, origin, wishes, project, folder, voices, rebuild=request.rebuild)
    asked = replace(wishes, names={}) if found.script else wishes  # a new script already has the new names
    script = _asked(found.script or parse_script(found.text, found.path), asked, project)
    casting = found.casting or voices.cast(script, found.path)
    notes = (
        *found.notes,
        *_remarks(found.draft),
        *_as_read(source),
        *_retired(script, voices.known),
        *_language(script, casting, found.draft),
        *(_strangers(found.text, found.path) if found.script is None else ()),
        *(_merged(parse_script(found.text, found.path), wishes) if found.script is None and wishes.names else ()),
        *_mute(script),
        *_idle(casting),
    )
    fallback = request.fallback or project.fallback
    stand_in = speaking(voices.called(fallback, "--fallback: "), language_of(script)) if fallback else None
    return Opened(
        script,
        casting,
        found.path,
        origin,
        folder,
        found.text,
        found.base,
        found.draft,
        notes,
        stand_in,
        project.folder,
        request.allow_outside,
        Path(request.cover) if request.cover else None,
    )


def _remarks(draft: Draft | None) -> Iterator[Note]:
    """What is dropped or read aloud because of a guess, each with its line in the source."""
    yield from (Note(f"line {remark.line}: {remark.text}") for remark in (draft.remarks if draft else ()))


def _read(source: str | Path | Source, limit: int) -> Source:
    return source if isinstance(source, Source) else read_source(source, limit)


def _as_read(source: Source) -> Iterator[Note]:
    """How a source was read if that was uncertain (a Western 8-bit encoding fits any bytes), and characters in it that
    are not text."""
    name = source.path or "standard input"
    if source.encoding in ("ISO-8859-1", "Windows-1252"):
        yield Note(f"{name} is not UTF-8; it was read as {source.encoding}")
    if source.controls:
        count = f"{source.controls} control character{'s were' if source.controls > 1 else ' was'}"
        yield Note(f"{name}: {count} left out, as they cannot be read aloud")


def _merged(script: Script, wishes: Wishes) -> Iterator[Note]:
    """Speakers of an edited script that become one through the requested names."""
    known = [name for name, _ in script.cast]
    for olds, new in merged_speakers(
        known, {find_speaker(old, known): new for old, new in wishes.names.items() if new not in known or old in known}
    ):
        yield Note(f"--name makes {olds} one speaker, '{new}'")


def _retired(script: Script, voices: Mapping[str, Voice]) -> Iterator[Note]:
    """Voices in the script that no longer exist, and their replacements."""
    for old in dict.fromkeys(name for _, name in script.cast if name is not None):
        if (new := voices[old].name) != old:
            yield Note(f"there is no voice '{old}' any more; '{new}', which sounds closest, speaks in its place")


def _language(script: Script, casting: Casting, draft: Draft | None) -> Iterator[Note]:
    """That a language was detected, if it changes the sound, and which voices do not speak it."""
    language = language_of(script)
    if draft and draft.detected == language != DEFAULT_LANGUAGE:
        yield Note(f"it seems to be in '{language}', as the script now says; if that is wrong, change it there")
    others = [seat.voice.name for _, seat in casting.seats if not same_language(seat.voice.language, language)]
    if others:
        names = ", ".join(dict.fromkeys(others))
        yield Note(f"{names} cannot speak '{language}' and will sound foreign", lessened=True)


def _strangers(text: str, path: Path) -> Iterator[Note]:
    """Names at the start of a script's paragraphs that are read aloud, because the cast has no such speaker."""
    for each in unknown_names(text, path):
        yield Note(
            f"{path}:{each.line}:{each.column}: '{each.name}:' is read aloud, as no such speaker is in"
            r" the cast; add the name to the cast, or write '\:' if it is text",
            lessened=True,
        )


def _mute(script: Script) -> Iterator[Note]:
    """Cast members without a turn: often a name that was changed in the cast but not in the turns."""
    heard = {turn.speaker for turn in script.turns}
    mute = [name for name, _ in script.cast if name not in heard]
    if mute:
        yield Note(f"in the cast, but without a turn: {', '.join(mute)}")


def _idle(casting: Casting) -> Iterator[Note]:
    """Better voices that were added but cannot speak, if none of their engine can."""
    used = {seat.voice.engine for _, seat in casting.seats}
    here = [each for each in kept().values() if each.engine in NATURAL and each.engine not in used]
    for entry, command in idle(here).items():
        yield Note(f"'{entry}' was added but cannot speak, as a package is missing; {command}")


def _check_wishes(wishes: Wishes, voices: Voices) -> None:
    """Raise UsageError for a title or names that a script cannot hold, and for voices that do not exist."""
    if wishes.title is not None and not wishes.title.strip():
        raise UsageError("--title is empty", hint="give the episode a title")
    for name in ("title", "show", "author", "date", "description", "cover"):
        if found := forbidden(str(getattr(wishes, name) or "")):
            raise UsageError(f"--{name} contains {found[1]}", hint="remove it")
    for name in wishes.names.values():
        try:
            check_name(name)
        except SourceError as error:
            raise UsageError(f"--name: {error.message}", hint=error.hint) from error
    for voice in wishes.voices.values():
        voices.called(voice, "--voice: ")


def _settled(wishes: Wishes, origin: Path) -> Wishes:
    """The wishes with their date in ISO 8601 and their cover as a script names it, None if it cannot.

    A script can only name pictures in its own folder.

    Raises UsageError for an invalid date, and for a cover that is not a file.
    """
    date, cover = wishes.date or None, wishes.cover or None
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
    return replace(wishes, date=date, cover=cover)


def _dated(date: str | None) -> str | None:
    """The date in ISO 8601 if it names a day, else unchanged."""
    with suppress(ValueError):
        return date and iso_day(date)
    return date


def write_script(opened: Opened) -> None:
    """Write the script into the episode's folder, unless it is a person's."""
    if opened.base is not None:
        opened.folder.write_script(opened.text, opened.base)
        if opened.draft and opened.origin != Path("-"):
            opened.folder.write_origin(opened.origin)


@dataclass(frozen=True, slots=True)
class _Found:
    """The script to use, before options are applied; the fields are those of `Opened`.

    If it was just built, its values are known and need not be parsed from its text.
    """

    text: str
    path: Path
    base: str | None
    draft: Draft | None = None
    notes: tuple[Note, ...] = ()
    script: Script | None = None
    casting: Casting | None = None


def _given(source: Source, folder: Folder) -> _Found:
    """A script given by name: it is copied into the episode's folder as it is, unless it is the one there."""
    path = source.path or Path("-")
    if source.path is not None and folder.script.exists() and source.path.samefile(folder.script):
        return _Found(source.text, path, None)
    edited = folder.edited_script()
    if edited is not None and edited != source.text:
        raise OutputError(
            "has been edited",
            path=folder.script,
            hint=f"render that script, move it away, or choose a folder other than {path}'s with -o",
        )
    return _Found(source.text, path, source.text)


def _drafted(source: Source, wishes: Wishes, project: Project, evidence: Source | None, *, narrator: bool) -> Draft:
    return draft_of(
        source,
        title=wishes.title,
        rename=wishes.names,
        evidence=evidence,
        language=project.language,
        chapters=project.chapters,
        narrator=narrator and project.narrator,
    )


def _built(
    built: Draft, origin: Path, wishes: Wishes, project: Project, folder: Folder, voices: Voices, *, rebuild: bool
) -> _Found:
    """The script of a source, or the edited one in the episode's folder, or with `rebuild` the two merged."""
    here = _of_this_cast(wishes.voices, built.script)
    named = _asked(built.script, replace(wishes, names={}, voices=here), project)
    casting = voices.cast(named, origin)
    script = placed(seated(named, casting))
    text = format_script(script)
    mine = folder.edited_script()
    base = folder.base_text() or ""
    if mine is None or mine == text:
        notes = tuple(_said_once(base, script, folder.script))
        return _Found(text, folder.script, text, built, notes, script=script, casting=casting)
    if rebuild:
        from audiorender.script.file.merge import merge

        return _Found(merge(base, mine, text, folder.script), folder.script, text, built)
    changed = not is_script(base) or _differ(parse_script(base), named)
    what = "its source has changed; --rebuild merges the two" if changed else "is used as it is"
    note = Note(f"{folder.script} has edits, and {what}")
    return _Found(mine, folder.script, None, built, (note,))


def _said_once(base: str, script: Script, path: Path) -> Iterator[Note]:
    """What the script that we wrote last had and this one lacks, because it came from an option then."""
    head = base.partition("\n---\n")[0]
    gone = [
        name for name in _TOLD if getattr(script.meta, name) is None and re.search(rf"^{name}: ", head, re.MULTILINE)
    ]
    if gone:
        them = "it" if len(gone) == 1 else "them"
        told = f"{path} no longer has {' and '.join(gone)}, as no option gave {them} this time"
        yield Note(f"{told}; to keep {them}, write {them} into the source's front matter", passing=True)


def _of_this_cast(voices: Mapping[str, str], script: Script) -> dict[str, str]:
    """Only the voices of those who are in the cast: an edited one may have other names."""
    here = {}
    for name, voice in voices.items():
        with suppress(UsageError):
            here[find_speaker(name, dict(script.cast))] = voice
    return here


def _differ(before: Script, now: Script) -> bool:
    """Whether a source has changed since its script was written, in its text or its front matter."""
    told = {name: getattr(before.meta, name) for name in _TOLD if getattr(now.meta, name) is None}
    return before.items != now.items or before.meta != replace(now.meta, **told)


def _asked(script: Script, wishes: Wishes, project: Project) -> Script:
    """The script with the title, show, author, language, names and voices from options and settings."""
    meta = replace(
        script.meta,
        title=wishes.title or script.meta.title,
        show=wishes.show or script.meta.show or project.show,
        author=wishes.author or script.meta.author or project.author,
        language=script.meta.language or project.language,
        date=wishes.date or _dated(script.meta.date),
        description=wishes.description or script.meta.description,
        cover=str(wishes.cover) if wishes.cover else script.meta.cover,
    )
    known = [name for name, _ in script.cast]
    script = script.renamed(
        {  # building a source has already renamed its speakers
            old if old not in known and new in known else find_speaker(old, known): new
            for old, new in wishes.names.items()
        }
    )
    voices = {find_speaker(name, dict(script.cast)): voice for name, voice in wishes.voices.items()}
    cast = tuple((name, voices.get(name) or voice or project.cast.get(name)) for name, voice in script.cast)
    return replace(script, meta=meta, cast=cast)
