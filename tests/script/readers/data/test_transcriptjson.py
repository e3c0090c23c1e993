"""JSON from many services: each word once, with its speaker."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.script.readers.data import transcriptjson
from audiorender.script.readers.data.jsontree import Value, parse
from audiorender.script.reading.source import Source

HELLO, HI = "Hello there, you two.", "Hi Ana, come in."
WANTED = [("Ana", HELLO), ("Bo", HI)]


def _words(speaker: object, text: str) -> list[dict[str, object]]:
    return [{"word": word, "speaker": speaker, "start": 1.0, "confidence": 0.9} for word in text.split()]


MAKES = {
    "utterances beside the full text and the words": {
        "text": f"{HELLO} {HI}",
        "words": _words("Ana", HELLO) + _words("Bo", HI),
        "utterances": [
            {"speaker": "Ana", "text": HELLO, "words": _words("Ana", HELLO)},
            {"speaker": "Bo", "text": HI, "words": _words("Bo", HI)},
        ],
    },
    "words alone": {"results": [{"alternatives": [{"words": _words("Ana", HELLO) + _words("Bo", HI)}]}]},
    "a chat whose texts have styles": [
        {"from": "Ana", "text": ["Hello ", {"type": "bold", "text": "there"}, ", you two."]},
        {"from": "Bo", "text": [{"type": "mention", "text": "Hi Ana"}, ", come in."]},
    ],
    "speakers by number": {
        "speakers": [{"id": 0, "name": "Ana"}, {"id": 1, "name": "Bo"}],
        "paragraphs": [{"speaker": 0, "sentences": [{"text": HELLO}]}, {"speaker": 1, "sentences": [{"text": HI}]}],
    },
    "elements with their own blanks": {
        "monologues": [
            {"speaker": {"name": name}, "elements": [{"type": "text", "value": part} for part in text.partition(" ")]}
            for name, text in WANTED
        ]
    },
    "messages of a channel": [
        {"type": "message", "subtype": "channel_join", "user": "U1", "text": "<@U1> has joined the channel"},
        {"type": "message", "user": "U1", "text": HELLO, "ts": "1.5", "user_profile": {"real_name": "Ana"}},
        {"type": "message", "user": "U2", "text": HI, "ts": "2.5", "user_profile": {"real_name": "Bo"}},
    ],
    "pairs": [["Ana", HELLO], ["Bo", HI]],
    "names as keys": [{"Ana": HELLO}, {"Bo": HI}],
    "questions and answers": {"host": "Ana", "guest": "Bo", "items": [{"q": HELLO, "a": HI}]},
    "authors": {"messages": [{"author": {"display_name": n}, "content": {"text": t}, "id": 7} for n, t in WANTED]},
}


@pytest.mark.parametrize("make", list(MAKES))
@pytest.mark.parametrize("ascii_only", [True, False])
def test_each_kind_of_json(make: str, ascii_only: bool) -> None:
    text = json.dumps(MAKES[make], ensure_ascii=ascii_only, indent=None if ascii_only else 2)
    assert transcriptjson.looks(text)
    document = transcriptjson.read(Source(None, "talk", text))
    assert [(block.speaker, block.text) for block in document.blocks] == WANTED


def test_json_lines() -> None:
    text = "\n".join(json.dumps({"speaker": name, "text": said}) for name, said in WANTED)
    document = transcriptjson.read(Source(None, "talk", text))
    assert [(block.speaker, block.text) for block in document.blocks] == WANTED


def test_escapes_are_characters() -> None:
    text = r'[{"speaker": "Zo\u00eb", "text": "\"Oui\" \ud83d\ude00\nand\tmore\ud800"}]'
    (block,) = transcriptjson.read(Source(None, "talk", text)).blocks
    assert (block.speaker, block.text) == ("Zoë", '"Oui" 😀 and\tmore\ufffd')


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": 1,}', r"looks like JSON, but is not.*line 1|1:9"),
        ('{"segments": []}', "JSON without speech"),
        ("[[[" * 50 + "]]]" * 50, "more than 100 levels"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        transcriptjson.read(Source(None, "talk", text))


_shown = st.characters(exclude_categories=("Cc", "Cf", "Cs"))  # a source leaves the others out, and keys may meet then
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(_shown, max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(_shown, max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(_values, st.booleans())
def test_the_tree_has_the_strings_that_json_has(value: object, ascii_only: bool) -> None:
    source = Source(None, "talk", json.dumps(value, ensure_ascii=ascii_only))
    tree = parse(source)
    leaves = [json.loads(source.text[leaf.start : leaf.end]) for leaf in tree.leaves()]
    assert leaves == list(_leaves(json.loads(source.text)))
    assert all(isinstance(leaf, Value) for leaf in tree.values)


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in _leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in _leaves(inner)]
    return [value]
