"""Work with finished files: check them, change their chapters, publish them in a feed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from audiorender.api.calls import log_notes
from audiorender.api.options import project_of
from audiorender.watch import Tracker, Watch

if TYPE_CHECKING:
    from audiorender.api.options import Settings
    from audiorender.produce.check.result import Checked
    from audiorender.produce.feed.podcast import Feed
    from audiorender.produce.retag.result import Retagged
    from audiorender.publish.editing.changes import Changes


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
    from audiorender.settings.project import Disclosure

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
    from audiorender.produce.retag.request import Changes, RetagRequest

    wanted = RetagRequest(
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
    log_notes(done.notes)
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
    log_notes(made.notes)
    return made
