"""Whose script is spoken, with which names, titles and voices, and what of it is written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import SCRIPT, Desk

from audiorender.errors import AudiorenderError, OutputError, SourceError, UsageError
from audiorender.model import written
from audiorender.produce.opening.opened import OpenedScript
from audiorender.produce.opening.script import open_script, write_script
from audiorender.produce.request import Request

TALK = """\
# The way

Ada: How was it?

Ben: It was cold.

Ada: And the way back?

Ben: That was longer.
"""
CHANGED = TALK.replace("That was longer", "That was shorter")


class Talk:
    """A source, the script of it in its folder, and what a person did to either."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.source = desk.write("talk.md", TALK)
        self.script = desk.path / "output/talk.script.md"

    def request(self, **changes: Any) -> Request:
        return self.desk.request("talk.md", **changes)

    def open(self, **changes: Any) -> OpenedScript:
        return open_script(self.request(**changes))

    def write(self, **changes: Any) -> OpenedScript:
        opened = self.open(**changes)
        write_script(opened)
        return opened

    def edit(self, old: str = "cold", new: str = "very cold") -> str:
        text = self.script.read_text()
        assert old in text
        self.script.write_text(text.replace(old, new))
        return self.script.read_text()

    def change_source(self) -> None:
        self.source.write_text(CHANGED)


@pytest.fixture
def talk(desk: Desk) -> Talk:
    return Talk(desk)


def said(opened: OpenedScript) -> str:
    return "\n".join(written(paragraph) for turn in opened.script.turns for paragraph in turn.paragraphs)


def cast_of(opened: OpenedScript) -> dict[str, str]:
    return {name: seat.voice.name for name, seat in opened.casting.seats}


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("rebuild", [False, True])
@pytest.mark.parametrize("base", [False, True])
def test_whose_words_are_spoken(talk: Talk, edited: bool, changed: bool, rebuild: bool, base: bool) -> None:
    talk.write()
    if edited:
        talk.edit()
    if changed:
        talk.change_source()
    if not base:
        (talk.desk.path / "output/.talk.script.base").unlink()
    before = talk.script.read_text()
    persons = edited or (changed and not base)  # with the base lost, what differs from the source is a person's
    if persons and rebuild and not base:
        with pytest.raises(SourceError, match="disagree"):
            talk.open(rebuild=rebuild)
        return
    opened = talk.write(rebuild=rebuild)
    assert ("very cold" in said(opened)) == edited
    assert ("shorter" in said(opened)) == (changed and (rebuild or not persons))
    if persons and not rebuild:
        assert opened.base is None
        assert talk.script.read_text() == before
        assert [("--rebuild" in note.text, note.lessened) for note in opened.notes] == [(changed or not base, False)]
    else:
        assert talk.script.read_text() == opened.text
        assert opened.notes == ()


def test_opening_writes_nothing(talk: Talk) -> None:
    before = sorted(talk.desk.path.rglob("*"))
    talk.open()
    assert sorted(talk.desk.path.rglob("*")) == before


def test_after_a_merge_the_script_is_still_a_persons(talk: Talk) -> None:
    talk.write()
    talk.edit()
    talk.change_source()
    merged = talk.write(rebuild=True)
    again = talk.open()
    assert again.text == merged.text
    assert [note.text.endswith("is used as it is") for note in again.notes] == [True]


def test_a_conflict_leaves_both_files_alone(talk: Talk) -> None:
    talk.write()
    mine = talk.edit("longer", "much longer")
    talk.change_source()
    with pytest.raises(SourceError, match=r"much longer.*shorter"):
        talk.write(rebuild=True)
    assert talk.script.read_text() == mine


def test_lines_are_those_of_the_script_that_is_spoken(talk: Talk) -> None:
    for opened in (talk.write(), talk.open()):
        lines = opened.text.splitlines()
        assert [lines[turn.line - 1].partition(":")[0] for turn in opened.script.turns] == ["Ada", "Ben", "Ada", "Ben"]
        assert opened.path == talk.script
        assert opened.origin == talk.source


# -- names, titles and voices ------------------------------------------------------------------------------------------


