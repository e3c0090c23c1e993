"""`voices --cast`: whether a listener can tell a script's speakers apart, and which voice would help."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import Any

from audiorender.model import Script, Voice
from audiorender.produce.casting import Voices, language_of
from audiorender.produce.opening.script import open_script
from audiorender.produce.request import Request
from audiorender.produce.session import Session
from audiorender.produce.speaking.paragraphs import Pace, blank
from audiorender.tts.casting.cast import sexes_of
from audiorender.tts.casting.distance import PARAGRAPH, VoicePrint, distance, likely_times, voice_print
from audiorender.tts.casting.measured import apart
from audiorender.tts.synthesis.clips import utterance_key
from audiorender.tts.synthesis.saying import said
from audiorender.tts.voices import same_language, speaking
from audiorender.watch import Stage, Tracker

KIND = "voiceprint"
"""The store's name for a voice's measured paragraph."""

EASY = 2.0
"""From this multiple of a voice's distance from itself on, two voices are easily told apart."""

BETTER = 1.1
"""A choice is suggested if it makes the closest pair this much farther apart."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two speakers, and how far apart their voices sound.

    `times` is in multiples of a voice's distance from itself; `steps` in just noticeable differences of pitch, pitch
    movement, timbre and tempo.
    """

    speakers: tuple[str, str]
    times: float
    steps: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another voice for a speaker, and how far apart the closest pair of the cast would then be (as `Pair.times`)."""

    speaker: str
    voice: str
    times: float


@dataclass(frozen=True, slots=True)
class Distances:
    """How far apart a cast sounds: all pairs of speakers, the closest first, the voice of each, and a better choice."""

    pairs: tuple[Pair, ...]
    voices: Mapping[str, str]
    better: Suggestion | None

    def verdict(self) -> str:
        """One line on whether a listener can tell them apart."""
        if not self.pairs:
            return "a single voice cannot be confused with another"
        closest = self.pairs[0]
        one, other = (f"{name} ({self.voices[name]})" for name in closest.speakers)
        if closest.times < 1:
            verdict = f"a listener may take {one} for {other}: they are {closest.times:.1f} times"
        else:
            how = "can easily" if closest.times >= EASY else "can, with some attention,"
            verdict = f"a listener {how} tell all apart: the closest, {one} and {other}, are {closest.times:.1f} times"
        choice = self.better
        better = "" if choice is None else f"; {choice.voice} for {choice.speaker} would make it {choice.times:.1f}"
        return f"{verdict} as far apart as one voice is from itself{better}"

    def rows(self) -> list[tuple[str, str, str, str]]:
        """A row for each pair of speakers."""
        return [(*pair.speakers, f"{pair.times:.1f}", f"{pair.steps:.1f}") for pair in self.pairs]

    def as_json(self) -> list[dict[str, Any]]:
        """The pairs, as `voices --cast --json` prints them."""
        return [
            {"speakers": list(pair.speakers), "times": round(pair.times, 2), "steps": round(pair.steps, 2)}
            for pair in self.pairs
        ]


def compare_cast(request: Request, session: Session, tracker: Tracker) -> Distances:
    """How far apart the voices of a script's speakers are; the paragraphs spoken to measure them are kept in the
    cache."""
    tracker.begin(Stage.READING, about=request.name)
    opened = open_script(request)
    voices = Voices.load(request.project.voices, request.project.engine)
    spoken = {name: seat.voice for name, seat in opened.seats.items()}
    named = {name: voices.known[voice.name] for name, voice in spoken.items()}  # as measured, in their own language
    prints = _prints(tuple(dict.fromkeys(spoken.values())), Pace(request.rate, request.project.style.sentence), session)
    pairs = []
    for one, other in combinations(spoken, 2):
        heard = prints[spoken[one]], prints[spoken[other]]
        steps = distance(*heard)
        times = apart(named[one], named[other])
        pairs.append(Pair((one, other), likely_times(*heard) if times is None else times, steps))
    pairs.sort(key=lambda pair: (pair.times, pair.steps))
    language = language_of(opened.script)
    order = [voices.known[name] for name in voices.order(language).names]
    fitting = [voice for voice in order if same_language(speaking(voice, language).language, language)]
    better = _better(opened.script, named, pairs, fitting)
    return Distances(tuple(pairs), {name: voice.name for name, voice in named.items()}, better)


def _prints(voices: tuple[Voice, ...], pace: Pace, session: Session) -> dict[Voice, VoicePrint]:
    """The measurements of each voice speaking the paragraph, from the store if they exist."""
    found, asked = {}, {}
    for voice in voices:
        engine, asking = session.engine(voice.engine), replace(blank(voice, pace), spoken=PARAGRAPH)
        key = utterance_key(asking, engine.version)
        blob = session.store.get(KIND, key)
        if blob is None:
            asked[voice] = key, session.executor.submit(said, engine, asking)
        else:
            values = json.loads(blob)
            found[voice] = VoicePrint(**{**values, "colour": tuple(values["colour"])})
    for voice, (key, speech) in asked.items():
        found[voice] = voice_print(speech.result())
        session.store.put(KIND, key, json.dumps(asdict(found[voice])).encode())
    return found


def _better(script: Script, named: Mapping[str, Voice], pairs: list[Pair], order: list[Voice]) -> Suggestion | None:
    """The voice of the same engine that most improves the closest pair, for the one of them who speaks less."""
    turns, sexes = Counter(turn.speaker for turn in script.turns), sexes_of(script)
    found = None
    for speaker in sorted(pairs[0].speakers, key=lambda name: turns[name]) if pairs else ():
        sex = sexes.get(speaker)
        others = [voice for name, voice in named.items() if name != speaker]
        rest = min((pair.times for pair in pairs if speaker not in pair.speakers), default=None)
        for voice in order:
            rooms = [apart(voice, other) for other in others]
            if None in rooms or sex not in (None, voice.sex) or voice.engine != named[speaker].engine:
                continue
            times = min(times for times in (*rooms, rest) if times is not None)
            if times > BETTER * (found.times if found else pairs[0].times):
                found = Suggestion(speaker, voice.name, times)
    return found
