"""`voices`: which there are, and what one sounds like."""

from __future__ import annotations

from pathlib import Path

from audiorender.folder import Folder, stem_of
from audiorender.model import Meta, Script, Turn, plain
from audiorender.produce.casting import Voices
from audiorender.produce.listen.preview import Heard, preview_of
from audiorender.produce.opening import Opened
from audiorender.produce.session import Session
from audiorender.project import Project
from audiorender.script.file.writing import placed
from audiorender.watch import Tracker

SAMPLE = "Hello. This is how I sound when I read to you. Would you listen to me for half an hour?"


def audition_voice(
    name: str, into: Path | None, rate: float, project: Project, session: Session, tracker: Tracker
) -> Heard:
    """Play voice `name`, or write it to `into`. Raises UsageError when there is no such voice."""
    voices = Voices.load(project.voices)
    voices.called(name, "")
    script = placed(Script(Meta(f"Voice {name}"), (("Voice", name),), (Turn("Voice", (plain(SAMPLE),)),)))
    path = Path(f"{name.replace('/', '-')}.script.md")
    opened = Opened(script, voices.cast(script, path), path, path, Folder(path.parent, stem_of(path)), "", None, None)
    return preview_of(opened, {0}, into, session, tracker, project, rate)
