"""Whether time an hour and memory stay flat as an episode grows, and with very many turns or speakers.

    python benchmarks/long.py [--hours 0.5,10] [--jobs N]

Renders scripts of the embedded voices with an empty cache, each paragraph another text: one of each length, one of
20,000 turns of one word, and one of 200 speakers. Prints for each its length, the seconds and the processor seconds an
hour of sound, the peak memory of the whole process tree (`episode.py` says how), and what an edited turn then takes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from episode import cpu_seconds, edit_one_turn, environment_in, peak_of

from audiorender.timecode import for_people

WORDS = [
    "harbour",
    "bell",
    "boat",
    "morning",
    "tide",
    "letter",
    "market",
    "garden",
    "window",
    "kitchen",
    "winter",
    "teacher",
    "river",
    "station",
    "bread",
    "salt",
    "summer",
    "engine",
    "paper",
    "music",
    "sister",
    "village",
    "mountain",
    "engineer",
    "museum",
    "captain",
    "weather",
    "carpenter",
    "orchard",
    "lighthouse",
    "remember",
    "carried",
    "opened",
    "followed",
    "painted",
    "answered",
    "counted",
    "borrowed",
    "mended",
    "waited",
    "listened",
    "believed",
    "promised",
]

SECONDS_A_TURN = 11.0
"""About what two sentences of `_sentence` take."""


def _sentence(draw: random.Random) -> str:
    return " ".join(draw.choices(WORDS, k=draw.randint(9, 16))).capitalize() + draw.choice(".?.")


def talk(turns: int, speakers: int = 2, sentences: int = 2) -> Iterator[str]:
    """A script of so many turns, a chapter every hundred; with no `sentences`, of one word each."""
    draw = random.Random(turns)  # noqa: S311  the same talk every time
    names = [f"Speaker{chr(65 + n // 26)}{chr(97 + n % 26)}" for n in range(speakers)]
    yield "---\naudiorender: 1\ntitle: Long\ncast:\n" + "".join(f"  {name}:\n" for name in names) + "---\n"
    for number in range(turns):
        if number % 100 == 0:
            yield f"# Part {number // 100 + 1}\n"
        said = " ".join(_sentence(draw) for _ in range(sentences)) or draw.choice(WORDS).capitalize() + "."
        yield f"{names[number % speakers]}: {said}\n"


def measure(name: str, script: str, jobs: int) -> None:
    """Render it, print its row."""
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder) / "long.script.md", Path(folder) / "episode"
        source.write_text(script, encoding="utf-8")
        environment = environment_in(Path(folder))
        render: list[str | Path] = [
            sys.executable,
            "-m",
            "audiorender",
            "render",
            source,
            "-o",
            output,
            "--quiet",
            "--jobs",
            str(jobs),
        ]
        started = cpu_seconds()
        seconds, peak = peak_of(render, environment, every=0.25)
        cold = cpu_seconds()
        samples = json.loads((output / "report.json").read_text(encoding="utf-8"))["samples"]
        edit_one_turn(output / "long.script.md")
        edited, peak_again = peak_of([*render[:4], output / "long.script.md", *render[5:]], environment, every=0.25)
        hours = samples / 48_000 / 3600
        times = f"{seconds / hours:6.0f} s and {(cold - started) / hours:6.0f} CPU s an hour, {peak:4.0f} MB"
        again = f"edited {edited:5.1f} s and {cpu_seconds() - cold:5.1f} CPU s, {peak_again:4.0f} MB"
        print(f"{name:24} {for_people(samples):>9}  {times}; {again}", flush=True)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--hours", default="0.5,10", help="lengths of the ordinary scripts")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--plain", action="store_true", help="leave out the many turns and the many speakers")
    given = arguments.parse_args()
    for hours in map(float, given.hours.split(",")):
        measure(f"{hours:g} h of 2 speakers", "\n".join(talk(round(hours * 3600 / SECONDS_A_TURN))), given.jobs)
    if not given.plain:
        measure("20,000 turns of a word", "\n".join(talk(20_000, sentences=0)), given.jobs)
        measure("200 speakers", "\n".join(talk(400, speakers=200)), given.jobs)


if __name__ == "__main__":
    main()
