"""Make episodes, or find out what would be made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Unpack

from audiorender.api.calls import log_notes, working
from audiorender.api.options import BatchOptions, RenderOptions, ScriptOptions, given_options, project_of, request_of
from audiorender.watch import Tracker, Watch

if TYPE_CHECKING:
    from audiorender.api.options import Given, Settings
    from audiorender.produce.drafting import BuiltScript
    from audiorender.produce.many.items import Batch
    from audiorender.produce.many.run import WatchAll
    from audiorender.produce.render.dryrun import Plan
    from audiorender.produce.render.episode import Episode
    from audiorender.produce.session import Session
    from audiorender.produce.watching import Rerender


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
    with working(session, settings) as work:
        from audiorender.produce.render.ahead import start_engines

        request = request_of(source, settings, options)
        start_engines(request.source, request.output, request.engine or request.project.engine, work)
        from audiorender.produce.render.episode import render_episode  # takes a while to load

        episode = render_episode(request, work, Tracker(watch, cancel))
    log_notes(episode.notes)
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

    `output` is the folder that holds their folders, by default `output/`. With `dry_run`, nothing is rendered.
    `at_once` is how many episodes are worked on at a time. `options` apply to all episodes, and take precedence over a
    manifest. An episode that fails is an `Outcome` with an `error`, and the others continue.

    Raises UsageError if two episodes would share a folder or there is no episode, SourceError for a faulty manifest,
    both before anything is rendered, and CancelledError.
    """
    from audiorender.produce.many.finding import find_items
    from audiorender.produce.many.run import plan_items, render_items

    given = given_options(options)
    below = None if output is None else Path(output)
    items, notes = find_items([str(each) for each in sources], project_of(settings), given, below)
    log_notes(notes)
    with working(session, settings) as work:
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
) -> Iterator[Rerender]:
    """Render an episode now, and again after each save of the source, script or settings, until `cancel` is set.

    Yields a `Rerender` for each render: with its `episode`, or with the `error` if it could not be rendered.
    """
    from audiorender.produce.watching import render_on_save as saves

    with working(session, settings) as work:
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

    with working(session, settings) as work:
        return plan_render(request_of(source, settings, options), work, Tracker(watch, cancel))


def script(
    source: Given,
    *,
    settings: Settings = None,
    watch: Watch | None = None,
    cancel: Event | None = None,
    **options: Unpack[ScriptOptions],
) -> BuiltScript:
    """Build the script of a source and write it, unless a person has edited the existing one.

    Raises AudiorenderError.
    """
    from audiorender.produce.drafting import draft_script

    built = draft_script(request_of(source, settings, options), Tracker(watch, cancel))
    log_notes(built.notes)
    return built
