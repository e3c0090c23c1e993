"""Tables: the same fields as those of `csv`, in the right places."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.script.readers import read_document
from audiorender.script.readers.data import delimited
from audiorender.script.reading.source import Source

_texts = st.text(st.sampled_from('ab ,;"\t\né.'), max_size=12).filter(lambda text: text == text.strip(" "))


@given(st.lists(_texts.filter(str.strip), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_the_fields_are_those_that_csv_reads(texts: list[str], delimiter: str) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("speaker", "text"), *(("Ana", text) for text in texts)])
    document = delimited.read(Source(None, "talk", file.getvalue()))
    read = "".join(block.text for block in document.blocks)
    assert "".join(read.split()) == "".join("".join(texts).split())


def test_an_empty_speaker_is_the_one_above() -> None:
    text = "Time;Speaker Name;Transcript\n0:01;Ana;Is it lit?\n0:03;;Well?\n0:04;Bo;It is; look.\n"
    document = delimited.read(Source(None, "talk", text))
    said = [(block.speaker, block.text) for block in document.blocks]
    assert said == [("Ana", "Is it lit? Well?"), ("Bo", "It is; look.")]


@pytest.mark.parametrize("titles", ["Ora;Chi;Battuta", "Zeit;Wer;Was", "Min.;Qui;Réplique", "Hora;Quién;Texto"])
def test_columns_are_named_in_any_of_our_languages(titles: str) -> None:
    document = delimited.read(Source(None, "talk", f"{titles}\n0:01;Ana;Eins?\n0:03;Bo;Zwei.\n"))
    assert [(block.speaker, block.text) for block in document.blocks] == [("Ana", "Eins?"), ("Bo", "Zwei.")]


def test_a_table_whose_columns_are_unknown_is_not_read_aloud() -> None:
    with pytest.raises(SourceError, match="without columns named 'speaker' and 'text'"):
        read_document(Source(Path("talk.csv"), "talk", "kto;kwestia\nAna;Raz, dwa.\nBo;Trzy.\n"))


def test_a_quote_that_is_never_closed_says_where() -> None:
    with pytest.raises(SourceError, match=r"line 3:4.*never closed"):
        delimited.read(Source(None, "talk", 'speaker,text\nAna,Yes.\nBo,"No.\n'))


@pytest.mark.parametrize(
    "text", ["Speaker, the text\n", "Ana, Bo and I\nspoke, text\n", "speaker,text\n", "name,age\nAna,7\n"]
)
def test_what_is_not_a_table(text: str) -> None:
    assert not delimited.looks(text)
