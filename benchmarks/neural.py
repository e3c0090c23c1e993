"""How long an episode takes in voices that need their time, stage by stage, and whether every core is busy meanwhile.

    AUDIORENDER_VOICES=FOLDER python benchmarks/neural.py [SOURCE] [--engine kokoro] [--jobs 2] [--keep FOLDER]

Three renders, each in a process of its own: cold (empty cache), again, and after one word was changed in a turn. For
each are printed the wall time, the time that engines spoke for (summed over workers, the reading of the model
included) and the ratio of the two; wall and processor seconds of each stage, the whole process tree counted; and the
most memory that the tree had (proportional set size). Other
work on the machine changes the seconds, but hardly the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

import psutil
from episode import edit_one_turn

import audiorender
from audiorender.model import Options, Speech
from audiorender.timecode import for_people
from audiorender.tts.engines import Engine, Prepares
from audiorender.watch import Progress

ROOT = Path(__file__).resolve().parent.parent


class Timed:
    """An engine whose calls are timed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = engine.name
        self._lock = threading.Lock()
        self.calls, self.seconds, self.sound = 0, 0.0, 0.0

    @property
    def version(self) -> str:
        """The engine's own."""
        return self._engine.version

    def check(self, options: Options) -> None:
        """As the engine does."""
        self._engine.check(options)

    def prepare(self, texts: int) -> None:
        """As the engine does."""
        if isinstance(self._engine, Prepares):
            self._engine.prepare(texts)

    def speak(self, text: str, options: Options) -> Speech:
        """As the engine does, and count."""
        began = time.perf_counter()
        speech = self._engine.speak(text, options)
        with self._lock:
            self.calls += 1
            self.seconds += time.perf_counter() - began
            self.sound += len(speech.pcm) / 2 / speech.rate
        return speech

    def close(self) -> None:
        """As the engine does."""
        self._engine.close()


class TimedSession(audiorender.Session):
    """A session whose engines are timed."""

    def __init__(self, cache: Path, jobs: int) -> None:
        super().__init__(cache=cache, jobs=jobs)
        self.timed: dict[str, Timed] = {}

    def engine(self, name: str) -> Engine:
        """The engine called `name`."""
        if name not in self.timed:
            self.timed[name] = Timed(super().engine(name))
        return self.timed[name]


class Stages(threading.Thread):
    """Wall and processor seconds of each stage, and the most memory, of this process and all that it started."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._me = psutil.Process()
        self._done = threading.Event()
        self._stage, self._since, self._spent = "starting", time.perf_counter(), 0.0
        self.wall: defaultdict[str, float] = defaultdict(float)
        self.processor: defaultdict[str, float] = defaultdict(float)
        self.memory = 0.0

    def run(self) -> None:
        """Look at the memory twice a second."""
        while not self._done.wait(0.5):
            self.memory = max(self.memory, sum(_memory(one) for one in self._tree()))

    def watch(self, progress: Progress) -> None:
        """A stage may begin."""
        if progress.done == 0:
            self._turn(progress.stage.value)

    def end(self) -> None:
        """Nothing more comes."""
        self._turn("")
        self._done.set()

    def _turn(self, stage: str) -> None:
        now, spent = time.perf_counter(), sum(_processor(one) for one in self._tree())
        self.wall[self._stage] += now - self._since
        self.processor[self._stage] += spent - self._spent
        self._stage, self._since, self._spent = stage, now, spent

    def _tree(self) -> list[psutil.Process]:
        return [self._me, *self._me.children(recursive=True)]


def _memory(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().pss) / 1e6
    except (psutil.Error, AttributeError):
        return 0.0


def _processor(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def once(source: Path, folder: Path, engine: str | None, jobs: int) -> None:
    """Render in this process, and print figures as JSON."""
    stages = Stages()
    stages.start()
    with TimedSession(folder / "cache", jobs) as session:
        episode = audiorender.render(
            source, output=folder / "episode", session=session, engine=engine, watch=stages.watch
        )
        stages.end()
        spoken = {name: [one.calls, one.seconds, one.sound] for name, one in session.timed.items() if one.calls}
    voices = sorted({clip.voice for clip in episode.report.clips})
    figures = {"length": episode.timeline.frames, "voices": voices, "clips": episode.clips_made, "engines": spoken}
    print(json.dumps({**figures, "wall": stages.wall, "processor": stages.processor, "memory": stages.memory}))


def measure(what: str, source: Path, folder: Path, engine: str | None, jobs: int) -> None:
    """Render in a process of its own, and print what it took."""
    began = time.perf_counter()
    arguments = [source, "--once", folder, "--jobs", str(jobs), *(["--engine", engine] if engine else [])]
    ran = subprocess.run([sys.executable, __file__, *map(str, arguments)], stdout=subprocess.PIPE, check=True)
    wall = time.perf_counter() - began
    figures = json.loads(ran.stdout)
    spoke = sum(seconds for _, seconds, _ in figures["engines"].values())
    print(f"\n{what}: {for_people(figures['length'])}, {figures['clips']} clips made, {', '.join(figures['voices'])}")
    print(f"  {wall:.1f} s wall, engines spoke for {spoke:.1f} s", end="")
    print(f", wall / engine time {wall / spoke:.2f}" if spoke else "", end=f"; {wall - spoke:.1f} s more\n")
    for name, (calls, seconds, sound) in figures["engines"].items():
        print(f"  {name}: {calls} calls, {sound:.1f} s of sound in {seconds:.1f} s")
    for stage, seconds in figures["wall"].items():
        print(f"  {stage:20} {seconds:8.1f} s wall {figures['processor'][stage]:8.1f} s of processors")
    print(f"  memory at the peak, whole tree: {figures['memory']:.0f} MB", flush=True)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("source", nargs="?", type=Path, default=ROOT / "scripts" / "demo.md")
    arguments.add_argument("--engine", help="the engine to cast from (default: the best that is here)")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--keep", type=Path, metavar="FOLDER", help="keep cache and episode in this new folder")
    arguments.add_argument("--once", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.once:
        once(given.source, given.once, given.engine, given.jobs)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        measure("cold", given.source, folder, given.engine, given.jobs)
        measure("again", given.source, folder, given.engine, given.jobs)
        script = next((folder / "episode").glob("*.script.md"))
        edit_one_turn(script)
        measure("one turn changed", script, folder, given.engine, given.jobs)


if __name__ == "__main__":
    main()
