"""What a command was asked to do: the options it was given, as one value."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from audiorender.cli import terminal
from audiorender.cli.arguments.options import PRINTING, Decorator
from audiorender.errors import UsageError
from audiorender.jsontext import json_text

if TYPE_CHECKING:  # the stages load numpy, which `--help` and `--version` need not wait for
    from audiorender import Cluster
    from audiorender.api.options import BatchOptions, RenderOptions, ScriptOptions
    from audiorender.produce.note import Note
    from audiorender.produce.session import Session
    from audiorender.settings.project import Project
    from audiorender.watch import Watch

LESSENED = 3


@dataclass(frozen=True, slots=True)
class Printer:
    """How to print the result."""

    as_json: bool
    quiet: bool
    strict: bool
    debug: bool

    def result(self, value: object, *lines: str) -> None:
        """Print the result as JSON if requested, else as lines, unless --quiet was given."""
        if self.as_json:
            terminal.to_stdout(json_text(value).rstrip())
        elif not self.quiet:
            for line in lines:
                terminal.to_stdout(terminal.one_line(line))

    def notes(self, notes: Sequence[Note]) -> int:
        """Print the notes; return the exit code that they call for."""
        for note in notes:
            if not self.quiet:
                terminal.note(note.text)
        return LESSENED if any(note.lessened or self.strict for note in notes) else 0

    @property
    def silent(self) -> bool:
        """Whether to show no progress."""
        return self.quiet or self.as_json


@dataclass(frozen=True, slots=True)
class Flags(Printer):
    """All options beside the source; those that a command does not have keep their defaults."""

    output: Path | None = None
    title: str | None = None
    show: str | None = None
    author: str | None = None
    date: str | None = None
    description: str | None = None
    cover: Path | None = None
    voices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    engine: str | None = None
    fallback: str | None = None
    rate: float = 1.0
    jobs: int | None = None
    mono: bool = False
    formats: tuple[str, ...] = ()
    bitrate: int | None = None
    words: bool = False
    listen: bool = False
    dry: bool = False
    stems: bool = False
    video: bool = False
    rebuild: bool = False
    narrator: bool = True
    allow_outside: bool = False
    evidence: str | None = None
    shared_store: str | None = None
    cluster: str | None = None

    def script_options(self, output: Path | None = None) -> ScriptOptions:
        """The options for the script; `output` is the folder, if the command has one."""
        from audiorender.api.options import ScriptOptions

        return cast("ScriptOptions", self._options(ScriptOptions, output))

    def options(self, output: Path | None = None) -> RenderOptions:
        """The options for the script and the sound."""
        from audiorender.api.options import RenderOptions

        return cast("RenderOptions", self._options(RenderOptions, output))

    def given_options(self) -> BatchOptions:
        """Only those options for the script and the sound that were given."""
        from audiorender.api.options import BatchOptions

        unasked = Flags(as_json=False, quiet=False, strict=False, debug=False)._options(BatchOptions)
        given = self._options(BatchOptions)
        return cast("BatchOptions", {name: value for name, value in given.items() if value != unasked[name]})

    def _options(self, kind: type, output: Path | None = None) -> dict[str, Any]:
        """The options of the Python API of this kind; nearly all have the names of our fields."""
        evidence = named(self.evidence) if self.evidence else None
        renamed = {"output": output, "channels": 1 if self.mono else 2, "evidence": evidence}
        wanted = kind.__annotations__.keys() - {"name"}
        return {name: renamed[name] if name in renamed else getattr(self, name) for name in wanted}

    @contextmanager
    def session(self, project: Project) -> Iterator[Session]:
        """What the command works with, as the settings ask; prints the notes that are left when it ends."""
        from audiorender.heap import share_one_heap
        from audiorender.produce.session import session_for

        share_one_heap()
        with ExitStack() as open_now:
            executor = open_now.enter_context(_cluster(self.cluster, self.jobs)) if self.cluster else None
            session = open_now.enter_context(
                session_for(project, jobs=self.jobs, shared=self.shared_store, executor=executor)
            )
            yield session
            self.notes(session.notes())

    def watching(self) -> AbstractContextManager[Watch | None]:
        """Progress on the terminal, unless it is not wanted."""
        return terminal.watching(self.silent)


def _cluster(address: str, jobs: int | None) -> Cluster:
    from audiorender import Cluster

    return Cluster(address, jobs=jobs)


def named(path: str) -> str | Path:
    """A path from the command line for the Python API, which takes a `str` with a line break for a text."""
    return Path(path) if "\n" in path else path


def settings() -> Project:
    """The settings for the working folder."""
    from audiorender.settings.projectfile import load_project

    try:
        here = Path.cwd()
    except OSError as error:
        raise UsageError("the working folder no longer exists", hint="change to one that exists") from error
    return load_project(here)


def flags(*options: Decorator) -> Decorator:
    """Give a command these and the common options, as one `Flags` before its own arguments."""
    return lambda command: _gathered(Flags, (*options, *PRINTING), command)


def printing(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options for printing the result, as one `Printer` before its own arguments."""
    return _gathered(Printer, PRINTING, command)


def _gathered(kind: type[Printer], options: Sequence[Decorator], command: Callable[..., int]) -> Callable[..., int]:
    names = {each.name for each in fields(kind)}

    @functools.wraps(command)
    def gathered(**given: Any) -> int:
        return command(kind(**{name: given.pop(name) for name in names & given.keys()}), **given)

    decorated: Callable[..., int] = gathered
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def examples(*lines: str) -> str:
    """The end of a command's help: example command lines."""
    return "\b\nExamples:\n" + "\n".join(f"  audiorender {line}" for line in lines)
