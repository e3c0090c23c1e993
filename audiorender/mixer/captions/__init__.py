"""Words on the screen: a turn's words cut into pieces by sentence, then by sense, with the times they are said.

All transcripts are made of these captions, so they all show the same words at the same times.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from audiorender.mixer.captions.sense import AFTER_LEANING, cut_cost, ends_sentence
from audiorender.model import RATE, Caption, Line, Word, joined
from audiorender.unspaced import LINE, room

WIDTH = 65
"""Characters of a caption, which players show in one line without breaking it; only a longer word exceeds it.

Full-width characters count more (`unspaced.room`), here and wherever characters are counted, and are read more slowly.
"""

NARROW = LINE
"""Characters in each of the two lines of a subtitle, the speaker's name included."""

_SHORTEST = RATE // 20  # a caption that is told to stand for less is not seen, and could vanish when rounded
_BRIEF = RATE  # one that stands for less than a second is hard to catch
_SEEN = RATE * 5 // 6  # a caption stands at least so long where nothing follows (Netflix)
_GAP = RATE // 2  # a shorter time with no caption is a flicker, and the one before stays (Netflix)
_LINGER = RATE  # a caption may stay on the screen for so long after its last word, while nothing follows
_PACE = RATE // 17  # samples to read a character: 17 characters a second, a usual limit for adult programmes
_HURRY = RATE / 19  # below this many samples a character it cannot be read: 20 a second, and something to spare

# What else a piece costs, in the unit of `sense.cut_cost`.
_EACH = 10.0  # every piece, so that there are few
_EMPTY = 100.0  # a piece that fills nothing of its line, and the square of what it leaves empty
_SCANT = 20.0  # one that ends its sentence with only a word or two
_RUN_ON = 25.0  # a sentence that ends inside a piece
_NEW_PARAGRAPH = 30.0  # a paragraph that ends inside a piece
_UNREAD = 6.0  # every character that nobody has the time to read
_LONELY = 10.0  # a word alone beside the speaker's name
_FLASH = 60.0  # a piece that is there for no time at all


@dataclass(frozen=True, slots=True)
class _Run:
    """The words of one turn, in samples of the episode. The paragraphs end behind the words `ends`."""

    turn: int
    speaker: str
    words: tuple[Word, ...]
    ends: frozenset[int]


def captions(placed: Iterable[tuple[int, Line]], frames: int) -> tuple[Caption, ...]:
    """The captions of lines whose clips start at the samples given, in order, in an episode of `frames` samples.

    A caption comes with its first word and stays until it can be read, at most a second after its last word and never
    beyond the next. Where words have no time of their own, captions share what time there is.
    """
    runs = list(_runs(placed))
    pieces: list[tuple[_Run, str, tuple[Word, ...]]] = []
    for number, run in enumerate(runs):
        label = _label(run.speaker) if number == 0 or runs[number - 1].speaker != run.speaker else ""
        until = runs[number + 1].words[0].start if number + 1 < len(runs) else frames
        for words in split(run.words, label=label, until=until, paragraphs=run.ends):
            pieces.append((run, label, words))
            label = ""
    starts = _apart([words[0].start for _, _, words in pieces], frames)
    found = []
    for index, (run, label, words) in enumerate(pieces):
        text = joined(words)
        said = words[-1].end
        read = max(starts[index] + _SEEN, min(starts[index] + int(room(text) * _PACE), said + _LINGER))
        wanted, following = max(said, read), starts[index + 1] if index + 1 < len(starts) else frames
        end = following if wanted > following - _GAP and index + 1 < len(starts) else min(wanted, following)
        inside = _clamped(words, starts[index], end)
        found.append(Caption(starts[index], end, run.speaker, text, run.turn, inside, _lines(words, label)))
    return tuple(found)


def _runs(placed: Iterable[tuple[int, Line]]) -> Iterator[_Run]:
    for (turn, speaker), lines in groupby(placed, key=lambda one: (one[1].turn, one[1].speaker)):
        words: list[Word] = []
        ends = set()
        for clip, line in lines:
            words += (replace(word, start=clip + word.start, end=clip + word.end) for word in line.words)
            ends.add(len(words) - 1)
        if words:
            yield _Run(turn, speaker, tuple(words), frozenset(ends))


def _label(speaker: str) -> str:
    """The name as it stands before the words; one that would not fit into its line is cut."""
    most = NARROW - len(": ")
    fits = bisect_right(range(1, len(speaker) + 1), most - 1.0, key=lambda length: room(speaker[:length]))
    name = speaker if room(speaker) <= most else f"{speaker[:fits].rstrip()}…"
    return f"{name}: " if name else ""


