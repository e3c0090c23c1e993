"""Answers a repeated request from the last render, if nothing has changed.

This loads nothing that renders. The answer is in the store under a key of everything known before a render: the source,
the settings, the options, the program and the packages installed with it. It lists which other files were used and
which were written, each with its digest; if one of them has changed, appeared or disappeared, there is no answer.

It only covers engines that come with this package: others use programs, servers and weights that may change without our
knowing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiorender.errors import AudiorenderError
from audiorender.files import sha256
from audiorender.folder import REPORT, SETTINGS, Folder, stem_of
from audiorender.keys import key_of
from audiorender.produce.fingerprint import installed, stats
from audiorender.produce.note import Note
from audiorender.store import Store, default_root

if TYPE_CHECKING:
    from audiorender.produce.render.episode import Episode

KIND = "answer"
"""The store's name for answers."""

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What `Episode` says about an episode that is still as it was made; nothing was made now."""

    audio: Path
    text: str
    notes: tuple[Note, ...]

    def summary(self) -> str:
        """One line for people."""
        return self.text

    def as_json(self) -> dict[str, Any]:
        """The report, and that nothing was made."""
        report = json.loads((self.audio.parent / REPORT).read_text(encoding="utf-8"))
        made = {"audio": str(self.audio), "clips_made": 0, "pieces_made": 0}
        return {**report, **made, "files_made": [], "notes": [note.text for note in self.notes]}


def answer_key(source: Path, options: Mapping[str, Any]) -> str | None:
    """The key of the answer to a render of the file `source` with these options; None if there can be none."""
    named = [source, *(Path(options[name]) for name in ("evidence", "cover") if options.get(name))]
    if options.get("listen") or not all(path.is_file() for path in named):
        return None
    here = Path.cwd()
    settings = next((path for folder in (here, *here.parents) if (path := folder / SETTINGS).is_file()), None)
    read = [(str(path), sha256(path)) for path in (*named, settings) if path]
    plain = {name: sorted(value.items()) if isinstance(value, Mapping) else value for name, value in options.items()}
    variables = sorted((name, value) for name, value in os.environ.items() if name.startswith("AUDIORENDER_"))
    facts = (_SCHEMA, str(here), read, sorted(plain.items()), variables, os.environ.get("PATH"))
    return key_of((facts, list(installed())))


def answer(key: str) -> Unchanged | None:
    """The answer under this key, if everything is still as it was."""
    stored = Store(default_root()).get(KIND, key)
    if stored is None:
        return None
    stored = json.loads(stored)
    folder = Path(stored["folder"])
    with suppress(OSError, AudiorenderError):  # a file that cannot be read counts as changed
        name, *program = stored["ffmpeg"]
        there = _names(folder) == stored["names"] and list(stats([Path(name)])) == [(name, *program)]
        if there and all(_state(Path(path)) == state for path, state in stored["states"].items()):
            return Unchanged(
                folder / stored["audio"], stored["summary"], tuple(Note(*note) for note in stored["notes"])
            )
    return None


def remember(key: str, source: Path, options: Mapping[str, Any], episode: Episode, began: float) -> None:
    """Store the answer of an unchanged render, unless something changed since the render `began` (seconds of the
    epoch)."""
    from audiorender.audio import ffmpeg
    from audiorender.tts.engines import DEFAULT

    others = set(episode.report.versions) - {"ffmpeg", DEFAULT, "tone"}
    if others or any(_touched(path, began) for path in episode.inputs) or answer_key(source, options) != key:
        return
    path, program = episode.audio.parent, Path(ffmpeg.executable())
    folder = Folder(path, stem_of(source))
    own = [folder.report, folder.script, folder.base, folder.origin]
    beside = [path / each.file for each in episode.report.beside]
    states = {str(each): _state(each) for each in (*own, *beside, *episode.inputs)}
    stored = {
        "folder": str(path),
        "audio": episode.audio.name,
        "names": _names(path),
        "ffmpeg": next(stats([program])),
        "states": {**states, **{str(path / file.file): file.sha256 for file in episode.files}},
        "summary": replace(episode, clips_made=0).summary(),
        "notes": [(note.text, note.lessened) for note in episode.notes if not note.passing],
    }
    with suppress(AudiorenderError):  # it only saves time
        Store(default_root()).put(KIND, key, json.dumps(stored).encode())


def _touched(path: Path, since: float) -> bool:
    return any(changed >= since * 1e9 for _, _, changed in stats([path]))


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _state(path: Path) -> str | None:
    """The state of a file or folder: its digest; for a folder, that of the sizes and times of everything in it."""
    if path.is_dir():
        return key_of(list(stats([path])))
    return sha256(path) if path.is_file() else None
