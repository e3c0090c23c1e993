"""What no voice says is a note with its line: formulas outside English, scripts that the voice does not know."""

from __future__ import annotations

from desk import Desk


def test_a_formula_in_a_language_without_words_for_it(desk: Desk) -> None:
    desk.write(
        "sums.md", "---\nlanguage: de\ntitle: S\n---\n**Ada:** Was ist $\\frac{1}{2}$?\n\n**Ben:** Ein Halbes.\n"
    )
    ran = desk.run("render", "sums.md", "--strict")
    assert ran.code == 3
    assert r"left out, because the voice cannot say it: $\frac{1}{2}$ (output/sums/sums.script.md:" in ran.err


def test_only_some_of_many_are_listed(desk: Desk) -> None:
    asked = "\n\n".join(f"**Ada:** Was ist $x^{{{number}}}$?\n\n**Ben:** Viel 😀." for number in range(2, 9))
    desk.write("sums.md", f"---\nlanguage: de\ntitle: S\n---\n{asked}\n")
    ran = desk.run("render", "sums.md")
    assert ran.code == 0
    assert ran.err.count("left out, because") == 5
    assert "2 more pieces are left out; report.json lists them" in ran.err
    assert "😀" not in ran.err
