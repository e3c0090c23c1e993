"""What music costs a render: python benchmarks/music.py [SOURCE] [--bed FILE] [--times 3]

The source (default: a talk of a quarter of an hour in which no paragraph comes twice) is rendered in a process of its
own each time: without music, with our own intro, bed, stings and outro, and with a bed from FILE (default: four
minutes, and then an hour, of noise that swells, made for this). Each has an empty cache, and then one that holds all
but the encoded pieces, as after a change of the settings. Printed are the processor seconds of the whole process tree
and the most memory that it had (proportional set size), each as a median, and in times of the render without music;
then the same seconds for an hour of finished sound.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from episode import peak_of
from long import SECONDS_A_TURN, talk

from audiorender.audio import ffmpeg
from audiorender.folder import REPORT

PLAIN = "no music"
NOISE = "anoisesrc=color=pink:duration={}:seed=7:amplitude=0.3,tremolo=f=0.2:d=0.6"
MADE = {"a bed of four minutes": 240, "a bed of an hour": 3600}


def spent() -> float:
    """Processor seconds of all children that have ended, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def once(source: Path, work: Path, settings: str, *, empty: bool) -> tuple[float, float, float]:
    """Processor seconds and megabytes of one render with these settings, and the seconds that it is heard."""
    shutil.rmtree(work / "cache" if empty else work / "cache" / "piece", ignore_errors=True)
    shutil.rmtree(work / "episode", ignore_errors=True)
    (work / "audiorender.toml").write_text(settings, encoding="utf-8")
    command: list[str | Path] = [sys.executable, "-m", "audiorender", "render", source, "-o", work / "episode"]
    before = spent()
    _, peak = peak_of([*command, "--quiet"], {**os.environ, "AUDIORENDER_CACHE": str(work / "cache")})
    seconds = spent() - before
    report = json.loads((work / "episode" / REPORT).read_text("utf-8"))
    return seconds, peak, report["samples"] / report["rate"]


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("source", nargs="?", type=Path)
    arguments.add_argument("--bed", type=Path, help="a file of music (default: an hour of it is made)")
    arguments.add_argument("--times", type=int, default=3, help="runs of each, of which the median is taken")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = work / "talk.script.md"
        script = given.source.read_text("utf-8") if given.source else "\n".join(talk(round(900 / SECONDS_A_TURN)))
        source.write_text(script, "utf-8")
        settings = {PLAIN: "", "our own": 'music = "own"\n'}
        for what, seconds in {"a bed from a file": 0}.items() if given.bed else MADE.items():
            bed = work / (f"bed{given.bed.suffix}" if given.bed else f"{seconds}.flac")
            settings[what] = f'bed = "{bed.name}"\n'
            made = ("-f", "lavfi", "-i", NOISE.format(seconds), "-ac", "2", bed)
            if given.bed:
                shutil.copy(given.bed, bed)
            else:
                subprocess.run([ffmpeg.executable(), "-v", "error", *made], check=True)
        os.chdir(work)
        for empty in (True, False):
            found = defaultdict(list)
            for _ in range(given.times):
                for what, text in settings.items():
                    found[what].append(once(source, work, text, empty=empty))
            print("empty cache" if empty else "all but the encoded pieces in the cache")
            plain = [statistics.median(run) for run in zip(*found[PLAIN], strict=True)]
            for what, runs in found.items():
                seconds, peak, heard = (statistics.median(run) for run in zip(*runs, strict=True))
                times = f"{seconds / plain[0]:5.2f} {peak / plain[1]:5.2f}"
                hour = f"{seconds * 3600 / heard:6.1f} s an hour {seconds / heard * plain[2] / plain[0]:5.2f}"
                print(f"  {what:22} {seconds:6.1f} s {peak:6.0f} MB   {times}   {hour}", flush=True)


if __name__ == "__main__":
    main()
