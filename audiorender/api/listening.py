"""Hear voices, or part of an episode."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Unpack

from audiorender.api.calls import working
from audiorender.api.options import RenderOptions, ScriptOptions, project_of, request_of
from audiorender.watch import Tracker, Watch

if TYPE_CHECKING:
    from audiorender.api.options import Given, Settings
    from audiorender.model import Voice
    from audiorender.produce.listen.compare import Distances
    from audiorender.produce.listen.preview import Preview
    from audiorender.produce.session import Session


def preview(
    source: Given,
    *,
    turn: int | None = None,
    line: int | None = None,
    chapter: int | None = None,
    speaker: str | None = None,
    take: int | None = None,
    into: str | Path | None = None,
    settings: Settings = None,
    session: Session | None = None,
    watch: Watch | None = None,
    cancel: Event | None = None,
    **options: Unpack[RenderOptions],
) -> Preview:
    """Play part of an episode, or write it `into` a .wav or .mp3: a turn, a line, a chapter (from 1), or a speaker.

    `take` selects another take from a voice that sounds different each time. Raises UsageError if the part does not
    exist, or unless exactly one is named; OutputError if it cannot be played.
    """
    from audiorender.produce.listen.preview import Selection, preview_part

    choice, file = Selection(turn, line, chapter, speaker, take), None if into is None else Path(into)
    with working(session, settings) as work:
        return preview_part(request_of(source, settings, options), choice, file, work, Tracker(watch, cancel))


def audition(
    voice: str | Sequence[str],
    *,
    into: str | Path | None = None,
    rate: float = 1.0,
    settings: Settings = None,
    session: Session | None = None,
    watch: Watch | None = None,
    cancel: Event | None = None,
) -> Preview:
    """Play a sample of a voice, or of several in turn, or write it `into` a .wav or .mp3.

    Raises UsageError for a voice that does not exist.
    """
    from audiorender.produce.listen.audition import audition_voices

    file, names = None if into is None else Path(into), [voice] if isinstance(voice, str) else voice
    with working(session, settings) as work:
        return audition_voices(names, file, rate, project_of(settings), work, Tracker(watch, cancel))


def distances(
    source: Given,
    *,
    rate: float = 1.0,
    settings: Settings = None,
    session: Session | None = None,
    watch: Watch | None = None,
    cancel: Event | None = None,
    **options: Unpack[ScriptOptions],
) -> Distances:
    """How different the voices of a script's speakers sound, the most similar two first, and which voice would help."""
    from audiorender.produce.listen.compare import compare_cast

    with working(session, settings) as work:
        request = request_of(source, settings, {**options, "rate": rate})
        return compare_cast(request, work, Tracker(watch, cancel))


def voices(*, settings: Settings = None) -> list[Voice]:
    """Every voice that a script may name, the default cast first. Raises SourceError for a faulty profile."""
    from audiorender.produce.casting import Voices

    project = project_of(settings)
    return Voices.load(project.voices, project.engine).listed()