def test_the_voices_of_a_built_script_are_written_down(talk: Talk) -> None:
    opened = talk.write(voices={"Ada": "low"})
    assert cast_of(opened)["Ada"] == "low"
    assert dict(opened.script.cast) == cast_of(opened)
    assert "  Ada: low\n" in talk.script.read_text()


def test_a_name_is_another_in_what_is_built_and_written(talk: Talk) -> None:
    opened = talk.write(names={"Ada": "Maria"}, voices={"Maria": "low"})
    assert list(cast_of(opened)) == ["Maria", "Ben"]
    assert "Maria: How was it?" in talk.script.read_text()
    assert "Ada" not in talk.script.read_text()


def test_a_name_for_an_edited_script_is_spoken_and_not_written(talk: Talk) -> None:
    talk.write()
    mine = talk.edit()
    opened = talk.write(names={"Ada": "Maria"}, voices={"Maria": "low"})
    assert {turn.speaker for turn in opened.script.turns} == {"Maria", "Ben"}
    assert cast_of(opened)["Maria"] == "low"
    assert talk.script.read_text() == mine


def test_a_voice_for_whom_a_person_renamed(talk: Talk) -> None:
    talk.write()
    talk.edit("Ada:", "Maria:")
    assert cast_of(talk.open(voices={"Maria": "low"}))["Maria"] == "low"
    with pytest.raises(UsageError, match="there is no speaker 'Ada'; the speakers are Maria, Ben"):
        talk.open(voices={"Ada": "low"})


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("rebuild", [False, True])
def test_names_that_nobody_has(talk: Talk, edited: bool, rebuild: bool) -> None:
    talk.write()
    if edited:
        talk.edit()
    with pytest.raises(UsageError, match=r"there is no speaker 'Adda'; did you mean 'Ada'\? the speakers are Ada"):
        talk.open(voices={"Adda": "low"}, rebuild=rebuild)
    with pytest.raises(AudiorenderError, match="'Adda'"):
        talk.open(names={"Adda": "Maria"}, rebuild=rebuild)


def test_flags_come_before_the_script_and_the_script_before_the_project(desk: Desk) -> None:
    desk.write(
        "audiorender.toml",
        'voices = "tones"\nshow = "Shores"\nauthor = "P. Sand"\nlanguage = "en-GB"\n'
        '[cast]\nAda = "high"\nBen = "high"\nCy = "middle"\n',
    )
    head = "---\naudiorender: 1\ntitle: Own\nshow: Own show\ncast:\n  Ada: low\n  Ben:\n  Cy:\n---\n"
    desk.write("a.script.md", head + "\nAda: A.\n\nBen: B.\n\nCy: C.\n")
    opened = open_script(desk.request("a.script.md"))
    meta = opened.script.meta
    assert (meta.title, meta.show, meta.author, meta.language) == ("Own", "Own show", "P. Sand", "en-GB")
    assert cast_of(opened) == {"Ada": "low", "Ben": "high", "Cy": "middle"}
    asked = open_script(desk.request("a.script.md", title="Asked", voices={"Ada": "middle"}))
    assert asked.script.meta.title == "Asked"
    assert cast_of(asked)["Ada"] == "middle"


def test_a_voice_that_does_not_exist(desk: Desk) -> None:
    with pytest.raises(UsageError, match="--voice: there is no voice 'lowe'; did you mean 'low'"):
        open_script(desk.request(voices={"Ada": "lowe"}))
    desk.write("tides.script.md", SCRIPT.replace("Ada: low", "Ada: lowe"))
    with pytest.raises(SourceError, match=r"tides\.script\.md: 'Ada' has a voice .*'lowe'; did you mean 'low'"):
        open_script(desk.request())


# -- scripts that were named -----------------------------------------------------------------------------------------


def test_a_script_goes_into_the_folder_as_it_is(desk: Desk) -> None:
    opened = open_script(desk.request())
    write_script(opened)
    assert (desk.path / "output/tides.script.md").read_text() == SCRIPT
    assert (opened.draft, opened.path) == (None, desk.path / "tides.script.md")


def test_the_script_in_the_folder_itself_is_never_written(desk: Desk) -> None:
    inside = desk.write("output/tides.script.md", SCRIPT)
    opened = open_script(desk.request("output/tides.script.md"))
    assert opened.base is None
    write_script(opened)
    assert [path.name for path in inside.parent.iterdir()] == [inside.name]


