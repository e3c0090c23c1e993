"""Spoken forms from the last render: after an edit the rules read what is new, and the forms are the same."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import Utterance, plain
from audiorender.produce.speaking import forms as module
from audiorender.produce.speaking.forms import KIND, Forms, remember, remembered
from audiorender.store import Store
from audiorender.tts.lexicon import NO_LEXICON, Lexicon
from audiorender.tts.spoken import Spoken, spoken_form

ASKED = Utterance("", "pyttsx3", ())
SAID = ("We paid $20 in 1984.", "It is 5 km to Mr. Hale.", "Она сказала nothing.", "…", "We paid $20 in 1984.")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the rules were asked to read."""
    texts: list[str] = []

    def reading(text: tuple[object, ...], *rest: object, **more: object) -> Spoken:
        texts.append(text[0].written)  # type: ignore[attr-defined]
        return spoken_form(text, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "spoken_form", reading)
    return texts


def asked_for(forms: Forms, texts: tuple[str, ...] = SAID, language: str = "en") -> list[Spoken]:
    return [forms.of(plain(text), language, ASKED) for text in texts]


def test_only_what_is_new_is_read(tmp_path: Path, read: list[str]) -> None:
    store, script = Store(tmp_path / "cache"), tmp_path / "a.script.md"
    forms = remembered(script, NO_LEXICON, store)
    first = asked_for(forms)
    assert read == list(SAID[:-1])
    remember(forms, script, NO_LEXICON, store)
    edited = ("We paid $21 in 1984.", *SAID[1:])
    again = remembered(script, NO_LEXICON, store)
    assert asked_for(again, edited)[1:] == first[1:]
    assert read == [*SAID[:-1], edited[0]]
    assert again.changed


def test_what_was_asked_for_last_is_kept_and_nothing_else(tmp_path: Path, read: list[str]) -> None:
    store, script = Store(tmp_path / "cache"), tmp_path / "a.script.md"
    for texts in (SAID, SAID[:1], SAID[:1]):
        forms = remembered(script, NO_LEXICON, store)
        asked_for(forms, texts)
        remember(forms, script, NO_LEXICON, store)
    assert not forms.changed
    read.clear()
    asked_for(remembered(script, NO_LEXICON, store))
    assert read == list(SAID[1:-1])


def test_another_script_lexicon_language_or_voice_is_read_anew(tmp_path: Path, read: list[str]) -> None:
    store, script = Store(tmp_path / "cache"), tmp_path / "a.script.md"
    forms = remembered(script, NO_LEXICON, store)
    asked_for(forms)
    remember(forms, script, NO_LEXICON, store)
    lexicon = Lexicon(MappingProxyType({"en": MappingProxyType({"Hale": "hayl"})}))
    for other in (remembered(tmp_path / "b.script.md", NO_LEXICON, store), remembered(script, lexicon, store)):
        read.clear()
        asked_for(other)
        assert read == list(SAID[:-1])
    known = remembered(script, NO_LEXICON, store)
    read.clear()
    asked_for(known, SAID[:1], "de")
    known.of(plain(SAID[0]), "en", Utterance("", "pyttsx3", (("voice", "ru"),)))
    assert read == [SAID[0]] * 2


def test_a_changed_program_reads_anew(tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    store, script = Store(tmp_path / "cache"), tmp_path / "a.script.md"
    forms = remembered(script, NO_LEXICON, store)
    asked_for(forms)
    remember(forms, script, NO_LEXICON, store)
    monkeypatch.setattr(module, "installed", lambda: iter(["another"]))
    read.clear()
    asked_for(remembered(script, NO_LEXICON, store))
    assert read == list(SAID[:-1])


@pytest.mark.parametrize("blob", [b"", b"{", b'{"a": 1}', b'{"a": {"text": "b"}}', b"\xff"])
def test_what_is_not_a_list_of_forms_counts_for_nothing(tmp_path: Path, read: list[str], blob: bytes) -> None:
    store, script = Store(tmp_path / "cache"), tmp_path / "a.script.md"
    store.put(KIND, module._key(script, NO_LEXICON), blob)
    asked_for(remembered(script, NO_LEXICON, store))
    assert read == list(SAID[:-1])


@given(st.lists(st.text(min_size=1, max_size=30), max_size=4), st.sampled_from(["en", "de", "fr"]))
def test_a_remembered_form_is_the_one_that_rules_would_give(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], language: str
) -> None:
    folder = tmp_path_factory.mktemp("forms")
    store, script = Store(folder / "cache"), folder / "a.script.md"
    forms = remembered(script, NO_LEXICON, store)
    first = asked_for(forms, tuple(texts), language)
    remember(forms, script, NO_LEXICON, store)
    assert asked_for(remembered(script, NO_LEXICON, store), tuple(texts), language) == first
