"""What is told fits on its line, and a pipe sees no bars."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.cli import bars, terminal
from audiorender.model import RATE
from audiorender.watch import Stage, Tracker


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@given(st.text())
def test_one_line_is_one_printable_line(text: str) -> None:
    line = terminal.one_line(text)
    assert line.isprintable()
    assert terminal.one_line(line) == line
    assert line.split() == "".join(c if c.isprintable() else " " for c in text).split()


@pytest.mark.parametrize(("tell", "prefix"), [(terminal.note, "note: "), (terminal.failed, "audiorender: ")])
def test_notes_and_errors_go_to_stderr(
    capsys: pytest.CaptureFixture[str], tell: Callable[[str], None], prefix: str
) -> None:
    tell("two\nlines and a \x1b[31mcolour")
    assert capsys.readouterr() == ("", f"{prefix}two lines and a [31mcolour\n")


def test_results_go_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.to_stdout("a result")
    assert capsys.readouterr() == ("a result\n", "")


def test_a_table_shows_every_cell_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.table(("speaker", "words"), [("[bold]Ada[/bold]", "3"), ("Ben\n\x1b[2J", "[1]"), ("Zoë 🙂", "")])
    out, err = capsys.readouterr()
    rows = [line.rstrip() for line in out.splitlines()]
    assert err == ""
    assert rows[0].split() == ["speaker", "words"]
    assert rows[1].split() == ["[bold]Ada[/bold]", "3"]
    assert rows[2].split() == ["Ben", "[2J", "[1]"]
    assert len(rows) == 4


@pytest.mark.parametrize(("quiet", "shown", "drawn"), [(False, True, True), (True, True, False), (False, False, False)])
def test_bars_are_for_terminals(monkeypatch: pytest.MonkeyPatch, quiet: bool, shown: bool, drawn: bool) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal() if shown else io.StringIO())
    with terminal.watching(quiet) as watch:
        assert isinstance(watch, bars.Bar) == drawn
        assert (watch is None) == quiet


def drawn(monkeypatch: pytest.MonkeyPatch, work: Callable[[Tracker], None], columns: int = 100) -> str:
    """The last line that a terminal shows while `work` goes on."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    with terminal.watching(quiet=False) as watch:
        work(Tracker(watch))
    plain_lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen.getvalue()).splitlines()
    return [line for line in plain_lines if line.strip()][-1]


def test_a_bar_counts_steps_and_audio(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(tracker: Tracker) -> None:
        tracker.advance(RATE)  # before any stage: nothing to move
        tracker.begin(Stage.READING, about="[/b] [red]x[/red]\n.md")
        tracker.advance()
        tracker.begin(Stage.SPEAKING, 3)
        tracker.advance(61 * RATE)
        tracker.advance(2 * RATE)

    shown = drawn(monkeypatch, work)
    assert re.search(r"^speaking ━.* 2 of 3 done", shown)


def test_a_bar_fits_sixty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rich.progress.Task.time_remaining", property(lambda _: 5025.0))

    def work(tracker: Tracker) -> None:
        tracker.begin(Stage.ENCODING, 36_000 * RATE, "opus, of a talk with a very long name")
        tracker.advance(35_999 * RATE)

    shown = drawn(monkeypatch, work, columns=bars.WIDTH)
    assert re.fullmatch(r"encoding opus,\.\.\. +\S+ +9:59:59 of 10:00:00 done +1:23:45 left", shown.strip())
    assert len(shown.rstrip()) <= bars.WIDTH


def test_a_bar_of_samples_says_how_much_of_the_audio_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(tracker: Tracker) -> None:
        tracker.begin(Stage.ENCODING, 120 * RATE, "opus")
        with ThreadPoolExecutor(4) as executor:
            list(executor.map(lambda _: tracker.advance(RATE // 10), range(600)))

    assert re.search(r"encoding opus ━.* 1:00 of 2:00 done", drawn(monkeypatch, work))
