"""What a person should check: words silenced by a guess, and possible labels that are read aloud."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from audiorender.model import Remark, Silent
from audiorender.script import words
from audiorender.script.labels.forms.candidate import candidate
from audiorender.script.labels.forms.inner import unread_labels
from audiorender.script.labels.people import People
from audiorender.script.silence.brackets import is_sure
from audiorender.script.units.unit import Section, Unit

GUESSED = {
    "page-part": "part of the page around the text",
    "caption": "a caption",
    "byline": "a byline",
    "pull-quote": "a pull quote",
    "quoted-again": "a quotation of what was said above",
    "title-page": "a title page",
    "action": "screenplay action",
    "footnote": "a footnote",
    "page-number": "a page header or number",
    "stage-direction": "a stage direction",
    "task": "a task list item",
    "template": "a template",
    "json-value": "data beside the speech",
    "column-value": "data beside the speech",
}
"""Rules that silence words because of how they look, each with what it takes them for."""

_DATA = frozenset(["json-value", "column-value"])
"""What these silence is only worth a look if it is a sentence."""
_LONGEST = 60
"""A name that is read aloud must end within this many characters."""
_LISTED = 5
_SENTENCE = 6
"""Text in brackets, near an edge or between turns is worth a look from this many words on."""
_SHOWN = 60


def silenced(silent: Sequence[Silent], first: int, last: int) -> Iterator[Remark]:
    """Whole sentences silenced by a guess, and anything silenced by one between the turns at `first` and `last`.

    These two are offsets in the source. Lines silenced by one rule are reported together.
    """
    found: dict[str, list[Silent]] = {}
    labelled = {piece.line for piece in silent if piece.rule == "label"}
    for piece in silent:
        if piece.rule in GUESSED and (_worth_a_look(piece, first, last) or _follows_label(piece, labelled)):
            same_rule = found.setdefault(piece.rule, [])
            if not same_rule or piece.line > same_rule[-1].line + same_rule[-1].text.count("\n") + 1:
                same_rule.append(piece)
    for rule, pieces in found.items():
        text = f"not spoken, taken as {GUESSED[rule]}: {_short(pieces[0].text)}"
        yield Remark(pieces[0].line, text + _so_are([piece.line for piece in pieces[1:]]))


def _so_are(lines: Sequence[int]) -> str:
    """The other lines to which the same applies, for the end of a note."""
    if len(lines) < 2:
        return "".join(f" (so is line {line})" for line in lines)
    shown = lines[: _LISTED - 1]
    more = f" and {len(lines) - len(shown)} more" if len(lines) > len(shown) else ""
    return f" (so are lines {', '.join(map(str, shown))}{more})"


def _follows_label(piece: Silent, labelled: Collection[int]) -> bool:
    """Whether it is on the same line as a label and is not a stage direction."""
    return piece.line in labelled and piece.rule not in {*_DATA, "stage-direction"}


def _worth_a_look(piece: Silent, first: int, last: int) -> bool:
    """Whether a silent piece is long enough, or placed so, that a person should check it."""
    size = len(re.findall(r"[^\W_]+", piece.text))
    if not any(char.isalpha() for char in piece.text):
        return False
    if piece.rule == "stage-direction":
        return size >= _SENTENCE or not is_sure(piece.text)
    within = first < piece.spans[0].start < last and piece.rule not in _DATA
    return within or (size >= _SENTENCE and words.ENDS.search(piece.text.rstrip()) is not None)


def spoken_names(items: Iterable[Unit | Section], known: People) -> Iterator[Remark]:
    """Names before a colon or in brackets that begin a paragraph and are read aloud; they may be unknown labels."""
    names = {key for key, _ in known.accepted}
    if len(names) < 2:
        return
    for item in items:
        if isinstance(item, Section) or not item.lines[0].runs:
            continue
        head = item.lines[0].text[:_LONGEST]
        tag = candidate(item.lines[0]) if ":" in head or "：" in head or head[0] in "[(【" else None
        if tag is None or not tag.name or tag.ending not in ("colon", "bracket") or tag.length >= len(item.text):
            continue
        if tag.key in names or (item.label is None and tag.name[0].isupper() and tag.key.split()[0] not in _NOT_PEOPLE):
            yield Remark(
                item.line, f"'{item.lines[0].text[: tag.length].strip()}' is read aloud, not taken as a speaker's name"
            )


def unread(items: Iterable[Unit | Section]) -> Iterator[Remark]:
    """Names and marks within paragraphs that are read aloud, although somebody else may begin to speak there."""
    found = [(item.line, label) for item in items if isinstance(item, Unit) for label in unread_labels(item.text)]
    if len(found) > 1:
        text = f"'{found[0][1]}' within a paragraph is read aloud; if somebody else speaks there, begin a line with it"
        yield Remark(found[0][0], text + _so_are([line for line, _ in found[1:]]))


_NOT_PEOPLE = frozenset(words.NOT_PEOPLE)


def _short(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(' "')
    return f'"{text}"' if len(text) <= _SHOWN else f'"{text[: _SHOWN - 1].rstrip()}…"'
