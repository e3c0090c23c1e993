"""The text an author writes around a conversation: introductions, closing words, notes between parts. Not a turn.

It is recognised by its grammatical person: it names a participant in the third person and says neither "I" nor "you".
So a speaker who says their own name, or a host who greets a guest, is not mistaken for it. It may say "I" or "we" where
it tells of the visit: `I met her in May`, `When we left, it rained`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Document
from audiorender.script.labels.names import words_of
from audiorender.script.units.unit import Unit

NARRATOR = "Narrator"
"""The speaker of such text."""

_FEWEST = 5
"""The fewest words that a unit, and the fewest units that a conversation, must have."""
_LONG = 25
"""The fewest words of an introduction that says "you" to the reader."""
_SURE, _LIKELY = 0.85, 0.7
_NAME = expression(r"[^\W\d_a-z][\w'’-]+(?: (?:[a-zß-ÿ]{2,3} )?[^\W\d_a-z][\w'’-]+){1,2}")
_TALK = expression(
    r"(?:(?:the|full|edited|raw|our|das|la|le|l['’]|el) ?)*"
    r"(?:transcript(?:ion)?|interview|conversation|talk|q ?(?:&|and) ?a"
    r"|transkript|gespräch|entretien|entrevista|intervista|transcripción|conversación)",
    re.IGNORECASE,
)
_MOST_BEFORE = 4
"""The most units of an introduction that names nobody who talks."""
_FEWEST_LABELS = 3
"""With more labels than this, what stands before the first one is nobody's turn."""
_LIFE = expression(
    r"(?:[^\W\d_a-z][\w.'’-]*,? ){1,4}(?:(?:is|was|has|lives|works|writes|teaches|ist|war|lebt|arbeitet|wurde|est|vit"
    r"|travaille|es|vive|trabaja|nació|è|vive|lavora|nato|nata|é|nasceu|trabalha|woont|werkt|werd) |['’]s )"
)
"""How somebody's life or work is told: `Ana Bell lives in Hull.`"""
_VISIT = expression(
    r"\b(?:(?:when|as|before|after|until) (?:i|we) (?:left|leave|met|arrived|parted|spoke|sat)"
    r"|(?:i|we) (?:first )?(?:met|meet|visited|sat down|caught up)"
    r"|(?:i|we) (?:spoke|talked)(?: again| with| to| for| on| over)"
    r"|(?:did(?: not|n['’]t)|ha(?:s|ve)(?: not|n['’]t)|declined to)"
    r" (?:reply|respond|comment|answer (?:our|my) questions)"
    r"|(?:als|bevor|nachdem) (?:ich|wir)\b.{0,30}\b(?:ging|gingen|gehen|verabschied\w+|aufbr\w+|verließ\w*)"
    r"|(?:ich traf|wir trafen|treffe ich|treffen wir|habe ich .{0,60} (?:getroffen|besucht)"
    r"|haben wir .{0,60} (?:getroffen|besucht))"
    r"|nous (?:avons|a|ont) (?:rencontr|retrouv|travers|raccompagn|reç|accueill|condui|quitt)\w+|(?:j['’]ai|m['’]a)"
    r" (?:rencontr|raccompagn|reç|accueill)\w+|quand nous (?:partons|sommes partis)"
    r"|(?:nos|me) (?:recibe|recibió|despid\w+|acompañ\w+)|cuando (?:nos fuimos|me fui|salimos)|(?:conocí|conocimos) a"
    r"|(?:ci|mi) (?:riceve|accoglie|ha (?:accolto|accompagnato|ricevuto))|quando ce ne andiamo"
    r"|(?:toen|voordat) (?:ik|wij|we) .{0,20}(?:vertrok\w*|wegg\w+)|(?:ik|wij|we) (?:ontmoette?n?|spraken)"
    r"|(?:nos|me) (?:recebe|recebeu|acompanhou)|quando (?:saímos|fomos embora))\b",
    re.IGNORECASE,
)
"""How an author tells of the meeting itself."""
_ACTS = expression(
    r"(?:He|She|They) (?:looks?|laughs?|smiles?|nods?|points?|shows?|gets? up|stands? up|pauses?|pours?|leans?|shrugs?"
    r"|opens?|picks? up|puts? (?:down|away)|sighs?|checks?|gestures?|stares?|glances?|frowns?|grins?|whispers?)\b"
)
"""How an author tells, in the present, what the other person does meanwhile."""
_OF_THE_OTHER = expression(
    r"(?:He|She|They|Er|Il|Elle|Él|Ella|Lui|Lei|Ele|Ela|Hij|Zij) \S+.*\b(?:us|we|uns|wir|nous|nos|ci|ons)\b"
)
"""How an author's last words tell of the other person: `She waved until we could not see her any more.`"""
_QUOTATION = expression(r"[\"“„«][^\"“”„«»]*[\"”“»]")
_SHARE_DASHED = 0.6
"""The share of units opened by a dash from which dashes mark everything that is spoken."""
_ARTICLES = frozenset(["du"])
"""Words for "you" in one language that are an article in another."""
_ADDRESSED = r"(?=\s*[,!?])"
_FIRST_PERSON = expression(
    r"\b(?:I|me|my|mine|myself|ich|mich|mir|mein\w*|je|moi|mon|ma|mes|yo|mí|io|mio|mia|eu|ik|mij|mijn)\b"
)


