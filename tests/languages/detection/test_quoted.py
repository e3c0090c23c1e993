"""Which quotations are certainly in another language, and which only look like it."""

from __future__ import annotations

import gzip
import json
import pkgutil

import pytest

from audiorender.languages.detection import quoted
from audiorender.languages.detection.quoted import quoted_runs


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("She called it 'je ne sais quoi', and left.", "en", [("fr", "je ne sais quoi")]),
        ("“Es war einmal ein kleines Haus,” she read, and then “muy lejos de aquí”.", "en",
         [("de", "Es war einmal ein kleines Haus,"), ("es", "muy lejos de aquí")]),
        ("His motto was \"non mi piace questa storia\".", "en-GB", [("it", "non mi piace questa storia")]),
        ("The poem, 'L'amour des jours passés et de la mer', is hers.", "en",
         [("fr", "L'amour des jours passés et de la mer")]),
        ("Er sagte „we never went there again“ und ging.", "de", [("en", "we never went there again")]),
        ("Elle a dit « it was not my fault at all » en riant.", "fr", [("en", " it was not my fault at all ")]),
        # in the text's own language, a name, a loan, too short, or in a mixture
        ("He said 'I know not what', and the boys' coats hung in the girls' hall.", "en", []),
        ("We read 'Die Hard', 'El Paso', 'Los Angeles Times' and 'Las Vegas in the rain'.", "en", []),
        ("They played 'La La Land' and 'De La Soul is dead', and stayed at 'The Grand Hotel de Paris'.", "en", []),
        ("A 'déjà vu' and a 'coup d'état' are English by now; 'Aaron van Wirdum' is a name.", "en", []),
        ("'A la carte menu for the children' stood on the board.", "en", []),
        ("Dizia “cada doze segundos” e “os amigos de sempre”.", "pt", []),
        ("Sie nannte es „das Leben der anderen“.", "de", []),
        ("'je ne sais quoi' in a language without a list", "el", []),
    ],
)  # fmt: skip
def test_only_what_is_certain(text: str, language: str, found: list[tuple[str, str]]) -> None:
    assert [(run.language, text[run.start : run.end]) for run in quoted_runs(text, language)] == found


def test_the_sizes_of_the_lists_are_those_of_the_installed_ones() -> None:
    for language, millions in quoted._MILLIONS.items():
        packed = pkgutil.get_data("spellchecker", f"resources/{language}.json.gz")
        assert packed
        assert sum(json.loads(gzip.decompress(packed)).values()) / 1e6 == pytest.approx(millions, rel=0.1)
