"""Captions: what is said, who says it if a tag names them, and where the speaker changes."""

from __future__ import annotations

import io

import pytest
import webvtt as oracle

from audiorender.script.document import Document
from audiorender.script.readers.captions import srt, webvtt
from audiorender.script.reading.source import Source
from script.readers.examples import SRT, WEBVTT


def _said(document: Document) -> list[tuple[str | None, str]]:
    return [(block.speaker, block.text) for block in document.blocks]


def _srt(*texts: str) -> Document:
    cues = (f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{text}\n" for n, text in enumerate(texts, 1))
    return srt.read(Source(None, "talk", "\n".join(cues)))


@pytest.mark.parametrize("text", [WEBVTT, SRT])
def test_the_words_are_those_that_webvtt_py_finds(text: str) -> None:
    captions = oracle.from_buffer(io.StringIO(text), format="vtt" if text is WEBVTT else "srt")
    theirs = " ".join(caption.text for caption in captions.captions).replace("{\\an8}", "")
    ours = " ".join(block.text for block in (webvtt if text is WEBVTT else srt).read(Source(None, "t", text)).blocks)
    strip = str.maketrans("", "", "<>/i\n ")
    assert ours.translate(strip) == theirs.replace("&amp;", "&").translate(strip)


def test_a_voice_without_a_name_continues() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Zoë &amp; Co>Hi.\n\n00:02.000 --> 00:03.000\n<v>There.\n"
    assert _said(webvtt.read(Source(None, "talk", text))) == [("Zoë & Co", "Hi. There.")]


def test_dashes_and_chevrons_separate_speakers_in_a_caption() -> None:
    document = _srt("- Is it lit?\n-Yes.", ">> Good. >> Very good.")
    assert [(block.mark, block.text) for block in document.blocks] == [
        (">>", "Is it lit?"),
        (">>", "Yes."),
        (">>", "Good."),
        (">>", "Very good."),
    ]


def test_a_known_label_inside_a_caption_starts_a_new_speaker() -> None:
    document = _srt("ANA: Is it lit?", "BO: Yes. ANA: Good.", "BO: Very: good.")
    assert [block.text for block in document.blocks] == ["ANA: Is it lit?", "BO: Yes.", "ANA: Good.", "BO: Very: good."]


def test_lines_that_roll_up_are_said_once() -> None:
    document = _srt("the first line", "the first line\nthe second", "the second\na third one", "a third one\nthe end.")
    assert _said(document) == [(None, "the first line the second a third one the end.")]
    assert sum(mark.rule == "repeated-caption" for mark in document.marks) == 3


def test_a_repeated_word_does_not_mean_rolling_captions() -> None:
    assert _said(_srt("Right.", "Right.", "So it was dark.", "And cold.", "Very."))[0][1].startswith("Right. Right.")


def test_sounds_are_silent() -> None:
    document = _srt("[wind]", "(a door)", "♪ an old song ♪", "Who is there?")
    assert _said(document) == [(None, "Who is there?")]


def test_a_pause_after_a_sentence_begins_a_paragraph() -> None:
    text = "0:01,0 --> 0:02,0\nOne.\n\n0:09,0 --> 0:10,0\nTwo and\n\n0:20,0 --> 0:21,0\nthree."
    assert [block.text for block in srt.read(Source(None, "talk", text)).blocks] == ["One.", "Two and three."]


@pytest.mark.parametrize("text", ["Ana: 1:02 --> that way\n", "We go a --> b.\n", "WEBVTT is a format.\n"])
def test_prose_is_not_captions(text: str) -> None:
    assert not webvtt.looks(text)
    assert not srt.looks(text)


def test_a_name_above_a_caption_counts_once_if_every_caption_has_one() -> None:
    assert _said(_srt("Nora\nGood morning.", "Ivo\nIs it open?", "Nora\nSince eight.")) == [
        ("Nora", "Good morning."),
        ("Ivo", "Is it open?"),
        ("Nora", "Since eight."),
    ]


def test_numbered_speakers_in_few_captions() -> None:
    assert _said(_srt("(Speaker 1)\nMorning.", "(Speaker 2)\nIs it open?", "(Speaker 1)\nIt is.")) == [
        ("Speaker 1", "Morning."),
        ("Speaker 2", "Is it open?"),
        ("Speaker 1", "It is."),
    ]


def test_a_dash_ends_the_voice_of_the_caption_before() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Zoë>Hush.\n\n00:02.000 --> 00:03.000\n- Who is there?\n- Me.\n"
    assert _said(webvtt.read(Source(None, "talk", text))) == [("Zoë", "Hush."), (None, "Who is there?"), (None, "Me.")]
