"""Which labels of a document are people's, and which of them are the same person's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from audiorender.model import Remark
from audiorender.script.document import Document, Line
from audiorender.script.labels.aliases import is_held, known_names
from audiorender.script.labels.forms import candidate
from audiorender.script.labels.label import Ending, Label
from audiorender.script.labels.newcomers import counted, of_the_form, slips, told_apart
from audiorender.script.labels.slips import is_a_slip
from audiorender.script.labels.unmarked import Unmarked
from audiorender.script.labels.weights import Seen, Told, habitual, may_be_a_name, weighed
from audiorender.script.words import ENDS, LETTER_PAIRS, QUESTION_OR_ANSWER

_MIXED: tuple[Ending, ...] = ("colon", "dash", "spaced dash", "bracket")
"""The endings that one person's labels may have in one document."""
_AGAIN = 3
_HABITS: tuple[Ending, ...] = ("dash", "stop", "alone", "bracket", "bar", "nothing")
_MARKED: tuple[Ending, ...] = ("colon", "stop", "dash")
_QUESTIONS = 3
"""How often `Q` stands before a question without a mark after it, where it is a label."""


@dataclass(frozen=True, slots=True)
class People:
    """The labels that are people's, by key and ending, and the names under which some of them are known.

    `stamped` has the numbers of lines on which a time stood, and the words before it. `doubtful` has the keys for which
    little speaks, `apart` those of names that several people share, and `remarks` what a person should look at.
    """

    accepted: frozenset[tuple[str, Ending]]
    known_as: Mapping[str, str]
    stamped: Mapping[int, str]
    doubtful: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()
    unmarked: Unmarked | None = None
    given: Mapping[str, Label] = field(default_factory=dict)
    """The labels under which those are known whom the format itself names, by the name that it gives."""
    inside: re.Pattern[str] = field(init=False)
    """Finds the blanks after a sentence before which a label may stand in mid-line."""

    def __post_init__(self) -> None:
        names = "|".join(sorted({re.escape(key.partition(" (")[0]) for key, _ in self.accepted})) or "(?!)"
        pattern = rf"(?<=[.?!…\"”’)\]])[ \t]+(?=(?:{names})(?![^\W_]))"
        object.__setattr__(self, "inside", re.compile(pattern, re.IGNORECASE))

    def tag(self, line: Line) -> Label | None:
        """The label that `line` begins with, under its person's name."""
        tag = candidate(line, self.stamped.get(line.number, ""))
        if tag is None or (tag.key, tag.ending) not in self.accepted:
            tag = self.unmarked.match(line) if self.unmarked else None
        if tag is None:
            return None
        if tag.key in self.apart and tag.aside:
            return replace(tag, name=f"{tag.name} ({tag.aside})", aside=None)
        name = self.known_as.get(tag.key)
        if tag.key in self.doubtful:
            return replace(tag, name=name or tag.name, doubtful=True)
        return replace(tag, name=name) if name else tag


