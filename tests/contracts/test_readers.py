"""The promises of every reader: its format is recognised by its content, every character is accounted for, damage
ends in a script or a clear error, and rereading the script gives the same turns."""

from __future__ import annotations

import pkgutil
import time
from collections.abc import Callable
from importlib import import_module
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from script.readers.examples import EXAMPLES, TURNS

from audiorender.errors import SourceError
from audiorender.model import Draft, written
from audiorender.script import readers
from audiorender.script.builder import draft
from audiorender.script.coverage import RULES
from audiorender.script.file.writing import format_script
from audiorender.script.readers import FORMATS, read_document
from audiorender.script.reading.source import LIMIT, Source, read_bytes

BY_NAME = {each.NAME: each for each in FORMATS}

each_format = pytest.mark.parametrize("name", list(EXAMPLES))


def source(data: bytes) -> Source:
    """The source for a file with these bytes."""
    return read_bytes(data, Path("talk.txt"), LIMIT)


def said(built: Draft) -> list[tuple[str, str]]:
    """Who says what, with consecutive turns of one speaker joined."""
    turns = [(turn.speaker, " ".join(written(text) for text in turn.paragraphs)) for turn in built.script.turns]
    return [(speaker, " ".join(text for _, text in run)) for speaker, run in groupby(turns, lambda turn: turn[0])]


def lost(read: Source) -> str | None:
    """The first characters of a source that its document loses, has twice, or silences by an unknown rule."""
    document = read_document(read)
    text = document.source.text
    spans = [run.span for block in document.blocks for line in block.lines for run in line.runs]
    spans += [mark.span for mark in document.marks]
    at = 0
    for span in sorted(spans):
        if span.start < at or text[at : span.start].strip():
            return text[min(at, span.start) : span.end]
        at = span.end
    unknown = {mark.rule for mark in document.marks} - RULES.keys()
    return text[at:].strip() or ", ".join(unknown) or None


def refused(reading: Callable[[], object]) -> str | None:
    """The line that says why a source is refused, or None if it is read; it never asks for a bug report."""
    try:
        reading()
    except SourceError as error:
        told = str(error)
    else:
        return None
    assert "\n" not in told
    assert "bug in audiorender" not in told
    return told


def test_every_reader_is_listed_and_has_a_line_here() -> None:
    found = pkgutil.walk_packages(readers.__path__, f"{readers.__name__}.")
    modules = [import_module(each.name) for each in found]
    assert {module.NAME for module in modules if hasattr(module, "read")} == BY_NAME.keys()
    assert BY_NAME.keys() == EXAMPLES.keys()
    assert len(BY_NAME) == len(FORMATS)


@each_format
def test_it_is_recognised_by_its_content(name: str) -> None:
    text = source(EXAMPLES[name]).text
    assert name == next(each for each in FORMATS if each.looks(text)).NAME


@each_format
def test_the_four_turns(name: str) -> None:
    turns = [(speaker.title(), text.replace("\u00a0", " ")) for speaker, text in said(draft(source(EXAMPLES[name])))]
    assert turns == list(TURNS)


@each_format
def test_the_speakers_are_not_guessed_unless_a_script_says_so(name: str) -> None:
    turns = draft(source(EXAMPLES[name])).script.turns
    assert sum(turn.guessed for turn in turns) == EXAMPLES[name].count(b"?:")


@each_format
def test_every_character_is_accounted_for(name: str) -> None:
    assert lost(source(EXAMPLES[name])) is None


@each_format
def test_a_script_read_again_has_the_same_turns(name: str) -> None:
    built = draft(source(EXAMPLES[name]))
    again = draft(Source(None, "talk", format_script(built.script)))
    assert said(again) == said(built)


@each_format
@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "\0", "word", "<", "{", "[", "-->", "a: b", "\ud800", "\n---\n"])
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    reader = BY_NAME[name]
    read = Source(None, "talk", text)
    told = refused(lambda: reader.read(read))
    assert told is not None or reader.read(read).source.text == read.text


