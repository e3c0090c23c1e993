"""Read `audiorender.toml`: every setting is checked, and every fault reported with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from audiorender.audio.formats import FORMATS, near_format
from audiorender.errors import near
from audiorender.folder import SETTINGS
from audiorender.mixer.turntaking import STYLES, Style
from audiorender.model import OWN
from audiorender.publish.feed.addresses import base_address, web_address
from audiorender.publish.feed.categories import CATEGORIES, PARENTS
from audiorender.publish.feed.settings import FeedSettings
from audiorender.script.chapters import Lengths
from audiorender.settings.project import Disclosure, Project
from audiorender.settings.targets import TARGETS
from audiorender.settings.values import Fault, Keys, Values
from audiorender.tomlfile import TomlFile

LONGEST_CHAPTER = 100_000
"""Limits in seconds for the length settings of chapters."""

LONGEST_SILENCE = 10_000
"""Limits in milliseconds for the silences of a style."""

MOST_SPREAD = 60
"""How much silences may vary, in percent; beyond this, some would be inaudibly short and others unbearably long."""


def load_project(start: Path) -> Project:
    """The settings for the folder `start`, or from the settings file `start`; the defaults if there is no file.

    Raises SourceError for a file that cannot be read, an unknown key, a value of the wrong type or out of range, and a
    voice that does not exist.
    """
    if not start.is_dir():
        return _Settings.of(start).project()
    path = next((path for folder in (start, *start.parents) if (path := folder / SETTINGS).is_file()), None)
    return _Settings.of(path).project() if path else Project()


def changed_project(project: Project, changes: Mapping[str, Any], folder: Path, fault: Fault) -> Project:
    """`project` with these `changes`, as one of many episodes may have; files are relative to `folder`.

    A cast and bitrates are added to, every other setting is replaced. Where `load_project` raises SourceError, this
    raises what `fault` creates.
    """
    return _Settings(changes, folder, fault).project(project)


class _Settings(Values):
    """A table of settings, and the meaning of each."""

    def __init__(self, given: Mapping[str, Any], folder: Path, fault: Fault) -> None:
        super().__init__(folder, fault)
        self._given = given

    @classmethod
    def of(cls, path: Path) -> _Settings:
        """Read a settings file."""
        file = TomlFile(path)
        return cls(file.table, path.parent, file.error)

    def project(self, base: Project | None = None) -> Project:
        """Apply them to `base`."""
        read: dict[str, Callable[[Keys, Any], Any]] = {
            "show": self._words,
            "author": self._words,
            "language": self._words,
            "cast": self._cast,
            "style": self._style,
            "chapters": self._chapters,
            "target": self._target,
            "limit": lambda keys, value: self._whole(keys, value, 1, 1_000_000_000),
            "voices": self._folders,
            "engine": self._engine,
            "fallback": self._words,
            "lexicon": self._files,
            "cover": self._existing,
            "music": self._own,
            "intro": self._music,
            "outro": self._music,
            "bed": self._music,
            "sting": self._music,
            "under": self._under,
            "room": self._truth,
            "words": self._truth,
            "narrator": self._truth,
            "opening": self._words,
            "closing": self._words,
            "disclosure": self._disclosure,
            "formats": self._formats,
            "bitrate": self._bitrate,
            "shared_store": self._store,
            "feed": self._feed,
        }
        if base is not None and "shared_store" in self._given:
            where = f"set it in {SETTINGS} or with --shared-store"
            raise self._error(("shared_store",), "all episodes of a run use one shared store", where)
        table = self._table((), self._given, read)
        found = {key: read[key]((key,), value) for key, value in table.items()}
        if base is not None:
            found |= {key: {**getattr(base, key), **found[key]} for key in ("cast", "bitrate") if key in found}
        project = replace(base or Project(folder=self._folder), **found)
        if base is None and "disclosure" not in table and project.feed.url:
            project = replace(project, disclosure=Disclosure.SPOKEN)
        self._check_voices(project)
        return project

    def _check_voices(self, project: Project) -> None:
        """Raise SourceError for a voice or an engine that does not exist."""
        named: dict[Keys, str] = {("cast", speaker): name for speaker, name in project.cast.items()}
        if project.fallback:
            named["fallback",] = project.fallback
        if named:
            from audiorender.tts.voices import known_voices, unknown

            voices = known_voices(project.voices)
            for keys, name in named.items():
                if name not in voices:
                    raise self._error(keys, f"there is no voice '{name}'", unknown(name, voices))

    def _engine(self, keys: Keys, value: object) -> str:
        from audiorender.tts.engines import engine_names

        name = self._words(keys, value)
        if name not in engine_names():
            raise self._error(keys, f"there is no engine '{name}'", near(name, engine_names()))
        return name

    def _cast(self, keys: Keys, value: object) -> Mapping[str, str]:
        table = self._table(keys, value)
        return MappingProxyType({name: self._words((*keys, name), voice) for name, voice in table.items()})

    def _style(self, keys: Keys, value: object) -> Style:
        """A style by its name, or a table: `like` names the style that its other keys change."""
        if isinstance(value, str):
            return self._named_style(keys, value)
        table = dict(self._table(keys, value, ["like", *(silence.name for silence in fields(Style))]))
        base = self._named_style((*keys, "like"), table.pop("like")) if "like" in table else Style()
        given = {name: self._whole((*keys, name), length, 0, LONGEST_SILENCE) for name, length in table.items()}
        if given.get("spread", 0) > MOST_SPREAD:
            raise self._error((*keys, "spread"), f"'spread' must be a whole number from 0 to {MOST_SPREAD}")
        return replace(base, **given)

    def _named_style(self, keys: Keys, value: object) -> Style:
        if not isinstance(value, str) or value not in STYLES:
            raise self._error(keys, f"unknown style '{value}'", near(str(value), STYLES))
        return STYLES[value]

    def _disclosure(self, keys: Keys, value: object) -> Disclosure:
        if value is False:
            return Disclosure.NONE
        if value not in ("spoken", "written"):
            raise self._error(keys, f'\'{keys[-1]}\' must be "spoken", "written" or false')
        return Disclosure(value)

    def _own(self, keys: Keys, value: object) -> str:
        if value != OWN:
            raise self._error(keys, f"'{keys[-1]}' must be \"{OWN}\"", "name files with intro, outro, bed and sting")
        return OWN

    def _music(self, keys: Keys, value: object) -> Path | str:
        return OWN if value == OWN else self._existing(keys, value)

    def _under(self, keys: Keys, value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not -40 <= value <= -10:
            raise self._error(keys, f"'{keys[-1]}' must be from -40 to -10: dB from the voices to the bed")
        return float(value)

    def _chapters(self, keys: Keys, value: object) -> Lengths:
        table = self._table(keys, value, [limit.name for limit in fields(Lengths)])
        given = {name: self._whole((*keys, name), length, 1, LONGEST_CHAPTER) for name, length in table.items()}
        limits = Lengths(**given)
        if limits.longest < 2 * limits.shortest:
            raise self._error(keys, "'longest' must be at least twice 'shortest'", "or no chapter could meet both")
        return limits

    def _feed(self, keys: Keys, value: object) -> FeedSettings:
        read: dict[str, Callable[[Keys, Any], Any]] = {
            "url": lambda keys, value: self._address(keys, value, base_address),
            "link": lambda keys, value: self._address(keys, value, web_address),
            "description": self._words,
            "category": self._categories,
            "explicit": self._truth,
            "image": self._image,
            "owner": self._words,
            "email": self._email,
            "copyright": self._words,
            "hosts": self._names,
            "guid": self._guid,
            "locked": self._truth,
        }
        table = self._table(keys, value, read)
        return FeedSettings(**{name: read[name]((*keys, name), given) for name, given in table.items()})

    def _categories(self, keys: Keys, value: object) -> tuple[str, ...]:
        names = self._names(keys, value)
        for name in names:
            if name not in PARENTS:
                begins = [known for known in PARENTS if known.casefold().startswith(name.casefold())]
                hint = f"did you mean '{begins[0]}'?" if len(begins) == 1 else near(name, PARENTS)
                if not (hint and hint.startswith("did")):
                    hint = f"Apple Podcasts has {', '.join(CATEGORIES)}, and narrower ones in them"
                raise self._error(keys, f"unknown category '{name}'", hint)
        return names

    def _image(self, keys: Keys, value: object) -> Path | str:
        """A picture beside the settings, or its web address."""
        name = self._words(keys, value)
        return self._address(keys, name, web_address) if "://" in name else self._existing(keys, name)

    def _email(self, keys: Keys, value: object) -> str:
        text = self._words(keys, value)
        if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", text):
            raise self._error(keys, f"'{text}' is not an e-mail address")
        return text

    def _guid(self, keys: Keys, value: object) -> str:
        text = self._words(keys, value)
        if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
            raise self._error(keys, f"'{text}' is not a UUID, which a podcast's guid must be")
        return text.lower()

    def _target(self, keys: Keys, value: object) -> float:
        if isinstance(value, str):
            if value not in TARGETS:
                raise self._error(keys, f"unknown target '{value}'", near(value, TARGETS))
            return TARGETS[value]
        if not isinstance(value, int | float) or isinstance(value, bool) or not -40 <= value <= -8:
            names = ", ".join(f'"{name}"' for name in TARGETS)
            raise self._error(keys, f"'{keys[-1]}' must be a loudness from -40 to -8 LUFS, or one of {names}")
        return float(value)

    def _store(self, keys: Keys, value: object) -> str:
        """A folder, named from beside the settings, or an address."""
        name = self._words(keys, value)
        return name if "://" in name else str(self._folder / name)

    def _formats(self, keys: Keys, value: object) -> tuple[str, ...]:
        names = self._names(keys, value)
        for name in names:
            if name not in FORMATS:
                raise self._error(keys, f"unknown format '{name}'", near_format(name))
        if not names:
            raise self._error(keys, f"'{keys[-1]}' must name at least one format", near("", FORMATS))
        return names

    def _bitrate(self, keys: Keys, value: object) -> Mapping[str, int]:
        table = self._table(keys, value, [name for name, form in FORMATS.items() if not form.lossless])
        for name, rate in table.items():
            try:
                FORMATS[name].bitrate(2, self._whole((*keys, name), rate, 1, 1000))
            except ValueError as error:
                raise self._error((*keys, name), str(error)) from error
        return MappingProxyType(dict(table))
