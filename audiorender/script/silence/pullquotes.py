"""Pull quotes: text that is set apart as decoration and also occurs in the text itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block
from audiorender.script.wordmatch import tokens

_FEWEST = 6
"""The fewest words a repeated block must have to be taken for a pull quote."""
_FEWEST_SHORT = 3
_MOST_SHORT = 200
"""More short quotations, or quotes within quotes, than this are not looked at: they are not decoration."""
_ORDINARY = 0.3
"""Plain text is the document's normal typeface from this share of all words."""

_QUOTED = expression(r"[\"“„«‹‚‘'][^\"“”„«»]+[\"”“»›’'][.,]?\Z")


def pulled_out(blocks: Sequence[Block]) -> set[int]:
    """The positions of blocks in a typeface of their own whose words also occur in a longer block in another typeface.

    A question is never a pull quote, and neither is a block that begins with a dash.
    """
    looks = [_look(block) for block in blocks]
    if len(set(looks)) < 2:
        return set()
    said = [tokens(block.text) for block in blocks]
    looks = _against_most(looks, said)
    index: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    wanted = {
        tuple(said[number][:_FEWEST]): number
        for number, look in enumerate(looks)
        if look and len(said[number]) >= _FEWEST and not words.ASKS.search(blocks[number].text)
    }
    short = _short(blocks, looks, said)
    if not wanted:
        return short
    for number, heard in enumerate(said):
        for at in range(len(heard) - _FEWEST + 1):
            row = tuple(heard[at : at + _FEWEST])
            if row in wanted:
                index[row].append((number, at))
    return short | set(_repeated(blocks, looks, said, index))


def _against_most(looks: Sequence[str], said: Sequence[list[str]]) -> list[str]:
    """`looks`, with "" for the most common one: if all answers are block quotes, plain text is what is set apart."""
    sizes: Counter[str] = Counter()
    for look, heard in zip(looks, said, strict=True):
        sizes[look] += len(heard)
    most = max(sizes, key=lambda look: (sizes[look], look))
    if sizes[""] >= _ORDINARY * sizes.total():
        return list(looks)
    return ["plain" if not look else "" if look == most else look for look in looks]


def quoted_again(blocks: Sequence[Block]) -> Iterator[int]:
    """The positions of quotes within quotes whose words all occur in a row above: what a reply quotes."""
    nested = [number for number, block in enumerate(blocks) if block.quote > 1]
    if not 0 < len(nested) <= _MOST_SHORT:
        return
    above = ""
    for number, block in enumerate(blocks):
        said = tokens(block.text)
        mine = f" {' '.join(said)} "
        if block.quote > 1 and len(said) >= _FEWEST_SHORT and mine in above:
            yield number
        elif block.quote < 2:
            above += f"{mine}\n"


def _short(blocks: Sequence[Block], looks: Sequence[str], said: Sequence[list[str]]) -> set[int]:
    """Short pull quotes. They must be set apart twice: in quotation marks, and in a block quote or in bold."""
    short = [
        number
        for number, look in enumerate(looks)
        if look in ("quote", "bold")
        and _FEWEST_SHORT <= len(said[number]) < _FEWEST
        and _QUOTED.match(blocks[number].text)
    ]
    if not short or len(short) > _MOST_SHORT:
        return set()
    heard = [f" {' '.join(each)} " for each in said]
    return {
        number
        for number in short
        if any(heard[number] in other and looks[place] != looks[number] for place, other in enumerate(heard))
    }


def _repeated(
    blocks: Sequence[Block],
    looks: Sequence[str],
    said: Sequence[list[str]],
    index: dict[tuple[str, ...], list[tuple[int, int]]],
) -> Iterable[int]:
    """The positions of blocks whose words occur in a longer block."""
    for number, look in enumerate(looks):
        mine = said[number]
        if (
            not look
            or len(mine) < _FEWEST
            or blocks[number].text[:1] in "—–-"
            or words.ASKS.search(blocks[number].text)
        ):
            continue
        for other, at in index.get(tuple(mine[:_FEWEST]), ())[:50]:
            longer = looks[other] != look and len(said[other]) >= len(mine) + bool(looks[other])
            if longer and said[other][at : at + len(mine)] == mine:
                yield number
                break


def _look(block: Block) -> str:
    """The typeface or layout that sets a whole block apart, or ""."""
    if block.kind == "heading":
        return "heading"
    if block.quote:
        return "quote"
    runs = [run for line in block.lines for run in line.runs if run.text.strip()]
    if all(run.bold for run in runs):
        return "bold"
    if all(run.italic for run in runs):
        return "italic"
    return "quoted" if _QUOTED.match(block.text.strip()) else ""
