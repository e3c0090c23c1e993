"""The door for Python: every name is there, is what it says, and loads no more than it needs."""

from __future__ import annotations

import ast
import asyncio
import inspect
import io
import logging
import pkgutil
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from desk import SCRIPT, Desk

import audiorender
from audiorender.api.options import RenderOptions
from audiorender.produce.request import Request


def test_every_name_is_no_module_whatever_was_loaded() -> None:
    for module in pkgutil.iter_modules(audiorender.__path__, f"{audiorender.__name__}."):
        if not module.name.endswith(("__main__", ".testing")):
            import_module(module.name)
    for name in audiorender.__all__:
        assert not isinstance(getattr(audiorender, name), ModuleType), name


def test_what_types_see_is_what_there_is() -> None:
    seen = {
        alias.name: node.module.removeprefix("audiorender.")
        for node in ast.walk(ast.parse(inspect.getsource(audiorender)))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("audiorender.")
        for alias in node.names
    }
    assert seen == {name: home for home, names in audiorender._HOMES.items() for name in names}
    assert sorted(seen) == sorted(audiorender.__all__)
    assert set(seen) <= set(dir(audiorender))


def test_another_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'rendre'"):
        getattr(audiorender, "rendre")  # noqa: B009  types would not let it pass
    with pytest.raises(ImportError):
        import_module("audiorender.rendre")


@pytest.mark.parametrize("first", ["import audiorender.script.builder", "audiorender.render", "audiorender.script"])
def test_the_function_script_stays_one_beside_the_room_of_its_name(first: str) -> None:
    code = f"import audiorender; {first}; assert callable(audiorender.script)"
    again = "from audiorender.script.builder import draft; from audiorender import script; assert callable(script)"
    subprocess.run([sys.executable, "-c", f"{code}; {again}"], check=True)


def loaded_by(*lines: str) -> set[str]:
    """What is loaded by these lines of Python, which find the door open."""
    code = "\n".join(("import contextlib, sys, audiorender", *lines, "print(*sys.modules)"))
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(ran.stdout.split())


def test_the_library_does_not_load_the_terminal() -> None:
    loaded = loaded_by("[getattr(audiorender, name) for name in audiorender.__all__]")
    assert not {"rich", "click", "audiorender.cli"} & loaded


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    ours = {name for name in loaded_by("dir(audiorender)") if name.startswith("audiorender")}
    assert ours == {"audiorender", "audiorender.script"}


def test_chapters_load_neither_scipy_nor_pillow(tmp_path: Path) -> None:
    (tmp_path / "no.mp3").write_bytes(b"")
    loaded = loaded_by(
        "with contextlib.suppress(audiorender.AudiorenderError):",
        f"    audiorender.chapters({str(tmp_path / 'no.mp3')!r})",
    )
    assert "audiorender.produce.retag.change" in loaded
    assert not {"scipy", "PIL", "soxr", "pydub", "yaml"} & loaded


def test_every_option_is_a_wish_of_the_request() -> None:
    wishes = {each.name for each in fields(Request)} - {"source", "project"}
    assert set(RenderOptions.__annotations__) - {"name"} == wishes


