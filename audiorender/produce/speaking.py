"""From a script's paragraphs to utterances, and from their clips to lines for the timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from audiorender.errors import EngineError, SourceError
from audiorender.mixer.turntaking import Style
from audiorender.model import Clip, Line, Options, Part, Script, Seat, Utterance, Voice, written
from audiorender.produce.casting import language_of
from audiorender.produce.hearback import Doubt, Ear, best_take, doubt_notes, hear_back
from audiorender.produce.request import Note
from audiorender.produce.session import Session
from audiorender.produce.spokenforms import Forms
from audiorender.produce.turnlanguages import turn_languages
from audiorender.tts.engines import DEFAULT, Engine, Repeats, WordTimes, engine_info, in_language
from audiorender.tts.engines.options import SEED, SPEEDS, Kind
from audiorender.tts.ipa import MARKED
from audiorender.tts.lexicon import Lexicon, load_lexicon
from audiorender.tts.spoken import Spoken
from audiorender.tts.synthesis import Wanted, synthesise
from audiorender.tts.voices import LEXICON, shipped, speaking
from audiorender.tts.wordtiming import timed_words
from audiorender.watch import Tracker

_LISTED = 5
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Pace:
    """The overall speed (`rate` multiplies every voice's), and the `pause` between sentences in milliseconds."""

    rate: float = 1.0
    pause: int = field(default_factory=lambda: Style().sentence)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of turn `turn` (0-based) on `line` of the script; `utterance` is None if there is nothing to
    speak."""

    turn: int
    line: int
    speaker: str
    voice: Voice
    written: str
    spoken: Spoken
    utterance: Utterance | None
    take: int = 1


def paragraphs(script: Script, seats: Mapping[str, Seat], forms: Forms, pace: Pace) -> tuple[Paragraph, ...]:
    """Every paragraph of the script in order, with the utterance for its speaker's voice."""
    own = language_of(script)
    blanks: dict[tuple[str, str, int], Utterance] = {}
    found = []
    for number, (turn, languages) in enumerate(zip(script.turns, turn_languages(script, own), strict=True)):
        voice = seats[turn.speaker].voice
        for text, place, language in zip(turn.paragraphs, turn.lines, languages, strict=True):
            asked = blanks.get((turn.speaker, language, turn.take))
            if asked is None:
                asked = in_take(blank(speaking(voice, language) if language != own else voice, pace), turn.take)
                blanks[turn.speaker, language, turn.take] = asked
            spoken = forms.of(text, language, asked)
            utterance = _asked_for(asked, spoken) if spoken.text else None
            words, line = written(text), place.start
            found.append(Paragraph(number, line, turn.speaker, voice, words, spoken, utterance, turn.take))
    return tuple(found)


def blank(voice: Voice, pace: Pace) -> Utterance:
    """An utterance for the voice without its text: with portions if the engine limits a call."""
    options = paced(voice, pace.rate)
    info = engine_info(voice.engine).with_options(options)
    return Utterance(
        "",
        voice.engine,
        options,
        portion=info.characters,
        pause=0 if info.characters is None else pace.pause,
        weights=info.weights(options),
        sampled=info.repeats is not Repeats.SAME,
        guide=in_language(DEFAULT, (), voice.language) if info.word_times is WordTimes.NONE else None,
        at_once=info.at_once,
        paid=info.paid,
    )


def _asked_for(asked: Utterance, spoken: Spoken) -> Utterance:
    parts = (
        Part(foreign.start, foreign.end, in_language(asked.engine, asked.options, foreign.language) or asked.options)
        for foreign in spoken.foreign
    )
    return replace(asked, spoken=spoken.text, parts=tuple(part for part in parts if part.options != asked.options))


def in_take(asked: Utterance, take: int) -> Utterance:
    """Another take of the same utterance, for an engine that is sampled; its seed is raised."""
    if not asked.sampled or take == 1:
        return asked
    options = dict(asked.options)
    for option in engine_info(asked.engine).options:
        seed = options.get(SEED, option.default)
        if option.name == SEED and isinstance(seed, int) and seed >= 0:
            options[SEED] = int(min(seed + take - 1, option.high))
    return replace(asked, options=tuple(sorted(options.items())), take=take)


def lexicon_of(files: Sequence[Path]) -> Lexicon:
    """Pronunciations from these files, then the shipped ones."""
    return load_lexicon((*files, shipped() / LEXICON))


def check_speakable(spoken: Sequence[Paragraph], path: Path) -> None:
    """Raise SourceError if no paragraph of the script at `path` has anything to say."""
    if not any(paragraph.utterance for paragraph in spoken):
        raise SourceError("there is nothing to speak", path=path, hint="give a speaker some words")


def heard_chapters(script: Script, spoken: Sequence[Paragraph]) -> int:
    """How many chapters the episode will have: those in which something is heard."""
    heard = {paragraph.turn for paragraph in spoken if paragraph.utterance}
    return sum(not heard.isdisjoint(turns) for turns in script.chapters)


def count_words(text: str) -> int:
    """The number of words in a text, for reports and estimates."""
    return len(re.findall(r"\w[\w'’-]*", text))


def paced(voice: Voice, rate: float) -> Options:
    """The voice's options with its speed multiplied, within the engine's limits, if it has a speed."""
    for option in engine_info(voice.engine).options:
        if option.name in SPEEDS and rate != 1.0:
            given = dict(voice.options)
            wanted = given.get(option.name, option.default)
            assert isinstance(wanted, int | float)  # noqa: S101  a speed is a number
            faster = min(max(wanted * rate, option.low), option.high)
            given[option.name] = round(faster) if option.kind is Kind.WHOLE else faster
            return tuple(sorted(given.items()))
    return voice.options


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
    ear: Ear | None = None,
) -> SpokenLines:
    """Say every paragraph, with the fallback voice if its own fails; `ear` checks the result.

    Raises EngineError, naming the script's line, for a clip that could not be made.
    """
    engines = _engines_at_hand(spoken, fallback, session) if fallback else engines_for(spoken, session)
    spoken = [_best(paragraph, engines, session) for paragraph in spoken]
    asked = wanted(spoken, path, fallback.asked if fallback else None)
    made = synthesise(asked, engines, session.store, session.speakers, tracker)
    versions = {name: engine.version for name, engine in sorted(engines.items())}
    stood_in = _fallback_notes(made.stood_in, fallback.voice) if fallback else ()
    notes = (*_identical_takes(spoken, path), *_as_written(spoken, path), *_left_out(spoken, path), *stood_in)
    if ear is None:
        return SpokenLines(lines(spoken, made.clips), made.fresh, versions, notes)
    clips, heard = hear_back(made.clips, engines, ear, session, tracker)
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


