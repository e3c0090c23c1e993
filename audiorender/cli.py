"""The commands. Here alone errors become exit codes: 0 delivered, 1 failed, 2 misuse, 3 less than asked, 130 stopped."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from audiorender import __version__, report
from audiorender.errors import AudiorenderError, UsageError

LESSENED = 3
STOPPED = 130

Command = Callable[..., Any]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: one line on stderr for an error, its traceback only with `--debug`."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = cli.main(words, prog_name="audiorender", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as wanted:
        report.say(wanted.format_message())
        code = UsageError.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        report.failed(f"{error.format_message()} Try '{context.command_path if context else 'audiorender'} --help'.")
        code = UsageError.exit_code
    except AudiorenderError as error:
        report.failed(str(error))
        code = error.exit_code
        _trace(words)
    except (KeyboardInterrupt, click.Abort):
        report.failed("stopped; clips and encoded pieces made so far are kept, and the next run goes on from them")
        code = STOPPED
    except BrokenPipeError:
        sys.stdout = None  # type: ignore[assignment]  # whoever read our output has gone: nothing is left to flush
        code = 1
    except Exception as error:  # noqa: BLE001  the edge: whatever went wrong becomes one line
        report.failed(
            f"internal error: {type(error).__name__}: {error}; run again with --debug and report what it prints"
        )
        code = 1
        _trace(words)
    sys.exit(code if isinstance(code, int) else 0)


def _trace(words: Sequence[str]) -> None:
    if "--debug" in words:
        traceback.print_exc()


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from audiorender.build import versions

        report.say(f"audiorender {__version__}")
        for part, version in versions():
            report.say(f"  {part}: {version}")
        context.exit(0)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Versions of all parts."
)
def cli() -> None:
    """From a cleaned Q&A to a podcast episode: a voice for each speaker, chapters that apps show, one command."""


def _pairs(option: str) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], dict[str, str]]:
    def parse(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
        pairs = {}
        for text in given:
            left, equals, right = (part.strip() for part in text.partition("="))
            if not (left and equals and right):
                raise UsageError(f"{option} wants two names with = between, not '{text}'")
            pairs[left] = right
        return pairs

    return parse


def _common(function: Command) -> Command:
    """Options that mean the same everywhere."""
    for option in reversed(
        [
            click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="Where to write."),
            click.option("--title", help="The episode's title."),
            click.option(
                "--voice",
                "voices",
                multiple=True,
                metavar="NAME=VOICE",
                callback=_pairs("--voice"),
                help="A speaker's voice (repeatable).",
            ),
            click.option(
                "--name",
                "names",
                multiple=True,
                metavar="OLD=NEW",
                callback=_pairs("--name"),
                help="Call a speaker otherwise (repeatable).",
            ),
            click.option(
                "--rate",
                type=click.FloatRange(0.5, 2.0),
                default=1.0,
                show_default=True,
                help="How fast everybody speaks.",
            ),
            click.option(
                "--jobs", type=click.IntRange(1, 256), help="How many things to make at a time [default: one a core]."
            ),
            click.option("--mono", is_flag=True, help="One channel, at -19 LUFS."),
            click.option("--rebuild", is_flag=True, help="Merge a changed source into a script that was edited."),
        ]
    ):
        function = option(function)
    return _telling(function)


def _telling(function: Command) -> Command:
    for option in reversed(
        [
            click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
            click.option("--quiet", is_flag=True, help="No progress, no notes."),
            click.option("--strict", is_flag=True, help="Exit with 3 if there is anything to note."),
            click.option("--debug", is_flag=True, help="Show the traceback of an error."),
        ]
    ):
        function = option(function)
    return function


def _request(source: str, flags: dict[str, Any]) -> Any:
    import os

    from audiorender.build import Request
    from audiorender.project import load_project

    return Request(
        source,
        output=flags["output"],
        title=flags["title"],
        voices=flags["voices"],
        names=flags["names"],
        rate=flags["rate"],
        channels=1 if flags["mono"] else 2,
        jobs=flags["jobs"] or os.cpu_count() or 1,
        rebuild=flags["rebuild"],
        project=load_project(Path.cwd()),
    )


def _told(notes: Sequence[Any], flags: dict[str, Any]) -> int:
    """Print the notes; the exit code that they ask for."""
    for item in notes:
        if not flags["quiet"]:
            report.note(item.text)
    return LESSENED if any(item.lessened or flags["strict"] for item in notes) else 0


def _finish(context: click.Context, code: int) -> None:
    context.exit(code)


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE|SCRIPT...")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@click.option(
    "--format", "form", type=click.Choice(["mp3"]), default="mp3", show_default=True, help="The audio file's format."
)
@_common
@click.pass_context
def render(context: click.Context, sources: tuple[str, ...], dry_run: bool, form: str, **flags: Any) -> None:
    """Make an episode of each source or script (`-` is standard input)."""
    from audiorender import build

    if len(sources) > 1 and flags["output"]:
        raise UsageError("-o names one episode's folder, and there are several sources", hint="render them one by one")
    codes, results = [], []
    for source in sources:
        request = _request(source, flags)
        if dry_run:
            plan = build.plan(request)
            results.append(plan.as_json())
            if not flags["as_json"]:
                report.table(("speaker", "voice", "turns", "words"), plan.rows())
                report.say(plan.summary())
            codes.append(_told(plan.notes, flags))
            continue
        with report.watching(flags["quiet"] or flags["as_json"]) as watch:
            episode = build.render(request, watch)
        results.append(episode.as_json())
        if not flags["as_json"] and not flags["quiet"]:
            report.say(episode.summary())
        codes.append(_told(episode.notes, flags))
    if flags["as_json"]:
        report.say(report.as_json(results[0] if len(results) == 1 else results).rstrip())
    _finish(context, max(codes))


@cli.command()
@click.argument("source")
@_common
@click.pass_context
def script(context: click.Context, source: str, **flags: Any) -> None:
    """Build a source's script, write it, and say what was guessed and what stays silent."""
    from audiorender import build

    built = build.script(_request(source, flags))
    if flags["as_json"]:
        report.say(report.as_json(built.as_json()).rstrip())
    elif not flags["quiet"]:
        report.table(("speaker", "turns", "words", "guessed"), built.rows())
        for line in built.account():
            report.say(line)
    _finish(context, _told(built.notes, flags))


