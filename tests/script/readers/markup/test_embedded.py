"""Markdown and entities inside other formats, and formats that are refused by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audiorender.errors import SourceError
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source


def said(text: str, name: str = "talk.txt") -> list[tuple[str, str]]:
    """Who says what, with all positions checked."""
    built = draft(Source(Path(name), "talk", text))
    return [
        (turn.speaker, " / ".join("".join(piece.written for piece in text) for text in turn.paragraphs))
        for turn in built.script.turns
    ]


def test_markdown_in_json() -> None:
    text = json.dumps(
        [
            {"speaker": "Ida", "text": "It was **very** loud. See [the bell](https://example.org/b)."},
            {"speaker": "Bo", "text": "I *never* heard it[^2] &amp; I `never` will. 2 * 3 * 4 is 24"},
        ]
    )
    assert said(text) == [
        ("Ida", "It was very loud. See the bell."),
        ("Bo", "I never heard it & I never will. 2 * 3 * 4 is 24"),
    ]


def test_a_links_target_below_markdown_in_json() -> None:
    texts = ["It was **very** loud.", "# Loud\n\nNot to me.\n\n[1]: https://example.org/b"]
    text = json.dumps([{"speaker": name, "text": said} for name, said in zip(["Ida", "Bo"], texts, strict=True)])
    assert said(text) == [("Ida", "It was very loud."), ("Bo", "Loud / Not to me.")]


def test_entities_encoded_twice_in_a_page() -> None:
    page = (
        "<html><p><b>Ida:</b> Ash &amp;amp; clay?</p><p><b>Bo:</b> R&amp;D &amp;mdash; it&amp;#8217;s ash.</p></html>"
    )
    assert said(page, "talk.html") == [("Ida", "Ash & clay?"), ("Bo", "R&D — it’s ash.")]


def test_xml_in_a_form_of_its_own_is_refused() -> None:
    text = '<?xml version="1.0"?>\n<!-- a -->\n<log><say by="#a"><w>Is it on?</w></say><say by="#b">It is.</say></log>'
    with pytest.raises(SourceError, match="this is a kind of XML that audiorender cannot read"):
        said(text)


def test_entities_in_a_table() -> None:
    text = "speaker,text\nIda,It rang &#8212; twice &amp; loud.\nBo,It&#39;s gone; AT&T knows.\n"
    assert said(text) == [("Ida", "It rang — twice & loud."), ("Bo", "It's gone; AT&T knows.")]


def test_tags_in_json_and_in_a_table() -> None:
    turns = [
        {"speaker": "Ida", "text": "<p>It rang<br>10<sup>3</sup> times.</p><p>Is <b>that</b> 5 < 6?</p>"},
        {"speaker": "Bo", "text": "It &lt;b&gt; did, <i>loudly</i>."},
    ]
    wanted = [("Ida", "It rang 10³ times. Is that 5 < 6?"), ("Bo", "It <b> did, loudly.")]
    assert said(json.dumps(turns)) == wanted
    rows = [f'{turn["speaker"]},"{turn["text"]}"' for turn in turns]
    assert said("\n".join(["speaker,text", *rows])) == wanted


def test_headings_and_quotes_of_markdown_in_json() -> None:
    turns = [
        {"speaker": "Ida", "text": "# Two\n\nDid it ring?"},
        {"speaker": "Bo", "text": "> It did.\n\nSo **he** said."},
    ]
    assert said(json.dumps(turns)) == [("Ida", "Two / Did it ring?"), ("Bo", "It did. / So he said.")]


def test_what_is_not_markdown_stays() -> None:
    text = json.dumps(
        [{"speaker": "Ida", "text": "snake_case_name, 5 * 3, a`b"}, {"speaker": "Bo", "text": "[sic] no"}]
    )
    assert said(text)[0] == ("Ida", "snake_case_name, 5 * 3, a`b")


def test_commas_without_quotes_belong_to_the_last_column() -> None:
    text = "speaker,text\nIda,Well, did it ring, Bo?\nBo,No, never, and it hung there.\n"
    assert said(text) == [("Ida", "Well, did it ring, Bo?"), ("Bo", "No, never, and it hung there.")]
    with pytest.raises(SourceError, match="3 fields in a table of 2 columns") as caught:
        said("text,speaker\nWell, did it ring?,Ida\nNo.,Bo\n")
    assert (caught.value.line, caught.value.column) == (2, 20)


def test_escapes_of_a_converter_in_a_page() -> None:
    text = "<p><b>Ida:</b> It rang \\[laughs\\] twice.</p><p><b>Bo:</b> Did it?</p><p><b>Ida:</b> Yes.</p>"
    assert said(text, "talk.html")[0] == ("Ida", "It rang twice.")


def test_a_time_in_place_of_a_name() -> None:
    text = "Ida (0:01):\nDid it ring?\n\nBo (0:07):\nIt did.\n\n(0:20):\nAnd loud.\n\nIda (0:31):\nWhen?\n"
    assert said(text) == [("Ida", "Did it ring?"), ("Bo", "It did. / And loud."), ("Ida", "When?")]


def test_speech_about_such_formats_is_read() -> None:
    assert said("Ida: I type \\\\emph and - text: and so on.\n\nBo: Does it work?\n\nIda: Yes.\n")[1] == (
        "Bo",
        "Does it work?",
    )


def test_an_export_of_a_chat_with_numbered_names() -> None:
    text = (
        "[03-Mar-24 09:10 PM] ida.r#0417\nDid it ring?\n\n[03-Mar-24 09:12 PM] bo_2#9001\nIt did.\nTwice.\n\n"
        "{Attachments}\nbell.png\n\n[03-Mar-24 09:13 PM] ida.r#0417\nWhen?\n\n"
        "[03-Mar-24 09:14 PM] bo_2#9001\nAt noon.\n"
    )
    assert said(text) == [
        ("ida.r#0417", "Did it ring?"),
        ("bo_2#9001", "It did. Twice."),
        ("ida.r#0417", "When?"),
        ("bo_2#9001", "At noon."),
    ]
