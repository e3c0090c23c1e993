"""One render walks its modules downwards: no room calls one above it, and no stage is entered again once it is left.

Every call of a render is watched, in every thread. What a room below is given from above is either a value or
something that it reads from (docs/architecture.md, "Downwards only").
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType

import pytest
from desk import Desk

import audiorender

PACKAGE = Path(audiorender.__file__).parent

LAYERS = (("cli", "api"), ("produce",), ("script", "tts", "mixer", "publish"), ("",))
"""From the top down; all other rooms are shared, and lowest."""

STAGES = (
    ("script.readers", "script.silence", "script.labels", "script.who", "script.units", "script.builder"),
    ("tts.casting",),
    ("tts.spoken",),
    ("tts.synthesis.clips",),
    ("mixer.timeline", "mixer.captions", "mixer.phrasing", "mixer.turntaking"),
    ("mixer.encoding.cuts", "mixer.encoding.pieces", "mixer.encoding.streams", "publish.page"),  # at the same time
    ("produce.render.reporting",),
    ("publish.check",),
)
"""What a render goes through, in this order."""

TALK = """# Tides

Ada: How far out did you walk?

Ben: Past the second sandbank, for $20.

# The way back

Ada: Were you afraid?

Ben: Only of my mother.
"""


class Walk:
    """Who called whom: `up` are calls from a room to one above it, `entered` when a module was called (a count)."""

    def __init__(self, package: Path) -> None:
        self.up: set[tuple[str, str]] = set()
        self.entered: dict[str, list[int]] = {}
        self._package = f"{package}/"
        self._steps = itertools.count()
        self._names: dict[CodeType, str | None] = {}

    def __call__(self, frame: FrameType, event: str, _arg: object) -> None:
        if event != "call" or (here := self._name(frame)) is None:
            return
        if frame.f_code.co_flags & inspect.CO_GENERATOR:
            return  # a generator is read from, as a list would be
        self.entered.setdefault(here, []).append(next(self._steps))
        caller = frame.f_back
        while caller is not None and (there := self._name(caller)) is None:
            caller = caller.f_back
        if caller is not None and there is not None and there != "rewriting" and layer(here) < layer(there):
            self.up.add((there, here))  # a rule of `rewriting` is a value, and its function a part of it

    def _name(self, frame: FrameType) -> str | None:
        code = frame.f_code
        if code not in self._names:
            inside = code.co_filename.startswith(self._package)
            name = code.co_filename.removeprefix(self._package).removesuffix(".py").replace("/", ".")
            self._names[code] = name.removesuffix(".__init__") if inside else None
        return self._names[code]

    def span(self, rooms: tuple[str, ...]) -> tuple[int, int]:
        """The first and the last step in these rooms."""
        steps = [step for name, each in self.entered.items() if name.startswith(rooms) for step in each]
        return min(steps), max(steps)


def layer(name: str) -> int:
    """How far down the module called `name` is."""
    top = name.partition(".")[0]
    return next((place for place, rooms in enumerate(LAYERS) if top in rooms), len(LAYERS) - 1)


@contextmanager
def watched(walk: Walk) -> Iterator[None]:
    """Watch every call of this thread and of those that begin meanwhile."""
    before = sys.getprofile()
    threading.setprofile(walk)
    sys.setprofile(walk)
    try:
        yield
    finally:
        sys.setprofile(before)
        threading.setprofile(before)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    desk = Desk.at(tmp_path_factory.mktemp("walk"))
    desk.write("talk.md", TALK)
    for module in pkgutil.walk_packages([str(PACKAGE)], "audiorender."):
        if not module.name.endswith((".worker", ".__main__")):
            importlib.import_module(module.name)  # what runs as a module is loaded is no step of the render
    found = Walk(PACKAGE)
    with watched(found):
        desk.render("talk.md", formats=("mp3", "flac"), stems=True)
    return found


def test_no_room_calls_one_above_it(walk: Walk) -> None:
    assert walk.up == set()


def test_no_stage_is_entered_again(walk: Walk) -> None:
    spans = [walk.span(rooms) for rooms in STAGES]
    late = [
        (before, after)
        for (before, one), (after, other) in itertools.pairwise(zip(STAGES, spans, strict=True))
        if one[1] > other[0]
    ]
    assert late == []


def test_a_call_upwards_is_seen(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    space: dict[str, Callable[..., object]] = {}
    for name, source in (("produce/above", "def back(): pass"), ("mixer/below", "def down(call): call()")):
        exec(compile(source, f"{tmp_path}/{name}.py", "exec"), space)  # noqa: S102
    with watched(walk):
        space["down"](space["back"])
    assert walk.up == {("mixer.below", "produce.above")}
