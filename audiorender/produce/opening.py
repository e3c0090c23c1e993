"""From what was named on the command line to the script that will be spoken.

A source is built into a script; a script that a person has edited is read and never overwritten.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audiorender.errors import OutputError, SourceError, UsageError, near
from audiorender.folder import Folder, stem_of
from audiorender.model import Draft, Script, Turn, Voice, written
from audiorender.produce.request import Note, Request
from audiorender.script.builder import draft as draft_of
from audiorender.script.file.marks import forbidden
from audiorender.script.file.merge import merge
from audiorender.script.file.scriptfile import format_script, is_script, parse_script
from audiorender.script.file.turnlabel import WORDS_OF_A_NAME, check_name, nobody_called
from audiorender.script.reading.source import Source, read_source
from audiorender.tts.casting import Casting, cast
from audiorender.tts.voices import default_order, load_voices, same_language, speaking

DEFAULT_LANGUAGE = "en"

_LIKE_A_LABEL = re.compile(r"(\w[^:]{0,60}?)\??:(?=\s)")


@dataclass(frozen=True, slots=True)
class Opened:
    """A script with the titles, names and voices that were asked for.

    Its lines are those of `text`, the script file's text, which is called `path` in messages; `origin` is what was
    named on the command line, and pictures are looked for beside it. `base` is what to remember as written by us, None
    where the script is a person's. `draft` is there when a source was built.
    """

    script: Script
    casting: Casting
    text: str
    path: Path
    origin: Path
    folder: Folder
    base: str | None
    draft: Draft | None
    notes: tuple[Note, ...] = ()


def open_script(request: Request) -> Opened:
    """Read what `request` names, and settle whose script is used and who speaks with which voice.

    Writes nothing. Raises SourceError for text that cannot be read, UsageError for names that do not fit.
    """
    voices = load_voices(request.project.voices)
    _check_wishes(request, voices)
    source = read_source(request.source, request.project.limit)
    folder = Folder.of(stem_of(source.path) if source.path else source.stem, request.output)
    order = default_order(request.project.voices)
    found = _given(source, folder) if is_script(source.text) else _built(request, source, folder, voices, order)
    script = _asked(parse_script(found.text, found.path), request)
    try:
        casting = cast(script, voices, order)
    except SourceError as error:
        raise error.at(found.path) from error
    casting = _speaking(casting, language_of(script))
    origin = source.path or Path("-")
    notes = (*found.notes, *_encoding(source), *_language(script, casting, found.draft), *_mute(script))
    return Opened(script, casting, found.text, found.path, origin, folder, found.base, found.draft, notes)


def _encoding(source: Source) -> Iterator[Note]:
    """What a source was taken for where that was not certain: a Western 8-bit encoding fits any bytes."""
    if source.encoding in ("ISO-8859-1", "Windows-1252"):
        yield Note(f"{source.path or 'standard input'} is not UTF-8, and was read as {source.encoding}")


def language_of(script: Script) -> str:
    """The language that a script is spoken in (a BCP 47 tag)."""
    return script.meta.language or DEFAULT_LANGUAGE


def _speaking(casting: Casting, language: str) -> Casting:
    """The same seats, their voices speaking `language`."""
    seats = tuple((name, replace(seat, voice=speaking(seat.voice, language))) for name, seat in casting.seats)
    return replace(casting, seats=seats)


def _language(script: Script, casting: Casting, draft: Draft | None) -> Iterator[Note]:
    """That a language was made out, where it changes how it sounds, and which voices do not speak it."""
    language = language_of(script)
    if draft and draft.detected == language != DEFAULT_LANGUAGE:
        yield Note(f"its words read as '{language}', which was put into the script; if that is wrong, change it there")
    others = [seat.voice.name for _, seat in casting.seats if not same_language(seat.voice.language, language)]
    if others:
        names = ", ".join(dict.fromkeys(others))
        yield Note(f"{names} cannot speak '{language}', and will sound foreign", lessened=True)


def _mute(script: Script) -> Iterator[Note]:
    """Who of the cast has no turn: often a name that was changed in the cast and not where the turns begin."""
    heard = {turn.speaker for turn in script.turns}
    mute = [name for name, _ in script.cast if name not in heard]
    if not mute:
        return
    yield Note(f"nobody speaks as {', '.join(mute)}, in the cast")
    heads = Counter(
        found[1]
        for turn in script.turns
        for paragraph in turn.paragraphs
        if (found := _LIKE_A_LABEL.match(written(paragraph))) and len(found[1].split()) <= WORDS_OF_A_NAME
    )
    for name, times in heads.most_common(1):
        where = "a paragraph" if times == 1 else f"{times} paragraphs"
        yield Note(f"'{name}:' begins {where} and is read aloud: no such speaker is in the cast", lessened=True)


def _check_wishes(request: Request, voices: Mapping[str, Voice]) -> None:
    """Raise UsageError for a title and for names that no script could hold, and for voices that do not exist."""
    if request.title is not None and not request.title.strip():
        raise UsageError("--title is empty", hint="give the episode a title")
    if found := forbidden(request.title or ""):
        raise UsageError(f"--title holds {found[1]}", hint="remove it")
    for name in request.names.values():
        try:
            check_name(name)
        except SourceError as error:
            raise UsageError(f"--name: {error.message}", hint=error.hint) from error
    for voice in request.voices.values():
        if voice not in voices:
            raise UsageError(f"--voice: there is no voice '{voice}'", hint=near(voice, voices))


def write_script(opened: Opened) -> None:
    """Put the script into the episode's folder, unless it is a person's."""
    if opened.base is not None:
        opened.folder.write_script(opened.text, opened.base)


@dataclass(frozen=True, slots=True)
class _Found:
    """The script that is used, before anything was asked of it; the fields are those of `Opened`."""

    text: str
    path: Path
    base: str | None
    draft: Draft | None = None
    notes: tuple[Note, ...] = ()


def _given(source: Source, folder: Folder) -> _Found:
    """A script that was named: it goes into the episode's folder as it is, unless it is the one there."""
    path = source.path or Path("-")
    if source.path is not None and folder.script.exists() and source.path.samefile(folder.script):
        return _Found(source.text, path, None)
    edited = folder.edited_script()
    if edited is not None and edited != source.text:
        raise OutputError(
            "has edits of its own",
            path=folder.script,
            hint=f"render that script, or move it away, or choose another folder than {path}'s with -o",
        )
    return _Found(source.text, path, source.text)


