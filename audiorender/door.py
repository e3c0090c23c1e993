"""The Python API: each function does what the command of the same name does.

The command line uses these functions, too. Each loads what it needs when it is called.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Unpack

from audiorender.options import BatchOptions, RenderOptions, ScriptOptions, project_of, request_of, wishes_of
from audiorender.watch import LOG, Tracker, Watch

if TYPE_CHECKING:
    from audiorender.model import Voice
    from audiorender.options import Given, Settings
    from audiorender.produce.check.result import Checked
    from audiorender.produce.drafting import Built
    from audiorender.produce.feed.podcast import Feed
    from audiorender.produce.listen.compare import CastHeard
    from audiorender.produce.listen.preview import Heard
    from audiorender.produce.many.items import Batch
    from audiorender.produce.many.run import WatchAll
    from audiorender.produce.note import Note
    from audiorender.produce.render.dryrun import Plan
    from audiorender.produce.render.episode import Episode
    from audiorender.produce.retag.result import Retagged
    from audiorender.produce.session import Session
    from audiorender.produce.watching import Saved
    from audiorender.publish.chapters.editing import Changes


def render(
    source: Given,
    *,
    settings: Settings = None,
    session: Session | None = None,
    watch: Watch | None = None,
    cancel: Event | None = None,
    **options: Unpack[RenderOptions],
) -> Episode:
    """Render a source or script to an episode, with all the files beside it.

    Raises AudiorenderError; then no file under a final name is partial, and clips made so far are kept.
    """
    from audiorender.produce.render.episode import render_episode

    with _working(session, settings) as work:
        episode = render_episode(request_of(source, settings, options), work, Tracker(watch, cancel))
    _log(episode.notes)
    return episode


def render_all(
    *sources: str | Path,
    output: str | Path | None = None,
    dry_run: bool = False,
    at_once: int | None = None,
    settings: Settings = None,
    session: Session | None = None,
    watch: WatchAll | None = None,
    cancel: Event | None = None,
    **options: Unpack[BatchOptions],
) -> Batch:
    """Render each source, each in a folder, and each that a manifest lists, with one pool of workers for all.

    `output` is the folder for their folders, by default `output/`. With `dry_run`, nothing is rendered. `at_once` is
    how many episodes are worked on at a time. `options` apply to all episodes, and take precedence over a manifest. An
    episode that fails is an `Outcome` with an `error`, and the others go on.

    Raises UsageError if two episodes would share a folder or there is no episode, SourceError for a faulty manifest,
    both before anything is rendered, and CancelledError.
    """
    from audiorender.produce.many.finding import find_items
    from audiorender.produce.many.run import plan_items, render_items

    wishes = wishes_of(options)
    below = None if output is None else Path(output)
    items, notes = find_items([str(each) for each in sources], project_of(settings), wishes, below)
    _log(notes)
    with _working(session, settings) as work:
        planned = dry_run and plan_items(items, work, watch, cancel)
        batch = planned or render_items(items, work, watch, cancel, at_once)
    return replace(batch, notes=tuple(notes))


def render_on_save(
    source: str | Path,
    *,
    settings: Settings = None,
    session: Session | None = None,
    watch: Watch | None = None,
    cancel: Event | None = None,
    **options: Unpack[RenderOptions],
) -> Iterator[Saved]:
    """Render an episode now, and again after each save of the source, script or settings, until `cancel` is set.

    Yields a `Saved` for each render: with its `episode`, or with the `error` if it could not be rendered.
    """
    from audiorender.produce.watching import render_on_save as saves

    with _working(session, settings) as work:
        yield from saves(
            lambda: request_of(source, settings, options),
            Path(source),
            work,
            lambda: Tracker(watch, cancel),
            cancel or Event(),
        )


def plan(
    source: Given,
    *,
    settings: Settings = None,
    session: Session | None = None,
    watch: Watch | None = None,
    cancel: Event | None = None,
    **options: Unpack[RenderOptions],
) -> Plan:
    """What `render` would make, and why, without making it. Raises what `render` would raise before its first clip."""
    from audiorender.produce.render.dryrun import plan_render

    with _working(session, settings) as work:
        return plan_render(request_of(source, settings, options), work, Tracker(watch, cancel))


def script(
    source: Given,
    *,
    settings: Settings = None,
    watch: Watch | None = None,
    cancel: Event | None = None,
    **options: Unpack[ScriptOptions],
) -> Built:
    """Build the script of a source and write it, unless a person has edited the existing one.

    Raises AudiorenderError.
    """
    from audiorender.produce.drafting import draft_script

    built = draft_script(request_of(source, settings, options), Tracker(watch, cancel))
    _log(built.notes)
    return built


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
) -> Heard:
    """Play part of an episode, or write it `into` a .wav or .mp3: a turn, a line, a chapter (from 1), or a speaker.

    `take` selects another take from a voice that sounds different each time. Raises UsageError if the part does not
    exist, or unless exactly one is named; OutputError if it cannot be played.
    """
    from audiorender.produce.listen.preview import Choice, preview_part

    choice, file = Choice(turn, line, chapter, speaker, take), None if into is None else Path(into)
    with _working(session, settings) as work:
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
) -> Heard:
    """Play a sample of a voice, or of several in turn, or write it `into` a .wav or .mp3.

    Raises UsageError for a voice that does not exist.
    """
    from audiorender.produce.listen.audition import audition_voices

    file, names = None if into is None else Path(into), [voice] if isinstance(voice, str) else voice
    with _working(session, settings) as work:
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
) -> CastHeard:
    """How different the voices of a script's speakers sound, the most similar two first, and which voice would help."""
    from audiorender.produce.listen.compare import compare_cast

    with _working(session, settings) as work:
        request = request_of(source, settings, {**options, "rate": rate})
        return compare_cast(request, work, Tracker(watch, cancel))