@dataclass(frozen=True, slots=True)
class Framing:
    """A unit written by the author: how sure that is, and why."""

    confidence: float
    reason: str


def framing(document: Document, units: Sequence[Unit], *, answers_only: bool) -> Mapping[int, Framing]:
    """The positions of the units in which the author frames the conversation."""
    narrated = _between_dashes(units)
    if narrated:
        return narrated
    said = [i for i, unit in enumerate(units) if unit.label or unit.asks]
    if len(said) < 2 or any(unit.block.speaker and unit.block.kind != "row" for unit in units):
        return {}
    labelled = [i for i, unit in enumerate(units) if unit.label]
    first = labelled[0] if len(labelled) > 1 else said[0]
    names = _names(document, units, units[:first])
    found: dict[int, Framing] = {}
    above = first if len(labelled) > _FEWEST_LABELS and not any(unit.asks for unit in units[:first]) else 0
    begins, ends = _talk(document, [units[i].line for i in labelled])
    boxes_frame = not any(units[i].block.boxed for i in said)
    for i, unit in enumerate(units):
        if unit.label or unit.dash or (unit.asks and begins <= unit.line <= ends):
            continue
        if (unit.block.boxed and boxes_frame) or unit.line < begins:
            place = "comes before the section with" if unit.line < begins else "stands in a box beside"
            found[i] = Framing(_SURE, f"{place} the conversation")
        elif unit.line > ends:
            found[i] = Framing(_LIKELY, "is in a section of its own after the conversation")
        elif (i < first or i > said[-1]) and words.HEADED_NOTE.match(unit.text):
            found[i] = Framing(_SURE, "is headed as a note or an introduction")
        elif _is_apart(units, i, first, said[-1], labels=len(labelled)) and not _is_about(unit.text, names):
            found[i] = Framing(_LIKELY, "stands apart from the conversation and narrates")
        elif _recalls_the_visit(units, i, names, framed=bool(found)):
            found[i] = Framing(_LIKELY, "tells about the visit itself")
        elif _is_about(unit.text, names, addressing=i < above) and (
            by_name := _by_name(units, i, first, said[-1], labels=len(labelled))
        ):
            found[i] = by_name
    before = _before_questions(units, said[0]) if answers_only else {}
    return before | _in_italics(units) | found


def _by_name(units: Sequence[Unit], i: int, first: int, last: int, *, labels: int) -> Framing | None:
    """What a unit that names a speaker in the third person is, by its place; `first` and `last` as in `_is_apart`."""
    unit = units[i]
    if i < first:
        return Framing(_SURE, "introduces the conversation and names a speaker")
    if i > last and unit.block is not units[last].block and _closes(units, i):
        return Framing(_LIKELY, "closes the conversation and names a speaker")
    if labels > 1 and unit.form == "italic" and unit.block is not units[i - 1].block:
        return Framing(_LIKELY, "names a speaker, among what the speakers say")
    return None


def _is_apart(units: Sequence[Unit], i: int, first: int, last: int, *, labels: int) -> bool:
    """Whether unit `i`, before or after the conversation or in italics within it, is a statement of nobody who talks.

    The units `first` and `last` are the first that has a label or asks, and the last.
    """
    unit, text = units[i], _QUOTATION.sub("", units[i].text)
    if (
        not _narrates(text)
        or len(unit.text.split()) < _FEWEST
        or words.GREETS.search(text)
        or words.INTRODUCES.search(text)
    ):
        return False
    if i < first:
        if first > _MOST_BEFORE or any(other.asks for other in units[:first]):
            return False
        if labels > _FEWEST_LABELS:
            return unit.block is not units[first].block
        return units[first].form not in {other.form for other in units[:first]} | {"plain text", "quotation marks"}
    if i > last:
        set_off = unit.form == "italic" != units[last].form or unit.block.after_rule
        return _closes(units, i) and (set_off or _LIFE.match(text) is not None)
    return False


def _before_questions(units: Sequence[Unit], first: int) -> dict[int, Framing]:
    """What comes before unit `first`, the first question, where all who answer have labels and nobody else talks."""
    why = "comes before the first question, and only the answers have labels"
    return {i: Framing(_LIKELY, why) for i in range(first) if not units[i].dash}


