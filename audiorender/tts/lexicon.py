"""Pronunciations for words that an engine gets wrong: a TOML table from written to spoken form.

    [en]
    Siobhan = "shivawn"
    "GIF" = "jif"
    nginx = "engine X"

A table applies to the language it is named after (its first subtag), words above all tables to every language. A word
with a capital is matched as written, and all in capitals; one without matches any capitals. A plural or possessive s is
allowed. The longest entry wins, and of equals the one in the earlier file, wherever it is in it. The spoken form is
read like text: digits become words, and syllables in capitals (`ban-DEH-ha`, `TEMZ`) are syllables. Text between
slashes is IPA (`"/ʃɪˈvɔːn/"`), for engines that read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from audiorender.expressions import expression, one_of
from audiorender.languages import first_subtag
from audiorender.rewriting import Rule, at, rule
from audiorender.tomlfile import TomlFile
from audiorender.tts.ipa import hidden, phonemes, unknown_signs

EVERY = ""
"""The language key of words for every language."""

LONGEST = 80
"""Maximum characters of an entry, on either side."""

_RESPELT = expression(
    r"(?<![\w-])(?=\S*[A-ZÀ-Þ]{2})(?=\S*[a-zß-ÿ])[^\W\d_]+(?:-[^\W\d_]+)+|(?<![\w-])[A-ZÀ-Þ]{4,}(?![\w-])"
)
_VOWEL = expression("[aeiouyà-öø-ÿ]", re.IGNORECASE)
_HISSES = ("s", "x", "z", "ch", "sh")
_ENDING = r"((?:['’]s|s['’](?!\w)|es|s|['’](?!\w))(?!\w))?"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Entries by language, each from written to spoken; `EVERY` applies to all languages."""

    entries: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, language: str) -> dict[str, str]:
        """The entries for `language`: its own before those for all."""
        return {**self.entries.get(EVERY, {}), **self.entries.get(language, {})}

    def knows(self, text: str, language: str) -> bool:
        """Whether `text` has an entry for `language`."""
        return any(written in text for written in self.of(first_subtag(language)))

    def rules(self, language: str, *, ipa: bool = False) -> tuple[Rule, ...]:
        """The entries as a rule that rewrites text, with IPA only if requested; nothing without entries."""
        return _rules(self, language, ipa=ipa)

    def in_ipa(self, text: str, language: str) -> list[str]:
        """The words of `text` whose entries are in IPA."""
        pattern = _in_ipa(self, first_subtag(language))
        return [match[1] for match in pattern.finditer(text)] if pattern else []


NO_LEXICON = Lexicon()


def load_lexicon(files: Sequence[Traversable]) -> Lexicon:
    """The entries of all `files`; earlier files take precedence.

    Raises SourceError for a file that cannot be read and for the first invalid entry.
    """
    return _joined(tuple(TomlFile(file, hint='an entry is a line such as "C++" = "C plus plus"') for file in files))


@lru_cache(maxsize=8)
def _joined(files: tuple[TomlFile, ...]) -> Lexicon:
    """The lexicon of these files: the same for each episode, so that its rules are made once."""
    entries: dict[str, dict[str, str]] = {}
    for file in reversed(files):
        for language, words in _read(file).items():
            for other, known in entries.items():
                if language in {EVERY, other}:
                    _drop(known, words)
            entries.setdefault(language, {}).update(words)
    return Lexicon(MappingProxyType({language: MappingProxyType(words) for language, words in entries.items()}))


def _drop(known: dict[str, str], words: Iterable[str]) -> None:
    """Remove from a later file's table what an earlier one has, with any capitals, and also if it is for all
    languages."""
    folded = {word.casefold() for word in words}
    for written in [written for written in known if written.casefold() in folded]:
        del known[written]


def syllables(spoken: str) -> str:
    """A spoken form with respellings such as `ban-DEH-ha` and `TEMZ` in lower case: capitals mean stress there.

    Other capitals are letters to be spelled: up to three, or all without a vowel.
    """
    return _RESPELT.sub(lambda match: match[0].lower() if _VOWEL.search(match[0]) else match[0], spoken)


