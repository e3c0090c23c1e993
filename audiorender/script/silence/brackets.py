"""Text in brackets that nobody says: actions, sounds, and notes by an editor, transcriber or translator.

`[laughs]`, `(not clear)`, `[To Jill]`, `[she means the lamp -- ed.]`, `[sic]`, `(笑)` and `♪ ... ♪` are silent. A
statement is speech, whatever word it begins with: `(Laughter was free there.)`, `I told [the crew] to wait`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.script import words

SQUARE = expression(r"\[([^\[\]]{1,300})\]")
ROUND = expression(r"\(([^()]{1,80})\)")
_CURLED = expression(r"\{([^{}|]{1,60})\}")
_WIDE = expression(r"[（【［〔〈(\[]([^（）【】［］〔〕〈〉()\[\]]{1,20})[）】］〕〉)\]]")
_BETWEEN_SIGNS = expression(r"(?<![\w/<~-])(?:([-/~])([^\W\d_][\w ]{2,40})\1|<([^\W\d_][\w ]{2,40})>)(?![\w/>~-])")
"""What somebody does, between signs: `-laughing-`, `/whispers/`, `~sighs~`, `<chuckles>`."""
OPENING_SIGNS = frozenset("[({<~/-♪♫♬（【［〔〈")
"""Text without any of these has nothing for `directions`."""
_SUNG = expression(r"[♪♫♬][^♪♫♬\n]*[♪♫♬]?")

_CONTINUATION = (
    r"(?:[,;:.]* ?\d[\d:.,]*|[,;]? (?:and|at|to|toward|with|in|into|on|off|from|for|while|as|again|his|her|their|the"
    r"|both|together|out|up|down|over|through|around|away|of|fades?|plays?|starts?|stops?|continues?|begins?|ends?|swells?"
    r"|fading|playing|sworn|excused|et|en|à|de|y|al|con|und|mit|zu|über|e|a|in|met|\w+ly|loud|louder|\w+ing"
    r"|laut|leise|kurz|lange|wieder|auf|nach|fort|doucement|encore|longuement|fuerte|forte|piano|hard)\b[^?]*)?"
)
"""How a stage direction may continue: with whom, how, where to. "Smiles cost nothing" is not one."""
_MOVEMENT = expression(rf"(?:{words.DIRECTIONS})\b[.!]?{_CONTINUATION}[.!]?\Z", re.IGNORECASE)
_GREETING = expression(r"cheers to\b", re.IGNORECASE)
_STATEMENT = expression(
    r"\b(?:was|were|is|are|am|been|had|has|have|did|does|do|will|would|could|can|may|might|should|must"
    r"|(?:that|it|he|she|there|here|what|who|they)['’](?:s|re|ve|ll|d)"
    r"|i|we|you|my|our|your|war|waren|ist|sind|wird|hat|hatte|ich|wir|était|étaient|est|sont|avait|je|nous"
    r"|era|eran|es|son|fue|había|yo|è|sono|ho|io|foi|são|eu|was|waren|zijn|heeft|ik|wij)\b",
    re.IGNORECASE,
)
"""Words that make a statement; even in brackets that is speech."""
_NARRATED = expression(r"(?:He|She|They|Er|Sie|Il|Elle|Ella|Él|Lei|Lui) [a-zß-ÿ'’]+s?\b[^?!\"“„]*\Z")
"""Italics for what the author saw: `*(She shows me. It is true.)*`"""
_ENTRANCE = expression(r"(?:[Ee]nters?|[Ee]xits?|EXIT|ENTER)\b(?!\s+(?-i:[A-Z]))(?!\Z)")
"""Entrances without a name: `(enter the dog)` is speech, since in a play a named character enters."""
_TAPE = expression(
    r"(?:the )?(?:audio|sound|tape|recording|video|line|connection|signal|mic(?:rophone)?|cassette|reel|battery)s? "
    r"(?:drops?|cuts?|breaks?|ends?|stops?|skips?|lost|fails?|glitch\w*|is cut|goes|paus\w+|resum\w+|chang\w+|runs? out"
    r"|turned)\b.{0,20}\Z"
    r"|change of (?:tape|reel|cassette)\Z"
    r"|(?:ende|anfang|beginn|fin|début|inicio|fine|inizio|fim|início|einde|begin) "
    r"(?:(?:de[lrsn]?|d['’]|du|della|l['’]|la|van|da|do|dell['’]) ?){0,2}"
    r"(?:band|seite|kassette|aufnahme|bande|cassette|enregistrement|cinta|casete|grabación"
    r"|nastro|registrazione|fita|gravação|opname|interview|gespräch|entretien|entrevista|intervista)s?"
    r"(?:,? [\w#]{1,3}){0,3}\Z"
    r"|(?:break|gap|cut|pause|skip|glitch) in (?:the )?(?:audio|sound|tape|recording|video|transcript)\Z"
    r"|(?:end|start|beginning|side|top) (?:of|[a-d1-9])\b.{0,8}"
    r"(?:tape|recording|side|reel|audio|disc|interview|part|session)?(?: ?[\w#]{1,3}(?:,? side [\w]+)?)?\Z",
    re.IGNORECASE,
)
_PROCEDURE = expression(
    r"(?:[\w'’]+ )?exhibits?\b[^?]*\b(?:marked|received|admitted|offered)\b[^?]*\Z"
    r"|(?:the )?(?:court |hearing |meeting |session )?(?:adjourned|recessed|reconvened)\b[^?]*\Z"
    r"|(?:whereupon,? )?(?:an?|the) [^?]*\b(?:recess|discussion|witness|proceedings|deposition|record)\b[^?]*\Z",
    re.IGNORECASE,
)
"""What a court record says about the proceedings: `(Exhibit 4 was marked.)`"""
_AUDIBILITY = expression(
    r"(?:(?:partly |mostly |not |un|in)(?:clear|audible|distinct|intelligible|decipherable|discernible"
    r"|comprehensible|verständlich)|indistinct\w*|(?:word|name|passage|phrase)s? (?:lost|missing|unclear|inaudible)"
    r"|over ?-?talk(?:ing)?|no (?:audible |verbal )?(?:response|answer|reply)"
    r"|(?:talk|speak)(?:ing|s)? over.{0,20}|simultaneous (?:speech|talk(?:ing)?|conversation)"
    r"|speak(?:ing|s) (?:together|at once)"
    r"|off[ -]?(?:mic\w*|camera|screen|stage|air)|on[ -]?camera|ph(?:on(?:etic)?)?\.?|sp\.?|spelling|sic!?|beat"
    r"|guess(?:ed|ing)?|redacted|name withheld)\Z",
    re.IGNORECASE,
)
_SOUND = expression(
    r"(?:(?:audience|crowd|general|distant|loud|soft|faint|muffled|background|brief|nervous|scattered|more|light|heavy"
    r"|sustained|prolonged|sudden|rising|street|traffic|radio|church|door|phone) ){1,2}"
    r"(?:laughter|applause|music|thunder|noises?|sounds?|sirens?|bells?|footsteps|chatter|static|knock\w*|bark\w*|cheer\w*"
    r"|sing(?:ing)?|shout\w*|whistl\w*|clatter|crash|bang|murmur\w*|silence|pause|buzz\w*|beeps?)\Z",
    re.IGNORECASE,
)
"""A sound, and where it comes from or how it is: `(distant thunder)`."""
_TIME_BESIDE = expression(r"\d{1,3}(?::\d{2}){1,2}[\s,–-]+|[\s,@–-]+(?:at )?\d{1,3}(?::\d{2}){1,2}\Z")
"""A time at either end of a note: `00:12:09 inaudible`."""
_ACTION = expression(
    r"(?:(?:(?:an?|the) )?(?:he|she|they|both|all|everyone|everybody|someone|somebody|audience|crowd|host|guest"
    r"|interviewer|interpreter|translator|witness|counsel|phone|telephone|bell|clock|dog|cat|birds?|door|chair|baby|child|alarm|glass"
    r"|wind|engine|(?-i:[A-Z])\w+) )?"
    r"(?:mumbl|mutter|stammer|stutter|cr(?:y|ie)|sob|weep|gasp|groan|snort|sniff|yawn|hesitat|look|turn|shak|lean|stand"
    r"|sit|imitat|mimick?|clap|wav|grin|wink|hugg?|pat|drink|sip|point|gestur|shout|scream|exhal|inhal|breath|swallow"
    r"|slam|creak|howl|honk|crow|rattl|tick|rumbl|roar|hiss|crackl|chim|toll|squeak|growl|clink|clatter|shuffl"
    r"|indicat|review|examin|perus|clear|chuckl|laugh|giggl|sigh|cough|nod|shrug|smil|whisper|paus|rustl|knock|bark|ring)"
    rf"(?:s|es|ing|ting|ning|ed)\b{_CONTINUATION}[.!]?\Z",
    re.IGNORECASE,
)
_WRITTEN_ACTION = expression(
    r"(?:hold|pick|pull|put|reach|tap|hand|show|rais|lift|lower|unfold|open|clos|rub|scratch|play|walk|step|slam|read)"
    rf"e?s{_CONTINUATION}[.!]?\Z",
)
"""An action in square brackets, wherever they stand: `ten [holds up fingers]`."""
_SEEN_ACTION = expression(
    r"(?:He|She|They) (?:holds? (?:up|out)|picks? up|pulls? out|puts? (?:down|away)|reach(?:es)? (?:for|over|into)"
    r"|points?|taps? (?:the|on|his|her|their)|unfolds?|hands? me|shows? me|draws? in the air"
    r"|rolls? (?:his|her|their) eyes|takes? (?:a (?:sip|bite|breath)|off)|raises? (?:an eyebrow|(?:his|her|their) \w+)"
    r"|opens? (?:a|the|his|her|their) (?:drawer|folder|book|box|window|door|notebook|laptop|map|phone))\b[^?!\"“]*\Z"
    r"|(?:[Ii]l|[Ee]lle) (?:montre|désigne|prend|pose|ouvre|regarde|se (?:lève|tourne))\b[^?!\"“«]*\Z"
    r"|(?:[Ee]r |[Ss]ie )?(?:zeigt|holt|nimmt|öffnet|blickt|schaut|steht|dreht)\b[^?!\"“„]*\Z"
    r"|(?:[Hh]ij |[Zz]e |[Zz]ij )?(?:wijst|pakt|opent|kijkt|staat|draait)\b[^?!\"“„]*\Z"
    r"|(?:[Ss]eñala|[Mm]uestra|[Mm]ira|[Aa]bre|[Mm]ostra|[Ii]ndica|[Aa]ponta)\b[^?!\"“«]*\Z"
)
"""An action seen by whoever wrote it down: `(She holds up a folder.)`"""
_ADDRESSEE = expression(
    r"(?:[Tt]o|[Aa]n|[ÀàAa]) (?:(?:the )?(?:audience|camera|crowd|producer|host|waiter)"
    r"|[A-Z][\w.'’-]+(?: (?:[A-Z]|\d)[\w.'’-]*){0,2})\Z"
)
_UNNAMED_ADDRESSEE = expression(
    r"T(?:o|urn(?:s|ing) to) (?:his|her|their|the|an?|himself|herself|someone|somebody|another|one|each)"
    r"(?: [\w'’-]+){0,2}\Z"
)
"""An addressee without a name: `[To his wife] Was it a cart?`"""
_EDITOR = expression(
    r"(?:.*(?:--?|–|—|,|;|:)\s*)?"
    r"(?:eds?|editors?|trans(?:l(?:ators?)?)?|trs?|transcribers?|author|redaktion|d\. ?red|ndlr|n\. ?d\. ?[tr]"
    r"|n\. ?del? [tea])\.?\Z"
    r"|(?:ed|trans|tr)s?\.(?: note)?[:,–—-].*\Z"
    r"|(?:(?:editor|translator|transcriber|author|interviewer)(?:['’]s?)?s? note|note|ndlr|ndt)\b.{0,3}[:.–—-].*\Z"
    r"|(?:anm(?:erkung|\.)|note de|nota del?|n\. ?d\.|n\. ?del?)(?!\w).{0,20}[:–—-].*\Z",
    re.IGNORECASE | re.DOTALL,
)
_ASIAN = expression(
    r"(?:大|一同|全員|会場|観客|全场|众人|照れ|高)?(?:笑|笑い|爆笑|苦笑|微笑|失笑|拍手|笑声|掌声|鼓掌|沉默|沈黙|停顿|間|泣|哭|咳|叹气|溜息|ため息|うなずく|頷く|うなづく|点头|中略|前略|後略|略"
    r"|(?:録音|收录|录音)(?:中断|停止|終了|开始|結束)|聞き取れず|聞き取り不能|不明"
    r"|웃음|박수|침묵|音乐|音楽)(?:声|い|う)?\Z"
)
_ASIAN_ACTION = expression(r"[^。、？?]{1,10}(?:を(?:見|指し|示し|向い|持っ)て|ながら|(?:看|指|拿|望)着.{1,6})\Z")
"""What somebody does before they speak: `（メモを見て）`."""
_CALLED_OUT = expression(r"[A-Z][A-Z .'’-]{2,40}: ?[\"“].*[\"”]\Z", re.DOTALL)
"""Interjections noted in a record: `[MEMBERS: "Oh!"]`"""
_MARKS_ALONE = expression(r"[?!.…\s–—-]+\Z")
_RECORD_NUMBER = expression(r"\d{5,7}\Z")
"""The number under which a question is filed: `[904812]`."""
_NUMBERED = expression(r"\d{1,3}[?!.…]*\Z")
_MANNER = expression(r"[a-zß-ÿ]{4,14}(?:ly)?\Z")
_NOT_MANNER = frozenset(
    [
        "maybe",
        "perhaps",
        "probably",
        "also",
        "then",
        "actually",
        "usually",
        "sometimes",
        "often",
        "once",
        "twice",
        "yeah",
        "okay",
        "sure",
        "right",
        "well",
        "vielleicht",
        "peut-être",
        "quizás",
        "forse",
        "talvez",
        "misschien",
        "today",
        "tonight",
        "again",
        "there",
        "here",
        "with",
        "from",
        "that",
        "this",
    ]
)
_OPENING = expression(rf"(?:\A|\n|[.?!…:—–-][{CLOSE_QUOTES})\]]*[^\S\n]*)\Z")
_CLOSES = expression(r"\s*(?:\Z|\n|[(\[\"“„«¿¡]|[^\W\d_a-zß-öø-ÿ])")
"""The end of a turn or the start of a sentence: brackets between two of these belong to no sentence."""
_TURN_OPENS = expression(r"(?:\A|\n|[:：][*_\"]*[^\S\n]*)\Z")


_BEFORE_A_NAME = ("[–]", "[-]", "[+]", "u/")
"""What precedes `[deleted]` if that replaces the name of an author."""


def directions(text: str, italics: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """The brackets in `text` that nobody says, as start, end and rule, in no particular order.

    `italics` has the offsets where italics begin. Brackets that open a sentence and are in italics or capitals need no
    word for an action.
    """
    for match in _SUNG.finditer(text) if "♪" in text or "♫" in text or "♬" in text else ():
        yield match.start(), match.end(), "stage-direction"
    for match in _CURLED.finditer(text) if "{" in text else ():
        if _happens(_plain(match[1])):
            yield match.start(), match.end(), "stage-direction"
    for match in _BETWEEN_SIGNS.finditer(text):
        if _happens(_plain(match[2] or match[3])):
            yield match.start(), match.end(), "stage-direction"
    for match in _WIDE.finditer(text):
        said = match[1].strip()
        begins = _TURN_OPENS.search(text, max(0, match.start() - 12), match.start()) is not None
        if _ASIAN.match(said) or (begins and _ASIAN_ACTION.match(said)):
            yield match.start(), match.end(), "stage-direction"
    for pattern in (SQUARE, ROUND):
        for match in pattern.finditer(text):
            if _silent(text, match, italics, square=pattern is SQUARE):
                start, end = match.span()
                doubled = text[start - 1 : start] == text[start] and text[end : end + 1] == text[end - 1]
                yield (start - 1, end + 1, "stage-direction") if doubled else (start, end, "stage-direction")


def _silent(text: str, match: re.Match[str], italics: Collection[int], *, square: bool) -> bool:
    """Whether nobody says the text in these brackets."""
    inner = _plain(match[1])
    if not inner or (inner in ("deleted", "removed") and text[: match.start()].endswith(_BEFORE_A_NAME)):
        return False
    if _MARKS_ALONE.match(inner):
        return square
    if square and _RECORD_NUMBER.match(inner):
        return True
    if _EDITOR.match(inner) or (square and _CALLED_OUT.match(inner)):
        return True
    if "?" in inner:
        return False
    begins = _TURN_OPENS.search(text, max(0, match.start() - 12), match.start()) is not None
    opens = _OPENING.search(text, max(0, match.start() - 12), match.start()) is not None
    marked = (len(inner) > 2 and inner.isupper()) or match.start() in italics
    alone = match.start() == 0 and match.end() == len(text)
    return (
        _happens(inner)
        or (opens and _SEEN_ACTION.match(inner) is not None)
        or (square and (_UNNAMED_ADDRESSEE.match(inner) or _WRITTEN_ACTION.match(inner)) is not None)
        or (_ADDRESSEE.match(inner) is not None and (square or (opens and inner[0] == "T") or begins))
        or (marked and opens and not inner[0].isdigit() and not _STATEMENT.search(inner))
        or (match.start() in italics and opens and _NARRATED.match(inner) is not None)
        or (square and alone and not _NUMBERED.match(inner) and not (inner.endswith(".") and _STATEMENT.search(inner)))
        or (
            square
            and opens
            and (
                (inner.endswith(".") and not _STATEMENT.search(inner))
                or (inner[0].islower() and len(inner) > 3 and not _STATEMENT.fullmatch(inner))
                or (" " in inner and not _STATEMENT.search(inner) and _CLOSES.match(text, match.end()) is not None)
            )
        )
        or (not square and _is_manner(text, match, inner))
    )


def is_sure(text: str) -> bool:
    """Whether text in brackets, or on its own, is certainly not speech: an action, a sound or an editor's note."""
    inner = _plain(text.strip("[](){}*_（）【】 \t"))
    return (
        any(sign in text for sign in "♪♫♬")
        or not inner
        or _ASIAN.match(inner) is not None
        or (_EDITOR.match(inner) is not None or _happens(inner) or (inner.isupper() and len(inner.split()) > 1))
    )


def _happens(inner: str) -> bool:
    """Whether it says what can be heard or seen, or how well it can be heard."""
    inner = _TIME_BESIDE.sub("", inner)
    if _AUDIBILITY.match(inner) or _SOUND.match(inner) or _TAPE.match(inner) or _PROCEDURE.match(inner):
        return True
    if _ENTRANCE.match(inner) or _GREETING.match(inner) or _STATEMENT.search(inner):
        return False
    return _MOVEMENT.match(inner) is not None or _ACTION.match(inner) is not None


def _is_manner(text: str, match: re.Match[str], inner: str) -> bool:
    """`(curious) How many?`: one lower-case word at the start of a turn, with speech after it."""
    begins = _TURN_OPENS.search(text, max(0, match.start() - 12), match.start()) is not None
    goes_on = text[match.end() : match.end() + 2].strip()[:1].isupper()
    return begins and goes_on and _MANNER.match(inner) is not None and inner not in _NOT_MANNER


def _plain(inner: str) -> str:
    return " ".join(inner.split()).strip("*_ ")
