"""Utterances to clips: made once, kept in the store, and made again only if their inputs change."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, as_completed, wait
from contextlib import suppress
from dataclasses import dataclass

from audiorender.errors import EngineError, OutputError
from audiorender.model import Clip, Utterance
from audiorender.store import Store, sounds
from audiorender.store.sounds import CLIPS, read_clip
from audiorender.tts.engines import DEFAULT, Engine
from audiorender.tts.synthesis.finishing import SCHEMA
from audiorender.tts.synthesis.saying import spoken_clip
from audiorender.tts.synthesis.speakers import Speakers
from audiorender.watch import Stage, Tracker

GRACE = 1.0
"""Seconds that free utterances in progress have to finish, and so be kept, when the user stops us."""

HOPELESS = 20
"""After this many failures of an engine that has not spoken yet, the rest is not tried: a wrong key, a missing
program."""

_LOOK = 0.25
"""Seconds between checks whether the caller wants to stop."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An utterance, and what to say `instead` if its engine fails.

    For errors, the name of its `voice` and `where` it is ("a.script.md:12").
    """

    utterance: Utterance
    voice: str
    where: str
    instead: Utterance | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Clips by utterance, how many are `fresh`, and for which another voice spoke, each with the reason."""

    clips: Mapping[Utterance, Clip]
    fresh: int
    stood_in: tuple[tuple[Wanted, str], ...] = ()


def utterance_key(utterance: Utterance, engine_version: str) -> str:
    """The key of an utterance's clip: a hash of everything that changes its sound, and nothing else."""
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
    """The utterances whose clips are not in the store, each once."""
    distinct: dict[Utterance, Wanted] = {}
    for want in wanted:
        distinct.setdefault(want.utterance, want)
    store.fetch(CLIPS, (_key(utterance, engines) for utterance in distinct), lambda: None)
    return tuple(want for want in distinct.values() if stored_clip(want.utterance, engines, store) is None)


def synthesise(
    wanted: Sequence[Wanted], engines: Mapping[str, Engine], store: Store, speakers: Speakers, tracker: Tracker
) -> Made:
    """The clips of everything wanted: those in the store, and the rest made and stored.

    `tracker` advances once for each of `wanted`, as clips arrive. A failure does not stop the others. If the user stops
    us, or the store cannot be written, utterances in progress have `GRACE` seconds to finish and are kept; those that
    cost money have as long as they need.

    Raises EngineError for speech that failed twice and has no fallback, naming the lines and voices of all failures,
    once the others are made; OutputError for the store.
    """
    tracker.begin(Stage.SPEAKING, len(wanted))
    store.fetch(CLIPS, (_key(want.utterance, engines) for want in wanted), tracker.check)
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

    stood_in = _Making(engines, store, speakers, tracker, on_made).make([wants[0] for wants in unmade.values()])
    return Made(clips, len(unmade), stood_in)


def clip_of(utterance: Utterance, engines: Mapping[str, Engine], store: Store) -> Clip:
    """The clip of an utterance, from the store or made and stored. Raises EngineError like `spoken_clip`."""
    stored = stored_clip(utterance, engines, store)
    if stored is not None:
        return stored
    engine = engines[utterance.engine]
    key = utterance_key(utterance, engine.version)
    return _put(utterance, spoken_clip(engine, utterance, key, engines.get(DEFAULT)), engines, store)


