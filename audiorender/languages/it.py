"""Italian."""

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
from audiorender.languages.publishing.it import PUBLISHING

LABELS = Labels(
    hosts=words("conduttore conduttrice moderatore giornalista intervistatore intervistatrice presidente domanda"),
    guests=words("ospite intervistato intervistata risposta"),
    questions=words("domanda"),
    answers=words("risposta"),
    titles=words("signor signora sig dott avv ing suor padre"),
    crowd=words("pubblico ascoltatore ascoltatrice spettatore spettatrice"),
    not_people=words("""
        testo foto fotografie tag fonte fonti nota allegato pubblicato luogo data traduzione presenti assenti categoria
    """),
    particles=words("di da del della e"),
    directions=listed(r"""
        risat[ae] | ride\b | sospir[ao] | tossisce | annuisce | sorride | silenzio | pausa | applausi | piange
        sussurra | incomprensibile
    """),
    bylines=listed("d[ia] | a cura di | testo(?: di)? | intervista di"),
    recorded=listed("luogo | data | presenti | assenti | durata | intervistator[ei] | intervistat[oa] | trascrizione"),
    who=listed(
        r"chi | nome | oratore | oratrice | relatore | relatrice | interlocutore | interlocutrice | persona | voce"
    ),
    said=listed(r"testo | battuta | intervento | trascrizione | contenuto | parole | cosa | frase"),
    time=listed(r"ora | tempo | minuto | inizio"),
    saying=listed("chiede | risponde | dice | disse | ha detto"),
)

TURNS = Turns(
    answers=listed(r"certo | sì | forse | perché no | mai | io\b"),
    reactions=listed("davvero"),
    opens_question=listed("chi | che cosa | cosa | quando | dove | perché | come | quanto | quale"),
    moderates=listed("""
        (?:ci|mi) (?:racconti|dica|parli|spieghi|descriva) | (?:racconta|parla|spiega)(?:ci|mi) | dicci | dimmi
        cominciamo (?:da|con) | partiamo da | passiamo a | (?:prossima|ultima|prima|altra) domanda
        vorrei (?:sapere|chieder(?:le|ti|vi))
    """),
    addresses=listed(r"signora? [A-Z]\w+,\s | lei (?:ha|è|dice|crede) | hai | puoi | vuoi | avete"),
    you=words("tu tuo tua tuoi tue voi vostro vostra"),
    you_in_capitals=words("Lei Suo Sua Suoi"),
    me=words("io mi me mio mia miei mie noi nostro nostra nostri"),
)

CAPTIONS = Captions(
    joining=words("e ma perché che quando dove mentre anche prima dopo però"),
    linking=words("per tra fra nel nella dal dalla"),
    leaning=words("lo gli una mio mia suo sua questo questa e non molto è sono hanno aveva che di da della dei"),
)

MONTHS = in_order("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")

NOTES = {
    "chapters": "Capitoli",
    "speakers": "Voci",
    "links": "Link",
    "footnotes": "Note",
    "season": "stagione {number}",
    "episode": "episodio {number}",
    "by": "Di {name}",
    "date": "{day} {month} {year}",
    "disclosure": "Le voci sono sintetiche ({engines}), create con audiorender.",
    "spoken-disclosure": "Le voci di questo episodio sono sintetiche.",
    "and": "e",
}

PAGE = {
    "skip-player": "Vai al lettore",
    "skip-transcript": "Vai alla trascrizione",
    "player": "Lettore",
    "broken": "L’audio non si può riprodurre. Deve stare accanto a questa pagina:",
    "follow": "Segui la voce",
    "back": "Indietro di 15 secondi",
    "forward": "Avanti di 30 secondi",
    "play": "Riproduci",
    "pause": "Pausa",
    "toggle": "Riproduci o metti in pausa",
    "space": "Spazio",
    "position": "Posizione",
    "speed": "Velocità",
    "copy": "Copia un link a questo momento",
    "search": "Cerca nella trascrizione",
    "play-match": "Riproduci da qui",
    "previous": "Risultato precedente",
    "next": "Risultato successivo",
    "theme": "Scuro o chiaro",
    "shortcuts": "Scorciatoie da tastiera",
    "play-from": "Riproduci da {time}",
    "chapter-link": "{host} (link del capitolo {number}, si apre in un’altra scheda)",
    "download": "Scarica:",
    "click-word": "Fai clic su una parola per ascoltarla.",
    "single-keys": "Tasti singoli attivi",
    "close": "Chiudi",
    "of": "{at} di {all}",
    "not-found": "Non trovato",
    "copied": "Link a {time} copiato",
    "in-bar": "Il link è nella barra degli indirizzi",
    "keys-skip": "Indietro di 15, avanti di 30 secondi",
    "keys-step": "Indietro o avanti di 5 secondi",
    "keys-chapters": "Capitoli da 1 a 9",
    "keys-speed": "Più lento, più veloce",
    "keys-help": "Questo aiuto",
    "chapter-back": "Capitolo precedente",
    "chapter-forward": "Capitolo successivo",
    "volume": "Volume",
    "transcript-files": "Trascrizione:",
    "feed-address": "Per la tua app di podcast:",
    "subscribe": "Iscriviti al podcast",
    "keys-chapter": "Capitolo precedente, successivo",
    "keys-list": "Elenco dei capitoli",
}