def test_it_does_not_overwrite_an_edited_one(desk: Desk) -> None:
    write_script(open_script(desk.request()))
    inside = desk.path / "output/tides.script.md"
    inside.write_text(SCRIPT.replace("fog", "rain"))
    with pytest.raises(OutputError, match=r"output/tides\.script\.md: has been edited; render that script"):
        open_script(desk.request())
    assert "rain" in inside.read_text()
    inside.write_text(SCRIPT)
    assert open_script(desk.request()).text == SCRIPT


def test_a_script_that_was_replaced_by_its_person_goes_in(desk: Desk) -> None:
    write_script(open_script(desk.request()))
    desk.write("tides.script.md", SCRIPT.replace("fog", "rain"))
    write_script(open_script(desk.request()))
    assert "rain" in (desk.path / "output/tides.script.md").read_text()


def test_standard_input(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SCRIPT.encode())))
    opened = open_script(Request("-", output=desk.path / "out", project=desk.request().project))
    assert (opened.path, opened.origin, opened.folder.stem) == (Path("-"), Path("-"), "episode")


def test_an_encoding_that_could_be_another_is_noted(tmp_path: Path) -> None:
    source = tmp_path / "talk.txt"
    source.write_bytes("Où\n\nZoë: Où ?\n\nBo: Là-bas.\n".encode("latin-1"))
    (note,) = open_script(Request(str(source), tmp_path / "episode")).notes
    assert note.text == f"{source} is not UTF-8; it was read as ISO-8859-1"
    assert not note.lessened


GERMAN = """\
# Der Turm

Ada: Wie war die Nacht im Leuchtturm, als der große Sturm von Westen kam und niemand hinaus konnte?

Ben: Kalt war sie, und lang. Ich habe die Lampe jede Stunde geputzt, und um fünf war alles vorbei.
"""


def test_a_language_that_the_text_shows_is_written_down_and_a_person_may_change_it(talk: Talk) -> None:
    talk.source.write_text(GERMAN)
    opened = talk.write()
    assert (opened.script.meta.language, opened.draft and opened.draft.detected) == ("de", "de")
    assert [note.text for note in opened.notes] == [
        "the text seems to be in 'de', as the script now says; if that is wrong, change the script"
    ]
    talk.edit("language: de", "language: nl")
    again = talk.open()
    assert again.script.meta.language == "nl"
    assert not any("taken to be" in note.text for note in again.notes)


def test_a_voice_that_cannot_speak_the_language_is_named(talk: Talk) -> None:
    talk.source.write_text(f"---\nlanguage: tlh\n---\n{GERMAN}")
    opened = talk.open(voices={"Ada": "amber", "Ben": "amber"})
    assert [(note.text, note.lessened) for note in opened.notes] == [
        ("amber cannot speak 'tlh' and will sound foreign", True)
    ]


def test_a_name_changed_in_the_cast_alone_is_told(talk: Talk) -> None:
    talk.write()
    talk.edit("  Ben: ", "  Benedict Quill: ")
    notes = talk.open().notes
    line = talk.script.read_text().split("\n").index("Ben: That was longer.") + 1
    assert [note.text for note in notes[-2:]] == [
        f"{talk.script}:{line}:1: 'Ben:' is read aloud, as no such speaker is in the cast; add the name to the cast,"
        r" or write '\:' if it is text",
        "in the cast, but never speaking: Benedict Quill",
    ]
    assert notes[-2].lessened


def test_a_speaker_without_a_turn_is_told_and_other_colons_are_not(talk: Talk) -> None:
    talk.write()
    talk.edit("  Ben: ", "  Cleo: low\n  Ben: ")
    talk.edit("It was cold", "Cold, I say")
    assert [note.text for note in talk.open().notes[-1:]] == ["in the cast, but never speaking: Cleo"]


def test_two_sources_of_one_stem_do_not_overwrite_each_other(talk: Talk) -> None:
    talk.write()
    talk.write()
    talk.desk.write("talk.txt", CHANGED)
    with pytest.raises(OutputError, match=r"contains the episode of .*talk\.md; choose another folder with -o"):
        open_script(talk.desk.request("talk.txt"))
    talk.source.unlink()
    assert "shorter" in said(open_script(talk.desk.request("talk.txt")))
