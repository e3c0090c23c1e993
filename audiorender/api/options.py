"""The options of the Python API, and the request made from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from audiorender.produce.request import Request
    from audiorender.script.reading.source import Source
    from audiorender.settings.project import Project

    Given = str | Path | IO[str] | IO[bytes]
    """A source: a path (a `str` without a line break, or a `Path`), the text itself, or a stream."""

    Settings = Project | str | Path | None
    """A `Project`, the path of a settings file, or of a folder to search upwards from; None for the defaults."""


class SharedOptions(TypedDict, total=False):
    """Options for a script that apply to many episodes at once as well; see `ScriptOptions`."""

    show: str | None
    author: str | None
    date: str | None
    description: str | None
    cover: str | Path | None
    voices: Mapping[str, str]
    names: Mapping[str, str]
    rebuild: bool
    narrator: bool
    engine: str | None
    fallback: str | None


class ScriptOptions(SharedOptions, total=False):
    """Options for building a script.

    `output` is the episode's folder, `output/NAME` by default, and `name` is NAME for a text or a stream. `title`,
    `show`, `author`, `date` (as people write one), `description` and `cover` (a picture's path) take precedence over
    the front matter. `voices` and `names` map a speaker to a voice, and an old name to a new one. `evidence` is a raw
    transcript of what is said in the source. `rebuild` merges a changed source into an edited script. Without a
    `narrator`, text around the conversation is not spoken. `engine` supplies the voices if none is named, and
    `fallback` is the voice that says what another fails to say.
    """

    name: str
    output: str | Path | None
    title: str | None
    evidence: Given | None


class SoundOptions(TypedDict, total=False):
    """Options for the sound.

    `rate` multiplies every voice's speed. `channels` is 2, or 1 for mono. `formats` are names such as "mp3" and "m4a",
    and `bitrate` is in kbit/s. `words` adds word-by-word captions, `listen` has a recogniser check every clip, `dry`
    omits music and sounds, `stems` also writes each speaker to a separate file, and `video` an MP4 with still pictures.
    `allow_outside` lets a source name pictures and sounds outside its folder and that of the settings.
    """

    rate: float
    channels: Literal[1, 2]
    formats: Sequence[str]
    bitrate: int | None
    words: bool
    listen: bool
    dry: bool
    stems: bool
    video: bool
    allow_outside: bool


class RenderOptions(ScriptOptions, SoundOptions, total=False):
    """Options for rendering an episode."""


class BatchOptions(SharedOptions, SoundOptions, total=False):
    """Options that apply to many episodes at once."""


def request_of(source: Given, settings: Settings, options: Mapping[str, Any]) -> Request:
    """The request for `source`, `settings` and the options, with texts and streams read."""
    from audiorender.produce.request import Request

    project = project_of(settings)
    given = given_options(options)
    name = given.pop("name", "episode")
    if "evidence" in given:
        given["evidence"] = _source(given["evidence"], "evidence", project.limit)
    return Request(_source(source, name, project.limit), project=project, **given)


def given_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options as fields of a `Request`."""
    given = {key: value for key, value in options.items() if value is not None}
    if "formats" in given:
        given["formats"] = tuple(given["formats"])
    return given


def project_of(settings: Settings) -> Project:
    """The settings themselves, or read from the file that they name."""
    from audiorender.settings.project import Project
    from audiorender.settings.projectfile import load_project

    if settings is None:
        return Project()
    return settings if isinstance(settings, Project) else load_project(Path(settings))


def _source(given: Given, name: str, limit: int) -> str | Path | Source:
    """A path as it is; a text or a stream as a `Source` called `name`."""
    if isinstance(given, Path) or (isinstance(given, str) and "\n" not in given):
        return given
    from audiorender.script.reading.source import read_text

    return read_text(given if isinstance(given, str) else given.read(), name, limit)
