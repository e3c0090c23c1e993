"""Shell completion for voices, speakers, formats and engines. If a file or the settings are faulty, nothing is
offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from audiorender.errors import AudiorenderError

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def voices(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Voices, each with its description."""
    from audiorender.api.listening import voices as all_voices
    from audiorender.cli.arguments.flags import settings

    try:
        found = all_voices(settings=settings())
    except AudiorenderError:
        return []
    return [CompletionItem(each.name, help=each.about) for each in found if each.name.startswith(begun)]


def engines(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Engines."""
    from audiorender.tts.engines import engine_names

    return _beginning(begun, engine_names())


def clusters(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The one address that everybody has."""
    return _beginning(begun, ("local",))


def formats(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Formats, also after a comma."""
    from audiorender.audio.formats import FORMATS

    before, comma, last = begun.rpartition(",")
    return _beginning(last, (name for name in FORMATS if name not in before.split(",")), before + comma)


def speakers(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The speakers of the source or script on the command line."""
    return _beginning(begun.casefold(), _cast(context))


def speaker_voices(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """A speaker and `=`, then a voice."""
    speaker, equals, voice = begun.partition("=")
    if not equals:
        return [CompletionItem(f"{name}=") for name in _cast(context) if name.casefold().startswith(begun.casefold())]
    return [CompletionItem(f"{speaker}={each.value}", help=each.help) for each in voices(context, parameter, voice)]


def speaker_names(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """A speaker and `=`; the new name can be anything."""
    return [CompletionItem(f"{name}=") for name in _cast(context) if name.casefold().startswith(begun.casefold())]


def _beginning(begun: str, known: Iterable[str], before: str = "") -> list[CompletionItem]:
    return [CompletionItem(before + each) for each in known if each.casefold().startswith(begun)]


def _cast(context: click.Context) -> list[str]:
    """The speakers: for a source, those of its script in the episode's folder, which is read and not built."""
    from audiorender.folder import Folder, stem_of
    from audiorender.script.file.scriptfile import is_script, parse_script
    from audiorender.script.reading.source import read_source

    # the last one if an option has no value yet
    given = context.params.get("source") or context.params.get("sources") or context.args
    named = given if isinstance(given, str) else next((word for word in given if not word.startswith("-")), None)
    if named is None:
        return []
    path = Path(named)
    for each in (path, Folder.of(stem_of(path), context.params.get("output")).script):
        try:
            text = read_source(each).text
            if is_script(text):
                return [name for name, _ in parse_script(text, each).cast]
        except AudiorenderError:
            continue
    return []
