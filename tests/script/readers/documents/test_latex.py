"""LaTeX: what is spoken, by whom, what stays silent, and what is not LaTeX."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.model import Draft, Link, written
from audiorender.script.builder import draft
from audiorender.script.readers.documents.latex import reader as latex
from audiorender.script.reading.source import Source

from ...accounted import assert_accounted, spans_of


def built(text: str) -> Draft:
    """The draft of a document with this body."""
    return draft(Source(None, "talk", f"\\documentclass{{article}}\n\\begin{{document}}\n{text}\n\\end{{document}}\n"))


def spoken(body: str) -> str:
    """What is said in this body."""
    turns = built(f"Ana: Who?\n\nBo: {body}\n\nAna: Who?\n\nBo: I.").script.turns
    return " ".join(written(paragraph) for paragraph in turns[1].paragraphs)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"``Yes'' --- or `no'? 1914--18, $5{,}3$\dots", r"“Yes” — or ‘no'? 1914–18, \(5{,}3\)…"),
        (r"\'Etienne, na\"{\i}ve, \c{c}a, \v s, Stra\ss e", "Étienne, naïve, ça, š, Straße"),
        (r"\o re, \AE sop, \~n, \H{o}", "øre, Æsop, ñ, ő"),
        (r"A\,\% of R\&D~Inc.\ costs \$5 \textemdash{} \#1", "A % of R&D Inc. costs $5 — #1"),
        (r"\emph{One} two \textbf{three} four", "One two three four"),
        (r"one {\em two} three \textsf{four}", "one two three four"),
        (r"an arch\-ive of \verb|a_b| and \LaTeX\ too", "an archive of a_b and LaTeX too"),
        (r"one% a note" + "\n  word", "oneword"),
        (r"x\textsuperscript{2} and the 20\textsuperscript{th}", "x² and the 20th"),
        (r"\textcolor{red}{Stop} \foreignlanguage{french}{ici} \vspace{2cm}now", "Stop ici now"),
        (r"it is so \cite[p.~4]{key} (\ref{tab}) \label{here}[sic] \index{so}", "it is so"),
        (r"\[ a^2 \label{one} \] and \begin{align*} b &= c \end{align*}", r"\[ a^2 \] and \[ b &= c \]"),
        (r"\begin{quote} Aye. \end{quote} \begin{comment} No. \end{comment}", "Aye."),
        (r"said \sout{nothing} something\footnote{Or {nearly} so.}. \todo{ask}", "said something."),
    ],
)  # fmt: skip
def test_what_is_spoken(source: str, said: str) -> None:
    assert spoken(source) == said


def test_the_header_the_links_and_the_footnotes() -> None:
    text = (
        "\\title{The \\emph{Lamp}\\thanks{For Bo.}}\\author{Ana \\and Cy}\\date{3 May 2026}\n"
        "Ana: See \\href{https://example.org/a\\_b%20c}{the log}.\\footnote{https://example.org/note} Who was it?\n\n"
        "Bo: I was.\\footnote{In 1901.}"
    )
    found = built(text).script.meta
    assert (found.title, found.author, found.date) == ("The Lamp", "Ana, Cy", "2026-05-03")
    assert found.links == (
        Link("the log", "https://example.org/a_b%20c"),
        Link("", "https://example.org/note"),
    )
    assert found.footnotes == ("For Bo.", "In 1901.")


def test_what_it_does_not_know_is_noted() -> None:
    remarks = [remark.text for remark in built("Ana: \\odd{One} \\ref{two} \\input{three}\n\nBo: Four.").remarks]
    assert [text for text in remarks if text.startswith(("\\", "the file"))] == [
        "\\odd is not a command that audiorender knows; what is in its braces is read aloud",
        "\\ref shows a number that only LaTeX knows, so it is not spoken",
        "the file 'three' that it includes is not read",
    ]


def test_a_name_that_the_document_defines() -> None:
    text = (
        "\\newcommand{\\ana}{\n\\par\\textbf{Ana  Ruiz:}\n}\\newcommand{\\x}[1]{ #1, }\n"
        "\\ana Who is\n\\x{it}?\n\nBo: I."
    )
    assert [(turn.speaker, written(turn.paragraphs[0])) for turn in built(text).script.turns] == [
        ("Ana Ruiz", "Who is it, ?"),
        ("Bo", "I."),
    ]


def test_small_print_below_a_list_of_turns() -> None:
    listed = "\\begin{description}\n\\item[Ana:] Who?\n\\item[Bo:] {\\small I.}\n\\end{description}\n"
    found = built(listed + "{\\small Received in May.}")
    assert [written(turn.paragraphs[-1]) for turn in found.script.turns] == ["Who?", "I."]
    assert "small print below the last turn is not spoken" in [remark.text for remark in found.remarks]


def test_an_aside_across_the_end_of_the_document() -> None:
    source = Source(None, "talk", "\\title{\\begin{document}}Ana: yes {\\footnote{b \\end{document} c}}")
    assert [block.text for block in latex.read(source).blocks] == ["Ana: yes"]


@pytest.mark.parametrize(
    "text", ["\\footnote{a", "\\[ a", "\\begin{verbatim} a", "\\begin{figure} a", "\\( x", "\\title{b"]
)
def test_what_is_never_closed_is_an_error_with_its_line(text: str) -> None:
    with pytest.raises(SourceError, match="is never closed") as caught:
        latex.read(Source(None, "talk", f"Ana: yes\n{text}"))
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "Ana: Why \\emph{that}?\n\nBo: It costs \\$5.\n",
        "**Ana:** \\noindent \\textbf{Yes}\n\n\\newpage\n\\begin{center}\nx\n\\end{center}\n",
        "Use it like this:\n\n```latex\n\\documentclass{article}\n\\begin{document}\n\\end{document}\n```\n",
        "Ana: $\\begin{x}\\emph{a}\\label{b}\\item$ is a formula.\n",
        "C:\\new\\item\\begin\n",
    ],
)
def test_what_is_not_latex(text: str) -> None:
    assert not latex.looks(text)


_PARTS = (
    *(
        "{",
        "}",
        "[",
        "]",
        "$",
        "%",
        "&",
        "~",
        "\\",
        "\n",
        " ",
        "\\\\",
        "a",
        "``",
        "\n\n",
        "\\emph{",
        "\\item[",
        "{\\small ",
    ),
    *(
        "\\begin{quote}",
        "\\end{quote}",
        "\\begin{description}",
        "\\end{description}",
        "\\begin{tabular}{l}",
        "\\title{",
    ),
    *("\\end{tabular}", "\\begin{document}", "\\end{document}", "\\newcommand{\\b}[1]{ c: #1 }", "\\b{", "\\footnote{"),
)


@given(st.lists(st.sampled_from(_PARTS)))
def test_every_character_is_accounted_for(parts: list[str]) -> None:
    source = Source(None, "talk", "".join(parts))
    try:
        document = latex.read(source)
    except SourceError:  # something is never closed
        return
    assert_accounted(source.text, spans_of(document))