def people(document: Document, stamped: Mapping[int, str] = {}, credited: str = "") -> People:
    """The labels of `document`'s people; on the lines numbered in `stamped` a time stood, after the words there.

    `credited` is the text of bylines and of lists of who is there, which name people.
    A label that ends in a colon is weighed by itself; others count only where they are a habit of the document.
    """
    seen = _look_through(document, stamped)
    told = Told(document, credited)
    size = sum(block.kind != "heading" for block in document.blocks) or len(document.blocks)
    told.series = counted({key for tags in seen.tags.values() for key in tags})
    accepted = {(key, ending) for ending, key in _letters(seen)}
    accepted |= {(key, "colon") for key in weighed(_named(seen.tags["colon"]), told, seen, size)}
    stops = {key: tags for key, tags in seen.tags["stop"].items() if tags[0].face == "bold"}
    if len(bold := weighed(stops, told, seen, size)) > 1:
        accepted |= {(key, "stop") for key in bold}
    for ending in _HABITS:
        accepted |= {(key, ending) for key in habitual(seen.tags[ending], told, size, seen.stamped[ending])}
    if len(seen.tags["nothing"]["q"]) >= _QUESTIONS and accepted:
        accepted |= {(key, "nothing") for key in ("q", "a") if key in seen.tags["nothing"]}
    if sum(map(len, seen.tags["head"].values())) > 1:
        accepted |= {(key, "head") for key in seen.tags["head"]}
    names = {key for key, _ in accepted if len(key) > 1}
    accepted |= {(key, ending) for ending in _MIXED for key in seen.tags[ending] if key in names}
    accepted |= {(key, "nothing") for key in names if seen.stamped["nothing"][key]} | _timed(seen, told)
    accepted |= {(key, "alone") for key in names if " " in key and key in seen.tags["alone"]}
    accepted |= _bracketed(seen, told) if accepted else set()
    accepted |= set(_other_letters(seen, accepted))
    newcomers = list(of_the_form(seen, accepted, told, size))
    accepted |= {(key, ending) for key, ending, _ in newcomers}
    meant = {(key, ending): name for key, ending, name in slips(seen, accepted, told)}
    accepted |= meant.keys()
    doubtful = {key for key, _, alone in newcomers if alone} | {key for key, _ in meant}
    spelled = {key: seen.tags[ending][name][0].shown for (key, ending), name in meant.items()}
    remarks = [
        Remark(seen.lines[key], f"'{seen.tags[ending][key][0].shown}' is taken for '{spelled[key]}', who speaks often")
        for key, ending in meant
    ]
    shown = [_most_telling(seen.tags[ending][key]) for key, ending in sorted(accepted - meant.keys())]
    letters = {key: "QA"[place] for pair in LETTER_PAIRS for place, key in enumerate(pair) if _is_pair(pair, accepted)}
    letters |= {key: letters[key[0]] for key, _ in accepted if key in QUESTION_OR_ANSWER and key[0] in letters}
    apart = told_apart([tag for tag in seen.order if (tag.key, tag.ending) in accepted])
    given, wrong = _given(document, told)
    known_as = known_names([*shown, *(given[name] for name in sorted(given.keys() - wrong.keys()))], document) | letters
    known_as |= {key: known_as.get(name, spelled[key]) for (key, _), name in meant.items()}
    for name, (line, right) in wrong.items():
        remarks.append(Remark(line, f"'{name}' is taken for '{right}', who speaks often"))
        given[name] = replace(given[name], name=right, doubtful=True)
    given = {name: replace(tag, name=known_as.get(tag.key, tag.name)) for name, tag in given.items()}
    often = {key for key, ending in accepted if ending in _MARKED and len(seen.tags[ending][key]) > 1}
    unmarked = Unmarked(often | {key for key in letters if len(key) == 1}, told.words) if often else None
    return People(frozenset(accepted), known_as, stamped, frozenset(doubtful), apart, tuple(remarks), unmarked, given)


def _given(document: Document, told: Told) -> tuple[dict[str, Label], dict[str, tuple[int, str]]]:
    """Labels for the names that the format itself gives, and slips of the pen among them: their line, and the name."""
    lines: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for block in document.blocks:
        if block.speaker:
            lines.setdefault(block.speaker, block.line)
            counts[block.speaker] += 1
    often = [name for name, count in counts.items() if count > 1]
    wrong: dict[str, tuple[int, str]] = {}
    for name, count in counts.items():
        near = [other for other in often if other != name and is_a_slip(name.casefold(), other.casefold())]
        if count == 1 and len(near) == 1 and not any(told.words[word] for word in name.split()):
            wrong[name] = (lines[name], near[0])
    return {name: Label(name, None, 0, "plain") for name in counts}, wrong


def _most_telling(tags: Sequence[Label]) -> Label:
    """The first of labels of one key that says who has the role that it names, or else the first."""
    return next((tag for tag in tags if is_held(tag)), tags[0])


