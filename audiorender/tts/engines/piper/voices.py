"""Piper's voices: which are installed, and what the settings file beside a model says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from audiorender.errors import EngineError, near
from audiorender.files import sha256
from audiorender.model import Voice
from audiorender.tts.catalogue.installed import Installed, check, installed

NAME = "piper"


@dataclass(frozen=True, slots=True)
class Model:
    """A voice's model, its parsed settings file, and a digest of both."""

    path: Path
    config: Path
    rate: int
    language: str
    speakers: dict[str, int]
    digest: str

    def speaker(self, wanted: str) -> int | None:
        """The number of the speaker with this name or number, None if none is given. EngineError for an unknown one."""
        if not wanted:
            return None
        numbers = {str(number): number for number in self.speakers.values()} | self.speakers
        if wanted not in numbers:
            hint = near(wanted, numbers) if len(numbers) < 20 else f"it has {len(self.speakers)}, numbered from 0"
            raise EngineError(f"voice {self.path.stem} has no speaker '{wanted}'", hint=hint)
        return numbers[wanted]


def model(voice: str, path: str) -> Model:
    """The model at `path`, a file or folder, else that of the added voice called `voice`.

    Raises EngineError, with the command to run, if it is not installed, and if it is not a Piper model.
    """
    if path:
        return _read(_only_model(Path(path)), None)
    here = installed()
    name = f"{NAME}:{voice}"
    if name not in here:
        added = ", ".join(each.partition(":")[2] for each in here if each.startswith(f"{NAME}:"))
        hint = f"run `audiorender voices add {name}`" + (f"; here: {added}" if added else "")
        raise EngineError(f"Piper's voice '{voice}' is not installed", hint=hint)
    found = here[name]
    check(found)
    onnx = next(file for file in found.files if file.name.endswith(".onnx"))
    return _read(found.path(onnx.name), " ".join(file.sha256 for file in found.files if ".onnx" in file.name))


def _only_model(path: Path) -> Path:
    if path.is_dir():
        models = sorted(path.glob("*.onnx"))
        if len(models) != 1:
            raise EngineError(f"{path} contains {len(models)} models", hint="name the .onnx file")
        return models[0]
    if not path.is_file():
        raise EngineError(f"there is no file {path}", hint="name a Piper voice's .onnx file, or its folder")
    return path


def _read(path: Path, digest: str | None) -> Model:
    config = path.with_name(f"{path.name}.json")
    try:
        said = json.loads(config.read_text(encoding="utf-8"))
        rate, speakers = int(said["audio"]["sample_rate"]), dict(said.get("speaker_id_map") or {})
        language = str(said.get("language", {}).get("code") or said["espeak"]["voice"]).replace("_", "-")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineError(
            f"{config} does not describe a Piper voice", hint="a voice is two files, NAME.onnx and NAME.onnx.json"
        ) from error
    if int(said.get("num_speakers", 1)) > 1 and not speakers:
        speakers = {str(number): number for number in range(int(said["num_speakers"]))}
    return Model(path, config, rate, language, speakers, digest or f"{sha256(path)} {sha256(config)}")


def voices() -> Iterator[Voice]:
    """The added voices, by name; none if the package that speaks them is not installed."""
    added = [(name.partition(":")[2], entry) for name, entry in installed().items() if entry.engine == NAME]
    if not added or find_spec("piper") is None:
        return
    for short, entry in added:
        yield Voice(f"{NAME}/{short}", NAME, (("voice", short),), _language(entry), f"Piper, {entry.title}")


def _language(entry: Installed) -> str:
    return entry.languages[0].replace("_", "-") if entry.languages else "en"
