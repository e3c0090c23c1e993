"""The walls of docs/architecture.md: who may import whom, which modules are pure, who speaks to the terminal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "audiorender"

STAGES = frozenset({"script", "tts", "mixer", "publish"})
VALUES = frozenset(
    {"model", "errors", "timecode", "unspaced", "jsontext", "keys", "expressions", "rewriting", "languages"}
)
SHARED = VALUES | {"files", "store", "tomlfile", "watchdog", "watch", "audio"}
EDGE = frozenset({"cli", "__main__"})

EFFECTS = {
    "": "__main__ files folder heap patterns store tomlfile watch watchdog",
    "api": "episodes files listening options",
    "audio": "ffmpeg formats.mp4 formats.ogg formats.wav mp3 mp3frames probe wav",
    "cli": (
        "arguments.flags commands.cache commands.doctor commands.episode commands.init commands.many commands.voices "
        "commands.watch group terminal"
    ),
    "mixer": "encoding.streams music.recordings",
    "produce": (
        "check.claims check.files check.sound cluster.connection cluster.jobs cluster.local cluster.scheduler doctor "
        "feed.episodes feed.items feed.podcast fingerprint listen.playing listen.preview many.copies many.finding "
        "many.items many.manifest many.run namedfiles opening.drafts opening.edits opening.options opening.script "
        "planning render.ahead render.audio.files render.beside.artwork render.beside.player render.beside.sidecars "
        "render.beside.stems render.beside.video render.beside.writing render.delivery render.episode render.finishing "
        "render.reporting render.score render.unchanged retag.change retag.sources retag.writing session "
        "speaking.forms speaking.proofing voices.adding watching"
    ),
    "publish": "check.feed check.reading compare cover feed.addresses feed.channel feed.dates page pictures verify",
    "publish.tags": (
        "mp3.convert mp3.frames mp3.read mp4.index.boxes mp4.index.tables mp4.items mp4.reading mp4.writing rewriting "
        "wav.reading wav.writing xiph.read"
    ),
    "report": "reading",
    "settings": "projectfile values",
    "shared": "hands places store",
    "store": "sounds upkeep",
    "script": "reading.docx reading.source",
    "serve": "server site",
    "tts": (
        "casting.measured casting.order catalogue.adding catalogue.download catalogue.entries catalogue.installed "
        "catalogue.localfiles catalogue.own catalogue.staging engines lexicon recognition.recogniser synthesis.clips "
        "synthesis.saying synthesis.speakers voices"
    ),
    "tts.engines": (
        "command espeak espeak.phonemes espeak.variants espeak.worker found kokoro.order kokoro.worker piper.voices "
        "piper.worker remote.calling remote.keys remote.refusals system system.worker tone workers.memory "
        "workers.pool"
    ),
}
"""The modules that may have effects, room by room: a file, a process, the clock, the network, the environment, a random
number. All others take values and give values."""

IMPURE = frozenset(f"{room}.{name}".lstrip(".") for room, names in EFFECTS.items() for name in names.split())

IMPURE_MODULES = (
    r"asyncio|ctypes|datetime|io|multiprocessing|os|platform|random|secrets|shutil|signal|socket|subprocess|sys"
    r"|tempfile|threading|time|urllib|uuid"
)
IMPURE_CALLS = (
    r"chmod|cwd|exists|expanduser|glob|home|is_dir|is_file|iterdir|lstat|mkdir|open|read_bytes|read_text|readlink"
    r"|rename|resolve|rglob|rmdir|samefile|stat|symlink_to|touch|unlink|write_bytes|write_text"
)
"""Of `Path`'s doings all but `replace`, which is also the name of a method of `str` and a function of `dataclasses`."""


