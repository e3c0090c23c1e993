"""From the file on the command line to the script that will be spoken.

A source is built into a script; a script that a person has edited is read and never overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from audiorender.expressions import expression
from audiorender.folder import Folder, stem_of
from audiorender.model import Draft
from audiorender.produce.casting import Voices, language_of
from audiorender.produce.note import Note
from audiorender.produce.opening.drafts import drafted
from audiorender.produce.opening.edits import built_script, given_script
from audiorender.produce.opening.notes import (
    foreign,
    merged,
    read_as,
    remarks,
    retired,
    silent_speakers,
    unknown_speakers,
    unusable,
)
from audiorender.produce.opening.opened import OpenedScript
from audiorender.produce.opening.options import check_overrides, normalised, with_options
from audiorender.produce.request import Request
from audiorender.script.file.scriptfile import is_script, parse_script
from audiorender.script.reading.source import Source, read_source
from audiorender.store import Store
from audiorender.tts.voices import speaking

_PICTURE = expression(r"!\[[^\[\]]*\]\(\s*<?(?![a-z]+:|/|#)([^\s()<>]+)", re.IGNORECASE)
"""A picture in a file rather than at a web address."""


def open_script(request: Request, store: Store | None = None) -> OpenedScript:
    """Read what `request` names, and decide whose script is used and who speaks with which voice.

    Writes nothing, except that the draft of a source is kept in the `store`, if given, for the next time. Raises
    SourceError for text that cannot be read, UsageError for invalid names.
    """
    project = request.project
    voices = Voices.load(project.voices, request.engine or project.engine)
    check_overrides(request.overrides, voices)
    source = _read(request.source, project.limit)
    origin = source.path or Path("-")
    overrides = normalised(request.overrides, origin)
    folder = Folder.of(stem_of(source.path) if source.path else source.stem, request.output)
    if is_script(source.text):
        version = given_script(source, folder)
    else:
        if source.path:
            folder.check_origin(source.path)
        evidence = _read(request.evidence, project.limit) if request.evidence else None
        draft = drafted(source, overrides, project, evidence, narrator=request.narrator, store=store)
        version = built_script(draft, origin, overrides, project, folder, voices, rebuild=request.rebuild)
    script = version.script or parse_script(version.text, version.path)
    edited = script if version.script is None else None
    if edited is None:
        overrides = replace(overrides, names={})  # a new script already has the new names
    script = with_options(script, overrides, project)
    casting = version.casting or voices.cast(script, version.path)
    notes = (
        *version.notes,
        *remarks(version.draft, source),
        *_missing_pictures(version.draft, origin),
        *read_as(source),
        *retired(script, voices.known),
        *foreign(script, casting, version.draft),
        *(unknown_speakers(version.text, version.path) if edited else ()),
        *(merged(edited, overrides) if edited and overrides.names else ()),
        *silent_speakers(script),
        *unusable(casting),
    )
    fallback = request.fallback or project.fallback
    stand_in = speaking(voices.called(fallback, "--fallback: "), language_of(script)) if fallback else None
    return OpenedScript(
        script,
        casting,
        version.path,
        origin,
        folder,
        version.text,
        version.base,
        version.draft,
        notes,
        stand_in,
        project.folder,
        request.allow_outside,
        Path(request.cover) if request.cover else None,
    )


def write_script(opened: OpenedScript) -> None:
    """Write the script into the episode's folder, unless it is a person's."""
    if opened.base is not None:
        opened.folder.write_script(opened.text, opened.base)
        if opened.draft and opened.origin != Path("-"):
            opened.folder.write_origin(opened.origin)


def _read(source: str | Path | Source, limit: int) -> Source:
    return source if isinstance(source, Source) else read_source(source, limit)


def _missing_pictures(draft: Draft | None, origin: Path) -> Iterator[Note]:
    """The pictures that a source shows and that are not where it says."""
    if draft is None or origin == Path("-"):
        return
    for piece in draft.silent:
        for match in _PICTURE.finditer(piece.text) if piece.rule == "image" else ():
            if not (origin.parent / unquote(match[1])).exists():
                yield Note(f"line {piece.line}: there is no picture '{match[1]}' beside {origin.name}")
