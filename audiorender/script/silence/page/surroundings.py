"""Publishing matter around a conversation that no rule of `furniture` is sure of, recognised by weight of evidence.

Each block without a label, and not below a question, gets small weights (log-odds) for its words, its form and its
place. No single one decides: `Newsletter` may be an answer, and a line without a full stop may be poetry.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.script import words
from audiorender.script.document import Block
from audiorender.script.silence.page.furniture import in_one_typeface
from audiorender.script.silence.page.weight import BEGINS, SHORT, page_words, weight_of_words
from audiorender.script.silence.speech import Speech, asks

_ENOUGH = 2.5
"""A block with this weight is not speech."""
_LONGEST = 90
"""The longest block to consider, in words."""
_MOST_WORDS = 4.5
"""The most that words and form can weigh."""
_SENTENCE = 6
"""A statement with this many spaces or more is a whole sentence."""
_MOST_PLACE = 0.9
"""The most that its place can weigh against a whole sentence, which may be the author's."""
_AFTER_THE_END = 1.8
"""The weight of coming after a line that marks the end of the text."""
_LONGEST_SENTENCE = 40
"""A document uses full stops if its sentences have no more words than this on average."""
_LEAST = 0.6
"""The least that words and form must weigh if most speech has no label."""
_NEAR = 20
"""How many blocks away the surroundings of a block end."""
_FEW = 4
"""Fewer spaces than this make a brief line."""
_ROUNDS = 3
"""How many times the neighbours of silenced blocks are weighed again."""


