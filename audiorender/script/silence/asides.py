"""Text that nobody says: timestamps, stage directions, bylines and pull quotes.

It is silenced before anyone looks for speakers, so that `[00:12] Ana:` and `Ana (00:12:34):` read as `Ana:`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.script.document import Block, Document, Line, Marked, Run, silence
from audiorender.script.labels.names import words_of
from audiorender.script.links import beyond_host
from audiorender.script.reading.source import Lines
from audiorender.script.silence.brackets import OPENING_SIGNS, directions, is_sure
from audiorender.script.silence.notemarks import footnotes
from audiorender.script.silence.page.bylines import is_byline, is_record
from audiorender.script.silence.page.furniture import furniture, is_program_note, is_under_a_post
from audiorender.script.silence.page.surroundings import surroundings
from audiorender.script.silence.pages import without_pages
from audiorender.script.silence.posts import Cuts, Posts, posts
from audiorender.script.silence.programnotes import program_notes
from audiorender.script.silence.pullquotes import pulled_out, quoted_again
from audiorender.script.silence.questionnumbers import unnumbered
from audiorender.script.silence.speech import Speech, bare_answers
from audiorender.script.silence.times import Times, without_timed_headings
from audiorender.script.units.questions import split_questions
from audiorender.script.words import NOT_PEOPLE

_SOUND_CUE = expression(r"(?:SOUND|MUSIC|SFX|FX|ATMOS|EFFECTS?)(?: CUE)?[ \t]*:[ \t]*\S")
_CUE = expression(r"[A-Z][A-Z .'-]{0,30}(?:\([^()]*\))?[ \t]*:")
_RECORDING_EDGE = expression(
    r"(?:END|BEGIN(?:NING)?|START)(?: OF)?(?: THE)? "
    r"(?:RECORDING|TAPE|INTERVIEW|TRANSCRIPT(?:ION)?|AUDIO|SESSION|SIDE|FILE)\b[^.?!:]{0,20}\.?\Z"
)
"""A transcriber's note in capitals on its own line where a recording begins or ends: `END OF TAPE`."""
_NOTE = expression(r"\[([^\[\]]{3,60})\]:[ \t]")
"""What whoever transcribes remarks on: `[Observer's notes]: She smiles.`"""
_EMOTES = expression(
    r"(?:laugh|chuckl|giggl|sigh|paus|smil|cough|nod|shrug|grin|rit\b|rient|lacht|lächelt|ríe)[\w ]{0,20}\Z"
)
"""What somebody does, in italics without brackets: `*laughs*`."""
_BREAK = expression(
    r"(?:(?:ad|music|coffee|tea|lunch|station|commercial|short|sponsor) )?"
    r"(?:break|intermission|interlude|recess|pause|intro|outro|jingle|music|teaser|pausa|werbung|musik)s?[\s:–—-]*\Z",
    re.IGNORECASE,
)
"""Words beside a time that are not said: `Break: [16:41] - [52:40]`."""
_CLOSING_MARKS = frozenset(",.;:!?…")
"""A blank before one of these is removed along with the brackets in front of it."""
_OPENING = expression(rf"(?:\A|\n|[.?!…:—–-][{CLOSE_QUOTES})\]]*[^\S\n]*)\Z")

