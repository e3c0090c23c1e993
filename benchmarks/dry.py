"""Whether dry voices are better in a small room, or without their lowest tones: judges with real weights.

    judges/bin/python benchmarks/dry.py --whisper FOLDER [VOICE ...]

The environment `judges` and its weights are those of `voices.py`. Each voice (default: the two leads, a Klatt source
and a plain voice) says the same 24 sentences without a room, in the small room of its engine, and without a room above
80 Hz. Printed are the words that the recogniser hears wrongly
(in %), DistillMOS and DNSMOS. The predictors also reward plain hiss, so only a gain at no cost in words counts.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from judges import RATE, Judges, Sound

from audiorender.tts.voices import load_voices
from voices import HERE, WINDOW, spoken, wrong

LOWEST = 80.0
"""Hz below which the high-pass takes away."""


def above(sound: Sound) -> Sound:
    """The sound without its lowest tones: 12 dB an octave below `LOWEST`, and no phase turned."""
    spectrum = np.fft.rfft(sound)
    ratio = np.fft.rfftfreq(len(sound), 1 / RATE) / LOWEST
    return np.asarray(np.fft.irfft(spectrum * ratio**2 / (1 + ratio**2), len(sound)), np.float32)


WAYS: dict[str, tuple[bool, Callable[[Sound], Sound]]] = {
    "dry": (False, lambda sound: sound),
    "in a room": (True, lambda sound: sound),
    "dry, above 80 Hz": (False, above),
}
"""Each way with whether the engine's own room is around the voice (`audiorender/tts/engines/space.py`)."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("voices", nargs="*", default=["amber", "basil", "willow", "linden"], metavar="VOICE")
    parser.add_argument("--whisper", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--talk", choices=("tuning", "fresh"), default="fresh")
    parser.add_argument("--kept", type=Path, default=HERE.parent / "output" / ".judged.json")
    asked = parser.parse_args()
    judges, known = Judges(asked.whisper, asked.kept), load_voices()
    sentences = (HERE / "talk" / f"{asked.talk}.txt").read_text("utf-8").splitlines()
    print("| voice | how | misheard % | DistillMOS | DNSMOS |\n|---|---|---|---|---|", flush=True)
    totals: dict[str, list[Sequence[float]]] = {how: [] for how in WAYS}
    for name in asked.voices:
        for how, (space, way) in WAYS.items():
            voice = replace(known[name], options=tuple(sorted((*known[name].options, ("space", space)))))
            sounds = [way(sound) for sound in spoken(voice, sentences)]
            distill = np.mean([judges.distillmos(sound) for sound in sounds[:WINDOW]])
            dns = np.mean([judges.dnsmos(sound) for sound in sounds[:WINDOW]])
            totals[how].append((wrong(sounds, sentences, judges), float(distill), float(dns)))
            figures = " | ".join(f"{figure:.2f}" for figure in totals[how][-1])
            print(f"| {name} | {how} | {figures} |", flush=True)
    for how, rows in totals.items():
        print(f"| all | {how} | " + " | ".join(f"{figure:.2f}" for figure in np.mean(rows, axis=0)) + " |")


if __name__ == "__main__":
    main()
