"""Voice profiles: one TOML file a voice, named after it, in the user's folders or among those that are shipped.

    about = "Low and even, unhurried"
    language = "en-US"
    engine = "pyttsx3"

    [options]
    voice = "en-us"
    rate = 160

`about` says what it sounds like; `language` (en) and `engine` (pyttsx3) have defaults; `[options]` are the engine's.
`cast.toml` beside them holds `order`, the voices that casting takes, the first ones first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

from audiorender.errors import EngineError, SourceError, near
from audiorender.files import cannot_read
from audiorender.model import Options, Voice
from audiorender.tts.engines import DEFAULT, engine_options, in_language
from audiorender.tts.engines.options import Option

CAST = "cast.toml"

LEXICON = "lexicon.toml"
"""It lies among the shipped voices, and is none (`tts.lexicon`)."""

_KEYS = ("about", "engine", "language", "options")


def load_voices(folders: Sequence[Path] = ()) -> dict[str, Voice]:
    """Every voice by name, sorted. A profile hides those of the same name in later folders; the shipped come last.

    Raises SourceError for a folder that cannot be read and for the first profile that is not what it should be.
    """
    voices: dict[str, Voice] = {}
    for folder in (*folders, shipped()):
        found: dict[str, str] = {}
        for file in _profiles(folder):
            voice = _read_voice(file)
            twin = found.setdefault(voice.name.casefold(), file.name)
            if twin != file.name:
                raise SourceError(f"the same name as {twin}, but for capitals", path=str(file), hint="rename one")
            voices.setdefault(voice.name, voice)
    return dict(sorted(voices.items()))


def default_order(folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """The names in the first `cast.toml` among `folders` and the shipped voices: first those to take first.

    Raises SourceError when it is not a list of different names of voices.
    """
    file = next(file for file in (folder / CAST for folder in (*folders, shipped())) if file.is_file())
    text, table = _read_toml(file)
    _refuse_unknown(table, ("order",), file, text)
    order = table.get("order")
    line = _line_of(text, "order")
    if not isinstance(order, list) or not order or not all(isinstance(name, str) for name in order):
        raise SourceError("'order' is a list of names of voices", path=str(file), line=line)
    known = load_voices(folders)
    for place, name in enumerate(order):
        if name not in known:
            raise SourceError(f"there is no voice '{name}'", path=str(file), line=line, hint=near(name, known))
        if name in order[:place]:
            raise SourceError(f"voice '{name}' stands there twice", path=str(file), line=line, hint="remove one")
    return tuple(order)


def shipped() -> Traversable:
    """The folder of shipped profiles: within the package when it was installed, beside it in a checkout."""
    package = files("audiorender")
    inside = package / "voices"
    return inside if inside.is_dir() else cast("Path", package).parent / "voices"


def same_language(tag: str, other: str) -> bool:
    """Whether two BCP 47 tags name one language, wherever it is spoken."""
    return tag.lower().split("-")[0] == other.lower().split("-")[0]


def speaking(voice: Voice, language: str) -> Voice:
    """The same voice in `language`, a BCP 47 tag, if its engine speaks that; else the voice as it is."""
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


def _read_voice(file: Traversable) -> Voice:
    text, table = _read_toml(file)
    _refuse_unknown(table, _KEYS, file, text)
    if "about" not in table:
        raise SourceError("'about' is missing", path=str(file), hint="say in a line what the voice sounds like")
    for key in ("about", "engine", "language"):
        if not isinstance(table.get(key, "x"), str) or not table.get(key, "x").strip():
            raise SourceError(f"'{key}' is a text", path=str(file), line=_line_of(text, key))
    language = table.get("language", "en")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language):
        fault = f"'{language}' is not a language tag"
        raise SourceError(fault, path=str(file), line=_line_of(text, "language"), hint='for example "en-GB"')
    engine = table.get("engine", DEFAULT)
    try:
        known = engine_options(engine)
    except EngineError as error:
        line = _line_of(text, "engine")
        raise SourceError(error.message, path=str(file), line=line, hint=error.hint) from error
    options = _read_options(table.get("options", {}), known, file, text)
    try:
        return Voice(file.name.removesuffix(".toml"), engine, options, language, table["about"])
    except ValueError as error:
        raise SourceError(str(error), path=str(file), hint="rename the file") from error


def _read_options(table: object, known: tuple[Option, ...], file: Traversable, text: str) -> Options:
    if not isinstance(table, dict):
        raise SourceError("'options' is a table", path=str(file), line=_line_of(text, "options"))
    by_name = {option.name: option for option in known}
    _refuse_unknown(table, by_name, file, text)
    for name, value in table.items():
        if fault := by_name[name].fault(value):
            raise SourceError(f"'{name}' {fault}, not {value!r}", path=str(file), line=_line_of(text, name))
    return tuple(sorted(table.items()))


def _read_toml(file: Traversable) -> tuple[str, dict[str, Any]]:
    """The text of the file, and what it says."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise cannot_read(str(file), error) from error
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8", path=str(file), hint="save it as UTF-8") from error
    except RecursionError as error:
        raise SourceError("is not TOML: nested too deeply", path=str(file)) from error
    except tomllib.TOMLDecodeError as error:
        fault, _, place = str(error).partition(" (at ")
        at = re.match(r"line (\d+), column (\d+)", place)
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, None)  # "end of document"
        raise SourceError(f"is not TOML: {fault}", path=str(file), line=line, column=column) from error


def _refuse_unknown(
    table: dict[str, Any], known: Sequence[str] | dict[str, Option], file: Traversable, text: str
) -> None:
    for key in table:
        if key not in known:
            raise SourceError(f"unknown key '{key}'", path=str(file), line=_line_of(text, key), hint=near(key, known))


def _line_of(text: str, key: str) -> int | None:
    """The line (from 1) where `key` or the table with that name stands."""
    match = re.search(rf"""^[ \t]*\[?[ \t]*["']?{re.escape(key)}["']?[ \t]*[]=.]""", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else None
