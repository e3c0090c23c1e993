"""Voice profiles: one TOML file per voice, named after it, in a project's folders, the user's own, or shipped.

    about = "Low and even, unhurried"
    language = "en-US"
    engine = "pyttsx3"

    [options]
    voice = "en-us"
    rate = 160

`about` says what it sounds like; `language` (en) and `engine` (pyttsx3) have defaults; `sex` (female or male) is
optional, but without it casting never gives the voice to a speaker whose sex is known; `[options]` are the engine's,
and a path among them is relative to the profile's folder. `cast.toml` beside them has `order`, the voices in casting's
order of preference. That of the shipped voices also has a table `retired`: former names of voices, each with the
closest voice, which now speaks for it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import cast

import platformdirs

from audiorender.errors import EngineError, SourceError, near
from audiorender.model import SEXES, Options, OptionValue, Voice
from audiorender.tomlfile import TomlFile
from audiorender.tts.catalogue.entries import catalogue
from audiorender.tts.engines import DEFAULT, engine_info, engine_names, in_language, open_engine
from audiorender.tts.engines.options import Kind, Option

CAST = "cast.toml"

LEXICON = "lexicon.toml"
"""It is among the shipped voices, but is not one (`tts.lexicon`)."""

OWN_VARIABLE = "AUDIORENDER_PROFILES"

_KEYS = ("about", "engine", "language", "options", "sex")


def load_voices(folders: Sequence[Path] = ()) -> dict[str, Voice]:
    """Every voice by name, sorted. A profile hides those of the same name in later folders.

    After `folders` comes the user's own folder, and last the shipped profiles. Voices that engines have themselves are
    named after their engine ("kokoro/af_heart").

    Raises SourceError for a folder that cannot be read and for the first invalid profile.
    """
    voices: dict[str, Voice] = {}
    for folder in with_own(folders):
        for voice in _voices_in(folder, guarded=not _is_own(folder)):
            voices.setdefault(voice.name, voice)
    for voice in (*_shipped_voices(), *_of_engines()):
        voices.setdefault(voice.name, voice)
    return dict(sorted(voices.items()))


def _voices_in(folder: Traversable, *, guarded: bool) -> Iterator[Voice]:
    found: dict[str, str] = {}
    for file in _profiles(folder):
        voice = _read_voice(file, guarded=guarded)
        twin = found.setdefault(voice.name.casefold(), file.name)
        if twin != file.name:
            raise SourceError(f"the same name as {twin}, except for capitals", path=str(file), hint="rename one")
        yield voice


@cache
def _shipped_voices() -> tuple[Voice, ...]:
    """The shipped voices, read once per process: they are part of the program."""
    return tuple(_voices_in(shipped(), guarded=True))


def own_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The user's own folder of profiles, which no project can choose: named by AUDIORENDER_PROFILES, else `voices` in
    the user's settings folder."""
    if named := environment.get(OWN_VARIABLE):
        return Path(named)
    return platformdirs.user_config_path("audiorender", appauthor=False) / "voices"


def with_own(folders: Sequence[Path]) -> tuple[Path, ...]:
    """These folders, followed by the user's own if it exists."""
    own = own_folder()
    return (*folders, own) if own.is_dir() else tuple(folders)


def _is_own(folder: Traversable) -> bool:
    try:
        return isinstance(folder, Path) and folder.samefile(own_folder())
    except OSError:
        return False


def _of_engines() -> Iterator[Voice]:
    for engine in engine_names():
        with suppress(EngineError):  # a package that does not work: using its engine reports that
            yield from engine_info(engine).voices()


def unknown(name: str, voices: Iterable[str]) -> str | None:
    """A hint for an unknown voice: how to add it if it belongs to an engine, else the closest name."""
    engine = name.partition("/")[0]
    if "/" in name and engine in engine_names() and not any(each.startswith(f"{engine}/") for each in voices):
        return why_missing(engine)
    if name in catalogue():
        return f"`audiorender voices add {name}` adds it, and `audiorender voices` then lists what it has"
    return near(name, voices)


def why_missing(engine: str) -> str:
    """What the user can do to get a voice of `engine`."""
    opened = open_engine(engine, workers=1)
    try:
        opened.check(())
    except EngineError as error:
        return error.hint or error.message
    finally:
        opened.close()
    return "write a voice profile for it"


def known_voices(folders: Sequence[Path] = ()) -> dict[str, Voice]:
    """Every voice by each name that a script may use: those of `load_voices`, and successors of retired ones."""
    voices = load_voices(folders)
    return {old: voices[new] for old, new in _shipped_cast().table.get("retired", {}).items()} | voices


