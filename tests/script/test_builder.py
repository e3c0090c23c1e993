"""From a source to a draft: turns, paragraphs, stress, chapters, title, new names, and silent text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from audiorender.errors import SourceError, UsageError
from audiorender.model import Draft, Heading, Piece, Turn, written
from audiorender.script.builder import draft
from audiorender.script.file.writing import format_script
from audiorender.script.reading.source import Source, read_source

_ROOT = Path(__file__).parents[2]


def _draft(text: str, **options: object) -> Draft:
    return draft(Source(None, "talk", text), **options)  # type: ignore[arg-type]


def _turns(text: str) -> tuple[Turn, ...]:
    return _draft(text).script.turns


def test_each_source_paragraph_is_one_and_its_lines_are_joined() -> None:
    (turn,) = _turns("**Mara:** We met\nin  spring.\n\n- One\n- Two\n\n**Mara:** And left.\n")
    assert [written(text) for text in turn.paragraphs] == ["We met in spring.", "One", "Two", "And left."]
    assert turn.line == 1


def test_emphasis_is_stress_and_a_typeface_is_not() -> None:
    question, answer = _turns("**Is it *that* old?**\n\n> It is *very* old, and **so** am I.\n")
    assert question.paragraphs == ((Piece("Is it "), Piece("that", stress=True), Piece(" old?")),)
    assert answer.paragraphs == (
        (Piece("It is "), Piece("very", stress=True), Piece(" old, and "), Piece("so", stress=True), Piece(" am I.")),
    )


def test_labels_rules_titles_and_notes_are_never_spoken() -> None:
    built = _draft(
        "# The Clock\n\n## Beginnings\n\n**Mara:** Is it old?[^1]\n\n---\n\n[laughter]\n\n**Jon:** Yes.\n\n"
        "**The End**\n\n**Mara:** Thanks.\n\n[^1]: It is.\n"
    )
    assert [written(text) for turn in built.script.turns for text in turn.paragraphs] == [
        "Is it old?",
        "Yes.",
        "Thanks.",
    ]
    silent = [(piece.rule, piece.text, piece.line) for piece in built.silent if piece.rule != "emphasis-mark"]
    assert silent == [
        ("heading-mark", "#", 1),
        ("title", "The Clock", 1),
        ("heading-mark", "##", 3),
        ("heading", "Beginnings", 3),
        ("label", "Mara:", 5),
        ("footnote-mark", "[^1]", 5),
        ("rule-line", "---", 7),
        ("stage-direction", "[laughter]", 9),
        ("label", "Jon:", 11),
        ("heading", "The End", 13),
        ("label", "Mara:", 15),
        ("footnote-mark", "[^1]", 17),
        ("footnote", ": It is.", 17),
    ]
    assert built.script.meta.title == "The Clock"


def test_chapters_come_before_their_turns() -> None:
    long = "It stood in the hall for years and nobody wound it. " * 12
    items = _draft(f"## Beginnings\n\n**Is it old?**\n\n{long}\n\n**Who made it?**\n\n{long}\n").script.items
    assert [item.title if isinstance(item, Heading) else getattr(item, "speaker", None) for item in items] == [
        "Beginnings",
        "Host",
        "Guest",
        "Who made it?",
        "Host",
        "Guest",
    ]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Hello.", None, "talk"),
        ("# Clocks\n\nHello.", None, "Clocks"),
        ("---\ntitle: Bells\n---\n# Clocks\n\nHello.", None, "Bells"),
        ("---\ntitle: Bells\n---\n# Clocks\n\nHello.", "Wheels", "Wheels"),
        ("## Part\n\nHello.", None, "talk"),
    ],
)
def test_the_title(text: str, title: str | None, expected: str) -> None:
    assert _draft(text, title=title).script.meta.title == expected


def test_a_new_name_and_one_name_for_two() -> None:
    text = "Mara: Hello.\nJon: Hello.\nMara: Well?\nJon: Well."
    assert [name for name, _ in _draft(text, rename={"Jon": "Jon Oak"}).script.cast] == ["Mara", "Jon Oak"]
    merged = _draft(text, rename={"Jon": "Mara"})
    assert len(merged.script.turns) == 1
    assert "--name makes Mara and Jon one speaker, 'Mara'" in [remark.text for remark in merged.remarks]


def test_an_unknown_name_is_a_usage_error_with_a_hint() -> None:
    with pytest.raises(UsageError, match="did you mean 'Mara'"):
        _draft("Mara: Hello.\nJon: Hello.\nMara: Well?\nJon: Well.", rename={"Marra": "Ida"})
    with pytest.raises(UsageError, match="no new name"):
        _draft("Mara: Hello.\nJon: Hello.\nMara: Well?\nJon: Well.", rename={"Mara": " "})


@pytest.mark.parametrize("text", ["# Only a title", "---\ntitle: x\n---\n", "<!-- nothing -->", "[applause]", "* * *"])
def test_a_source_without_speech(text: str) -> None:
    with pytest.raises(SourceError, match="there is no speech in it"):
        _draft(text)


def test_building_twice_is_the_same() -> None:
    source = read_source(_ROOT / "scripts/demo.md")
    assert draft(source) == draft(source)


def test_the_demo_has_its_people_and_few_guesses() -> None:
    built = draft(read_source(_ROOT / "scripts/demo.md"))
    assert [name for name, _ in built.script.cast] == ["Host", "Odette Palmer", "Pavel Novak"]
    sizes = [(turn.guessed, sum(len(written(text).split()) for text in turn.paragraphs)) for turn in built.script.turns]
    assert sum(size for guessed, size in sizes if guessed) <= 0.15 * sum(size for _, size in sizes)


def test_time_grows_with_the_length() -> None:
    """Ten times the text takes at most twenty-five times as long: nothing is quadratic. The best of three runs counts,
    as any one of them may be disturbed by what else the machine does."""
    text = "**Is it old?**\n\n> Ninety years.\n> —Ninety?\n> —Yes, and I wind it.\n\nWe *never* stopped it.\n\n" * 30

    def seconds(copies: int) -> float:
        took = []
        for _ in range(3):
            started = time.process_time()
            _draft(text * copies)
            took.append(time.process_time() - started)
        return min(took)

    assert seconds(10) < 25 * max(seconds(1), 0.02)


def test_blanks_at_the_ends_of_stress_are_moved_outside() -> None:
    built = draft(Source(None, "talk", "Ada: How long?\n\nBo: Nine *&nbsp;days* and nights.\n"))
    assert "Nine \u00a0*days* and nights." in format_script(built.script)


@pytest.mark.parametrize(
    ("language", "title"),
    [("de-AT", "Einleitung"), ("fr", "Introduction"), ("ja", "Introduction"), (None, "Introduction")],
)
def test_the_introduction_has_a_title_in_its_language(language: str | None, title: str) -> None:
    text = "Ben: " + "It is a bell, and it rings. " * 200 + "\n\nAda: And who rings it?\n\nBen: " + "I do. " * 400
    script = draft(Source(None, "talk", text), language=language).script
    assert [item.title for item in script.items if isinstance(item, Heading)] == [title, "Who rings it?"]
