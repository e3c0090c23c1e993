"""Who speaks must not depend on a text's own words or punctuation: harmless rewriting must change nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source, read_source

from .rewriting import REWRITINGS, exchange_names, with_names_of
from .scoring import Said, gold, said, share_precise, share_right
from .test_interviews import CASES, LEAST

_ROOT = Path(__file__).parents[2]
_SHARED = _ROOT.parent / "shared"
_SAMPLES = (
    "02-usesthis-tom-scott.md",
    "06-dev-interrupted-webvtt.txt",
    "13-kaouthar-fr.md",
    "15-iran-contra-north.html",
    "19-k8s-sig-docs.md",
    "23-neveu-de-rameau-fr-latin1.txt",
    "24-ulysses-ithaca-catechism.txt",
)
_ALLOWED = 0.02
"""How far the share of words with the right speaker may fall."""

_PRECISE = 0.99
_PRECISE_IF_SHORT = 0.97
"""The least share of spoken words that are speech; replaced names are not distinguished from others."""

_TOO_HARD = {("asks-back", "typefaces exchanged")}
"""A guest in bold who asks questions back, as hosts usually do; see the end of docs/attribution.md."""

_LINES_TELL = {"deposition-numbered", "e-mail", "pdf-text", "table", "times-above-names", "video-paste", "wiki-page"}
"""Texts whose line breaks matter, so that new ones change them."""

_OTHER_MARKS = {("wiki-page", "typographic quotes"), ("e-mail", "quotes exchanged")}
"""Rewritings that change characters which are not quotation marks in these texts."""

_TEXTS = [
    (_ROOT / "scripts/demo.md", _ROOT / "tests/cases/demo.gold.jsonl", 0.95),
    *((path, path.with_name(f"{path.stem}.gold.jsonl"), LEAST.get(path.stem, 1.0)) for path in CASES),
    (_SHARED / "seeds/cleaned-qa.md", _SHARED / "seeds/cleaned-qa.gold.jsonl", 0.97),
    *((path, path.with_name(path.stem + ".gold.jsonl"), 0.98) for path in (_SHARED / "samples" / n for n in _SAMPLES)),
]

_every_text = pytest.mark.parametrize(
    ("path", "right", "least"),
    [
        pytest.param(*text, id=text[0].stem, marks=[pytest.mark.shared] if _SHARED in text[0].parents else [])
        for text in _TEXTS
    ],
)


@cache
def _text(path: Path) -> str:
    if not path.exists():
        pytest.skip("the shared texts are not here")
    return read_source(path).text


@cache
def _built(text: str, stem: str) -> Said:
    return said(draft(Source(None, stem, text)))


@_every_text
def test_the_right_speaker_says_it(path: Path, right: Path, least: float) -> None:
    built = _built(_text(path), path.stem)
    assert share_right(gold(right), built) >= least


@pytest.mark.parametrize("name", REWRITINGS)
@_every_text
def test_rewriting_changes_nothing(path: Path, right: Path, least: float, name: str) -> None:
    text, rewrite = _text(path), REWRITINGS[name]
    rewritten = rewrite(text)
    if rewritten == text or (path.stem, name) in _TOO_HARD | _OTHER_MARKS:
        return
    if path.stem in _LINES_TELL and name.startswith("wrapped"):
        return
    expected = gold(right, with_names_of(text) if rewrite is exchange_names else str)
    before, built = share_right(gold(right), _built(text, path.stem)), _built(rewritten, path.stem)
    assert share_right(expected, built) >= before - _ALLOWED
    if rewrite is not exchange_names:
        assert share_precise(expected, built) >= (_PRECISE if _SHARED in path.parents else _PRECISE_IF_SHORT)


@pytest.mark.parametrize("name", REWRITINGS)
def test_each_rewriting_rewrites(name: str) -> None:
    """A rewriting that changes no text would prove nothing."""
    texts = [path.read_text(encoding="utf-8") for path, _, _ in _TEXTS if _SHARED not in path.parents]
    texts.append('**Ana:** He said "no—never", didn\'t he?\n\n**Ana:**\nYes. “No,” she said, “they didn’t.”\n')
    assert any(REWRITINGS[name](text) != text for text in texts)
