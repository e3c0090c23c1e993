"""Dutch."""

from __future__ import annotations

import re

from audiorender.languages.language import (
    Captions,
    Labels,
    Language,
    Numerals,
    Signs,
    SpokenForm,
    Turns,
    Units,
    currencies,
    in_order,
    listed,
    words,
)
from audiorender.languages.publishing.nl import PUBLISHING
from audiorender.rewriting import Group, Rule, rule

LABELS = Labels(
    hosts=words(
        "interviewer interviewster moderator presentator presentatrice gespreksleider verslaggever voorzitter vraag"
    ),
    guests=words("gast geïnterviewde antwoord getuige"),
    questions=words("vraag"),
    answers=words("antwoord"),
    letters=(("v", "a"),),
    titles=words("meneer mevrouw dhr mevr mw drs dr prof mr"),
    crowd=words("publiek toehoorder luisteraar kijker beller"),
    not_people=words("""
        tekst foto fotografie beeld trefwoorden onderwerpen bron bronnen noot bijlage gepubliceerd plaats
        datum duur vertaling aanwezig afwezig leestijd reacties
    """),
    particles=words("van den der de"),
    directions=listed(r"""
        lacht | gelach | applaus | zucht | stilte\b | hoest | knikt | glimlacht | fluistert | huilt | pauze
        onverstaanbaar | schraapt (?:haar|zijn|de) keel
    """),
    bylines=listed("tekst | fotografie | vertaling | interview door | geschreven door"),
    recorded=listed(
        "plaats | datum | duur | aanwezig | afwezig | locatie | respondent(?:en)? | interviewer | transcriptie"
    ),
    who=listed(r"wie | spreker | naam | persoon | deelnemer"),
    said=listed(r"tekst | inhoud | uitspraak | wat | bijdrage | transcript(?:ie)?"),
    time=listed(r"tijd | minuut | begin"),
    saying=listed("vraagt | antwoordt"),
)

TURNS = Turns(
    answers=listed(r"""
        ja | nee | jazeker | zeker | natuurlijk | precies | misschien | nou | omdat | ik\b(?! (?:vraag|wilde vragen))
        dat (?:was|is|klopt)
    """),
    reactions=listed("oké | echt waar | klopt | wat leuk"),
    greets=listed("goede(?:morgen|middag|navond) | hartelijk welkom"),
    thanks=listed("bedankt | dank (?:je|u)"),
    thanks_for=listed("voor | dat"),
    thanks_the_guest=listed("(?:bedankt|dank (?:je|u)(?: wel)?) (?:voor (?:je|uw) (?:komst|tijd)|dat (?:je|u) er)"),
    goes_on=listed("Maar | Dus | Daarna | Bijvoorbeeld"),
    opens_question=listed("wie | wat | waar | wanneer | waarom | hoe | hoeveel | welke?"),
    subordinates=listed("omdat | terwijl | hoewel | zoals"),
    leads_in=listed("dus | maar | nou"),
    moderates=listed("""
        vertelt? (?:ons|eens|me|mij|over) | laten we | zullen we | beschrijft? | legt? (?:ons|eens|me) | neemt? ons
        (?:volgende|laatste|eerste|andere) vraag | nog een vraag | (?:ik ben|we zijn) benieuwd
    """),
    introduces=listed(r"(?:onze|mijn) gast\b"),
    addresses=listed(
        "(?:heb|ben|had|wil|kun|kan) je | (?:hebt|bent|had|wilt|kunt) u | je (?:hebt|bent) | u (?:hebt|bent)"
    ),
    you=words("jij jou jouw uw"),
    me=words("ik me mij mijn wij ons onze"),
)

CAPTIONS = Captions(
    joining=words("en maar omdat dat toen terwijl voordat nadat zodat waar"),
    linking=words("voor met door bij naar uit zonder tussen"),
    leaning=words("het een mijn zijn haar ons hun en maar ik jij hij zij wij niet geen heel heeft dat te"),
)

MONTHS = in_order("januari februari maart april mei juni juli augustus september oktober november december")

NOTES = {
    "chapters": "Hoofdstukken",
    "speakers": "Sprekers",
    "links": "Links",
    "footnotes": "Voetnoten",
    "season": "seizoen {number}",
    "episode": "aflevering {number}",
    "by": "Door {name}",
    "date": "{day} {month} {year}",
    "disclosure": "De stemmen zijn synthetisch ({engines}), gemaakt met audiorender.",
    "spoken-disclosure": "De stemmen in deze aflevering zijn synthetisch.",
    "and": "en",
}

