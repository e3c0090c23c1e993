"""The words of pages: dates, notices, links, buttons, counts, credits, lists. `furniture` decides where they count."""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.script import words


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"


# -- dates -------------------------------------------------------------------------------------------------------------

_MONTH = _any(
    "jan", "feb", "mar", "apr", "may", "june?", "july?", "aug", "sept?", "oct", "nov", "dec", "janv", "févr", "mars",
    "avr", "mai", "juin", "juil", "août", "déc", "jän", "märz", "okt", "dez", "ene", "abr", "ago", "dic", "gen", "mag",
    "giu", "lug", "set", "ott", "fev", "out",
) + r"[^\W\d_]*\.?"  # fmt: skip
_DATE = _any(
    rf"(?:[^\W\d_]{{3,10}},? )?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}",
    rf"(?:[^\W\d_]{{3,10}},? )?\d{{1,2}}(?:\.|st|nd|rd|th|er|º)? (?:de )?{_MONTH},? (?:de )?\d{{4}}",
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}",
)
_LENGTH = _any(
    r"\b\d{1,3}[- ]?min(?:ut(?:e|i|os|en))?s?\.?[- ](?:read|listen|d[ei] lett?ur[ae]|de lecture|lesezeit)\b",
    r"\btemps de lecture\b:? ?\d{1,3} min\.?",
    r"\b(?:\d{1,2}h )?\d{1,2}m \d{1,2}s\b",
)
_TIME_OF_DAY = r"\b\d{1,2}[:.h]\d{2}(?::\d{2})? ?(?:[ap]\.?m\b\.?|uhr\b)?(?: ?(?:[epcm][sd]?t|gmt|utc|bst|cest?)\b)?"
_PUBLISHED = _any(
    r"\b(?:last |first )?(?:published|posted|updated|modified|created|aired|recorded)\b(?: on| at)?:?",
    r"\b(?:erschienen|veröffentlicht|aktualisiert|stand)\b(?: am)?:?",
    r"\b(?:publiée?|mis à jour)\b(?: le)?:?",
    r"\b(?:publicado|actualizado|pubblicato|aggiornato)\b(?: el| il)?:?",
    r"\b(?:by|um|à|at|alle|a las)\b(?: admin\b)?",
    r"\b(?:paid|free)\b",
)
DATED = expression(f"(?P<dates>{_DATE}|{_LENGTH})|{_TIME_OF_DAY}|{_PUBLISHED}", re.IGNORECASE)

# -- notices -----------------------------------------------------------------------------------------------------------