@lru_cache(maxsize=8)
def _in_ipa(lexicon: Lexicon, language: str) -> re.Pattern[str] | None:
    """A pattern for the words whose entries are in IPA; None without any."""
    forms = {form for word, spoken in lexicon.of(language).items() if phonemes(spoken) for form in _forms(word)}
    return re.compile(rf"(?<![\w])({one_of(forms)}){_ENDING if language == 'en' else '()'}(?!\w)") if forms else None


@lru_cache(maxsize=16)
def _rules(lexicon: Lexicon, language: str, *, ipa: bool) -> tuple[Rule, ...]:
    entries = {word: said for word, said in lexicon.of(language).items() if ipa or phonemes(said) is None}
    said: dict[str, str] = {}
    for written, spoken in entries.items():
        for form in _forms(written):
            said.setdefault(form, spoken)
    if not said:
        return ()
    said.update(entries)  # an exact match comes before a form of another entry
    ending = _ENDING if language == "en" else "()"
    either = one_of(said)

    def answer(match: re.Match[str]) -> str:
        spoken, ending = said[match[1]], match[2] or ""
        sound = phonemes(spoken)
        if sound is not None:
            return f"\\1<{hidden(_inflected_sound(sound, ending))}>"
        return f"\\1<{_inflected(syllables(spoken), ending)}>"

    firsts = "".join(re.escape(first) for first in sorted({form[0] for form in said}))
    begins = at(rf"[{firsts}](?<![\w].)")
    return (rule("a word of the lexicon", rf"(?<![\w])({either}){ending}(?!\w)", answer, begins=begins),)


def _forms(written: str) -> Iterable[str]:
    """The forms that match an entry: any capitals if it has none, else as it is or all in capitals."""
    yield written
    if written.islower():
        yield written[0].upper() + written[1:]
        yield written.title()
    if len(written) > 1:
        yield written.upper()


def _inflected(spoken: str, ending: str) -> str:
    """`spoken` with the plural or possessive that followed the written word."""
    if not ending or ending in "'’":
        return spoken
    if ending.startswith(("'", "’")) or ending == "es" or len(spoken.rsplit(maxsplit=1)[-1]) == 1:
        return spoken + ("es" if ending == "es" and spoken.endswith(_HISSES) else "'s")
    return spoken + ("es" if spoken.endswith(_HISSES) else "s")


def _inflected_sound(ipa: str, ending: str) -> str:
    """`ipa` with the plural or possessive s as pronounced in English after its last sound."""
    if not ending or ending in "'’" or ending.startswith(("s'", "s’")):
        return ipa
    last = ipa.rstrip("ːˑ.")[-1:]
    return ipa + ("ɪz" if last in "szʃʒ" else "s" if last in "ptkfθ" else "z")


def _read(read: TomlFile) -> dict[str, dict[str, str]]:
    """A file's entries by language."""
    entries: dict[str, dict[str, str]] = {}
    for key, value in read.table.items():
        if not isinstance(value, dict):
            entries.setdefault(EVERY, {})[key] = _entry(read, [key], value)
            continue
        if not re.fullmatch(r"[a-z]{2,3}", key):
            raise read.error([key], f"'{key}' is not a language", 'a table is named after a language, such as "en"')
        entries[key] = {written: _entry(read, [key, written], spoken) for written, spoken in value.items()}
    return entries


def _entry(read: TomlFile, keys: Sequence[str], spoken: object) -> str:
    """The spoken form of the last of `keys`, checked."""
    written = keys[-1]
    if not isinstance(spoken, str):
        raise read.error(keys, f"'{written}' must be spoken as text", f'write "{written}" = "..."')
    if not any(map(str.isalnum, spoken)):
        raise read.error(keys, f"'{written}' has an inaudible spoken form", "write a word")
    if not any(map(str.isalnum, written)) or written != " ".join(written.split()):
        raise read.error(keys, f"'{written}' is not a word", "an entry needs a letter or digit, and single spaces")
    if max(len(written), len(spoken)) > LONGEST:
        raise read.error(keys, f"'{written[:20]}...' is too long", f"an entry has at most {LONGEST} characters")
    if signs := unknown_signs(spoken):
        raise read.error(keys, f"the IPA of '{written}' has '{signs}' in it", "write it in IPA signs")
    if any(not character.isprintable() or character in "<>\\" for character in spoken):
        raise read.error(
            keys, f"the spoken form of '{written}' has symbols in it", "write it with letters, digits and spaces"
        )
    return " ".join(spoken.split())