def voices(*, settings: Settings = None) -> list[Voice]:
    """Every voice that a script may name, the default cast first. Raises SourceError for a faulty profile."""
    from audiorender.produce.casting import Voices

    project = project_of(settings)
    return Voices.load(project.voices, project.engine).listed()


def check(
    *paths: str | Path,
    target: float | None = None,
    listen: bool = True,
    settings: Settings = None,
    watch: Watch | None = None,
    cancel: Event | None = None,
) -> Checked:
    """Check audio files, and all audio in folders and one level below, with the files beside them.

    `target` is the LUFS of a stereo file, by default the one in the settings. Without `listen`, nothing is decoded. A
    file that cannot be read is a finding.
    """
    from audiorender.produce.check.files import check_files
    from audiorender.project import Disclosure

    project = project_of(settings)
    wanted = project.target if target is None else target
    return check_files(
        paths, wanted, Tracker(watch, cancel), listen=listen, disclosed=project.disclosure is not Disclosure.NONE
    )


def chapters(
    audio: str | Path,
    *,
    source: str | Path | None = None,
    changes: Changes | None = None,
    title: str | None = None,
    show: str | None = None,
    author: str | None = None,
    cover: str | Path | None = None,
    output: str | Path | None = None,
    to: str | Path | None = None,
    form: str | None = None,
    drop_unknown: bool = False,
    dry_run: bool = False,
) -> Retagged:
    """Show an audio file's chapters and tags, or change them; the audio stays the same byte for byte.

    `source` is a file whose chapters to start from, in place of the audio file's own; `changes` are applied to them.
    `output` is a copy to write, in place of changing the file. `to` is a file to write the chapters to, which leaves
    `audio` unchanged: another audio file, or a text in the format `form`, by default the one that its name implies.
    `drop_unknown` allows losing tags that cannot be carried along. `dry_run` writes nothing.

    Raises AudiorenderError.
    """
    from audiorender.produce.retag.change import change_chapters
    from audiorender.produce.retag.wishes import Changes, Retag

    wanted = Retag(
        audio,
        source=source,
        changes=changes or Changes(),
        title=title,
        show=show,
        author=author,
        cover=cover,
        output=output,
        to=to,
        form=form,
        drop_unknown=drop_unknown,
        dry_run=dry_run,
    )
    done = change_chapters(wanted)
    _log(done.notes)
    return done


def feed(
    folders: str | Path | Sequence[str | Path],
    *,
    output: str | Path | None = None,
    url: str | None = None,
    dry_run: bool = False,
    allow_outside: bool = False,
    settings: Settings = None,
) -> Feed:
    """Write the feed of the episodes in these folders, and its picture beside it.

    `output` is the feed's file, by default `feed.xml` in the folder; `url` is the address at which that folder is
    published, and takes precedence over the settings. With `dry_run`, nothing is written, and whatever a published feed
    would still need is a note. `allow_outside` lets the settings name a picture outside their folder.

    Raises AudiorenderError; then the feed is unchanged.
    """
    from audiorender.produce.feed.podcast import FeedRequest, trial_feed, write_feed

    given = [folders] if isinstance(folders, str | Path) else folders
    request = FeedRequest(given, None if output is None else Path(output), url, project_of(settings), allow_outside)
    made = trial_feed(request, url or "http://localhost/") if dry_run else write_feed(request)
    _log(made.notes)
    return made


@contextmanager
def _working(session: Session | None, settings: Settings) -> Iterator[Session]:
    """The caller's session, which stays open; otherwise one for this call, as the settings ask."""
    if session is not None:
        yield session
        return
    from audiorender.produce.session import session_for

    with session_for(project_of(settings)) as own:
        yield own


def _log(notes: Iterable[Note]) -> None:
    for note in notes:
        LOG.log(logging.WARNING if note.lessened else logging.INFO, "%s", note.text)
