"""`voices`: which exist, and what they sound like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audiorender.folder import Folder, stem_of
from audiorender.model import Meta, Script, Turn, plain
from audiorender.produce.casting import Voices
from audiorender.produce.listen.preview import Preview, preview_of
from audiorender.produce.opening.opened import OpenedScript
from audiorender.produce.session import Session
from audiorender.script.file.writing import placed
from audiorender.settings.project import Project
from audiorender.watch import Tracker

SAMPLE = "Hello. This is how I sound when I read to you. Would you listen to me for half an hour?"


def audition_voices(
    names: Sequence[str], into: Path | None, rate: float, project: Project, session: Session, tracker: Tracker
) -> Preview:
    """Play these voices in turn, or write them to `into`. Raises UsageError for a voice that does not exist."""
    voices = Voices.load(project.voices)
    names = list(dict.fromkeys(names))
    for name in names:
        voices.called(name, "")
    turns = tuple(Turn(name, (plain(SAMPLE),)) for name in names)
    _, script = placed(Script(Meta("Voices"), tuple((name, name) for name in names), turns))
    path = Path("voices.script.md")
    opened = OpenedScript(
        script, voices.cast(script, path), path, path, Folder(path.parent, stem_of(path)), "", None, None
    )
    return preview_of(opened, range(len(names)), into, session, tracker, project, rate)
