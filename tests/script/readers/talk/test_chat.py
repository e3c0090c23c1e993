"""Chats: every message begins with its author, always in the same form."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.readers.talk import chat
from audiorender.script.reading.source import Source
from script.scoring import said

TALK = (
    ("Petra Vogel", "Shall we start? I wanted to ask about the ice house."),
    ("Kojo", "Please. It leaked from the beginning: always."),
    ("Petra Vogel", "How cold was it down there?"),
    ("Kojo", "Cold enough for butter. [Not for fish.]"),
    ("Petra Vogel", "And who used it - the village?"),
    ("Kojo", "The big house. The village had the stream."),
)
FORMS = (
    "[12.03.24, 18:04:11] {}: {}\n",
    "12/03/2024, 6:04 PM - {}: {}\n",
    "[18:04] <{}> {}\n",
    "18:04 <@{}> {}\n",
    "<{}> {}\n",
    "[{}] {}\n\n",
    "{} | {}\n\n",
    "{} -> {}\n\n",
    "{} – {}\n\n",
)


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str) -> None:
    text = "".join(form.format(name, words) for name, words in TALK)
    assert chat.looks(text)
    turns = draft(Source(None, "ice", text)).script.turns
    assert [turn.speaker for turn in turns] == [name for name, _ in TALK]
    assert [word for word, _ in said(draft(Source(None, "ice", text)))][:4] == ["shall", "we", "start", "i"]
    assert not any(turn.guessed for turn in turns)


def test_a_message_of_several_lines() -> None:
    text = "".join(
        f"<{name}> {words}\nAnd so on.\n" if n == 2 else f"<{name}> {words}\n" for n, (name, words) in enumerate(TALK)
    )
    assert [turn.speaker for turn in draft(Source(None, "ice", text)).script.turns] == [name for name, _ in TALK]


def test_a_nickname_with_no_sign_between_the_time_and_the_message() -> None:
    rows = ("petra shall we start?", "+kojo please", "petra how cold was it?", "kojo cold enough", "ivo and dark")
    text = "".join(f"[18:0{n}] {row}\n" for n, row in enumerate((*rows, "petra who used it?", "kojo the village")))
    speakers = [turn.speaker for turn in draft(Source(None, "ice", f"{text}[18:09] * ivo has left\n")).script.turns]
    assert speakers == ["petra", "kojo", "petra", "kojo", "ivo", "petra", "kojo"]


@pytest.mark.parametrize(
    "text",
    [
        "".join(
            f"[00:0{n}] {word} it was cold in there\n" for n, word in enumerate(("and", "so", "and", "so", "so", "and"))
        ),
        "".join(f"Words number {n} – and more of them – stand here.\n\n" for n in range(20)),
        "".join(f"[Item {n}] is one of many.\n\n" for n in range(20)),
        "The lamp – went out.\n\nThe lamp – came on.\n\n",
        "".join(f"{name}: {words}\n\n" for name, words in TALK),
    ],
)
def test_prose_is_not_a_chat(text: str) -> None:
    assert not chat.looks(text)


def test_what_the_program_says_is_silent() -> None:
    stamp = "[12/03/2024, 18:04:11]"
    rows = [f"{stamp} Messages and calls are end-to-end encrypted.", f"{stamp} Bo: image omitted"]
    rows += [f"{stamp} {who}: {text}" for who, text in (("Ana", "Was that you?"), ("Bo", "With the ice.")) * 3]
    document = chat.read(Source(None, "talk", "\n".join(rows)))
    assert [block.text for block in document.blocks] == ["Was that you?", "With the ice."] * 3


def test_a_message_that_is_a_time_is_said() -> None:
    text = "".join(f"[{name}] {hour}:30\n" for hour, name in enumerate(["Petra", "Kojo"] * 3, 5))
    assert [turn.speaker for turn in draft(Source(None, "ice", text)).script.turns] == ["Petra", "Kojo"] * 3
