"""The words that tell who speaks, as data: few, common in any interview, and never a name or a subject of one text.

English, French, German, Spanish, Italian and Portuguese; one more language is more words in these tables.
"""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# -- words in labels -----------------------------------------------------------------------------------------------

HOST_ROLES = _set("""
    host cohost co-host moderator interviewer presenter anchor emcee mc chair chairman chairwoman chairperson
    facilitator question animateur animatrice journaliste interviewerin moderatorin moderation reporterin fragesteller
    frage entrevistador entrevistadora periodista presentador presentadora moderador moderadora pregunta
    intervieweur intervieweuse présentateur présentatrice conduttore domanda
""")
GUEST_ROLES = _set("""
    guest interviewee answer respondent panelist panellist expert witness invité invitée réponse gast befragter befragte
    antwort invitado invitada entrevistado entrevistada respuesta zeuge zeugin testigo témoin ospite risposta
""")
QUESTIONS = _set("q question frage pregunta demande domanda pergunta")
ANSWERS_TO_QUESTIONS = _set("a answer réponse reponse antwort respuesta risposta resposta")
QUESTION_OR_ANSWER = QUESTIONS | ANSWERS_TO_QUESTIONS
LETTER_PAIRS = (("p", "r"), ("f", "a"), ("d", "r"), ("q", "r"), ("i", "r"))
"""Single letters for question and answer; alone, each may be somebody's initial."""
TITLES = _set("""
    mr mrs ms miss mx dr prof professor sir lady lord rev reverend father sister brother sen senator rep representative
    gov governor president judge justice chairman chairwoman chair secretary minister ambassador gen general col colonel
    capt captain lt sgt officer m mme mlle monsieur madame mademoiselle maître herr frau hr fr sr sra señor señora don
    doña the hon rt dame
""")
CROWD_ROLES = _set("""
    audience attendee member members questioner caller listener viewer student spectator participant unidentified
    unknown floor reporter public auditeur auditrice publikum zuschauer zuschauerin zuhörer zuhörerin anrufer anruferin
    publico público oyente asistente
""")
NOT_PEOPLE = _set("""
    note notes break warning update edit tip example ps disclaimer photo image source sources date location place author
    authors credit credits tags category title summary abstract intro introduction transcript contents overview
    important caution background part chapter section step rule figure table video audio link links resources references
    conclusion recap sponsor music pause time duration length published written posted remember todo fixme also today
    yesterday tomorrow day week month year monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december first second third finally however yes
    no but and so well now then episode series season volume issue act scene cast setting
""")
"""Words that stand before a colon and are nobody."""

PARTICLES = _set("de del della der den di da du la le los van von zu zum bin ibn al el y e of the and & from for")
"""Words of a name that need no capital."""

DIRECTIONS = (
    r"edited\Z|(?:\w+ )?music\Z|sound ?bite|both \w+ing"
    r"|laugh\w*|chuckl\w*|giggl\w*|applau\w*|cheer\w*|cross-?talk|inaudible|unintelligible|indiscernible|pauses?\b"
    r"|long pause|short pause|silence|music|theme music|sigh(?:s|ing)?|cough(?:s|ing)?|clears? (?:his|her|their) throat"
    r"|smil\w+|nods?|nodding|shrugs?|gestur\w+|points?\b to|exit|exeunt|enters?\b|aside|whisper\w*|overlapping"
    r"|whereupon|exhibits?\b[^?]*\b(?:marked|received|admitted|offered)|recess|brief (?:pause|recess)|off the record"
    r"|discussion (?:held )?off|witness (?:sworn|excused)"
    r"|sing(?:s|ing)\b|hum(?:s|ming)\b|whistl\w+|phone rings|rires?|rit\b|applaudissements|soupir\w*|sourit|lacht"
    r"|lachen|lächelt|gelächter|applaus|beifall|seufzt"
    r"|risos?|risate|ride\b|risas?|ríe|se ríe|aplausos|pausa|suspira|both laugh|everyone laughs|audience laughs"
    r"|they laugh|both laughing"
)
"""How a direction in brackets begins."""

EXAMINATIONS = re.compile(
    r"(?:(?:further|direct|cross|re-?direct|re-?cross)[ -]?)*examination(?: \([^()]+\))?(?: by [^.?!:]+)?",
    re.IGNORECASE,
)
"""A court's titles for who questions a witness next."""

BYLINES = (
    r"(?:(?:written|interview(?:ed)?|words|text|story|reporting|photo(?:s|graphs|graphy)?|images?|illustrations?"
    r"|translat(?:ed|ion)|transcri(?:bed|pt|ption)|edited|compiled|conducted|produced|posted|published) )*by"
    r"|authors?|words|text|interview|photos?|photograph(?:s|y|er)|images?|illustrations?|translation|translator"
    r"|transcri(?:pt|ption)|editor|credits?|as told to|hair|make-?up|styling|stylist|set design|production|retouching"
    r"|par|auteure?s?|texte|propos recueillis par|entretien(?: réalisé)? par|interview réalisée par"
    r"|photographies|von|das (?:gespräch|interview) führten?|autor(?:in|en)?|fotos?|foto(?:grafie)?|bilder|übersetzung"
    r"|por|autora?|entrevista(?: de| por)?|texto|fotograf(?:ía|ías)|traducción|d[ia]|a cura di"
    r"|testo(?: di)?|intervista di"
)
"""How a line begins that names who made the text."""

