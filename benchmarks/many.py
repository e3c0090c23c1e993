"""Many episodes in one command: how long a dry run of thousands takes, and whether a hundred cost more than one.

    python benchmarks/many.py [--episodes 10000] [--words 40] [--hundred 100] [--jobs N]

First a manifest of so many sources, each an interview of about so many words and different from the others, by
`render MANIFEST --dry-run`: its seconds, processor seconds and peak memory. Then the scripts of five minutes each,
rendered with an empty cache in one command, against one script of the same turns in a row: an hour of sound each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from episode import cpu_seconds, environment_in, peak_of
from long import SECONDS_A_TURN, WORDS, talk

FIVE_MINUTES = round(300 / SECONDS_A_TURN)
"""Turns."""


def interview(number: int, words: int) -> str:
    """A source of about so many words, unlike that of any other number."""
    draw = random.Random(number)  # noqa: S311  the same interview every time
    lines = [f"# Episode {number}\n"]
    said = 0
    while said < words:
        for speaker, count, end in (("Ann", 6, "?"), ("Ben", 14, ".")):
            text = " ".join(draw.choices(WORDS, k=count)).capitalize()
            lines.append(f"{speaker}: {text}{end}\n")
            said += count
    return "\n".join(lines)


def dry_run(work: Path, episodes: int, words: int) -> None:
    """Plan them all and print what it took."""
    listed = []
    for number in range(episodes):
        (work / f"talk-{number}.md").write_text(interview(number, words), encoding="utf-8")
        listed.append(json.dumps({"source": f"talk-{number}.md"}) + "\n")
    manifest = work / "episodes.jsonl"
    manifest.write_text("".join(listed), encoding="utf-8")
    environment = environment_in(work)
    render = [sys.executable, "-m", "audiorender", "render"]
    peak_of([*render, work / "talk-0.md", "--dry-run", "--quiet"], environment)  # what Python loads is compiled
    started = cpu_seconds()
    seconds, peak = peak_of([*render, manifest, "--dry-run", "--quiet", "-o", work / "out"], environment, every=0.25)
    spent = cpu_seconds() - started
    print(f"dry run of {episodes} episodes of {words} words: {seconds:.0f} s, {spent:.0f} CPU s, {peak:.0f} MB")


def hundred(work: Path, episodes: int, jobs: int) -> None:
    """Render so many scripts of five minutes, and the same turns as one, and print what an hour of each took."""
    texts = [_numbered(number) for number in range(episodes)]
    for number, text in enumerate(texts):
        (work / f"part-{number}.script.md").write_text(text, encoding="utf-8")
    head, _, first = texts[0].partition("\n# ")
    whole = head + "".join(f"\n# {text.partition(chr(10) + '# ')[2]}" for text in texts)
    assert first in whole  # noqa: S101
    (work / "whole.script.md").write_text(whole, encoding="utf-8")
    environment = environment_in(work)
    parts = [work / f"part-{number}.script.md" for number in range(episodes)]
    for name, sources in (("one long one", [work / "whole.script.md"]), (f"{episodes} of 5 minutes", parts)):
        environment["AUDIORENDER_CACHE"] = str(work / f"cache of {name}")
        out = work / name
        began, started = time.perf_counter(), cpu_seconds()
        render: list[str | Path] = [sys.executable, "-m", "audiorender", "render", *sources, "-o", out, "--quiet"]
        _, peak = peak_of([*render, "--jobs", str(jobs)], environment, every=0.25)
        hours = sum(json.loads(each.read_text("utf-8"))["samples"] for each in out.rglob("report.json")) / 48_000 / 3600
        seconds, spent = (time.perf_counter() - began) / hours, (cpu_seconds() - started) / hours
        print(f"{name:20} {hours:5.2f} h: {seconds:5.0f} s and {spent:5.0f} CPU s an hour, {peak:4.0f} MB", flush=True)


def _numbered(number: int) -> str:
    """A script of five minutes, its words unlike those of other numbers."""
    text = "\n".join(talk(FIVE_MINUTES))
    draw = random.Random(number)  # noqa: S311
    order = dict(zip(WORDS, draw.sample(WORDS, len(WORDS)), strict=True))
    head, mark, body = text.partition("\n# ")
    lines = []
    for line in body.split("\n"):
        speaker, colon, said = line.partition(": ")
        words = [
            order.get(word.strip(".?").casefold(), word.strip(".?")) + word[len(word.rstrip(".?")) :]
            for word in said.split()
        ]
        lines.append(f"{speaker}{colon}{' '.join(words)}" if colon else line)
    return head + mark + "\n".join(lines)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--episodes", type=int, default=10_000)
    arguments.add_argument("--words", type=int, default=40)
    arguments.add_argument("--hundred", type=int, default=100, help="scripts of five minutes; 0 for none")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dry_run(Path(folder), given.episodes, given.words)
    if given.hundred:
        with tempfile.TemporaryDirectory() as folder:
            hundred(Path(folder), given.hundred, given.jobs)


if __name__ == "__main__":
    main()
