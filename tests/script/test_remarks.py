"""What a person should check: each remark with its line, and none without a reason."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

TALK = "**Ana:** Is it open?\n\n**Bo:** It is open, and it was open yesterday.\n\n**Ana:** Till when?\n\n**Bo:** Six.\n"


def _remarks(text: str) -> list[tuple[int, str]]:
    return [(remark.line, remark.text) for remark in draft(Source(None, "talk", text)).remarks]


def test_no_remarks() -> None:
    assert _remarks(f"# The door\n\n{TALK}") == []


@pytest.mark.parametrize(
    ("head", "line", "told"),
    [
        ("titel: The door", 2, "'titel' is not a known key; did you mean 'title'?"),
        ("title: The door\ndate: soon", 3, "'soon' is not a date; write it as 2024-05-31"),
        (
            "title: The door\ndate: 2024-13-01",
            3,
            "'2024-13-01' is not a date: there is no such day; write it as 2024-05-31",
        ),
        ("title: The door\ndate: 5/3/2026", 3, "'5/3/2026' may be 5 March or 3 May; write it as 2024-05-31"),
        ("title: The door\nlanguage: Elvish tongue", 3, "'Elvish tongue' is not a language; write a tag such as 'en'"),
        (
            "title: The door\ncast:\n  Ana: amber",
            3,
            "'cast' has no effect in a source: give voices with --voice, or in",
        ),
        (
            "title: The door\nOpening: Hello!",
            3,
            "'opening' has no effect in a source: write it in audiorender.toml, or",
        ),
    ],
)
def test_front_matter_without_meaning(head: str, line: int, told: str) -> None:
    found = _remarks(f"---\n{head}\n---\n\n{TALK}")
    assert any(at == line and text.startswith(told) for at, text in found)


@pytest.mark.parametrize(
    "head",
    [
        "tags: [a, b]",
        "layout: post",
        "date: May 2024",
        "date: 3 May 2024",
        "date: 3.5.2024",
        "date: 2024-05-31",
        "language: Deutsch",
    ],
)
def test_valid_front_matter(head: str) -> None:
    assert _remarks(f"---\ntitle: The door\n{head}\n---\n\n{TALK}") == []


def test_a_language_given_by_name() -> None:
    assert draft(Source(None, "talk", f"---\ntitle: T\nlanguage: German\n---\n\n{TALK}")).script.meta.language == "de"


def test_a_title_from_the_files_name() -> None:
    assert _remarks(TALK) == [(1, "there is no title, so the episode is called 'talk'; give it one with --title")]


def test_an_article_that_one_voice_reads() -> None:
    told = "there are no speakers' names and no questions, so one voice reads everything"
    assert (3, told) in _remarks("# The door\n\nThe door is open. It was open yesterday.\n\nNobody knows why.\n")


def test_a_misspelt_label_is_a_guess_with_a_remark() -> None:
    turns = "Henrike: Is it true?|Osman: It is.|Henrike: Since when?|Osman: Since May.|Henrkie: And why?"
    turns += "|Osman: Nobody asked.|Henrike: I ask.|Osman: You do."
    text = "# T\n\n" + turns.replace("|", "\n\n")
    built = draft(Source(None, "talk", text))
    assert [name for name, _ in built.script.cast] == ["Henrike", "Osman"]
    assert [turn.guessed for turn in built.script.turns].count(True) == 1
    assert [(remark.line, remark.text) for remark in built.remarks] == [
        (11, "'Henrkie' is read as 'Henrike', who speaks often")
    ]


def test_a_name_that_is_read_aloud() -> None:
    text = f"# T\n\n{TALK}\n**Ana:** And?\n\n**Bo:** Ana: you will laugh.\n"
    assert _remarks(text) == [(13, "'Ana:' is read aloud, not taken as a speaker's name")]


def test_a_caption_between_an_answer_and_the_next_question_is_noted() -> None:
    text = TALK.replace("\n\n**Ana:** Till", "\n\nPhoto by Ada Wren\n\n**Ana:** Till")
    ((line, told),) = _remarks(f"# T\n\n{text}")
    assert (line, told) == (7, 'not spoken, taken as a caption: "Photo by Ada Wren"')


def test_a_sentence_under_another_key_is_noted() -> None:
    text = (
        '[{"from": "Ana", "text": "Is it on?"}, {"from": "Bo", "text": "It is.", "aside": "He said this to the dog."}]'
    )
    assert (1, 'not spoken, taken as data beside the speech: "He said this to the dog."') in _remarks(text)