RECORDED = (
    r"interview(?:er|ee)s?|interviewed by|narrators?|transcri(?:ber|pt|bed by)|recorded|producers?|hosts?|guests?"
    r"|speakers?|moderators?|present|attendees|editors?|date|place|location|duration|length|collection|project"
    r"|accession"
    r"|participants?|ort|datum|dauer|lieu|durée|lugar|fecha|luogo|data"
)
"""How a line of a record begins that says who took part in a talk, when and where."""

# -- how a turn begins ---------------------------------------------------------------------------------------------

ANSWERS = re.compile(
    r"(?:oh,? )?(?:yes|yeah|yep|yup|no|nope|nah|sure|exactly|absolutely|definitely|totally|of course|right|correct|true"
    r"|well|not really|not exactly|i mean|i think|i guess|i don.t|i do\b|i did|i was|we do\b|we did|we don.t|we were"
    r"|because|mostly|probably|maybe|great question|good question|it was|it is|that was|it.s|there was|they\b"
    r"|oui|non|bien sûr|eh bien|parce que|je\b|j.ai"
    r"|ja|nein|doch|klar|natürlich|genau|vielleicht|na ja|weil|ich\b(?! (?:frage|wollte fragen))|das (?:war|ist|stimmt)"
    r"|sí|no sé|claro|bueno|pues|quizás?|porque|nunca|siempre|yo\b|certo|sì|forse|perché no|mai|io\b|sim|não|talvez"
    r"|eu\b)\b",
    re.IGNORECASE,
)
REACTIONS = re.compile(
    r"(?:that.s right|right|really|wow|oh|okay|ok|mm-?hm+|uh-?huh|sure|exactly|great|nice|interesting|thanks?|i see"
    r"|got it|vraiment|d.accord|ah bon|wirklich|ach so|aha|stimmt|de verdad|en serio|vaya|davvero|a sério)\b",
    re.IGNORECASE,
)
"""How the one who listens lets the other know."""

GREETS = re.compile(
    r"^(?:(?:hi|hey|hello|welcome|good (?:morning|afternoon|evening)|bonjour|bienvenue)\b"
    r"|(?:\w+[,.!]? ){0,4}(?:thank you|thanks|merci)\b(?=.* (?:for|de|d.)\b))",
    re.IGNORECASE,
)
THANKS_THE_GUEST = re.compile(
    r"\bthank(?:s|(?: you)) (?:so much |very much |again )?for (?:coming|joining|being (?:here|with)|your time"
    r"|taking the time|talking (?:to|with)|speaking (?:to|with)|sitting down)|\bmerci d.(?:être venue?|avoir)",
    re.IGNORECASE,
)
THANKS_THE_HOST = re.compile(
    r"\bfor having (?:me|us)\b|^(?:(?:it.s )?(?:my|a) pleasure|(?:i.m )?(?:happy|glad|good|great|nice) to be here"
    r"|you.re (?:very |most )?welcome)\b",
    re.IGNORECASE,
)
"""How a talk begins or ends, for either side."""

GOES_ON = re.compile(
    r"[a-zß-ÿ]|\.\.\.|…|(?:And|But|Or|Also|Then|Because|Otherwise|Eventually|Even|In fact|For example|Et|Mais|Ou|Donc"
    r"|Puis|Ensuite|Alors)\b"
)
OPENS_QUESTION = re.compile(
    r"(?:who|what|where|when|why|how|which|whose|is|are|was|were|do|does|did|can|could|would|will|should|have|has|had"
    r"|wer|was|wo|wann|warum|wieso|wie|welche[rsmn]?|woher|wohin|quién|qué|cuándo|cómo|cuánt[oa]s?|cuál|dónde|por qué"
    r"|chi|che cosa|cosa|quando|dove|perché|come|quanto|quale|quem|onde|porquê|como|quanto|qual"
    r"|any|qui|que|quoi|quel|quelle|quels|quelles|où|quand|pourquoi|comment|combien|est-ce)\b",
    re.IGNORECASE,
)
SUBORDINATES = re.compile(
    r",?\s(?:because|so that|while|whereas|although|though|unless|versus|rather than|instead of|in order to|given"
    r"|considering|especially|including|such as|parce que|alors que|plutôt que|weil|während|obwohl|anstatt)\b",
    re.IGNORECASE,
)
"""How a part of a sentence begins without which the rest is whole."""

