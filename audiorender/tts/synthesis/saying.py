"""Say one utterance with its engine: in parts and portions if needed, checked, and packed as a clip."""

from __future__ import annotations

import time
from concurrent.futures import Executor
from dataclasses import replace

from audiorender.errors import EngineError
from audiorender.model import Speech, Utterance
from audiorender.store.sounds import encode_clip
from audiorender.tts.alignment import aligned
from audiorender.tts.engines import Engine
from audiorender.tts.synthesis.finishing import check_ends, check_speech, make_clip
from audiorender.tts.synthesis.inparts import in_parts, stretches
from audiorender.tts.synthesis.portions import joined, portions

RETRY = 0.3
"""Seconds before a failed engine is asked again: a process or a server needs a moment to recover."""


def spoken_clip(
    engine: Engine, utterance: Utterance, key: str, guide: Engine | None = None, beside: Executor | None = None
) -> bytes:
    """The packed clip of one utterance. Speech that fails or is bad is requested once more, then EngineError is raised.

    `guide` is the included engine: it says the same text if `engine` gives no word times. Portions are spoken one after
    another, or by `beside`, which must not be the executor that this runs in.
    """
    return encode_clip(*make_clip(key, said(engine, utterance, guide, beside)))


def said(engine: Engine, utterance: Utterance, guide: Engine | None = None, beside: Executor | None = None) -> Speech:
    """One utterance spoken by `engine`, in parts and portions if needed. EngineError as in `spoken_clip`."""

    def speak(text: str) -> Speech:
        return _with_words(_spoken(engine, text, utterance), text, utterance, guide)

    if utterance.parts:
        return in_parts(
            (start, said(engine, replace(utterance, spoken=part, options=options, parts=()), guide, beside))
            for start, part, options in (
                (start, utterance.spoken[start:end], options) for start, end, options in stretches(utterance)
            )
        )
    if utterance.portion is None:
        return speak(utterance.spoken)
    parts = portions(utterance.spoken, utterance.portion)
    try:
        speeches = (beside.map if beside else map)(speak, [part.text for part in parts])
        return joined(list(zip(parts, speeches, strict=True)), utterance.pause)
    except ValueError as error:
        raise EngineError(str(error)) from error


def _with_words(speech: Speech, text: str, utterance: Utterance, guide: Engine | None) -> Speech:
    """Add word marks from the guide if the speech has none; without a guide, words are timed in proportion."""
    if speech.words or guide is None or utterance.guide is None:
        return speech
    try:
        return replace(speech, words=aligned(speech, guide.speak(text, utterance.guide)))
    except EngineError:  # the guide cannot say it, and the speech is usable without marks
        return speech


def _spoken(engine: Engine, text: str, utterance: Utterance) -> Speech:
    """`text` as speech that has passed all checks; if not, there is a second attempt after a while."""
    try:
        return _spoken_once(engine, text, utterance)
    except EngineError:
        time.sleep(RETRY)
        return _spoken_once(engine, text, utterance)


def _spoken_once(engine: Engine, text: str, utterance: Utterance) -> Speech:
    speech = engine.speak(text, utterance.options)
    if fault := check_speech(speech, text) or (check_ends(speech) if utterance.sampled else None):
        raise EngineError(f"it {fault}")
    return speech
