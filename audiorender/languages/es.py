"""Spanish."""

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
from audiorender.languages.publishing.es import PUBLISHING

LABELS = Labels(
    hosts=words("entrevistador entrevistadora periodista presentador presentadora moderador moderadora pregunta"),
    guests=words("invitado invitada entrevistado entrevistada respuesta testigo"),
    questions=words("pregunta"),
    answers=words("respuesta"),
    letters=(("p", "r"),),
    titles=words("sr sra señor señora don doña dra lic ing"),
    crowd=words("publico público oyente asistente"),
    not_people=words("""
        texto foto fotos fotografía fotografías etiquetas temas fuente fuentes nota anexo publicado lugar
        fecha categoría categorías traducción edición asistentes duración modalidad hora objetivo objetivos indicadores
        notas observación observaciones
    """),
    particles=words("de del la los el y al"),
    directions=listed(r"""
        risas? | (?:se )?ríe | aplausos | pausa | suspira | silencio | tose\b | carraspea | susurra | asiente
        carcajadas? | llora\b | bosteza | sonríe | ininteligible | murmullos
    """),
    bylines=listed("por | autora? | entrevista(?: de| por)? | texto | fotograf(?:ía|ías) | traducción"),
    recorded=listed(
        "lugar | fecha | asistentes | presentes | duración | entrevistador[a]? | entrevistad[oa] | transcripción"
    ),
    who=listed(r"hablante | orador(?:a)? | nombre | quién | persona | interlocutor(?:a)? | participante"),
    said=listed(r"texto | contenido | intervención | diálogo | transcripción | qué | frase"),
    time=listed(r"hora | tiempo | minuto | inicio"),
    saying=listed("pregunta | responde | dice | dijo | escribió"),
)

TURNS = Turns(
    answers=listed(r"sí | no sé | claro | bueno | pues | quizás? | porque | nunca | siempre | yo\b"),
    reactions=listed("de verdad | en serio | vaya"),
    opens_question=listed("quién | qué | cuándo | cómo | cuánt[oa]s? | cuál | dónde | por qué"),
    moderates=listed("""
        (?:cuénte|cuénta|háble|hábla|díga|explíque|explíca|descríba|descríbe)(?:nos|me) | dinos | dígame
        empecemos | hablemos | pasemos | vamos a (?:empezar|hablar) | (?:próxima|siguiente|última|primera|otra) pregunta
        (?:me|nos) gustaría (?:saber|preguntar|oír)
    """),
    introduces=listed(r"nuestr[oa] invitad[oa]\b"),
    addresses=listed(r"""
        señora? [A-Z]\w+,\s | (?:ha|había|cree|tiene|va|dice|hace|sabe|puede) usted
        usted (?:ha|es|tiene|dice) | eres | estás | crees | tienes | piensas | habéis | tenéis | creéis
    """),
    you=words("usted ustedes tú tus vosotros vosotras vuestro vuestra"),
    me=words("yo me mí mi mis nosotros nosotras nos nuestro nuestra nuestros nuestras"),
)

CAPTIONS = Captions(
    joining=words("y pero o porque cuando donde aunque mientras antes después sino"),
    linking=words("con para por sin sobre desde hasta entre hacia"),
    leaning=words("el los las uno mi su sus este esta y o pero yo muy es son era ha han había de del al"),
)

MONTHS = in_order("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")

NOTES = {
    "chapters": "Capítulos",
    "speakers": "Hablan",
    "links": "Enlaces",
    "footnotes": "Notas",
    "season": "temporada {number}",
    "episode": "episodio {number}",
    "by": "Por {name}",
    "date": "{day} de {month} de {year}",
    "disclosure": "Las voces son sintéticas ({engines}), creadas con audiorender.",
    "spoken-disclosure": "Las voces de este episodio son sintéticas.",
    "and": "y",
}

PAGE = {
    "skip-player": "Ir al reproductor",
    "skip-transcript": "Ir a la transcripción",
    "player": "Reproductor",
    "broken": "No se puede reproducir el audio. Debe estar junto a esta página:",
    "follow": "Seguir la voz",
    "back": "Retroceder 15 segundos",
    "forward": "Avanzar 30 segundos",
    "play": "Reproducir",
    "pause": "Pausa",
    "toggle": "Reproducir o pausar",
    "space": "Espacio",
    "position": "Posición",
    "speed": "Velocidad",
    "copy": "Copiar un enlace a este momento",
    "search": "Buscar en la transcripción",
    "play-match": "Reproducir desde aquí",
    "previous": "Coincidencia anterior",
    "next": "Coincidencia siguiente",
    "theme": "Oscuro o claro",
    "shortcuts": "Atajos de teclado",
    "play-from": "Reproducir desde {time}",
    "chapter-link": "{host} (enlace del capítulo {number}, se abre en otra pestaña)",
    "download": "Descargar:",
    "click-word": "Haz clic en una palabra para oírla.",
    "single-keys": "Teclas sueltas activas",
    "close": "Cerrar",
    "of": "{at} de {all}",
    "not-found": "No se encuentra",
    "copied": "Enlace a {time} copiado",
    "in-bar": "El enlace está en la barra de direcciones",
    "keys-skip": "Retroceder 15, avanzar 30 segundos",
    "keys-step": "Retroceder o avanzar 5 segundos",
    "keys-chapters": "Capítulos 1 a 9",
    "keys-speed": "Más lento, más rápido",
    "keys-help": "Esta ayuda",
    "chapter-back": "Capítulo anterior",
    "chapter-forward": "Capítulo siguiente",
    "volume": "Volumen",
    "transcript-files": "Transcripción:",
    "feed-address": "Para tu aplicación de pódcast:",
    "subscribe": "Suscribirse al podcast",
    "keys-chapter": "Capítulo anterior, siguiente",
    "keys-list": "Lista de capítulos",
}

