"""French."""

from __future__ import annotations

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
from audiorender.languages.publishing.fr import PUBLISHING
from audiorender.rewriting import Group, Rule

LABELS = Labels(
    hosts=words("""
        animateur animatrice journaliste intervieweur intervieweuse présentateur présentatrice modérateur modératrice
        président présidente question
    """),
    guests=words("invité invitée réponse témoin"),
    questions=words("question demande"),
    answers=words("réponse"),
    letters=(("d", "r"), ("q", "r"), ("i", "r")),
    titles=words("m mme mlle monsieur madame mademoiselle maître abbé sœur frère pr"),
    crowd=words("auditeur auditrice public"),
    not_people=words("""
        texte photo photos photographie photographies mots clés étiquettes lire publié lieu durée source
        sources note annexe présents excusés newsletter rubrique crédit crédits traduction
    """),
    particles=words("de la le y"),
    directions=listed(r"""
        (?:éclats? de )?rires? | rit\b | applaudissements | soupir\w* | sourit | tousse\b | hésit(?:e|ation)\b | silence
        chuchot\w+ | pleure\b | bâille\b | se racle la gorge | hoche la tête | brouhaha | incompréhensible
    """),
    bylines=listed("""
        par | auteure?s? | texte | propos recueillis par | entretien(?: réalisé)? par | interview réalisée par
        photographies
    """),
    recorded=listed("""
        participants? | lieu | durée | présents? | excusés? | absents? | date | enquêt(?:eur|rice) | enquêtée?
        transcription
    """),
    who=listed(r"locut(?:eur|rice) | intervenante? | nom | qui | personne | voix"),
    said=listed(r"texte | paroles? | propos | contenu | réplique | intervention | transcription | quoi"),
    time=listed(r"heure | temps | minut(?:e|age) | début"),
    saying=listed("demande | répond | dit | a dit | a écrit"),
)

TURNS = Turns(
    answers=listed(r"oui | non | bien sûr | eh bien | parce que | je\b | j.ai"),
    reactions=listed("vraiment | d.accord | ah bon"),
    greets=listed("bonjour | bienvenue"),
    thanks=listed("merci"),
    thanks_for=listed("de | d."),
    thanks_the_guest=listed("merci d.(?:être venue?|avoir)"),
    goes_on=listed("Et | Mais | Ou | Donc | Puis | Ensuite | Alors"),
    opens_question=listed("""
        qui | que | quoi | quel | quelle | quels | quelles | où | quand | pourquoi | comment | combien | est-ce
    """),
    subordinates=listed("parce que | alors que | plutôt que"),
    leads_in=listed("alors | donc | et"),
    moderates=listed("""
        parlons | (?<!nous )(?:commençons|passons|revenons|venons-en)
        (?:parle|dite|di|raconte|explique|décri)[sz]?-(?:nous|moi) | (?:racontez|expliquez|décrivez)
        (?:prochaine|dernière|première|autre) question
        j['’](?:aimerais|ai envie de) (?:savoir|comprendre|vous demander)
    """),
    introduces=listed(r"(?:notre|mon) invitée?\b"),
    addresses=listed(r"\w{2,}[- ](?:tu|vous) | (?:t['’]a|tu as|vous avez|vous êtes)"),
    you=words("tu toi ton tes vous votre vos"),
    me=words("je j me moi mon mes nous notre nos"),
)

CAPTIONS = Captions(
    joining=words("et mais ou donc car parce que qui quand lorsque si comme où puisque avant après"),
    linking=words("à dans par pour sans sur vers chez avec"),
    leaning=words("""
        le la les un une mon ma mes son sa ses notre leur du des ce cette ces et ou mais je tu il elle nous vous ils
        ne pas très est sont était ont avait que qui quand si au aux
    """),
)

MONTHS = in_order("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")

NOTES = {
    "chapters": "Chapitres",
    "speakers": "Intervenants",
    "links": "Liens",
    "footnotes": "Notes",
    "season": "saison {number}",
    "episode": "épisode {number}",
    "by": "Par {name}",
    "date": "{day} {month} {year}",
    "disclosure": "Les voix sont synthétiques ({engines}), produites avec audiorender.",
    "spoken-disclosure": "Les voix de cet épisode sont synthétiques.",
    "and": "et",
}

PAGE = {
    "skip-player": "Aller au lecteur",
    "skip-transcript": "Aller à la transcription",
    "player": "Lecteur",
    "broken": "Le son ne peut pas être lu. Il doit se trouver à côté de cette page :",
    "follow": "Suivre la voix",
    "back": "Reculer de 15 secondes",
    "forward": "Avancer de 30 secondes",
    "play": "Lecture",
    "pause": "Pause",
    "toggle": "Lecture ou pause",
    "space": "Espace",
    "position": "Position",
    "speed": "Vitesse",
    "copy": "Copier un lien vers cet instant",
    "search": "Chercher dans la transcription",
    "play-match": "Lire à partir d’ici",
    "previous": "Occurrence précédente",
    "next": "Occurrence suivante",
    "theme": "Sombre ou clair",
    "shortcuts": "Raccourcis clavier",
    "play-from": "Lire à partir de {time}",
    "chapter-link": "{host} (lien du chapitre {number}, s’ouvre dans un nouvel onglet)",
    "download": "Télécharger :",
    "click-word": "Cliquez sur un mot pour l’entendre.",
    "single-keys": "Touches seules actives",
    "close": "Fermer",
    "of": "{at} sur {all}",
    "not-found": "Introuvable",
    "copied": "Lien vers {time} copié",
    "in-bar": "Le lien est dans la barre d’adresse",
    "keys-skip": "Reculer de 15, avancer de 30 secondes",
    "keys-step": "Reculer ou avancer de 5 secondes",
    "keys-chapters": "Chapitres 1 à 9",
    "keys-speed": "Moins vite, plus vite",
    "keys-help": "Cette aide",
    "chapter-back": "Chapitre précédent",
    "chapter-forward": "Chapitre suivant",
    "volume": "Volume",
    "transcript-files": "Transcription :",
    "feed-address": "Pour votre application de podcasts :",
    "subscribe": "S’abonner au podcast",
    "keys-chapter": "Chapitre précédent, suivant",
    "keys-list": "Liste des chapitres",
}

