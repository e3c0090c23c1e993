"""From a script's paragraphs to utterances: what is said, by which engine and with which options."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from audiorender.errors import SourceError
from audiorender.mixer.turntaking import Style
from audiorender.model import Options, Part, Script, Seat, Utterance, Voice, written
from audiorender.produce.casting import language_of
from audiorender.produce.speaking.forms import Forms
from audiorender.produce.speaking.languages import turn_languages
from audiorender.tts.engines import DEFAULT, Repeats, WordTimes, engine_info, in_language
from audiorender.tts.engines.options import SEED, SPEEDS, Kind
from audiorender.tts.lexicon import Lexicon, load_lexicon
from audiorender.tts.spoken import Spoken
from audiorender.tts.voices import LEXICON, shipped, speaking


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
