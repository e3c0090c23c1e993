"""A word that a script gives in IPA: shown as written, said by engines that take it, and told of where none does."""

from __future__ import annotations

import json

from desk import Desk


def test_an_engine_that_takes_none_reads_the_word_and_says_so(desk: Desk) -> None:
    text = (desk.path / "tides.script.md").read_text().replace("Ada: Were", "Ada: {Were|/wɜː/}")
    desk.write("tides.script.md", text)
    ran = desk.run("render", "tides.script.md", "--strict")
    assert ran.code == 3
    assert "engine 'tone' does not read IPA, so 'Were' is said as it is written (tides.script.md:" in ran.err
    report = json.loads(next(desk.path.rglob("report.json")).read_text())
    assert not any("⟦" in clip["spoken"] for clip in report["clips"])


def test_the_included_voices_say_it_and_captions_show_the_word(desk: Desk) -> None:
    text = (desk.path / "tides.script.md").read_text().replace("Ada: Were", "Ada: {Were|/wɜː/}")
    desk.write("tides.script.md", text.replace("low", "amber").replace("high", "basil"))
    ran = desk.run("render", "tides.script.md", "--strict")
    assert "IPA" not in ran.err
    report = json.loads(next(desk.path.rglob("report.json")).read_text())
    assert any(clip["spoken"].startswith("⟦wɜː⟧ ") for clip in report["clips"])
    captions = next(desk.path.rglob("*.vtt")).read_text()
    assert "Were" in captions
    assert "⟦" not in captions
