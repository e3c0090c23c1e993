"""From the file on the command line to the script that will be spoken.

A source is built into a script; a script that a person has edited is read and never overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from audiorender.errors import OutputError, UsageError, few
from audiorender.expressions import expression
from audiorender.folder import Folder, stem_of
from audiorender.model import Draft, Script, Seat, Voice
from audiorender.produce.casting import Voices, language_of, seated
from audiorender.produce.inside import Places
from audiorender.produce.request import Note, Request, Wishes
from audiorender.produce.scriptnotes import (
    foreign,
    merged,
    read_as,
    remarks,
    retired,
    silent_speakers,
    unknown_speakers,
    unusable,
)
from audiorender.produce.wishes import check_wishes, iso_date, settled
from audiorender.project import Project
from audiorender.report.schema import GuessedRow
from audiorender.script.builder import draft as draft_of
from audiorender.script.file.scriptfile import is_script, parse_script
from audiorender.script.file.turnlabel import find_speaker
from audiorender.script.file.writing import format_script, placed
from audiorender.script.reading.source import Source, read_source
from audiorender.tts.casting import Casting
from audiorender.tts.voices import speaking

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

    def not_kept(self, wishes: Wishes) -> Iterator[Note]:
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


_PICTURE = expression(r"!\[[^\[\]]*\]\(\s*<?(?![a-z]+:|/|#)([^\s()<>]+)", re.IGNORECASE)
"""A picture in a file, which is no address."""


def open_script(request: Request) -> Opened:
    """Read what `request` names, and decide whose script is used and who speaks with which voice.

    Writes nothing. Raises SourceError for text that cannot be read, UsageError for invalid names.
    """
    project = request.project
    voices = Voices.load(project.voices, request.engine or project.engine)
    check_wishes(request.wishes, voices)
    source = _read(request.source, project.limit)
    origin = source.path or Path("-")
    wishes = settled(request.wishes, origin)
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
        *remarks(found.draft),
        *_missing_pictures(found.draft, origin),
        *read_as(source),
        *retired(script, voices.known),
        *foreign(script, casting, found.draft),
        *(unknown_speakers(found.text, found.path) if found.script is None else ()),
        *(merged(parse_script(found.text, found.path), wishes) if found.script is None and wishes.names else ()),
        *silent_speakers(script),
        *unusable(casting),
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


def _missing_pictures(draft: Draft | None, origin: Path) -> Iterator[Note]:
    """The pictures that a source shows and that are not where it says."""
    if draft is None or origin == Path("-"):
        return
    for piece in draft.silent:
        for match in _PICTURE.finditer(piece.text) if piece.rule == "image" else ():
            if not (origin.parent / unquote(match[1])).exists():
                yield Note(f"line {piece.line}: there is no picture '{match[1]}' beside {origin.name}")


def _read(source: str | Path | Source, limit: int) -> Source:
    return source if isinstance(source, Source) else read_source(source, limit)


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
    here = _for_this_cast(wishes.voices, built.script)
    named = _asked(built.script, replace(wishes, names={}, voices=here), project)
    casting = voices.cast(named, origin)
    script = placed(seated(named, casting))
    text = format_script(script)
    mine = folder.edited_script()
    base = folder.base_text() or ""
    if mine is None or mine == text:
        notes = tuple(_dropped_options(base, script, folder.script))
        return _Found(text, folder.script, text, built, notes, script=script, casting=casting)
    if rebuild:
        from audiorender.script.file.merge import merge

        return _Found(merge(base, mine, text, folder.script), folder.script, text, built)
    changed = not is_script(base) or _differ(_with_names(parse_script(base), wishes.names), named)
    what = "its source has changed; --rebuild merges the two" if changed else "is used as it is"
    told = [Note(f"{folder.script} has edits, and {what}")]
    if unwritten := [new for new in wishes.names.values() if new not in dict(parse_script(mine, folder.script).cast)]:
        why = "--name holds for this run, and is not written into a script with edits"
        told.append(Note(f"{', '.join(unwritten)}: {why}; change the name in it, or add --rebuild"))
    return _Found(mine, folder.script, None, built, tuple(told))


def _with_names(script: Script, names: Mapping[str, str]) -> Script:
    """The script with the new names of those who are in its cast."""
    known = [name for name, _ in script.cast]
    here = {}
    for old, new in names.items():
        with suppress(UsageError):
            here[find_speaker(old, known)] = new
    return script.renamed(here)


def _dropped_options(base: str, script: Script, path: Path) -> Iterator[Note]:
    """What the script that we wrote last had and this one lacks, because it came from an option then."""
    head = base.partition("\n---\n")[0]
    gone = [
        name for name in _TOLD if getattr(script.meta, name) is None and re.search(rf"^{name}: ", head, re.MULTILINE)
    ]
    if gone:
        them = "it" if len(gone) == 1 else "them"
        names = " and ".join(filter(None, (", ".join(gone[:-1]), gone[-1])))
        told = f"{path} no longer has {names}, as no option gave {them} this time"
        yield Note(f"{told}; to keep {them}, write {them} into the source's front matter", passing=True)


def _for_this_cast(voices: Mapping[str, str], script: Script) -> dict[str, str]:
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
        date=wishes.date or iso_date(script.meta.date),
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
