"""How far off the word times are that we find for engines that give none: against those that the embedded one gives.

    .venv/bin/python benchmarks/wordtimes.py SOURCE [--kokoro]

SOURCE is spoken with its cast of embedded voices, whose word times are exact. Each paragraph is then timed as if they
were unknown: aligned, by laying the plain embedded voice beside it, and in proportion, by its characters alone. Printed
are the mean, the 95th percentile and the most that a written word begins too early or too late, in milliseconds.
With `--kokoro` the first 20 paragraphs are spoken by Kokoro instead, whose word times come from its own durations.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from audiorender.model import RATE, Speech
from audiorender.produce.opening.script import open_script
from audiorender.produce.request import Request
from audiorender.produce.speaking.forms import Forms
from audiorender.produce.speaking.paragraphs import Pace, Paragraph, lexicon_of, paragraphs
from audiorender.tts.alignment import aligned
from audiorender.tts.engines import Engine, open_engine
from audiorender.tts.synthesis.finishing import make_clip
from audiorender.tts.synthesis.saying import said
from audiorender.tts.wordtiming import timed_words


def errors(paragraph: Paragraph, engine: Engine, guide: Engine) -> tuple[list[int], list[int]]:
    """For each written word how many samples its time is off, aligned and in proportion."""
    utterance = paragraph.utterance
    if utterance is None:
        return [], []
    speech = said(engine, utterance)
    carried = aligned(replace(speech, words=()), guide.speak(utterance.spoken, (("voice", "en-us"),)))
    exact, near, plain = (
        [word.start for word in timed_words(paragraph.spoken, make_clip("", each)[0])]
        for each in (speech, replace(speech, words=carried), Speech(speech.rate, speech.pcm))
    )
    return (
        [abs(a - b) for a, b in zip(exact, near, strict=True)],
        [abs(a - b) for a, b in zip(exact, plain, strict=True)],
    )


def main() -> None:
    """Speak, time and compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("--kokoro", action="store_true")
    given = parser.parse_args()
    name = "kokoro" if given.kokoro else "pyttsx3"
    request = Request(given.source, output="output/wordtimes", engine=name)
    opened = open_script(request)
    spoken = paragraphs(opened.script, opened.seats, Forms(lexicon_of(())), Pace())[: 20 if given.kokoro else None]
    engine, guide = open_engine(name, workers=2), open_engine("pyttsx3", workers=2)
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda each: errors(each, engine, guide), spoken))
    engine.close()
    guide.close()
    for way, number in (("aligned", 0), ("in proportion", 1)):
        off = np.array([error for each in found for error in each[number]]) / RATE * 1000
        mean, most = off.mean(), off.max()
        print(
            f"{way}: {len(off)} words, mean {mean:.0f} ms, 95 % under {np.percentile(off, 95):.0f} ms, most {most:.0f}"
        )


if __name__ == "__main__":
    main()
