"""Spoken forms: text in which an engine finds only words and pauses.

Letters are normalised, the rules of the language turn digits and symbols into words (`figures`), typography becomes
pauses, and what cannot be spoken is dropped. Every written word knows its place in the spoken text.

Each mark that eSpeak NG (1.52, en-us) might read aloud was tried: `/ * ~ # @ \\ : ! .` alone or between letters, every
sign, arrow and emoji, a hyphen between digits, and combining accents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from audiorender.languages import first_subtag, language_of
from audiorender.languages.detection.quoted import quoted_runs
from audiorender.languages.detection.scripts import Run, runs_in_other_scripts
from audiorender.model import Piece, Text, written
from audiorender.rewriting import Group, Rule, Traced, rewrite
from audiorender.tts.ipa import hidden, marked, phonemes
from audiorender.tts.lexicon import NO_LEXICON, Lexicon, syllables
from audiorender.tts.spoken.characters import LETTERS, NOTE, TYPOGRAPHY, is_heard, symbols
from audiorender.tts.spoken.figures import rules_of
from audiorender.unspaced import word_places


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as a caption shows it, with adjoining marks, and the characters of the spoken text that say it.

    A `glued` word follows the one before without a blank.
    """

    written: str
    start: int
    end: int
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Foreign:
    """Characters `start` to `end` (excluded) of a spoken text in another `language` (an ISO 639-1 tag)."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A paragraph in its spoken form. If it has no words, `text` is empty and there is nothing to speak.

    Joined by spaces, except where glued, the `words` are the written text. `silent` is what is not spoken: emoji and
    other symbols, note marks, formulas for which we have no words, words in a script that the voice cannot say.
    `foreign` is what is to be said in another language. `as_written` are words with IPA that are read as written
    because the engine does not read IPA.
    """

    text: str
    words: tuple[SpokenWord, ...]
    silent: tuple[str, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    as_written: tuple[str, ...] = ()


Speaks = Callable[[str, str], bool]
"""Whether a voice can say a text in a language (an ISO 639-1 tag): `speaks(language, text)`."""


def spoken_form(
    text: Text, language: str = "en", lexicon: Lexicon = NO_LEXICON, speaks: Speaks | None = None, *, ipa: bool = False
) -> Spoken:
    """How `text` is read out in `language` (a BCP 47 tag, of which the first part counts).

    The spoken form that a piece gives is used as it is: only non-words are removed from it. Next comes the `lexicon`,
    then the rules of the language. Words in another script are read by the rules of their own language if the voice
    `speaks` it, and dropped otherwise; without `speaks` they are left as they are. So are quotations
    in another language, unless the voice speaks it. IPA is put between ⟦ and ⟧ for an engine that reads `ipa`; for
    others the word is read as written.
    """
    worded = _worded(text, language, lexicon, speaks, ipa=ipa)
    silent = (*worded.silent, *symbols(worded.traced.text))
    spoken = rewrite(worded.traced, TYPOGRAPHY)
    if not _has_words(spoken.text):
        return Spoken("", (), silent)
    spoken = replace(spoken, text=marked(spoken.text))
    foreign = tuple(_foreign(worded.foreign, spoken))
    return Spoken(spoken.text, _words(written(text), spoken), silent, foreign, worded.as_written)


def spoken_text(
    text: Text, language: str = "en", lexicon: Lexicon = NO_LEXICON, speaks: Speaks | None = None, *, ipa: bool = False
) -> str:
    """Only the `text` of the spoken form, without matching its words to the written ones."""
    said = rewrite(_worded(text, language, lexicon, speaks, ipa=ipa).traced, TYPOGRAPHY).text
    return marked(said) if _has_words(said) else ""


def _has_words(said: str) -> bool:
    return any(map(str.isalnum, said))


@dataclass(frozen=True, slots=True)
class _Worded:
    """A paragraph in plain letters, with digits and symbols in words; what is silent in it, runs of the written text in
    another language, and words whose IPA is not used."""

    traced: Traced
    silent: tuple[str, ...]
    foreign: tuple[Run, ...]
    as_written: tuple[str, ...]


def _worded(text: Text, language: str, lexicon: Lexicon, speaks: Speaks | None = None, *, ipa: bool = False) -> _Worded:
    rules = _rules(language, lexicon, ipa=ipa)
    pieces, as_written = _with_ipa(text, ipa=ipa)
    parts: list[Traced] = []
    silent: list[str] = []
    foreign: list[Run] = []
    place = 0
    for piece in _joined(pieces):
        if piece.spoken is not None:
            parts.append(rewrite(_given(piece.written, syllables(piece.spoken), place), LETTERS))
        else:
            silent += _unsaid(piece.written, language)
            as_written += () if ipa else lexicon.in_ipa(piece.written, language)
            runs = _runs(piece.written, language, speaks) if speaks else ()
            if not runs:
                parts.append(rewrite(_at(piece.written, place), rules))
            for run in _gapless(runs, len(piece.written)):
                said = piece.written[run.start : run.end]
                own = not run.language or lexicon.knows(said, language)
                if own or (speaks and speaks(run.language, said)):
                    its = rules if own else _rules(run.language, lexicon, ipa=ipa)
                    parts.append(rewrite(_at(said, place + run.start), its))
                    if not own:
                        foreign.append(Run(place + run.start, place + run.end, run.language))
                else:
                    silent.append(said)
        place += len(piece.written)
    if len(parts) == 1:
        return _Worded(parts[0], tuple(silent), tuple(foreign), tuple(as_written))
    origins = tuple(origin for part in parts for origin in part.origins)
    whole = Traced("".join(part.text for part in parts), origins)
    return _Worded(whole, tuple(silent), tuple(foreign), tuple(as_written))


def _runs(shown: str, language: str, speaks: Speaks) -> Sequence[Run]:
    """What is in another language: in another script, or quoted and in one that the voice can say."""
    quoted = [run for run in quoted_runs(shown, language) if speaks(run.language, shown[run.start : run.end])]
    return runs_in_other_scripts(shown, language) or quoted


def _rules(language: str, lexicon: Lexicon, *, ipa: bool) -> tuple[Rule | Group, ...]:
    known = language_of(language)
    return (*LETTERS, *lexicon.rules(first_subtag(language), ipa=ipa), *(rules_of(known) if known else ()))


def _with_ipa(text: Text, *, ipa: bool) -> tuple[list[Piece], list[str]]:
    """The pieces, with IPA as letters that no rule knows; or without it, and with the words concerned."""
    found, as_written = list[Piece](), list[str]()
    for piece in text:
        sound = phonemes(piece.spoken) if piece.spoken else None
        if sound is None:
            found.append(piece)
        elif ipa:
            found.append(replace(piece, spoken=hidden(sound)))
        else:
            found.append(Piece(piece.written))
            as_written.append(piece.written)
    return found, as_written


def _at(shown: str, place: int) -> Traced:
    return Traced(shown, tuple(range(place, place + len(shown))))


def _gapless(runs: Sequence[Run], length: int) -> Iterator[Run]:
    """Runs in other languages, with the text between them as runs without a language; nothing if there are none."""
    done = 0
    for run in runs:
        if run.start > done:
            yield Run(done, run.start, "")
        yield run
        done = run.end
    if runs and done < length:
        yield Run(done, length, "")


def _foreign(runs: Sequence[Run], spoken: Traced) -> Iterator[Foreign]:
    """The positions in the spoken text of runs in the written text."""
    places = spoken.said_for([(run.start, run.end) for run in runs])
    for run, (start, end) in zip(runs, places, strict=True):
        said = spoken.text[start:end]
        first = start + len(said) - len(said.lstrip(" ,.;:!?'-"))
        last = start + len(said.rstrip(" ,.;:!?'-"))
        if first < last:
            yield Foreign(first, last, run.language)


def _unsaid(shown: str, language: str) -> Iterator[str]:
    """Note marks, and formulas for which we have no words."""
    yield from (match[0] for match in NOTE.finditer(shown))
    if "$" in shown or "\\" in shown:
        from audiorender.languages.notation.english.signs.formulas import formulas, unsaid

        yield from unsaid(shown) if first_subtag(language) == "en" else formulas(shown)


def _joined(text: Sequence[Piece]) -> list[Piece]:
    """The pieces, with neighbours that are read as written merged, so that rules can match across their seam."""
    pieces: list[Piece] = []
    for piece in text:
        if pieces and piece.spoken is None and pieces[-1].spoken is None:
            pieces[-1] = Piece(pieces[-1].written + piece.written)
        else:
            pieces.append(piece)
    return pieces


def _given(shown: str, said: str, place: int) -> Traced:
    """A spoken form given by a person, its words spread evenly over the written ones."""
    starts = [place + word.start() for word in re.finditer(r"\S+", shown)] or [place]
    words = list(re.finditer(r"\S+", said))
    origins = [place] * len(said)
    for number, word in enumerate(words):
        end = words[number + 1].start() if number + 1 < len(words) else len(said)
        origins[word.start() : end] = [starts[number * len(starts) // len(words)]] * (end - word.start())
    return Traced(said, tuple(origins))


def _words(shown: str, spoken: Traced) -> tuple[SpokenWord, ...]:
    """Each audible written word, with inaudible ones (a dash, an emoji) attached to the one before."""
    words: list[SpokenWord] = []
    leading, before = "", -1
    places = list(word_places(shown))
    for (first, after), (start, end) in zip(places, spoken.said_for(places), strict=True):
        chunk, said = shown[first:after], spoken.text[start:end]
        blank = "" if first == before else " "
        word = f"{leading}{blank}{chunk}" if leading else chunk
        glued = not blank and not leading
        before = after
        if said[:1].isalnum():
            words.append(SpokenWord(word, start, start + len(said.rstrip()), glued))
            leading = ""
        elif any(map(is_heard, said)):
            silent = len(said) - len(said.lstrip())
            words.append(SpokenWord(word, start + silent, start + len(said.rstrip()), glued))
            leading = ""
        elif words:
            words[-1] = replace(words[-1], written=f"{words[-1].written}{blank}{chunk}")
        else:
            leading = word
    if leading and not words:  # all that is heard is said for white space
        words.append(SpokenWord(leading, 0, len(spoken.text)))
    return tuple(words)
