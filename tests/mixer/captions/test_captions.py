"""Captions: every word once and in order, short lines, sane times."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.mixer.captions import NARROW, WIDTH, captions, split
from audiorender.model import RATE, Caption, Clip, Line, Word, joined
from audiorender.unspaced import room
from mixer.episodes import words_of

texts = st.text(st.sampled_from("abcdefgh  .,?!;—’é字「。」ッเก่👩🏽\u200d "), min_size=1, max_size=400).filter(
    str.split
)


def unspaced(text: str) -> str:
    return "".join(text.split())


def pieces(text: str) -> list[str]:
    spoken = words_of(text, len(text) * RATE // 15)
    return [joined(words) for words in split(spoken)]


def line(text: str, frames: int, turn: int = 0) -> Line:
    return Line(turn, "Ada", Clip(f"clip {turn}", frames), words_of(text, frames))


@given(texts)
def test_every_word_is_shown_once_and_in_order(text: str) -> None:
    assert unspaced("".join(pieces(text))) == unspaced(text)


@given(texts)
def test_no_line_is_too_long_unless_a_word_is(text: str) -> None:
    spoken = words_of(text, len(text) * RATE // 15)
    assert all(room(joined(words)) <= WIDTH or len(words) == 1 for words in split(spoken))


@given(st.lists(texts, max_size=4), st.integers(1, RATE), st.integers(0, 3))
def test_captions_are_in_order_and_inside(paragraphs: list[str], frames: int, apart: int) -> None:
    placed = [(index * (frames + apart), line(text, frames, index)) for index, text in enumerate(paragraphs)]
    total = len(placed) * (frames + apart) + 10 * RATE
    found = captions(placed, total)
    assert all(0 <= one.start < one.end <= total for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert unspaced("".join(one.text for one in found)) == unspaced("".join(paragraphs))


@given(st.lists(texts, max_size=4), st.integers(1, RATE), st.integers(0, 3))
def test_the_words_of_a_caption_are_its_text_and_said_while_it_stands(
    paragraphs: list[str], frames: int, apart: int
) -> None:
    placed = [(index * (frames + apart), line(text, frames, index)) for index, text in enumerate(paragraphs)]
    for one in captions(placed, len(placed) * (frames + apart) + 10 * RATE):
        assert joined(one.words) == one.text
        assert all(one.start <= word.start <= word.end <= one.end for word in one.words)
        assert all(a.start <= b.start for a, b in pairwise(one.words))


def test_a_word_longer_than_a_line_stands_alone() -> None:
    word = "x" * (WIDTH + 1)
    assert pieces(f"See {word} please.") == ["See", word, "please."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was a small town by the sea. Nobody had told me about the storms.",
            ["It was a small town by the sea.", "Nobody had told me about the storms."],
        ),
        ("Yes. We did that in the very first week.", ["Yes. We did that in the very first week."]),
        (
            "When the valves had warmed up at last, we heard a voice from the other side of the bay.",
            ["When the valves had warmed up at last,", "we heard a voice from the other side of the bay."],
        ),
        (
            "She walked out of the old white house by the sea with a broken umbrella under her left arm.",
            ["She walked out of the old white house by the sea", "with a broken umbrella under her left arm."],
        ),
        (
            "Der Küster kam jeden Abend über den Hof, weil er die Lampe im Turm anzünden wollte.",
            ["Der Küster kam jeden Abend über den Hof,", "weil er die Lampe im Turm anzünden wollte."],
        ),
        (
            "We asked Mr. Brown and Dr. J. S. Green, who kept the lamp for thirty years, what he thought.",
            ["We asked Mr. Brown and Dr. J. S. Green,", "who kept the lamp for thirty years, what he thought."],
        ),
    ],
)
def test_cuts_follow_sentences_then_sense(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_a_line_seldom_ends_on_a_word_that_leans_on_the_next() -> None:
    text = "the keeper of the lamp walked up to the top of the tower in the middle of the night " * 6
    assert not any(piece.split()[-1] in {"the", "of", "to", "in"} for piece in pieces(text))


def test_captions_come_with_their_words_and_stay_to_be_read() -> None:
    text = "It was a small town by the sea. Nobody had told me about the storms."
    words = words_of(text, 4 * RATE)
    first, second = captions([(1000, line(text, 4 * RATE))], 10 * RATE)
    assert first.start == 1000
    assert first.end <= second.start == 1000 + words[8].start
    assert second.end >= 1000 + 4 * RATE
    assert second.end <= 1000 + 5 * RATE


def test_a_hurried_caption_lingers_until_the_next() -> None:
    first, second = captions(
        [(0, line("Absolutely certain about it.", RATE // 4)), (RATE, line("Oh.", RATE, 1))], 9 * RATE
    )
    assert first.end == second.start == RATE


def test_a_brief_caption_stands_long_enough_to_be_seen_and_no_gap_flickers() -> None:
    said = [(0, line("Oh?", RATE // 3)), (RATE, line("Quite so, my dear.", RATE, 1))]
    first, second = captions([*said, (5 * RATE, line("No.", RATE // 3, 2))], 9 * RATE)[:2]
    assert first.end == second.start == RATE
    assert second.end == RATE + len(second.text) * (RATE // 17)
    (alone,) = captions([(0, line("No.", RATE // 3))], 9 * RATE)
    assert alone.end == RATE * 5 // 6


def test_words_without_a_time_of_their_own_share_what_there_is() -> None:
    words = tuple(Word("word" * 12, 500, 500) for _ in range(5))
    found = captions([(0, Line(0, "Ada", Clip("k", 1000), words))], RATE)
    assert len(found) == 5
    assert len({one.start for one in found}) == 5


def test_a_caption_says_who_and_which_turn() -> None:
    (one,) = captions([(0, line("Good evening.", RATE, 7))], 3 * RATE)
    said = words_of("Good evening.", RATE)
    assert one == Caption(0, RATE, "Ada", "Good evening.", 7, said, ("Ada: Good evening.",))


def test_a_paragraph_of_thousands_of_words_is_cut_too() -> None:
    assert sum(len(piece.split()) for piece in pieces("and so on it went " * 1000)) == 5000


names = st.text(st.characters(categories=("L", "Zs")), max_size=60).map(lambda name: " ".join(name.split()))


@given(st.lists(st.tuples(texts, names), max_size=4))
def test_lines_are_the_text_with_the_name_where_the_speaker_changes(said: list[tuple[str, str]]) -> None:
    placed = [
        (number * 9 * RATE, Line(number, name, Clip("k", 9 * RATE), words_of(text, 9 * RATE)))
        for number, (text, name) in enumerate(said)
    ]
    before = None
    for one in captions(placed, 99 * RATE):
        shown = unspaced("".join(one.lines))
        label = shown.removesuffix(unspaced(one.text))
        assert label == "" if one.speaker in ("", before) else label.endswith(":")
        assert label[:-1] == unspaced(one.speaker) or label.endswith("…:") or not label
        assert len(one.lines) <= 2
        assert all(room(text) <= NARROW or len(text.split()) == 1 or len(one.words) == 1 for text in one.lines)
        before = one.speaker


def test_a_name_as_long_as_a_book_is_cut_where_it_stands_before_words() -> None:
    (one,) = captions([(0, Line(0, "x" * 10_000, Clip("k", RATE), words_of("Good evening.", RATE)))], 3 * RATE)
    assert one.lines == ("x" * 39 + "…:", "Good evening.")
    assert one.speaker == "x" * 10_000


def test_two_lines_are_parted_by_sense() -> None:
    text = "So I'm not going to bother introducing him."
    (one,) = captions([(0, line(text, 3 * RATE))], 9 * RATE)
    assert one.lines == ("Ada: So I'm not going", "to bother introducing him.")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "They carried away the broken telescopes from us",
            ("Ada: They carried away", "the broken telescopes from us"),
        ),
        ("Look at the arrow on the cap of the lamp now", ("Ada: Look at the arrow", "on the cap of the lamp now")),
        ("Each of them gives a soft tock at every joint", ("Ada: Each of them gives a soft tock", "at every joint")),
    ],
)
def test_lines_end_before_what_links_and_after_what_belongs_together(text: str, lines: tuple[str, str]) -> None:
    (one,) = captions([(0, line(text, 3 * RATE))], 9 * RATE)
    assert one.lines == lines


def test_a_line_ends_with_its_sentence_even_where_the_halves_are_uneven() -> None:
    (one,) = captions([(0, line("Letters, mostly, in bottles. Library slips.", 3 * RATE))], 4 * RATE)
    assert one.lines == ("Ada: Letters, mostly, in bottles.", "Library slips.")


def test_paragraphs_that_nobody_could_read_in_time_are_joined() -> None:
    brief = [(0, line("Frogs?", RATE // 3)), (RATE // 3, line("There were seven of them.", 2 * RATE))]
    (one,) = captions(brief, 9 * RATE)
    assert one.text == "Frogs? There were seven of them."
    calm = [(0, line("Frogs?", RATE)), (2 * RATE, line("There were seven of them.", 2 * RATE))]
    assert len(captions(calm, 9 * RATE)) == 2


def test_another_speakers_words_are_never_joined() -> None:
    said = (Line(0, "Ada", Clip("a", 9), words_of("Oh.", 9)), Line(1, "Ben", Clip("b", 9), words_of("No.", 9)))
    assert [one.speaker for one in captions([(0, said[0]), (9, said[1])], RATE)] == ["Ada", "Ben"]


def test_hurried_words_are_cut_where_they_can_be_read() -> None:
    """The first words are fast, so they are shown with slower ones: by sense alone the cut would be at the comma."""
    fast = "He had had fifty-one years of being in the right,"
    slow = "and then he was alone."
    quick = words_of(fast, 2 * RATE)
    words = (*quick, *(Word(w.text, 2 * RATE + w.start, 2 * RATE + w.end) for w in words_of(slow, 4 * RATE)))
    found = captions([(0, Line(0, "Ada", Clip("k", 6 * RATE), words))], 9 * RATE)
    assert all(len(one.text) * RATE <= 20 * (one.end - one.start) for one in found)
    assert pieces(f"{fast} {slow}") == [fast, slow]


CHINESE = (
    "我们在山上找到了一座旧的天文台，门没有锁，里面很冷。望远镜还在那里，上面盖着一块布；没有人知道它是谁的。"
    "他说：“二十年前，我用Python写了三行代码，它就转起来了。”真的吗？我不相信，可是它真的转了。"
)


def test_scripts_without_blanks_are_cut_by_sense() -> None:
    assert [joined(words) for words in split(words_of(CHINESE, len(CHINESE) * RATE // 4))] == [
        "我们在山上找到了一座旧的天文台，门没有锁，",
        "里面很冷。望远镜还在那里，上面盖着一块布；",
        "没有人知道它是谁的。",
        "他说：“二十年前，我用Python写了三行代码，",
        "它就转起来了。”真的吗？",
        "我不相信，可是它真的转了。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        CHINESE * 30,
        "山上的天文台里住着一个老人" * 230,
        "コンピューターでちょっと「きれいな」写真をとって、みんなに見せたかった" * 80,
        "เมื่อวานฉันไปดูหอดูดาวเก่าบนภูเขากับเพื่อน" * 70,
        "ຂ້ອຍໄປເບິ່ງຫໍດູດາວເກົ່າມື້ວານນີ້" * 90,
        "ខ្ញុំបានទៅមើលមជ្ឈមណ្ឌលសង្កេតការណ៍ចាស់មួយ" * 70,
        "！" * 3000,
        "字👩🏽‍🔧" * 1000,
    ],
)
def test_a_long_paragraph_without_a_blank_is_cut_into_short_lines(text: str) -> None:
    found = captions([(0, line(text, len(text) * RATE // 5))], len(text) * RATE)
    assert "".join(one.text for one in found) == text
    for one in found:
        assert room(one.text) <= WIDTH
        assert len(one.lines) <= 2
        for shown in one.lines:
            assert room(shown) <= NARROW
            assert text.startswith("！") or shown[0] not in "，。；？！」』、っょーัิีึืุู่้\u200d🏽"
            assert shown[-1] not in "「『“（\u200d"


def test_chinese_lines_keep_particles_with_their_word_and_begin_with_joining_words() -> None:
    text = "我们在旧的天文台里坐了很久谁也没有说话因为外面的星星太多了我从来没有见过那么多的星星"
    assert [joined(words) for words in split(words_of(text, len(text) * RATE // 4))] == [
        "我们在旧的天文台里坐了很久谁也没有说话",
        "因为外面的星星太多了我从来没有见过那么多的星星",
    ]


def test_chinese_and_english_count_by_their_room() -> None:
    """Netflix allows 16 full-width characters in a line, or 42 others."""
    assert room("字" * 16) == room("a" * 42) == NARROW
