"""The Markdown of other programs: their markup is silent by a rule, and what they show is spoken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.script.builder import draft
from audiorender.script.readers import read_document
from audiorender.script.readers.markup.dialects import without_dialects
from audiorender.script.reading.source import Source


def said(text: str, name: str = "talk.md") -> list[str]:
    """The text of every block, with single spaces."""
    document = read_document(Source(Path(name), "talk", text))
    return [" ".join(block.text.split()) for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Obsidian
        ("It hung in the [[Bell tower]] for years.", "It hung in the Bell tower for years."),
        ("It hung in the [[Bell tower|old tower]] then.", "It hung in the old tower then."),
        ("See [[Bell tower#The fire]], then.", "See Bell tower, then."),
        ("See [[#The fire]] below.", "See The fire below."),
        ("So ![[tower.png|300]] it rang.", "So it rang."),
        ("It ==really== rang.", "It really rang."),
        ("It rang %% was it Sunday? %% twice.", "It rang twice."),
        ("It rang twice. ^bell-2", "It rang twice."),
        (":::tip The tower\nIt is tall.\n:::", "The tower It is tall."),
        ("> [!info]+ The tower\n> It is tall.", "The tower It is tall."),
        ("We asked [[Ida]] and she rang it. #bells/tower", "We asked Ida and she rang it."),
        # Pandoc, kramdown
        ("A [small]{.smallcaps} bell.", "A small bell."),
        ("It was cast in Bonn [@meier1998, p. 12; @lutz].", "It was cast in Bonn ."),
        ("Loud, yes.\n{: .lead #first}", "Loud, yes."),
        ("A [bell](https://example.org){target=_blank} rang.", "A bell rang."),
        # Liquid, MDX, Hugo, WordPress
        ("{% if page.wide %}\n\nIt rang.\n\n{% endif %}", "It rang."),
        ("It rang in {{ page.year }}.", "It rang in ."),
        ("import Box from '../box'\n\nIt rang.", "It rang."),
        ("<Aside kind={'note'}>It rang.</Aside>", "It rang."),
        ("It rang {% comment %}check{% endcomment %} twice.", "It rang twice."),
        ("It rang.\n\n{::comment}\nCheck.\n{:/comment}\n\nTwice.", "It rang. Twice."),
        ("Cast in Bonn [@lutz], as @meier1998 says. Ask @ida2001.", "Cast in Bonn , as meier says. Ask ida."),
        ("Ask @ida2001 about it.", "Ask @ida2001 about it."),
        ("It rang {/* check */} twice.", "It rang twice."),
        ('{{< figure src="bell.png" >}}\n\nIt rang.', "It rang."),
        ('[gallery ids="1,2"]\n\nIt rang.', "It rang."),
    ],
)
def test_only_what_is_shown_is_spoken(text: str, expected: str) -> None:
    assert " ".join(said(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She said [we] never knew.",
        "Is a == b, and c == d?",
        "Write to ida@example.org or [ida@example.org] today.",
        "It cost 5% to 10% more.",
        "My handle is #bells, and I like it.",
        "The set {1, 2} is small.",
        "Import duties from Norway are high.",
        "2^10 is 1024",
    ],
)
def test_speech_that_looks_a_little_like_it_stays(text: str) -> None:
    assert said(text) == [text]


def test_a_table_of_contents_is_silent_and_a_single_link_is_not() -> None:
    contents = "[The fire\t1](#the-fire)\n\n- [The new bell](#the-new-bell)\n\n# The fire\n\nIt rang.\n"
    assert said(contents) == ["The fire", "It rang."]
    assert said("[The fire](#the-fire)\n\nIt rang.\n") == ["The fire", "It rang."]


def test_tasks_and_tags_are_silent_and_noted() -> None:
    document = read_document(
        Source(Path("talk.md"), "talk", "#bells #towers\n\n**Ida:** It rang.\n\n- [ ] send her the proofs\n- [x] pay\n")
    )
    assert [block.text for block in document.blocks] == ["Ida: It rang."]
    assert {mark.rule for mark in document.marks} >= {"topic", "task"}


def test_code_stays_as_it_is() -> None:
    assert said("Type `[[ -f x ]]` and `{{ y }}`.") == ["Type [[ -f x ]] and {{ y }}."]


@pytest.mark.parametrize("name", ["talk.md", "talk.txt", "talk"])
def test_front_matter_is_silent_whatever_the_reader(name: str) -> None:
    text = "---\ntitle: The tower\nguest: Ida Roth\n---\n\nHost (0:01):\nIs it loud?\n\nIda Roth (0:05):\nIt is.\n"
    found = read_document(Source(Path(name), "talk", text))
    assert found.meta is not None
    assert found.meta.title == "The tower"
    assert [(block.speaker, block.text) for block in found.blocks] == [("Host", "Is it loud?"), ("Ida Roth", "It is.")]


def test_front_matter_in_toml() -> None:
    text = '+++\ntitle = "The tower"\ndate = 2024-05-01\n[extra]\nguest = "Ida"\n+++\n\n**Ida:** It rang.\n'
    found = read_document(Source(Path("talk.md"), "talk", text))
    assert found.meta is not None
    assert (found.meta.title, found.meta.date, found.people) == ("The tower", "2024-05-01", (("guest", "Ida"),))
    with pytest.raises(SourceError, match="not TOML"):
        read_document(Source(None, "talk", "+++\ntitle = \n+++\n\nIt rang.\n"))
    assert said("+++\nWell then.\n+++\nIt rang.\n")[0].startswith("+++")


def test_table_cells_are_separated_by_a_pause() -> None:
    assert said("| Bell | Year |\n|---|---|\n| Ida | 1921 |\n| Eva. | |\n") == ["Bell, Year", "Ida, 1921", "Eva."]


def test_superscripts_subscripts_and_inline_notes_of_pandoc() -> None:
    assert said("It has 10 m^2^ and x^n^, H~2~O.^[By the log.] It is ~5~ or ^a^.\n") == [
        "It has 10 m² and xⁿ, H₂O. It is ~5~ or ^a^."
    ]


def test_definition_lists() -> None:
    assert said("Ida\n: Did it ring?\n\nBo\n\n:   It did: twice.\n") == ["Ida Did it ring?", "Bo", "It did: twice."]


def test_mdx_expressions() -> None:
    assert said("import A from './a'\n\nIt rang {count} times in {may|May}.\n") == ["It rang times in {may|May}."]
    assert said("It rang {count} times.\n") == ["It rang {count} times."]


PARTS = (
    "m^2^",
    "<style>",
    "</style>",
    "H~2~",
    "a^[n]",
    "\n: ",
    "[[",
    "]]",
    "|",
    "==",
    "%%",
    "^a",
    "{",
    "}",
    "{%",
    "%}",
    "{{",
    "}}",
    "{: .a }",
    "#tag",
    "#",
    "![[",
    "[!note]",
    ">",
    "-",
    "[ ]",
    ":::",
    "@k",
    "[@k]",
    "import x from 'y'",
    "<A>",
    "</A>",
    "word",
    "a.",
    "`",
    "```",
    "(#a)",
    "[a](#b)",
    "Ida:",
    "**",
)
MARKS = st.lists(st.sampled_from([*PARTS, "\n", "\n\n"]), max_size=40).map(" ".join)


@given(MARKS)
@example("- [ ] {: .a } [[")
@example("{{ ` ` }}")
@example("- [ ] m^2^ `a`")
def test_no_mixture_of_markup_loses_a_character(text: str) -> None:
    """Making a draft checks coverage: each character is spoken or silent by one rule, once."""
    mask = without_dialects(text)
    assert len(mask.text) == len(text)
    assert mask.text.count("\n") == text.count("\n")
    if text.strip():
        try:
            draft(Source(Path("talk.md"), "talk", text + "\n\nIda: It rang.\n"))
        except SourceError as error:
            assert "bug in audiorender" not in (error.hint or "")  # noqa: PT017
