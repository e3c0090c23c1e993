"""Utterances into clips: made once, kept in the store, and asked for again only if what they are made from changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from audiorender.errors import EngineError, OutputError
from audiorender.model import Clip, Speech, Utterance
from audiorender.store import Store
from audiorender.tts.alignment import aligned
from audiorender.tts.clips import SCHEMA, check_ends, check_speech, encode_clip, make_clip, read_clip
from audiorender.tts.engines import DEFAULT, Engine
from audiorender.tts.inparts import in_parts, stretches
from audiorender.tts.portions import joined, portions
from audiorender.watch import Stage, Tracker

KIND = "clip"
"""Under which clips are filed in the store."""

IN_FLIGHT = 16
"""Utterances handed to the executor at a time: enough for any laptop's cores, and few enough to hold their sound."""

GRACE = 1.0
"""Seconds that utterances under way have to end, and so be kept, when one has failed or a person has stopped us."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An utterance, and what is said `instead` when its engine fails.

    For errors, the name of the `voice` that says it and `where` it stands ("a.script.md:12").
    """

    utterance: Utterance
    voice: str
    where: str
    instead: Utterance | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Clips by utterance, how many were `fresh`, and for which somebody else spoke, each with the reason."""

    clips: Mapping[Utterance, Clip]
    fresh: int
    stood_in: tuple[tuple[Wanted, str], ...] = ()


def utterance_key(utterance: Utterance, engine_version: str) -> str:
    """The key of an utterance's clip: a hash of all that changes its sound, and of nothing else."""
    fields: list[object] = [SCHEMA, utterance.engine, engine_version, utterance.options, utterance.spoken]
    if utterance.portion is not None:
        fields += ["portions", utterance.portion, utterance.pause]
    if utterance.weights:
        fields += ["weights", utterance.weights]
    if utterance.guide is not None:
        fields += ["aligned", utterance.guide]
    if utterance.take > 1:
        fields += ["take", utterance.take]
    if utterance.parts:
        fields += ["parts", [[part.start, part.end, part.options] for part in utterance.parts]]
    return hashlib.blake2b(json.dumps(fields).encode(), digest_size=20).hexdigest()


def missing(wanted: Sequence[Wanted], engines: Mapping[str, Engine], store: Store) -> tuple[Wanted, ...]:
    """Those whose clips are not in the store, each utterance once."""
    distinct: dict[Utterance, Wanted] = {}
    for want in wanted:
        distinct.setdefault(want.utterance, want)
    return tuple(want for want in distinct.values() if stored_clip(want.utterance, engines, store) is None)


def synthesise(
    wanted: Sequence[Wanted],
    engines: Mapping[str, Engine],
    store: Store,
    executor: Executor,
    tracker: Tracker,
) -> Made:
    """The clips of all that is wanted: those in the store, and the others made and put there.

    `tracker` advances once for each of `wanted`, as clips come. `executor` must reach `engines` as they are: its
    workers are threads, and the engines have processes of their own.

    When a clip cannot be made, or a person stops us, what is under way has `GRACE` seconds to end and is kept.

    Raises EngineError for speech that was bad twice and that nobody says instead, naming the line and the voice;
    OutputError for the store.
    """
    tracker.begin(Stage.SPEAKING, len(wanted))
    clips: dict[Utterance, Clip] = {}
    unmade: dict[Utterance, list[Wanted]] = {}
    for want in wanted:
        if want.utterance in unmade:
            unmade[want.utterance].append(want)
            continue
        clip = clips[want.utterance] if want.utterance in clips else stored_clip(want.utterance, engines, store)
        if clip is None:
            unmade[want.utterance] = [want]
        else:
            clips[want.utterance] = clip
            tracker.advance(clip.frames)

    def on_made(want: Wanted, clip: Clip) -> None:
        clips[want.utterance] = clip
        for _ in unmade[want.utterance]:
            tracker.advance(clip.frames)

    stood_in = _make([wants[0] for wants in unmade.values()], engines, store, executor, on_made)
    return Made(clips, len(unmade), stood_in)


def spoken_clip(engine: Engine, utterance: Utterance, key: str, guide: Engine | None = None) -> bytes:
    """The packed clip of one utterance. Speech that fails or is bad is asked for once more; then EngineError.

    `guide` is the embedded engine: it says the same where `engine` gives no word times.
    """
    return encode_clip(*make_clip(key, said(engine, utterance, guide)))


