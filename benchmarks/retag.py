"""How long new chapters in a large file take, against what a user would take instead.

    python benchmarks/retag.py [--size MB] [--rounds N]

Makes an MP3 of 100 MB with 40 chapters and a cover, then gives it 40 other chapters of the same size: by the whole
command `audiorender chapters` (the file has no Info frame, so it counts the frames too), by `write_tags` alone, by
mutagen's own `save` (in place, not safe against a full disk or a kill) and by `ffmpeg -c copy` (into a new file).
Every way runs in a process of its own, in turns; printed are the medians of wall time and of the largest memory, and
`cp` with `sync` for what the disk alone takes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from PIL import Image

from audiorender.audio import ffmpeg
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags.mp3 import id3_tag

FRAME = b"\xff\xfb\x94\x40" + bytes(380)
"""Silence: stereo, 128 kbit/s, 48 kHz, 24 ms."""

OURS = """
import sys
from pathlib import Path
from audiorender.model import Chapter, RATE
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags import write_tags
path, end = Path(sys.argv[1]), int(sys.argv[2])
write_tags(path, Edit(chapters=tuple(Chapter(n * end // 40, (n + 1) * end // 40, f"Part {n:02d}") for n in range(40))))
"""

MUTAGEN = """
import sys
from mutagen.id3 import CHAP, ID3, TIT2
tag, end = ID3(sys.argv[1]), int(sys.argv[2]) // 48
tag.delall("CHAP")
for n in range(40):
    title = [TIT2(encoding=0, text=f"Part {n:02d}")]
    tag.add(CHAP(element_id=f"chp{n}", start_time=n * end // 40, end_time=(n + 1) * end // 40, sub_frames=title))
tag.save(v2_version=3)
"""


def make(path: Path, size: int) -> int:
    """A file of `size` MB; how many samples it holds."""
    frames = size * 1_000_000 // len(FRAME)
    end = frames * 1152
    chapters = tuple(Chapter(n * end // 40, (n + 1) * end // 40, f"Teil {n:02d}") for n in range(40))
    cover = BytesIO()
    Image.effect_noise((1400, 1400), 60).save(cover, "JPEG", quality=30)
    with path.open("wb") as file:
        file.write(id3_tag(Edit.of(Meta("A long talk"), chapters, cover=cover.getvalue())))
        for _ in range(frames // 1000):
            file.write(FRAME * 1000)
    return end


def measured(command: list[str]) -> tuple[float, float]:
    """Wall time in seconds and the largest memory in MB of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"failed: {command[:3]}")
    return took, usage.ru_maxrss / 1024


def ways(path: Path, end: int) -> dict[str, list[str]]:
    """The commands that are compared."""
    listed, copy = path.with_suffix(".txt"), path.with_name("copy.mp3")
    starts = [n * end // 40 for n in range(41)]
    listed.write_text(
        ";FFMETADATA1\n"
        + "".join(
            f"[CHAPTER]\nTIMEBASE=1/{RATE}\nSTART={a}\nEND={b}\ntitle=Part {n:02d}\n"
            for n, (a, b) in enumerate(pairwise(starts))
        ),
        encoding="utf-8",
    )
    inputs = ["-i", str(path), "-i", str(listed)]
    copied = ["-map", "0:a", "-map_metadata", "0", "-map_chapters", "1", "-c", "copy", "-id3v2_version", "3", str(copy)]
    return {
        "the command": [sys.executable, "-m", "audiorender", "chapters", str(path), "--from", str(listed), "--quiet"],
        "write_tags": [sys.executable, "-c", OURS, str(path), str(end)],
        "mutagen save": [sys.executable, "-c", MUTAGEN, str(path), str(end)],
        "ffmpeg -c copy": [ffmpeg.executable(), "-y", "-v", "error", *inputs, *copied],
        "cp, sync": ["sh", "-c", f"cp '{path}' '{copy}' && sync '{copy}'"],
        "python alone": [sys.executable, "-c", "import mutagen.id3"],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100, help="MB")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talk.mp3"
        commands = ways(path, make(path, options.size))
        figures: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(options.rounds):
            for name, command in commands.items():
                figures[name].append(measured(command))
    print(f"{options.size} MB, {options.rounds} rounds, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, each in figures.items():
        times, sizes = zip(*each, strict=True)
        print(
            f"{name:15} {statistics.median(times):6.2f} s (from {min(times):.2f} to {max(times):.2f}),"
            f" {statistics.median(sizes):4.0f} MB"
        )


if __name__ == "__main__":
    main()