SOURCES: dict[str, Callable[[Path], object]] = {
    "path": lambda path: path,
    "path as text": str,
    "text": lambda path: path.read_text(),
    "text stream": lambda path: io.StringIO(path.read_text()),
    "byte stream": lambda path: io.BytesIO(path.read_bytes()),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_a_source_is_a_path_a_text_or_a_stream(desk: Desk, kind: str) -> None:
    source = SOURCES[kind](desk.path / "tides.script.md")
    with desk.session() as session:
        plan = audiorender.plan(source, name="tides", output=desk.path / "out", settings=desk.path, session=session)  # type: ignore[arg-type]  # one of each kind
    assert plan.files == ("tides.mp3",)
    assert [turn["line"] for turn in plan.as_json()["turns"]] == [11, 13, 19, 21, 25]


def test_settings_are_values_or_a_file(desk: Desk) -> None:
    desk.write("audiorender.toml", 'voices = "tones"\nshow = "Small Harbours"\n')
    project = audiorender.Project(voices=(desk.path / "tones",), show="Small Harbours")
    output = desk.path / "out"
    for settings in (desk.path, str(desk.path / "audiorender.toml"), project):
        built = audiorender.script(desk.path / "tides.script.md", settings=settings, output=output)
        assert built.opened.script.meta.show == "Small Harbours"
    with pytest.raises(audiorender.SourceError, match="'low'"):
        audiorender.script(desk.path / "tides.script.md", output=output)
    with pytest.raises(audiorender.SourceError, match=r"no such file|cannot be read"):
        audiorender.voices(settings=desk.path / "nowhere.toml")


def test_progress_comes_as_values(desk: Desk) -> None:
    told: list[audiorender.Progress] = []
    desk.render(watch=told.append)
    stages = list(dict.fromkeys(each.stage for each in told))
    assert stages == [
        audiorender.Stage.READING,
        audiorender.Stage.SPEAKING,
        audiorender.Stage.LAYING_OUT,
        audiorender.Stage.ENCODING_PIECES,
        audiorender.Stage.WRITING,
    ]
    spoken = [each for each in told if each.stage is audiorender.Stage.SPEAKING]
    assert [(each.done, each.total) for each in spoken] == [(number, 6) for number in range(7)]
    assert spoken[-1].samples > 0


def test_another_thread_can_cancel(desk: Desk) -> None:
    cancel = threading.Event()

    def watch(progress: audiorender.Progress) -> None:
        if progress.stage is audiorender.Stage.SPEAKING and progress.done == 2:
            threading.Thread(target=cancel.set).start()
            cancel.wait(10)

    with pytest.raises(audiorender.CancelledError):
        desk.render(watch=watch, cancel=cancel)
    assert not list((desk.path / "output").glob("*.mp3"))
    assert not list((desk.path / "output").glob("report.json"))
    assert desk.render().loudness is not None


def other(desk: Desk) -> str:
    """A second script, so that two renders have something of their own."""
    desk.write("ebb.script.md", SCRIPT.replace("Tides", "Ebb").replace("Were you afraid?", "And then?"))
    return "ebb.script.md"


def test_one_session_serves_two_threads_at_once(desk: Desk) -> None:
    names = ("tides.script.md", other(desk))
    alone = [desk.render(name, output=desk.path / f"alone-{name}").files[0].sha256 for name in names]
    desk_cache = desk.path / "another cache"
    with ThreadPoolExecutor(2) as own, audiorender.Session(cache=desk_cache, executor=own) as session:

        def render(name: str) -> str:
            out = desk.path / f"together-{name}"
            episode = audiorender.render(desk.path / name, session=session, settings=desk.path, output=out)
            assert set(episode.report.versions) == {"ffmpeg", "tone"}
            return episode.files[0].sha256

        with ThreadPoolExecutor(2) as callers:
            assert list(callers.map(render, names)) == alone
        assert own.submit(int).result() == 0  # an executor that was handed in stays open


def test_two_renders_at_once_from_asyncio(desk: Desk) -> None:
    names = ("tides.script.md", other(desk))

    async def both() -> list[audiorender.Episode]:
        return await asyncio.gather(
            *(asyncio.to_thread(desk.render, name, output=desk.path / f"out-{name}") for name in names)
        )

    assert [episode.report.title for episode in asyncio.run(both())] == ["Tides", "Ebb"]


def test_notes_are_logged_under_one_name(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.write("tides.script.md", SCRIPT.replace("Ben: Only", "Ben?: Only"))
    with caplog.at_level(logging.INFO, "audiorender"):
        episode = desk.render()
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.INFO]
    assert told == [note.text for note in episode.notes]
    assert {record.name for record in caplog.records} == {"audiorender"}