def _built(
    request: Request, source: Source, folder: Folder, voices: Mapping[str, Voice], order: Sequence[str]
) -> _Found:
    """The script of a source, or the edited one in the episode's folder, or with `rebuild` the two merged."""
    evidence = read_source(request.evidence, request.project.limit) if request.evidence else None
    built = draft_of(
        source,
        title=request.title,
        rename=request.names,
        evidence=evidence,
        language=request.project.language,
        chapters=request.project.chapters,
    )
    here = {name: voice for name, voice in request.voices.items() if name in dict(built.script.cast)}
    named = _asked(built.script, replace(request, names={}, voices=here))  # an edited cast may have other names
    text = format_script(_seated(named, cast(named, voices, order)))
    mine = folder.edited_script()
    if mine is None or mine == text:
        return _Found(text, folder.script, text, built)
    base = folder.base_text() or ""
    if request.rebuild:
        return _Found(merge(base, mine, text, folder.script), folder.script, text, built)
    changed = not is_script(base) or parse_script(base).items != named.items
    what = "its source has changed; --rebuild merges the two" if changed else "is used as it is"
    note = Note(f"{folder.script} has edits, and {what}")
    return _Found(mine, folder.script, None, built, (note,))


def _asked(script: Script, request: Request) -> Script:
    """The script with the title, show, author, language, names and voices of the flags and the project."""
    project = request.project
    meta = replace(
        script.meta,
        title=request.title or script.meta.title,
        show=script.meta.show or project.show,
        author=script.meta.author or project.author,
        language=script.meta.language or project.language,
    )
    known = [name for name, _ in script.cast]
    for old, new in request.names.items():
        if old not in known and new not in known:  # building a source has renamed its speakers already
            raise nobody_called(old, known)
    to = {name: request.names.get(name, name) for name in known}
    for name in request.voices:
        if name not in to.values():
            raise nobody_called(name, to.values())
    seats = dict.fromkeys(to.values())
    for name, voice in script.cast:
        seats[to[name]] = request.voices.get(to[name]) or voice or project.cast.get(to[name]) or seats[to[name]]
    items = tuple(replace(item, speaker=to[item.speaker]) if isinstance(item, Turn) else item for item in script.items)
    return Script(meta, tuple(seats.items()), items)


def _seated(script: Script, casting: Casting) -> Script:
    """The script with each speaker's voice written down, so that later renders and edits keep it."""
    return replace(script, cast=tuple((name, seat.voice.name) for name, seat in casting.seats))
