"""How long `audiorender check` takes, against ffmpeg measuring loudness and true peak of the same file.

    python benchmarks/check.py [AUDIO] [--minutes N] [--rounds N]

Without AUDIO it makes an MP3 of 27 minutes: noise in syllables, stereo, 128 kbit/s. Every way runs in a process of its
own, in turns; printed are the medians of wall time, of processor time (children included) and of the largest memory.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from audiorender.audio import ffmpeg


def make(path: Path, minutes: int) -> Path:
    """An MP3 that comes and goes like speech."""
    noise = f"anoisesrc=color=pink:sample_rate=48000:duration={minutes * 60}:amplitude=0.4"
    gate = "tremolo=f=3:d=0.9,volume=-4dB,aformat=channel_layouts=stereo"
    command = ["-f", "lavfi", "-i", noise, "-af", gate, "-c:a", "libmp3lame", "-b:a", "128k", "-y", str(path)]
    subprocess.run([ffmpeg.executable(), "-v", "error", *command], check=True)
    return path


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall time and processor time in seconds, and the largest memory in MB, of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - start
    if process.returncode not in {0, 1, 3}:  # what was found does not matter here
        raise SystemExit(f"failed: {command[:3]}")
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("audio", nargs="?", type=Path)
    parser.add_argument("--minutes", type=int, default=27)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = str(options.audio or make(Path(folder) / "talk.mp3", options.minutes))
        ways = {
            "audiorender check": [sys.executable, "-m", "audiorender", "check", path, "--json"],
            "ffmpeg ebur128": [ffmpeg.executable(), "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"],
            "ffmpeg decoding": [ffmpeg.executable(), "-v", "error", "-i", path, "-f", "null", "-"],
        }
        figures: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
        for _ in range(options.rounds):
            for name, command in ways.items():
                figures[name].append(measured(command))
    print(f"{options.rounds} rounds, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, each in figures.items():
        wall, processor, memory = (statistics.median(column) for column in zip(*each, strict=True))
        print(f"{name:18} {wall:6.2f} s, {processor:6.2f} s of processor time, {memory:4.0f} MB")


if __name__ == "__main__":
    main()
