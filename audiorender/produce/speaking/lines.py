"""From a script's paragraphs to utterances, and from their clips to lines for the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audiorender.errors import EngineError
from audiorender.model import Clip, Line, Options, Utterance, Voice
from audiorender.produce.note import Note
from audiorender.produce.session import Session
from audiorender.produce.speaking.notes import as_written, identical_takes, left_out, stand_ins
from audiorender.produce.speaking.paragraphs import Pace, Paragraph, blank
from audiorender.produce.speaking.proofing import Doubt, Listener, best_take, doubt_notes, proof_listen
from audiorender.tts.engines import DEFAULT, Engine, engine_info
from audiorender.tts.ipa import MARKED
from audiorender.tts.synthesis.clips import Wanted, synthesise
from audiorender.tts.wordtiming import timed_words
from audiorender.watch import Tracker

_LISTED = 5
_SHOWN = 60


def wanted(spoken: Sequence[Paragraph], path: Path, fallback: Utterance | None = None) -> list[Wanted]:
    """The clips that are needed, each with the line of the script at `path` for errors.

    `fallback` is an utterance for the fallback voice without its text.
    """
    return [
        Wanted(p.utterance, p.voice.name, f"{path}:{p.line}", _instead(p.utterance, fallback))
        for p in spoken
        if p.utterance
    ]


def _instead(utterance: Utterance, fallback: Utterance | None) -> Utterance | None:
    """The utterance for the fallback voice; None if it would need IPA that its engine does not read."""
    if fallback is None or (MARKED.search(utterance.spoken) and not engine_info(fallback.engine).phonemes):
        return None
    return replace(fallback, spoken=utterance.spoken)


def engines_for(spoken: Sequence[Paragraph], session: Session) -> dict[str, Engine]:
    """The engines that these paragraphs need, each checked for what their voices want."""
    engines: dict[str, Engine] = {}
    asked = {(p.utterance.engine, p.utterance.options): p.voice for p in spoken if p.utterance}
    for (name, options), voice in asked.items():
        engines[name] = session.engine(name)
        _check(engines[name], options, voice)
    if any(p.utterance.guide is not None for p in spoken if p.utterance):
        engines[DEFAULT] = session.engine(DEFAULT)
    return engines


def _check(engine: Engine, options: Options, voice: Voice) -> None:
    try:
        engine.check(options)
    except EngineError as error:
        raise EngineError(f"voice '{voice.name}': {error.message}", hint=error.hint) from error


@dataclass(frozen=True, slots=True)
class SpokenLines:
    """Every paragraph as a line for the timeline, and how many missing clips were made.

    `versions` are those of the engines.
    """

    lines: tuple[Line, ...]
    made: int
    versions: Mapping[str, str]
    notes: tuple[Note, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def speak(
    spoken: Sequence[Paragraph],
    path: Path,
    session: Session,
    tracker: Tracker,
    fallback: Fallback | None = None,
    listener: Listener | None = None,
) -> SpokenLines:
    """Say every paragraph, with the fallback voice if its own fails; `listener` checks the result.

    Raises EngineError, naming the script's line, for a clip that could not be made.
    """
    engines = _engines_at_hand(spoken, fallback, session) if fallback else engines_for(spoken, session)
    spoken = [_best(paragraph, engines, session) for paragraph in spoken]
    asked = wanted(spoken, path, fallback.asked if fallback else None)
    made = synthesise(asked, engines, session.store, session.speakers, tracker)
    versions = {name: engine.version for name, engine in sorted(engines.items())}
    stood_in = stand_ins(made.stood_in, fallback.voice) if fallback else ()
    notes = (*identical_takes(spoken, path), *as_written(spoken, path), *left_out(spoken, path), *stood_in)
    if listener is None:
        return SpokenLines(lines(spoken, made.clips), made.fresh, versions, notes)
    clips, heard = proof_listen(made.clips, engines, listener, session, tracker)
    doubts = tuple(Doubt(p.line, p.speaker, heard[p.utterance]) for p in spoken if p.utterance and p.utterance in heard)
    return SpokenLines(lines(spoken, clips), made.fresh, versions, (*notes, *doubt_notes(doubts, path)), doubts)


def _best(paragraph: Paragraph, engines: Mapping[str, Engine], session: Session) -> Paragraph:
    """The paragraph with the best take of its utterance, if there are several."""
    asked = paragraph.utterance
    return replace(paragraph, utterance=best_take(asked, engines[asked.engine], session.store)) if asked else paragraph


@dataclass(frozen=True, slots=True)
class Fallback:
    """The voice that says what another fails to say, and an utterance for its engine without a text."""

    voice: Voice
    asked: Utterance

    @classmethod
    def of(cls, voice: Voice | None, pace: Pace) -> Fallback | None:
        """The fallback for `voice`, if given."""
        return cls(voice, blank(voice, pace)) if voice else None


def _engines_at_hand(spoken: Sequence[Paragraph], fallback: Fallback, session: Session) -> dict[str, Engine]:
    """The engines that are needed; the fallback voice's is checked, others may fail."""
    engines = {p.utterance.engine: session.engine(p.utterance.engine) for p in spoken if p.utterance}
    engines[fallback.asked.engine] = session.engine(fallback.asked.engine)
    _check(engines[fallback.asked.engine], fallback.asked.options, fallback.voice)
    return engines


def lines(spoken: Sequence[Paragraph], clips: Mapping[Utterance, Clip]) -> tuple[Line, ...]:
    """Each paragraph with its clip and its timed words."""
    found = []
    for paragraph in spoken:
        clip = clips[paragraph.utterance] if paragraph.utterance else None
        words = timed_words(paragraph.spoken, clip) if clip else ()
        found.append(Line(paragraph.turn, paragraph.speaker, clip, words))
    return tuple(found)
