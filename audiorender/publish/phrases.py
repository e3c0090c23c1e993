"""The few words of ours that stand in show notes and on the page, in the languages that we know; else in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
"""The columns of every table of phrases."""

Table = Mapping[str, tuple[str, ...]]

# fmt: off
WORDS: Table = MappingProxyType({
    "chapters": ("Chapters", "Kapitel", "Chapitres", "Capítulos", "Capitoli", "Capítulos", "Hoofdstukken"),
    "speakers": ("Speakers", "Es sprechen", "Intervenants", "Hablan", "Voci", "Participantes", "Sprekers"),
    "links": ("Links", "Links", "Liens", "Enlaces", "Link", "Ligações", "Links"),
    "footnotes": ("Footnotes", "Fußnoten", "Notes", "Notas", "Note", "Notas", "Voetnoten"),
    "season": ("season {number}", "Staffel {number}", "saison {number}", "temporada {number}", "stagione {number}",
               "temporada {number}", "seizoen {number}"),
    "episode": ("episode {number}", "Folge {number}", "épisode {number}", "episodio {number}", "episodio {number}",
                "episódio {number}", "aflevering {number}"),
    "by": ("By {name}", "Von {name}", "Par {name}", "Por {name}", "Di {name}", "Por {name}", "Door {name}"),
    "date": ("{day} {month} {year}", "{day}. {month} {year}", "{day} {month} {year}", "{day} de {month} de {year}",
             "{day} {month} {year}", "{day} de {month} de {year}", "{day} {month} {year}"),
    "disclosure": (
        "The voices are synthetic ({engines}), made with audiorender.",
        "Die Stimmen sind synthetisch ({engines}), erzeugt mit audiorender.",
        "Les voix sont synthétiques ({engines}), produites avec audiorender.",
        "Las voces son sintéticas ({engines}), creadas con audiorender.",
        "Le voci sono sintetiche ({engines}), create con audiorender.",
        "As vozes são sintéticas ({engines}), criadas com audiorender.",
        "De stemmen zijn synthetisch ({engines}), gemaakt met audiorender.",
    ),
})
"""What show notes say; `{...}` is filled in."""

MONTHS: Table = MappingProxyType({
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
           "November", "Dezember"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
    "it": ("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
           "novembre", "dicembre"),
    "pt": ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
           "novembro", "dezembro"),
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december"),
})
# fmt: on


def spoken_by_us(language: str | None) -> str:
    """The one of `LANGUAGES` in which we speak to readers of `language` (a BCP 47 tag), which is English for most."""
    name = (language or "").lower().replace("_", "-").split("-")[0]
    return name if name in LANGUAGES else "en"


def phrases(language: str | None, table: Table = WORDS) -> Mapping[str, str]:
    """The phrases of a table for readers of `language`, by their keys."""
    column = LANGUAGES.index(spoken_by_us(language))
    return MappingProxyType({key: row[column] for key, row in table.items()})


def long_date(year: int, month: int, day: int, language: str | None) -> str:
    """A date in words, as people write it."""
    name = MONTHS[spoken_by_us(language)][month - 1]
    first = "1er" if day == 1 and spoken_by_us(language) == "fr" else str(day)
    return phrases(language)["date"].format(day=first, month=name, year=year)