def _recalls_the_visit(units: Sequence[Unit], i: int, names: re.Pattern[str], *, framed: bool) -> bool:
    """Whether unit `i` begins a paragraph, answers nothing, and tells of meeting one of the speakers.

    It must name one of them, unless these are the last words of a text that the author has `framed` before.
    """
    unit, text = units[i], _QUOTATION.sub("", units[i].text)
    folded = set(re.findall(r"[^\W\d_]+", text.casefold()))
    if (
        not unit.first
        or (i and units[i - 1].asks)
        or not text.rstrip().endswith(".")
        or folded & (words.YOU - _ARTICLES)
        or words.GREETS.search(text)
        or words.INTRODUCES.search(text)
    ):
        return False
    if framed and not _FIRST_PERSON.search(text) and _ACTS.match(text):
        return True
    if framed and i + 1 == len(units) and not _FIRST_PERSON.search(text):
        return _VISIT.search(text) is not None or _OF_THE_OTHER.match(text) is not None
    return _VISIT.search(text) is not None and ((framed and i + 1 == len(units)) or names.search(text) is not None)


def _in_italics(units: Sequence[Unit]) -> dict[int, Framing]:
    """Statements of nobody who talks, where italics set a few units off from speech that has labels.

    Above the first label they may lack a full stop, as a subtitle does.
    """
    italic = [i for i, unit in enumerate(units) if unit.form == "italic"]
    labelled = [i for i, unit in enumerate(units) if unit.label]
    if len(labelled) <= max(_FEWEST_LABELS, len(italic)) or any(units[i].label for i in italic):
        return {}
    return {
        i: Framing(_LIKELY, "narrates in italics among what the speakers say")
        for i in italic
        if len((text := units[i].text.strip("()[]")).split()) >= _FEWEST
        and _narrates(f"{text}." if i < labelled[0] and text[-1].isalnum() else text)
    }


def _between_dashes(units: Sequence[Unit]) -> dict[int, Framing]:
    """Where a dash opens all speech, the paragraphs without one that narrate in the third person."""
    dashed = sum(unit.dash for unit in units)
    if any(unit.label or unit.block.speaker for unit in units) or dashed < max(_FEWEST, _SHARE_DASHED * len(units)):
        return {}
    return {
        i: Framing(_LIKELY, "narrates between lines of dialogue")
        for i, unit in enumerate(units)
        if not unit.dash and unit.first and _narrates(unit.text)
    }


def _narrates(text: str) -> bool:
    """Whether this is a whole statement without "I" or "you"."""
    folded = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return text.endswith(".") and not _FIRST_PERSON.search(text) and not folded & ((words.YOU | words.ME) - _ARTICLES)


def _talk(document: Document, labelled: Sequence[int]) -> tuple[int, float]:
    """The first and last line of the conversation, by the headings; `labelled` are the lines with labels, in order.

    A section called "Transcript" begins it. A section without labels, after many with labels, follows it, unless
    headings are spoken, too.
    """
    if len(labelled) < _FEWEST:
        return 0, inf
    titles = [block for block in document.blocks if block.kind == "heading"]
    opens = next((block.line for block in titles if _TALK.fullmatch(block.text.strip(" :"))), 0)
    spoken = any(block.line == labelled[-1] or words.ASKS.search(block.text) for block in titles)
    after = inf if spoken else next((block.line for block in titles if block.line > labelled[-1]), inf)
    return opens if opens < labelled[0] else 0, after


def _closes(units: Sequence[Unit], i: int) -> bool:
    """Whether unit `i` is one of the last two, and does not answer a question."""
    return i + 2 >= len(units) and i > 1 and not units[i - 1].asks


def _names(document: Document, units: Sequence[Unit], opening: Iterable[Unit]) -> re.Pattern[str]:
    """A pattern for the participants' names: from labels, front matter, or how an introduction begins."""
    named = [unit.label.shown for unit in units if unit.label and unit.label.named]
    named += [name for _, name in document.people]
    if not named:
        title = document.meta.title if document.meta else ""
        headings = [block.text for block in document.blocks if block.kind == "heading"]
        texts = [unit.text for unit in opening]
        named = [name for text in (title, *headings, *texts) for name in _NAME.findall(text)]
    parts = {
        part.capitalize() if part.isupper() else part
        for name in named
        for part in re.findall(r"[^\W\d_a-z][\w'’-]{2,}", name)
        if not words_of(part) & words.TITLES
    }
    choice = "|".join(re.escape(part) for part in sorted(parts)) or "(?!)"
    return re.compile(rf"(?<!, )\b(?:{choice})\b(?!{_ADDRESSED})(?! here\b)")


def _is_about(text: str, names: re.Pattern[str], *, addressing: bool = False) -> bool:
    """Whether this is a sentence that speaks of one of `names` in the third person, perhaps `addressing` the reader."""
    folded = set(re.findall(r"[^\W\d_]+", text.casefold()))
    if len(text.split()) < _FEWEST or not words.ENDS.search(text) or text[:1] in '"“„«':
        return False
    if (
        _FIRST_PERSON.search(text)
        or (folded & (words.YOU - _ARTICLES) and not (addressing and len(text.split()) >= _LONG))
        or words.GREETS.search(text)
        or words.INTRODUCES.search(text)
    ):
        return False
    return names.search(text) is not None
