"""What README.md and the pages of docs/ say can be done is done here, and what the documents name exists."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import click
import pytest
from desk import Desk

from audiorender.audio import ffmpeg
from audiorender.cli import STOPPED
from audiorender.cli.arguments.flags import LESSENED
from audiorender.cli.group import cli
from audiorender.errors import AudiorenderError, UsageError
from audiorender.folder import SETTINGS as FILE
from audiorender.settings.projectfile import load_project
from audiorender.shared.store import VARIABLE as SHARED_VARIABLE
from audiorender.store import ROOT_VARIABLE

ROOT = Path(__file__).parents[1]
README, COMMANDS, SETTINGS_PAGE = "README.md", "docs/commands.md", "docs/settings.md"
DOCUMENTS = [ROOT / README, *sorted((ROOT / "docs").glob("*.md"))]
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in DOCUMENTS}
LIBRARY = "docs/library-of-episodes.md"
HOW_TO = ("tutorial", "better-voices", "music", "feed", "tag-files", "library-of-episodes")
RUN = (README, COMMANDS, *(f"docs/{name}.md" for name in HOW_TO))
"""The pages whose commands are run, each in a folder of its own."""

NOT_RUN = {
    "docs/engines.md": "its commands fetch weights; `tests/tts/catalogue` does so from a server of its own",
    "docs/several-machines.md": "it names places on other machines; `tests/shared` does it with a folder",
}
"""Pages whose commands are only looked at for names and options, and why."""

TOLD = {
    "docs/tutorial.md": r"1 turn has a guessed speaker|--voice holds for this render only|a feed needs",
    "docs/better-voices.md": r"these share a voice",
    LIBRARY: r"these share a voice",
}
"""Notes that belong to what a page shows."""

TALK = """---
date: 2024-03-16
description: Kites, and what keeps them up.
---

# A talk about kites

**Host:** What keeps a kite up?

**Lena Fuchs:** Wind, and a string that says no.

**Host:** Can you make one from a newspaper?

**Lena Fuchs:** You can. It flies for an afternoon.
"""

CAPTIONS = """WEBVTT

00:01.000 --> 00:03.000
<v Host>What keeps a kite up?

00:03.500 --> 00:06.000
<v Ada>Wind, and a string that says no.
"""


def blocks(language: str, page: str = README) -> list[str]:
    """The fenced blocks of a page in this language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[list[str]]:
    """The words behind each `$ audiorender`."""
    lines = [line for block in blocks("console", page) for line in block.splitlines() if line.startswith("$ ")]
    split = [shlex.split(line[2:], comments=True) for line in lines]
    assert all(words[0] == "audiorender" for words in split)
    return [words[1:] for words in split]


def known() -> Iterator[tuple[str, set[str]]]:
    """Each command by its name (`cache why` too), with its options."""

    def walk(command: click.Command, name: str) -> Iterator[tuple[str, set[str]]]:
        yield name, {"--help", *(option for parameter in command.params for option in parameter.opts)}
        if isinstance(command, click.Group):
            for below, each in command.commands.items():
                yield from walk(each, f"{name} {below}".strip())

    return walk(cli, "")


def furnished(path: Path, page: str) -> Desk:
    """A folder with a talk and the page's settings in it, or those of the page about settings, and plain voices."""
    desk = Desk(path, {ROOT_VARIABLE: str(path / "cache"), "AUDIORENDER_VOICES": str(path / "kept")})
    own = blocks("toml", page)
    if page == LIBRARY:
        desk.write(FILE, *blocks("toml", SETTINGS_PAGE))
    elif own or page != "docs/tutorial.md":
        desk.write(FILE, *(own or blocks("toml", SETTINGS_PAGE)))
    if page == LIBRARY:
        desk.write("season-2.toml", *own)
        for name in ("bronze", "tides"):
            desk.write(f"interviews/{name}.md", TALK.replace("Lena Fuchs", "Ada").replace("kites", name))
        desk.write("raw/tides.vtt", CAPTIONS)
        ffmpeg.run(["-f", "lavfi", "-i", "sine=220:d=3", str(path / "waves.flac")])
    desk.write("talk.md", blocks("markdown", page)[0] if page == "docs/tutorial.md" else TALK)
    desk.write("scripts/demo.md", TALK)
    return desk