@dataclass(frozen=True)
class Module:
    """A module by its dotted name below the package, and its source."""

    name: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.name.partition(".")[0]

    @property
    def own_imports(self) -> set[str]:
        """The rooms of audiorender that it imports from, wherever in the module that stands."""
        return {name.split(".")[1] for name in self.imports if name.startswith("audiorender.")}

    @property
    def imports(self) -> set[str]:
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name}: imports are absolute here"
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        return found

    @property
    def calls(self) -> Iterator[tuple[str, int]]:
        """The last name of everything that is called, and its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Name | ast.Attribute):
                    yield called.id if isinstance(called, ast.Name) else called.attr, node.lineno


def breaches(module: Module) -> list[str]:
    """Every wall that `module` breaks, in words."""
    effects = () if module.name in IMPURE or module.name == "cli" else _effects(module)
    return [*_import_breaches(module), *effects, *_edge_breaches(module)]


def _import_breaches(module: Module) -> Iterator[str]:
    if module.room in STAGES:
        allowed = SHARED | {module.room}
    elif module.room == "audio":
        allowed = SHARED - {"store", "tomlfile"}
    elif module.room in VALUES:
        allowed = VALUES
    elif module.room == "report":
        allowed = VALUES | {"files", "folder", "report"}
    elif module.room in {"files", "store", "tomlfile"}:
        allowed = VALUES | {"files", module.room}
    elif module.room == "shared":
        allowed = VALUES | {"shared", "watch"}
    else:
        return
    yield from (f"{module.name} imports {room}" for room in sorted(module.own_imports - allowed))


def _effects(module: Module) -> Iterator[str]:
    roots = {name.partition(".")[0] for name in module.imports if not name.startswith("urllib.parse")}
    impure = sorted(root for root in roots if re.fullmatch(IMPURE_MODULES, root))
    yield from (f"{module.name} is pure and imports {root}" for root in impure)
    effects = module.own_imports & {"files", "store", "tomlfile", "watchdog"}
    yield from (f"{module.name} is pure and imports {room}" for room in sorted(effects))
    calls = ((name, line) for name, line in module.calls if re.fullmatch(IMPURE_CALLS, name))
    yield from (f"{module.name}:{line} is pure and calls {name}" for name, line in calls)
    if "numpy.random" in ast.unparse(module.tree) or "np.random" in ast.unparse(module.tree):
        yield f"{module.name} is pure and draws random numbers"


def _edge_breaches(module: Module) -> Iterator[str]:
    if module.room in EDGE:
        return
    roots = {name.partition(".")[0] for name in module.imports}
    yield from (f"{module.name} imports {root}" for root in sorted(roots & {"click", "rich"}))
    yield from (f"{module.name}:{line} prints" for name, line in module.calls if name == "print")
    if not re.fullmatch(r"tts\.engines\..*\.worker|produce\.many\.copies", module.name):
        nodes = list(ast.walk(module.tree))
        called = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
        yield from (f"{module.name} calls {name}" for name in sorted(called & {"sys.exit", "os._exit"}))
        raised = [node.exc for node in nodes if isinstance(node, ast.Raise) and node.exc]
        yield from (
            f"{module.name}:{exc.lineno} raises SystemExit" for exc in raised if "SystemExit" in ast.unparse(exc)
        )


MOST_TAKERS = 6

NAMED_ONE_BY_ONE = STAGES | {"languages", "audio", "produce", "report"}
"""The rooms whose modules the page names one by one."""


def takers(whole: str, among: Iterable[Module]) -> list[str]:
    """The functions of `produce` that have a parameter of type `whole`."""
    found = []
    for module in among:
        for node in ast.walk(module.tree) if module.room == "produce" else ():
            if isinstance(node, ast.FunctionDef):
                given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                if any(each.annotation and whole in ast.unparse(each.annotation).split() for each in given):
                    found.append(f"{module.name}.{node.name}")
    return found


@cache
def modules() -> list[Module]:
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        found.append(Module(name, ast.parse(file.read_text(encoding="utf-8"))))
    return found


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_no_module_breaks_a_wall(module: Module) -> None:
    assert breaches(module) == []


def test_whoever_may_have_effects_has_them() -> None:
    assert IMPURE - {module.name for module in modules() if any(_effects(module))} == set()


def test_the_page_names_every_package() -> None:
    page = (PACKAGE.parent / "docs/architecture.md").read_text(encoding="utf-8")
    table = page.partition("## The packages")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)/?`", table))
    parts = [module.name.split(".") for module in modules()]
    there = {name[0] for name in parts} | {name[1] for name in parts if len(name) > 1 and name[0] in NAMED_ONE_BY_ONE}
    assert there - {"__init__", "__main__"} - named == set()


@pytest.mark.parametrize("whole", ["OpenedScript", "Request"])
def test_few_functions_take_all_that_is_known(whole: str) -> None:
    """The main function of a story does, and hands on what each of the others needs."""
    assert len(takers(whole, modules())) <= MOST_TAKERS


def test_whoever_takes_all_is_counted() -> None:
    source = (
        "def f(one: int, *, opened: OpenedScript | None): ...\nclass A:\n    def g(self, opened: OpenedScript): ...\n"
    )
    found = takers("OpenedScript", [Module("produce.x", ast.parse(source)), Module("tts.x", ast.parse(source))])
    assert found == ["produce.x.f", "produce.x.g"]


@pytest.mark.parametrize(
    ("name", "source", "breach"),
    [
        ("script.builder", "from audiorender.tts.casting.cast import cast", "imports tts"),
        ("mixer.mix", "import audiorender.script.file.merge", "imports script"),
        ("tts.wordtiming", "def f():\n    from audiorender import produce", "imports produce"),
        ("publish.verify", "from audiorender.cli import main", "imports cli"),
        ("audio.wav", "from audiorender.mixer import mix", "imports mixer"),
        ("audio.wav", "from audiorender.store import Store", "imports store"),
        ("store", "from audiorender.audio import wav", "imports audio"),
        ("model", "from audiorender.files import sweep", "imports files"),
        ("timecode", "import time", "imports time"),
        ("mixer.timeline", "import random", "imports random"),
        ("mixer.levels.matching", "import numpy as np\nnp.random.default_rng()", "draws random numbers"),
        ("script.file.scriptfile", "from datetime import date", "imports datetime"),
        ("script.chapters", "from pathlib import Path\nPath('x').read_text()", "calls read_text"),
        ("tts.casting.cast", "open('x')", "calls open"),
        ("publish.chapters.podcasting", "from audiorender.files import write_whole", "imports files"),
        ("produce", "print('x')", "prints"),
        ("tts.voices", "import click", "imports click"),
        ("produce.render.episode", "from rich.progress import Progress", "imports rich"),
        ("produce", "import sys\nsys.exit(1)", "calls sys.exit"),
        ("settings.project", "raise SystemExit(2)", "raises SystemExit"),
    ],
)
def test_a_breach_is_seen(name: str, source: str, breach: str) -> None:
    found = breaches(Module(name, ast.parse(source)))
    assert len(found) >= 1
    assert any(breach in each for each in found)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "script.scriptfile",
            "from pathlib import Path\nfrom audiorender.script.file.turnlabel import Label\n'a'.replace('a', 'b')",
        ),
        (
            "tts.synthesis.clips",
            "import os\nfrom audiorender.store import Store\nfrom audiorender.audio.wav import wav_bytes",
        ),
        (
            "produce.render.episode",
            "from audiorender.mixer.mix import mix\nimport audiorender.publish.verify",
        ),
        ("cli", "import click\nimport sys\nprint('x')\nsys.exit(0)"),
        ("tts.engines.espeak.worker", "import os\nos._exit(0)"),
        ("produce.many.copies", "import os\nos._exit(0)"),
    ],
)
def test_what_is_allowed_is_let_be(name: str, source: str) -> None:
    assert breaches(Module(name, ast.parse(source))) == []
