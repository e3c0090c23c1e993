"""Publishing matter around a text that nobody says: dates, notices, credits, calls to subscribe, lists.

Only whole blocks, each recognised by its own words. Text that could be an answer (`In June 1987.`) is never silenced: a
date counts only near an edge of the text, without a full stop, and not below a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block
from audiorender.script.silence.proceedings import happens

_EDGE = 12
"""How many blocks from the first or last a date may be."""
_LONGEST_NOTICE = 70
_LONGEST_CREDIT = 40
_LONGEST_CALL = 25
_LAST_BLOCKS = 3
"""How many blocks from the last a sentence about the page may be if there are questions before it."""
_FEW = 3
"""Fewer spaces than this make a "few words"."""


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
_DATED = expression(f"(?P<dates>{_DATE}|{_LENGTH})|{_TIME_OF_DAY}|{_PUBLISHED}", re.IGNORECASE)

# -- notices -----------------------------------------------------------------------------------------------------------

_TEXT = (
    "interview conversation q&a transcripts? discussion exchange episode gespräch entretien entrevista intervista"
    " conversación conversazione conversa gesprek vraaggesprek"
)
_EDITED = (
    "edited condensed abridged transcribed (?:auto|computer|machine)-?generated gekürzt bearbeitet redigiert éditée?"
    " recorded aufgezeichnet enregistrée? grabó grabada registrata opgenomen gravada exported generated exportiert"
)
_NOTICE = expression(
    _any(
        rf"(?:this|the|our|these|das|dieses|cet|cette|esta|este|questa|questo)(?: \S+){{0,3}}? {_any(*_TEXT.split())}\b"
        rf"[^.!?]{{0,60}}\b{_any(*_EDITED.split(), 'condensée?', 'editad[oa]', 'modificata')}\b",
        r"edited (?:and condensed )?for (?:length|clarity)",
        r"edited transcript\b",
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
_POINTER = expression(
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
_CALL = expression(
    _any(
        "subscribe", "sign up", "follow (?:us|me|him|her|them)",
        r"(?:watch|listen|find (?:us|me)|available)(?: \S+){0,3}? on",
        "thanks for reading", "support (?:us|our|my)", "become a", "join (?:us|the)", "abonnieren", "abonnez-vous",
        "suscríbe", "iscriviti", "if you (?:liked|enjoyed)", "you can (?:follow|find|read|listen)",
    ) + r"\b",
    re.IGNORECASE,
)  # fmt: skip
_JUMP = expression(
    r"(?-i:(?:SEE|Please see|Please turn to|Turn to) [A-Z][\w ]{2,30}),? (?:on )?(?:page )?[A-Z]?\d{1,3}\b"
    r"|[\w.'’ ]{2,40} [-–—] (?:re-?)?(?:direct|cross)(?: examination)?(?: [-–—] [\w.'’ ]{2,40})?\s+\d{1,4}\Z"
    r"|(?-i:[A-Z][A-Z '’&-]{2,30}),? from page [A-Z]?\d{1,3}\Z"
    r"|\(?(?:continued|cont['’]?d\.?|fortsetzung|suite) (?:on|from|auf|von|en) (?:page|seite) ?[A-Z]?\d{1,3}\b",
    re.IGNORECASE,
)
"""Newspaper jump lines (`SEE BRIDGE, A7`), and the header of a page of a court record."""
_BUTTON = expression(
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
_PROGRAM = expression(
    r"(?:thought|reasoned|searched|worked) for (?:\d+|an?|a few|a couple of) (?:second|minute)s?\Z", re.IGNORECASE
)
"""A chat program's note on its own answer, below the name of who gives it: `Thought for 12 seconds`."""
_COUNT = expression(
    r"(?:[^\w\s.,;:!?'\"()\[\]–—-]\ufe0f?[ \t]*\d[\d,.]*k?(?:[ \t]*[^\w\s.,;:!?'\"()\[\]–—-]\ufe0f?)?"
    r"|\d[\d,.]*k? (?:likes?|comments?|shares?|restacks?|claps?|views?|reads?|points?|upvotes?|replies))\Z",
    re.IGNORECASE,
)
"""How many people liked a text, after a heart or before a word."""
_RULE = expression(r"[-–—·•∙|*_=~#/\\ ]+")
"""Signs that only part a page: `--`, `·`."""
_BARS = expression(r"[ \t]+[·•∙|][ \t]+")
_NAME = expression(r"(?:[^\W\d_a-z][\w.'’-]*[ \t]*){1,4}\Z")
_RECORDED = expression(
    r".{2,60} (?:started|stopped) (?:transcription|recording)"
    r"|(?:(?:the|this) )?(?:recording|transcription|meeting|interview|call) (?:has )?(?:started|stopped|paused|resumed"
    r"|ended|in progress|begins|ends)(?:(?: at| after)? [\d:.]{4,8}(?: ?[AP]M)?)?[.:]?",
    re.IGNORECASE,
)
_LONGEST_ROW = 120
"""The longest line, in characters, that is checked for being a date or a row of links."""
_UNDER_A_POST = (
    "permalink embed save parent report reply share hide comments comment context full give award level edit copy"
    " regenerate retry"
)
_UNDER_POSTS = frozenset(_UNDER_A_POST.split())
_VOTES = expression(r"\d[\d.,]*[km]?")
_CREDIT = expression(
    r"(?:\A\(?|.*[\w.,)] *[(|–—/-]? ?)(?:"
    + _any("photo(?:graph|graphie)?s?", "pictures?", "images?", "illustrations?", "fotos?", "fotografía", "bild")
    + r" ?(?:by|courtesy of|from|via|von|par|di|de|:|©)|courtesy of) "
    r"(?-i:(?=[^\W\d_a-z]|©|the (?:author|artist|photographer)\b))(?:[^.?!]|(?<=\b[A-Z])\.){2,60}[.)]?\Z",
    re.IGNORECASE | re.DOTALL,
)
_LISTS = frozenset({
    "contents", "table of contents", "timestamps", "chapters", "outline", "timeline", "in this episode", "topics",
    "sources", "references", "footnotes", "endnotes", "external links", "links", "see also", "further reading",
    "related", "related articles", "related posts", "show notes", "participants", "panelists", "panellists", "panel",
    "cast", "characters", "dramatis personae", "mentioned in this episode", "inhalt", "quellen", "sommaire",
    "avec", "mit", "with", "con", "com", "met", "participantes", "enlaces", "fuentes",
})  # fmt: skip
"""Headings of lists that accompany a text and are not read aloud."""
LEADS = expression(rf"[^\w?!.]*(?:{words.published(lambda page: page.leads)})[^\w?!.]*", re.IGNORECASE)
"""The heading of links to other texts."""
_DIRECTIVE = expression(
    _any(
        r"\.\. [\w-]+(?::{1,2}(?:\s|\Z)|\[)",
        r":[\w-]{2,}:(?:\s|\Z)",
        r"(?:image|video|audio|include|toc)::?\S*\[.*\]\Z",
        r"#\+\w+:?",
        r"(?:ifdef|ifndef|endif)::",
    )
)
"""Directives of reStructuredText, AsciiDoc and Org mode."""