@pytest.mark.parametrize("page", RUN)
def test_every_command_runs(tmp_path: Path, page: str) -> None:
    folder = furnished(tmp_path, page)
    assert len(commands(page)) >= 3
    for words in commands(page):
        with mock.patch("audiorender.produce.watching._Files.wait", side_effect=KeyboardInterrupt):  # `watch` ends so
            ran = folder.inside(*words)
        noted = rf"is from an earlier render: add --format|{TOLD.get(page, '(?!)')}"
        said = [line for line in ran.err.splitlines() if not re.search(noted, line)]
        assert (ran.code, said) == (0, []), (words, ran)
        assert ran.out, words
        for number, word in enumerate(words):
            assert word != "-o" or (tmp_path / words[number + 1]).exists()


def test_every_page_with_commands_is_run_or_says_why_not() -> None:
    with_commands = {page for page, text in PAGES.items() if re.search(r"^\$ audiorender", text, re.MULTILINE)}
    assert with_commands == {*RUN, *NOT_RUN}
    assert not {*RUN} & {*NOT_RUN}


def test_what_comes_out_is_what_is_promised(tmp_path: Path) -> None:
    folder = furnished(tmp_path, README)
    assert folder.inside("render", "talk.md").code == 0
    rows = re.findall(r"^\| ((?:`[\w.]+` )+)\|", PAGES[README], re.MULTILINE)
    promised = {name.replace("demo", "talk") for row in rows for name in re.findall("`(.+?)`", row)}
    remembered = {".talk.script.base", ".talk.source"}
    assert promised | remembered == {path.name for path in (tmp_path / "output/talk").iterdir()}


def test_the_tutorial_tells_what_happens(tmp_path: Path) -> None:
    page = "docs/tutorial.md"
    folder = furnished(tmp_path, page)
    assert folder.inside(*commands(page)[1]).code == 0
    script = tmp_path / "output/talk/talk.script.md"
    (guessed,) = blocks("markdown", page)[1].splitlines()
    text = script.read_text(encoding="utf-8")
    assert f"\n{guessed}\n" in text
    edited = text.replace(guessed, guessed.replace("?:", ":")).replace("Nuuk", "{Nuuk|nook}")
    script.write_text(edited, encoding="utf-8")
    ran = folder.inside(*commands(page)[3])
    assert (ran.code, ran.err) == (0, "")
    assert "1 of 6 clips made" in ran.out


def test_the_python_example_runs(tmp_path: Path) -> None:
    folder = furnished(tmp_path, README)
    (example,) = blocks("python")
    out = io.StringIO()
    with contextlib.chdir(folder.path), mock.patch.dict(os.environ, folder.environment):
        with contextlib.redirect_stdout(out):
            exec(compile(example, "README.md", "exec"), {})  # noqa: S102  it is our own
        assert Path("output/demo/demo.mp3").is_file()
    assert re.match(
        r"output/demo/demo\.mp3 -1(?:5\.9|6\.)\d+ \['What keeps a kite up\?'", out.getvalue().replace("\\", "/")
    )


def test_the_settings_are_understood(tmp_path: Path) -> None:
    (example,) = blocks("toml", SETTINGS_PAGE)
    (tmp_path / FILE).write_text(example, encoding="utf-8")
    project, given = load_project(tmp_path), tomllib.loads(example)
    assert (project.show, project.author, project.cast) == (given["show"], given["author"], given["cast"])
    assert {name: getattr(project.style, name) for name in given["style"]} == given["style"]
    stereo, mono = map(int, re.findall(r"-\d+", re.search(r'^target = "podcast".*$', example, re.MULTILINE)[0]))  # type: ignore[index]
    assert (project.target, mono) == (stereo, stereo - 3)


