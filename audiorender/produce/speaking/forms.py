"""The spoken forms of a script's paragraphs. Those of its last render are reused, so that after an edit only new text
is processed.

They are stored under the script's path, the lexicon, and fingerprints of the program, since any of its rules may
matter. Each form has the digest of what it was made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType

import msgspec

from audiorender.errors import AudiorenderError
from audiorender.keys import key_of
from audiorender.model import Options, Text, Utterance
from audiorender.produce.fingerprint import installed
from audiorender.store import Store
from audiorender.tts.engines import engine_info
from audiorender.tts.lexicon import Lexicon
from audiorender.tts.spoken import Spoken, spoken_form

KIND = "spoken"
"""The store's name for spoken forms."""

_SCHEMA = 1


class Forms:
    """Spoken forms with a `lexicon`; those that are `known` are not computed again."""

    def __init__(self, lexicon: Lexicon, known: Mapping[str, Spoken] = MappingProxyType({})) -> None:
        self._lexicon = lexicon
        self._known = known
        self.asked: dict[str, Spoken] = {}
        """All that were requested, by the digest of what they are made from."""

    def of(self, text: Text, language: str, asked: Utterance) -> Spoken:
        """How the `asked` engine and voice read out `text` in `language`."""
        facts = key_of((text, language, asked.engine, asked.options))
        found = self.asked.get(facts) or self._known.get(facts)
        if found is None:
            speaks = partial(can_say, asked.engine, asked.options)
            found = spoken_form(text, language, self._lexicon, speaks, ipa=engine_info(asked.engine).phonemes)
        self.asked[facts] = found
        return found

    @property
    def changed(self) -> bool:
        """Whether other forms were requested than were known."""
        return self.asked.keys() != self._known.keys()


def can_say(engine: str, options: Options, language: str, text: str) -> bool:
    """Whether `engine` has a voice for `text` in `language` besides the one with these options."""
    info = engine_info(engine)
    return info.in_language(options, language) is not None and info.reads(text, language)


def remembered(script: Path, lexicon: Lexicon, store: Store) -> Forms:
    """The forms from the last render of the script at this path; empty the first time."""
    stored = store.get(KIND, _key(script, lexicon))
    with suppress(msgspec.DecodeError):
        if stored is not None:
            return Forms(lexicon, msgspec.json.decode(stored, type=dict[str, Spoken]))
    return Forms(lexicon)


def remember(forms: Forms, script: Path, lexicon: Lexicon, store: Store) -> None:
    """Store the requested forms for the next render of the script."""
    if forms.changed:
        with suppress(AudiorenderError, UnicodeEncodeError):  # it only saves time
            store.put(KIND, _key(script, lexicon), msgspec.json.encode(forms.asked))


def _key(script: Path, lexicon: Lexicon) -> str:
    words = [(language, sorted(entries.items())) for language, entries in sorted(lexicon.entries.items())]
    return key_of((_SCHEMA, str(script.resolve()), words, list(installed())))
