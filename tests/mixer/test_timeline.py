"""The plan: on the grid, in order, with the pauses it was asked for, and no title lost."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.mixer.timeline import lay_out
from audiorender.mixer.turntaking import Style, gap, side
from audiorender.model import FRAME, RATE, Heading, Pause, Seat, Timeline
from mixer.episodes import VOICE, Recording


def plan(recording: Recording, style: Style | None = None) -> Timeline:
    return lay_out(recording.script, recording.lines, recording.seats(), style=style)


def pauses(timeline: Timeline) -> list[float]:
    """The silences between clips in milliseconds."""
    return [(after.start - before.end) * 1000 / RATE for before, after in pairwise(timeline.placements)]


STEADY = Style(spread=0, overlap=0)
"""Every silence is its typical value."""


def assert_pauses(timeline: Timeline, *expected: float) -> None:
    """Silences are as planned, to half an MP3 frame."""
    found = pauses(timeline)
    assert len(found) == len(expected)
    assert all(abs(pause - wanted) <= 12.5 for pause, wanted in zip(found, expected, strict=True)), found


def talk() -> Recording:
    recording = Recording().add(Heading("One")).say("Ada", "When did the lamp go out for good?")
    recording.say("Ben", "It was in the last winter of the war.", "Nobody came to mend it.").say(
        "Ada", "Oh.", seconds=0.4
    )
    return (
        recording.say("Ben", "And so it stayed dark for a year.").add(Heading("Two")).say("Ada", "What then happened?")
    )


def test_pauses_depend_on_who_follows_whom() -> None:
    timeline = plan(talk(), STEADY)
    assert_pauses(
        replace(timeline, placements=timeline.placements[:5]),
        STEADY.after_question * 0.905,  # by the length of the answer
        STEADY.same_speaker,
        STEADY.interjection,
        2 * STEADY.interjection,
    )


def test_silences_are_those_of_turn_taking() -> None:
    recording = talk()
    sides = [side(line, line.clip.frames if line.clip else 0, Style()) for line in recording.lines]
    gaps = [gap(before, after, Style()).milliseconds for before, after in pairwise(sides[:5])]
    timeline = plan(recording)
    assert_pauses(replace(timeline, placements=timeline.placements[:5]), *gaps)


def test_an_interjection_over_the_end_of_a_word_is_lower_until_the_word_is_over() -> None:
    texts = [f"And so we took it across the {noun}." for noun in ("water", "harbour", "valley", "meadow", "market")]
    recording = Recording()
    for text in texts:
        recording.say("Ada", text).say("Ben", "Right.", seconds=0.4)
    timeline = plan(recording)
    heads = timeline.placements
    over = [(one, other) for one, other in pairwise(heads) if other.start < one.end]
    assert over
    for one, other in over:
        last = one.frames * 12 // len(texts[0])  # a word's share and more
        assert one.end - other.start < last / 2
        low = other.envelope[0][1]
        assert low == pytest.approx(10 ** (-4 / 20), abs=1e-6)
        assert other.envelope[1] == (one.end - other.start, low)
        assert other.envelope[-1][1] == 1.0
    assert all(not other.envelope for one, other in pairwise(heads) if other.start >= one.end)


def test_every_clip_starts_on_a_frame_and_the_episode_is_whole_frames() -> None:
    timeline = plan(talk())
    assert all(placement.start % FRAME == 0 for placement in timeline.placements)
    assert timeline.frames % FRAME == 0
    tail = timeline.frames - timeline.placements[-1].end
    assert 1000 <= tail * 1000 / RATE < 1025


def test_a_chapters_mark_stands_on_a_second_just_before_its_first_clip() -> None:
    timeline = plan(talk())
    assert [chapter.title for chapter in timeline.chapters] == ["One", "Two"]
    last = timeline.placements[-1]
    mark = timeline.chapters[1].start
    assert mark % RATE == 0
    assert 0 <= last.start - mark < FRAME
    assert mark - timeline.placements[-2].end >= 1.2 * RATE
    assert mark - timeline.placements[-2].end < 2.2 * RATE


def test_the_first_clip_starts_with_the_first_mark() -> None:
    timeline = plan(talk())
    assert timeline.chapters[0].start == timeline.placements[0].start == 0
    later = plan(talk(), Style(lead_in=500))
    assert later.placements[0].start == 21 * FRAME


def test_talk_before_any_heading_is_a_chapter_by_the_episodes_title() -> None:
    timeline = plan(Recording().say("Ada", "Good evening.").add(Heading("One")).say("Ben", "Thank you."))
    assert [chapter.title for chapter in timeline.chapters] == ["An evening", "One"]
    assert [chapter.title for chapter in plan(Recording().say("Ada", "Good evening.")).chapters] == ["An evening"]


def test_headings_with_nothing_between_them_lose_no_title() -> None:
    recording = Recording().add(Heading("Part one"), Heading("The sea")).say("Ada", "It was calm.")
    recording.add(Heading("Silence")).say("Ben", "").add(Heading("Part two"), Pause(100), Heading("Land"))
    timeline = plan(recording.say("Ada", "It was dry.").add(Heading("The end")))
    titles = [chapter.title for chapter in timeline.chapters]
    assert titles == ["Part one – The sea", "Silence – Part two – Land – The end"]


def test_a_chapter_has_the_first_link_and_the_first_picture_of_its_titles() -> None:
    recording = Recording().add(Heading("A"), Heading("B", url="https://a.example", image="b.jpg"))
    recording.add(Heading("C", url="https://c.example")).say("Ada", "It was calm.")
    (chapter,) = plan(recording).chapters
    assert (chapter.url, chapter.image) == ("https://a.example", "b.jpg")


def test_a_pause_takes_the_place_of_the_one_that_turn_taking_gives() -> None:
    recording = Recording().say("Ada", "Well then.", "Go on.").add(Pause(1500)).say("Ben", "I shall.").add(Pause(0))
    recording.say("Ada", "Do.").add(Pause(300), Pause(400)).say("Ben", "Now.").add(Pause(3000))
    timeline = plan(recording, STEADY)
    assert_pauses(timeline, STEADY.same_speaker, 1500, 12, 700)
    assert 3000 <= (timeline.frames - timeline.placements[-1].end) * 1000 / RATE < 3025


def test_a_pause_before_a_chapter_still_ends_on_a_second() -> None:
    recording = Recording().say("Ada", "Well.").add(Pause(0), Heading("Two")).say("Ben", "Now.")
    timeline = plan(recording)
    assert timeline.chapters[1].start == RATE


def test_a_paragraph_in_which_nothing_can_be_spoken_is_a_silence() -> None:
    timeline = plan(Recording().say("Ada", "Look at this.", "", "I see.").say("Ben", ""), STEADY)
    assert_pauses(timeline, STEADY.same_speaker + STEADY.unspoken)
    assert [mark.turn for mark in timeline.turns] == [0]
    assert [caption.text for caption in timeline.captions] == ["Look at this.", "I see."]


def test_an_episode_in_which_nothing_sounds_is_still_a_plan() -> None:
    timeline = plan(Recording().add(Heading("One")).say("Ada", ""))
    assert not timeline.placements
    assert [chapter.title for chapter in timeline.chapters] == ["One"]


def test_turns_are_marked_from_their_first_clip_to_their_last() -> None:
    timeline = plan(talk())
    marks = {mark.turn: mark for mark in timeline.turns}
    assert marks[1].start == timeline.placements[1].start
    assert marks[1].end == timeline.placements[2].end
    assert sorted(marks) == [0, 1, 2, 3, 4]


def test_captions_follow_the_clips() -> None:
    timeline = plan(talk())
    starts = {placement.start for placement in timeline.placements}
    assert {caption.start for caption in timeline.captions} == starts
    assert " ".join(caption.text for caption in timeline.captions if caption.turn == 1) == (
        "It was in the last winter of the war. Nobody came to mend it."
    )


LOW = -40.0
"""A target in LUFS for which the limiter has nothing to do."""


@pytest.mark.parametrize("pan", [-1.0, -0.3, -0.2, 0.0, 0.1, 0.3, 1.0])
def test_a_chair_moves_a_voice_without_making_it_louder(pan: float) -> None:
    recording = Recording().say("Ada", "Good evening to you all.")
    (left, right) = (
        lay_out(recording.script, recording.lines, {"Ada": Seat(VOICE, pan)}, target=LOW).placements[0].gains
    )
    (mono,) = (
        lay_out(recording.script, recording.lines, {"Ada": Seat(VOICE, pan)}, channels=1, target=LOW)
        .placements[0]
        .gains
    )
    assert left**2 + right**2 == pytest.approx(mono**2)
    assert np.sign(right - left) == pytest.approx(np.sign(pan)) or abs(right - left) < 1e-9
    summed = 20 * np.log10((left + right) / (mono * 2**0.5))
    if abs(pan) <= 0.2:
        assert -0.11 < summed <= 1e-9
    if abs(pan) <= 0.3:
        assert -0.25 < summed <= 1e-9


def test_a_seats_own_gain_is_added() -> None:
    recording = Recording().say("Ada", "Good evening to you all.")
    (plain,) = (
        lay_out(recording.script, recording.lines, {"Ada": Seat(VOICE)}, channels=1, target=LOW).placements[0].gains
    )
    (raised,) = (
        lay_out(recording.script, recording.lines, {"Ada": Seat(VOICE, 0, 6)}, channels=1, target=LOW)
        .placements[0]
        .gains
    )
    assert raised / plain == pytest.approx(10 ** (6 / 20))


def test_lines_that_are_not_the_scripts_are_refused() -> None:
    recording = talk()
    with pytest.raises(ValueError, match="more lines than paragraphs"):
        lay_out(recording.script, [*recording.lines, recording.lines[-1]], recording.seats())
    with pytest.raises(ValueError, match="turn 4 and its lines"):
        lay_out(recording.script, recording.lines[:-1], recording.seats())
    with pytest.raises(ValueError, match="turn 0 and its lines"):
        lay_out(recording.script, recording.lines[1:], recording.seats())


parts = st.one_of(
    st.builds(Heading, st.sampled_from(["One", "Two", "Three"])),
    st.builds(Pause, st.integers(0, 3000)),
    st.tuples(
        st.sampled_from(["Ada", "Ben"]), st.lists(st.sampled_from(["", "Yes.", "Why?", "So be it."]), min_size=1)
    ),
)


@given(st.lists(parts, max_size=12))
def test_any_script_becomes_a_plan_with_every_title_and_every_clip(
    items: list[Heading | Pause | tuple[str, list[str]]],
) -> None:
    recording = Recording()
    for item in items:
        if isinstance(item, tuple):
            recording.say(item[0], *item[1], seconds=0.05)
        else:
            recording.add(item)
    timeline = plan(recording)
    assert [placement.source for placement in timeline.placements] == [
        line.clip.key for line in recording.lines if line.clip
    ]
    titles = " – ".join(chapter.title for chapter in timeline.chapters).removeprefix("An evening").removeprefix(" – ")
    assert titles == " – ".join(item.title for item in recording.items if isinstance(item, Heading))
    assert all(chapter.start % RATE == 0 for chapter in timeline.chapters)


def test_thousands_of_turns_are_laid_out_at_once() -> None:
    recording = Recording().say("Ada", "Just so.", seconds=0.05).say("Ben", "Indeed.", seconds=0.05)
    pair = recording.lines
    recording.items *= 2000
    recording.lines = [replace(pair[number % 2], turn=number) for number in range(4000)]
    began = time.process_time()
    assert len(plan(recording).placements) == 4000
    assert time.process_time() - began < 2


def test_no_two_silences_of_a_kind_in_a_row_are_alike() -> None:
    recording = Recording()
    for _ in range(6):
        recording.say("Ada", "It was the last boat of the year.").say("Ben", "It was the last boat of the year.")
    silences = pauses(plan(recording))
    assert all(abs(one - other) > 1 for one, other in pairwise(silences))
    assert len({round(each) for each in pauses(plan(recording, STEADY))}) == 1, "unless all are to be alike"