def default_order(folders: Sequence[Path] = (), known: Collection[str] | None = None) -> tuple[str, ...]:
    """The names in the first `cast.toml` among `folders`, the user's own and the shipped, in order of preference.

    `known` are the existing voices, if already loaded.

    Raises SourceError if it is not a list of distinct voice names.
    """
    file = next((file for folder in with_own(folders) if (file := folder / CAST).is_file()), None)
    read = TomlFile(file) if file else _shipped_cast()
    read.refuse_unknown(read.table, ("order",) if file else ("order", "retired"))
    order = read.table.get("order")
    if not isinstance(order, list) or not order or not all(isinstance(name, str) for name in order):
        raise read.error(["order"], "'order' must be a list of voice names")
    known = load_voices(folders) if known is None else known
    for place, name in enumerate(order):
        if name not in known:
            raise read.error(["order"], f"there is no voice '{name}'", near(name, known))
        if name in order[:place]:
            raise read.error(["order"], f"voice '{name}' is listed twice", "remove one")
    return tuple(order)


@cache
def _shipped_cast() -> TomlFile:
    return TomlFile(shipped() / CAST)


@cache
def shipped() -> Traversable:
    """The folder of shipped profiles: inside the installed package, or beside it in a checkout."""
    package = files("audiorender")
    inside = package / "voices"
    return inside if inside.is_dir() else cast("Path", package).parent / "voices"


def same_language(tag: str, other: str) -> bool:
    """Whether two BCP 47 tags have the same language, whatever the region."""
    return tag.lower().split("-")[0] == other.lower().split("-")[0]


def speaking(voice: Voice, language: str) -> Voice:
    """The same voice in `language`, a BCP 47 tag, if its engine speaks that; else the voice unchanged."""
    if same_language(voice.language, language):
        return voice
    options = in_language(voice.engine, voice.options, language)
    return voice if options is None else replace(voice, options=options, language=language)


def _profiles(folder: Traversable) -> list[Traversable]:
    try:
        files = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise SourceError(f"not a folder of voices: {reason}", path=str(folder)) from error
    return sorted((file for file in files if file.name not in {CAST, LEXICON}), key=lambda file: file.name)


def _read_voice(file: Traversable, *, guarded: bool) -> Voice:
    """The voice of a profile; a `guarded` profile may not use an engine that could do anything on this machine."""
    read = TomlFile(file)
    table = read.table
    read.refuse_unknown(table, _KEYS)
    if "about" not in table:
        raise read.error([], "'about' is missing", "say in one line what the voice sounds like")
    for key in ("about", "engine", "language"):
        if not isinstance(table.get(key, "x"), str) or not table.get(key, "x").strip():
            raise read.error([key], f"'{key}' must be text")
    language = table.get("language", "en")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language):
        raise read.error(["language"], f"'{language}' is not a language tag", 'for example "en-GB"')
    sex = table.get("sex")
    if sex not in (None, *SEXES):
        raise read.error(["sex"], f"'sex' must be {' or '.join(SEXES)}, not {sex!r}")
    engine = table.get("engine", DEFAULT)
    try:
        info = engine_info(engine)
    except EngineError as error:
        raise read.error(["engine"], error.message, error.hint) from error
    if info.guarded and guarded:
        hint = f"if you trust it, move it to {own_folder()}"
        raise read.error(["engine"], f"only a profile in your own folder may use the engine '{engine}'", hint)
    options = _read_options(read, info.options, Path(str(file)).parent)
    try:
        return Voice(file.name.removesuffix(".toml"), engine, options, language, table["about"], sex)
    except ValueError as error:
        raise read.error([], str(error), "rename the file") from error


def _read_options(read: TomlFile, known: tuple[Option, ...], folder: Path) -> Options:
    table = read.table.get("options", {})
    if not isinstance(table, dict):
        raise read.error(["options"], "'options' must be a table")
    by_name = {option.name: option for option in known}
    read.refuse_unknown(table, by_name, "options")
    options: dict[str, OptionValue] = {}
    for name, value in table.items():
        try:
            options[name] = _placed(by_name[name].settled(value), by_name[name], folder)
        except ValueError as error:
            raise read.error(["options", name], str(error)) from error
    return tuple(sorted(options.items()))


def _placed(value: OptionValue, option: Option, folder: Path) -> OptionValue:
    """A path relative to the profile's folder; any other value unchanged."""
    if option.kind is Kind.PATH and value:
        return str(folder / Path(str(value)).expanduser())
    return value
