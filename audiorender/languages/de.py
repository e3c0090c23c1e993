"""German."""

from __future__ import annotations

from audiorender.languages.language import (
    Captions,
    Labels,
    Language,
    Signs,
    SpokenForm,
    Turns,
    Units,
    currencies,
    in_order,
    listed,
    words,
)
from audiorender.languages.publishing.de import PUBLISHING
from audiorender.rewriting import Group, Rule

LABELS = Labels(
    hosts=words("""
        moderator moderatorin moderation interviewer interviewerin reporterin fragesteller vorsitzender vorsitzende
        frage
    """),
    guests=words("gast befragter befragte antwort zeuge zeugin"),
    questions=words("frage"),
    answers=words("antwort"),
    letters=(("f", "a"),),
    titles=words("dr prof herr frau hr fr"),
    crowd=words("publikum zuschauer zuschauerin zuhörer zuhörerin anrufer anruferin"),
    not_people=words("""
        schlagwörter schlagwort stichwörter themen anzeige bild bilder text foto fotos newsletter stand abb anhang
        teilnehmer ort datum dauer anwesend mitarbeit redaktion quelle quellen hinweis anmerkung übersetzung
    """),
    particles=words("von zu zum der den du"),
    directions=listed(r"""
        lacht | lachen\b | lachend | lächelt | gelächter | applaus | beifall | seufzt | hustet | räuspert sich | nickt
        zögert | überlegt | denkt nach | zwischenruf | flüstert
        schweigt | schweigen\b | stille\b | weint | gähnt | schmunzelt | grinst | telefon klingelt
    """),
    bylines=listed("""
        von | interview | gespräch
        das (?:gespräch|interview) führten? | autor(?:in|en)? | fotos? | foto(?:grafie)? | bilder | übersetzung
    """),
    recorded=listed("""
        ort | datum | dauer | teilnehmer(?:innen)? | anwesend | entschuldigt | interviewer(?:in)? | befragte[rn]?
        transkription
    """),
    who=listed(r"sprecher(?:in)? | redner(?:in)? | wer | person | name | teilnehmer(?:in)? | rolle"),
    said=listed(r"""
        wortlaut | beitrag | redebeitrag | aussage | äußerung | inhalt | was(?: gesagt wurde)? | text
        transkript(?:ion)?
    """),
    time=listed(r"zeit(?:marke|stempel)? | uhrzeit | min(?:ute)? | beginn"),
    saying=listed("fragt | fragte | sagt | sagte | schreibt | schrieb | antwortet | antwortete"),
)

TURNS = Turns(
    answers=listed(r"""
        ja | nein | doch | klar | natürlich | genau | vielleicht | na ja | weil | ich\b(?! (?:frage|wollte fragen))
        das (?:war|ist|stimmt)
    """),
    reactions=listed("wirklich | ach so | aha | stimmt"),
    opens_question=listed("wer | was | wo | wann | warum | wieso | wie | welche[rsmn]? | woher | wohin"),
    subordinates=listed("weil | während | obwohl | anstatt"),
    moderates=listed("""
        (?:verraten|erzählen|beschreiben|erklären|sagen|schildern) sie | lassen sie uns
        (?:erzähl|sag|beschreib|erklär)e? mal | (?:nächste|letzte|erste|andere) frage | noch eine frage
        (?:fangen|beginnen|sprechen|reden) wir | kommen wir zu[mr]?
        (?:mich|uns) (?:würde )?interessier(?:t|en) | ich würde gerne? wissen
    """),
    introduces=listed(r"unser(?:en)? gast\b"),
    addresses=listed(r"""
        (?:haben|sind|waren|hatten|wollen|können|werden|würden|leben|arbeiten|machen|glauben|sehen|gehen|fühlen) Sie
        Sie (?:haben|sind|waren|hatten|leben|arbeiten|sagen|sagten|schreiben) | (?:hast|bist|warst|willst|kannst) du
        du (?:hast|bist) | (?:herr|frau) (?:dr\. |prof\. )?[A-ZÄÖÜ]\w+,\s
    """),
    you=words("du dich dir dein deine deinen deiner ihnen"),
    you_in_capitals=words("Sie Ihr Ihre Ihren Ihrem Ihrer Ihres"),
    me=words("ich mich mir mein meine meinen meiner meinem wir uns"),
)

