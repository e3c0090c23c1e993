"""Heard back: a recogniser hears each clip, another take is made where words are missing, and the best one stays.

Whisper errs, too, so what it hears is a doubt and never a failure. What it heard is kept in the store, and so is which
take is the best: the same script gives the same sound afterwards, whether anybody listens or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from audiorender.errors import EngineError
from audiorender.model import Clip, Utterance
from audiorender.produce.request import Note
from audiorender.produce.session import Session
from audiorender.store import Store
from audiorender.tts.engines import Engine
from audiorender.tts.heard.compare import Heard, compare
from audiorender.tts.heard.recogniser import Recogniser, recogniser
from audiorender.tts.heard.words import folded_words, words_of
from audiorender.tts.synthesis import clip_of, utterance_key
from audiorender.watch import Stage, Tracker

HEARD, TAKE = "heard", "take"
"""Under which what was heard, and which take is the best, are filed in the store."""

SCHEMA = 1

MOST_TAKES = 3
"""How often a sampled engine says a paragraph until all words are heard."""

TOLD = 8
"""Doubtful paragraphs that are listed one by one."""


@dataclass(frozen=True, slots=True)
class Ear:
    """Who listens, in which language, and to `everything` or only to what engines draw anew."""

    recogniser: Recogniser
    language: str
    everything: bool

    @classmethod
    def of(cls, asked: bool, language: str) -> Ear | None:
        """One if it is here. Raises EngineError, with the command that helps, when it was `asked` for and is not."""
        try:
            return cls(recogniser(), language, asked)
        except EngineError:
            if asked:
                raise
            return None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was heard of a paragraph of `speaker` on `line` that is not what was to be said."""

    line: int
    speaker: str
    heard: Heard


def best_take(utterance: Utterance, engine: Engine, store: Store) -> Utterance:
    """The utterance with the take that was found to be the best, where its engine draws its sound anew."""
    if not utterance.sampled or utterance.take != 1:
        return utterance
    chosen = store.get(TAKE, utterance_key(utterance, engine.version)) or b""
    return replace(utterance, take=int(chosen)) if chosen.isdigit() and int(chosen) > 1 else utterance


def hear_back(
    clips: Mapping[Utterance, Clip], engines: Mapping[str, Engine], ear: Ear, session: Session, tracker: Tracker
) -> tuple[dict[Utterance, Clip], dict[Utterance, Heard]]:
    """The clips, the best take of each, and what differs in those that stay doubtful."""
    asked = [utterance for utterance in clips if ear.everything or utterance.sampled]
    tracker.begin(Stage.HEARING, len(asked))
    futures: dict[Utterance, Future[tuple[Clip, Heard]]] = {
        utterance: session.executor.submit(_best, utterance, clips[utterance], engines, ear, session)
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
    utterance: Utterance, clip: Clip, engines: Mapping[str, Engine], ear: Ear, session: Session
) -> tuple[Clip, Heard]:
    """The best of a few takes, which is kept as such; the first where the engine says the same every time."""
    chosen, heard = (utterance.take, clip), _heard(utterance, clip, ear, session)
    if utterance.sampled:
        for take in range(utterance.take + 1, MOST_TAKES + 1):
            if not heard.doubtful:
                break
            other = _taken(replace(utterance, take=take), engines, session)
            if other is None:
                break
            again = _heard(utterance, other, ear, session)
            if again.badness < heard.badness:
                chosen, heard = (take, other), again
    if chosen[0] != utterance.take:
        key = utterance_key(replace(utterance, take=1), engines[utterance.engine].version)
        session.store.put(TAKE, key, str(chosen[0]).encode())
    return chosen[1], heard


def _taken(utterance: Utterance, engines: Mapping[str, Engine], session: Session) -> Clip | None:
    """Another take, kept like any clip; None where the engine fails: there is one already."""
    try:
        return clip_of(utterance, engines, session.store)
    except EngineError:
        return None


def _heard(utterance: Utterance, clip: Clip, ear: Ear, session: Session) -> Heard:
    facts = repr((SCHEMA, clip.key, ear.language, ear.recogniser.version))
    key = hashlib.blake2b(facts.encode(), digest_size=20).hexdigest()
    kept = session.store.get(HEARD, key)
    if kept is None:
        kept = ear.recogniser.hear(session.sounds.samples(clip.key), ear.language).encode()
        session.store.put(HEARD, key, kept)
    return compare(folded_words(utterance.spoken), words_of(kept.decode(), ear.language))


def doubt_notes(doubts: Sequence[Doubt], path: Path) -> Iterator[Note]:
    """What stays doubtful, for a person: the first ones with their lines and words."""
    for doubt in doubts[:TOLD]:
        yield Note(f"{path}:{doubt.line}: {doubt.speaker} may not say all of it; {doubt.heard.told()}")
    if more := doubts[TOLD:]:
        lines = ", ".join(str(doubt.line) for doubt in more)
        yield Note(f"{path}: {len(more)} more paragraphs may be misspoken, on lines {lines}")
