"""Utterances into clips: made once, kept in the store, and asked for again only if what they are made from changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from audiorender.errors import EngineError, OutputError
from audiorender.model import Clip, Utterance
from audiorender.store import Store
from audiorender.tts.clips import SCHEMA, check_speech, encode_clip, make_clip, read_clip
from audiorender.tts.engines import Engine
from audiorender.watch import Stage, Tracker

KIND = "clip"
"""Under which clips are filed in the store."""

IN_FLIGHT = 16
"""Utterances handed to the executor at a time: enough for any laptop's cores, and few enough to hold their sound."""

GRACE = 1.0
"""Seconds that utterances under way have to end, and so be kept, when one has failed or a person has stopped us."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An utterance; for errors, the name of the `voice` that says it and `where` it stands ("a.script.md:12")."""

    utterance: Utterance
    voice: str
    where: str


def utterance_key(utterance: Utterance, engine_version: str) -> str:
    """The key of an utterance's clip: a hash of all that changes its sound, and of nothing else."""
    fields = [SCHEMA, utterance.engine, engine_version, utterance.options, utterance.spoken]
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
) -> tuple[dict[Utterance, Clip], int]:
    """The clips of all that is wanted: those in the store, and the others made and put there; and how many were made.

    `tracker` advances once for each of `wanted`, as clips come. `executor` must reach `engines` as they are: its
    workers are threads, and the engines have processes of their own.

    When a clip cannot be made, or a person stops us, what is under way has `GRACE` seconds to end and is kept.

    Raises EngineError for speech that was bad twice, naming the line and the voice; OutputError for the store.
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

    _make([wants[0] for wants in unmade.values()], engines, store, executor, on_made)
    return clips, len(unmade)


def spoken_clip(engine: Engine, utterance: Utterance, key: str) -> bytes:
    """The packed clip of one utterance. Speech that fails or is bad is asked for once more; then EngineError."""
    try:
        return _spoken_once(engine, utterance, key)
    except EngineError:
        return _spoken_once(engine, utterance, key)


def _spoken_once(engine: Engine, utterance: Utterance, key: str) -> bytes:
    speech = engine.speak(utterance.spoken, utterance.options)
    if fault := check_speech(speech, utterance.spoken):
        raise EngineError(f"it {fault}")
    return encode_clip(*make_clip(key, speech))


def _make(
    wanted: Sequence[Wanted],
    engines: Mapping[str, Engine],
    store: Store,
    executor: Executor,
    on_made: Callable[[Wanted, Clip], None],
) -> None:
    """Make every one of `wanted`, few at a time, and store each as it comes."""
    waiting = iter(wanted)
    running: dict[Future[bytes], Wanted] = {}
    try:
        while True:
            for want in islice(waiting, IN_FLIGHT - len(running)):
                engine = engines[want.utterance.engine]
                key = utterance_key(want.utterance, engine.version)
                running[executor.submit(spoken_clip, engine, want.utterance, key)] = want
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                blob = _result(future, running[future])
                want = running.pop(future)
                on_made(want, _put(want.utterance, blob, engines, store))
    except BaseException:
        under_way = [future for future in running if not future.cancel()]
        for future in wait(under_way, timeout=GRACE).done:
            if future.exception() is None:
                with suppress(OutputError):  # the reason why we stop may be a full disk
                    _put(running[future].utterance, future.result(), engines, store)
        raise


def _result(future: Future[bytes], want: Wanted) -> bytes:
    try:
        return future.result()
    except EngineError as error:
        raise EngineError(
            f"voice '{want.voice}' failed twice: {error.message}",
            path=want.where,
            hint=error.hint or "word the paragraph otherwise, or give its speaker another voice",
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
