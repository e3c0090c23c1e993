"""Checks on chapters that the readers of all containers share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from audiorender.errors import few
from audiorender.publish.readback import Fault, Mark


def in_chapters(rule: str, fault: str, numbers: Iterable[int]) -> Iterator[Fault]:
    """A fault against `rule` that names the chapters (counted from 1) that have it; nothing if there are none."""
    found = list(numbers)
    if found:
        yield Fault(rule, f"{fault} (chapter{'s' * (len(found) > 1)} {few(found)})", found)


def mark_faults(marks: Sequence[Mark]) -> Iterator[Fault]:
    """Chapters that do not begin at 0, are out of order, empty, overlap or leave gaps, or have no title."""
    if marks and min(mark.start for mark in marks) != 0:
        yield Fault("chapter-first", "the first chapter does not begin at 0")
    neighbours = list(enumerate(pairwise(marks), start=2))
    shuffled = [number for number, (a, b) in neighbours if b.start < a.start]
    if shuffled:
        yield from in_chapters("chapter-order", "the chapters are not in order", shuffled)
    else:
        gaps = (n for n, (a, b) in neighbours if b.start > a.end)
        yield from in_chapters("chapter-gap", "there is a gap before a chapter", gaps)
        overlaps = (n for n, (a, b) in neighbours if a.start <= b.start < a.end)
        yield from in_chapters("chapter-overlap", "a chapter begins before the one before it ends", overlaps)
    empty = (n for n, mark in enumerate(marks, start=1) if mark.end <= mark.start)
    yield from in_chapters("chapter-empty", "a chapter has no length", empty)
    untitled = (n for n, mark in enumerate(marks, start=1) if not mark.title.strip())
    yield from in_chapters("chapter-title", "a chapter has no title", untitled)


def link_faults(links: Iterable[tuple[int, str]]) -> Iterator[Fault]:
    """Links that some apps cannot open; `links` pairs a chapter's number with its link."""
    numbered = list(links)
    odd = (number for number, link in numbered if any(not "!" <= character <= "~" for character in link))
    yield from in_chapters("link-form", "a link is not percent-encoded ASCII", odd)
    plus = (number for number, link in numbered if "+" in link)
    yield from in_chapters("link-plus", "a link has a raw +, which AntennaPod reads as a space", plus)
    others = (number for number, link in numbered if not link.lower().startswith(("http://", "https://")))
    yield from in_chapters("link-form", "a link is not http or https", others)
