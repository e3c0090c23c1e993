"""Where a render's CPU seconds go, stage by stage, over all threads and processes: the table of docs/performance.md.

    python benchmarks/stages.py SOURCE [--jobs N] [--warm]

Each stage is a function that is timed with the clock of its thread, without what other stages take inside it; ffmpeg
and the voice workers are processes whose times the system reports when they end. `--warm` renders once before.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

STAGES = {
    "ask ffmpeg its version": ["audiorender.audio.ffmpeg.version"],
    "read and attribute": ["audiorender.produce.render.episode.open_script"],
    "spoken forms": ["audiorender.produce.render.episode.paragraphs"],
    "clips: trim, resample, level": ["audiorender.tts.synthesis.saying.make_clip"],
    "cover": ["audiorender.produce.render.beside.artwork.artwork"],
    "lay out": ["audiorender.produce.planning.lay_out"],
    "plan the loudness": ["audiorender.produce.planning.plan_master"],
    "mix": ["audiorender.mixer.mix.Mixer.mixed"],
    "limiter": ["audiorender.mixer.mix.master"],
    "decode and measure": ["audiorender.mixer.encoding.pieces._measured"],
    "store": ["audiorender.store.Store.get", "audiorender.store.Store.here", "audiorender.store.Store.put"],
    "join, hash and read back": [
        "audiorender.produce.render.audio.files.assemble",
        "audiorender.produce.render.audio.files.sha256",
        "audiorender.produce.render.audio.files.verify",
    ],
    "sidecars and page": ["audiorender.produce.render.beside.writing.write_beside"],
    "report": ["audiorender.produce.render.finishing.episode_report"],
    "check": ["audiorender.produce.check.files.check_rendered"],
}


class Times:
    """CPU seconds by stage; one stage inside another counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._inside = threading.local()

    def add(self, stage: str, seconds: float, calls: int = 1) -> None:
        """Count these seconds."""
        with self._lock:
            self.seconds[stage] += seconds
            self.calls[stage] += calls

    def watch(self, stage: str, path: str) -> None:
        """Time the function at a dotted path from now on."""
        owner, name = _owner(path)
        function: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            outer = getattr(self._inside, "taken", 0.0)
            self._inside.taken = 0.0
            started = time.thread_time()
            try:
                return function(*given, **named)
            finally:
                spent = time.thread_time() - started
                self.add(stage, spent - self._inside.taken)
                self._inside.taken = outer + spent

        setattr(owner, name, timed)


def _owner(path: str) -> tuple[Any, str]:
    parts = path.split(".")
    for count in range(len(parts) - 1, 0, -1):
        try:
            owner: Any = importlib.import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for name in parts[count:-1]:
            owner = getattr(owner, name)
        return owner, parts[-1]
    raise ValueError(path)


def _watch_processes(times: Times) -> None:
    """Count each child process's seconds under its program when it is waited for."""
    programs: dict[int, str] = {}
    started, waited = subprocess.Popen.__init__, os.waitpid

    def start(process: subprocess.Popen[Any], command: Any, *given: Any, **named: Any) -> None:
        started(process, command, *given, **named)
        first = str(command if isinstance(command, str) else command[0])
        programs[process.pid] = "ffmpeg" if "ffmpeg" in first else "voice workers"

    def wait(pid: int, options: int, /) -> tuple[int, int]:
        if pid not in programs:
            return waited(pid, options)
        found, status, usage = os.wait4(pid, options)
        if found:
            times.add(programs[pid], usage.ru_utime + usage.ru_stime)
        return found, status

    subprocess.Popen.__init__ = start  # type: ignore[method-assign,assignment]
    os.waitpid = wait


def main() -> None:
    """Render once and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("source", type=Path)
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--warm", action="store_true", help="render once before, so that all is in the store")
    given = arguments.parse_args()
    source = given.source.resolve()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AUDIORENDER_CACHE"] = str(Path(folder) / "cache")
        output = Path(folder) / "episode"
        if given.warm:
            command = [sys.executable, "-m", "audiorender", "render", str(source), "-o", str(output), "--quiet"]
            subprocess.run(command, check=True)
        _measure(source, output, given.jobs)


def _measure(source: Path, output: Path, jobs: int) -> None:
    times = Times()
    start = time.process_time()
    import audiorender
    import audiorender.produce.render.finishing

    loaded = time.process_time() - start
    for stage, paths in STAGES.items():
        for path in paths:
            times.watch(stage, path)
    _watch_processes(times)
    began, spent = time.perf_counter(), time.process_time()
    with audiorender.Session(jobs=jobs) as session:
        episode = audiorender.render(source, output=output, session=session)
    seconds, own = time.perf_counter() - began, time.process_time() - spent
    inside = sum(value for stage, value in times.seconds.items() if stage in STAGES)
    times.add("load modules", loaded)
    times.add("the rest", own - inside)
    print(f"{episode.summary()}\n\n| stage | CPU s | times |\n|---|---|---|")
    for stage, value in sorted(times.seconds.items(), key=lambda row: -row[1]):
        print(f"| {stage} | {value:.2f} | {times.calls[stage]} |")
    print(f"| all | {sum(times.seconds.values()):.2f} | |\n\n{seconds:.1f} s of wall time, {jobs} jobs")


if __name__ == "__main__":
    main()