def _identical_takes(spoken: Sequence[Paragraph], path: Path) -> Iterator[Note]:
    """Voices for which another take was requested although all their takes are the same."""
    lines: dict[str, int] = {}
    for paragraph in spoken:
        if paragraph.take > 1 and paragraph.utterance and not paragraph.utterance.sampled:
            lines.setdefault(paragraph.voice.name, paragraph.line)
    for voice, line in lines.items():
        yield Note(f"voice '{voice}' sounds the same in every take ({path}:{line})")


def _as_written(spoken: Sequence[Paragraph], path: Path) -> Iterator[Note]:
    """Words with IPA that an engine does not read."""
    found: dict[tuple[str, str], int] = {}
    for paragraph in spoken:
        engine = paragraph.utterance.engine if paragraph.utterance else paragraph.voice.engine
        for word in paragraph.spoken.as_written:
            found.setdefault((engine, word), paragraph.line)
    for (engine, word), line in found.items():
        told = f"engine '{engine}' does not read IPA, so '{word}' is said as it is written ({path}:{line})"
        yield Note(told)


def _left_out(spoken: Sequence[Paragraph], path: Path) -> Iterator[Note]:
    """Words and formulas that no voice says; losing emoji and note marks does not matter."""
    found: dict[str, int] = {}
    for paragraph in spoken:
        for piece in paragraph.spoken.silent:
            if any(map(str.isalpha, piece)):
                found.setdefault(" ".join(piece.split()), paragraph.line)
    for piece, line in [*found.items()][:_LISTED]:
        shown = piece if len(piece) <= _SHOWN else f"{piece[: _SHOWN - 1].rstrip()}…"
        yield Note(f"left out, because the voice cannot say it: {shown} ({path}:{line})")
    if len(found) > _LISTED:
        yield Note(f"{len(found) - _LISTED} more pieces are left out; report.json lists them")


def _fallback_notes(failed: Sequence[tuple[Wanted, str]], voice: Voice) -> Iterator[Note]:
    """For each voice that failed, how often and why, and where first."""
    by_voice: dict[str, list[tuple[Wanted, str]]] = {}
    for want, reason in failed:
        by_voice.setdefault(want.voice, []).append((want, reason))
    for name, each in by_voice.items():
        (first, reason), times = each[0], len(each)
        paragraphs = "a paragraph" if times == 1 else f"{times} paragraphs"
        text = f"voice '{name}' failed, so '{voice.name}' speaks {paragraphs} in its place ({first.where}: {reason})"
        yield Note(text, lessened=True)


def lines(spoken: Sequence[Paragraph], clips: Mapping[Utterance, Clip]) -> tuple[Line, ...]:
    """Each paragraph with its clip and its timed words."""
    found = []
    for paragraph in spoken:
        clip = clips[paragraph.utterance] if paragraph.utterance else None
        words = timed_words(paragraph.spoken, clip) if clip else ()
        found.append(Line(paragraph.turn, paragraph.speaker, clip, words))
    return tuple(found)
