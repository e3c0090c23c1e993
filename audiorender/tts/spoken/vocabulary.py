"""What signs, sums, fractions and dates are called in languages other than English."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Money:
    """A currency and its hundredth part, each alone and counted."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """`point` stands between a number and its decimals, `and_cents` between a sum and its cents.

    `dot`, `slash` and `dash` are for addresses, `of` stands between the parts of a date, `over` between two pressures.
    `power` has the exponent in braces. `one` counts one thing that is masculine, `first` is the first of a month. After
    the words of `numbered` stand Roman numerals.
    """

    percent: str
    point: str
    minus: str
    plus: str
    equals: str
    conjunction: str
    to: str
    degrees: str
    at: str
    dot: str
    slash: str
    dash: str
    money: dict[str, Money]
    and_cents: str = ""
    ordinals: dict[str, str] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    of: str = ""
    fractions: dict[str, str] = field(default_factory=dict)
    and_half: str = ""
    one: str = "1"
    first: str = "1"
    squared: str = ""
    cubed: str = ""
    power: str = ""
    times: str = ""
    over: str = ""
    numbered: tuple[str, ...] = ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _money(dollar: str, euro: str, pound: str, franc: str, cent: str = "cent cents") -> dict[str, Money]:
    """Each is "one many"; a low line is a space."""
    cents = tuple(word.replace("_", " ") for word in cent.split())
    made: dict[str, Money] = {}
    for signs, names in (("$ USD", dollar), ("€ EUR", euro), ("£ GBP", pound), ("CHF", franc)):
        one, many = (word.replace("_", " ") for word in names.split())
        made |= {sign: Money(one, many, *cents) for sign in signs.split()}
    return made


WORDS = {
    "de": Words(
        "Prozent", "Komma", "minus", "plus", "gleich", "und", "bis", "Grad", "at", "Punkt", "Schrägstrich",
        "Bindestrich",
        _money("Dollar Dollar", "Euro Euro", "Pfund Pfund", "Franken Franken", "Cent Cent"),
        months=_words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
        fractions={"½": "ein halb", "¼": "ein Viertel", "¾": "drei Viertel", "⅓": "ein Drittel", "⅔": "zwei Drittel"},
        one="ein", and_half="einhalb", squared="hoch zwei", cubed="hoch drei",
        power="hoch {}", times="mal", over="zu",
        numbered=("Kapitel", "Band", "Teil", "Akt", "Weltkrieg"),
    ),
    "fr": Words(
        "pour cent", "virgule", "moins", "plus", "égale", "et", "à", "degrés", "arobase", "point", "barre oblique",
        "tiret",
        _money("dollar dollars", "euro euros", "livre livres", "franc_suisse francs_suisses", "centime centimes"),
        ordinals={"1er": "premier", "1re": "première", "1ère": "première", "2nd": "second", "2nde": "seconde"},
        months=_words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        fractions={"½": "un demi", "⅓": "un tiers", "⅔": "deux tiers", "¼": "un quart", "¾": "trois quarts"},
        first="premier", and_half="et demi", squared="au carré", cubed="au cube",
        power="puissance {}", times="fois", over="sur",
        numbered=("chapitre", "Chapitre", "tome", "Tome", "acte", "Acte", "scène", "partie", "volume"),
    ),
    "es": Words(
        "por ciento", "coma", "menos", "más", "igual a", "y", "a", "grados", "arroba", "punto", "barra", "guion",
        _money("dólar dólares", "euro euros", "libra libras", "franco_suizo francos_suizos", "céntimo céntimos"),
        and_cents="con", of="de ",
        months=_words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
        fractions={"½": "medio", "⅓": "un tercio", "⅔": "dos tercios", "¼": "un cuarto", "¾": "tres cuartos"},
        one="un", and_half="y medio", squared="al cuadrado", cubed="al cubo",
        power="elevado a {}", times="veces", over="sobre",
        numbered=("siglo", "Siglo", "siglos", "capítulo", "Capítulo", "tomo", "Tomo", "acto", "volumen", "parte"),
    ),
    "it": Words(
        "per cento", "virgola", "meno", "più", "uguale", "e", "a", "gradi", "chiocciola", "punto", "barra", "trattino",
        _money("dollaro dollari", "euro euro", "sterlina sterline", "franco_svizzero franchi_svizzeri",
               "centesimo centesimi"),
        and_cents="e",
        months=_words("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
        fractions={"½": "mezzo", "⅓": "un terzo", "⅔": "due terzi", "¼": "un quarto", "¾": "tre quarti"},
        one="un", first="primo", and_half="e mezzo", squared="al quadrato", cubed="al cubo",
        power="alla {}", times="volte", over="su",
        numbered=("capitolo", "Capitolo", "tomo", "atto", "Atto", "volume", "parte"),
    ),
    "pt": Words(
        "por cento", "vírgula", "menos", "mais", "igual a", "e", "a", "graus", "arroba", "ponto", "barra", "hífen",
        _money("dólar dólares", "euro euros", "libra libras", "franco_suíço francos_suíços", "cêntimo cêntimos"),
        and_cents="e", of="de ",
        months=_words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
        fractions={"½": "meio", "⅓": "um terço", "⅔": "dois terços", "¼": "um quarto", "¾": "três quartos"},
        one="um", and_half="e meio", squared="ao quadrado", cubed="ao cubo",
        power="elevado a {}", times="vezes", over="por",
        numbered=("século", "Século", "séculos", "capítulo", "Capítulo", "tomo", "ato", "volume"),
    ),
    "nl": Words(
        "procent", "komma", "min", "plus", "is", "en", "tot", "graden", "apenstaartje", "punt", "schuine streep",
        "streepje", _money("dollar dollar", "euro euro", "pond pond", "Zwitserse_frank Zwitserse_frank", "cent cent"),
        months=_words("januari februari maart april mei juni juli augustus september oktober november december"),
        fractions={"½": "een half", "⅓": "een derde", "⅔": "twee derde", "¼": "een kwart", "¾": "drie kwart"},
        and_half="en een half", squared="kwadraat", cubed="tot de derde",
        power="tot de macht {}", times="keer", over="over",
        numbered=("hoofdstuk", "Hoofdstuk", "deel", "Deel"),
    ),
    "sv": Words(
        "procent", "komma", "minus", "plus", "är lika med", "och", "till", "grader", "snabel-a", "punkt", "snedstreck",
        "bindestreck", _money("dollar dollar", "euro euro", "pund pund", "schweizerfranc schweizerfranc"),
    ),
    "da": Words(
        "procent", "komma", "minus", "plus", "er lig med", "og", "til", "grader", "snabel-a", "punktum", "skråstreg",
        "bindestreg", _money("dollar dollar", "euro euro", "pund pund", "schweizerfranc schweizerfranc"),
    ),
    "no": Words(
        "prosent", "komma", "minus", "pluss", "er lik", "og", "til", "grader", "krøllalfa", "punktum", "skråstrek",
        "bindestrek", _money("dollar dollar", "euro euro", "pund pund", "sveitserfranc sveitserfranc"),
    ),
    "fi": Words(
        "prosenttia", "pilkku", "miinus", "plus", "on yhtä kuin", "ja", "viiva", "astetta", "at", "piste", "kautta",
        "viiva", _money("dollari dollaria", "euro euroa", "punta puntaa", "frangi frangia"),
    ),
}  # fmt: skip
"""By the first subtag of a language."""
