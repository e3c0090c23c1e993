"""A Piper voice that is not in the catalogue: any .onnx with its .onnx.json, from anywhere.

Its licence is taken from a MODEL_CARD beside it, else unknown; either way it is shown, and consent is asked for.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from audiorender.errors import SourceError, UsageError
from audiorender.files import cannot_read
from audiorender.tts.catalogue.entries import Entry, File

ENGINE = "piper"

UNKNOWN = "not known"


def own_voice(name: str, source: Path) -> Entry:
    """The entry of a voice at `source`, a file or a folder with one; `name` is its new name, or "piper".

    Raises SourceError, naming the file, if it is not a Piper voice, and UsageError for an invalid name.
    """
    model = _model(source)
    settings = model.with_name(f"{model.name}.json")
    config = _settings(settings)
    called = name.partition(":")[2] or model.stem
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", called):
        raise UsageError(
            f"'{called}' cannot be the name of a voice", hint="call it piper:NAME, with letters and digits in NAME"
        )
    licence = _licence(model)
    return Entry(
        name=f"{ENGINE}:{called}",
        engine=ENGINE,
        title=f"{called}, a voice of yours",
        about="a voice of yours",
        languages=(_language(config),),
        licence=licence,
        licence_address="",
        attribution=f"Piper voice {called}",
        files=(
            File(f"{called}.onnx", model.stat().st_size, None, given=model.name),
            File(f"{called}.onnx.json", settings.stat().st_size, None, given=settings.name),
        ),
    )


def _model(source: Path) -> Path:
    if source.is_file() and source.suffix == ".onnx":
        found = [source]
    elif source.is_dir():
        found = sorted(source.glob("*.onnx"))
    else:
        raise SourceError("is neither an .onnx file nor a folder", path=source, hint="name the voice's .onnx file")
    if len(found) != 1:
        few = "no .onnx file" if not found else f"{len(found)} .onnx files"
        raise SourceError(f"there is {few} in it", path=source, hint="name the voice's .onnx file")
    with found[0].open("rb") as file:
        start = file.read(64)
    if not start.startswith(b"\x08"):  # an ONNX model begins with the version of its format (protobuf field 1)
        pointer = start.startswith(b"version https://git-lfs")
        hint = "it is only a Git LFS pointer: run git lfs pull" if pointer else "download it again"
        raise SourceError("is not an ONNX model", path=found[0], hint=hint)
    return found[0]


def _settings(path: Path) -> dict[str, Any]:
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        rate = config["audio"]["sample_rate"]
        fits = isinstance(rate, int) and 8_000 <= rate <= 192_000 and isinstance(config["phoneme_id_map"], dict)
    except OSError as error:
        raise cannot_read(path, error) from error
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        raise SourceError(
            "is not the settings file of a Piper voice", path=path, hint="give the one beside the .onnx file"
        )
    return dict(config)


def _language(config: dict[str, Any]) -> str:
    for place, key in (("language", "code"), ("espeak", "voice")):
        code = config.get(place, {}).get(key) if isinstance(config.get(place), dict) else None
        found = re.match(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2}))?(?![A-Za-z])", code) if isinstance(code, str) else None
        if found:
            return f"{found[1].lower()}-{found[2].upper()}" if found[2] else found[1].lower()
    return "en"


def _licence(model: Path) -> str:
    for card in (model.with_name("MODEL_CARD"), model.with_name(f"{model.stem}.MODEL_CARD")):
        if card.is_file():
            said = re.search(r"(?im)^[ \t*-]*licen[cs]e:[ \t]*(\S.{0,100}?)[ \t]*$", card.read_text("utf-8", "replace"))
            if said:
                return said[1]
    return UNKNOWN
