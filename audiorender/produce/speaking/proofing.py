"""Listen to clips: a recogniser transcribes each, and if words are missing, more takes are made and the best one kept.

Whisper makes mistakes, too, so its result is a doubt and never a failure. Its results are kept in the store, and so is
the best take: the same script then always gives the same sound, with or without listening.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from audiorender.errors import EngineError
from audiorender.model import RATE, Clip, Utterance
from audiorender.produce.note import Note
from audiorender.produce.session import Session
from audiorender.store import Store
from audiorender.tts.engines import Engine
from audiorender.tts.recognition.compare import Differences, compare, shared_out
from audiorender.tts.recognition.recogniser import Recogniser, recogniser
from audiorender.tts.recognition.words import folded_words, words_of
from audiorender.tts.synthesis.clips import clip_of, utterance_key
from audiorender.watch import Stage, Tracker

HEARD, TAKE = "heard", "take"
"""The store's names for transcriptions, and for the choice of the best take."""

SCHEMA = 2

WINDOW = 28 * RATE
"""The most samples that are heard together: Whisper hears half a minute at a time."""

BETWEEN = RATE * 3 // 5
"""Samples of silence between two clips that are heard together."""

MOST_TAKES = 3
"""How many takes of a paragraph a sampled engine makes until all words are heard."""

TOLD = 8
"""How many doubtful paragraphs are listed one by one."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens, in which language, and whether to `everything` or only to sampled engines."""

    recogniser: Recogniser
    language: str
    everything: bool

    @classmethod
    def of(cls, asked: bool, language: str) -> Listener | None:
        """A listener if a recogniser is installed. Raises EngineError, with the command to run, if it was `asked` for
        and is not."""
        try:
            return cls(recogniser(), language, asked)
        except EngineError:
            if asked:
                raise
            return None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A paragraph of `speaker` on `line` in which something else was heard than the text."""

    line: int
    speaker: str
    heard: Differences


def best_take(utterance: Utterance, engine: Engine, store: Store) -> Utterance:
    """The utterance with the best take found so far, if its engine is sampled."""
    if not utterance.sampled or utterance.take != 1:
        return utterance
    chosen = store.get(TAKE, utterance_key(utterance, engine.version)) or b""
    return replace(utterance, take=int(chosen)) if chosen.isdigit() and int(chosen) > 1 else utterance


def proof_listen(
    clips: Mapping[Utterance, Clip],
    engines: Mapping[str, Engine],
    listener: Listener,
    session: Session,
    tracker: Tracker,
) -> tuple[dict[Utterance, Clip], dict[Utterance, Differences]]:
    """The clips, with the best take of each, and what remains doubtful."""
    asked = [utterance for utterance in clips if listener.everything or utterance.sampled]
    tracker.begin(Stage.HEARING, len(asked))
    futures = [
        session.executor.submit(_best_of_batch, batch, clips, engines, listener, session)
        for batch in _batches(asked, clips)
    ]
    best, doubts = dict(clips), {}
    for future in futures:
        for utterance, clip, heard in future.result():
            best[utterance] = clip
            if heard.doubtful:
                doubts[utterance] = heard
            tracker.advance(clip.frames)
    return best, doubts


def _batches(asked: Sequence[Utterance], clips: Mapping[Utterance, Clip]) -> Iterator[list[Utterance]]:
    """The utterances in order, as many together as the recogniser hears in one window."""
    batch, frames = list[Utterance](), 0
    for utterance in asked:
        more = clips[utterance].frames + BETWEEN
        if batch and frames + more > WINDOW:
            yield batch
            batch, frames = [], 0
        batch.append(utterance)
        frames += more
    if batch:
        yield batch


def _best_of_batch(
    batch: Sequence[Utterance],
    clips: Mapping[Utterance, Clip],
    engines: Mapping[str, Engine],
    listener: Listener,
    session: Session,
) -> list[tuple[Utterance, Clip, Differences]]:
    _hear_together([(utterance, clips[utterance]) for utterance in batch], listener, session)
    return [(utterance, *_best(utterance, clips[utterance], engines, listener, session)) for utterance in batch]


def _hear_together(batch: Sequence[tuple[Utterance, Clip]], listener: Listener, session: Session) -> None:
    """Hear clips one after the other in one window, and keep the result of those in which all is heard.

    A window takes the same time however much of it is speech. A clip that leaves a doubt is then heard by itself.
    """
    unheard = [(utterance, clip) for utterance, clip in batch if session.store.get(HEARD, _key(clip, listener)) is None]
    if len(unheard) < 2:
        return
    silence = np.zeros(BETWEEN, np.int16)
    sounds = [sound for _, clip in unheard for sound in (session.sounds.samples(clip.key), silence)]
    heard = words_of(listener.recogniser.hear(np.concatenate(sounds[:-1]), listener.language), listener.language)
    expected = [folded_words(utterance.spoken) for utterance, _ in unheard]
    for (_, clip), wanted, part in zip(unheard, expected, shared_out(expected, heard), strict=True):
        if not compare(wanted, part).doubtful:
            session.store.put(HEARD, _key(clip, listener), " ".join(part).encode())


def _best(
    utterance: Utterance, clip: Clip, engines: Mapping[str, Engine], listener: Listener, session: Session
) -> tuple[Clip, Differences]:
    """The best of a few takes, which is remembered; the first if the engine always sounds the same."""
    chosen, heard = (utterance.take, clip), _heard(utterance, clip, listener, session)
    if utterance.sampled:
        for take in range(utterance.take + 1, MOST_TAKES + 1):
            if not heard.doubtful:
                break
            other = _taken(replace(utterance, take=take), engines, session)
            if other is None:
                break
            again = _heard(utterance, other, listener, session)
            if again.badness < heard.badness:
                chosen, heard = (take, other), again
    if chosen[0] != utterance.take:
        key = utterance_key(replace(utterance, take=1), engines[utterance.engine].version)
        session.store.put(TAKE, key, str(chosen[0]).encode())
    return chosen[1], heard


def _taken(utterance: Utterance, engines: Mapping[str, Engine], session: Session) -> Clip | None:
    """Another take, stored like any clip; None if the engine fails, since there is one already."""
    try:
        return clip_of(utterance, engines, session.store)
    except EngineError:
        return None


def _heard(utterance: Utterance, clip: Clip, listener: Listener, session: Session) -> Differences:
    key = _key(clip, listener)
    kept = session.store.get(HEARD, key)
    if kept is None:
        kept = listener.recogniser.hear(session.sounds.samples(clip.key), listener.language).encode()
        session.store.put(HEARD, key, kept)
    return compare(folded_words(utterance.spoken), words_of(kept.decode(), listener.language))


def _key(clip: Clip, listener: Listener) -> str:
    """The key of what is heard in a clip."""
    facts = repr((SCHEMA, clip.key, listener.language, listener.recogniser.version))
    return hashlib.blake2b(facts.encode(), digest_size=20).hexdigest()


def doubt_notes(doubts: Sequence[Doubt], path: Path) -> Iterator[Note]:
    """Notes on what remains doubtful: the first few with their lines and words."""
    for doubt in doubts[:TOLD]:
        yield Note(f"{path}:{doubt.line}: {doubt.speaker} may not say every word; {doubt.heard.in_words()}")
    if more := doubts[TOLD:]:
        lines = ", ".join(str(doubt.line) for doubt in more)
        yield Note(f"{path}: {len(more)} more paragraphs may be misspoken, on lines {lines}")
