"""What the commands print, where, and the exit codes that follow: the stages behind them are stood in for."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
from desk import Desk, Ran

import audiorender
from audiorender.cli.commands.cache import size
from audiorender.cli.group import cli
from audiorender.errors import EngineError
from audiorender.tts.engines import engine_names

NOTE = audiorender.Note("2 turns have a guessed speaker")
LESS = audiorender.Note("the true peak is -0.4 dBTP, above -1", lessened=True)


@dataclass
class Stages:
    """Stands in for the door: keeps what it was asked for, and has `notes` to give."""

    notes: tuple[audiorender.Note, ...] = ()
    asked: list[Mapping[str, Any]] = field(default_factory=list)
    audio: Path = Path("output/x/x.mp3")

    def summary(self) -> str:
        return "output/x/x.mp3: 1:00"

    def as_json(self) -> dict[str, Any]:
        return {"title": "Zoë", "stale": []}

    def rows(self) -> list[tuple[str, str, str, str]]:
        return [("Ada", "low", "1", "2")]

    def account(self) -> list[str]:
        return ["not spoken: nothing"]

    def __call__(self, source: str, **options: Any) -> Stages:
        self.asked.append({"source": source, **options})
        return self


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    stages = Stages()
    for name in ("render", "plan", "script", "preview", "audition"):
        monkeypatch.setattr(audiorender, name, stages)
    return stages


COMMANDS = {
    "render": ("render", "x.md"),
    "dry run": ("render", "x.md", "--dry-run"),
    "script": ("script", "x.md"),
    "preview": ("preview", "x.md", "--turn", "1", "-o", "x.wav"),
    "audition": ("voices", "low", "-o", "x.wav"),
    "why": ("cache", "why", "x.md"),
}

each_command = pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)


@each_command
@pytest.mark.parametrize(
    ("notes", "strict", "code"),
    [
        ((), False, 0),
        ((), True, 0),
        ((NOTE,), False, 0),
        ((NOTE,), True, 3),
        ((NOTE, LESS), False, 3),
        ((LESS,), True, 3),
    ],
)
def test_the_exit_code_follows_from_the_notes(
    desk: Desk, stages: Stages, words: tuple[str, ...], notes: tuple[audiorender.Note, ...], strict: bool, code: int
) -> None:
    stages.notes = notes
    ran = desk.inside(*words, *(["--strict"] if strict else []))
    assert ran.code == code
    assert ran.err == "".join(f"note: {note.text}\n" for note in notes)
    assert ran.out


@each_command
def test_quiet_says_nothing_and_keeps_the_code(desk: Desk, stages: Stages, words: tuple[str, ...]) -> None:
    stages.notes = (LESS,)
    assert desk.inside(*words, "--quiet") == Ran(3, "", "")


@each_command
def test_json_is_all_there_is_on_stdout(desk: Desk, stages: Stages, words: tuple[str, ...]) -> None:
    stages.notes = (NOTE,)
    ran = desk.inside(*words, "--json")
    assert ran.json == ([] if "why" in words else {"title": "Zoë", "stale": []})
    assert ran.err == f"note: {NOTE.text}\n"
    assert "\\u" not in ran.out


@each_command
def test_an_error_is_one_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, stages: Stages, words: tuple[str, ...]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise EngineError("voice 'low'\nfailed \x1b[31mtwice", path="x.script.md:7", hint="word it otherwise")

    for name in ("render", "plan", "script", "preview", "audition"):
        monkeypatch.setattr(audiorender, name, fail)
    line = "audiorender: x.script.md:7: voice 'low' failed [31mtwice; word it otherwise\n"
    assert desk.inside(*words) == Ran(1, "", line)
    ran = desk.inside(*words, "--debug")
    assert ran.code == 1
    assert ran.err.startswith(line + "Traceback")


def test_what_is_asked_for_arrives(desk: Desk, stages: Stages) -> None:
    desk.inside(
        *("render", "x.md", "-o", "out", "--title", "T", "--voice", "Ada=low", "--voice", "Ben = high", "--rebuild"),
        *("--name", "A=B=C", "--rate", "1.5", "--jobs", "3", "--mono"),
    )
    (asked,) = stages.asked
    assert (asked["source"], str(asked["output"]), asked["title"], asked["rebuild"]) == ("x.md", "out", "T", True)
    assert (asked["voices"], asked["names"]) == ({"Ada": "low", "Ben": "high"}, {"A": "B=C"})
    assert (asked["rate"], asked["session"].jobs, asked["channels"]) == (1.5, 3, 1)
    assert [folder.name for folder in asked["settings"].voices] == ["tones"]


def test_what_is_not_asked_for(desk: Desk, stages: Stages) -> None:
    desk.inside("render", "x.md")
    (asked,) = stages.asked
    assert (asked["output"], asked["title"], asked["rebuild"], dict(asked["voices"])) == (None, None, False, {})
    assert (asked["rate"], asked["channels"]) == (1.0, 2)
    assert asked["session"].jobs >= 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("render",), "SOURCE"),
        (("render", "x.md", "--rate", "3"), "--rate"),
        (("render", "x.md", "--jobs", "0"), "--jobs"),
        (("render", "x.md", "--voice", "=low"), "--voice takes NAME=VOICE, not '=low'"),
        (("render", "x.md", "--name", "Ada="), "--name takes OLD=NEW"),
        (("rendr", "x.md"), "rendr"),
        (("voices", "low", "--cast", "x.md"), "cannot go together"),
        (("cache", "prune"), "--unused DAYS"),
        (("cache", "prune", "--keep", "-1"), "--keep"),
        (("preview", "x.md", "--turn", "0"), "--turn"),
        (("preview", "x.md", "--turn", "1", "--line", "2"), "exactly one"),
        (("script", "x.md", "--format", "mp3"), "No such option"),
        (("script", "x.md", "--rate", "1.1"), "--rate"),
        (("preview", "x.md", "--turn", "1", "--title", "T"), "--title"),
        (("voices", "--mono"), "--mono"),
        (("voices", "-o", "x.wav"), "-o has no voice to write"),
        (("voices", "--all"), "--all is for the speakers of a cast"),
        (("voices", "low", "--voice", "Ada=low"), "--voice is for the speakers of a cast"),
        (("voices", "--rate", "1.1"), "--rate changes nothing in a list"),
        (("cache", "why", "x.md", "--bitrate", "96"), "--bitrate"),
    ],
)
def test_misuse_is_one_line_and_a_2(desk: Desk, words: tuple[str, ...], says: str) -> None:
    ran = desk.inside(*words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.startswith("audiorender: ")
    assert ran.err.count("\n") == 1


def every_command(command: click.Command, *words: str) -> list[tuple[str, ...]]:
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [words, *(path for name, each in below for path in every_command(each, *words, name))]


@pytest.mark.parametrize("words", every_command(cli), ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help(desk: Desk, words: tuple[str, ...], flag: str) -> None:
    ran = desk.inside(*words, flag)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: " + " ".join(("audiorender", *words)))
    assert "--help" in ran.out


@pytest.mark.parametrize("words", every_command(cli), ids=" ".join)
def test_every_option_says_what_it_does(words: tuple[str, ...]) -> None:
    command: click.Command = cli
    for word in words:
        assert isinstance(command, click.Group)
        command = command.commands[word]
    assert command.help
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert all(one.help and one.help.endswith((".", "]")) for one in options)


@pytest.mark.parametrize("words", every_command(cli), ids=" ".join)
def test_the_examples_of_the_help_are_commands(words: tuple[str, ...]) -> None:
    command: click.Command = cli
    for word in words:
        command = command.commands[word]  # type: ignore[attr-defined]
    shown = [
        line.partition("    (")[0] for line in (command.epilog or "").splitlines() if line.startswith("  audiorender ")
    ]
    assert shown or command in {cli, size}
    for line in shown:
        _, *typed = shlex.split(line)
        assert tuple(typed[: len(words)]) == words
        whole = cli.make_context("audiorender", typed)  # a command keeps what its first context said of --help
        command.make_context(" ".join(words), typed[len(words) :], parent=whole)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("audiorender ch", {"chapters", "check"}), ("audiorender script --re", {"--rebuild"})],
)
def test_shells_complete_commands_and_options(desk: Desk, typed: str, offered: set[str]) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    ran = desk.well(_AUDIORENDER_COMPLETE="bash_complete", **words)
    assert {line.partition(",")[2] for line in ran.out.splitlines()} == offered


def test_no_command_is_help_and_misuse(desk: Desk) -> None:
    ran = desk.inside()
    assert ran.code == 2
    assert "Usage: audiorender" in ran.out + ran.err


def test_version_names_all_that_speaks_and_encodes(desk: Desk) -> None:
    ran = desk.inside("--version")
    assert (ran.code, ran.err) == (0, "")
    parts = [line.strip().partition(":")[0] for line in ran.out.splitlines()]
    assert {"engine pyttsx3", "engine tone"} <= set(parts[1:-1]) <= {f"engine {name}" for name in engine_names()}
    assert parts[-1] == "ffmpeg"
    assert "not usable" not in ran.out
    assert parts[0].startswith("audiorender ")


# -- commands that print what they find -----------------------------------------------------------------------------


def test_voices_lists_them(desk: Desk) -> None:
    shown = desk.inside("voices")
    listed = desk.inside("voices", "--json").json
    assert {"low", "middle", "high", "amber"} <= {voice["name"] for voice in listed}
    assert all(voice["name"] in shown.out and voice["about"] for voice in listed)
    assert desk.inside("voices", "--quiet") == Ran(0, "", "")


def test_voices_measures_a_cast(desk: Desk) -> None:
    told = desk.inside("voices", "--cast", "tides.script.md", "--json").json
    assert [one["speakers"] for one in told] == [["Ada", "Ben"]]
    assert told[0]["steps"] > 2
    ran = desk.inside("voices", "--cast", "tides.script.md")
    assert ran.out.count("\n") == 1
    assert "Ada (low) and Ben (high)" in ran.out
    assert "times apart" in desk.inside("voices", "--cast", "tides.script.md", "--all").out


def test_script_says_what_it_made(desk: Desk) -> None:
    desk.write("talk.md", "# Cold\n\n**Ada:** How was it?\n\n**Ben:** It was cold.\n\n**Ada:** Oh.\n\n**Ben:** Yes.\n")
    ran = desk.inside("script", "talk.md")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == f"script: {json.dumps('output/talk/talk.script.md')[1:-1]}"
    told = desk.inside("script", "talk.md", "--json").json
    assert [turn["speaker"] for turn in told["turns"]] == ["Ada", "Ben", "Ada", "Ben"]