def said(engine: Engine, utterance: Utterance, guide: Engine | None = None) -> Speech:
    """One utterance as `engine` says it, in parts and portions where it must. EngineError as in `spoken_clip`."""

    def speak(text: str) -> Speech:
        return _with_words(_spoken(engine, text, utterance), text, utterance, guide)

    if utterance.parts:
        return in_parts(
            (
                start,
                said(engine, replace(utterance, spoken=utterance.spoken[start:end], options=options, parts=()), guide),
            )
            for start, end, options in stretches(utterance)
        )
    if utterance.portion is None:
        return speak(utterance.spoken)
    spoken = [(part, speak(part.text)) for part in portions(utterance.spoken, utterance.portion)]
    try:
        return joined(spoken, utterance.pause)
    except ValueError as error:
        raise EngineError(str(error)) from error


def _with_words(speech: Speech, text: str, utterance: Utterance, guide: Engine | None) -> Speech:
    """The speech with word marks, where it has none and there is a guide; without, words are timed in proportion."""
    if speech.words or guide is None or utterance.guide is None:
        return speech
    try:
        return replace(speech, words=aligned(speech, guide.speak(text, utterance.guide)))
    except EngineError:  # the guide has no sound for it, and the speech is as good without
        return speech


def _spoken(engine: Engine, text: str, utterance: Utterance) -> Speech:
    """`text` as speech that has passed all checks; a second attempt is made where the first does not."""
    try:
        return _spoken_once(engine, text, utterance)
    except EngineError:
        return _spoken_once(engine, text, utterance)


def _spoken_once(engine: Engine, text: str, utterance: Utterance) -> Speech:
    speech = engine.speak(text, utterance.options)
    if fault := check_speech(speech, text) or (check_ends(speech) if utterance.sampled else None):
        raise EngineError(f"it {fault}")
    return speech


def clip_of(utterance: Utterance, engines: Mapping[str, Engine], store: Store) -> Clip:
    """The clip of an utterance, from the store or made and put there. Raises EngineError as `spoken_clip` does."""
    stored = stored_clip(utterance, engines, store)
    if stored is not None:
        return stored
    engine = engines[utterance.engine]
    key = utterance_key(utterance, engine.version)
    return _put(utterance, spoken_clip(engine, utterance, key, engines.get(DEFAULT)), engines, store)


def _make(
    wanted: Sequence[Wanted],
    engines: Mapping[str, Engine],
    store: Store,
    executor: Executor,
    on_made: Callable[[Wanted, Clip], None],
) -> tuple[tuple[Wanted, str], ...]:
    """Make every one of `wanted`, few at a time, and store each as it comes; who did not speak, and why."""
    waiting = iter(wanted)
    running: dict[Future[bytes], tuple[Wanted, Utterance]] = {}
    stood_in: list[tuple[Wanted, str]] = []

    def begin(want: Wanted, utterance: Utterance) -> None:
        engine = engines[utterance.engine]
        key = utterance_key(utterance, engine.version)
        running[executor.submit(spoken_clip, engine, utterance, key, engines.get(DEFAULT))] = (want, utterance)

    try:
        while True:
            for want in islice(waiting, IN_FLIGHT - len(running)):
                begin(want, want.utterance)
            if not running:
                return tuple(stood_in)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                want, utterance = running[future]
                failure = future.exception()
                if isinstance(failure, EngineError) and want.instead and want.instead != utterance:
                    del running[future]
                    stood_in.append((want, failure.message))
                    begin(want, want.instead)
                    continue
                blob = _result(future, want)
                del running[future]
                on_made(want, _put(utterance, blob, engines, store))
    except BaseException:
        under_way = [future for future in running if not future.cancel()]
        for future in wait(under_way, timeout=GRACE).done:
            if future.exception() is None:
                with suppress(OutputError):  # the reason why we stop may be a full disk
                    _put(running[future][1], future.result(), engines, store)
        raise


def _result(future: Future[bytes], want: Wanted) -> bytes:
    try:
        return future.result()
    except EngineError as error:
        raise EngineError(
            f"voice '{want.voice}' failed twice: {error.message}",
            path=want.where,
            hint=error.hint or "reword the paragraph, or give its speaker another voice",
        ) from error


def _put(utterance: Utterance, blob: bytes, engines: Mapping[str, Engine], store: Store) -> Clip:
    key = utterance_key(utterance, engines[utterance.engine].version)
    store.put(KIND, key, blob)
    return read_clip(key, blob)


def stored_clip(utterance: Utterance, engines: Mapping[str, Engine], store: Store) -> Clip | None:
    """The clip of an utterance, None where it has to be made."""
    key = utterance_key(utterance, engines[utterance.engine].version)
    blob = store.get(KIND, key)
    return None if blob is None else read_clip(key, blob)
