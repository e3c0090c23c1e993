"""Cuts: every sample once, pieces of a sane length, and an edit that moves no far cut."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.mixer.encoding.cuts import Cut, cut
from audiorender.model import FRAME, RATE, Chapter, Placement, Timeline

PAUSE = 18  # frames


def timeline(lengths: list[int], chapters: list[int], tail: int = 42) -> Timeline:
    """Clips of so many frames each, and chapters that begin with the clips numbered."""
    placements, marks, at = [], [0], 0
    for number, length in enumerate(lengths):
        if number in chapters and number:
            second = -(-(at + 50) * FRAME // RATE) * RATE
            marks.append(second)
            at = -(-second // FRAME)
        placements.append(Placement(f"clip {number} {length}", at * FRAME, length * FRAME - 100, 0, (1.0, 1.0)))
        at += length + PAUSE
    end = (at + tail) * FRAME
    ends = zip(marks, [*marks[1:], end], strict=True)
    return Timeline(RATE, 2, end, tuple(placements), (), tuple(Chapter(a, b, "One") for a, b in ends), ())


def contents(plan: Timeline) -> list[tuple[str, ...]]:
    """Which clips each piece holds."""
    return [tuple(p.source for p in plan.placements if each.start <= p.start < each.end) for each in cut(plan)]


lengths = st.lists(st.integers(1, 900), min_size=1, max_size=40)


@given(lengths, st.sets(st.integers(1, 39)))
def test_every_sample_is_in_one_piece(clips: list[int], chapters: set[int]) -> None:
    plan = timeline(clips, sorted(chapters))
    cuts = cut(plan)
    assert cuts[0].start == 0
    assert cuts[-1].end == plan.frames
    assert all(a.end == b.start for a, b in pairwise(cuts))
    assert all(each.start % FRAME == 0 and each.start < each.end for each in cuts)
    assert all(each.end - each.start <= 40 * RATE for each in cuts)
    assert all(each.frames == (each.end - each.start) // FRAME for each in cuts[:-1])
    assert sum(each.frames for each in cuts) == plan.frames // FRAME + 1


@given(lengths, st.sets(st.integers(1, 39)))
def test_cuts_stand_where_clips_start_or_in_a_chapters_silence(clips: list[int], chapters: set[int]) -> None:
    plan = timeline([min(length, 500) for length in clips], sorted(chapters))
    starts = {placement.start for placement in plan.placements}
    for each in cut(plan)[1:]:
        assert each.start in starts or not any(p.start < each.start < p.end for p in plan.placements)


def test_an_edit_changes_only_pieces_nearby() -> None:
    clips = [150 + 37 * number % 400 for number in range(120)]
    before = contents(timeline(clips, [40, 80]))
    for edited in (0, 20, 39, 60, 119):
        after = contents(timeline([*clips[:edited], clips[edited] + 100, *clips[edited + 1 :]], [40, 80]))
        assert len(set(before) - set(after)) <= 3


def test_the_silence_before_a_chapter_is_a_piece_of_its_own() -> None:
    plan = timeline([400, 400, 400, 400], [2])
    (silence,) = [each for each in cut(plan) if each.end - each.start < 2 * RATE]
    before, after = plan.placements[1].end, plan.placements[2].start
    assert before + 10 * FRAME <= silence.start < before + 11 * FRAME
    assert silence.end == after - 10 * FRAME


def test_a_chapter_that_moves_by_a_second_changes_silences_only() -> None:
    clips = [400, 300, 500, 200, 350, 450]
    plan = timeline(clips, [2, 4])
    moved = timeline([400, 300 + 100, *clips[2:]], [2, 4])
    lengths = [(each.end - each.start) // FRAME for each in cut(plan)]
    later = [(each.end - each.start) // FRAME for each in cut(moved)]
    assert lengths[0] != later[0]
    assert lengths[2::2] == later[2::2]
    assert max(lengths[1::2] + later[1::2]) < 3 * RATE // FRAME


def test_a_clip_of_many_minutes_is_cut_inside() -> None:
    plan = timeline([20, 25_000, 20], [])
    assert max(each.end - each.start for each in cut(plan)) <= 40 * RATE
    assert len(cut(plan)) > 14


def test_pieces_are_seldom_short() -> None:
    cuts = cut(timeline([50] * 2000, []))
    assert sum(each.end - each.start < 15 * RATE for each in cuts) <= 2
    assert len(cuts) > 40


def test_an_episode_without_a_clip_is_one_piece() -> None:
    empty = Timeline(RATE, 2, 10 * FRAME, (), (), (Chapter(0, 10 * FRAME, "One"),), ())
    assert cut(empty) == (Cut(0, 10 * FRAME, 11),)
    with pytest.raises(ValueError, match="whole number of MP3 frames"):
        cut(replace(empty, frames=100, chapters=(Chapter(0, 100, "One"),)))
