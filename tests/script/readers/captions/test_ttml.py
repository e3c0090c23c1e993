"""TTML beyond the four turns that every format has: separate words, captions without a name, times."""

from __future__ import annotations

from contracts.test_readers import said

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

_HEAD = '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'


def turns(text: str) -> list[tuple[str, str]]:
    """Who says what."""
    return said(draft(Source(None, "talk", text)))


def test_each_word_in_an_element_and_agents_without_names() -> None:
    word = '<span p:unit="word">{}</span>'.format
    first = "".join(map(word, ("Did", "it", "ring?")))  # no blanks between
    second = " ".join(map(word, ("It", "did.")))
    body = f'<p ttm:agent="SPEAKER_1">{first}</p><p ttm:agent="SPEAKER_2">{second}</p>'
    text = f'{_HEAD} xmlns:p="http://example.org"><head/><body><div>{body}</div></body></tt>'
    assert turns(text) == [("Speaker 1", "Did it ring?"), ("Speaker 2", "It did.")]


def test_captions_that_name_people_as_other_captions_do() -> None:
    lines = ("IDA: Did it ring?", "BEN: It did.", "(wind)", "Twice.", "IDA: When?")
    body = "".join(f'<tt:p begin="10:00:0{n}:05">{line}</tt:p>\n' for n, line in enumerate(lines))
    text = f'<tt:tt xmlns:tt="http://www.w3.org/ns/ttml">\n<tt:body><tt:div>{body}</tt:div></tt:body></tt:tt>'
    assert turns(text) == [("Ida", "Did it ring?"), ("Ben", "It did. Twice."), ("Ida", "When?")]


def test_the_language_and_the_title_are_the_files() -> None:
    body = '<body><p ttm:agent="i">Läutete sie?</p></body>'
    meta = f"<head><metadata><ttm:title>Die Glocke</ttm:title></metadata></head>{body}"
    script = draft(Source(None, "talk", f'{_HEAD} xml:lang="de-DE">{meta}</tt>')).script
    assert (script.meta.title, script.meta.language) == ("Die Glocke", "de-DE")