def furniture(blocks: Sequence[Block]) -> Mapping[int, str]:
    """The positions of blocks that nobody says, each with the rule that silences it."""
    found: dict[int, str] = {}
    listed, before, asked = False, "", False
    for number, block in enumerate(blocks):
        text = block.text
        if block.speaker:
            listed = False
            goes_on = number > 0 and blocks[number - 1].speaker == block.speaker
            notice = goes_on and number >= len(blocks) - _LAST_BLOCKS and _NOTICE.match(text)
            if is_under_a_post(text) or _RECORDED.fullmatch(text) or notice:
                found[number] = "page-part"
        elif (opens := _opens_a_list(blocks, number)) or block.kind == "heading":
            listed = opens
            if opens and block.kind == "paragraph" and (text.endswith(":") or LEADS.fullmatch(text)):
                found[number] = "page-part"
        elif listed and ": " not in text and (block.kind in ("item", "row") or not words.ENDS.search(text)):
            found[number] = "page-part"
        elif listed and block.kind == "item" and not words.ENDS.search(text):
            found[number] = "byline"  # `Moderator: Ana Bell`: silent before the conversation, a label within it
        else:
            listed = False
            edge = min(number, len(blocks) - 1 - number) < _EDGE and not words.ASKS.search(before)
            last = number + 1 == len(blocks)
            framed = not asked or number >= len(blocks) - _LAST_BLOCKS or in_one_typeface(block)
            if edge and not (asked and block.kind == "row") and _is_masthead(block):
                found[number] = "byline"
            elif (rule := _rule(block, text, edge=edge, last=last)) and (framed or not _is_said(text)):
                found[number] = rule
        before, asked = text, asked or words.ASKS.search(text) is not None
    return found | _neighbours(blocks, found)


def _opens_a_list(blocks: Sequence[Block], number: int) -> bool:
    """Whether block `number` is the title of a list of participants, links or the like."""
    text = blocks[number].text.rstrip(":").casefold()
    if text in _LISTS or LEADS.fullmatch(text):
        return True
    below = blocks[number + 1 : number + 3]
    listed = len(below) > 1 and all(block.kind == "item" for block in below)
    return listed and text.count(" ") < _FEW and not _LISTS.isdisjoint(text.split()) and number < _EDGE


def _neighbours(blocks: Sequence[Block], found: Mapping[int, str]) -> dict[int, str]:
    """A few words near an edge, next to a silent block and not a sentence: a name, a count."""
    neighbours: dict[int, str] = {}
    for edge, step in ((range(min(_EDGE, len(blocks))), -1), (range(max(0, len(blocks) - _EDGE), len(blocks)), 1)):
        for number in edge if step > 0 else reversed(edge):
            if number in found or (number - step not in found and number - step not in neighbours):
                continue
            if _says_little(blocks[number], blocks):
                neighbours[number] = "page-part"
    return neighbours


