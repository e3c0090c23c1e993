"""A script's paragraphs as utterances, and their clips as lines for the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audiorender.errors import EngineError, SourceError
from audiorender.model import Clip, Line, Options, Seat, Utterance, Voice, written
from audiorender.produce.opening import Opened, language_of
from audiorender.produce.request import Request
from audiorender.produce.session import Session
from audiorender.script.file.scriptfile import paragraph_lines
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


def paragraphs(opened: Opened, request: Request) -> tuple[Paragraph, ...]:
    """Every paragraph of the script in order, with what its speaker's voice is asked to say."""
    language, lexicon = language_of(opened.script), lexicon_of(request)
    seats = dict(opened.casting.seats)
    options = {name: paced(seat.voice, request.rate) for name, seat in seats.items()}
    found = []
    for number, (turn, lines) in enumerate(
        zip(opened.script.turns, paragraph_lines(opened.text, opened.path), strict=True)
    ):
        voice = seats[turn.speaker].voice
        for text, place in zip(turn.paragraphs, lines, strict=True):
            spoken = spoken_form(text, language, lexicon)
            utterance = Utterance(spoken.text, voice.engine, options[turn.speaker]) if spoken.text else None
            found.append(Paragraph(number, place.start, turn.speaker, voice, written(text), spoken, utterance))
    return tuple(found)


def lexicon_of(request: Request) -> Lexicon:
    """How words are spoken that engines get wrong: the project's own lexicon, then the shipped one."""
    return load_lexicon((*request.project.lexicon, shipped() / LEXICON))


def check_speakable(opened: Opened, spoken: Sequence[Paragraph]) -> None:
    """Raise SourceError when no paragraph has anything to say."""
    if not any(paragraph.utterance for paragraph in spoken):
        raise SourceError("there is nothing to speak in it", path=opened.path, hint="give somebody a word to say")


def chapters(opened: Opened, spoken: Sequence[Paragraph]) -> int:
    """How many chapters the episode will have: those in which something is heard."""
    heard = {paragraph.turn for paragraph in spoken if paragraph.utterance}
    return sum(not heard.isdisjoint(turns) for turns in opened.script.chapters)


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


def wanted(opened: Opened, spoken: Sequence[Paragraph]) -> list[Wanted]:
    """What must be there as clips, each with the script line that an error names."""
    return [Wanted(p.utterance, p.voice.name, f"{opened.path}:{p.line}") for p in spoken if p.utterance]


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


def speak(
    opened: Opened, spoken: Sequence[Paragraph], session: Session, tracker: Tracker
) -> tuple[tuple[Line, ...], int]:
    """Every paragraph as a line for the timeline, and how many clips were made for it because they were missing.

    Raises EngineError, naming the script's line, for a clip that could not be made.
    """
    asked, engines = wanted(opened, spoken), engines_for(spoken, session)
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


def seats(opened: Opened) -> dict[str, Seat]:
    """Who sits where."""
    return dict(opened.casting.seats)
