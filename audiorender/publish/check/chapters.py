"""The tags: rule violations that their readers found, and requirements of apps beyond the container's rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from audiorender.errors import few
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.check.found import ROUGHLY, XIPH, Found
from audiorender.publish.readback import Mark
from audiorender.timecode import clock

_MOST = 255
_SHOWN_BY_ALL = 100
_LONG = 40


def tag_findings(found: Found) -> Iterator[Finding]:
    """Findings on tags, and on titles and times of chapters."""
    reported = {fault.rule for fault in found.tags.faults}
    yield from (finding(fault.rule, fault, found.name) for fault in found.tags.faults)
    if not (found.tags.title or "").strip():
        yield finding("title-missing", "it has no title", found.name)
    for each in (*_counts(found), *_titles(found.tags.chapters, found.name), *_times(found)):
        if each.rule not in reported:
            yield each


def _counts(found: Found) -> Iterator[Finding]:
    count = len(found.tags.chapters)
    if not count:
        yield finding(
            "chapters-missing", "there are no chapters: from iOS 26.2 on, Apple Podcasts makes its own", found.name
        )
    if count > _MOST:
        yield finding("chapter-count", f"there are {count} chapters", found.name)
    elif count > _SHOWN_BY_ALL and found.suffix in XIPH:
        yield finding(
            "xiph-over-100",
            f"there are {count} chapters, and AntennaPod shows none if there are more than 100",
            found.name,
        )


def _titles(marks: Sequence[Mark], name: str) -> Iterator[Finding]:
    counts = Counter(mark.title for mark in marks if mark.title)
    twice = next((title for title, count in counts.items() if count > 1), None)
    if twice is not None:
        same = [number for number, mark in enumerate(marks, start=1) if mark.title == twice]
        yield finding("chapter-title-twice", f"chapters share a title: '{twice}' (chapters {few(same)})", name)
    yield from _in(
        marks,
        "chapter-title-long",
        f"a title has more than {_LONG} characters, where Spotify cuts it",
        (n for n, mark in enumerate(marks, start=1) if len(mark.title) > _LONG),
        name,
    )


def _times(found: Found) -> Iterator[Finding]:
    marks, name = found.tags.chapters, found.name
    numbered = list(enumerate(marks, start=1))
    short = (number for number, mark in numbered if 0 < mark.end - mark.start < 1000)
    yield from _in(marks, "chapter-short", "a chapter is shorter than a second", short, name)
    late = [number for number, mark in numbered if mark.start >= found.length]
    yield from _in(marks, "chapter-beyond-end", "a chapter begins after the end of the audio", late, name)
    last = max((mark.end for mark in marks), default=found.length)
    if not late and abs(last - found.length) > ROUGHLY:
        ends = f"the last chapter ends at {clock(last, 1000)}, the audio at {clock(found.length, 1000)}"
        yield finding("chapter-end", ends, name)
    between = (number for number, mark in numbered if mark.start % 1000)
    yield from _in(marks, "chapter-second", "a chapter does not begin on a whole second", between, name)


def _in(marks: Sequence[Mark], rule: str, what: str, numbers: Iterable[int], name: str) -> Iterator[Finding]:
    """One finding for all chapters (counted from 1) that break a rule."""
    hit = list(numbers)
    if hit:
        yield finding(rule, f"{what} (chapter{'s' * (len(hit) > 1)} {few(hit)} of {len(marks)})", name)
