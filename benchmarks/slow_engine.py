"""How near a render with a slow engine comes to the least it can take: the engine's time divided by its workers.

    python benchmarks/slow_engine.py [--workers 8] [--minutes 8]

The engine sleeps half a second for each second of sound. Prints the seconds that it slept, those of the whole speaking
stage and those of the render, from one run, and the ratio of the speaking stage and of the render to the least.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from threading import Lock

import audiorender
from audiorender.model import Options, Speech
from audiorender.tts.engines import found, tone

SLOWNESS = 0.5
"""Seconds that it sleeps for a second of sound."""


WORDS = "the harbour bell rings when the wind turns and every boat in the bay comes home before the rain"


class SleepingEngine(tone.ToneEngine):
    """The tone engine, as slow as a server that is far away."""

    slept = 0.0
    _lock = Lock()

    def speak(self, text: str, options: Options) -> Speech:
        """As the tone engine does, late."""
        speech = super().speak(text, options)
        wait = SLOWNESS * len(speech.pcm) / 2 / speech.rate
        time.sleep(wait)
        with self._lock:
            SleepingEngine.slept += wait
        return speech


ENGINE = replace(tone.ENGINE, name="sleeping", open=SleepingEngine)
"""The same under a name of its own, for workers in other processes (cluster.py)."""


def slow(workers: int) -> None:
    """Have the tone engine sleep, and take `workers` texts at once."""
    info = replace(tone.ENGINE, open=SleepingEngine, at_once=workers)
    tone.ENGINE = info
    found.engine_info.cache_clear()


def script(minutes: float) -> str:
    """A talk of about so many minutes."""
    words = WORDS.split()
    lines: list[str] = []
    characters = 0
    while characters * 0.06 < minutes * 60:
        number = len(lines)
        text = f"Number {number}: " + " ".join(words[(number + k) % len(words)] for k in range(10 + number % 17)) + "."
        lines.append(f"{'Ada' if number % 2 else 'Ben'}: {text}")
        characters += len(text)
    head = "---\naudiorender: 1\ntitle: Slow\ncast:\n  Ada: low\n  Ben: high\n---\n\n"
    return head + "\n\n".join(lines) + "\n"


def main() -> None:
    """Render once, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=8.0)
    asked = parser.parse_args()
    slow(asked.workers)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "tones").mkdir()
        for name, pitch in (("low", 220), ("high", 330)):
            profile = f'engine = "tone"\nabout = "A sine."\nlanguage = "en"\n\n[options]\npitch = {pitch}\n'
            (folder / "tones" / f"{name}.toml").write_text(profile)
        (folder / "slow.script.md").write_text(script(asked.minutes))
        times: dict[str, float] = {}

        def watch(progress: audiorender.Progress) -> None:
            times.setdefault(progress.stage, time.monotonic())

        with audiorender.Session(cache=folder / "cache") as session:
            project = audiorender.Project(voices=(folder / "tones",), room=False)
            audiorender.render(
                folder / "slow.script.md", output=folder / "out", settings=project, session=session, watch=watch
            )
            whole = time.monotonic() - times["reading"]
        speaking = times["laying out"] - times["speaking"]
    least = SleepingEngine.slept / asked.workers
    print(f"engine {SleepingEngine.slept:.1f} s with {asked.workers} workers: at least {least:.1f} s")
    print(f"speaking {speaking:.1f} s ({speaking / least:.2f}), the whole render {whole:.1f} s ({whole / least:.2f})")


if __name__ == "__main__":
    main()