# fmt: off
SIGNS = Signs(
    percent="pour cent", point="virgule", minus="moins", plus="plus", equals="égale", conjunction="et", to="à",
    degrees="degrés", at="arobase", dot="point", slash="barre oblique", dash="tiret",
    money=currencies("dollar dollars", "euro euros", "livre livres", "franc_suisse francs_suisses", "centime centimes"),
    and_half="et demi", first="premier", squared="au carré", cubed="au cube", power="puissance {}", times="fois",
    over="sur",
    ordinals={"1er": "premier", "1re": "première", "1ère": "première", "2nd": "second", "2nde": "seconde"},
    fractions={"½": "un demi", "⅓": "un tiers", "⅔": "deux tiers", "¼": "un quart", "¾": "trois quarts"},
    numbered=in_order("chapitre Chapitre tome Tome acte Acte scène partie volume"),
)

UNITS = Units(
    names="""
        m mètre mètres kcdmµn | g gramme grammes kmµ | l litre litres mcdhµ | s seconde secondes mµn f
        W watt watts kMGT | Wh wattheure wattheures kMGT f | V volt volts kMm | A ampère ampères m | Hz hertz hertz kMGT
        o octet octets kMGT | B octet octets kMGT | bit bit bits kMG | Pa pascal pascals kh | J joule joules kM
        N newton newtons k | mol mole moles m f | dB décibel décibels | cal calorie calories k f
        t tonne tonnes - f | ha hectare hectares
        min minute minutes - f | h heure heures - f | j jour jours | jour jour jours | mois mois mois | an an ans
        personne personne personnes - f | mmHg millimètre_de_mercure millimètres_de_mercure | px pixel pixels M
    """,
    prefixes={"k": "kilo", "M": "méga", "G": "giga", "T": "téra", "m": "milli", "µ": "micro", "n": "nano",
              "c": "centi", "d": "déci", "h": "hecto"},
    square=("{} carré", "{} carrés"),
    cubic=("{} cube", "{} cubes"),
    per="par",
    one=("un", "une"),
)

NUMERALS = Numerals(
    feminine="|".join(
        listed("""
            heures? | personnes? | fois | minutes? | secondes? | années? | semaines? | tonnes? | pages? | femmes?
            filles? | journées? | villes? | places? | photos? | chansons? | livres? sterling | voix
            équipes? | parties?
        """)
    ),
    plural="",
)

ABBREVIATIONS = {
    "M.": "Monsieur", "MM.": "Messieurs", "Mme": "Madame", "Mlle": "Mademoiselle", "Dr": "Docteur",
    "p. ex.": "par exemple", "c.-à-d.": "c'est-à-dire", "n°": "numéro", "env.": "environ", "Me": "Maître",
    "St-": "Saint-", "Ste-": "Sainte-", "art.": "article", "av. J.-C.": "avant Jésus-Christ",
    "ap. J.-C.": "après Jésus-Christ", "av.": "avenue", "bd": "boulevard", "Bd": "boulevard", "p.": "page",
    "pp.": "pages", "Vol.": "Volume", "vol.": "volume", "chap.": "chapitre", "fig.": "figure", "Tél.": "Téléphone",
    "tél.": "téléphone", "lun.": "lundi", "mar.": "mardi", "mer.": "mercredi", "jeu.": "jeudi", "ven.": "vendredi",
    "sam.": "samedi", "dim.": "dimanche", "janv.": "janvier", "févr.": "février", "juil.": "juillet",
    "sept.": "septembre", "oct.": "octobre", "nov.": "novembre", "déc.": "décembre",
}
# fmt: on


def _own() -> tuple[Rule | Group, ...]:
    from audiorender.languages.notation.french import FRENCH

    return FRENCH


LANGUAGE = Language(
    tag="fr",
    name="French",
    labels=LABELS,
    publishing=PUBLISHING,
    turns=TURNS,
    captions=CAPTIONS,
    months=MONTHS,
    first_day="1er",
    notes=NOTES,
    page=PAGE,
    spoken=SpokenForm(
        signs=SIGNS,
        abbreviations=ABBREVIATIONS,
        initials=words("UE ONG OPA OMC INA ISF"),
        units=UNITS,
        numerals=NUMERALS,
        counts=True,
        own=_own,
    ),
)