CAPTIONS = Captions(
    joining=words("und aber oder denn sondern weil dass obwohl wenn als ob während bevor nachdem sodass"),
    linking=words("an auf aus bei durch für gegen mit nach ohne über unter vor zu zum zur im am"),
    leaning=words("""
        von der die das den dem des ein eine einen einem einer mein meine sein seine ihr ihre unser und oder aber ich
        du er sie es wir nicht kein keine sehr ist sind war waren hat haben hatte wird dass weil wenn als wie
    """),
)

MONTHS = in_order("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")

NOTES = {
    "chapters": "Kapitel",
    "speakers": "Es sprechen",
    "links": "Links",
    "footnotes": "Fußnoten",
    "season": "Staffel {number}",
    "episode": "Folge {number}",
    "by": "Von {name}",
    "date": "{day}. {month} {year}",
    "disclosure": "Die Stimmen sind synthetisch ({engines}), erzeugt mit audiorender.",
    "spoken-disclosure": "Die Stimmen in dieser Folge sind synthetisch.",
    "and": "und",
}

PAGE = {
    "skip-player": "Zum Player springen",
    "skip-transcript": "Zum Transkript springen",
    "player": "Player",
    "broken": "Der Ton lässt sich nicht abspielen. Er gehört neben diese Seite:",
    "follow": "Der Stimme folgen",
    "back": "15 Sekunden zurück",
    "forward": "30 Sekunden vor",
    "play": "Abspielen",
    "pause": "Pause",
    "toggle": "Abspielen oder anhalten",
    "space": "Leertaste",
    "position": "Position",
    "speed": "Tempo",
    "copy": "Link zu diesem Moment kopieren",
    "search": "Im Transkript suchen",
    "play-match": "Ab dieser Stelle abspielen",
    "previous": "Vorherige Stelle",
    "next": "Nächste Stelle",
    "theme": "Dunkel oder hell",
    "shortcuts": "Tastenkürzel",
    "play-from": "Ab {time} abspielen",
    "chapter-link": "{host} (Link zu Kapitel {number}, öffnet in neuem Tab)",
    "download": "Herunterladen:",
    "click-word": "Klick auf ein Wort, um es zu hören.",
    "single-keys": "Einzelne Tasten wirken",
    "close": "Schließen",
    "of": "{at} von {all}",
    "not-found": "Nicht gefunden",
    "copied": "Link zu {time} kopiert",
    "in-bar": "Der Link steht in der Adresszeile",
    "keys-skip": "15 Sekunden zurück, 30 vor",
    "keys-step": "5 Sekunden zurück oder vor",
    "keys-chapters": "Kapitel 1 bis 9",
    "keys-speed": "Langsamer, schneller",
    "keys-help": "Diese Hilfe",
    "chapter-back": "Voriges Kapitel",
    "chapter-forward": "Nächstes Kapitel",
    "volume": "Lautstärke",
    "transcript-files": "Transkript:",
    "feed-address": "Für Ihre Podcast-App:",
    "subscribe": "Podcast abonnieren",
    "keys-chapter": "Voriges, nächstes Kapitel",
    "keys-list": "Liste der Kapitel",
}

# fmt: off
SIGNS = Signs(
    percent="Prozent", point="Komma", minus="minus", plus="plus", equals="gleich", conjunction="und", to="bis",
    degrees="Grad", at="at", dot="Punkt", slash="Schrägstrich", dash="Bindestrich",
    money=currencies("Dollar Dollar", "Euro Euro", "Pfund Pfund", "Franken Franken", "Cent Cent"),
    and_half="einhalb", one="ein", squared="hoch zwei", cubed="hoch drei", power="hoch {}", times="mal", over="zu",
    against="zu",
    fractions={"½": "ein halb", "¼": "ein Viertel", "¾": "drei Viertel", "⅓": "ein Drittel", "⅔": "zwei Drittel"},
    numbered=in_order("Kapitel Band Teil Akt Weltkrieg"),
)

