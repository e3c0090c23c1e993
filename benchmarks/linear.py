"""Whether a text ten times as long takes ten times as long: the ratio of processor seconds, `script` and its parts.

    python benchmarks/linear.py

An interview of 1 and 10 MB by the command `script`; in this process, chats of 0.25 and 2 MB and runs of 10,000 and
100,000 open brackets as drafts. At most 11, 8.8 and 11 is linear.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from long import WORDS

from audiorender.script.builder import draft
from audiorender.script.reading.source import read_text

LIMIT = 100_000_000


def interview(size: int) -> str:
    """Questions and answers by label, about so many bytes."""
    draw = random.Random(size)  # noqa: S311
    parts, length = ["# A talk\n"], 0
    while length < size:
        name = "Ada" if len(parts) % 2 else "Ben"
        parts.append(f"{name}: {' '.join(draw.choices(WORDS, k=40)).capitalize()}{'?' if name == 'Ada' else '.'}\n")
        length += len(parts[-1]) + 1
    return "\n".join(parts)


def chat(size: int) -> str:
    """Messages with their times, about so many bytes."""
    draw = random.Random(size)  # noqa: S311
    lines: list[str] = []
    length = 0
    while length < size:
        at = len(lines)
        when = f"[{1 + at // 1440 % 28:02d}/03/2024, {at // 60 % 24:02d}:{at % 60:02d}:00]"
        lines.append(f"{when} {draw.choice(['Ada', 'Ben'])}: {' '.join(draw.choices(WORDS, k=9))}.\n")
        length += len(lines[-1])
    return "".join(lines)


def brackets(count: int) -> str:
    """An answer with so many brackets that nobody closes."""
    return f"Ada: What did you write?\n\nBen: This: {'[' * count}\n\nAda: I see.\n"


def drafted(text: str) -> float:
    """Processor seconds for a draft of the script."""
    source, before = read_text(text, "text", LIMIT), time.process_time()
    draft(source)
    return time.process_time() - before


def by_command(text: str) -> float:
    """Processor seconds of the command `script`."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "talk.md"
        source.write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "audiorender",
            "script",
            source,
            "-o",
            Path(folder) / "out",
            "--quiet",
        ]
        subprocess.run(command, check=True, env={**os.environ, "AUDIORENDER_CACHE": folder})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    drafted(interview(10_000))
    for name, measure, make, sizes in (
        ("interview, bytes", by_command, interview, (1_000_000, 10_000_000)),
        ("chat, bytes", drafted, chat, (250_000, 2_000_000)),
        ("open brackets", drafted, brackets, (10_000, 100_000)),
    ):
        small, large = (measure(make(size)) for size in sizes)
        print(
            f"{name:17} {sizes[0]:>9,} {small:6.2f} s   {sizes[1]:>10,} {large:6.2f} s   {large / small:5.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
