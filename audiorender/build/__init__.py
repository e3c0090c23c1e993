"""The stages in order, and the library door: `from audiorender import build`.

`render`, `script`, `preview` and `plan` take a `Request`, `feed` a `FeedRequest`; each raises
AudiorenderError for whatever is wrong.
"""

from audiorender.build.audition import audition, cast_distances, voice_json, voices
from audiorender.build.drafting import Built, script
from audiorender.build.episode import Episode, render
from audiorender.build.feed import Feed, FeedRequest, feed, trial_feed
from audiorender.build.planning import Plan, plan
from audiorender.build.preview import Choice, Heard, preview
from audiorender.build.request import Note, Request
from audiorender.build.versions import versions

__all__ = [
    "Built",
    "Choice",
    "Episode",
    "Feed",
    "FeedRequest",
    "Heard",
    "Note",
    "Plan",
    "Request",
    "audition",
    "cast_distances",
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
