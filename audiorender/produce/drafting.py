"""`script`: build a source's script, write it, and account for every character of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from audiorender.model import Turn, written
from audiorender.produce.casting import language_of
from audiorender.produce.note import Note
from audiorender.produce.opening.opened import OpenedScript
from audiorender.produce.opening.script import open_script, write_script
from audiorender.produce.request import Request
from audiorender.produce.speaking.forms import can_say
from audiorender.produce.speaking.languages import turn_languages
from audiorender.produce.speaking.paragraphs import count_words, lexicon_of
from audiorender.report.scriptjson import script_json
from audiorender.script.coverage import RULES
from audiorender.tts.doubtful import Doubtful, doubtful
from audiorender.tts.engines import engine_info
from audiorender.tts.lexicon import Lexicon
from audiorender.tts.spoken import spoken_text
from audiorender.watch import Stage, Tracker

_LISTED = 20
"""How many doubtful words are listed; the JSON has all of them."""


@dataclass(frozen=True, slots=True)
class BuiltScript:
    """A script that was built or, if a person had edited it, read."""

    opened: OpenedScript
    lexicon: Lexicon
    listen: tuple[Doubtful, ...]
    """Words that an engine is likely to mispronounce, the most frequent first."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes about it."""
        return self.opened.notes

    def as_json(self) -> dict[str, Any]:
        """Turns, chapters and silent pieces with their spans; only the script's contents if it was just read."""
        draft, language = self.opened.draft, language_of(self.opened.script)
        shown, seats = draft.script if draft else self.opened.script, self.opened.seats

        def spoken(turn: Turn, languages: Sequence[str]) -> str:
            said = zip(turn.paragraphs, languages, strict=True)
            voice = seats[turn.speaker].voice if turn.speaker in seats else None
            speaks = partial(can_say, voice.engine, voice.options) if voice else None
            ipa = voice is not None and engine_info(voice.engine).phonemes
            return "\n".join(spoken_text(text, tongue, self.lexicon, speaks, ipa=ipa) for text, tongue in said)

        said = [spoken(turn, each) for turn, each in zip(shown.turns, turn_languages(shown, language), strict=True)]
        found = script_json(shown, said, draft)
        listen = [{"word": word.written, "spoken": word.spoken, "times": word.times} for word in self.listen]
        return {**found, "language": language, "language_detected": self._detected, "listen": listen}

    @property
    def _detected(self) -> bool:
        """Whether the language was detected from the text alone."""
        draft = self.opened.draft
        return draft is not None and draft.detected == self.opened.script.meta.language is not None

    def rows(self) -> list[tuple[str, str, str, str]]:
        """Speaker, turns, words, guessed turns."""
        turns, said, unsure = Counter[str](), Counter[str](), Counter[str]()
        for turn in self.opened.script.turns:
            turns[turn.speaker] += 1
            said[turn.speaker] += sum(count_words(written(paragraph)) for paragraph in turn.paragraphs)
            unsure[turn.speaker] += turn.guessed
        return [(name, str(turns[name]), str(said[name]), str(unsure[name])) for name, _ in self.opened.script.cast]

    def account(self) -> Iterator[str]:
        """What is not spoken by rule, what was guessed (least certain first), and where the script is."""
        draft = self.opened.draft
        if draft:
            kinds = Counter(RULES[silent.rule] for silent in draft.silent)
            yield "not spoken: " + ("; ".join(f"{kind} ({count})" for kind, count in kinds.most_common()) or "nothing")
        if self._detected:
            yield f"language: {language_of(self.opened.script)}, detected from the text"
        for one in self.opened.guessed():
            sure = f" ({one.confidence:.0%} sure: {one.reason})" if one.confidence is not None else ""
            yield f"guessed: line {one.line} of the script, {one.speaker}{sure}"
        if self.listen:
            listed = ", ".join(f"{word} ({word.times})" for word in self.listen[:_LISTED])
            more = f" and {len(self.listen) - _LISTED} more" if len(self.listen) > _LISTED else ""
            yield f"may be mispronounced: {listed}{more}"
        yield f"script: {self.opened.folder.script if self.opened.base is not None else self.opened.path}"


def draft_script(request: Request, tracker: Tracker) -> BuiltScript:
    """Build the script of what `request` names and write it, unless a person has edited the existing one."""
    tracker.begin(Stage.READING, about=request.name)
    opened = open_script(request)
    write_script(opened)
    lexicon, paragraphs = (
        lexicon_of(request.project.lexicon),
        (text for turn in opened.script.turns for text in turn.paragraphs),
    )
    return BuiltScript(opened, lexicon, doubtful(paragraphs, language_of(opened.script), lexicon))
