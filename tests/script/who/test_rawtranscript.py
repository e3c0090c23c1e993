"""A raw transcript settles what the markup leaves open; words missing from it prove nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.errors import SourceError
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source, read_source

from ..scoring import gold, said, share_right

_SHARED = Path(__file__).parents[4] / "shared/seeds"
_TALK = """\
**How did the clock come to you?**

> It stood in a barn with hens on it.
> —I heard that it was a very large barn.
> —You could lose a cow in it.

**And then?**

I thought that it would never run, and my father said so too.
"""


def _who(raw: str | None) -> dict[str, tuple[str, bool]]:
    """The speaker of each turn, by its first two words, and whether that is a guess."""
    built = draft(Source(None, "talk", _TALK), evidence=Source(None, "raw", raw) if raw else None)
    return {
        " ".join(turn.paragraphs[0][0].written.split()[:2]): (turn.speaker, turn.guessed) for turn in built.script.turns
    }


def test_what_is_heard_is_settled_with_the_transcripts_name() -> None:
    heard = _who("Jon Oak: it stood in a barn with hens on it you could lose a cow in it i thought it would never")
    assert heard["It stood"] == ("Jon Oak", False)
    assert heard["You could"] == ("Jon Oak", False)
    assert heard["How did"][0] == "Host"


def test_the_transcript_overrides_the_first_guess() -> None:
    assert _who(None)["I heard"][0] == "Host"
    raw = "Jon: it stood in a barn with hens on it i heard that it was a very large barn you could lose a cow in it"
    assert _who(raw)["I heard"] == ("Jon", False)


def test_silence_proves_nothing() -> None:
    heard = _who("i thought that it would never run and my father said so too")
    assert heard == _who(None) | {"I thought": ("Guest", False)}


def test_several_with_labels() -> None:
    raw = "Mara: how did the clock come to you\n\nJon: it stood in a barn with hens on it\n\nMara: and then"
    heard = _who(raw)
    assert heard["How did"] == ("Mara", False)
    assert heard["It stood"] == ("Jon", False)


def test_too_few_words_are_refused() -> None:
    with pytest.raises(SourceError, match="too few words"):
        draft(Source(None, "talk", _TALK), evidence=Source(None, "raw", "in a barn"))


@pytest.mark.shared
def test_captions_add_no_error() -> None:
    source, raw = _SHARED / "cleaned-qa.md", _SHARED / "raw-captions.txt"
    if not (source.exists() and raw.exists()):
        pytest.skip("the shared texts are not here")
    expected = gold(_SHARED / "cleaned-qa.gold.jsonl")
    alone, helped = (said(draft(read_source(source), evidence=proof)) for proof in (None, read_source(raw)))
    assert share_right(expected, helped) >= max(0.98, share_right(expected, alone))
