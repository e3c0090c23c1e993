"""What a second worker brings with a slow engine, and that a killed one loses nothing.

    python benchmarks/cluster.py [--minutes 4]

A scheduler and workers of two threads on this machine, each a process of its own. The engine sleeps half a second for
each second of sound. Prints the seconds of a render with one worker, with two, and with two of which one is killed in
the middle, all from one run, and in brackets those of its speaking stage, which does not depend on how busy the cores
are; the ratio of the first two; and whether all have the bytes of a render without a cluster.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from distributed import LocalCluster
from slow_engine import script

import audiorender

Workers = list[subprocess.Popen[bytes]]


def prepare(folder: Path, minutes: float) -> None:
    """Voices, two talks, and the metadata by which every process finds the slow engine."""
    (folder / "tones").mkdir()
    for name, pitch in (("low", 220), ("high", 330)):
        profile = f'engine = "sleeping"\nabout = "A sine."\nlanguage = "en"\n\n[options]\npitch = {pitch}\n'
        (folder / "tones" / f"{name}.toml").write_text(profile)
    (folder / "slow.script.md").write_text(script(minutes))
    (folder / "first.script.md").write_text(script(0.5).replace("Number", "First"))
    info = folder / "sleeping_engine-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sleeping-engine\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[audiorender.engines]\nsleeping = slow_engine:ENGINE\n")
    sys.path.insert(0, str(folder))
    os.environ["PYTHONPATH"] = os.pathsep.join((str(folder), str(Path(__file__).parent)))


@contextmanager
def workers(address: str, count: int) -> Iterator[Workers]:
    """So many workers of two threads."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "2"]
    with ExitStack() as ends:
        started = []
        for _ in range(count):
            process = subprocess.Popen(
                [*command, "--no-nanny", "--no-dashboard"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            ends.callback(process.wait)
            ends.callback(process.kill)
            started.append(process)
        yield started


def rendered(
    folder: Path, place: str, cluster: audiorender.Cluster | None, watch: Callable[[audiorender.Progress], None]
) -> tuple[float, float, bytes]:
    """Seconds of a render with an empty cache, and of its speaking, and its bytes; workers are warm."""
    times: dict[str, float] = {}

    def timed(progress: audiorender.Progress) -> None:
        times.setdefault(progress.stage, time.monotonic())
        watch(progress)

    project = audiorender.Project(voices=(folder / "tones",), room=False)
    with audiorender.Session(cache=folder / place / "cache", executor=cluster) as session:
        audiorender.render(folder / "first.script.md", output=folder / place, settings=project, session=session)
        began = time.monotonic()
        episode = audiorender.render(
            folder / "slow.script.md", output=folder / place, settings=project, session=session, watch=timed
        )
        speaking = times["laying out"] - times["speaking"]
        return time.monotonic() - began, speaking, episode.audio.read_bytes()


def main() -> None:
    """Render four times, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=4.0)
    asked = parser.parse_args()
    os.environ.pop("AUDIORENDER_PLUGINS", None)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        prepare(folder, asked.minutes)
        seconds: dict[str, float] = {}
        speaking: dict[str, float] = {}
        made: dict[str, bytes] = {}
        _, _, alone = rendered(folder, "alone", None, lambda _: None)
        for name, count in (("one", 1), ("two", 2), ("killed", 2)):
            with (
                LocalCluster(
                    n_workers=0, processes=False, protocol="tcp://", host="127.0.0.1", dashboard_address=":0"
                ) as scheduler,
                workers(scheduler.scheduler_address, count) as processes,
                audiorender.Cluster(scheduler.scheduler_address, deadline=60) as cluster,
            ):
                while cluster.threads() < 2 * count:
                    time.sleep(0.1)

                def watch(progress: audiorender.Progress, kill: bool = name == "killed") -> None:
                    half = progress.total is not None and progress.done == progress.total // 2
                    if kill and half and progress.stage is audiorender.Stage.SPEAKING:
                        processes[0].kill()

                seconds[name], speaking[name], made[name] = rendered(folder, name, cluster, watch)
    for name, told in (("one", "one worker of two threads"), ("two", "two"), ("killed", "two, and one was killed")):
        print(f"{told}: {seconds[name]:.1f} s ({speaking[name]:.1f} s)")
    whole, stage = seconds["two"] / seconds["one"], speaking["two"] / speaking["one"]
    print(f"two workers take {whole:.2f} of one ({stage:.2f})")
    same = all(each == alone for each in made.values())
    print(f"the bytes are {'those' if same else 'NOT those'} of a render without a cluster")


if __name__ == "__main__":
    main()
