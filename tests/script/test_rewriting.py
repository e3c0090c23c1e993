"""Who speaks must not hang on a text's own words or marks: rewriting it in ways that change nothing changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.script.builder import draft
from audiorender.script.source import Source, read_source

from .rewriting import REWRITINGS
from .scoring import Said, gold, said, share_right

_ROOT = Path(__file__).parents[2]
_SHARED = _ROOT.parent / "shared"

_TEXTS = [
    (_ROOT / "scripts/demo.md", _ROOT / "tests/cases/demo.gold.jsonl"),
    (_SHARED / "seeds/cleaned-qa.md", _SHARED / "seeds/cleaned-qa.gold.jsonl"),
]
_LEAST = {"demo": 0.95, "cleaned-qa": 0.97}


def _texts() -> list[object]:
    return [
        pytest.param(text, right, id=text.stem, marks=[pytest.mark.shared] if _SHARED in text.parents else [])
        for text, right in _TEXTS
    ]


def _built(text: str, stem: str) -> Said:
    return said(draft(Source(None, stem, text)))


@pytest.mark.parametrize(("path", "right"), _texts())
def test_the_right_speaker_says_it(path: Path, right: Path) -> None:
    if not path.exists():
        pytest.skip("the shared texts are not here")
    assert share_right(gold(right), said(draft(read_source(path)))) >= _LEAST[path.stem]


@pytest.mark.parametrize("name", REWRITINGS)
@pytest.mark.parametrize(("path", "right"), _texts())
def test_rewriting_changes_nothing(path: Path, right: Path, name: str) -> None:
    if not path.exists():
        pytest.skip("the shared texts are not here")
    text = read_source(path).text
    expected = gold(right)
    before = share_right(expected, _built(text, path.stem))
    assert share_right(expected, _built(REWRITINGS[name](text), path.stem)) >= before - 0.02


_UNLABELLED = ("blog-fr", "blog-de", "blog-es", "entrevista-es", "unlabelled", "quoted-questions")
_OTHERS = [
    *(_ROOT / f"tests/cases/interviews/{stem}.md" for stem in _UNLABELLED),
    *(_SHARED / f"samples/{name}" for name in ("13-kaouthar-fr.md", "24-ulysses-ithaca-catechism.txt")),
]


@pytest.mark.parametrize("name", REWRITINGS)
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[pytest.mark.shared] if _SHARED in path.parents else [])
        for path in _OTHERS
    ],
)
def test_rewriting_moves_no_word_of_other_families(path: Path, name: str) -> None:
    if not path.exists():
        pytest.skip("the shared texts are not here")
    source = read_source(path)
    assert share_right(said(draft(source)), _built(REWRITINGS[name](source.text), path.stem)) >= 0.98


@pytest.mark.parametrize("name", REWRITINGS)
def test_each_rewriting_rewrites(name: str) -> None:
    """A rewriting that left all texts as they are would prove nothing."""
    texts = [path.read_text(encoding="utf-8") for path, _ in _TEXTS if path.exists()]
    texts.append('**Ana:** He said "no—never", didn\'t he?\n\n**Ana:**\nYes. “No,” she said, “they didn’t.”\n')
    assert any(REWRITINGS[name](text) != text for text in texts)
