"""A script's paragraphs as utterances, and their clips as lines for the timeline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiorender.errors import EngineError, SourceError
from audiorender.model import Clip, Line, Options, Script, Seat, Utterance, Voice, written
from audiorender.produce.casting import language_of
from audiorender.produce.session import Session
from audiorender.tts.engines import Engine, engine_info
from audiorender.tts.engines.options import SPEEDS, Kind
from audiorender.tts.lexicon import Lexicon, load_lexicon
from audiorender.tts.spoken import Spoken, spoken_form
from audiorender.tts.synthesis import Wanted, synthesise
from audiorender.tts.voices import LEXICON, shipped
from audiorender.tts.wordtiming import timed_words
from audiorender.watch import Tracker


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of turn `turn` (0-based) on `line` of the script; nothing to speak in it: `utterance` is None."""

    turn: int
    line: int
    speaker: str
    voice: Voice
    written: str
    spoken: Spoken
    utterance: Utterance | None


def paragraphs(script: Script, seats: Mapping[str, Seat], lexicon: Lexicon, rate: float) -> tuple[Paragraph, ...]:
    """Every paragraph of the script in order, with what its speaker's voice is asked to say; `rate` is its speed."""
    language = language_of(script)
    options = {name: paced(seat.voice, rate) for name, seat in seats.items()}
    found = []
    for number, turn in enumerate(script.turns):
        voice = seats[turn.speaker].voice
        for text, place in zip(turn.paragraphs, turn.lines, strict=True):
            spoken = spoken_form(text, language, lexicon)
            utterance = Utterance(spoken.text, voice.engine, options[turn.speaker]) if spoken.text else None
            found.append(Paragraph(number, place.start, turn.speaker, voice, written(text), spoken, utterance))
    return tuple(found)


def lexicon_of(files: Sequence[Path]) -> Lexicon:
    """How words are spoken that engines get wrong: these files' words, then the shipped ones."""
    return load_lexicon((*files, shipped() / LEXICON))


def check_speakable(spoken: Sequence[Paragraph], path: Path) -> None:
    """Raise SourceError when no paragraph of the script at `path` has anything to say."""
    if not any(paragraph.utterance for paragraph in spoken):
        raise SourceError("there is nothing to speak in it", path=path, hint="give somebody a word to say")


def heard_chapters(script: Script, spoken: Sequence[Paragraph]) -> int:
    """How many chapters the episode will have: those in which something is heard."""
    heard = {paragraph.turn for paragraph in spoken if paragraph.utterance}
    return sum(not heard.isdisjoint(turns) for turns in script.chapters)


def count_words(text: str) -> int:
    """How many words a text has, for accounts and estimates."""
    return len(re.findall(r"\w[\w'’-]*", text))


def paced(voice: Voice, rate: float) -> Options:
    """The voice's options with its speed multiplied, where its engine has a speed and within what it allows."""
    for option in engine_info(voice.engine).options:
        if option.name in SPEEDS and rate != 1.0:
            given = dict(voice.options)
            wanted = given.get(option.name, option.default)
            assert isinstance(wanted, int | float)  # noqa: S101  a speed is a number
            faster = min(max(wanted * rate, option.low), option.high)
            given[option.name] = round(faster) if option.kind is Kind.WHOLE else faster
            return tuple(sorted(given.items()))
    return voice.options


def wanted(spoken: Sequence[Paragraph], path: Path) -> list[Wanted]:
    """What must be there as clips, each with the line of the script at `path` that an error names."""
    return [Wanted(p.utterance, p.voice.name, f"{path}:{p.line}") for p in spoken if p.utterance]


def engines_for(spoken: Sequence[Paragraph], session: Session) -> dict[str, Engine]:
    """The engines that these paragraphs need, each asked whether it has what their voices want."""
    engines: dict[str, Engine] = {}
    for utterance, voice in {p.utterance: p.voice for p in spoken if p.utterance}.items():
        engine = engines[utterance.engine] = session.engine(utterance.engine)
        try:
            engine.check(utterance.options)
        except EngineError as error:
            raise EngineError(f"voice '{voice.name}': {error.message}", hint=error.hint) from error
    return engines


def speak(spoken: Sequence[Paragraph], path: Path, session: Session, tracker: Tracker) -> tuple[tuple[Line, ...], int]:
    """Every paragraph as a line for the timeline, and how many clips were made for it because they were missing.

    Raises EngineError, naming the script's line, for a clip that could not be made.
    """
    asked, engines = wanted(spoken, path), engines_for(spoken, session)
    clips, made = synthesise(asked, engines, session.store, session.executor, tracker)
    return lines(spoken, clips), made


def lines(spoken: Sequence[Paragraph], clips: Mapping[Utterance, Clip]) -> tuple[Line, ...]:
    """Each paragraph with its clip and its words in time."""
    found = []
    for paragraph in spoken:
        clip = clips[paragraph.utterance] if paragraph.utterance else None
        words = timed_words(paragraph.spoken, clip) if clip else ()
        found.append(Line(paragraph.turn, paragraph.speaker, clip, words))
    return tuple(found)
