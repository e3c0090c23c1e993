"""What the author of a text says around a talk: an introduction, a closing, a note between parts. Nobody's turn.

It is told from speech by its person: it names one of those who talk as somebody else would, and says neither "I" nor
"you". So a speaker who says their own name, and a host who greets a guest, are not taken for it.
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
from audiorender.script.units import Unit

NARRATOR = "Narrator"
"""Who says it."""

_FEWEST = 5
"""Words."""
_SURE, _LIKELY = 0.85, 0.7
_NAME = expression(r"[^\W\d_a-z][\w'’-]+(?: (?:[a-zß-ÿ]{2,3} )?[^\W\d_a-z][\w'’-]+){1,2}")
_TALK = expression(
    r"(?:(?:the|full|edited|raw|our|das|la|le|l['’]|el) ?)*"
    r"(?:transcript(?:ion)?|interview|conversation|talk|q ?(?:&|and) ?a"
    r"|transkript|gespräch|entretien|entrevista|intervista|transcripción|conversación)",
    re.IGNORECASE,
)
_SHARE_DASHED = 0.6
"""The share of units that a dash opens from which dashes open all that is said."""
_ARTICLES = frozenset(["du"])
"""What is "you" in one language and a mere article in another."""
_CALLED = r"(?=\s*[,!?])"
_MINE = expression(
    r"\b(?:I|me|my|mine|myself|ich|mich|mir|mein\w*|je|moi|mon|ma|mes|yo|mí|io|mio|mia|eu|ik|mij|mijn)\b"
)


@dataclass(frozen=True, slots=True)
class Framing:
    """A unit that is the author's: how sure that is, and why."""

    confidence: float
    reason: str


def framing(document: Document, units: Sequence[Unit]) -> Mapping[int, Framing]:
    """The places of the units that the author says around the talk."""
    told = _between_dashes(units)
    if told:
        return told
    said = [i for i, unit in enumerate(units) if unit.label or unit.asks]
    if len(said) < 2 or any(unit.block.speaker for unit in units):
        return {}
    labelled = [i for i, unit in enumerate(units) if unit.label]
    first = labelled[0] if len(labelled) > 1 else said[0]
    names = _names(document, units, units[:first])
    found: dict[int, Framing] = {}
    begins, ends = _talk(document, [units[i].line for i in labelled])
    for i, unit in enumerate(units):
        if unit.label or unit.dash:
            continue
        if unit.line < begins:
            found[i] = Framing(_SURE, "stands above the part that holds the talk")
        elif unit.line > ends:
            found[i] = Framing(_LIKELY, "stands in a part of its own below the talk")
        elif unit.asks or not _is_told(unit.text, names):
            continue
        elif i < first:
            found[i] = Framing(_SURE, "introduces the talk, and names who talks")
        elif i > said[-1] and unit.block is not units[said[-1]].block and _closes(units, i):
            found[i] = Framing(_LIKELY, "ends the talk, and names who talked")
        elif len(labelled) > 1 and unit.form == "italic" and unit.block is not units[i - 1].block:
            found[i] = Framing(_LIKELY, "names who talks, among what they say")
    return found


def _between_dashes(units: Sequence[Unit]) -> dict[int, Framing]:
    """Where a dash opens what everybody says, the paragraphs without one that tell in the third person what happens."""
    dashed = sum(unit.dash for unit in units)
    if any(unit.label or unit.block.speaker for unit in units) or dashed < max(_FEWEST, _SHARE_DASHED * len(units)):
        return {}
    return {
        i: Framing(_LIKELY, "tells what happens, among what others say after dashes")
        for i, unit in enumerate(units)
        if not unit.dash and unit.first and _tells(unit.text)
    }


def _tells(text: str) -> bool:
    """Whether it is a whole sentence that asks nothing, and says neither "I" nor "you"."""
    folded = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return text.endswith(".") and not _MINE.search(text) and not folded & ((words.YOU | words.ME) - _ARTICLES)


def _talk(document: Document, labelled: Sequence[int]) -> tuple[int, float]:
    """The lines between which the talk stands, where titles say so: `labelled` are the lines with names, in order.

    A part called a transcript begins it; a part that has no name, below many with one, follows it.
    """
    if len(labelled) < _FEWEST:
        return 0, inf
    titles = [block for block in document.blocks if block.kind == "heading"]
    opens = next((block.line for block in titles if _TALK.fullmatch(block.text.strip(" :"))), 0)
    after = next((block.line for block in titles if block.line > labelled[-1]), inf)
    return opens if opens < labelled[0] else 0, after


def _closes(units: Sequence[Unit], i: int) -> bool:
    """Whether unit `i` is one of the last two, and answers nothing."""
    return i + 2 >= len(units) and i > 1 and not units[i - 1].asks


def _names(document: Document, units: Sequence[Unit], opening: Iterable[Unit]) -> re.Pattern[str]:
    """Finds the names of those who talk: of labels, of the front matter, and those an introduction begins with."""
    told = [unit.label.shown for unit in units if unit.label and unit.label.named]
    told += [name for _, name in document.people]
    if not told:
        title = document.meta.title if document.meta else ""
        headings = [block.text for block in document.blocks if block.kind == "heading"]
        texts = [unit.text for unit in opening]
        told = [name for text in (title, *headings, *texts) for name in _NAME.findall(text)]
    parts = {
        part
        for name in told
        for part in re.findall(r"[^\W\d_a-z][\w'’-]{2,}", name)
        if not words_of(part) & words.TITLES
    }
    choice = "|".join(re.escape(part) for part in sorted(parts)) or "(?!)"
    return re.compile(rf"(?<!, )\b(?:{choice})\b(?!{_CALLED})(?! here\b)")


def _is_told(text: str, names: re.Pattern[str]) -> bool:
    """Whether it speaks of one of `names` as of somebody else, in a sentence of its own."""
    folded = set(re.findall(r"[^\W\d_]+", text.casefold()))
    if len(text.split()) < _FEWEST or not words.ENDS.search(text) or text[:1] in '"“„«':
        return False
    if (
        _MINE.search(text)
        or folded & (words.YOU - _ARTICLES)
        or words.GREETS.search(text)
        or words.INTRODUCES.search(text)
    ):
        return False
    return names.search(text) is not None
