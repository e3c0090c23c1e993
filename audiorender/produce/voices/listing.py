"""`voices`: for each engine what is installed, what can be added with which command, and the licence of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from audiorender.model import Voice
from audiorender.produce.casting import Voices
from audiorender.settings.project import Project
from audiorender.tts.catalogue.entries import Entry, catalogue
from audiorender.tts.catalogue.installed import Installed, installed
from audiorender.tts.engines import DEFAULT, engine_info, engine_names

Named = TypeVar("Named", Installed, Entry)

RECOGNISERS: Mapping[str, str] = {"whisper": "a speech recogniser for `render --listen`"}
"""Entries of the catalogue other than voices."""


@dataclass(frozen=True, slots=True)
class Group:
    """An engine (or a recogniser): its installed voices, the entries they came with, and those available."""

    name: str
    about: str
    extra: str | None
    voices: tuple[Voice, ...]
    here: tuple[Installed, ...]
    to_add: tuple[Entry, ...]


def voice_groups(project: Project) -> list[Group]:
    """Every engine, the default one first, then those with voices, then the others."""
    voices, here = Voices.load(project.voices, project.engine).listed(), installed()
    more = [entry for entry in catalogue().values() if entry.name not in here]
    groups = [_group(name, voices, here, more) for name in engine_names()]
    for name, about in RECOGNISERS.items():
        groups.append(Group(name, about, "asr", (), _of(name, here.values()), _of(name, more)))
    return sorted(groups, key=lambda group: (group.name != DEFAULT, not group.voices, not group.to_add, group.name))


def _group(name: str, voices: Sequence[Voice], here: Mapping[str, Installed], more: Sequence[Entry]) -> Group:
    info = engine_info(name)
    its = tuple(voice for voice in voices if voice.engine == name)
    return Group(name, info.about, info.extra, its, _of(name, here.values()), _of(name, more))


def _of(name: str, entries: Iterable[Named]) -> tuple[Named, ...]:
    """Those that belong to the engine called `name`."""
    return tuple(entry for entry in entries if entry.engine == name)


def voice_json(voice: Voice) -> dict[str, Any]:
    """A profile as `voices --json` prints it."""
    return {
        "name": voice.name,
        "engine": voice.engine,
        "language": voice.language,
        "about": voice.about,
        "sex": voice.sex,
        "options": dict(voice.options),
    }


def group_json(group: Group) -> dict[str, Any]:
    """A group as `voices list --json` prints it."""
    return {
        "name": group.name,
        "about": group.about,
        "extra": group.extra,
        "voices": [voice_json(voice) for voice in group.voices],
        "here": [installed_json(each) for each in group.here],
        "to_add": [entry_json(entry) for entry in group.to_add],
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """An available entry, and how to add it."""
    return {
        "name": entry.name,
        "title": entry.title,
        "about": entry.about,
        "languages": list(entry.languages),
        "sex": entry.sex,
        "bytes": entry.size,
        "verified": entry.verified,
        "licence": entry.licence,
        "licence_address": entry.licence_address,
        "attribution": entry.attribution,
        "commercial": entry.commercial,
        "notice": entry.notice,
        "command": entry.command,
    }


def installed_json(entry: Installed) -> dict[str, Any]:
    """An installed entry, and where it came from."""
    return {
        "name": entry.entry,
        "title": entry.title,
        "languages": list(entry.languages),
        "bytes": entry.size,
        "licence": entry.licence,
        "licence_address": entry.licence_address,
        "attribution": entry.attribution,
        "commercial": entry.commercial,
        "notice": entry.notice,
        "source": entry.source,
        "accepted": entry.accepted,
        "folder": str(entry.folder),
        "verified": all(file.verified for file in entry.files),
    }
