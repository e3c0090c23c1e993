"""Abbreviations in languages other than English, in full."""

from __future__ import annotations

import re

from audiorender.tts.rewriting import Rule, rule

_ABBREVIATIONS = {
    "de": {"Fr.": "Frau", "Hr.": "Herr", "Hrn.": "Herrn", "Dr.": "Doktor", "Prof.": "Professor", "z.B.": "zum Beispiel",
           "z. B.": "zum Beispiel", "d.h.": "das heißt", "d. h.": "das heißt", "bzw.": "beziehungsweise",
           "Nr.": "Nummer", "ca.": "circa", "vgl.": "vergleiche", "z.T.": "zum Teil", "z. T.": "zum Teil",
           "sog.": "sogenannte", "Str.": "Straße", "inkl.": "inklusive", "evtl.": "eventuell",
           "bspw.": "beispielsweise",
           "Mio.": "Millionen", "Mrd.": "Milliarden", "St.": "Sankt",
           "u.a.": "unter anderem", "u. a.": "unter anderem", "v. a.": "vor allem", "v.a.": "vor allem",
           "i. d. R.": "in der Regel", "i.d.R.": "in der Regel", "Abb.": "Abbildung", "Art.": "Artikel",
           "Abs.": "Absatz", "Bd.": "Band", "Kap.": "Kapitel", "Jh.": "Jahrhundert", "Jhs.": "Jahrhunderts",
           "v. Chr.": "vor Christus", "n. Chr.": "nach Christus", "Tel.": "Telefon", "o. ä.": "oder ähnliches",
           "mind.": "mindestens", "max.": "maximal", "geb.": "geboren", "gest.": "gestorben", "Mo.": "Montag",
           "Di.": "Dienstag", "Mi.": "Mittwoch", "Do.": "Donnerstag", "Sa.": "Samstag", "So.": "Sonntag"},
    "fr": {"M.": "Monsieur", "MM.": "Messieurs", "Mme": "Madame", "Mlle": "Mademoiselle", "Dr": "Docteur",
           "p. ex.": "par exemple", "c.-à-d.": "c'est-à-dire", "n°": "numéro", "env.": "environ",
           "Me": "Maître", "St-": "Saint-", "Ste-": "Sainte-", "art.": "article", "av. J.-C.": "avant Jésus-Christ",
           "ap. J.-C.": "après Jésus-Christ", "av.": "avenue", "bd": "boulevard", "Bd": "boulevard", "p.": "page",
           "pp.": "pages", "Vol.": "Volume",
           "vol.": "volume", "chap.": "chapitre", "fig.": "figure", "Tél.": "Téléphone", "tél.": "téléphone",
           "lun.": "lundi", "mar.": "mardi", "mer.": "mercredi", "jeu.": "jeudi", "ven.": "vendredi",
           "sam.": "samedi", "dim.": "dimanche", "janv.": "janvier", "févr.": "février", "juil.": "juillet",
           "sept.": "septembre", "oct.": "octobre", "nov.": "novembre", "déc.": "décembre"},
    "es": {"Sr.": "Señor", "Sra.": "Señora", "Srta.": "Señorita", "Dr.": "Doctor", "Dra.": "Doctora",
           "p. ej.": "por ejemplo", "EE. UU.": "Estados Unidos", "núm.": "número", "Ud.": "usted", "Uds.": "ustedes",
           "pág.": "página", "págs.": "páginas", "a. C.": "antes de Cristo", "d. C.": "después de Cristo",
           "aprox.": "aproximadamente", "cap.": "capítulo", "tel.": "teléfono", "avda.": "avenida"},
    "it": {"Sig.": "Signor", "Sig.ra": "Signora", "Dott.": "Dottor", "Dott.ssa": "Dottoressa", "p. es.": "per esempio",
           "n.": "numero", "pag.": "pagina", "pagg.": "pagine", "a.C.": "avanti Cristo", "d.C.": "dopo Cristo",
           "ecc.": "eccetera", "cap.": "capitolo", "art.": "articolo", "tel.": "telefono"},
    "pt": {"Sr.": "Senhor", "Sra.": "Senhora", "Dr.": "Doutor", "Dra.": "Doutora", "p. ex.": "por exemplo",
           "n.º": "número", "nº": "número", "pág.": "página", "a.C.": "antes de Cristo", "d.C.": "depois de Cristo",
           "cap.": "capítulo", "art.": "artigo", "tel.": "telefone", "Av.": "Avenida"},
    "nl": {"dhr.": "de heer", "mevr.": "mevrouw", "bijv.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen", "nr.": "nummer",
           "enz.": "enzovoort", "blz.": "bladzijde", "v.Chr.": "voor Christus", "n.Chr.": "na Christus",
           "tel.": "telefoon", "m.b.t.": "met betrekking tot", "o.a.": "onder andere"},
}  # fmt: skip
"""What stands before a name, a number or the rest of its sentence, so that its full stop ends none."""

_PHRASES = frozenset({"bzw.", "ecc.", "enz.", "Jh.", "Jhs."})
"""These, and all with two full stops, may stand before a mark or at the end too."""


def abbreviations_of(language: str) -> tuple[Rule, ...]:
    """The rules for the abbreviations of `language` (its first subtag)."""
    words = _ABBREVIATIONS.get(language, {})
    if not words:
        return ()
    phrases = {word for word in words if word.count(".") > 1 or word in _PHRASES}

    def one_of(some: set[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(some, key=len, reverse=True))

    def said(match: re.Match[str]) -> str:
        return words[match[1]]

    return (
        rule("a phrase", rf"(?<![\w.])({one_of(phrases) or '(?!)'})(?!\w)", said),
        rule("an abbreviation", rf"(?<![\w.])({one_of(set(words) - phrases)})(?=\s?[\w\"„«“])(?<![^\W.-](?=\w))", said),
    )
