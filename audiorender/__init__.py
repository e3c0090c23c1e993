"""audiorender: a compiler from interview text to a finished podcast episode.

    import audiorender

    episode = audiorender.render("talk.md")

`docs/python.md` describes the API, `docs/architecture.md` how it is built. Names are loaded on first use: rendering
needs numpy and soxr, which take longer to load than changing the chapters of a file takes.
"""

from importlib import import_module
from types import MappingProxyType

TYPE_CHECKING = False  # the same as `typing`'s, which takes as long to load as everything else here

if TYPE_CHECKING:
    from audiorender.api.episodes import plan, render, render_all, render_on_save, script
    from audiorender.api.files import chapters, check, feed
    from audiorender.api.listening import audition, distances, preview, voices
    from audiorender.errors import (
        AudiorenderError,
        CancelledError,
        ClusterError,
        EngineError,
        OutputError,
        SourceError,
        ToolError,
        UsageError,
        VerifyError,
    )
    from audiorender.model import RATE, Voice
    from audiorender.produce.check.result import Checked
    from audiorender.produce.cluster.connection import Cluster
    from audiorender.produce.drafting import BuiltScript
    from audiorender.produce.feed.podcast import Feed
    from audiorender.produce.listen.compare import Distances
    from audiorender.produce.listen.preview import Preview
    from audiorender.produce.many.items import Batch, Item, Outcome
    from audiorender.produce.note import Note
    from audiorender.produce.render.dryrun import Plan
    from audiorender.produce.render.episode import Episode
    from audiorender.produce.retag.result import Retagged
    from audiorender.produce.session import Session
    from audiorender.produce.versions import versions
    from audiorender.produce.voices.adding import add_voices, remove_voice
    from audiorender.produce.voices.listing import voice_groups
    from audiorender.produce.watching import Rerender
    from audiorender.publish.editing.changes import Changes
    from audiorender.report.reading import read_report
    from audiorender.report.schema import Report
    from audiorender.settings.project import Project
    from audiorender.watch import Progress, Stage, Watch

__version__ = "0.1.0"

__all__ = [
    "RATE", "AudiorenderError", "Batch", "BuiltScript", "CancelledError", "Changes", "Checked", "Cluster",
    "ClusterError", "Distances", "EngineError", "Episode", "Feed", "Item", "Note", "Outcome", "OutputError", "Plan",
    "Preview", "Progress", "Project", "Report", "Rerender", "Retagged", "Session", "SourceError", "Stage", "ToolError",
    "UsageError", "VerifyError", "Voice", "Watch", "add_voices", "audition", "chapters", "check", "distances", "feed",
    "plan", "preview", "read_report", "remove_voice", "render", "render_all", "render_on_save", "script", "versions",
    "voice_groups", "voices",
]  # fmt: skip

_HOMES = MappingProxyType(
    {
        "api.episodes": ("plan", "render", "render_all", "render_on_save", "script"),
        "api.files": ("chapters", "check", "feed"),
        "api.listening": ("audition", "distances", "preview", "voices"),
        "errors": (
            "AudiorenderError",
            "CancelledError",
            "ClusterError",
            "EngineError",
            "OutputError",
            "SourceError",
            "ToolError",
            "UsageError",
            "VerifyError",
        ),
        "model": ("RATE", "Voice"),
        "produce.check.result": ("Checked",),
        "produce.cluster.connection": ("Cluster",),
        "produce.drafting": ("BuiltScript",),
        "produce.feed.podcast": ("Feed",),
        "produce.listen.compare": ("Distances",),
        "produce.listen.preview": ("Preview",),
        "produce.many.items": ("Batch", "Item", "Outcome"),
        "produce.watching": ("Rerender",),
        "produce.render.dryrun": ("Plan",),
        "produce.render.episode": ("Episode",),
        "produce.note": ("Note",),
        "produce.retag.result": ("Retagged",),
        "produce.session": ("Session",),
        "produce.versions": ("versions",),
        "produce.voices.adding": ("add_voices", "remove_voice"),
        "produce.voices.listing": ("voice_groups",),
        "settings.project": ("Project",),
        "publish.editing.changes": ("Changes",),
        "report.reading": ("read_report",),
        "report.schema": ("Report",),
        "watch": ("Progress", "Stage", "Watch"),
    }
)
"""The public names by the module that defines them."""

# from now on, importing one of these modules no longer sets its name here, so that `audiorender.script` stays the
# function that `__getattr__` finds
import_module("audiorender.script")
globals().pop("script")

if not TYPE_CHECKING:  # otherwise every name would be taken for one of ours

    def __getattr__(name: str) -> object:
        """Load a public name from the module that defines it."""
        home = next((module for module, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
        value: object = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
