"""`doctor`: what works on this machine, what does not, and what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from audiorender.audio import ffmpeg
from audiorender.errors import AudiorenderError, EngineError, SourceError
from audiorender.folder import SETTINGS
from audiorender.produce.listen.playing import sound_devices
from audiorender.settings.projectfile import load_project
from audiorender.store import ROOT_VARIABLE, default_root
from audiorender.tts.catalogue.installed import VARIABLE, installed, missing_packages, voices_folder
from audiorender.tts.engines import DEFAULT, engine_names, open_engine

LOW = 1_000_000_000
"""Free bytes below which a long episode may not fit."""


class State(StrEnum):
    """The state of something: it works; it is missing but optional; or it is needed and does not work."""

    WELL = "ok"
    ABSENT = "--"
    WRONG = "!!"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, and what to do if it does not work."""

    what: str
    state: State
    about: str
    remedy: str | None = None

    def line(self) -> str:
        """One line for people."""
        return f"{self.state} {self.what}: {self.about}" + (f"; {self.remedy}" if self.remedy else "")

    def as_json(self) -> dict[str, Any]:
        """The same as data."""
        return {"what": self.what, "state": self.state.name.lower(), "about": self.about, "remedy": self.remedy}


def examine(here: Path) -> list[Finding]:
    """Everything that renders, previews and better voices need, as found on this machine."""
    return [
        Finding("Python", State.WELL, f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        _ffmpeg(),
        *map(_engine, engine_names()),
        *_voices(),
        _sound(),
        _folder("cache", default_root(), ROOT_VARIABLE),
        _folder("voices", voices_folder(), VARIABLE),
        _disk(here),
        _settings(here),
    ]


def _ffmpeg() -> Finding:
    try:
        return Finding("ffmpeg", State.WELL, f"{ffmpeg.version()}, {ffmpeg.executable()}")
    except AudiorenderError as error:
        return Finding("ffmpeg", State.WRONG, error.message, error.hint)


def _engine(name: str) -> Finding:
    """An engine that needs a package, a key or a program is only checked for those who have it."""
    opened = open_engine(name, workers=1)
    try:
        opened.check(())
        return Finding(f"engine {name}", State.WELL, opened.version)
    except EngineError as error:
        state = State.WRONG if name == DEFAULT else State.ABSENT
        message = error.message.removeprefix(f"engine '{name}' ")
        about = "does not work on this machine" if message.startswith("failed") else message
        return Finding(f"engine {name}", state, about, error.hint)
    finally:
        opened.close()


def _voices() -> Iterator[Finding]:
    here = installed()
    unable = missing_packages(here.values())
    for name, each in here.items():
        if name in unable:
            yield Finding(name, State.WRONG, "it is installed, but a package that it needs is missing", unable[name])
        else:
            yield Finding(name, State.WELL, f"{each.size / 1e6:,.0f} MB, {each.licence}")
    if not here:
        yield Finding(
            "better voices", State.ABSENT, "none are installed", "`audiorender voices list` shows how to add some"
        )


def _sound() -> Finding:
    devices = sound_devices()
    if devices:
        return Finding("sound device", State.WELL, devices[0])
    return Finding("sound device", State.ABSENT, "none was found", "write previews to a file with -o preview.wav")


def _folder(what: str, path: Path, variable: str) -> Finding:
    """Whether files can be written there."""
    nearest = next(each for each in (path, *path.parents) if each.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Finding(f"{what} folder", State.WELL, str(path))
    return Finding(f"{what} folder", State.WRONG, f"{path} cannot be written", f"name another folder in {variable}")


def _disk(here: Path) -> Finding:
    free = shutil.disk_usage(here).free
    if free < LOW:
        remedy = "free some space; `audiorender cache prune --keep 500` removes clips that can be made again"
        return Finding("disk", State.WRONG, f"only {free / 1e6:,.0f} MB are free here", remedy)
    return Finding("disk", State.WELL, f"{free / 1e9:,.0f} GB are free here")


def _settings(here: Path) -> Finding:
    path = next((each / SETTINGS for each in (here, *here.parents) if (each / SETTINGS).is_file()), None)
    if path is None:
        return Finding(
            "settings", State.ABSENT, f"there is no {SETTINGS}", "`audiorender init` writes one to start from"
        )
    try:
        load_project(here)
    except SourceError as error:
        return Finding("settings", State.WRONG, str(error))
    return Finding("settings", State.WELL, str(path))