_END = expression(
    r"(?:the )?(?:end|ende|fin|fine|fim|einde) (?:of|der|des|de|del|della|van|di|do|da) [^.?!]{2,30}[-–—*•\])_=. ]*"
    r"|[-–—*•\[(_= ]{1,6}(?:the )?(?:end|ende|fin|fine|fim|einde)\b[^.?!]{0,30}[-–—*•\])_=. ]*",
    re.IGNORECASE,
)
"""A line that marks the end of a text: `*** END ***`."""
_STOP = expression(rf"[.!?…。？！؟][{CLOSE_QUOTES})\]]*(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class _Talk:
    """Where in a document people talk.

    `first` and `last` are the first and last block of speech, `labelled` the blocks with labels. `named` means that
    most turns have a label, and `punctuated` that sentences end with full stops. `pictures` are the lines with
    pictures, `end` is the block that marks the end of the text, `title` the block of its top heading, and `subjects`
    are the publishing words that occur in speech.
    """

    first: int
    last: int
    labelled: frozenset[int]
    named: bool
    punctuated: bool
    pictures: Collection[int]
    end: int
    title: int
    subjects: frozenset[str]


def surroundings(
    blocks: Sequence[Block], found: Mapping[int, str], speech: Speech, pictures: Collection[int]
) -> dict[int, str]:
    """The positions of further blocks that most likely nobody says, each with its rule.

    `found` has the known ones, and `pictures` the numbers of lines with a picture.
    """
    if any(block.speaker and block.kind != "row" for block in blocks):
        return {}
    labelled = frozenset(number for number in range(len(blocks)) if speech.is_labelled(number))
    spoken = [number for number, block in enumerate(blocks) if number not in found and block.kind != "heading"]
    if labelled.issuperset(spoken):
        return {}
    talk = _talk(blocks, found, labelled, spoken, pictures)
    likely: dict[int, str] = {}
    if not talk.punctuated:
        return {}
    for _ in range(_ROUNDS):
        silent = found.keys() | likely.keys()
        more = {
            number: "page-part"
            for number in spoken
            if number not in silent and number not in labelled and _weight(blocks, number, silent, talk) >= _ENOUGH
        }
        if not more:
            break
        likely |= more
    return likely


def _talk(
    blocks: Sequence[Block],
    found: Mapping[int, str],
    labelled: frozenset[int],
    spoken: Sequence[int],
    pictures: Collection[int],
) -> _Talk:
    """Find the first and last speech, and how turns are written."""
    named = len(labelled) > 2 and 2 * len(labelled) >= len(spoken)
    talking = labelled if len(labelled) > 2 else spoken
    size = sum(len(blocks[number].text.split()) for number in talking)
    sentences = sum(len(_STOP.findall(blocks[number].text)) for number in talking)
    turns = (
        sorted(labelled)
        if len(labelled) > 2
        else [
            number
            for number, block in enumerate(blocks)
            if number not in found and asks(block.text) and in_one_typeface(block)
        ]
        or [number for number in spoken if asks(blocks[number].text)]
    )
    return _Talk(
        turns[0] if turns else 0,
        turns[-1] if turns else len(blocks),
        labelled,
        named,
        0 < size <= _LONGEST_SENTENCE * sentences,
        pictures,
        next((number for number in range(1, len(blocks)) if _END.fullmatch(blocks[number].text)), len(blocks)),
        next((number for number, block in enumerate(blocks) if block.kind == "heading" and block.level == 1), 0),
        page_words(
            " ".join(block.text for number, block in enumerate(blocks) if number in labelled or asks(block.text))
        ),
    )


def _weight(blocks: Sequence[Block], number: int, silent: set[int], talk: _Talk) -> float:
    """The evidence that block `number` is publishing matter."""
    block = blocks[number]
    below_a_question = number and number - 1 not in silent and asks(blocks[number - 1].text)
    shows_a_table = block.kind == "row" and talk.named and talk.first < number < talk.last
    if len(block.text.split()) > _LONGEST or below_a_question or shows_a_table:
        return 0.0
    worded = weight_of_words(block.text, tuple(line.text.strip() for line in block.lines), talk.subjects)
    ended = words.ENDS.search(block.text.rstrip()) is not None or block.text.rstrip().endswith(",")
    worded += 0.0 if asks(block.text) else _below_a_picture(block, talk.pictures, ended=ended)
    least = -_MOST_WORDS if number > talk.end else 0.0
    brief = not ended and block.text.count(" ") < _FEW
    around = not talk.first <= number <= talk.last
    worded += 0.6 if brief and around and {number - 1, number + 1} & silent else 0.0
    worded += 1.5 if number < talk.title and not ended and block.text.count(" ") < SHORT else 0.0
    if worded < least or (worded < _LEAST and (not talk.named or in_one_typeface(block))):
        return 0.0  # a title in bold, a sentence in italics
    worded += 0.0 if ended else 1.0 if block.kind == "paragraph" else 0.5
    worded -= 1.5 if words.HEADED_NOTE.match(block.text) else 0.0
    placed = _by_place(blocks, number, silent, talk, ended=ended)
    signs = len(page_words(block.text) - talk.subjects) + (BEGINS.match(block.text) is not None)
    if ended and block.text.count(" ") >= _SENTENCE and number < talk.end and signs < (2 if number < talk.first else 1):
        placed = min(placed, _MOST_PLACE)
    return min(worded, _MOST_WORDS) + placed


def _below_a_picture(block: Block, pictures: Collection[int], *, ended: bool) -> float:
    slanted = all(run.italic for line in block.lines for run in line.runs if run.text.strip())
    if block.line - 1 in pictures:
        return 3.0 if slanted else 1.5 if ended else 2.0
    return 2.5 if slanted and block.line - 2 in pictures else 0.5 if block.line - 2 in pictures and not ended else 0.0


def _by_place(blocks: Sequence[Block], number: int, silent: set[int], talk: _Talk, *, ended: bool) -> float:
    """The evidence in a block's position and its neighbours."""
    weight = 0.0
    if number < talk.first:
        weight += 0.6
    elif number > talk.last + 1 or (number > talk.last and talk.named):
        weight += 0.5
    beside = sum(other in silent or not 0 <= other < len(blocks) for other in (number - 1, number + 1))
    weight += 0.6 * beside
    weight -= 1.0 if ended and not beside and talk.first < number < talk.last else 0.0
    before = next(
        (
            blocks[other].text.rstrip()
            for other in range(number - 1, max(-1, number - _NEAR), -1)
            if other not in silent
        ),
        "",
    )
    after = next(
        (blocks[other].text for other in range(number + 1, min(len(blocks), number + _NEAR)) if other not in silent), ""
    )
    if not ended and number > talk.first and blocks[number].kind == "paragraph":
        if before.endswith((":", ",", ";", "：")):
            weight -= 2.0
        elif words.ENDS.search(before) is None and after[:1].islower():
            weight += 0.8  # it interrupts a sentence
        elif words.ENDS.search(before) is not None and talk.named:
            weight += 1.2
    weight += _AFTER_THE_END if number > talk.end else 0.0
    below = range(number + 1, min(len(blocks), number + 1 + _NEAR))
    weight += 0.6 if number > talk.last and 2 * sum(other in silent for other in below) > len(below) else 0.0
    return weight + (0.3 if in_one_typeface(blocks[number]) else 0.0)