# fmt: off
SIGNS = Signs(
    percent="per cento", point="virgola", minus="meno", plus="più", equals="uguale", conjunction="e", to="a",
    degrees="gradi", at="chiocciola", dot="punto", slash="barra", dash="trattino",
    money=currencies("dollaro dollari", "euro euro", "sterlina sterline", "franco_svizzero franchi_svizzeri",
                     "centesimo centesimi"),
    and_cents="e", and_half="e mezzo", one="un", first="primo", squared="al quadrato", cubed="al cubo",
    power="alla {}", times="volte", over="su",
    fractions={"½": "mezzo", "⅓": "un terzo", "⅔": "due terzi", "¼": "un quarto", "¾": "tre quarti"},
    numbered=in_order("capitolo Capitolo tomo atto Atto volume parte"),
)

UNITS = Units(
    names="""
        m metro metri kcdmµn | g grammo grammi kmµ | l litro litri mcdhµ | s secondo secondi mµn | W watt watt kMGT
        Wh wattora wattora kMGT | V volt volt kMm | A ampere ampere m | Hz hertz hertz kMGT | B byte byte kMGT
        bit bit bit kMG | Pa pascal pascal kh | J joule joule kM | N newton newton k | mol mole moli m f
        dB decibel decibel | cal caloria calorie k f | t tonnellata tonnellate - f | ha ettaro ettari
        min minuto minuti | h ora ore - f | giorno giorno giorni | mese mese mesi | anno anno anni
    """,
    prefixes={"k": "chilo", "M": "mega", "G": "giga", "T": "tera", "m": "milli", "µ": "micro", "n": "nano",
              "c": "centi", "d": "deci", "h": "etto"},
    square=("{} quadrato", "{} quadrati"),
    cubic=("{} cubo", "{} cubi"),
    per="per",
    one=("un", "una"),
)

NUMERALS = Numerals(
    ordinals={"ª": "ordinal-feminine", r"[°º](?=\s[a-zà-ú]|[,.;)]|$)(?!\s?C\b)": "ordinal-masculine"},
    feminine=r"(?!(?:problema|tema|sistema|programma|clima|pianeta|poema|ma|era|alla|della|nella|dalla|sulla|una|la|fa)\b)"
    r"[a-zàèéìòù]{2,}(?:a|zione|sione|tà)",
    rulers=in_order(r"""
        Luigi Enrico Carlo Vittorio\sEmanuele Umberto Giovanni\sPaolo Giovanni Paolo Pio Leone Gregorio
        Benedetto Elisabetta Federico Guglielmo Napoleone Filippo Francesco Innocenzo Clemente Alessandro
        Nicola Giacomo Giorgio Edoardo Ottone
    """),
    ordinals_to=100,
    centuries=in_order("secolo sec\\."),
)

ABBREVIATIONS = {
    "sig.": "signor", "sig.ra": "signora", "dott.": "dottor", "dott.ssa": "dottoressa", "prof.": "professor",
    "prof.ssa": "professoressa", "p.": "pagina", "Sig.": "Signor", "Sig.ra": "Signora", "Dott.": "Dottor",
    "Dott.ssa": "Dottoressa", "p. es.": "per esempio", "n.": "numero", "pag.": "pagina", "pagg.": "pagine",
    "a.C.": "avanti Cristo", "d.C.": "dopo Cristo", "ecc.": "eccetera", "cap.": "capitolo", "art.": "articolo",
    "tel.": "telefono",
}
# fmt: on


LANGUAGE = Language(
    tag="it",
    name="Italian",
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
        phrases=words("ecc."),
        initials=words("UE ONG OMS"),
        units=UNITS,
        numerals=NUMERALS,
        counts=True,
    ),
)
