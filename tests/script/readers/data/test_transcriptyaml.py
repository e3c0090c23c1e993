"""YAML beyond the four turns: its five styles of text, compared with PyYAML; and text that only looks like YAML."""

from __future__ import annotations

import pytest
import yaml
from contracts.test_readers import said
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.script.builder import draft
from audiorender.script.readers.data import transcriptyaml
from audiorender.script.reading.source import Source


def turns(text: str) -> list[tuple[str, str]]:
    """Who says what."""
    return said(draft(Source(None, "talk", text)))


def test_a_list_under_any_key_and_keys_of_other_tools() -> None:
    text = "episode: 4\ntranscript:\n  - who: Ida\n    said: Did it ring?\n  - who: Bo\n    said: 5\n"
    assert turns(text) == [("Ida", "Did it ring?"), ("Bo", "5")]


def test_a_line_of_a_list_for_each_turn() -> None:
    text = "- Ida: Did it ring?\n- Bo: |\n    It did.\n\n    Twice.\n- Ida: When?\n"
    assert turns(text) == [("Ida", "Did it ring?"), ("Bo", "It did. Twice."), ("Ida", "When?")]


def test_an_unknown_speaker_is_marked_as_unknown() -> None:
    text = "- speaker: Ida\n  text: Yes\n- speaker: null\n  text: No.\n- speaker: ~\n  text: On.\n"
    built = draft(Source(None, "talk", text))
    assert said(built) == [("Ida", "Yes"), ("Unknown", "No. On.")]
    assert [turn.guessed for turn in built.script.turns][-1]


@pytest.mark.parametrize("nobody", ["~", "null", "Null", '""', ""])
def test_nobody_is_written_in_many_ways(nobody: str) -> None:
    text = f"- speaker: Ida\n  text: Yes\n- speaker: {nobody}\n  text: Soup!\n- speaker: Bo\n  text: No.\n"
    assert turns(text) == [("Ida", "Yes"), ("Unknown", "Soup!"), ("Bo", "No.")]


def test_an_error_has_its_position() -> None:
    text = "- speaker: Ida\n  text: [one\n- speaker: Bo\n  text: It did.\n"
    with pytest.raises(SourceError, match="this looks like YAML, but is not") as caught:
        turns(text)
    assert caught.value.line == 3


def test_a_list_in_a_text_is_not_a_transcript() -> None:
    text = "Ida: What do you keep?\n\nBo: Two things:\n\n- text: what I hear\n- name: whom I ask\n\nIda: And then?\n"
    assert not transcriptyaml.looks(text)


_WORDS = st.text(st.sampled_from("ab é'\"\\#:-|>&*!%@`{}[],?\n\t\u2028☺"), max_size=60)


@given(st.lists(_WORDS.filter(str.strip), min_size=2, max_size=4), st.sampled_from(["", '"', "'", "|", ">"]))
def test_words_are_those_that_pyyaml_finds(texts: list[str], style: str) -> None:
    turns = [{"speaker": f"P{number}", "text": text} for number, text in enumerate(texts)]
    text = yaml.dump(turns, allow_unicode=True, default_style=style or None, width=30, sort_keys=False)
    read = transcriptyaml.read(Source(None, "talk", text))
    found = [(block.speaker, word) for block in read.blocks for word in block.text.split()]
    wanted = [(turn["speaker"], word) for turn in yaml.safe_load(text) for word in turn["text"].split()]
    assert found == wanted
