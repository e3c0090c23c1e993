"""audiorender: a compiler from interview text to a finished podcast episode.

This is the door for Python: `render`, `script`, `preview` and `plan` take a `Request`, `feed` a `FeedRequest`,
`chapters` a `Retag`, `check` paths; each raises AudiorenderError for whatever is wrong. A name is loaded when it is
first asked for: rendering needs numpy and Pillow, which take longer to load than the chapters of a file to change.

`docs/architecture.md` draws the house.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audiorender.produce.check.files import check_files as check
    from audiorender.produce.check.result import Checked
    from audiorender.produce.drafting import Built
    from audiorender.produce.drafting import draft_script as script
    from audiorender.produce.feed.podcast import Feed, FeedRequest, trial_feed
    from audiorender.produce.feed.podcast import write_feed as feed
    from audiorender.produce.listen.audition import audition, cast_distances, voice_json
    from audiorender.produce.listen.audition import list_voices as voices
    from audiorender.produce.listen.preview import Choice, Heard
    from audiorender.produce.listen.preview import preview_part as preview
    from audiorender.produce.render.dryrun import Plan
    from audiorender.produce.render.dryrun import plan_render as plan
    from audiorender.produce.render.episode import Episode
    from audiorender.produce.render.episode import render_episode as render
    from audiorender.produce.request import Note, Request
    from audiorender.produce.retag.change import change_chapters as chapters
    from audiorender.produce.retag.result import Retagged
    from audiorender.produce.retag.wishes import Retag
    from audiorender.produce.versions import versions
    from audiorender.produce.voices.adding import add_voices, remove_voice
    from audiorender.produce.voices.listing import group_json, voice_groups
    from audiorender.publish.chapters.editing import Changes

__version__ = "0.1.0"

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
    "add_voices",
    "audition",
    "cast_distances",
    "chapters",
    "check",
    "feed",
    "group_json",
    "plan",
    "preview",
    "remove_voice",
    "render",
    "script",
    "trial_feed",
    "versions",
    "voice_groups",
    "voice_json",
    "voices",
]

_HOMES = MappingProxyType(
    {
        "Built": ("produce.drafting", "Built"),
        "Changes": ("publish.chapters.editing", "Changes"),
        "Checked": ("produce.check.result", "Checked"),
        "Choice": ("produce.listen.preview", "Choice"),
        "Episode": ("produce.render.episode", "Episode"),
        "Feed": ("produce.feed.podcast", "Feed"),
        "FeedRequest": ("produce.feed.podcast", "FeedRequest"),
        "Heard": ("produce.listen.preview", "Heard"),
        "Note": ("produce.request", "Note"),
        "Plan": ("produce.render.dryrun", "Plan"),
        "Request": ("produce.request", "Request"),
        "Retag": ("produce.retag.wishes", "Retag"),
        "Retagged": ("produce.retag.result", "Retagged"),
        "add_voices": ("produce.voices.adding", "add_voices"),
        "audition": ("produce.listen.audition", "audition"),
        "cast_distances": ("produce.listen.audition", "cast_distances"),
        "chapters": ("produce.retag.change", "change_chapters"),
        "check": ("produce.check.files", "check_files"),
        "feed": ("produce.feed.podcast", "write_feed"),
        "group_json": ("produce.voices.listing", "group_json"),
        "plan": ("produce.render.dryrun", "plan_render"),
        "preview": ("produce.listen.preview", "preview_part"),
        "remove_voice": ("produce.voices.adding", "remove_voice"),
        "render": ("produce.render.episode", "render_episode"),
        "script": ("produce.drafting", "draft_script"),
        "trial_feed": ("produce.feed.podcast", "trial_feed"),
        "versions": ("produce.versions", "versions"),
        "voice_groups": ("produce.voices.listing", "voice_groups"),
        "voice_json": ("produce.listen.audition", "voice_json"),
        "voices": ("produce.listen.audition", "list_voices"),
    }
)
"""Where each name is at home, and what it is called there."""

import_module("audiorender.script")  # from now on its modules are imported without setting the name here anew,
globals().pop("script")  # so that `audiorender.script` is the function, which `__getattr__` finds


if not TYPE_CHECKING:  # else every name would pass for one of ours

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
        module, called = _HOMES[name]
        value: object = getattr(import_module(f"{__name__}.{module}"), called)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
