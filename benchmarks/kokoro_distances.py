"""How natural Kokoro's voices sound, and how far apart they are: writes the table that casting goes by.

    AUDIORENDER_VOICES=FOLDER judges/bin/python benchmarks/kokoro_distances.py --whisper FOLDER

The environment `judges` is that of `voices.py`, with the extra kokoro; `voices add kokoro` must have been run. Every
voice says the same two sentences in English. The table, `distances.csv` beside the engine, has for each voice
DistillMOS (1 to 5) and its distance to each voice above it, by a speaker-verification model (1 minus the cosine of the
angle between the two).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from judges import Judges, Sound, sound_of

import audiorender.tts.engines.kokoro
from audiorender.tts.engines import engine_info, open_engine
from audiorender.tts.engines.kokoro.order import TABLE

TEXT = (
    "We kept the old boathouse because nobody could agree on what to build there. "
    "My brother wanted a workshop, I wanted silence, and the river wanted both."
)

FILE = Path(audiorender.tts.engines.kokoro.__file__).with_name(TABLE)


def spoken() -> dict[str, Sound]:
    """What each voice says, by its name."""
    engine = open_engine("kokoro", workers=1)
    sounds = {}
    try:
        for voice in engine_info("kokoro").voices():
            name = str(dict(voice.options)["voice"])
            language = "en-gb" if name.startswith("b") else "en-us"
            speech = engine.speak(TEXT, (("language", language), ("voice", name)))
            sounds[name] = sound_of(speech.pcm, speech.rate)
            print(f"{name}: {len(sounds[name]) / 16_000:.1f} s", flush=True)
    finally:
        engine.close()
    return dict(sorted(sounds.items()))


def table(sounds: dict[str, Sound], judges: Judges) -> str:
    """The rows of the table: name, naturalness, and the distances to those before it."""
    places = np.stack([judges.speaker(sound) for sound in sounds.values()])
    apart = 1 - places @ places.T
    rows = []
    for number, (name, sound) in enumerate(sounds.items()):
        cells = [name, f"{judges.distillmos(sound):.2f}", *(f"{each:.3f}" for each in apart[number, :number])]
        rows.append(",".join(cells))
    return "\n".join(rows) + "\n"


def main() -> None:
    """Judge, and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--whisper", type=Path, required=True)
    parser.add_argument("--kept", type=Path, default=Path("output/judges.json"))
    given = parser.parse_args()
    FILE.write_text(table(spoken(), Judges(given.whisper, given.kept)), encoding="utf-8")


if __name__ == "__main__":
    main()
