"""The language of a document: right if there is enough text, and left open if there is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import Script, written
from audiorender.script.builder import draft
from audiorender.script.language import detect
from audiorender.script.reading.source import read_bytes, read_source

ROOT = Path(__file__).parents[2]
INTERVIEWS = sorted((ROOT / "tests" / "cases" / "interviews").glob("*.md"))
FRENCH = {"blog-fr", "dialogue-dashes"}
MIXED = {"colons-abroad"}  # half of it Chinese
SHARED = Path(__file__).parents[3] / "shared"

TEXTS = {
    "en": "My grandfather kept the tide tables of this harbour for forty years, and never did he write a wrong hour.",
    "de": "Mein Großvater schrieb vierzig Jahre lang die Gezeiten dieses Hafens auf, und nie war eine Stunde falsch.",
    "fr": "Mon grand-père a tenu pendant quarante ans l'horaire des marées de ce port, sans se tromper une seule fois.",
    "es": "Mi abuelo apuntó durante cuarenta años las mareas de este puerto, y nunca se equivocó ni en una sola hora.",
    "it": "Mio nonno ha segnato per quarant'anni le maree di questo porto, e non ha mai sbagliato nemmeno un'ora.",
    "nl": "Mijn grootvader hield veertig jaar lang de getijden van deze haven bij en schreef nooit een fout uur op.",
    "sv": "Min farfar skrev upp tidvattnet i den här hamnen i fyrtio år, och inte en gång blev timmen fel för honom.",
    "pl": "Mój dziadek przez czterdzieści lat zapisywał pływy w tym porcie i ani razu nie pomylił się nawet o godzinę.",
    "ru": "Мой дед сорок лет записывал приливы в этой гавани и ни разу не ошибся, хотя часов у него дома не было.",
    "el": "Ο παππούς μου κατέγραφε επί σαράντα χρόνια τις παλίρροιες αυτού του λιμανιού και δεν έκανε ούτε ένα λάθος.",
}


def _said(script: Script) -> list[str]:
    return [written(text) for turn in script.turns for text in turn.paragraphs]


def _of(name: str) -> str | None:
    if name in MIXED:
        return None
    return name.rpartition("-")[2] if name[-3:] in ("-de", "-es") else "fr" if name in FRENCH else "en"


@pytest.mark.parametrize("path", INTERVIEWS, ids=lambda path: path.stem)
def test_every_interview_of_the_table(path: Path) -> None:
    assert detect(_said(draft(read_source(path)).script)) == _of(path.stem)


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_two_lines_are_enough(language: str, text: str) -> None:
    assert detect([text]) == language


@pytest.mark.parametrize("text", ["", "Merci.", "Kafka! Sushi! Ombudsman!", "1 2 3 " * 200, "No. No. No! Si. Ja. " * 3])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect([text]) is None


def test_two_languages_are_uncertain() -> None:
    german, french = TEXTS["de"] * 10, TEXTS["fr"] * 10
    assert detect([german, french]) is None
    assert detect([german * 9, french]) == "de"


@given(st.lists(st.text()))
def test_the_result_is_always_the_same(texts: list[str]) -> None:
    found = detect(texts)
    assert found is None or (len(found) == 2 and found.islower())
    assert detect(texts) == found


def test_source_and_settings_override_detection() -> None:
    german = f"A: {TEXTS['de']}\n\nB: {TEXTS['de']}\n"
    assert (built := draft(read_bytes(german.encode(), None))).detected == built.script.meta.language == "de"
    settled = draft(read_bytes(german.encode(), None), language="nl")
    assert (settled.detected, settled.script.meta.language) == (None, "nl")
    own = draft(read_bytes(f"---\nlanguage: da\n---\n{german}".encode(), None), language="nl")
    assert (own.detected, own.script.meta.language) == (None, "da")


def test_the_model_is_not_loaded_for_plain_english() -> None:
    code = (
        "import sys; from audiorender.script.language import detect; import audiorender; audiorender.render;"
        f"assert detect([{TEXTS['en']!r}]) == 'en'; sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "language"),
    [(path.name, "fr" if "-fr" in path.name else "en") for path in sorted(SHARED.glob("samples/[0-9]*[!l]"))]
    + [("cleaned-qa.md", "en"), ("raw-captions.txt", "en")],
)
def test_other_peoples_documents(name: str, language: str) -> None:
    path = next(iter(SHARED.glob(f"*/{name}")))
    assert detect(_said(draft(read_source(path)).script)) == language