LEADS_IN = re.compile(
    r"(?:(?:so|and|but|now|then|or|okay|ok|all right|alright|well|right|great|thanks?|thank you|um|uh|you know|alors"
    r"|donc|et)\b[,.—–-]*\s*)+",
    re.IGNORECASE,
)
"""Words before a question that a title does without."""

# -- what is in a turn -----------------------------------------------------------------------------------------------

MODERATES = re.compile(
    r"\b(?:let.s (?:go|talk|move|turn|start|begin|get|dive|switch|open)|let me ask|tell (?:us|me)"
    r"|walk (?:us|me) through|(?:next|last|first|final|another|one more|follow-up|two|a few|quick|audience|personal"
    r"|similar) questions?"
    r"|i wanted to ask|i.m curious"
    r"|verraten sie|erzählen sie|beschreiben sie|erklären sie|sagen sie|lassen sie uns|cuéntenos|cuéntanos|háblenos"
    r"|díganos"
    r"|ci racconti|ci dica|raccontaci|conte-nos|fale-nos|explique-nos"
    r"|i was wondering|parlons|dites-nous|dis-nous|prochaine question)",
    re.IGNORECASE,
)
"""What one says who leads a talk."""

INTRODUCES = re.compile(
    r"\b(?:(?:our|my) (?:next |first |last |second )?guests?\b|please (?:join me in )?welcom(?:e|ing)"
    r"|(?:joining|joins|joined by|with) (?:us|me) (?:today|tonight|this \w+|now|in the studio)"
    r"|joining (?:us|me)\b"
    r"|needs no introduction|(?:notre|mon) invitée?\b|unser(?:en)? gast\b|nuestr[oa] invitad[oa]\b)",
    re.IGNORECASE,
)
"""What one says who brings a guest before the listeners."""

ADDRESSES = re.compile(
    r"\b(?:(?:do|did|have|had|are|were|would|will|can|could|should) you(?!.re)"
    r"|you(?:.ve| have| had|.d) (?:\w+ )?(?:been|\w+ed|got|come|seen|done|said|made|built|had|gone|given|put)"
    r"|you(?:.ve)? (?:just |also |once )?(?:said|mentioned|were|started|told|wrote|began|came|made|built|gave|grew|left"
    r"|joined|founded|described|brought|kept|took|spent|taught|led|ran|chose|decided|worked|studied|moved|called"
    r"|talked|spoke)\b"
    r"|your (?:answer|book|career|work|company|story|view|team|life|request|thoughts|time|new|first)"
    r"|you.re (?:\w+ )?(?:\w+ing|optimistic|proud)"
    r"|\w{2,}[- ](?:tu|vous)|(?:t['’]a|tu as|vous avez|vous êtes)"
    r"|(?:haben|sind|waren|hatten|wollen|können|werden|würden|leben|arbeiten|machen|glauben|sehen|gehen|fühlen) Sie"
    r"|Sie (?:haben|sind|waren|hatten|leben|arbeiten|sagen|sagten|schreiben)|(?:hast|bist|warst|willst|kannst) du"
    r"|du (?:hast|bist)"
    r"|(?:herr|frau) (?:dr\. |prof\. )?[A-ZÄÖÜ]\w+, |señora? [A-Z]\w+, |signora? [A-Z]\w+, "
    r"|(?:ha|había|cree|tiene|va|dice|hace|sabe|puede) usted|usted (?:ha|es|tiene|dice)|lei (?:ha|è|dice|crede)"
    r"|(?:o senhor|a senhora) (?:tem|é|diz|acha))\b",
    re.IGNORECASE,
)
"""You, as one says it to the person who sits there."""

GENERAL_YOU = re.compile(
    r"\b(?:if|when|once|whether|that|because|where|and) you(?:.re|.ve|.d)?\b"
    r"|\byou(?:.d| would)? (?:want|can|get|need|just)\b",
    re.IGNORECASE,
)
"""You, as one says it of anybody: in the present tense, or after an "if"."""

YOU = _set("""
    you your yours yourself tu toi ton tes vous votre vos du dich dir dein deine deinen deiner ihnen usted ustedes você
""")
YOU_IN_CAPITALS = _set("Sie Ihr Ihre Ihren Ihrem Ihrer Ihres Lei Suo Sua")
"""What is "you" only so written; small it is somebody else."""
YOU_ELIDED = re.compile(r"\bt(?=['’]a)", re.IGNORECASE)
ME = _set("""
    i me my mine myself we our ours ourselves je j moi mon mes nous notre nos ich mich mir mein meine meinen meiner
    meinem wir uns yo mí nosotros nuestro nuestra nuestros nuestras io mio mia miei noi nostro nostra nostri eu mim meu
    meus minha minhas nós nosso nossa nossos
""")

# -- how it ends -------------------------------------------------------------------------------------------------------

ENDS = re.compile(r"(?:[.?!…:;。？！]|[—–-])[\"'”’»)\]]*\Z")
"""The end of a sentence, or one that was cut off."""

ASKS = re.compile(r"[?？][\"'”’»)\]]*\Z")
