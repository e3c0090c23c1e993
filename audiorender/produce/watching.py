"""Render whenever a source is saved, and report what changed and how long it took."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from threading import Event
from typing import Any

from audiorender.errors import AudiorenderError, CancelledError, few
from audiorender.folder import SETTINGS, Folder, stem_of
from audiorender.produce.render.episode import Episode, render_episode
from audiorender.produce.request import Request
from audiorender.produce.session import Session
from audiorender.settings.project import Project
from audiorender.watch import Tracker

LOOK = 0.2
"""Seconds between checks of the files. A few `stat` calls cost nothing, and work on every disk and share."""

_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Rerender:
    """The result of one save: the `episode`, or the `error` if it cannot be rendered; `took` is in seconds.

    `changed` are phrases: which paragraphs are new, changed or gone.
    """

    took: float
    episode: Episode | None = None
    error: AudiorenderError | None = None
    changed: tuple[str, ...] = ()

    def summary(self) -> str:
        """One line for people."""
        if self.episode is None:
            return str(self.error)
        clips, pieces = self.episode.clips_made, self.episode.pieces_made
        made = f"{clips} clip{'s' * (clips != 1)} and {pieces} piece{'s' * (pieces != 1)} made in {self.took:.1f} s"
        return f"{'; '.join(self.changed) or 'nothing new to hear'}: {made}"

    def as_json(self) -> dict[str, Any]:
        """One line of `watch --json`."""
        done = self.episode
        return {
            "audio": None if done is None else str(done.audio),
            "changed": list(self.changed),
            "clips_made": 0 if done is None else done.clips_made,
            "pieces_made": 0 if done is None else done.pieces_made,
            "took": round(self.took, 3),
            "notes": [] if done is None else [note.text for note in done.notes],
            "error": None if self.error is None else str(self.error),
        }


def render_on_save(
    ask: Callable[[], Request], source: Path, session: Session, tracker: Callable[[], Tracker], stop: Event
) -> Iterator[Rerender]:
    """Render what `ask` returns now, and again whenever `source`, its script or the settings are saved, until `stop`.

    `ask` is called for each render, since the settings may have changed, and so is `tracker`.
    """
    before: Episode | None = None
    files = _Files(source)
    while not stop.is_set():
        begun = time.monotonic()
        try:
            request = ask()
            files.watch(request.project, request.evidence, request.output)
            done = render_episode(request, session, tracker())
        except CancelledError:
            return
        except AudiorenderError as error:
            yield Rerender(time.monotonic() - begun, error=error)
        else:
            yield Rerender(time.monotonic() - begun, done, changed=_changed(before, done))
            before = done
        files.wait(stop)


class _Files:
    """The files that a render reads, by content."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._folder: Folder | None = None
        self._paths = [source]
        self._seen = self._contents()

    def watch(self, project: Project, evidence: object, output: str | Path | None) -> None:
        """Record the current state of everything that the next render reads; `output` is the episode's folder."""
        settings = (path for folder in (Path.cwd(), *Path.cwd().parents) if (path := folder / SETTINGS).is_file())
        captions = [Path(evidence)] if isinstance(evidence, str | Path) else []
        music = [each for each in (project.intro, project.outro, project.bed, project.sting) if isinstance(each, Path)]
        own = [*project.lexicon, *([project.cover] if project.cover else []), *music]
        self._paths = [self._source, *list(settings)[:1], *captions, *own]
        self._folder = Folder.of(stem_of(self._source), output)
        self._seen = self._contents()

    def wait(self, stop: Event) -> None:
        """Return once the files have changed and been stable for a moment: many editors save in steps."""
        at = self._stamps()
        while not stop.wait(LOOK):
            now = self._stamps()
            if now != at:
                at = now  # again, until nothing changes any more
            elif (contents := self._contents()) != self._seen and self._source.exists():
                self._seen = contents
                return

    def _stamps(self) -> tuple[_Stamp, ...]:
        script = [self._folder.script] if self._folder else []
        return tuple(_stamp(path) for path in (*self._paths, *script))

    def _contents(self) -> tuple[object, ...]:
        """Digests, and the script's text only if a person has edited it, since we write it, too."""
        edited = self._folder.edited_script() if self._folder else None
        return (*map(_digest, self._paths), edited)


def _stamp(path: Path) -> _Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _digest(path: Path) -> bytes | None:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return None


def _changed(before: Episode | None, now: Episode) -> tuple[str, ...]:
    """Which paragraphs are spoken differently than before, by their lines in the script."""
    if before is None:
        return ("the whole episode",)
    old, new = ([(c.speaker, c.voice, c.spoken, c.options) for c in each.report.clips] for each in (before, now))
    lines = [clip.line for clip in now.report.clips]
    found: dict[str, list[str]] = {"changed": [], "new": []}
    gone = 0
    matcher = SequenceMatcher(None, list(map(repr, old)), list(map(repr, new)), autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        places = [f"line {lines[at]} ({new[at][0]})" for at in range(new_from, new_to)]
        if what != "equal":
            both = min(old_to - old_from, new_to - new_from)
            found["changed"] += places[:both]
            found["new"] += places[both:]
            gone += old_to - old_from - both
    phrases = [f"{few(places)} {what}" for what, places in found.items() if places]
    return (*phrases, *([f"{gone} paragraph{'s' * (gone > 1)} gone"] if gone else []))