@pytest.mark.skipif(os.name == "nt", reason=".ci/run is a shell script")
def test_what_the_first_screen_says_is_what_ci_runs() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    find = re.search(r"^readme_command\(\) \{.*?^\}$", script, re.MULTILINE | re.DOTALL)
    assert find
    shown = blocks("sh")
    for number, block in enumerate(shown, start=1):
        found = subprocess.run(
            ["bash", "-c", f"{find[0]}\nreadme_command {number}"], cwd=ROOT, capture_output=True, check=True
        )
        assert found.stdout.decode() == block
    assert re.findall(r"^run_readme (\d+)$", script, re.MULTILINE) == [str(n + 1) for n in range(len(shown))]


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"docs/licences.md"}))  # which tells of ffmpeg's options
def test_every_command_and_option_that_is_named_exists(name: str) -> None:
    text = re.sub(r"^```sh\n.*?^```$", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    everywhere = {option for _, options in known() for option in options}
    ours = [span for span in re.findall(r"`([^`\n]+)`", text) if re.match(r"(audiorender )?-", span)]
    named = {option for span in ours for option in re.findall(r"(?<![\w-])--[a-z][\w-]*", span)}
    assert named <= everywhere
    names = {name for name, _ in known()}
    for line in re.findall(r"^\$ audiorender (.*)$|`audiorender ([^`\n]+)`", text, re.MULTILINE):
        words = shlex.split("".join(line), comments=True)
        if words[0].startswith("-") or words[0].isupper():
            continue
        command = " ".join(words[:2]) if " ".join(words[:2]) in names else words[0]
        assert command in names
        assert {word for word in words if word.startswith("--")} <= dict(known())[command]


def test_every_command_is_on_the_page_of_commands() -> None:
    shown = {words[0] for words in commands(COMMANDS)}
    assert shown == set(cli.commands)


def test_the_exit_codes_are_these() -> None:
    text = next(text for text in PAGES[COMMANDS].split("\n\n") if text.startswith("Exit codes"))
    told = [int(number) for number in re.findall(r"(\d+)\s(?:delivered|failed|misuse|stopped)", text)]
    assert told == [0, AudiorenderError.exit_code, UsageError.exit_code, LESSENED, STOPPED]


def test_the_environment_variables_are_these() -> None:
    named = {ROOT_VARIABLE, SHARED_VARIABLE, "AUDIORENDER_VOICES", "AUDIORENDER_FFMPEG"}
    assert set(re.findall(r"\bAUDIORENDER_\w+", PAGES[SETTINGS_PAGE])) == named


def test_the_map_of_the_rooms_is_true() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (the \w+|`[a-z]+/`) \| [^|]+ \| (.+) \|$", page, re.MULTILINE)
    assert len(rows) >= 8
    for where, modules in rows:
        room = ROOT / "audiorender" / ("" if where.startswith("the") else where.strip("`"))
        for name in re.findall(r"`([\w/]+)`", modules):
            found = (room / name).is_dir() or (not name.endswith("/") and (room / f"{name}.py").is_file())
            assert found, (where, name)


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[^\w-]", text)[0] for text in needed}
    assert names == set(re.findall(r"^\| ([a-z][\w-]+) \| (?!what)[^|]+ \| [^|]+ \|$", page, re.MULTILINE)) - {
        "package"
    }


def test_every_link_leads_somewhere() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), (document.name, target)


def test_every_page_is_reached_from_the_first_page_and_from_the_site() -> None:
    pages = {path.name for path in DOCUMENTS[1:]}
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert set(re.findall(r": ([\w-]+\.md)$", site, re.MULTILINE)) == pages
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", PAGES["docs/index.md"])) == pages - {"index.md"}