UNITS = Units(
    names="""
        m Meter Meter kcdmµn | g Gramm Gramm kmµ | l Liter Liter mcdhµ | s Sekunde Sekunden mµn f | W Watt Watt kMGT
        Wh Wattstunde Wattstunden kMGT f | V Volt Volt kMm | A Ampere Ampere m | Hz Hertz Hertz kMGT | B Byte Byte kMGT
        bit Bit Bit kMG | Pa Pascal Pascal kh | J Joule Joule kM | N Newton Newton k | mol Mol Mol m
        h Stunde Stunden - f | dB Dezibel Dezibel | cal Kalorie Kalorien k f | t Tonne Tonnen - f | ha Hektar Hektar
        min Minute Minuten - f | Min. Minute Minuten - f | Std. Stunde Stunden - f | Sek. Sekunde Sekunden - f
        PS PS PS | EL Esslöffel Esslöffel | TL Teelöffel Teelöffel
        mmHg Millimeter_Quecksilbersäule Millimeter_Quecksilbersäule
        Tag Tag Tage | Monat Monat Monate | Jahr Jahr Jahre | Person Person Personen - f | px Pixel Pixel M
    """,
    prefixes={"k": "Kilo", "M": "Mega", "G": "Giga", "T": "Tera", "m": "Milli", "µ": "Mikro", "n": "Nano",
              "c": "Zenti", "d": "Dezi", "h": "Hekto"},
    square=("Quadrat{}", "Quadrat{}"),
    cubic=("Kubik{}", "Kubik{}"),
    per="pro",
    one=("ein", "eine"),
    joined=True,
)

ABBREVIATIONS = {
    "Fr.": "Frau", "Hr.": "Herr", "Hrn.": "Herrn", "Dr.": "Doktor", "Prof.": "Professor", "z.B.": "zum Beispiel",
    "z. B.": "zum Beispiel", "d.h.": "das heißt", "d. h.": "das heißt", "bzw.": "beziehungsweise", "Nr.": "Nummer",
    "ca.": "circa", "vgl.": "vergleiche", "z.T.": "zum Teil", "z. T.": "zum Teil", "sog.": "sogenannte",
    "Str.": "Straße", "inkl.": "inklusive", "evtl.": "eventuell", "bspw.": "beispielsweise", "Mio.": "Millionen",
    "Mrd.": "Milliarden", "St.": "Sankt", "u.a.": "unter anderem", "u. a.": "unter anderem", "v. a.": "vor allem",
    "v.a.": "vor allem", "i. d. R.": "in der Regel", "i.d.R.": "in der Regel", "Abb.": "Abbildung",
    "Art.": "Artikel", "Abs.": "Absatz", "Bd.": "Band", "Kap.": "Kapitel", "Jh.": "Jahrhundert",
    "Jhs.": "Jahrhunderts", "v. Chr.": "vor Christus", "n. Chr.": "nach Christus", "Tel.": "Telefon",
    "o. ä.": "oder ähnliches", "mind.": "mindestens", "max.": "maximal", "geb.": "geboren", "gest.": "gestorben",
    "Mo.": "Montag", "Di.": "Dienstag", "Mi.": "Mittwoch", "Do.": "Donnerstag", "Sa.": "Samstag", "So.": "Sonntag",
}
# fmt: on


def _own() -> tuple[Rule | Group, ...]:
    from audiorender.languages.notation.german import GERMAN

    return GERMAN


LANGUAGE = Language(
    tag="de",
    name="German",
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
        phrases=words("Jh. Jhs. bzw."),
        initials=words("ADAC AOK ARD AEG EDV AKW UKW ABI LKA BKA IG AG ICE IC EC OP UNHCR OECD"),
        units=UNITS,
        counts=True,
        digit_by_digit=True,
        years_in_hundreds=True,
        own=_own,
    ),
)