_SAID = 5
"""In a table's row whose cells all have fewer words, nobody speaks, and a time is part of what it tells."""
_EDGE_BLOCKS = 8
"""How many blocks from the first or last a byline may be."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """A document without the text that nobody says, that text as marks, and the lines that had a timestamp.

    `stamped` maps the number of such a line to the words before its timestamp; `credits` has the text of bylines and
    of lists of who is there; `speech` has looked for labels in the whole.
    """

    document: Document
    marks: tuple[Marked, ...]
    stamped: Mapping[int, str]
    speech: Speech
    credits: str = ""


def clear(document: Document) -> Cleared:
    """Silence the text that nobody says."""
    if document.settled:
        return Cleared(document, (), {}, Speech(document, lambda: (document.blocks, {})))
    blocks, printed = without_pages(document.blocks)
    marks = [*printed]
    times, answers, posted, notes = Times(document), bare_answers(blocks), posts(blocks), footnotes(blocks)

    def untimed() -> tuple[Sequence[Block], Mapping[int, str]]:
        stood = dict(posted.authors)
        cuts = ([_unsaid_in(line, block, times, answers, posted) for line in block.lines] for block in blocks)
        return [_without(block, cut, stood, []) for block, cut in zip(blocks, cuts, strict=True)], stood

    blocks = tuple(unnumbered(blocks, marks))
    document = replace(document, blocks=blocks)
    speech = Speech(document, untimed)
    rules = _silent_blocks(blocks, notes.blocks, speech, _pictures(document))
    kept: list[Block] = []
    stamped = dict(posted.authors)
    credited = "\n".join(blocks[number].text for number, rule in rules.items() if rule == "byline")
    for number, block in enumerate(blocks):
        if rule := rules.get(number):
            marks.extend(mark for line in block.lines for mark in silence(line.runs, rule))
            continue
        rest = _without(block, _cuts(block, times, notes.marks, answers, speech, posted), stamped, marks)
        if rest.lines:
            kept.append(rest)
    document = replace(document, blocks=tuple(split_questions(without_timed_headings(kept, stamped))))
    return Cleared(document, tuple(marks), stamped, speech, credited)


def _silent_blocks(
    blocks: Sequence[Block], notes: Collection[int], speech: Speech, pictures: Collection[int]
) -> dict[int, str]:
    """The positions of whole blocks that nobody says, each with its rule. Certain speech is never one."""
    found = {number: "pull-quote" for number in pulled_out(blocks) if not blocks[number].speaker}
    found |= dict.fromkeys(quoted_again(blocks), "quoted-again") | dict.fromkeys(notes, "footnote")
    found = dict(furniture(blocks)) | found
    for number, block in enumerate(blocks):
        given = block.speaker and (not number or blocks[number - 1].speaker != block.speaker)
        if given or number in found or min(number, len(blocks) - 1 - number) >= _EDGE_BLOCKS:
            continue
        if is_byline(block) or (is_record(block) and not speech.has_begun(number)):
            found[number] = "byline"
    found |= program_notes(blocks)
    found |= surroundings(blocks, found, speech, pictures)
    surely = {number for number in found if number in notes or is_program_note(blocks[number].text)}
    silent: dict[int, str] = {}
    for number, rule in sorted(found.items()):
        if number in surely or not _is_said(number, rule, speech, below_silence=number - 1 in silent):
            silent[number] = rule
    return silent


def _pictures(document: Document) -> frozenset[int]:
    """The lines that have a picture."""
    lines = Lines(document.source.text)
    return frozenset(lines.number(mark.span.start) for mark in document.marks if mark.rule == "image")


def _is_said(number: int, rule: str, speech: Speech, *, below_silence: bool) -> bool:
    """Whether block `number` is speech despite `rule`. Before the first sentence, a label may belong to a record."""
    if rule == "pull-quote" and speech.begins_with_label(number):
        return True
    if rule == "quoted-again":
        return False
    if rule != "stage-direction" and not below_silence and speech.answers(number):
        return True
    return (rule not in ("byline", "caption") or speech.has_begun(number)) and speech.follows_label(number)


def _without(block: Block, cuts: Iterable[Cuts], stamped: dict[int, str], marks: list[Marked]) -> Block:
    """`block` without the cuts in its lines; they are added to `marks`, and lines with a timestamp to `stamped`."""
    lines: list[Line] = []
    for line, found in zip(block.lines, cuts, strict=True):
        left, behind = line, list[tuple[Run, ...]]()
        for start, end, rule in reversed(found):
            marks.extend(silence(left.cut(start, end).stripped().runs, rule))
            after = left.text[end : end + 1] or (behind[-1][0].text[:1] if behind and behind[-1] else "")
            kept_to = start - (after in _CLOSING_MARKS and left.text[start - 1 : start] == " ")
            if rule == "timestamp":
                stamped[line.number] = left.text[:start].strip()
            behind.append(_runs(left, end, len(left.text)))
            left = Line(line.number, _runs(left, 0, kept_to))
        rest = Line(line.number, (*left.runs, *(run for runs in reversed(behind) for run in runs))) if found else line
        rest = rest.stripped()
        if rest.runs and line.number in stamped and _BREAK.match(rest.text):
            marks.extend(silence(rest.runs, "stage-direction"))
        elif rest.runs:
            lines.append(rest)
    return block if lines == [*block.lines] else replace(block, lines=tuple(lines))


def _runs(line: Line, start: int, end: int) -> tuple[Run, ...]:
    return line.cut(start, end).runs if start < end else ()


def _unsaid_in(line: Line, block: Block, times: Times, answers: Collection[int], posted: Posts) -> Cuts:
    """The timestamps in `line`, addresses but for their hosts, what belongs to a post, or the end of a recording."""
    if line.number in posted.cuts:
        return posted.cuts[line.number]
    if _RECORDING_EDGE.match(line.text) and line.number not in answers:
        return [(0, len(line.text), "stage-direction")]
    if (note := _NOTE.match(line.text)) and not NOT_PEOPLE.isdisjoint(words_of(note[1])):
        return [(0, len(line.text), "stage-direction")]
    if is_under_a_post(line.text) and any(map(str.isdecimal, line.text)):
        return [(0, len(line.text), "page-part")]
    if (
        block.kind == "row"
        and line is not block.lines[0]
        and all(len(cell.text.split()) < _SAID for cell in block.lines)
    ):
        return []
    beyond = list(beyond_host(line.text))
    found = [(*span, "timestamp") for span in times.find(line, answers) if not any(a <= span[0] < b for a, b in beyond)]
    return sorted([*found, *((*span, "link-target") for span in beyond)])


def _cuts(
    block: Block,
    times: Times,
    notes: re.Pattern[str] | None,
    answers: Collection[int],
    speech: Speech,
    posted: Posts,
) -> Iterator[Cuts]:
    """For each line of `block`, the parts that nobody says."""
    text = "\n".join(line.text for line in block.lines)
    found: Cuts = (
        list(_emotes(block, text)) if any(run.italic or run.bold for line in block.lines for run in line.runs) else []
    )
    found += [(*match.span(), "footnote-mark") for match in notes.finditer(text)] if notes else []
    marked = not OPENING_SIGNS.isdisjoint(text) or ":" in text or text[:1].isdecimal() or " OF " in text
    if marked or posted.cuts or is_under_a_post(block.lines[-1].text):
        found += _sounds(block)
        found += [cut for cut in directions(text, _italic_starts(block)) if not _is_kept(cut, block, text, speech)]
        at = 0
        for line in block.lines:
            cuts = _unsaid_in(line, block, times, answers, posted)
            found += [(at + start, at + end, rule) for start, end, rule in cuts]
            at += len(line.text) + 1
    found.sort(key=lambda cut: (cut[0], -cut[1]))
    found = [cut for before, cut in pairwise([(0, 0, ""), *found]) if cut[0] >= before[1]]
    at = 0
    for line in block.lines:
        end = at + len(line.text)
        yield [
            (max(start, at) - at, min(stop, end) - at, rule) for start, stop, rule in found if start < end and stop > at
        ]
        at = end + 1


def _is_kept(cut: tuple[int, int, str], block: Block, text: str, speech: Speech) -> bool:
    """Whether brackets open a line and hold a speaker's name (`[Ana] Yes.`), or are all of a labelled answer and not
    certainly a stage direction (`Ana: [Nobody.]`)."""
    at = 0
    for line in block.lines:
        if cut[0] - at <= len(line.text):
            lead = line.text[: cut[0] - at].strip()
            if lead and cut[1] - at == len(line.text) and not is_sure(text[cut[0] : cut[1]]) and speech.asked(line):
                return speech.label_length(line) == len(line.text[: cut[0] - at])
            before = cut[0] - at if not lead or not any(map(str.isalpha, lead)) else 0
            return not (lead and not before) and speech.is_label(line.cut(before).stripped())
        at += len(line.text) + 1
    return False


def _italic_starts(block: Block) -> set[int]:
    """Offsets in the block's text where italics begin, unless the whole block is in italics."""
    at, found, upright = 0, set[int](), False
    for line in block.lines:
        for run in line.runs:
            if run.italic:
                found.add(at)
            upright = upright or not run.italic
            at += len(run.text)
        at += 1
    return found if upright else set()


def _emotes(block: Block, text: str) -> Iterator[tuple[int, int, str]]:
    """Words in italics or bold at the start of speech that say what the speaker does: `*laughs* Just that?`"""
    at = 0
    for line in block.lines:
        for run in line.runs:
            if (
                (run.italic or run.bold)
                and _EMOTES.match(run.text.strip())
                and _OPENING.search(text, max(0, at - 12), at)
            ):
                yield at, at + len(run.text), "stage-direction"
            at += len(run.text)
        at += 1


def _sounds(block: Block) -> Iterator[tuple[int, int, str]]:
    """Sound and music cues of a radio play, up to the next speaker's label."""
    at, sounds = 0, False
    for line in block.lines:
        sounds = _SOUND_CUE.match(line.text) is not None or (sounds and not _CUE.match(line.text))
        if sounds:
            yield at, at + len(line.text), "stage-direction"
        at += len(line.text) + 1
