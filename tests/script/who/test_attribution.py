"""Conventions of interviews: which words each speaker gets, in texts of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.model import Draft, written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source
from audiorender.script.turns import GUESSED_BELOW
from audiorender.script.who.chain import posteriors


def _draft(text: str) -> Draft:
    return draft(Source(None, "talk", text))


def _who(text: str) -> list[str]:
    """`Name: words` for every turn."""
    return [f"{turn.speaker}: {' / '.join(map(written, turn.paragraphs))}" for turn in _draft(text).script.turns]


CONVENTIONS = {
    "labels before the text": (
        "**Mara:** What is it?\n\n**Jon:** A clock.\n\nIt is old.\n\n**Mara:** How old?\n\n**Jon:** Ninety.",
        ["Mara: What is it?", "Jon: A clock. / It is old.", "Mara: How old?", "Jon: Ninety."],
    ),
    "labels alone on a line": (
        "**Mara:**\nWhat is it?\n\n**Jon:**\n\nA clock.\n\n**Mara:**\nHow old?\n\n**Jon:**\n> Ninety.",
        ["Mara: What is it?", "Jon: A clock.", "Mara: How old?", "Jon: Ninety."],
    ),
    "plain labels, line by line": (
        "Mara: What is it?\nJon: A clock, and there is this: it works.\nMara: How old?\nJon: Ninety.",
        ["Mara: What is it?", "Jon: A clock, and there is this: it works.", "Mara: How old?", "Jon: Ninety."],
    ),
    "labels in capitals": (
        "MARA LIND: What is it?\n\nJON: A clock.\n\nMARA LIND: How old?\n\nJON: Ninety.",
        ["Mara Lind: What is it?", "Jon: A clock.", "Mara Lind: How old?", "Jon: Ninety."],
    ),
    "question and answer": (
        "Q: What is it?\nA: A clock.\nQ: How old?\nA: Ninety.",
        ["Host: What is it?", "Guest: A clock.", "Host: How old?", "Guest: Ninety."],
    ),
    "bold questions": (
        "**What is it?**\n\nA clock.\n\nMy father made it.\n\n**How old?**\n\nNinety.",
        ["Host: What is it?", "Guest: A clock. / My father made it.", "Host: How old?", "Guest: Ninety."],
    ),
    "heading questions": (
        "## What is it?\n\nA clock.\n\n## How old? {#age}\n\nNinety.",
        ["Host: What is it?", "Guest: A clock.", "Host: How old?", "Guest: Ninety."],
    ),
    "quoted answers": (
        "What is it?\n\n> A clock.\n> We made it.\n\nHow old is it?\n\n> Ninety.",
        ["Host: What is it?", "Guest: A clock. We made it.", "Host: How old is it?", "Guest: Ninety."],
    ),
    "quoted questions": (
        "> What is it?\n\nA clock. My father made it.\n\n> How old is it?\n\nNinety.",
        ["Host: What is it?", "Guest: A clock. My father made it.", "Host: How old is it?", "Guest: Ninety."],
    ),
    "prose that goes on with a quoted answer": (
        "**What is it?**\n\n> A clock.\n\nWe made it in my father's shop, and I turned the wheels. So we said:\n\n"
        "> It will never stop.\n\n**Did it?**\n\n> Never.",
        [
            "Host: What is it?",
            "Guest: A clock. / We made it in my father's shop, and I turned the wheels. So we said: "
            "/ It will never stop.",
            "Host: Did it?",
            "Guest: Never.",
        ],
    ),
    "banter with dashes": (
        "**How old is it?**\n\n> Ninety years.\n> —Ninety?\n> —Yes, ninety.\n\n**Who made it?**\n\n> My father.",
        [
            "Host: How old is it?",
            "Guest: Ninety years.",
            "Host: Ninety?",
            "Guest: Yes, ninety.",
            "Host: Who made it?",
            "Guest: My father.",
        ],
    ),
    "banter with hyphens, and a list": (
        "**How old is it?**\n\n> Ninety years.\n> - Ninety?\n> - Yes, ninety.\n\n**What did you need?**"
        "\n\n> - a file\n> - a lamp",
        [
            "Host: How old is it?",
            "Guest: Ninety years.",
            "Host: Ninety?",
            "Guest: Yes, ninety.",
            "Host: What did you need?",
            "Guest: a file / a lamp",
        ],
    ),
    "dashes in a wrapped line": (
        "**How old is it?**\n\n> Ninety years. —Ninety? —Yes,\n> ninety — or more — I think.",
        ["Host: How old is it?", "Guest: Ninety years.", "Host: Ninety?", "Guest: Yes, ninety — or more — I think."],
    ),
    "unlabelled paragraphs": (
        "What is it?\n\nA clock.\n\nHow old is it?\n\nNinety years or so.\n\nWho made it?\n\nA man in the valley.",
        [
            "Host: What is it?",
            "Guest: A clock.",
            "Host: How old is it?",
            "Guest: Ninety years or so.",
            "Host: Who made it?",
            "Guest: A man in the valley.",
        ],
    ),
    "labels that name nobody": (
        "**Mara:** What is it?\n\n**Jon:** A clock.\n\n**Break:** Then we had tea.\n\n**Mara:** How old?"
        "\n\n**Jon:** Ninety.\n\n**Wheels:** the wheels are new.",
        [
            "Mara: What is it?",
            "Jon: A clock. / Break: Then we had tea.",
            "Mara: How old?",
            "Jon: Ninety. / Wheels: the wheels are new.",
        ],
    ),
    "a crowd": (
        "**Host:** Questions?\n\n**Audience Member:** Is it old?\n\n> Ninety.\n\n**Audience Member (Ann):** Really?"
        "\n\n> Yes.\n\n**Audience Member:** Why?\n\n> Ask my father.",
        [
            "Host: Questions?",
            "Audience Member 1: Is it old?",
            "Guest: Ninety.",
            "Ann: Really?",
            "Guest: Yes.",
            "Audience Member 2: Why?",
            "Guest: Ask my father.",
        ],
    ),
    "one label for a typeface": (
        "**Jon:**\n> Hello.\n\n**What is it?**\n\n> A clock.\n\n**How old?**\n\n> Ninety.",
        ["Jon: Hello.", "Host: What is it?", "Jon: A clock.", "Host: How old?", "Jon: Ninety."],
    ),
    "called by name": (
        "**Mara:** Welcome, both. What do you do?\n\n**Jon:** Clocks.\n\n**Ida:** Bells.\n\n**Mara:** Is it hard?\n\n"
        "**Jon:** No.\n\n**Ida, is it loud?**\n\n> Very.",
        [
            "Mara: Welcome, both. What do you do?",
            "Jon: Clocks.",
            "Ida: Bells.",
            "Mara: Is it hard?",
            "Jon: No.",
            "Mara: Ida, is it loud?",
            "Ida: Very.",
        ],
    ),
}


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_convention(name: str) -> None:
    text, expected = CONVENTIONS[name]
    assert _who(text) == expected


def test_a_number_that_the_text_gives_is_not_given_again() -> None:
    text = "Host: Yes?\nListener 1: Is it old?\nJon: Very.\nListener: Why?\nJon: Ask.\nListener: Whom?\nJon: Ida."
    assert [name for name, _ in _draft(text).script.cast] == ["Host", "Listener 1", "Jon", "Listener 2", "Listener 3"]


def test_the_front_matter_names_them() -> None:
    front = "---\nhost: Mara Lind\nguest: Jon Oak\n---\n"
    assert _who(f"{front}**What is it?**\n\nA clock.") == ["Mara Lind: What is it?", "Jon Oak: A clock."]


def test_a_mark_in_the_wrong_place_does_not_open_a_turn() -> None:
    text = "**What do you like?**\n\n> This, by my teacher:\n> “Go slowly.”\n> —Ida Oak\n\nI like that."
    assert [turn.speaker for turn in _draft(text).script.turns] == ["Host", "Guest"]


def test_a_label_is_certain_and_the_rest_is_guessed() -> None:
    built = _draft("**Mara:** Is it old?\n\n**Jon:** Yes.\n\n> Well.\n> —Good.\n> —Quite.\n> —So it is.\n")
    by_turn = {guess.turn: guess for guess in built.guesses}
    assert by_turn[0].reason == "label 'Mara:'"
    assert by_turn[0].confidence > 0.95
    assert any(turn.guessed for turn in built.script.turns)
    for number, turn in enumerate(built.script.turns):
        assert turn.guessed == (by_turn[number].confidence < GUESSED_BELOW)
        assert by_turn[number].reason


def test_the_chain_agrees_with_counting_every_way() -> None:
    """Forward-backward compared with the sum over all assignments, for a short chain."""
    from itertools import product
    from math import exp, isclose

    leanings, links = [0.7, -0.2, 1.5, -2.0], [9.0, 1.1, -0.6, 2.0]
    weights = {}
    for roles in product((1, -1), repeat=4):
        odds = sum(lean * role / 2 for lean, role in zip(leanings, roles, strict=True))
        odds += sum(links[i] / 2 * (1 if roles[i] == roles[i - 1] else -1) for i in range(1, 4))
        weights[roles] = exp(odds)
    for i, p in enumerate(posteriors(leanings, links)):
        expected = sum(weight for roles, weight in weights.items() if roles[i] == 1) / sum(weights.values())
        assert isclose(p, expected, rel_tol=1e-9)


def test_the_chain_bears_huge_weights() -> None:
    assert posteriors([5000.0, -5000.0], [0.0, 3000.0]) == pytest.approx([1.0, 0.0])


def test_unlabelled_speakers_who_are_introduced() -> None:
    text = (
        "Welcome to Low Water. I'm Marta Quill, and with me today is Anselm Roke, who looks after wells. Anselm, "
        "how many are there?\n\nOn paper, four hundred. I found a few more.\n\nAnd do you find them?\n\nThey find me.\n"
    )
    turns = draft(Source(None, "wells", text)).script.turns
    assert [turn.speaker for turn in turns] == ["Marta Quill", "Anselm Roke", "Marta Quill", "Anselm Roke"]


def test_a_profession_is_not_a_name() -> None:
    text = "Welcome. I'm Dutch, and with me today is everything I own. Do you mind?\n\nNo.\n\nWhy not?\n\nI like it.\n"
    turns = draft(Source(None, "wells", text)).script.turns
    assert [turn.speaker for turn in turns] == ["Host", "Guest", "Host", "Guest"]


def _turns(text: str, name: str) -> list[tuple[str, bool]]:
    found = draft(Source(Path(name), name, text)).script.turns
    return [(turn.speaker, turn.guessed) for turn in found]


def test_a_dash_among_three_names_in_captions_is_a_guess() -> None:
    said = [
        "ANA: Where is the ferry?",
        "BEN: Behind the fog.",
        "CARA: I hear it.",
        "- So do I.",
        "- It is late.",
        "ANA: Look.",
    ]
    cues = [f"{at}\n00:00:{at:02d},000 --> 00:00:{at:02d},900\n{text}\n" for at, text in enumerate(said, start=1)]
    turns = _turns("\n".join(cues), "fog.srt")
    assert [name for name, guessed in turns if not guessed] == ["Ana", "Ben", "Cara", "Ana"]
    assert sum(guessed for _, guessed in turns) >= 1


def test_an_unlabelled_dialogue_is_a_guess() -> None:
    labelled = "**Ana:** Is it deep?\n\n**Ben:** Very.\n\n**Ana:** Is it cold?\n\n**Ben:** In May it is.\n\n"
    loose = "Do you swim in it?\n\nEvery day.\n\nEven in winter?\n\nI said every day.\n\nAnd your dog?\n\nHe watches."
    turns = _turns(labelled + loose, "lake.md")
    assert [guessed for _, guessed in turns[:4]] == [False] * 4
    assert all(guessed for _, guessed in turns[4:])
    assert len(turns) > 6
