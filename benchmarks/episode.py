"""How long an episode takes, against what a user would otherwise wait for: ffmpeg encoding the finished WAV.

    python benchmarks/episode.py [SOURCE] [--jobs N] [--times N]

Default source: the demo, repeated to 30 minutes. Prints, from one run on one machine: a cold render (empty cache), the
same command again with nothing changed, one after a single edited turn, the plain encode with the same settings, and
the ratios: of seconds, and last of processor seconds, which hold on a busy machine too. Then the peak memory of the
whole process tree of one more cold render: that of the edited script, whose bytes must be the edited render's. Memory
is the proportional set size, in which shared pages count once.

Python may keep its compiled modules, as it does wherever a package was installed by pip: in a folder of the run's own,
and a first render that is not timed fills it.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from audiorender.audio import ffmpeg
from audiorender.script.file.scriptfile import parse_script
from audiorender.timecode import for_people

ROOT = Path(__file__).resolve().parent.parent
LONG = 30 * 60 * 48_000


class Memory(threading.Thread):
    """The largest proportional set size of a process and all its children, in MB, sampled `every` so many seconds."""

    def __init__(self, process: subprocess.Popen[bytes], every: float) -> None:
        super().__init__(daemon=True)
        self._process, self._every = process, every
        self.peak = 0.0

    def run(self) -> None:
        """Sample until the process ends."""
        while self._process.poll() is None:
            self.peak = max(self.peak, _tree(self._process.pid))
            time.sleep(self._every)


def _tree(pid: int) -> float:
    """Megabytes of the tree. A child that has not yet become another program still has its parent's memory: once.

    One that lasts is a copy, whose pages count where it has changed them.
    """
    total = 0
    try:
        root = psutil.Process(pid)
        name, processes = root.cmdline(), [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0.0
    for process in processes:
        try:
            if process is root or process.cmdline() != name or time.time() - process.create_time() > 1:
                total += getattr(process.memory_full_info(), "pss", 0) or process.memory_info().rss
        except psutil.Error:
            continue
    return total / 1e6


def environment_in(work: Path) -> dict[str, str]:
    """The environment of a command whose cache and compiled modules are in the folder `work`."""
    folders = {"AUDIORENDER_CACHE": str(work / "cache"), "PYTHONPYCACHEPREFIX": str(work / "compiled")}
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, **folders}


def cpu_seconds() -> float:
    """Processor seconds of all commands that have ended, and of all that they started and waited for."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def run(command: Sequence[str | Path], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and processor seconds that a command takes; its failure ends the benchmark."""
    started, spent = time.perf_counter(), cpu_seconds()
    code = subprocess.Popen([str(c) for c in command], env=environment, stdout=subprocess.DEVNULL).wait()
    if code:
        sys.exit(f"failed: {' '.join(str(c) for c in command)}")
    return time.perf_counter() - started, cpu_seconds() - spent


def peak_of(command: Sequence[str | Path], environment: dict[str, str], every: float = 0.05) -> tuple[float, float]:
    """Seconds and peak megabytes of a command, looked at `every` so many seconds, which slows it down a little."""
    started = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], env=environment, stdout=subprocess.DEVNULL)
    memory = Memory(process, every)
    memory.start()
    if process.wait():
        sys.exit(f"failed: {' '.join(str(c) for c in command)}")
    seconds = time.perf_counter() - started
    memory.join()
    return seconds, memory.peak


def repeated_demo(target: Path) -> Path:
    """The demo's body over and over, for an episode of half an hour."""
    text = (ROOT / "scripts" / "demo.md").read_text(encoding="utf-8")
    head, body = re.split(r"(?m)^---$\n", text, maxsplit=2)[1:]
    target.write_text(f"---\n{head}---\n" + "\n\n".join([body] * 8), encoding="utf-8")
    return target


def edit_one_turn(script: Path) -> None:
    """Change one word in the middle of a script, as a person would."""
    parsed = parse_script(script.read_text(encoding="utf-8"), script)
    middle = parsed.turns[len(parsed.turns) // 2]
    lines = script.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[middle.line - 1] = lines[middle.line - 1].rstrip("\n") + " Indeed.\n"
    script.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("source", nargs="?", type=Path)
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--times", type=int, default=3, help="runs of each, of which the median is taken")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.source, given.jobs, given.times)


def measure(work: Path, source: Path | None, jobs: int, times: int) -> None:
    """All the figures, in an empty folder `work`; cold renders and plain encodes take turns."""
    source = source.resolve() if source else repeated_demo(work / "long-demo.md")
    stem, output = source.stem, work / "episode"
    environment = environment_in(work)
    render: list[str | Path] = [
        *(sys.executable, "-m", "audiorender", "render", source),
        *("-o", output, "--jobs", str(jobs), "--quiet"),
    ]
    mp3, wav = output / f"{stem}.mp3", work / "finished.wav"
    encode: list[str | Path] = [
        ffmpeg.executable(),
        *["-v", "error", "-y", "-threads", "1", "-i"],
        wav,
        *["-c:a", "libmp3lame", "-b:a", "128k"],
    ]
    _compile(render, work, environment)
    cold, plain, unchanged, edited = [], [], [], []
    for _ in range(times):
        shutil.rmtree(work / "cache", ignore_errors=True)
        shutil.rmtree(output, ignore_errors=True)
        cold.append(run(render, environment))
        if not wav.exists():
            run([ffmpeg.executable(), *["-v", "error", "-y", "-i"], mp3, wav], environment)
        plain.append(run([*encode, work / "plain.mp3"], environment))
        unchanged.append(run(render, environment))
        edit_one_turn(output / f"{stem}.script.md")
        edited.append(run(render, environment))
    peak = _once_more(output / f"{stem}.script.md", mp3, work, environment)
    length = (wav.stat().st_size - 44) // 4
    print(f"episode  {for_people(length)} of stereo speech, {jobs} jobs, {os.cpu_count()} cores, median of {times}")
    base, busy = (statistics.median(each) for each in zip(*plain, strict=True))
    for name, runs in (("cold", cold), ("same", unchanged), ("edited", edited), ("encode", plain)):
        seconds, spent = zip(*runs, strict=True)
        middle, cpu = statistics.median(seconds), statistics.median(spent)
        spread = f"({min(seconds):.2f} to {max(seconds):.2f})"
        ratios = f"{middle / base:5.2f} of the plain encode   {spread}"
        print(f"{name:8} {middle:7.2f} s   {ratios}   {cpu:6.2f} CPU s   {cpu / busy:5.2f}")
    print(f"memory   {peak:7.0f} MB  at the peak of a cold render, whole process tree")


def _compile(render: Sequence[str | Path], work: Path, environment: dict[str, str]) -> None:
    """Render a few words, so that Python has compiled all that a render loads."""
    short = work / "short.md"
    short.write_text("Ann: How do you do?\n\nBen: Well, thank you.\n", encoding="utf-8")
    run([*render[:4], short, *render[5:]], environment)


def _once_more(script: Path, mp3: Path, work: Path, environment: dict[str, str]) -> float:
    """Peak megabytes of a cold render of an edited script. It ends the benchmark where its bytes are not `mp3`'s."""
    shutil.rmtree(work / "cache")
    output = work / "once more"
    _, peak = peak_of([sys.executable, "-m", "audiorender", "render", script, "-o", output, "--quiet"], environment)
    if (output / mp3.name).read_bytes() != mp3.read_bytes():
        sys.exit("a cold render of the edited script has other bytes")
    return peak


if __name__ == "__main__":
    main()