_BITS = st.one_of(
    st.sampled_from(
        [
            *(
                "\n",
                "\n\n",
                "-->",
                "<v ",
                "<v Cy>",
                "</v>",
                "<",
                ">",
                "&amp;",
                "&#0;",
                "&nbsp;",
                '"',
                '""',
                ",",
                "\t",
                "{",
                "}",
            ),
            *(
                "[",
                "]",
                "\\",
                "\\n",
                "\\u00e9",
                "\\ud800",
                "*",
                "(",
                ")",
                "Cy: ",
                ">> ",
                "- ",
                "CY\n",
                "NOTE x\n",
                "<p>",
            ),
            *(
                "</p>",
                "<dt>",
                "<td>",
                "<br>",
                "<!--",
                "<script>",
                "<cite>",
                "[[",
                "/*",
                "0:09",
                "# ",
                "---\n",
                "[fn:1] ",
                ".. note::\n",
                ".. [1] ",
                ":a: ",
                "::\n\n  ",
                "|a|",
                "`",
                "`_ ",
                "\n====\n",
                "* TODO ",
                "#+BEGIN_SRC\n",
                "[[a][",
                " :: ",
                "\\footnote{",
                "\\emph{",
                "\\begin{quote}",
                "\\item[",
                "$",
                "%",
                "♪",
                "\x0c",
            ),
        ]
    ),
    st.text(max_size=3),
)


@st.composite
def damaged(draw: Callable[..., object], text: str) -> str:
    """`text` with parts removed, repeated, or inserted."""
    for _ in range(draw(st.integers(1, 4))):  # type: ignore[call-overload]
        at = int(str(draw(st.integers(0, len(text)))))
        end = min(len(text), at + int(str(draw(st.integers(0, 60)))))
        match draw(st.sampled_from(["cut", "twice", "put"])):
            case "cut":
                text = text[:at] + text[end:]
            case "twice":
                text = text[:end] + text[at:]
            case _:
                text = text[:at] + str(draw(_BITS)) + text[at:]
    return text


@each_format
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_a_script_or_a_clear_error(name: str, data: st.DataObject) -> None:
    read = Source(None, "talk", data.draw(damaged(source(EXAMPLES[name]).text)))
    if refused(lambda: draft(read)):
        return
    assert lost(read) is None
    built = draft(read)
    again = draft(Source(None, "talk", format_script(built.script)))
    assert said(again) == said(built)


@each_format
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_damaged_bytes_are_a_source_or_a_clear_error(name: str, data: st.DataObject) -> None:
    whole = EXAMPLES[name]
    at = data.draw(st.integers(0, len(whole)))
    broken = whole[:at] + data.draw(st.binary(max_size=4)) + whole[at + data.draw(st.integers(0, 8)) :]
    refused(lambda: draft(source(broken)))


_HOSTILE = {
    "blanks": " " * 200_000 + "Ana: yes\n\nBo: no\n",
    "brackets": "[" * 40_000,
    "objects": '{"a":' * 20_000,
    "tags": "<p " * 40_000,
    "open attributes": '<html><a b="' * 20_000,
    "comments": "<html>" + "<!--" * 20_000,
    "instructions": "<html>" + "<?" * 40_000,
    "deep elements": "<html>" + "<div>" * 20_000 + "word" + "</b>" * 20_000,
    "quotes": "speaker,text\n" + 'Ana,"' * 20_000,
    "one field": "speaker,text\nAna," + "word " * 20_000,
    "arrows": "WEBVTT\n\n" + "-->\n" * 20_000,
    "voices": "WEBVTT\n\n0:00 --> 0:01\n" + "<v " * 20_000,
    "notes": "Title: x\n\nANA\nyes\n\nBO\nno\n\n" + "[[" * 20_000,
    "emphasis": "Title: x\n\nANA\nyes\n\nBO\n" + "*" * 20_000,
    "capitals": "ANA\nyes\n\n" * 20_000,
    "braces": "\\documentclass{a}\n" + "{\\footnote{" * 20_000,
    "environments": "\\documentclass{a}\n" + "\\begin{x}" * 20_000 + "\\end{y}" * 20_000,
    "code": "\\documentclass{a}\n" + "\\begin{quote}\\item[" * 20_000,
    "dollars": "\\documentclass{a}\n" + "$ a (\\ref{ " * 20_000,
    "directives": ".. a::\n" * 20_000,
    "backquotes": ".. a::\n\n.. b::\n\n" + "`a " * 20_000 + "**a " * 20_000,
    "indentations": ".. a::\n\n.. b::\n\n" + "".join(" " * (n % 300) + "a\n\n" for n in range(9_000)),
    "drawers": "#+title: x\n" + ":X:\n" * 20_000,
    "emphases": "#+title: x\n" + "*a " * 20_000,
    "bare links": "#+title: x\n" + "[[a" * 20_000 + "[fn:" * 20_000,
    "formulas": "#+title: x\n" + "\\( $a " * 20_000,
    "times": "Ana 0:01\nyes\n\n" * 20_000,
}


@pytest.mark.parametrize("kind", list(_HOSTILE))
def test_nothing_hangs(kind: str) -> None:
    began = time.process_time()
    refused(lambda: lost(Source(None, "talk", _HOSTILE[kind])))
    assert time.process_time() - began < 10