def split(
    words: Sequence[Word], *, label: str = "", until: int | None = None, paragraphs: frozenset[int] = frozenset()
) -> tuple[tuple[Word, ...], ...]:
    """The words of a turn in pieces of at most `WIDTH` characters, or two lines of `NARROW` with the label before them.

    It is the cheapest way by where sentences and clauses end, and by the time there is to read each piece: the last may
    stay until sample `until`. Every word is in one piece, in order. A word longer than a line stands alone.
    """
    begins, stops = _places(words)
    ends = [ends_sentence(words, index) or index in paragraphs for index in range(len(words))]
    inside = (_RUN_ON * end + _NEW_PARAGRAPH * (index in paragraphs) for index, end in enumerate(ends))
    run_on = [0.0, *accumulate(inside)]
    best = [0.0] + [float("inf")] * len(words)
    previous = [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        last = end == len(words)
        cut = 0.0 if last else cut_cost(words, end - 1, sentence=ends[end - 1])
        said = words[end - 1].end + _LINGER
        gone = (said if until is None else min(until, said)) if last else min(words[end].start, said)
        for start in range(end - 1, -1, -1):
            length = stops[end - 1] - begins[start]
            if start < end - 1:
                if length > WIDTH:
                    break
                named = 0.0 if start else room(label)
                if length + named > NARROW and not _fold(begins, stops, start, end, named):
                    continue
            cost = best[start] + _EACH + cut + run_on[end - 1] - run_on[start]
            cost += _fill(length, last=ends[end - 1] or last) + _haste(length, gone - words[start].start)
            if cost < best[end]:
                best[end], previous[end] = cost, start
    pieces = []
    end = len(words)
    while end:
        pieces.append(tuple(words[previous[end] : end]))
        end = previous[end]
    return tuple(reversed(pieces))


def _places(words: Sequence[Word]) -> tuple[list[float], list[float]]:
    """Where each word begins and where it ends, in characters, were they all on one line."""
    begins, stops, place = [], [], 0.0
    for word in words:
        begins.append(place + (not word.glued))
        place = begins[-1] + room(word.text)
        stops.append(place)
    return begins, stops


def _fill(length: float, *, last: bool) -> float:
    """How ill a piece fills its line; one that ends its sentence may be short, unless it is only a word or two."""
    if last:
        return _SCANT if length < WIDTH // 4 else 0.0
    return _EMPTY * (1 - length / WIDTH) ** 2 if length < WIDTH else 0.0


def _haste(length: float, time: int) -> float:
    """How badly so many characters can be read in so many samples."""
    unread = length - time / _HURRY
    cost = _UNREAD * unread if unread > 0 else 0.0
    return cost + _FLASH * (1 - time / _BRIEF) if time < _BRIEF else cost


def _fold(begins: Sequence[float], stops: Sequence[float], start: int, end: int, named: float) -> bool:
    """Whether words `start` to `end`, too long for one line, fit into two of `NARROW` behind `named` characters."""
    second = bisect_right(stops, begins[start] - named + NARROW, lo=start, hi=end)  # the word that begins line two
    return stops[end - 1] - begins[second] <= NARROW


def _lines(words: Sequence[Word], label: str) -> tuple[str, ...]:
    """The words of a piece in one line or two, cut by sense and into even halves, with the label before them."""
    whole = label + joined(words)
    if room(whole) <= NARROW:
        return (whole,)
    folds = []
    for cut in range(0 if label else 1, len(words)):
        halves = (label + joined(words[:cut])).rstrip(), joined(words[cut:])
        cost = cut_cost(words, cut - 1, sentence=ends_sentence(words, cut - 1)) if cut else AFTER_LEANING
        first, second = map(room, halves)
        over = max(0.0, first - NARROW) + max(0.0, second - NARROW)
        cost += _LONELY if label and cut == 1 else 0.0
        folds.append((over, cost + abs(first - second) / 2, halves))
    return min(folds)[2] if folds else (whole,)


def _clamped(words: Sequence[Word], first: int, end: int) -> tuple[Word, ...]:
    """The words of a caption that stands from `first` to `end`: none lies outside it."""
    return tuple(replace(w, start=min(max(w.start, first), end), end=min(max(w.end, first), end)) for w in words)


def _apart(starts: Sequence[int], frames: int) -> list[int]:
    """The starts in order, moved as little as it takes for each caption to stand for a moment before `frames`."""
    moment = min(_SHORTEST, frames // max(1, len(starts)))
    moved, earliest, latest = [], 0, frames
    for start in starts:
        moved.append(max(start, earliest))
        earliest = moved[-1] + moment
    for index in reversed(range(len(moved))):
        latest = moved[index] = min(moved[index], latest - moment)
    return moved
