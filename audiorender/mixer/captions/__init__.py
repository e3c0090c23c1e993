"""Captions: a turn's words split into pieces by sentence, then by sense, with the times when they are said.

All transcripts are made from these captions, so that they show the same words at the same times.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from audiorender.mixer.captions.sense import AFTER_LEANING, cut_cost, ends_sentence
from audiorender.model import RATE, Caption, Line, Word, joined
from audiorender.unspaced import LINE, room

WIDTH = 65
"""Characters per caption, which players show in one line without breaking it; only a longer word exceeds it.

Full-width characters count more (`unspaced.room`), here and wherever characters are counted, and take longer to read.
"""

NARROW = LINE
"""Characters in each of the two lines of a subtitle, including the speaker's name."""

_SHORTEST = RATE // 20  # a shorter caption is not seen, and could vanish when rounded
_BRIEF = RATE  # a caption shown for less than a second is hard to catch
_SEEN = RATE * 5 // 6  # minimum duration of a caption if nothing follows (Netflix)
_GAP = RATE // 2  # a shorter gap between captions flickers, so the caption before it stays (Netflix)
_LINGER = RATE  # how long a caption may stay after its last word if nothing follows
_PACE = RATE // 17  # samples to read a character: 17 characters a second, a usual limit for adult programmes
_HURRY = RATE / 19  # with fewer samples per character it cannot be read: 20 a second, and some margin

# What else a piece costs, in the unit of `sense.cut_cost`.
_EACH = 10.0  # each piece, to keep their number low
_EMPTY = 100.0  # the factor for the square of how much of its line a piece leaves empty
_SCANT = 20.0  # a piece that ends its sentence with only a word or two
_RUN_ON = 25.0  # a sentence that ends inside a piece
_NEW_PARAGRAPH = 30.0  # a paragraph that ends inside a piece
_UNREAD = 6.0  # each character that there is no time to read
_LONELY = 10.0  # a single word beside the speaker's name
_FLASH = 60.0  # a piece without any time on the screen


@dataclass(frozen=True, slots=True)
class _Run:
    """The words of one turn, in samples of the episode. A paragraph ends after each of the words `ends`."""

    turn: int
    speaker: str
    words: tuple[Word, ...]
    ends: frozenset[int]


def captions(placed: Iterable[tuple[int, Line]], frames: int) -> tuple[Caption, ...]:
    """The captions of lines whose clips start at the given samples, in order, in an episode of `frames` samples.

    A caption appears with its first word and stays until it can be read, at most a second after its last word and never
    beyond the next caption. Where words have no times of their own, captions share the available time.
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
            words += (Word(word.text, clip + word.start, clip + word.end, word.glued) for word in line.words)
            ends.add(len(words) - 1)
        if words:
            yield _Run(turn, speaker, tuple(words), frozenset(ends))


def _label(speaker: str) -> str:
    """The name as it precedes the words; one that would not fit on its line is cut."""
    most = NARROW - len(": ")
    fits = bisect_right(range(1, len(speaker) + 1), most - 1.0, key=lambda length: room(speaker[:length]))
    name = speaker if room(speaker) <= most else f"{speaker[:fits].rstrip()}…"
    return f"{name}: " if name else ""


def split(
    words: Sequence[Word], *, label: str = "", until: int | None = None, paragraphs: frozenset[int] = frozenset()
) -> tuple[tuple[Word, ...], ...]:
    """Split the words of a turn into pieces of `WIDTH` characters, or two lines of `NARROW` including the label.

    The split is the cheapest by where sentences and clauses end, and by the time there is to read each piece: the last
    may stay until sample `until`. Every word is in one piece, in order. A word longer than a line is a piece by itself.
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
            cost = best[start] + _EACH + cut + run_on[end - 1] - run_on[start]
            if cost >= best[end] and length <= WIDTH:  # what follows is never less than nothing
                continue
            if start < end - 1:
                if length > WIDTH:
                    break
                named = 0.0 if start else room(label)
                if length + named > NARROW and not _fold(begins, stops, start, end, named):
                    continue
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
    """Where each word begins and ends, in characters, if all were on one line."""
    begins, stops, place = [], [], 0.0
    for word in words:
        begins.append(place + (not word.glued))
        place = begins[-1] + room(word.text)
        stops.append(place)
    return begins, stops


def _fill(length: float, *, last: bool) -> float:
    """How badly a piece fills its line; one that ends its sentence may be short, unless it is only a word or two."""
    if last:
        return _SCANT if length < WIDTH // 4 else 0.0
    return _EMPTY * (1 - length / WIDTH) ** 2 if length < WIDTH else 0.0


def _haste(length: float, time: int) -> float:
    """How far `length` characters exceed what can be read in `time` samples."""
    unread = length - time / _HURRY
    cost = _UNREAD * unread if unread > 0 else 0.0
    return cost + _FLASH * (1 - time / _BRIEF) if time < _BRIEF else cost


def _fold(begins: Sequence[float], stops: Sequence[float], start: int, end: int, named: float) -> bool:
    """Whether words `start` to `end`, too long for one line, fit into two of `NARROW` after `named` characters."""
    # the word that begins the second line
    second = bisect_right(stops, begins[start] - named + NARROW, lo=start, hi=end)
    return stops[end - 1] - begins[second] <= NARROW


def _lines(words: Sequence[Word], label: str) -> tuple[str, ...]:
    """The words of a piece in one or two lines, cut by sense and into even halves, starting with the label."""
    whole = label + joined(words)
    if room(whole) <= NARROW:
        return (whole,)
    folds = []
    parts = [word.text if word.glued else f" {word.text}" for word in words]
    for cut in range(0 if label else 1, len(words)):
        halves = (label + "".join(parts[:cut]).lstrip(" ")).rstrip(), "".join(parts[cut:]).lstrip(" ")
        cost = cut_cost(words, cut - 1, sentence=ends_sentence(words, cut - 1)) if cut else AFTER_LEANING
        first, second = map(room, halves)
        over = max(0.0, first - NARROW) + max(0.0, second - NARROW)
        cost += _LONELY if label and cut == 1 else 0.0
        folds.append((over, cost + abs(first - second) / 2, halves))
    return min(folds)[2] if folds else (whole,)


def _clamped(words: Sequence[Word], first: int, end: int) -> tuple[Word, ...]:
    """The words of a caption shown from `first` to `end`, with their times limited to that range."""
    return tuple(
        word
        if first <= word.start and word.end <= end
        else Word(word.text, min(max(word.start, first), end), min(max(word.end, first), end), word.glued)
        for word in words
    )


def _apart(starts: Sequence[int], frames: int) -> list[int]:
    """The starts in order, moved as little as needed for each caption to be shown for a moment before `frames`."""
    moment = min(_SHORTEST, frames // max(1, len(starts)))
    moved, earliest, latest = [], 0, frames
    for start in starts:
        moved.append(max(start, earliest))
        earliest = moved[-1] + moment
    for index in reversed(range(len(moved))):
        latest = moved[index] = min(moved[index], latest - moment)
    return moved
