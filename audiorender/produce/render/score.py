"""The music and sounds of an episode: found and decoded as scripts and settings ask, ready to be laid out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from audiorender.errors import SourceError, near
from audiorender.mixer.music.own import NAMES
from audiorender.mixer.music.placing import JINGLE
from audiorender.mixer.music.recordings import LONGEST, own_recording, read_recording
from audiorender.mixer.music.scoring import misplaced
from audiorender.model import OWN, Cue, CueKind, Meta, Recording, Score, Script
from audiorender.produce.namedfiles import Places, check_settings_file, named_file
from audiorender.produce.note import Note
from audiorender.settings.project import Project
from audiorender.store import Store

PARTS = ("intro", "outro", "bed", "sting")
"""Music that needs no cue, by its key in front matter and settings."""

NONE = "none"
"""In front matter: no such music in this episode, whatever the settings say."""

_OWN_OF = MappingProxyType({CueKind.MUSIC: "bed", CueKind.STING: "sting", CueKind.SOUND: "sting"})


def room_beside(project: Project, store: Store, executor: Executor) -> Future[Recording | None]:
    """The room tone that the settings ask for, made while a script is read."""
    return executor.submit(_room, project, store)


def _room(project: Project, store: Store) -> Recording | None:
    return own_recording("room", store) if project.room else None


def score_of(
    script: Script,
    places: Places,
    project: Project,
    store: Store,
    room: Future[Recording | None],
    reach: int,
    *,
    music: bool = True,
) -> Score:
    """All recordings of an episode, decoded now or earlier, and its `room` tone; without `music` only that.

    Music is read as far as beds of `reach` samples need, a sound as far as it is heard.

    Raises SourceError for a file that does not exist, is outside the episode's folders, or cannot be decoded, and for a
    misplaced cue.
    """
    if not music:
        return Score(room=room.result())
    check_cues(script, places, project)
    far = {CueKind.MUSIC: reach, CueKind.STING: JINGLE, CueKind.SOUND: LONGEST}
    cues = {
        (cue.kind, cue.file): _recording(cue.file, _OWN_OF[cue.kind], cue, places, store, far[cue.kind])
        for cue in _cues(script)
    }
    parts = {
        part: _part(part, script.meta, places, project, store, reach if part == "bed" else JINGLE) for part in PARTS
    }
    return Score(MappingProxyType(cues), **parts, room=room.result(), under=project.under)


def check_cues(script: Script, places: Places, project: Project) -> None:
    """Raise SourceError for a cue whose file does not exist, or that is misplaced."""
    for cue, message, hint in misplaced(script.items, bed=_named("bed", script.meta, project) is not None):
        raise SourceError(message, path=places.script, line=cue.line, hint=hint)
    for cue in _cues(script):
        if cue.file != OWN:
            _found(cue.file, cue, places)


def check_parts(meta: Meta, places: Places, project: Project) -> None:
    """Raise SourceError for music around or under the conversation that does not exist, or is outside its folders."""
    for part in PARTS:
        named = _named(part, meta, project)
        if isinstance(named, Path):
            _checked(named, places)
        elif named not in {None, OWN}:
            _found(named, None, places)


def damaged(score: Score) -> Iterator[Note]:
    """A note that a music or sound file is damaged, and the rest of it used."""
    named = {file: recording for (_, file), recording in score.cues.items()}
    for name, recording in {**{part: getattr(score, part) for part in PARTS}, **named}.items():
        if recording and recording.damage:
            yield Note(f"'{name}' is damaged ({recording.damage}); what can be decoded of it is heard", lessened=True)


def dry(script: Script) -> Script:
    """The same script without its cues."""
    return replace(script, items=tuple(item for item in script.items if not isinstance(item, Cue)))


def _cues(script: Script) -> Iterator[Cue]:
    """The cues that name a file."""
    return (item for item in script.items if isinstance(item, Cue) and item.file)


def _named(part: str, meta: Meta, project: Project) -> str | Path | None:
    """What is heard as `part`: a file that the front matter names, else one of the settings, OWN, or nothing."""
    named: str | None = getattr(meta, part)
    if named is not None:
        return None if named == NONE else named
    setting: str | Path | None = getattr(project, part) or (project.music if meta.music is None else meta.music)
    return setting if setting == OWN or isinstance(setting, Path) else None


def _part(part: str, meta: Meta, places: Places, project: Project, store: Store, reach: int) -> Recording | None:
    """The music called `part`, or None if there is none."""
    named = _named(part, meta, project)
    if isinstance(named, Path):
        return read_recording(_checked(named, places), store, reach)
    return None if named is None else _recording(named, part, None, places, store, reach)


def _checked(path: Path, places: Places) -> Path:
    """A file that the settings name."""
    check_settings_file(path, places.settings, *places.folders[:1], allow_outside=places.allow_outside)
    return path


def _recording(name: str, own: str, cue: Cue | None, places: Places, store: Store, reach: int) -> Recording:
    """The recording that a script names, `reach` samples of it; `own` is our own."""
    if name == OWN:
        assert own in NAMES  # noqa: S101  the tables above name nothing else
        return own_recording(own, store)
    path = _found(name, cue, places)
    try:
        return read_recording(path, store, reach)
    except SourceError as error:
        raise _fault(f"'{name}' {error.message}", cue, places, error.hint) from error


def _found(name: str, cue: Cue | None, places: Places) -> Path:
    """The file that a script names: beside the source, in the episode's folder, or in the working folder."""
    try:
        path = named_file(name, places)
    except SourceError as error:
        raise _fault(f"'{name}' {error.message}", cue, places, error.hint) from error
    if path is not None:
        return path
    beside = places.folders[0]
    there = sorted(each.name for each in beside.iterdir() if each.is_file()) if beside.is_dir() else []
    meant = near(name, there)
    where = "it must be beside the script, or in the working folder"
    raise _fault(f"there is no file '{name}'", cue, places, meant if meant and meant.startswith("did") else where)


def _fault(message: str, cue: Cue | None, places: Places, hint: str | None) -> SourceError:
    return SourceError(message, path=places.script, line=cue.line if cue else None, hint=hint)