# fmt: off
SIGNS = Signs(
    percent="por ciento", point="coma", minus="menos", plus="más", equals="igual a", conjunction="y", to="a",
    degrees="grados", at="arroba", dot="punto", slash="barra", dash="guion",
    money=currencies("dólar dólares", "euro euros", "libra libras", "franco_suizo francos_suizos", "céntimo céntimos"),
    and_cents="con", of="de ", and_half="y medio", one="un", squared="al cuadrado", cubed="al cubo",
    power="elevado a {}", times="veces", over="sobre",
    fractions={"½": "medio", "⅓": "un tercio", "⅔": "dos tercios", "¼": "un cuarto", "¾": "tres cuartos"},
    numbered=in_order("siglo Siglo siglos capítulo Capítulo tomo Tomo acto volumen parte"),
)

UNITS = Units(
    names="""
        m metro metros kcdmµn | g gramo gramos kmµ | l litro litros mcdhµ | s segundo segundos mµn | W vatio vatios kMGT
        Wh vatio_hora vatios_hora kMGT | V voltio voltios kMm | A amperio amperios m | Hz hercio hercios kMGT
        B byte bytes kMGT | bit bit bits kMG | Pa pascal pascales kh | J julio julios kM | N newton newtons k
        mol mol moles m | dB decibelio decibelios | cal caloría calorías k f | t tonelada toneladas - f
        ha hectárea hectáreas - f | min minuto minutos | h hora horas - f | día día días | mes mes meses | año año años
    """,
    prefixes={"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "m": "mili", "µ": "micro", "n": "nano",
              "c": "centi", "d": "deci", "h": "hecto"},
    square=("{} cuadrado", "{} cuadrados"),
    cubic=("{} cúbico", "{} cúbicos"),
    per="por",
    one=("un", "una"),
    stressed={"lometro": "lómetro", "ntimetro": "ntímetro", "cimetro": "címetro", "limetro": "límetro",
              "crometro": "crómetro", "nometro": "nómetro"},
)

NUMERALS = Numerals(
    ordinals={
        r"\.?ª": "ordinal-feminine",
        r"(?<=[13])\.?er": "ordinal-masculine-adjective",
        r"\.?º": "ordinal-masculine",
    },
    feminine=r"(?!(?:día|problema|tema|sistema|programa|mapa|idioma|clima|planeta|poema|grama|kilograma)s?\b)"
    r"(?!(?:para|una|era|esta|hasta|nada|cada|contra|ella|estaba|había|ya|ahora|fuera|sobre|antes|apenas|quizás|más|además)\b)"
    r"[a-záéíóúñ]{2,}(?:as?|ciones|ción|dades|dad)",
    masculine=r"(?!(?:como|cuando|todo|pero|luego|dentro|cada)\b)(?:[a-záéíóúñ]{2,}os?|días?|(?:problem|tem|sistem|program)as?|mes(?:es)?|goles)",
    plural="s",
    rulers=in_order(r"""
        Felipe Carlos Alfonso Fernando Juan Juan\sPablo Benedicto Pío León Gregorio Enrique Luis Isabel Pedro Napoleón
        Jaime Sancho Inocencio Clemente Pablo Alejandro Nicolás Jorge Eduardo Francisco Federico Guillermo
    """),
    ordinals_to=10,
)

ABBREVIATIONS = {
    "sr.": "señor", "sra.": "señora", "dr.": "doctor", "dra.": "doctora", "n.º": "número", "nº": "número",
    "p.": "página", "art.": "artículo", "vol.": "volumen", "Sr.": "Señor", "Sra.": "Señora",
    "Srta.": "Señorita", "Dr.": "Doctor", "Dra.": "Doctora", "p. ej.": "por ejemplo",
    "EE. UU.": "Estados Unidos", "núm.": "número", "Ud.": "usted", "Uds.": "ustedes", "pág.": "página",
    "págs.": "páginas", "a. C.": "antes de Cristo", "d. C.": "después de Cristo", "aprox.": "aproximadamente",
    "cap.": "capítulo", "tel.": "teléfono", "avda.": "avenida",
}
# fmt: on


LANGUAGE = Language(
    tag="es",
    name="Spanish",
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
        initials=words("UE UCI ONG OMS OTI UGT AVE"),
        units=UNITS,
        numerals=NUMERALS,
        counts=True,
    ),
)
