"""What the command line says of an episode: its show, author, date, description and cover."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk
from PIL import Image

from audiorender.script.file.scriptfile import parse_script

TALK = """---
show: Small Boats
date: 3. Mai 2026
description: About knots.
---

# Knots

**Host:** Which knot holds?

**Ida Brandt:** The one that you can tie in the dark.
"""


@pytest.fixture
def talk(tmp_path: Path) -> Desk:
    desk = Desk.at(tmp_path)
    desk.write("talk.md", TALK)
    (tmp_path / "art").mkdir()
    Image.new("RGB", (1500, 1500), "#305070").save(tmp_path / "art/front.png")
    return desk


def test_it_comes_before_the_front_matter_and_stands_in_the_script(talk: Desk) -> None:
    ran = talk.inside(
        *("render", "talk.md", "--show", "Ropes", "--author", "Ulla Thor", "--date", "June 1st, 2026"),
        *("--description", "Hitches.", "--cover", "art/front.png", "--json"),
    )
    assert ran.code == 0, ran.err
    report = ran.json
    told = (report["show"], report["author"], report["date"], report["description"])
    assert told == ("Ropes", "Ulla Thor", "2026-06-01", "Hitches.")
    script = (talk.path / "output/talk/talk.script.md").read_text(encoding="utf-8")
    assert "date: 2026-06-01\n" in script
    assert 'cover: "art/front.png"\n' in script or "cover: art/front.png\n" in script
    (written,) = (talk.path / "output/talk").glob("talk.cover.*")
    with Image.open(written) as cover:
        assert cover.convert("RGB").getpixel((700, 700))[2] > 90  # type: ignore[index]


def test_the_date_of_the_front_matter_is_read_as_it_is_written(talk: Desk) -> None:
    assert talk.inside("render", "talk.md", "--json").json["date"] == "2026-05-03"


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--date", "5/3/2026", "--date: '5/3/2026' may be 5 March or 3 May; write it as 2026-05-03 or '3 May 2026'"),
        ("--date", "next week", "--date: 'next week' is not a date; write it as 2026-05-03 or '3 May 2026'"),
        ("--cover", "art/frnt.png", "no such file; did you mean"),
        ("--cover", "picture.gif", "no such file; --cover takes a JPEG or PNG picture"),
        ("--show", "a\rb", "--show contains"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_made(talk: Desk, option: str, value: str, told: str) -> None:
    ran = talk.inside("render", "talk.md", option, value)
    assert ran.code == 2
    assert told in ran.err
    assert not (talk.path / "output").exists()


def test_for_a_script_of_ones_own_it_is_said_that_it_holds_once(talk: Desk) -> None:
    talk.write("own.script.md", "---\naudiorender: 1\ntitle: T\ncast:\n  Ada: low\n---\n\nAda: Is it so?\n")
    ran = talk.inside("render", "own.script.md", "--name", "Ada=Eva", "--date", "3 May 2026", "--dry-run")
    assert ran.code == 0, ran.err
    assert "note: --date, --name hold for this render only; to keep them, write them into own.script.md" in ran.err
    ran = talk.inside("render", "talk.md", "--name", "Host=Eva", "--dry-run")
    assert "for this render only" not in ran.err


def test_what_an_option_said_once_is_missed(talk: Desk) -> None:
    assert talk.inside("render", "talk.md", "--author", "Ulla Thor", "--json").err == ""
    ran = talk.inside("render", "talk.md")
    assert ran.code == 0
    path = Path("output/talk/talk.script.md")
    told = f"note: {path} has lost its author, because no option gave it this time"
    assert ran.err == f"{told}; to keep it, write it into the source's front matter\n"
    ran = talk.inside("render", "talk.md")
    assert (ran.code, ran.err) == (0, "")


def test_all_that_options_said_once_is_named(talk: Desk) -> None:
    talk.write("plain.md", TALK.partition("---\n\n")[2])
    talk.inside("script", "plain.md", "--author", "Ulla Thor", "--show", "Low Water", "--date", "3 May 2026")
    assert (
        "has lost its show, author and date, because no option gave them this time"
        in talk.inside("script", "plain.md").err
    )


def test_an_option_that_is_left_out_is_no_change_of_the_source(talk: Desk) -> None:
    talk.inside("script", "talk.md", "--author", "Ulla Thor")
    script = talk.path / "output/talk/talk.script.md"
    script.write_text(script.read_text(encoding="utf-8").replace("the dark", "a storm"), encoding="utf-8")
    ran = talk.inside("render", "talk.md", "--json")
    assert "talk.script.md has edits, and is used as it is" in ran.err
    assert ran.json["author"] == "Ulla Thor"


def test_a_merge_takes_away_nothing_that_an_option_said(talk: Desk) -> None:
    talk.inside("script", "talk.md", "--author", "Ulla Thor")
    script = talk.path / "output/talk/talk.script.md"
    script.write_text(script.read_text(encoding="utf-8").replace("the dark", "a storm"), encoding="utf-8")
    talk.write("talk.md", TALK.replace("Which knot", "What knot"))
    for _ in range(2):
        talk.inside("script", "talk.md", "--rebuild")
        merged = script.read_text(encoding="utf-8")
        assert all(words in merged for words in ("author: Ulla Thor", "a storm", "What knot"))
    talk.inside("script", "talk.md", "--rebuild", "--author", "Ida Brandt")
    assert "author: Ida Brandt" in script.read_text(encoding="utf-8")


def test_a_dry_run_refuses_what_a_render_would(talk: Desk) -> None:
    ran = talk.inside("render", "talk.md", "--cover", "talk.md", "--dry-run")
    assert (ran.code, ran.err) == (
        1,
        "audiorender: talk.md: this picture cannot be read; give a JPEG or PNG picture\n",
    )


def test_a_guess_in_a_script_that_is_not_there_yet_names_no_file(talk: Desk) -> None:
    question, answer = "**Host:** Which knot?\n\n", "**Ida Brandt:** The old one.\n\n"
    talk.write(
        "talk.md", f"# Knots\n\n{question}{answer}**Host:** Do you tie it?\n\nI do. Daily.\n\n{question}{answer}"
    )
    assert "guessed speaker (the script that a render writes, line" in talk.inside("render", "talk.md", "--dry-run").err
    talk.inside("script", "talk.md")
    assert "guessed speaker (output/talk/talk.script.md, line" in talk.inside("render", "talk.md", "--dry-run").err


def test_a_name_is_not_written_into_an_edited_script_until_the_two_are_merged(talk: Desk) -> None:
    talk.inside("script", "talk.md")
    script = talk.path / "output/talk/talk.script.md"
    name, _ = parse_script(script.read_text(encoding="utf-8")).cast[0]
    script.write_text(script.read_text(encoding="utf-8").replace("the dark", "a storm"), encoding="utf-8")
    ran = talk.inside("script", "talk.md", "--name", f"{name}=Ulla Thor", "--strict")
    assert ran.code == 3
    assert "talk.script.md has edits, and is used as it is" in ran.err
    assert "Ulla Thor: --name holds for this run, and is not written into a script with edits" in ran.err
    assert "Ulla Thor" not in script.read_text(encoding="utf-8")
    ran = talk.inside("script", "talk.md", "--name", f"{name}=Ulla Thor", "--rebuild")
    assert "holds for this run" not in ran.err
    merged = script.read_text(encoding="utf-8")
    assert "\nUlla Thor: " in merged
    assert "a storm" in merged


def test_a_picture_that_is_not_there_is_a_note(talk: Desk) -> None:
    talk.write("here.png", "")
    text = (talk.path / "talk.md").read_text(encoding="utf-8")
    pictures = "![](here.png) ![far](https://example.org/x.png) ![gone](not%20there.png)"
    talk.write("talk.md", f"{text}\n\n{pictures}\n")
    ran = talk.inside("script", "talk.md", "--strict")
    assert ran.code == 3
    assert ran.err.count("there is no picture") == 1
    assert "there is no picture 'not%20there.png' beside talk.md" in ran.err
