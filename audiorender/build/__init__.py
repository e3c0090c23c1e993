"""The stages in order, and the library door: `from audiorender import build`.

`render`, `script`, `preview` and `plan` take a `Request`, `feed` a `FeedRequest`, `chapters` a `Retag`, `check` paths;
each raises AudiorenderError for whatever is wrong. A name is loaded when it is first asked for: rendering needs numpy
and scipy, which take longer to load than the chapters of a file to change.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audiorender.build.audition import audition, cast_distances, voice_json, voices
    from audiorender.build.chapters import chapters
    from audiorender.build.check import check
    from audiorender.build.checked import Checked
    from audiorender.build.drafting import Built, script
    from audiorender.build.episode import Episode, render
    from audiorender.build.feed import Feed, FeedRequest, feed, trial_feed
    from audiorender.build.planning import Plan, plan
    from audiorender.build.preview import Choice, Heard, preview
    from audiorender.build.request import Note, Request
    from audiorender.build.retag import Changes, Retag
    from audiorender.build.retagged import Retagged
    from audiorender.build.versions import versions

__all__ = [
    "Built",
    "Changes",
    "Checked",
    "Choice",
    "Episode",
    "Feed",
    "FeedRequest",
    "Heard",
    "Note",
    "Plan",
    "Request",
    "Retag",
    "Retagged",
    "audition",
    "cast_distances",
    "chapters",
    "check",
    "feed",
    "plan",
    "preview",
    "render",
    "script",
    "trial_feed",
    "versions",
    "voice_json",
    "voices",
]

_NAMES = {
    "audition": ("audition", "cast_distances", "voice_json", "voices"),
    "check": ("check",),
    "checked": ("Checked",),
    "chapters": ("chapters",),
    "drafting": ("Built", "script"),
    "episode": ("Episode", "render"),
    "feed": ("Feed", "FeedRequest", "feed", "trial_feed"),
    "planning": ("Plan", "plan"),
    "preview": ("Choice", "Heard", "preview"),
    "request": ("Note", "Request"),
    "retag": ("Changes", "Retag"),
    "retagged": ("Retagged",),
    "versions": ("versions",),
}
_HOMES = MappingProxyType({name: module for module, names in _NAMES.items() for name in names})


class _Door(ModuleType):
    """This package, with each name of `_HOMES` looked for where it is at home."""

    def __getattr__(self, name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'")
        value: object = getattr(import_module(f"{self.__name__}.{_HOMES[name]}"), name)
        super().__setattr__(name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        """Set it, unless it is what the import of a module does: `preview` is the function, not its module."""
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Door
