"""From files, folders and manifests to the episodes they represent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from audiorender.errors import UsageError, few
from audiorender.folder import FEED, INDEX, REPORT, SCRIPT_SUFFIX, stem_of
from audiorender.produce.many.items import STDIN, Item, check_apart
from audiorender.produce.many.manifest import is_manifest, read_manifest
from audiorender.produce.note import Note
from audiorender.settings.project import Project

SUFFIXES = (
    *(".md", ".markdown", ".mdown", ".txt", ".text", ".vtt", ".srt", ".ttml", ".json", ".csv", ".tsv", ".html", ".htm"),
    *(".xhtml", ".wiki", ".mediawiki", ".adoc", ".asciidoc", ".rst", ".tex", ".org", ".eml", ".fountain", ".docx"),
)
"""Suffixes of sources in a folder. The format is decided by the content; a named file is read whatever its suffix."""

_OURS = frozenset({REPORT, INDEX, FEED})


def is_many(sources: Sequence[str]) -> bool:
    """Whether they are anything but one episode: several, a folder, or a manifest."""
    return len(sources) != 1 or (sources[0] != STDIN and (_is_folder(sources[0]) or is_manifest(Path(sources[0]))))


def find_items(
    sources: Sequence[str], project: Project, options: Mapping[str, Any], output: Path | None = None
) -> tuple[list[Item], list[Note]]:
    """The episodes that `sources` represent, and notes on files in folders that were skipped.

    `options` apply to all, and take precedence over a manifest. Every episode without a folder of its own gets one
    below `output`. Raises UsageError if two would share a folder and if there is no episode, SourceError for a faulty
    manifest.
    """
    notes: list[Note] = []
    found: list[Item] = []
    for source in sources:
        if source != STDIN and _is_folder(source):
            found += (Item(str(path), project, own) for path, own in _in_folder(Path(source), notes))
        elif source != STDIN and is_manifest(Path(source)):
            found += read_manifest(Path(source), project)
        else:
            found.append(Item(source, project))
    if not found:
        raise UsageError(f"no episodes in {few(sources)}", hint="name sources, a folder of them, or a manifest")
    items = [replace(item, options=_asked(item, options, output)) for item in found]
    check_apart(items)
    return items, notes


def _asked(item: Item, given: Mapping[str, Any], output: Path | None) -> dict[str, Any]:
    """The options of an episode: the caller's before the manifest's, key by key in tables."""
    options = dict(item.options)
    for key, value in given.items():
        options[key] = {**options.get(key, {}), **value} if isinstance(value, Mapping) else value
    if output is not None and "output" not in options:
        stem = "episode" if item.source == STDIN else stem_of(Path(item.source))
        options["output"] = str(output / stem)  # of ten thousand episodes, paths would take several megabytes
    return options


def _is_folder(source: str) -> bool:
    try:
        return Path(source).is_dir()
    except (OSError, ValueError):
        return False


def _in_folder(folder: Path, notes: list[Note]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The sources in a folder by name, and the scripts of episodes below it; for an episode's folder, its script."""
    if scripts := _scripts(folder):
        yield from ((script, {"output": folder}) for script in scripts)
        return
    passed = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in _OURS:
            continue
        if path.is_dir():
            yield from ((script, {"output": path}) for script in _scripts(path))
        elif path.suffix.casefold() in SUFFIXES:
            yield path, {}
        else:
            passed.append(path.name)
    if passed:
        notes.append(Note(f"{folder}: skipped, as their names are not those of sources: {few(passed)}"))


def _scripts(folder: Path) -> list[Path]:
    """The script of the episode that was rendered into this folder."""
    return sorted(folder.glob(f"[!.]*{SCRIPT_SUFFIX}")) if (folder / REPORT).is_file() else []
