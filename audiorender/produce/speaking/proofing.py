"""Listen to clips: a recogniser transcribes each, and if words are missing, more takes are made and the best one kept.

Whisper makes mistakes, too, so its result is a doubt and never a failure. Its results are kept in the store, and so is
the best take: the same script then always gives the same sound, with or without listening.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from audiorender.errors import EngineError
from audiorender.model import Clip, Utterance
from audiorender.produce.note import Note
from audiorender.produce.session import Session
from audiorender.store import Store
from audiorender.tts.engines import Engine
from audiorender.tts.recognition.compare import Differences, compare
from audiorender.tts.recognition.recogniser import Recogniser, recogniser
from audiorender.tts.recognition.words import folded_words, words_of
from audiorender.tts.synthesis.clips import clip_of, utterance_key
from audiorender.watch import Stage, Tracker

HEARD, TAKE = "heard", "take"
"""The store's names for transcriptions, and for the choice of the best take."""

SCHEMA = 1

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
    futures: dict[Utterance, Future[tuple[Clip, Differences]]] = {
        utterance: session.executor.submit(_best, utterance, clips[utterance], engines, listener, session)
        for utterance in asked
    }
    best, doubts = dict(clips), {}
    for utterance, future in futures.items():
        best[utterance], heard = future.result()
        if heard.doubtful:
            doubts[utterance] = heard
        tracker.advance(best[utterance].frames)
    return best, doubts


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
    facts = repr((SCHEMA, clip.key, listener.language, listener.recogniser.version))
    key = hashlib.blake2b(facts.encode(), digest_size=20).hexdigest()
    kept = session.store.get(HEARD, key)
    if kept is None:
        kept = listener.recogniser.hear(session.sounds.samples(clip.key), listener.language).encode()
        session.store.put(HEARD, key, kept)
    return compare(folded_words(utterance.spoken), words_of(kept.decode(), listener.language))


def doubt_notes(doubts: Sequence[Doubt], path: Path) -> Iterator[Note]:
    """Notes on what remains doubtful: the first few with their lines and words."""
    for doubt in doubts[:TOLD]:
        yield Note(f"{path}:{doubt.line}: {doubt.speaker} may not say all of it; {doubt.heard.in_words()}")
    if more := doubts[TOLD:]:
        lines = ", ".join(str(doubt.line) for doubt in more)
        yield Note(f"{path}: {len(more)} more paragraphs may be misspoken, on lines {lines}")
