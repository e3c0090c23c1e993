"""`audiorender cache`: what is kept between renders."""

from __future__ import annotations

import time

import click

from audiorender.cli import terminal
from audiorender.cli.arguments.flags import Flags, Printer, examples, flags, named, printing, settings
from audiorender.cli.arguments.numbers import Number
from audiorender.cli.arguments.options import CLIPS
from audiorender.errors import UsageError
from audiorender.store import Store, default_root, upkeep
from audiorender.store.upkeep import Usage


@click.group(
    short_help="See what is kept between renders, and delete from it.",
    invoke_without_command=True,
    epilog=examples("cache", "cache prune --keep 500"),
)
@click.pass_context
def cache(context: click.Context, /) -> None:
    """See what is kept between renders, delete from it, or find out why something would be made again."""
    if not context.invoked_subcommand:
        context.invoke(size)


@click.command(short_help="Show the folder, and what it holds.")
@printing
def size(asked: Printer) -> int:
    """Show the cache folder, the size of each kind of entry, how long the oldest has been unused, and how often runs
    found what they asked for.
    """
    store = Store(default_root())
    usage, hits = upkeep.usage(store.root), upkeep.hits(store.root)
    if not asked.silent:
        terminal.to_stdout(str(store.root))
        rows = [
            (kind, str(used.entries), f"{used.size / 1e6:.1f}", _days(used), *map(str, hits.get(kind, (0, 0))))
            for kind, used in usage.items()
        ]
        terminal.table(("kind", "entries", "MB", "days unused", "found", "not found"), rows)
    kinds = {
        kind: {
            "entries": used.entries,
            "bytes": used.size,
            "oldest": used.oldest,
            "hits": hits.get(kind, (0, 0))[0],
            "misses": hits.get(kind, (0, 0))[1],
        }
        for kind, used in usage.items()
    }
    asked.result({"folder": str(store.root), "kinds": kinds})
    return 0


def _days(used: Usage) -> str:
    """For how many days the least recently used has been unused."""
    return "" if used.oldest is None else str(max(0, int((time.time() - used.oldest) / 86_400)))


@click.command(
    short_help="Delete entries; what is needed later is made again.",
    epilog=examples("cache prune --unused 30", "cache prune --keep 500"),
)
@click.option("--unused", type=Number(0), metavar="DAYS", help="Delete what has not been used for this many days.")
@click.option("--keep", type=Number(0), metavar="MB", help="Delete the least recently used until this much is left.")
@printing
def prune(asked: Printer, unused: float | None, keep: float | None) -> int:
    """Delete entries of the cache; whatever is needed later is made again."""
    if unused is None and keep is None:
        raise UsageError("nothing says what to delete", hint="use --unused DAYS, --keep MB, or both")
    gone = upkeep.prune(default_root(), unused_days=unused, keep_bytes=None if keep is None else int(keep * 1e6))
    what = "1 entry" if gone.entries == 1 else f"{gone.entries} entries"
    asked.result({"entries": gone.entries, "bytes": gone.size}, f"removed {what}, {gone.size / 1e6:.1f} MB")
    return 0


@click.command(
    short_help="Say which clips would be made again, and why.", epilog=examples("cache why output/talk/talk.script.md")
)
@click.argument("source", type=click.Path(allow_dash=True), metavar="SCRIPT|SOURCE")
@flags(*CLIPS)
def why(asked: Flags, source: str) -> int:
    """Say which clips of an episode would be made again, and why."""
    import audiorender

    with asked.watching() as watch:
        plan = audiorender.plan(named(source), settings=settings(), watch=watch, **asked.options(asked.output))
    stale = plan.as_json()["stale"]
    if stale and not asked.silent:
        terminal.table(("line", "speaker", "why"), [(str(one["line"]), one["speaker"], one["why"]) for one in stale])
    asked.result(stale, *([] if stale else ["nothing would be made again: every clip is in the cache"]))
    return asked.notes(plan.notes)


for _command in (size, prune, why):
    cache.add_command(_command)