@cli.command()
@click.argument("source", metavar="SCRIPT|SOURCE")
@click.option("--turn", type=click.IntRange(min=1), help="The turn with this number.")
@click.option("--line", type=click.IntRange(min=1), help="The turn on this line of the script.")
@click.option("--chapter", type=click.IntRange(min=1), help="The chapter with this number.")
@click.option("--speaker", help="Everything this speaker says.")
@_common
@click.pass_context
def preview(
    context: click.Context,
    source: str,
    turn: int | None,
    line: int | None,
    chapter: int | None,
    speaker: str | None,
    **flags: Any,
) -> None:
    """Hear one thing: a turn, a line, a chapter, a speaker. -o FILE writes a WAV or MP3 instead of playing."""
    from audiorender import build

    picked = [("turn", turn), ("line", line), ("chapter", chapter), ("speaker", speaker)]
    chosen = [(kind, value) for kind, value in picked if value is not None]
    if len(chosen) != 1:
        raise UsageError("say what to hear", hint="with exactly one of --turn, --line, --chapter, --speaker")
    into, flags["output"] = flags["output"], None
    with report.watching(flags["quiet"] or flags["as_json"]) as watch:
        heard = build.preview(_request(source, flags), build.Choice(*chosen[0]), into, watch)
    if flags["as_json"]:
        report.say(report.as_json(heard.as_json()).rstrip())
    elif not flags["quiet"]:
        report.say(heard.summary())
    _finish(context, _told(heard.notes, flags))