class _Making:
    """The making of clips: as many in progress as each engine takes, each stored when it arrives."""

    def __init__(
        self,
        engines: Mapping[str, Engine],
        store: Store,
        speakers: Speakers,
        tracker: Tracker,
        on_made: Callable[[Wanted, Clip], None],
    ) -> None:
        self._engines, self._store, self._speakers = engines, store, speakers
        self._tracker, self._on_made = tracker, on_made
        self._lanes: dict[str, deque[tuple[Wanted, Utterance]]] = {}
        self._running: dict[Future[bytes], tuple[Wanted, Utterance]] = {}
        self._made: set[str] = set()
        self._failed: list[Failure] = []
        self._replaced: list[tuple[Wanted, str]] = []

    def make(self, wanted: Sequence[Wanted]) -> tuple[tuple[Wanted, str], ...]:
        """Make every one of `wanted`; return who did not speak, and why. Raises EngineError for all failures."""
        for want in wanted:
            self._lanes.setdefault(want.utterance.engine, deque()).append((want, want.utterance))
        try:
            while self._begin():
                for future in wait(self._running, _LOOK, FIRST_COMPLETED).done:
                    self._end(future)
                self._tracker.check()
        except BaseException:
            self._keep()
            raise
        if self._failed:
            raise account(self._failed, sum(map(len, self._lanes.values())))
        return tuple(self._replaced)

    def _begin(self) -> bool:
        """Hand over as many as each engine takes; return whether any are in progress."""
        under_way = Counter(utterance.engine for _, utterance in self._running.values())
        for engine, lane in self._lanes.items():
            while lane and not self._gave_up_on(engine) and under_way[engine] < self._speakers.at_once(lane[0][1]):
                want, utterance = lane.popleft()
                key = utterance_key(utterance, self._engines[engine].version)
                guide = self._engines.get(DEFAULT)
                future = self._speakers.begin(self._engines[engine], utterance, key, guide)
                self._running[future] = want, utterance
                under_way[engine] += 1
        return bool(self._running)

    def _gave_up_on(self, engine: str) -> bool:
        """Whether an engine has failed so often without ever speaking that the others need not be tried."""
        failed = sum(failure.utterance.engine == engine for failure in self._failed)
        return engine not in self._made and failed >= HOPELESS

    def _end(self, future: Future[bytes]) -> None:
        want, utterance = self._running[future]
        failure = future.exception()
        if isinstance(failure, EngineError):
            if want.instead and want.instead != utterance:
                self._replaced.append((want, failure.message))
                self._lanes.setdefault(want.instead.engine, deque()).append((want, want.instead))
            else:
                self._failed.append(Failure(want, utterance, failure))
        else:
            self._on_made(want, _put(utterance, future.result(), self._engines, self._store))
            self._made.add(utterance.engine)
        del self._running[future]

    def _keep(self) -> None:
        """Keep what finishes soon, and wait for what costs money. A second stop request ends that."""
        under_way = {future for future in self._running if not future.cancel()}
        done, others = wait(under_way, timeout=GRACE)
        for future in done:
            self._keep_one(future)
        paid = [future for future in others if self._running[future][1].paid]
        if paid:
            self._tracker.tell(Stage.KEEPING, len(paid))
        for number, future in enumerate(as_completed(paid), start=1):
            self._keep_one(future)
            self._tracker.tell(Stage.KEEPING, len(paid), number)

    def _keep_one(self, future: Future[bytes]) -> None:
        if not future.cancelled() and future.exception() is None:
            with suppress(OutputError):  # the reason for stopping may be a full disk
                _put(self._running[future][1], future.result(), self._engines, self._store)


@dataclass(frozen=True, slots=True)
class Failure:
    """An utterance without a clip, and why."""

    want: Wanted
    utterance: Utterance
    error: EngineError


def account(failed: Sequence[Failure], untried: int = 0) -> EngineError:
    """One error for all failures, with those of a voice for the same reason grouped; `untried` were not requested.

    It points to the first of them in the script, whichever failed first.
    """
    failed = sorted(failed, key=lambda failure: _place(failure.want.where))
    alike: dict[tuple[str, str], list[Failure]] = {}
    for failure in failed:
        alike.setdefault((failure.want.voice, failure.error.message), []).append(failure)
    parts = []
    for (voice, reason), each in alike.items():
        where = "" if len(failed) == 1 else f" ({_places([failure.want.where for failure in each])})"
        parts.append(f"voice '{voice}' failed twice{where}: {reason}")
    if untried:
        parts.append(f"{untried} more were not tried, because all before them failed")
    first = failed[0]
    hint = first.error.hint or "reword the paragraph, or give its speaker another voice"
    if len(failed) == 1:
        return EngineError("; ".join(parts), path=first.want.where, hint=hint)
    return EngineError(
        f"{len(failed)} paragraphs were not spoken: {'; '.join(parts)}", path=first.want.where, hint=hint
    )


def _place(where: str) -> tuple[str, int]:
    """Sorts "a.md:12" by line."""
    file, _, line = where.rpartition(":")
    return (file, int(line)) if line.isdecimal() else (where, 0)


def _places(places: Sequence[str]) -> str:
    """ "a.md:3, 7, 12": the file once if it is the same."""
    files = {place.rpartition(":")[0] for place in places}
    if len(files) > 1:
        return ", ".join(places)
    return f"{files.pop()}:{', '.join(place.rpartition(':')[2] for place in places)}"


def _put(utterance: Utterance, blob: bytes, engines: Mapping[str, Engine], store: Store) -> Clip:
    key = _key(utterance, engines)
    store.put(CLIPS, key, blob)
    return read_clip(key, blob, store)


def stored_clip(utterance: Utterance, engines: Mapping[str, Engine], store: Store) -> Clip | None:
    """The clip of an utterance, None if it has to be made."""
    return sounds.stored_clip(_key(utterance, engines), store)


def _key(utterance: Utterance, engines: Mapping[str, Engine]) -> str:
    return utterance_key(utterance, engines[utterance.engine].version)
