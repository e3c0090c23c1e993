"""How long several formats take from one mix, against ffmpeg making the same from a finished WAV, and in what memory.

    python benchmarks/formats.py [--minutes 5] [--jobs N]

The episode is the demo, repeated; its clips are warm. Prints, from one run on one machine: the render to MP3, M4A,
Opus and FLAC (each encoded, decoded again and measured, tagged, read back), ffmpeg's four plain encodes one after the
other and all at once, the ratios, a render in which nothing has changed, and the peak memory of the process tree.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from episode import ROOT, peak_of

from audiorender.audio import ffmpeg

NAMES = ("mp3", "m4a", "opus", "flac")
OPTIONS = {
    "mp3": ["-c:a", "libmp3lame", "-b:a", "128k"],
    "m4a": ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "128k"],
    "opus": ["-c:a", "libopus", "-b:a", "80k", "-vbr", "constrained"],
    "flac": ["-c:a", "flac"],
}
DEMO_MINUTES = 4


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--minutes", type=int, default=5, help="about how long the episode is")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.minutes, given.jobs)


def measure(work: Path, minutes: int, jobs: int) -> None:
    """All the figures, in an empty folder `work`."""
    source, output = work / "talk.md", work / "talk"
    head, body = re.split(r"(?m)^---$\n", (ROOT / "scripts/demo.md").read_text(encoding="utf-8"), maxsplit=2)[1:]
    times = -(-minutes // DEMO_MINUTES)
    source.write_text(f"---\n{head}---\n" + "\n\n".join([body] * times), encoding="utf-8")
    environment = {**os.environ, "AUDIORENDER_CACHE": str(work / "cache")}
    render: list[str | Path] = [sys.executable, "-m", "audiorender", "render", source, "-o", output, "--quiet"]
    render += ["--jobs", str(jobs), "--format"]
    peak_of([*render, "wav"], environment)  # makes the clips, and what ffmpeg is given
    wav = work / "talk.wav"
    shutil.move(output / "talk.wav", wav)
    ours, peak = peak_of([*render, ",".join(NAMES)], environment)
    again, _ = peak_of([*render, ",".join(NAMES)], environment)
    commands = [[*_ffmpeg(wav), *OPTIONS[name], str(work / f"plain.{name}")] for name in NAMES]
    alone = sum(peak_of(command, environment)[0] for command in commands)
    together = _at_once(commands)
    print(
        f"episode   {wav.stat().st_size / 192_000 / 60:.0f} minutes of stereo speech, {jobs} jobs: {', '.join(NAMES)}"
    )
    print(f"render    {ours:7.2f} s, measured, tagged, read back; {ours / alone:.2f} of the encodes one by one")
    print(f"ffmpeg    {alone:7.2f} s one by one, {together:.2f} s at once (ours takes {ours / together:.2f} of that)")
    print(f"again     {again:7.2f} s when nothing has changed")
    print(f"memory    {peak:7.0f} MB at the peak, whole process tree")


def _ffmpeg(wav: Path) -> list[str]:
    return [ffmpeg.executable(), "-v", "error", "-y", "-threads", "1", "-i", str(wav), "-map", "0:a"]


def _at_once(commands: list[list[str]]) -> float:
    """Seconds until all of them have ended."""
    started = time.perf_counter()
    running = [subprocess.Popen(command) for command in commands]
    if any(process.wait() for process in running):
        sys.exit("an encode failed")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
