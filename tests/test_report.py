"""What is told fits on its line, and a pipe sees no bars."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender import report
from audiorender.model import RATE, Draft, Guess, Heading, Meta, Pause, Piece, Script, Silent, Span, Turn, plain


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@given(st.text())
def test_one_line_is_one_printable_line(text: str) -> None:
    line = report.one_line(text)
    assert line.isprintable()
    assert report.one_line(line) == line
    assert line.split() == "".join(c if c.isprintable() else " " for c in text).split()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(_JSON)
def test_json_says_what_it_was_given(value: object) -> None:
    assert json.loads(report.as_json(value)) == value


def test_json_has_a_line_for_each_thing_in_a_list() -> None:
    value = {"name": "mill", "turns": [{"speaker": "Ada", "spans": [[0, 4]]}, {"speaker": "Bo", "spans": []}]}
    assert report.as_json(value).splitlines() == [
        "{",
        ' "name": "mill",',
        ' "turns": [',
        '  {"speaker": "Ada", "spans": [[0, 4]]},',
        '  {"speaker": "Bo", "spans": []}',
        " ]",
        "}",
    ]


@pytest.mark.parametrize(("tell", "prefix"), [(report.note, "note: "), (report.failed, "audiorender: ")])
def test_notes_and_errors_go_to_stderr(
    capsys: pytest.CaptureFixture[str], tell: Callable[[str], None], prefix: str
) -> None:
    tell("two\nlines and a \x1b[31mcolour")
    assert capsys.readouterr() == ("", f"{prefix}two lines and a [31mcolour\n")


def test_results_go_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    report.say("a result")
    assert capsys.readouterr() == ("a result\n", "")


def test_a_table_shows_every_cell_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    report.table(("speaker", "words"), [("[bold]Ada[/bold]", "3"), ("Ben\n\x1b[2J", "[1]"), ("Zoë 🙂", "")])
    out, err = capsys.readouterr()
    rows = [line.rstrip() for line in out.splitlines()]
    assert err == ""
    assert rows[0].split() == ["speaker", "words"]
    assert rows[1].split() == ["[bold]Ada[/bold]", "3"]
    assert rows[2].split() == ["Ben", "[2J", "[1]"]
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("quiet", "terminal", "kind"), [(0, 1, report.Bar), (1, 1, report.Silence), (0, 0, report.Silence)]
)
def test_bars_are_for_terminals(
    monkeypatch: pytest.MonkeyPatch, quiet: int, terminal: int, kind: type[report.Watch]
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal() if terminal else io.StringIO())
    with report.watching(bool(quiet)) as watch:
        assert type(watch) is kind
        watch.begin("speaking", 2)
        watch.advance(RATE)


def drawn(monkeypatch: pytest.MonkeyPatch, work: Callable[[report.Watch], None]) -> str:
    """The last line that a terminal shows while `work` goes on."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "100")
    with report.watching(quiet=False) as watch:
        work(watch)
    plain_lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.getvalue()).splitlines()
    return [line for line in plain_lines if line.strip()][-1]


def test_a_bar_counts_steps_and_audio(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(watch: report.Watch) -> None:
        watch.advance(RATE)  # before any stage: nothing to move
        watch.begin("reading [/b] [red]x[/red]\n.md")
        watch.advance()
        watch.begin("speaking", 3)
        watch.advance(61 * RATE)
        watch.advance(2 * RATE)

    shown = drawn(monkeypatch, work)
    assert re.search(r"^speaking ━.* 2 of 3, 1:03 ", shown)


def test_a_bar_of_samples_says_how_much_of_the_audio_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(watch: report.Watch) -> None:
        watch.begin("encoding opus", 120 * RATE, samples=True)
        with ThreadPoolExecutor(4) as executor:
            list(executor.map(lambda _: watch.advance(RATE // 10), range(600)))

    assert re.search(r"encoding opus ━.* 1:00 of 2:00 ", drawn(monkeypatch, work))


SCRIPT = Script(
    Meta("Tides"),
    (("Ada", "low"), ("Ben", None)),
    (
        Turn("Ada", (plain("One."), (Piece("$2", "two dollars"),)), line=9),
        Heading("Later", 13),
        Pause(5),
        Turn("Ben", (plain("Three."),), guessed=True, line=15),
    ),
)


def test_a_script_as_json() -> None:
    told = report.script_json(SCRIPT, ["One. two dollars", "Three."])
    assert told == {
        "title": "Tides",
        "speakers": ["Ada", "Ben"],
        "turns": [
            {"speaker": "Ada", "text": "One.\n$2", "spoken": "One. two dollars", "line": 9, "guessed": False},
            {"speaker": "Ben", "text": "Three.", "spoken": "Three.", "line": 15, "guessed": True},
        ],
        "chapters": [{"title": "Later", "turn": 1}],
        "silent": [],
    }


def test_a_draft_adds_where_it_comes_from() -> None:
    guesses = (Guess(0, 1.0, "label", (Span(0, 4), Span(6, 9))), Guess(1, 2 / 3, "turns alternate", (Span(9, 12),)))
    draft = Draft(SCRIPT, guesses, (Silent("**", 2, (Span(4, 6),), "emphasis-mark"),))
    told = report.script_json(SCRIPT, ["", ""], draft)
    first, second = told["turns"]
    assert (first["spans"], first["confidence"], first["reason"]) == ([[0, 4], [6, 9]], 1.0, "label")
    assert second["confidence"] == 0.667
    assert told["silent"] == [{"text": "**", "line": 2, "spans": [[4, 6]], "rule": "emphasis-mark"}]


def test_a_text_is_there_for_every_turn() -> None:
    with pytest.raises(ValueError, match="shorter"):
        report.script_json(SCRIPT, ["only one"])
