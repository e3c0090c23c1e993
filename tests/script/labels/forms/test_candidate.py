"""What may be a label at the start of a line, in whole documents."""

from __future__ import annotations

import pytest

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source


def _said(text: str) -> list[tuple[str, str]]:
    turns = draft(Source(None, "talk", text)).script.turns
    return [(turn.speaker, written(turn.paragraphs[0])) for turn in turns]


def test_a_letter_and_a_hyphen_without_a_blank() -> None:
    rows = ("P.- ¿De dónde viene el pan?", "R.-Del horno de abajo.", "P.-¿Y la sal?", "R.-La sal no se pregunta.")
    assert [text for _, text in _said("\n\n".join(rows))] == [row.split("-", 1)[1].strip() for row in rows]


def test_several_people_with_a_hyphen_of_whom_most_speak_once() -> None:
    rows = (
        "Odile - Who of you began?",
        "Bram - I did, in the cellar.",
        "Sunniva - And I came with the drums.",
        "Bram - They were in the way.",
        "Tariq - I only brought the van.",
        "Sunniva- The van had no floor.",
        "Pelle (Pip) - It had one when I bought it.",
    )
    assert [who for who, _ in _said("\n\n".join(rows))] == [
        *("Odile", "Bram", "Sunniva", "Bram", "Tariq", "Sunniva"),
        "Pelle",
    ]


def test_a_hyphen_without_a_blank_opens_a_turn() -> None:
    rows = (
        "-Buenas tardes. ¿Llovía aquel día?",
        "-A mí me lo parecía.",
        "-¿Y el barco?",
        "-Salió igual, con las velas rotas.",
    )
    assert [text for _, text in _said("\n\n".join(rows))] == [row[1:] for row in rows]
    assert len({who for who, _ in _said("\n\n".join(rows))}) == 2


def test_a_label_in_captions_that_name_their_speakers_otherwise() -> None:
    cues = (
        "Ilse: Is the tide in?",
        "<v Bo>It is, and it brings the nets.</v>",
        "<v Ilse>Good.</v>",
        "<v Bo>Very good.</v>",
    )
    times = "00:00:0{0}.000 --> 00:00:0{1}.000"
    text = "WEBVTT\n\n" + "".join(f"{times.format(n, n + 1)}\n{cue}\n\n" for n, cue in enumerate(cues))
    assert [who for who, _ in _said(text)] == ["Ilse", "Bo", "Ilse", "Bo"]


RECORD = """\
Q. Did you hear it?
A. I did.
MS. WREN: Objection.
THE COURT: That is not for you to say,
Ms. Wren. You may go on.
Q. How often?
A. Twice.
MR. OAK: Please turn the page,
Ms. Loft. And once more.
MS. WREN: No objection.
"""


def test_a_name_at_the_start_of_a_wrapped_line_is_no_label() -> None:
    said = dict(_said(RECORD)[3:4]) | dict(_said(RECORD)[6:7])
    assert said == {
        "The Court": "That is not for you to say, Ms. Wren. You may go on.",
        "Mr. Oak": "Please turn the page, Ms. Loft. And once more.",
    }


@pytest.mark.parametrize("heading", ["EXAMINATION BY MS. WREN", "CROSS-EXAMINATION BY MS. WREN", "BY MS. WREN:"])
def test_a_heading_within_a_record_says_whose_questions_follow(heading: str) -> None:
    begun = "EXAMINATION BY MR. OAK\nQ. Was it late?\nA. It was.\nMS. WREN: Objection.\nTHE COURT: Overruled.\n"
    middle = "MR. OAK: I go on.\nQ. How late?\nA. After ten.\nMS. WREN: Objection.\nTHE COURT: Overruled, too.\n"
    ended = f"MR. OAK: That is all.\nTHE COURT: Ms. Wren?\n{heading}\nQ. Was it dark?\nA. No.\n"
    said = _said(begun + middle + ended)
    assert [who for who, text in said if text == "Was it dark?"] == ["Ms. Wren"]
    assert not any("EXAMINATION" in text for _, text in said)


def test_a_courts_label_is_not_short_for_the_name_of_the_court() -> None:
    title = "DISTRICT COURT OF THE LOWER MARSH\n\n"
    assert "The Court" in {who for who, _ in _said(title + RECORD)}


def test_letters_stand_for_names_that_were_labels_once() -> None:
    rows = (
        "Vera: Who built it?",
        "Jonas: My aunt.",
        "V: By herself?",
        "J: With a goat.",
        "V: A goat?",
        "J: For the mud.",
    )
    assert [who for who, _ in _said("\n\n".join(("We met at the kiln and spoke of it for an hour.", *rows)))][-6:] == [
        *("Vera", "Jonas") * 3
    ]


def test_single_letters_with_a_hyphen_that_recur() -> None:
    rows = (
        "T- Qui a peint la porte ?",
        "UB- Ma sœur.",
        "T- Et la grille ?",
        "UB- Personne.",
        "T- Pourquoi ?",
        "UB- Le prix.",
    )
    said = _said("\n\n".join(rows))
    assert said == [tuple(row.split("- ", 1)) for row in rows]


def test_names_in_capitals_that_occur_once_where_the_text_names_them_otherwise() -> None:
    rows = (
        "THE MODERATOR: Alva Quist and Jory Penn are here for the rowers.",
        "Q. Alva, how was the wind?",
        "ALVA QUIST: It came from everywhere.",
        "Q. And the boat?",
        "JORY PENN: The boat was dry until noon.",
        "THE MODERATOR: Thank you both.",
    )
    said = {text: who for who, text in _said("\n\n".join(rows))}
    assert said["It came from everywhere."] == "Alva Quist"
    assert said["The boat was dry until noon."] == "Jory Penn"