PAGE = {
    "skip-player": "Naar de speler",
    "skip-transcript": "Naar het transcript",
    "player": "Speler",
    "broken": "Het geluid kan niet worden afgespeeld. Het hoort naast deze pagina:",
    "follow": "De stem volgen",
    "back": "15 seconden terug",
    "forward": "30 seconden vooruit",
    "play": "Afspelen",
    "pause": "Pauze",
    "toggle": "Afspelen of pauzeren",
    "space": "Spatie",
    "position": "Positie",
    "speed": "Snelheid",
    "copy": "Link naar dit moment kopiëren",
    "search": "Zoeken in het transcript",
    "play-match": "Vanaf hier afspelen",
    "previous": "Vorige treffer",
    "next": "Volgende treffer",
    "theme": "Donker of licht",
    "shortcuts": "Sneltoetsen",
    "play-from": "Afspelen vanaf {time}",
    "chapter-link": "{host} (link van hoofdstuk {number}, opent in een nieuw tabblad)",
    "download": "Downloaden:",
    "click-word": "Klik op een woord om het te horen.",
    "single-keys": "Losse toetsen werken",
    "close": "Sluiten",
    "of": "{at} van {all}",
    "not-found": "Niet gevonden",
    "copied": "Link naar {time} gekopieerd",
    "in-bar": "De link staat in de adresbalk",
    "keys-skip": "15 seconden terug, 30 vooruit",
    "keys-step": "5 seconden terug of vooruit",
    "keys-chapters": "Hoofdstukken 1 tot 9",
    "keys-speed": "Langzamer, sneller",
    "keys-help": "Deze hulp",
    "chapter-back": "Vorig hoofdstuk",
    "chapter-forward": "Volgend hoofdstuk",
    "volume": "Volume",
    "transcript-files": "Transcript:",
    "feed-address": "Voor uw podcastapp:",
    "subscribe": "Abonneren op de podcast",
    "keys-chapter": "Vorig, volgend hoofdstuk",
    "keys-list": "Lijst van hoofdstukken",
}

# fmt: off
SIGNS = Signs(
    percent="procent", point="komma", minus="min", plus="plus", equals="is", conjunction="en", to="tot",
    degrees="graden", at="apenstaartje", dot="punt", slash="schuine streep", dash="streepje", against=",",
    money=currencies("dollar dollar", "euro euro", "pond pond", "Zwitserse_frank Zwitserse_frank", "cent cent"),
    and_half="en een half", squared="kwadraat", cubed="tot de derde", power="tot de macht {}", times="keer",
    over="over",
    fractions={"½": "een half", "⅓": "een derde", "⅔": "twee derde", "¼": "een kwart", "¾": "drie kwart"},
    numbered=in_order("hoofdstuk Hoofdstuk deel Deel"),
)

UNITS = Units(
    names="""
        m meter meter kcdmµn | g gram gram kmµ | l liter liter mcdhµ | s seconde seconden mµn | W watt watt kMGT
        Wh wattuur wattuur kMGT | V volt volt kMm | A ampère ampère m | Hz hertz hertz kMGT | B byte byte kMGT
        bit bit bit kMG | Pa pascal pascal kh | J joule joule kM | N newton newton k | mol mol mol m
        dB decibel decibel | cal calorie calorieën k | t ton ton | ha hectare hectare | min minuut minuten
        min. minuut minuten | h uur uur | u uur uur | dag dag dagen | maand maand maanden | jaar jaar jaar
    """,
    prefixes={"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "m": "milli", "µ": "micro", "n": "nano",
              "c": "centi", "d": "deci", "h": "hecto"},
    square=("vierkante {}", "vierkante {}"),
    cubic=("kubieke {}", "kubieke {}"),
    per="per",
    one=("een", "een"),
)

NUMERALS = Numerals(
    ordinals={"(?:ste|de|e)": "ordinal"},
    rulers=in_order(r"""
        Willem Karel Filips Lodewijk Hendrik Napoleon Johannes\sPaulus Johannes Pius Benedictus Leo
        Gregorius Elizabeth Frederik Albert Leopold Boudewijn Floris Jan
    """),
    ordinals_to=100,
    article="de ",
)

ABBREVIATIONS = {
    "dhr.": "de heer", "mevr.": "mevrouw", "bijv.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen", "nr.": "nummer",
    "enz.": "enzovoort", "blz.": "bladzijde", "v.Chr.": "voor Christus", "n.Chr.": "na Christus",
    "tel.": "telefoon", "m.b.t.": "met betrekking tot", "o.a.": "onder andere",
}
# fmt: on


def _own() -> tuple[Rule | Group, ...]:
    return (rule("a time", r"(?<![\w.,:])(\d{1,2})[:.]([0-5]\d)\suur\b", _time, needs=r"\d[:.]\d"),)


def _time(match: re.Match[str]) -> str:
    return r"\1 uur" + (f" {int(match[2])}" if match[2] != "00" else "")


LANGUAGE = Language(
    tag="nl",
    name="Dutch",
    labels=LABELS,
    publishing=PUBLISHING,
    turns=TURNS,
    captions=CAPTIONS,
    months=MONTHS,
    notes=NOTES,
    page=PAGE,
    spoken=SpokenForm(
        signs=SIGNS,
        abbreviations=ABBREVIATIONS,
        phrases=words("enz."),
        initials=words("EU AOW AOC HBO EO NOS VU UVA OM IC"),
        units=UNITS,
        numerals=NUMERALS,
        own=_own,
        counts=True,
        digit_by_digit=True,
        years_in_hundreds=True,
    ),
)
