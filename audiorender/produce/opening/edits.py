"""Whose script is spoken: that of the source, the one that a person has edited, or both merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from audiorender.errors import OutputError, UsageError
from audiorender.folder import Folder
from audiorender.model import Draft, Script
from audiorender.produce.casting import Voices, seated
from audiorender.produce.note import Note
from audiorender.produce.opening.options import with_options
from audiorender.produce.request import Overrides
from audiorender.script.file.scriptfile import is_script, parse_script
from audiorender.script.file.turnlabel import find_speaker
from audiorender.script.file.writing import format_script, placed
from audiorender.script.reading.source import Source
from audiorender.settings.project import Project
from audiorender.tts.casting.cast import Casting

_TOLD = ("show", "author", "date", "description", "cover")
"""Options that supply what an episode's source lacks."""


@dataclass(frozen=True, slots=True)
class Version:
    """The version of the script to use, before options are applied; the fields are those of `OpenedScript`.

    If it was just built, its values are known and need not be parsed from its text.
    """

    text: str
    path: Path
    base: str | None
    draft: Draft | None = None
    notes: tuple[Note, ...] = ()
    script: Script | None = None
    casting: Casting | None = None


def given_script(source: Source, folder: Folder) -> Version:
    """A script given by name: it is copied into the episode's folder as it is, unless it is the one there."""
    path = source.path or Path("-")
    if source.path is not None and folder.script.exists() and source.path.samefile(folder.script):
        return Version(source.text, path, None)
    edited = folder.edited_script()
    if edited is not None and edited != source.text:
        raise OutputError(
            "has been edited",
            path=folder.script,
            hint=f"render that script, move it away, or choose a folder other than {path}'s with -o",
        )
    return Version(source.text, path, source.text)


def built_script(
    built: Draft, origin: Path, overrides: Overrides, project: Project, folder: Folder, voices: Voices, *, rebuild: bool
) -> Version:
    """The script of a source, or the edited one in the episode's folder, or with `rebuild` the two merged."""
    here = _for_this_cast(overrides.voices, built.script)
    named = with_options(built.script, replace(overrides, names={}, voices=here), project)
    casting = voices.cast(named, origin)
    text, script = placed(seated(named, casting))
    mine = folder.edited_script()
    base = folder.base_text() or ""
    if mine is None or mine == text:
        notes = tuple(_dropped_options(base, script, folder.script))
        return Version(text, folder.script, text, built, notes, script=script, casting=casting)
    if rebuild:
        from audiorender.script.file.merge import merge

        text = format_script(_as_told_before(script, base))
        return Version(merge(base, mine, text, folder.script), folder.script, text, built)
    changed = not is_script(base) or _differ(_with_names(parse_script(base), overrides.names), named)
    what = "its source has changed; --rebuild merges both" if changed else "is used as it is"
    notes = (
        Note(f"{folder.script} has edits, and {what}"),
        *_not_renamed(parse_script(mine, folder.script), overrides),
    )
    return Version(mine, folder.script, None, built, notes)


def _as_told_before(script: Script, base: str) -> Script:
    """The script with what it lacks and the one that we wrote last had from an option: a merge takes nothing away."""
    if not is_script(base):
        return script
    before = parse_script(base).meta
    told = {name: getattr(before, name) for name in _TOLD if getattr(script.meta, name) is None}
    return replace(script, meta=replace(script.meta, **told))


def _not_renamed(edited: Script, overrides: Overrides) -> Iterator[Note]:
    """A note on new names that the edited script does not get."""
    cast = dict(edited.cast)
    if missing := [new for new in overrides.names.values() if new not in cast]:
        why = "--name holds for this run, and is not written into a script with edits"
        yield Note(f"{', '.join(missing)}: {why}; change the name in the script, or add --rebuild")


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
        message = f"{path} has lost its {names}, because no option gave {them} this time"
        yield Note(f"{message}; to keep {them}, write {them} into the source's front matter", passing=True)


def _for_this_cast(voices: Mapping[str, str], script: Script) -> dict[str, str]:
    """Only the voices of those who are in the cast: an edited one may have other names."""
    here = {}
    for name, voice in voices.items():
        with suppress(UsageError):
            here[find_speaker(name, dict(script.cast))] = voice
    return here


def _differ(before: Script, now: Script) -> bool:
    """Whether a source has changed since its script was written, in its text or its front matter."""
    given = {name: getattr(before.meta, name) for name in _TOLD if getattr(now.meta, name) is None}
    return before.items != now.items or before.meta != replace(now.meta, **given)