def _is_masthead(block: Block) -> bool:
    """Whether every line is a date, a count, a button or a name, and at least one is not a name."""
    rows = [line.text.strip() for line in block.lines]
    lines = [part.strip() for row in rows for part in (_BARS.split(row) if len(row) <= _LONGEST_ROW else [row])]
    sure = [is_dated(line) or bool(_COUNT.match(line) or _BUTTON.fullmatch(line)) for line in lines]
    return (
        any(sure)
        and (len(rows) > 1 or _COUNT.match(rows[0]) is not None)
        and all(known or _NAME.match(line) for known, line in zip(sure, lines, strict=True))
    )


def _says_little(block: Block, blocks: Sequence[Block]) -> bool:
    text = block.text
    if block.speaker or block.kind != "paragraph" or len(block.lines) > 1 or in_one_typeface(block):
        return False
    if text.count(" ") >= _FEW or words.ENDS.search(text) or ":" in text:
        return False
    return sum(line.text == text for other in blocks for line in other.lines) == 1


def _rule(block: Block, text: str, *, edge: bool, last: bool) -> str | None:
    """The rule that silences a block because of its own words, or None."""
    count = text.count(" ") + 1
    if count > _LONGEST_NOTICE:
        return None
    if count <= _LONGEST_CREDIT and _CREDIT.match(text) and not words.ASKS.search(text):
        return "caption"
    if happens(text):
        return "stage-direction"
    surrounds = (
        _leads_to_others(block)
        or _NOTICE.match(text)
        or _DIRECTIVE.match(text)
        or _RULE.fullmatch(text)
        or _BUTTON.fullmatch(text)
        or _RECORDED.fullmatch(text)
        or _PROGRAM.match(text)
        or (len(text) <= _LONGEST_ROW and _JUMP.match(text))
        or (edge and is_dated(text))
        or (len(text) <= _LONGEST_ROW and _counts(text))
    )
    if not surrounds and count <= _LONGEST_CALL:
        surrounds = _is_pointer(block, text, edge=edge, last=last) or is_under_a_post(text)
    return "page-part" if surrounds else None


def _leads_to_others(block: Block) -> bool:
    """Whether it is a pointer followed by titles of other texts, on the lines below or after a colon."""
    first = block.lines[0].text
    if len(block.lines) > 1 and LEADS.fullmatch(first):
        return not any(words.ENDS.search(line.text.rstrip()) for line in block.lines[1:-1])
    lines = [line.text.partition(":") for line in block.lines]
    return all(colon and LEADS.fullmatch(lead) and not rest.rstrip().endswith(".") for lead, colon, rest in lines)


def is_program_note(text: str) -> bool:
    """Whether a chat program says this about its answer, or offers it below; true anywhere in the text."""
    return _PROGRAM.match(text) is not None or is_under_a_post(text)


def _counts(text: str) -> bool:
    """Whether this is a row of counts and buttons: `12 points · 3 comments · Share`."""
    parts = _BARS.split(text)
    counted = [_COUNT.match(part) is not None for part in parts]
    return any(counted) and all(count or _BUTTON.fullmatch(part) for count, part in zip(counted, parts, strict=True))


def _is_said(text: str) -> bool:
    """Whether this is a sentence in the first person; a page's words about itself are not."""
    mine = re.search(r"\b(?:I|me|my|mine|ich|mich|mir|je|moi|yo|io|eu)\b", text) is not None
    return mine and words.ENDS.search(text) is not None and not text.startswith("©")


def _is_pointer(block: Block, text: str, *, edge: bool, last: bool) -> bool:
    """Whether it points to another page. Words that could be speech must be set apart by their typeface."""
    if away := _POINTER.match(text):
        return away[0][-1] in ":|" or in_one_typeface(block)
    return edge and _CALL.match(text) is not None and (in_one_typeface(block) or (last and not _is_said(text)))


def is_under_a_post(text: str) -> bool:
    """Whether this is the row of links below a forum comment."""
    if len(text) > _LONGEST_ROW:
        return False
    links = [word for word in text.casefold().split() if any(map(str.isalpha, word)) and not _VOTES.fullmatch(word)]
    return len(links) > 1 and set(links) <= _UNDER_POSTS


def in_one_typeface(block: Block) -> bool:
    """Whether all of it is bold, or all of it is in italics."""
    runs = [run for line in block.lines for run in line.runs if any(char.isalnum() for char in run.text)]
    return all(run.bold for run in runs) or all(run.italic for run in runs)


def is_dated(text: str) -> bool:
    """Whether this is only a date, a length or both, in the words of a web page."""
    if len(text) > _LONGEST_ROW or (text.endswith(".") and not text.endswith(("min.", "m."))):
        return False
    dates = [match["dates"] for match in _DATED.finditer(text)]
    return any(dates) and not any(char.isalnum() for char in _DATED.sub("", text))