@cli.command()
@click.argument("name", required=False, metavar="[VOICE]")
@click.option("--cast", "cast", metavar="SCRIPT|SOURCE", help="How far apart the voices of this cast sound.")
@_common
@click.pass_context
def voices(context: click.Context, name: str | None, cast: str | None, **flags: Any) -> None:
    """List the voices, hear one (-o FILE writes it), or measure how far apart a cast sounds."""
    from audiorender import build

    if cast:
        pairs = build.cast_distances(_request(cast, {**flags, "output": None}))
        if flags["as_json"]:
            report.say(report.as_json([{"speakers": [a, b], "distance": round(d, 2)} for a, b, d in pairs]).rstrip())
        else:
            report.table(("speaker", "speaker", "steps apart"), [(a, b, f"{d:.1f}") for a, b, d in pairs])
        return
    request = _request(name or "", {**flags, "output": None})
    if name:
        with report.watching(flags["quiet"] or flags["as_json"]) as watch:
            heard = build.audition(request, name, flags["output"], watch)
        if flags["as_json"]:
            report.say(report.as_json(heard.as_json()).rstrip())
        elif not flags["quiet"]:
            report.say(heard.summary())
        _finish(context, _told(heard.notes, flags))
    listed = build.voices(request)
    if flags["as_json"]:
        report.say(report.as_json([build.voice_json(voice) for voice in listed]).rstrip())
    else:
        report.table(("voice", "engine", "language", ""), [(v.name, v.engine, v.language, v.about) for v in listed])


@cli.group(invoke_without_command=True)
@_telling
@click.pass_context
def cache(context: click.Context, as_json: bool, quiet: bool, strict: bool, debug: bool) -> None:
    """What is kept between renders: its size, what may go, and why something would be made anew."""
    from audiorender.store import Store, default_root

    if context.invoked_subcommand:
        return
    store = Store(default_root())
    usage = store.usage()
    if as_json:
        kinds = {kind: {"entries": used.entries, "bytes": used.size} for kind, used in usage.items()}
        report.say(report.as_json({"folder": str(store.root), "kinds": kinds}).rstrip())
        return
    report.say(f"{store.root}")
    report.table(("kind", "entries", "MB"), [(k, str(u.entries), f"{u.size / 1e6:.1f}") for k, u in usage.items()])


@cache.command()
@click.option(
    "--unused", type=click.FloatRange(min=0), metavar="DAYS", help="Remove what was not used for so many days."
)
@click.option(
    "--keep", type=click.FloatRange(min=0), metavar="MB", help="Then remove the longest unused until so much is left."
)
@_telling
def prune(unused: float | None, keep: float | None, as_json: bool, quiet: bool, strict: bool, debug: bool) -> None:
    """Remove what is not needed; it is made anew when it is."""
    from audiorender.store import Store, default_root

    if unused is None and keep is None:
        raise UsageError("say what may go", hint="with --unused DAYS, --keep MB, or both")
    gone = Store(default_root()).prune(unused_days=unused, keep_bytes=None if keep is None else int(keep * 1e6))
    if as_json:
        report.say(report.as_json({"entries": gone.entries, "bytes": gone.size}).rstrip())
    elif not quiet:
        report.say(f"removed {gone.entries} entries, {gone.size / 1e6:.1f} MB")


@cache.command()
@click.argument("source", metavar="SCRIPT|SOURCE")
@_common
@click.pass_context
def why(context: click.Context, source: str, **flags: Any) -> None:
    """Which clips of an episode would be made anew, and why."""
    from audiorender import build

    plan = build.plan(_request(source, flags))
    stale = plan.as_json()["stale"]
    if flags["as_json"]:
        report.say(report.as_json(stale).rstrip())
    elif stale:
        report.table(("line", "speaker", "why"), [(str(one["line"]), one["speaker"], one["why"]) for one in stale])
    else:
        report.say("nothing: every clip is there")
    _finish(context, _told(plan.notes, flags))