def _look_through(document: Document, stamped: Mapping[int, str]) -> Seen:
    """Every label that may be, and how it stands."""
    seen = Seen()
    before: Label | None = None
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        opened: Label | None = None
        for place, line in enumerate(block.lines):
            tag = candidate(line, stamped.get(line.number, ""))
            if tag is None:
                continue
            seen.titles[tag.key] += block.kind == "heading"
            last = line is block.lines[-1]
            if tag.ending == "alone" and last and (after is None or block.quote):
                continue  # nothing follows that it could be the label of
            timed = line.number in stamped or (not last and stamped.get(block.lines[place + 1].number) == "")
            seen.add(replace(tag, face="bold") if block.kind == "heading" else tag, timed)
            seen.opening[tag.ending] += place == 0
            seen.after_chevrons[tag.key] += place == 0 and block.mark == ">>"
            seen.lines.setdefault(tag.key, line.number)
            seen.order.append(tag)
            ended = place == 0 or ENDS.search(block.lines[place - 1].text.rstrip()) is not None
            seen.opens[tag.key, tag.ending] += ended
            if tag.ending == "alone":
                below = after.lines[0] if last and after else block.lines[place + 1] if not last else None
                seen.below[tag.key].append(candidate(below, stamped.get(below.number, "")) if below else None)
            if tag.length == len(line.text) and last and after is not None and after.quote > block.quote:
                seen.above_a_quote[tag.key] += 1
            if place == 0 and tag.ending == "colon":
                if before and before.key != tag.key and before.face == tag.face:
                    seen.beside.update((before.key, tag.key))
                opened = tag
        before = opened
    return seen


def _named(tags: Mapping[str, Sequence[Label]]) -> dict[str, Sequence[Label]]:
    """Without those that only tell who speaks, as `A voice from the hall:` does."""
    return {key: found for key, found in tags.items() if found and not found[0].doubtful}


def _timed(seen: Seen, told: Told) -> set[tuple[str, Ending]]:
    """Names beside which a time stands again and again, whether on their line or below."""
    endings: tuple[Ending, Ending] = ("nothing", "alone")
    times = sum((seen.stamped[ending] for ending in endings), Counter[str]())
    again = {
        (key, ending)
        for ending in endings
        for key, tags in seen.tags[ending].items()
        if times[key] > 1 and may_be_a_name(tags, told)
    }
    return again if len({key for key, _ in again}) > 1 else set()


def _bracketed(seen: Seen, told: Told) -> set[tuple[str, Ending]]:
    """Names in brackets that come again and again, in a document that tells others by other labels."""
    return {
        (key, "bracket")
        for key, tags in seen.tags["bracket"].items()
        if len(tags) >= _AGAIN and seen.opens[key, "bracket"] >= _AGAIN and may_be_a_name(tags, told)
    }


def _other_letters(seen: Seen, accepted: Iterable[tuple[str, Ending]]) -> Iterator[tuple[str, Ending]]:
    """`Q.` and `A.` beside `Q:` and `A:`, and `Question.` and `Answer.` before the first `Q.` and `A.`."""
    known = {key for key, _ in accepted}
    for pair in (*LETTER_PAIRS, ("q", "a")):
        if not known.issuperset(pair):
            continue
        for ending in ("colon", "stop", "spaced dash"):
            tags = seen.tags[ending]
            if all(tags[key] for key in pair):
                yield from ((key, ending) for key in pair)
        for key, ending in list(accepted):
            if key in pair:
                yield from (
                    (long, ending) for long in seen.tags[ending] if long in QUESTION_OR_ANSWER and long[0] == key
                )


def _is_pair(pair: tuple[str, str], accepted: Iterable[tuple[str, Ending]]) -> bool:
    return pair != ("q", "r") and set(pair) <= {key for key, _ in accepted}


def _letters(seen: Seen) -> Iterable[tuple[Ending, str]]:
    """Single letters that are question and answer in some language: both there, and both often."""
    for ending, tags in seen.tags.items():
        for pair in LETTER_PAIRS:
            if all(key in tags for key in pair) and min(len(tags[key]) for key in pair) >= 2:
                yield from ((ending, key) for key in pair)
                break
