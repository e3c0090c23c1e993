"""Portuguese."""

from audiorender.languages.language import (
    Captions,
    Labels,
    Language,
    Money,
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
from audiorender.languages.publishing.pt import PUBLISHING

LABELS = Labels(
    hosts=words("""
        entrevistador entrevistadora apresentador apresentadora moderador moderadora jornalista pergunta
    """),
    guests=words("convidado convidada entrevistado entrevistada resposta testemunha"),
    questions=words("pergunta"),
    answers=words("resposta"),
    letters=(("p", "r"),),
    titles=words("sr sra senhor senhora dr dra dom dona eng pe profa"),
    crowd=words("público plateia ouvinte espectador"),
    not_people=words("""
        texto foto fotos fotografia fotografias etiquetas temas fonte fontes nota anexo publicado lugar data
        duração tradução presentes categoria
    """),
    particles=words("de da e"),
    directions=listed(r"""
        risos? | (?:se )?ri\b | gargalhadas? | aplausos | pausa | suspira | tosse\b | sorri\b | silêncio | sussurra
        chora\b | ininteligível | inaudível
    """),
    bylines=listed("por | texto | tradução | fotografia | entrevista(?: de| por)?"),
    recorded=listed(
        "lugar | data | duração | presentes | ausentes | entrevistador[a]? | entrevistad[oa] | transcrição | local"
    ),
    who=listed(r"quem | falante | nome | orador(?:a)? | pessoa | interlocutor(?:a)? | participante"),
    said=listed(r"texto | fala | conteúdo | intervenção | transcrição | frase"),
    time=listed(r"hora | tempo | minuto | início"),
    saying=listed("pergunta | responde | disse"),
)

TURNS = Turns(
    answers=listed(r"sim | não | talvez | claro | bem | eu\b"),
    reactions=listed("a sério | é verdade | que bom"),
    greets=listed("olá | bem-vind[oa]s? | bom dia | boa (?:tarde|noite)"),
    thanks=listed("obrigad[oa]"),
    thanks_for=listed("por"),
    thanks_the_guest=listed("obrigad[oa] por (?:ter vindo|estar|aceitar)"),
    goes_on=listed("Mas | Então | Depois"),
    opens_question=listed("quem | onde | porquê | por que | como | quando | quanto | qual | o que"),
    subordinates=listed("enquanto | embora"),
    leads_in=listed("então"),
    moderates=listed("""
        (?:conte|conta|fale|fala|diga|explique|explica|descreva)-nos | (?:conte|fale)(?:-me| um pouco| sobre)
        vamos (?:começar|falar) | comecemos | falemos | passemos | (?:próxima|última|primeira|outra) pergunta
        gost(?:aria|ava) de (?:saber|perguntar|ouvir)
    """),
    introduces=listed(r"(?:noss[oa]|minha|meu) convidad[oa]\b"),
    addresses=listed("(?:o senhor|a senhora) (?:tem|é|diz|acha) | você (?:tem|é|diz|acha|disse|foi)"),
    you=words("você vocês"),
    me=words("eu me mim meu meus minha minhas nós nosso nossa nossos"),
)

CAPTIONS = Captions(
    joining=words("quando onde enquanto embora depois"),
    linking=words("com sem até"),
    leaning=words("os um uma meu minha seu sua não muito são tem dos na em"),
)

MONTHS = in_order("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro")

NOTES = {
    "chapters": "Capítulos",
    "speakers": "Participantes",
    "links": "Ligações",
    "footnotes": "Notas",
    "season": "temporada {number}",
    "episode": "episódio {number}",
    "by": "Por {name}",
    "date": "{day} de {month} de {year}",
    "disclosure": "As vozes são sintéticas ({engines}), criadas com audiorender.",
    "spoken-disclosure": "As vozes deste episódio são sintéticas.",
    "and": "e",
}

PAGE = {
    "skip-player": "Ir para o leitor",
    "skip-transcript": "Ir para a transcrição",
    "player": "Leitor",
    "broken": "Não é possível reproduzir o áudio. Deve estar ao lado desta página:",
    "follow": "Seguir a voz",
    "back": "Recuar 15 segundos",
    "forward": "Avançar 30 segundos",
    "play": "Reproduzir",
    "pause": "Pausa",
    "toggle": "Reproduzir ou pausar",
    "space": "Espaço",
    "position": "Posição",
    "speed": "Velocidade",
    "copy": "Copiar uma ligação para este momento",
    "search": "Procurar na transcrição",
    "play-match": "Reproduzir a partir daqui",
    "previous": "Resultado anterior",
    "next": "Resultado seguinte",
    "theme": "Escuro ou claro",
    "shortcuts": "Atalhos de teclado",
    "play-from": "Reproduzir a partir de {time}",
    "chapter-link": "{host} (ligação do capítulo {number}, abre noutro separador)",
    "download": "Descarregar:",
    "click-word": "Clique numa palavra para a ouvir.",
    "single-keys": "Teclas simples ativas",
    "close": "Fechar",
    "of": "{at} de {all}",
    "not-found": "Não encontrado",
    "copied": "Ligação para {time} copiada",
    "in-bar": "A ligação está na barra de endereço",
    "keys-skip": "Recuar 15, avançar 30 segundos",
    "keys-step": "Recuar ou avançar 5 segundos",
    "keys-chapters": "Capítulos 1 a 9",
    "keys-speed": "Mais lento, mais rápido",
    "keys-help": "Esta ajuda",
    "chapter-back": "Capítulo anterior",
    "chapter-forward": "Capítulo seguinte",
    "volume": "Volume",
    "transcript-files": "Transcrição:",
    "feed-address": "Para a sua aplicação de podcasts:",
    "subscribe": "Subscrever o podcast",
    "keys-chapter": "Capítulo anterior, seguinte",
    "keys-list": "Lista de capítulos",
}

# fmt: off
SIGNS = Signs(
    percent="por cento", point="vírgula", minus="menos", plus="mais", equals="igual a", conjunction="e", to="a",
    degrees="graus", at="arroba", dot="ponto", slash="barra", dash="hífen",
    money={
        **currencies("dólar dólares", "euro euros", "libra libras", "franco_suíço francos_suíços", "cêntimo cêntimos"),
        "R$": Money("real", "reais", "centavo", "centavos"),
    },
    and_cents="e", of="de ", and_half="e meio", one="um", squared="ao quadrado", cubed="ao cubo",
    power="elevado a {}", times="vezes", over="por",
    fractions={"½": "meio", "⅓": "um terço", "⅔": "dois terços", "¼": "um quarto", "¾": "três quartos"},
    numbered=in_order("século Século séculos capítulo Capítulo tomo ato volume"),
)

UNITS = Units(
    names="""
        m metro metros kcdmµn | g grama gramas kmµ | l litro litros mcdhµ | s segundo segundos mµn | W watt watts kMGT
        Wh watt-hora watts-hora kMGT | V volt volts kMm | A ampere amperes m | Hz hertz hertz kMGT | B byte bytes kMGT
        bit bit bits kMG | Pa pascal pascais kh | J joule joules kM | N newton newtons k | mol mol moles m
        dB decibel decibéis | cal caloria calorias k f | t tonelada toneladas - f | ha hectare hectares
        min minuto minutos | h hora horas - f | dia dia dias | mês mês meses | ano ano anos
    """,
    prefixes={"k": "quilo", "M": "mega", "G": "giga", "T": "tera", "m": "mili", "µ": "micro", "n": "nano",
              "c": "centi", "d": "deci", "h": "hecto"},
    square=("{} quadrado", "{} quadrados"),
    cubic=("{} cúbico", "{} cúbicos"),
    per="por",
    one=("um", "uma"),
    stressed={"lometro": "lómetro", "ntimetro": "ntímetro", "cimetro": "címetro", "limetro": "límetro",
              "crometro": "crómetro", "nometro": "nómetro"},
)

NUMERALS = Numerals(
    ordinals={r"\.?ª": "ordinal-feminine", r"\.?º": "ordinal-masculine"},
    feminine=r"(?!(?:dia|problema|tema|sistema|programa|mapa|idioma|clima|planeta|poema|grama|quilograma)s?\b)"
    r"(?!(?:para|uma|era|esta|nada|cada|contra|ela|estava|havia|agora|fora|mas|apenas|antes|das|nas|às|pela|pelas)\b)"
    r"[a-zà-ú]{2,}(?:as?|ções|ção|dades?|gens|gem)",
    plural="s",
    rulers=in_order(r"""
        Luís João\sPaulo João Pedro Filipe Afonso Manuel Bento Pio Leão Gregório Henrique Carlos Isabel
        Napoleão Sancho Dinis Inocêncio Clemente Paulo Alexandre Jorge Eduardo
    """),
    ordinals_to=10,
    hour=("hora", "horas", " e "),
)

ABBREVIATIONS = {
    "Sr.": "Senhor", "Sra.": "Senhora", "Dr.": "Doutor", "Dra.": "Doutora", "p. ex.": "por exemplo",
    "n.º": "número", "nº": "número", "pág.": "página", "a.C.": "antes de Cristo", "d.C.": "depois de Cristo",
    "cap.": "capítulo", "art.": "artigo", "tel.": "telefone", "Av.": "Avenida", "sr.": "senhor",
    "sra.": "senhora", "dr.": "doutor", "dra.": "doutora", "págs.": "páginas", "p.": "página",
}
# fmt: on


LANGUAGE = Language(
    tag="pt",
    name="Portuguese",
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
        initials=words("UE UTI OMS IA"),
        units=UNITS,
        numerals=NUMERALS,
        counts=True,
    ),
)