_TEXT = (
    "interview conversation q&a transcripts? discussion exchange episode gespräch entretien entrevista intervista"
    " conversación conversazione conversa gesprek vraaggesprek"
)
_EDITED = (
    "edited condensed abridged transcribed (?:auto|computer|machine)-?generated gekürzt bearbeitet redigiert éditée?"
    " recorded aufgezeichnet enregistrée? grabó grabada registrata opgenomen gravada exported generated exportiert"
)
NOTICE = expression(
    _any(
        rf"(?:this|the|our|these|das|dieses|cet|cette|esta|este|questa|questo)(?: \S+){{0,3}}? {_any(*_TEXT.split())}\b"
        rf"[^.!?]{{0,60}}\b{_any(*_EDITED.split(), 'condensée?', 'editad[oa]', 'modificata')}\b",
        r"edited (?:and condensed )?for (?:length|clarity)",
        r"edited transcript\b",
        r"(?:note: )?in th(?:is|e) (?:transcript(?:ion)?|text|interview)\b[^.?!]{0,40}"
        r"\b(?:speakers?|initials|labels?|questions)\b",
        r"(?:this|what follows) is (?:a|an|the) (?:\S+ ){0,3}?(?:transcript (?:of|from|for)|rush transcript)\b",
        r"(?:this copy|transcripts?|it) may not be in (?:its|their) final form\b",
        r"to order a (?:video|copy|transcript)\b",
        r"transcripts? (?:are|is|was|were|may) (?:created|provided|generated|produced|contain|not)\b",
        r"©|\(c\) ?\d{4}|copyright\b(?! (?:is|was|law|in)\b)",
        r".{0,80}\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|derechos reservados)\b",
        r"for immediate release\b[^.?!]*\Z",
        r"(?:recorded|filmed|interviewed) (?:for|at|in|on)\b[^.?!]{0,60}\bby (?-i:[A-Z])[^.?!]{1,40}\.?\Z",
        r"(?:several|some) hon\.? members:? rose\b",
        r"[^.?!]{0,60}\bduly (?:sworn|affirmed)\b[^.?!]{0,80}\b(?:testified|examined|deposed)\b[^.?!]{0,40}:?\Z",
        r"thanks for reading\b[^?]{0,60}[.!] (?:subscribe|this post is|(?:please )?share)\b",
        r"(?:reach|contact|e-?mail|write to) (?:(?-i:[A-Z])|us\b|me\b)[^?!]{0,80}\S@\S+\.\w+\.?\Z",
    ),
    re.IGNORECASE,
)
POINTER = expression(
    _any(
        "read (?:more|also|next)", "also read", "see also",
        "more (?:from|on|in)(?: this (?:issue|series|author|topic))?",
        "related(?: articles?| stories| posts?)?",
        "recommended", "lire aussi", "à lire(?: aussi| également)?", "lesen sie (?:auch|hier)", "mehr zum thema",
        "leggi anche", "lea también", "lee también", "te puede interesar", "leia (?:também|mais)", "filed under",
        "posted in", "tagged(?: with| as)?", "tags", "categories", "categorías?", "schlagwörter", "share this",
        "archivado en", "etiquetas", "mots[- ]clés", "classé dans", "abgelegt unter", "archiviato in", "arquivado em",
        "heard on", "listen to the episode", "as told to",
    ) + r"\b ?[:|–—-]?",
    re.IGNORECASE,
)  # fmt: skip
CALL = expression(
    _any(
        "subscribe", "sign up", "follow (?:us|me|him|her|them)",
        r"(?:watch|listen|find (?:us|me)|available)(?: \S+){0,3}? on",
        "thanks for reading", "support (?:us|our|my)", "become a", "join (?:us|the)", "abonnieren", "abonnez-vous",
        "suscríbe", "iscriviti", "if you (?:liked|enjoyed)", "you can (?:follow|find|read|listen)",
    ) + r"\b",
    re.IGNORECASE,
)  # fmt: skip
JUMP = expression(
    r"(?-i:(?:SEE|Please see|Please turn to|Turn to) [A-Z][\w ]{2,30}),? (?:on )?(?:page )?[A-Z]?\d{1,3}\b"
    r"|[\w.'’ ]{2,40} [-–—] (?:re-?)?(?:direct|cross)(?: examination)?(?: [-–—] [\w.'’ ]{2,40})?\s+\d{1,4}\Z"
    r"|(?-i:[A-Z][A-Z '’&-]{2,30}),? from page [A-Z]?\d{1,3}\Z"
    r"|\(?(?:continued|cont['’]?d\.?|fortsetzung|suite) (?:on|from|auf|von|en) (?:page|seite) ?[A-Z]?\d{1,3}\b",
    re.IGNORECASE,
)
"""Newspaper jump lines (`SEE BRIDGE, A7`), and the header of a page of a court record."""
BUTTON = expression(
    _any(
        "advertisement", "advertising", "ad", "anzeige", "werbung", "publicité", "publicidade?", "pubblicità", "share",
        r"subscribe(?: now| to [^.?!]{2,40})?",
        r"(?:continue|view|open) this thread", r"sort(?:ed)? by:? (?:best|top|new|old|hot|controversial|q&a)",
        r"(?:load|view|show|see) (?:all|more|\d+)[^.?!]{0,12} (?:comments?|replies|answers)(?: \(\d[\d,.]* \w+\))?",
        "print", "e-?mail", "tweet", "save", "like", "reply", r"(?:\d[\d,.]* )?comments?(?: »)?",
        "(?:leave|add|post) a (?:comment|reply)", "sign (?:in|up)", "read more", "continue reading",
        "skip to (?:main )?content", "share (?:this )?(?:post|article|story)", r"share [^\W\d_]\w+(?: \w+){0,3}",
        "get started", "[·∙•]? ?(?:paid|free|follow)", "listen", "(?:full )?transcript", "back to top", "related",
        r"\w+ can make mistakes\b.*", r"sent from my \S+.{0,20}", "regenerate(?: response)?",
        "menu",
        r"[-–—*•[ ]{1,6}(?:30|ends?|ende|fin)[-–—*•\] ]{1,6}",
        r"(?:was|is|did you find) this\b.{0,20} (?:helpful|useful|interesting)\?\W*",
    ) + r" ?[:»→>]?",
    re.IGNORECASE,
)  # fmt: skip
PROGRAM = expression(
    r"(?:thought|reasoned|searched|worked) for (?:\d+|an?|a few|a couple of) (?:second|minute)s?\Z", re.IGNORECASE
)
"""A chat program's note on its own answer, below the name of who gives it: `Thought for 12 seconds`."""
COUNT = expression(
    r"(?:[^\w\s.,;:!?'\"()\[\]–—-]\ufe0f?[ \t]*\d[\d,.]*k?(?:[ \t]*[^\w\s.,;:!?'\"()\[\]–—-]\ufe0f?)?"
    r"|\d[\d,.]*k? (?:likes?|comments?|shares?|restacks?|claps?|views?|reads?|points?|upvotes?|replies))\Z",
    re.IGNORECASE,
)
"""How many people liked a text, after a heart or before a word."""
RULE = expression(r"[-–—·•∙|*_=~#/\\ ]+")
"""Signs that only part a page: `--`, `·`."""
BARS = expression(r"[ \t]+[·•∙|][ \t]+")
NAME = expression(r"(?:[^\W\d_a-z][\w.'’-]*[ \t]*){1,4}\Z")
RECORDED = expression(
    r".{2,60} (?:started|stopped) (?:transcription|recording)"
    r"|(?:(?:the|this) )?(?:recording|transcription|meeting|interview|call) (?:has )?(?:started|stopped|paused|resumed"
    r"|ended|in progress|begins|ends)(?:(?: at| after)? [\d:.]{4,8}(?: ?[AP]M)?)?[.:]?",
    re.IGNORECASE,
)
_UNDER_A_POST = (
    "permalink embed save parent report reply share hide comments comment context full give award level edit copy"
    " regenerate retry"
)
UNDER_POSTS = frozenset(_UNDER_A_POST.split())
VOTES = expression(r"\d[\d.,]*[km]?")
CREDIT = expression(
    r"(?:\A\(?|.*[\w.,)] *[(|–—/-]? ?)(?:"
    + _any("photo(?:graph|graphie)?s?", "pictures?", "images?", "illustrations?", "fotos?", "fotografía", "bild")
    + r" ?(?:by|courtesy of|from|via|von|par|di|de|:|©)|courtesy of) "
    r"(?-i:(?=[^\W\d_a-z]|©|the (?:author|artist|photographer)\b))(?:[^.?!]|(?<=\b[A-Z])\.){2,60}[.)]?\Z",
    re.IGNORECASE | re.DOTALL,
)
LISTS = frozenset({
    "contents", "table of contents", "timestamps", "chapters", "outline", "timeline", "in this episode", "topics",
    "sources", "references", "footnotes", "endnotes", "external links", "links", "see also", "further reading",
    "related", "related articles", "related posts", "show notes", "participants", "panelists", "panellists", "panel",
    "cast", "characters", "dramatis personae", "mentioned in this episode", "inhalt", "quellen", "sommaire",
    "avec", "mit", "with", "con", "com", "met", "participantes", "enlaces", "fuentes",
})  # fmt: skip
"""Headings of lists that accompany a text and are not read aloud."""
LEADS = expression(rf"[^\w?!.]*(?:{words.published(lambda page: page.leads)})[^\w?!.]*", re.IGNORECASE)
"""The heading of links to other texts."""
DIRECTIVE = expression(
    _any(
        r"\.\. [\w-]+(?::{1,2}(?:\s|\Z)|\[)",
        r":[\w-]{2,}:(?:\s|\Z)",
        r"(?:image|video|audio|include|toc)::?\S*\[.*\]\Z",
        r"#\+\w+:?",
        r"(?:ifdef|ifndef|endif)::",
    )
)
"""Directives of reStructuredText, AsciiDoc and Org mode."""
